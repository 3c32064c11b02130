// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/fold.h"

#include "core/journal/canonical_json.h"
#include "core/journal/reducers.h"

#include <algorithm>

namespace otklik::journal {

namespace {

/// Chains of merges are short; a longer one is treated like a circle.
constexpr int kMaxMergeChain = 1000;

bool isMerge(const Op &op)
{
    return op.type == QLatin1String("ticket.merged") || op.type == QLatin1String("contact.merged");
}

QString kindOf(const QString &object)
{
    return object.section(QLatin1Char(':'), 0, 0);
}

QString mergeTarget(const Op &op)
{
    return kindOf(op.object) + QLatin1Char(':') + op.data.value(QLatin1String("into")).toString();
}

/// Where an object was merged to, with the merges of this very event taken as done.
QString mergedObject(const QString &object, const Event &event, const StateLookup &lookup)
{
    for (const Op &op : event.ops)
        if (isMerge(op) && op.object == object)
            return mergeTarget(op);
    const QString into = lookup(object).value(QStringLiteral("merged_into")).toString();
    return into.isEmpty() ? QString() : kindOf(object) + QLatin1Char(':') + into;
}

bool mergesInCircle(const Op &op, const Event &event, const StateLookup &lookup)
{
    QString object = mergeTarget(op);
    for (int step = 0; step < kMaxMergeChain; ++step) {
        if (object == op.object)
            return true;
        object = mergedObject(object, event, lookup);
        if (object.isEmpty())
            return false;
    }
    return true;
}

void checkVersions(std::size_t index, const Op &op, const StateLookup &lookup, std::vector<BrokenCondition> &broken)
{
    if (op.condition.isEmpty())
        return;
    const ObjectState state = lookup(op.object);
    for (auto it = op.condition.begin(); it != op.condition.end(); ++it) {
        const qint64 expected = it.value().toInteger(-1);
        const qint64 found = state.version(it.key());
        if (expected != found)
            broken.push_back({index, it.key(), expected, found});
    }
}

void addPlacement(std::vector<Placement> &placements, const QJsonValue &message, const QString &ticket)
{
    const QJsonObject names = message.toObject();
    const QString key = message.isString() ? message.toString() : names.value(QLatin1String("message")).toString();
    const QString messageId = names.value(QLatin1String("message_id")).toString();
    if (!key.isEmpty() || !messageId.isEmpty())
        placements.push_back({key, messageId, ticket});
}

void collectPlacements(std::vector<Placement> &placements, const Op &op)
{
    if (op.type == QLatin1String("ticket.placed"))
        addPlacement(placements, op.data, op.object.section(QLatin1Char(':'), 1));
    if (op.type != QLatin1String("ticket.split"))
        return;
    const QString into = op.data.value(QLatin1String("into")).toString();
    for (const QJsonValue &message : op.data.value(QLatin1String("messages")).toArray())
        addPlacement(placements, message, into);
}

ObjectState &stateOf(EventResult &result, const QString &object, const StateLookup &lookup)
{
    const auto found = result.changed.find(object);
    if (found != result.changed.end())
        return found->second;
    ObjectState state = lookup(object);
    state.object = object;
    return result.changed.emplace(object, std::move(state)).first->second;
}

EventResult keepUnknownVersion(const Event &event, const StateLookup &lookup)
{
    EventResult result;
    for (const Op &op : event.ops) {
        stateOf(result, op.object, lookup).needsNewerApp = true;
        result.outcomes.push_back(OpOutcome::Unknown);
    }
    return result;
}

} // namespace

EventMeta EventMeta::confirmed(const Event &event, Instant internalDate)
{
    const Instant shownAt = internalDate.isNever() ? event.at : std::min(event.at, internalDate);
    return {event.id, event.by, shownAt, false};
}

EventMeta EventMeta::unconfirmed(const Event &event)
{
    return {event.id, event.by, event.at, true};
}

OpOutcome applyOp(ObjectState &state, const Op &op, const EventMeta &meta)
{
    const Reducer *reducer = findReducer(op.type);
    if (!reducer) {
        state.needsNewerApp = true;
        return OpOutcome::Unknown;
    }
    if (kindOf(op.object) != QLatin1String(reducer->objectKind) || !canonicalJson(op.data))
        return OpOutcome::Malformed;
    const OpOutcome outcome = reducer->apply(state, op, meta);
    if (outcome == OpOutcome::Applied && meta.pending)
        state.pending = true;
    return outcome;
}

std::vector<BrokenCondition> checkEvent(const Event &event, const StateLookup &lookup)
{
    std::vector<BrokenCondition> broken;
    if (event.version > 1)
        return broken;
    for (std::size_t i = 0; i < event.ops.size(); ++i) {
        const Op &op = event.ops[i];
        checkVersions(i, op, lookup, broken);
        if (isMerge(op) && mergesInCircle(op, event, lookup))
            broken.push_back({i, QStringLiteral("merged_into"), 0, 0});
    }
    return broken;
}

EventResult applyEvent(const Event &event, const EventMeta &meta, const StateLookup &lookup)
{
    if (event.version > 1)
        return keepUnknownVersion(event, lookup);
    EventResult result;
    result.broken = checkEvent(event, lookup);
    if (result.isVoid()) {
        result.outcomes.assign(event.ops.size(), OpOutcome::Void);
        return result;
    }
    for (const Op &op : event.ops) {
        const OpOutcome outcome = applyOp(stateOf(result, op.object, lookup), op, meta);
        result.outcomes.push_back(outcome);
        if (outcome != OpOutcome::Applied)
            continue;
        if (op.type == QLatin1String("ticket.opened") || op.type == QLatin1String("ticket.created"))
            result.opened.push_back(op.object);
        collectPlacements(result.placements, op);
    }
    return result;
}

QJsonObject conditionOn(const ObjectState &state, const std::vector<QString> &fields)
{
    QJsonObject condition;
    for (const QString &field : fields)
        condition.insert(field, state.version(field));
    return condition;
}

} // namespace otklik::journal
