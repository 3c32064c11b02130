// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/journal_gaps.h"

#include "core/store/journal_losses.h"

#include <QJsonArray>

namespace otklik::workspace {

namespace {

using Missing = journal::MissingEvent;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

QJsonObject toJson(const Missing &missing)
{
    QJsonObject json{{key("waiting"), missing.waiting}};
    if (missing.writer.isEmpty()) {
        json[key("event")] = QString::fromLatin1(missing.event);
        return json;
    }
    json[key("writer")] = QString::fromLatin1(missing.writer);
    json[key("by")] = missing.by;
    json[key("sequence")] = missing.sequence;
    return json;
}

QJsonObject waiveOf(const Missing &missing)
{
    QJsonObject waive;
    if (!missing.writer.isEmpty())
        waive = {{key("writer"), QString::fromLatin1(missing.writer)}, {key("upto"), missing.sequence}};
    if (!missing.event.isEmpty())
        waive[key("event")] = QString::fromLatin1(missing.event);
    return waive;
}

} // namespace

Result<QJsonObject> JournalGaps::report()
{
    m_desk.store().refresh();
    store::JournalRepository &events = m_desk.store().journal();
    const auto count = events.eventCount();
    const auto held = events.heldCount();
    const store::JournalLosses losses(m_desk.store().database());
    const auto lost = losses.missed();
    const auto missing = losses.missing();
    if (!count || !held || !lost)
        return tl::unexpected(!count ? count.error() : !held ? held.error() : lost.error());
    if (!missing)
        return tl::unexpected(missing.error());
    QJsonArray list;
    for (const Missing &one : *missing)
        list.append(toJson(one));
    return QJsonObject{{key("events"), *count}, {key("held"), *held}, {key("lost"), *lost}, {key("missing"), list}};
}

Result<QJsonObject> JournalGaps::waive()
{
    auto before = report();
    if (!before)
        return before;
    const auto missing = store::JournalLosses(m_desk.store().database()).missing();
    const auto own = m_desk.store().journal().writerId();
    if (!missing || !own)
        return tl::unexpected(missing ? own.error() : missing.error());
    if (missing->empty())
        return fail(ErrorCode::RefusedByRule, QStringLiteral("no decision waits for another one"));
    if ((*before)[QLatin1String("lost")].toInteger() > 0)
        return fail(ErrorCode::RefusedByRule,
                    QStringLiteral("this desk has decisions that the folder lost, and puts them back within an hour"));
    std::vector<journal::Op> ops;
    for (const Missing &one : *missing) {
        if (one.writer == *own)
            return fail(ErrorCode::RefusedByRule,
                        QStringLiteral("this desk wrote what is missing, and puts it back with its next sync"));
        if (ops.size() < journal::kMaxOps)
            ops.push_back({key("journal.waive"), key("journal"), waiveOf(one), {}});
    }
    if (auto decided = m_desk.decide(std::move(ops), QStringLiteral("gave up decisions that the journal lost"));
        !decided)
        return tl::unexpected(decided.error());
    return before;
}

} // namespace otklik::workspace
