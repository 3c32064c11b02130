// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/typed_states.h"

#include "core/journal/canonical_json.h"

namespace otklik::journal {

namespace {

QString nameOf(const ObjectState &state)
{
    return state.object.section(QLatin1Char(':'), 1);
}

QString text(const ObjectState &state, const char *field)
{
    return state.value(QLatin1String(field)).toString();
}

QString text(const QJsonObject &data, const char *member)
{
    return data.value(QLatin1String(member)).toString();
}

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &element : value.toArray())
        list.append(element.toString());
    return list;
}

const Field *fieldOf(const ObjectState &state, const char *name)
{
    const auto it = state.fields.find(QLatin1String(name));
    return it == state.fields.end() ? nullptr : &it->second;
}

QStringList elementsOf(const ObjectState &state, const char *set)
{
    const auto it = state.sets.find(QLatin1String(set));
    return it == state.sets.end() ? QStringList() : QStringList(it->second.begin(), it->second.end());
}

std::vector<ListEntry> entriesOf(const ObjectState &state, const char *list)
{
    const auto it = state.lists.find(QLatin1String(list));
    return it == state.lists.end() ? std::vector<ListEntry>() : it->second;
}

ticket::Key keyOf(const QString &hex)
{
    return ticket::Key(hex.toLatin1());
}

Opening readOpening(const Field &field)
{
    const QJsonObject data = field.value.toObject();
    Opening opening;
    opening.event = text(data, "event").toLatin1();
    opening.by = field.by;
    opening.at = field.at;
    opening.message = keyOf(text(data, "message"));
    opening.messageId = text(data, "message_id");
    opening.requester = text(data, "requester");
    opening.requesterName = text(data, "name");
    opening.channel = ticket::channelFromString(text(data, "channel")).value_or(ticket::Channel::Mail);
    opening.followUpOf = keyOf(text(data, "followup_of"));
    opening.text = text(data, "text");
    return opening;
}

NoteState readNote(const ListEntry &entry)
{
    return {text(entry.data, "id"), entry.event, entry.by, entry.at, entry.pending, text(entry.data, "text")};
}

ReplyState readReply(const ListEntry &entry)
{
    ReplyState reply;
    reply.event = entry.event;
    reply.by = entry.by;
    reply.at = entry.at;
    reply.pending = entry.pending;
    reply.message = text(entry.data, "message");
    reply.messageId = text(entry.data, "message_id");
    reply.outbox = text(entry.data, "outbox");
    reply.to = texts(entry.data.value(QLatin1String("to")));
    reply.cc = texts(entry.data.value(QLatin1String("cc")));
    reply.bcc = texts(entry.data.value(QLatin1String("bcc")));
    reply.subject = text(entry.data, "subject");
    reply.canned = text(entry.data, "canned");
    reply.forward = entry.data.value(QLatin1String("forward")).toBool();
    return reply;
}

void readStatus(TicketState &out, const ObjectState &state)
{
    const Field *field = fieldOf(state, "status");
    if (!field)
        return;
    const auto status = ticket::statusFromString(field->value.toString());
    out.status = status.value_or(ticket::Status::Open);
    out.needsNewerApp = out.needsNewerApp || !status;
    out.statusAt = field->at;
    out.statusBy = field->by;
    out.statusPending = field->pending;
    out.cause = text(state, "cause");
}

void readPriority(TicketState &out, const ObjectState &state)
{
    const QString name = text(state, "priority");
    if (name.isEmpty())
        return;
    const auto priority = ticket::priorityFromString(name);
    out.priority = priority.value_or(ticket::Priority::Normal);
    out.needsNewerApp = out.needsNewerApp || !priority;
}

ticket::Mood moodOf(const QString &name)
{
    if (name == QLatin1String("calm"))
        return ticket::Mood::Calm;
    if (name == QLatin1String("tense"))
        return ticket::Mood::Tense;
    return name == QLatin1String("upset") ? ticket::Mood::Upset : ticket::Mood::None;
}

} // namespace

TicketState TicketState::read(const ObjectState &state)
{
    TicketState out;
    out.key = keyOf(nameOf(state));
    out.needsNewerApp = state.needsNewerApp;
    out.pending = state.pending;
    if (const Field *field = fieldOf(state, "opening")) {
        out.opening = readOpening(*field);
        out.subject = text(field->value.toObject(), "subject");
    }
    if (const Field *field = fieldOf(state, "subject"))
        out.subject = field->value.toString();
    if (const QJsonObject requester = state.value(QStringLiteral("requester")).toObject(); !requester.isEmpty())
        out.requester = RequesterState{text(requester, "address"), text(requester, "name"), text(requester, "message")};
    readStatus(out, state);
    readPriority(out, state);
    out.assignee = text(state, "assignee");
    if (const Field *field = fieldOf(state, "assignee"))
        out.assignedAt = field->at;
    out.category = text(state, "category");
    out.tags = elementsOf(state, "tags");
    for (const ListEntry &entry : entriesOf(state, "notes"))
        out.notes.push_back(readNote(entry));
    for (const ListEntry &entry : entriesOf(state, "replies"))
        out.replies.push_back(readReply(entry));
    if (const Field *field = fieldOf(state, "snoozed_until")) {
        out.snoozedUntil = timeFromJson(field->value);
        out.snoozedBy = field->by;
    }
    out.mergedInto = keyOf(text(state, "merged_into"));
    out.links = elementsOf(state, "links");
    return out;
}

CannedState CannedState::read(const ObjectState &state)
{
    CannedState out;
    out.name = nameOf(state);
    out.needsNewerApp = state.needsNewerApp;
    out.pending = state.pending;
    for (const auto &[name, field] : state.fields) {
        if (!name.startsWith(QLatin1String("variant:")) || !field.value.isObject())
            continue;
        const QJsonObject data = field.value.toObject();
        out.variants.push_back({name.section(QLatin1Char(':'), 1), text(data, "title"), text(data, "shortcut"),
                                text(data, "subject"), text(data, "body"), texts(data.value(QLatin1String("tags"))),
                                field.by, field.at});
    }
    return out;
}

ContactState ContactState::read(const ObjectState &state)
{
    ContactState out;
    out.address = nameOf(state);
    out.name = text(state, "name");
    out.phone = text(state, "phone");
    out.company = text(state, "company");
    out.language = text(state, "language");
    out.note = text(state, "note");
    out.timeZone = text(state, "timezone").toLatin1();
    if (const Field *field = fieldOf(state, "mood")) {
        out.mood = moodOf(field->value.toString());
        out.moodBy = field->by;
        out.moodAt = field->at;
    }
    out.mergedInto = text(state, "merged_into");
    out.reachedAt = timeFromJson(state.value(QStringLiteral("reached")));
    out.needsNewerApp = state.needsNewerApp;
    out.pending = state.pending;
    return out;
}

CompanyState CompanyState::read(const ObjectState &state)
{
    CompanyState out;
    out.domain = nameOf(state);
    out.name = text(state, "name");
    out.plan = text(state, "plan");
    out.domains = texts(state.value(QStringLiteral("domains")));
    out.needsNewerApp = state.needsNewerApp;
    out.pending = state.pending;
    return out;
}

SenderState SenderState::read(const ObjectState &state)
{
    SenderState out;
    out.address = nameOf(state);
    out.isForm = state.value(QStringLiteral("form")).toBool();
    out.needsNewerApp = state.needsNewerApp;
    out.pending = state.pending;
    return out;
}

TeamState TeamState::read(const ObjectState &state)
{
    TeamState out;
    if (const Field *field = fieldOf(state, "automatic_resumed")) {
        out.automaticResumedAt = field->at;
        out.automaticResumedBy = field->by;
    }
    return out;
}

SpecialistState SpecialistState::read(const ObjectState &state)
{
    SpecialistState out;
    out.address = nameOf(state);
    out.name = text(state, "name");
    out.role = text(state, "role");
    out.needsNewerApp = state.needsNewerApp;
    out.pending = state.pending;
    return out;
}

} // namespace otklik::journal
