// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/reducers.h"

#include <QJsonArray>

namespace otklik::journal {

namespace {

QString text(const Op &op, const char *member)
{
    return op.data.value(QLatin1String(member)).toString();
}

void setField(ObjectState &state, const QString &name, const QJsonValue &value, const EventMeta &meta)
{
    Field &field = state.fields[name];
    field.value = value;
    ++field.version;
    field.by = meta.by;
    field.at = meta.shownAt;
    field.pending = meta.pending;
}

void addEntry(ObjectState &state, const char *list, const Op &op, const EventMeta &meta)
{
    state.lists[QLatin1String(list)].push_back({meta.id, meta.by, meta.shownAt, meta.pending, op.data});
}

/// A field whose value is a non-empty text.
OpOutcome setText(ObjectState &state, const char *field, const Op &op, const char *member, const EventMeta &meta)
{
    const QString value = text(op, member);
    if (value.isEmpty())
        return OpOutcome::Malformed;
    setField(state, QLatin1String(field), value, meta);
    return OpOutcome::Applied;
}

/// A field whose value may be taken away again with null.
OpOutcome setOrClear(ObjectState &state, const char *field, const Op &op, const char *member, const EventMeta &meta)
{
    const QJsonValue value = op.data.value(QLatin1String(member));
    if (value.isUndefined() || value.isArray() || value.isObject() || value.isBool())
        return OpOutcome::Malformed;
    setField(state, QLatin1String(field), value, meta);
    return OpOutcome::Applied;
}

/// Every member of the data is a field of the object; null takes a value away.
OpOutcome setMembers(ObjectState &state, const Op &op, const EventMeta &meta)
{
    if (op.data.isEmpty())
        return OpOutcome::Malformed;
    for (auto it = op.data.begin(); it != op.data.end(); ++it)
        setField(state, it.key(), it.value(), meta);
    return OpOutcome::Applied;
}

OpOutcome open(ObjectState &state, const Op &op, const EventMeta &meta)
{
    const QString field = QStringLiteral("opening");
    if (state.version(field) > 0)
        return OpOutcome::NoEffect; // two desks opened the same ticket: the first one gave it its number
    QJsonObject opening = op.data;
    opening.insert(QStringLiteral("event"), QString::fromLatin1(meta.id));
    setField(state, field, opening, meta);
    return OpOutcome::Applied;
}

OpOutcome setStatus(ObjectState &state, const Op &op, const EventMeta &meta)
{
    const OpOutcome outcome = setText(state, "status", op, "status", meta);
    const QJsonValue cause = op.data.value(QLatin1String("cause"));
    if (outcome == OpOutcome::Applied && (cause.isString() || cause.isNull()))
        setField(state, QStringLiteral("cause"), cause, meta);
    return outcome;
}

OpOutcome assign(ObjectState &state, const Op &op, const EventMeta &meta)
{
    return setOrClear(state, "assignee", op, "to", meta);
}

OpOutcome setPriority(ObjectState &state, const Op &op, const EventMeta &meta)
{
    return setText(state, "priority", op, "priority", meta);
}

OpOutcome setCategory(ObjectState &state, const Op &op, const EventMeta &meta)
{
    return setOrClear(state, "category", op, "category", meta);
}

OpOutcome setSubject(ObjectState &state, const Op &op, const EventMeta &meta)
{
    return setText(state, "subject", op, "subject", meta);
}

OpOutcome snooze(ObjectState &state, const Op &op, const EventMeta &meta)
{
    return setOrClear(state, "snoozed_until", op, "until", meta);
}

OpOutcome changeTags(ObjectState &state, const Op &op, const EventMeta &)
{
    const QJsonArray add = op.data.value(QLatin1String("add")).toArray();
    const QJsonArray remove = op.data.value(QLatin1String("remove")).toArray();
    if (add.isEmpty() && remove.isEmpty())
        return OpOutcome::Malformed;
    std::set<QString> &tags = state.sets[QStringLiteral("tags")];
    const std::set<QString> before = tags;
    for (const QJsonValue &tag : remove)
        tags.erase(tag.toString());
    for (const QJsonValue &tag : add)
        if (!tag.toString().isEmpty())
            tags.insert(tag.toString());
    return tags == before ? OpOutcome::NoEffect : OpOutcome::Applied;
}

OpOutcome addNote(ObjectState &state, const Op &op, const EventMeta &meta)
{
    const QString id = text(op, "id");
    if (id.isEmpty() || !op.data.value(QLatin1String("text")).isString())
        return OpOutcome::Malformed;
    for (const ListEntry &note : state.lists[QStringLiteral("notes")])
        if (note.data.value(QLatin1String("id")).toString() == id)
            return OpOutcome::NoEffect;
    addEntry(state, "notes", op, meta);
    return OpOutcome::Applied;
}

OpOutcome addReply(ObjectState &state, const Op &op, const EventMeta &meta)
{
    if (text(op, "message_id").isEmpty() && text(op, "message").isEmpty())
        return OpOutcome::Malformed;
    addEntry(state, "replies", op, meta);
    return OpOutcome::Applied;
}

OpOutcome merge(ObjectState &state, const Op &op, const EventMeta &meta)
{
    return setText(state, "merged_into", op, "into", meta);
}

OpOutcome unmerge(ObjectState &state, const Op &, const EventMeta &meta)
{
    if (!state.value(QStringLiteral("merged_into")).isString())
        return OpOutcome::NoEffect;
    setField(state, QStringLiteral("merged_into"), QJsonValue(QJsonValue::Null), meta);
    return OpOutcome::Applied;
}

OpOutcome split(ObjectState &state, const Op &op, const EventMeta &meta)
{
    if (op.data.value(QLatin1String("messages")).toArray().isEmpty() || text(op, "into").isEmpty())
        return OpOutcome::Malformed;
    addEntry(state, "splits", op, meta);
    return OpOutcome::Applied;
}

OpOutcome place(ObjectState &state, const Op &op, const EventMeta &meta)
{
    if (text(op, "message_id").isEmpty() && text(op, "message").isEmpty())
        return OpOutcome::Malformed;
    addEntry(state, "placed", op, meta);
    return OpOutcome::Applied;
}

OpOutcome link(ObjectState &state, const Op &op, const EventMeta &)
{
    const QString to = text(op, "to");
    if (to.isEmpty())
        return OpOutcome::Malformed;
    return state.sets[QStringLiteral("links")].insert(to).second ? OpOutcome::Applied : OpOutcome::NoEffect;
}

/// How the ticket came to be says nothing of its customer any more.
void forgetWhoOpened(ObjectState &state)
{
    const auto opening = state.fields.find(QStringLiteral("opening"));
    if (opening == state.fields.end())
        return;
    QJsonObject data = opening->second.value.toObject();
    data.remove(QStringLiteral("requester"));
    data.remove(QStringLiteral("name"));
    opening->second.value = data;
}

/// Who the customer is, where it is not who wrote the first mail; null as address takes it back. With `erased` whoever
/// the ticket named before is named no more: what is left of him is his mail.
OpOutcome setRequester(ObjectState &state, const Op &op, const EventMeta &meta)
{
    const QJsonValue address = op.data.value(QLatin1String("address"));
    if (!address.isNull() && address.toString().isEmpty())
        return OpOutcome::Malformed;
    if (op.data.value(QLatin1String("erased")).toBool())
        forgetWhoOpened(state);
    setField(state, QStringLiteral("requester"), address.isNull() ? QJsonValue() : QJsonValue(op.data), meta);
    return OpOutcome::Applied;
}

OpOutcome dismiss(ObjectState &state, const Op &op, const EventMeta &)
{
    const QString message = text(op, "message");
    const QString offer = text(op, "offer");
    if (message.isEmpty() || offer.isEmpty())
        return OpOutcome::Malformed;
    const QString what = message + QLatin1Char(' ') + offer;
    return state.sets[QStringLiteral("dismissed")].insert(what).second ? OpOutcome::Applied : OpOutcome::NoEffect;
}

OpOutcome markRead(ObjectState &state, const Op &op, const EventMeta &meta)
{
    const QJsonValue upto = op.data.value(QLatin1String("upto"));
    if (text(op, "by").isEmpty() || upto.isUndefined())
        return OpOutcome::Malformed;
    setField(state, QStringLiteral("read:") + text(op, "by"), upto, meta);
    return OpOutcome::Applied;
}

OpOutcome putCanned(ObjectState &state, const Op &op, const EventMeta &meta)
{
    if (!op.data.value(QLatin1String("body")).isString())
        return OpOutcome::Malformed;
    setField(state, QStringLiteral("variant:") + text(op, "language"), op.data, meta);
    return OpOutcome::Applied;
}

OpOutcome removeCanned(ObjectState &state, const Op &op, const EventMeta &meta)
{
    const QJsonValue language = op.data.value(QLatin1String("language"));
    std::vector<QString> names;
    for (const auto &[name, field] : state.fields)
        if (field.value.isObject() &&
            (!language.isString() || name == QStringLiteral("variant:") + language.toString()))
            names.push_back(name);
    for (const QString &name : names)
        setField(state, name, QJsonValue(QJsonValue::Null), meta);
    return names.empty() ? OpOutcome::NoEffect : OpOutcome::Applied;
}

/// A person has looked at what went out by itself, and lets it go on. Its time is the event's, never later than the
/// server's clock, so that a wrong clock cannot wave through what is still to come; and it never goes back.
OpOutcome resumeAutomatic(ObjectState &state, const Op &, const EventMeta &meta)
{
    const QString field = QStringLiteral("automatic_resumed");
    const auto before = state.fields.find(field);
    if (before != state.fields.end() && before->second.at >= meta.shownAt)
        return OpOutcome::NoEffect;
    setField(state, field, meta.shownAt.ms(), meta);
    return OpOutcome::Applied;
}

/// The log acts on it (CausalOrder); here it is only remembered.
OpOutcome waive(ObjectState &state, const Op &op, const EventMeta &meta)
{
    addEntry(state, "waives", op, meta);
    return OpOutcome::Applied;
}

constexpr Reducer kReducers[] = {
    {"ticket.opened", "ticket", open},
    {"ticket.created", "ticket", open},
    {"ticket.status", "ticket", setStatus},
    {"ticket.assign", "ticket", assign},
    {"ticket.priority", "ticket", setPriority},
    {"ticket.category", "ticket", setCategory},
    {"ticket.tags", "ticket", changeTags},
    {"ticket.note", "ticket", addNote},
    {"ticket.reply", "ticket", addReply},
    {"ticket.snooze", "ticket", snooze},
    {"ticket.merged", "ticket", merge},
    {"ticket.unmerged", "ticket", unmerge},
    {"ticket.split", "ticket", split},
    {"ticket.placed", "ticket", place},
    {"ticket.link", "ticket", link},
    {"ticket.subject", "ticket", setSubject},
    {"ticket.requester", "ticket", setRequester},
    {"ticket.dismissed", "ticket", dismiss},
    {"ticket.read", "ticket", markRead},
    {"canned.put", "canned", putCanned},
    {"canned.removed", "canned", removeCanned},
    {"contact.set", "contact", setMembers},
    {"contact.merged", "contact", merge},
    {"company.set", "company", setMembers},
    {"specialist.set", "specialist", setMembers},
    {"sender.set", "sender", setMembers},
    {"automatic.resumed", "team", resumeAutomatic},
    {"journal.waive", "journal", waive},
};

} // namespace

const Reducer *findReducer(const QString &type)
{
    for (const Reducer &reducer : kReducers)
        if (type == QLatin1String(reducer.type))
            return &reducer;
    return nullptr;
}

} // namespace otklik::journal
