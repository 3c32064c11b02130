// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/ticket_decisions.h"

#include "core/journal/event_codec.h"
#include "core/journal/typed_states.h"
#include "core/mime/email_address.h"
#include "core/store/ticket_queries.h"
#include "core/templates/template.h"
#include "core/ticket/offers.h"

#include <QJsonArray>
#include <QTimeZone>

namespace otklik::workspace {

namespace {

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

Result<QString> addressKey(const QString &text)
{
    const auto address = mime::EmailAddress::parse(text);
    if (!address)
        return fail(ErrorCode::InvalidInput, QStringLiteral("%1 is not a mail address").arg(text));
    return address->key();
}

} // namespace

Result<void> TicketDecisions::onTicket(const ticket::Key &ticketKey, const journal::Op &op, const QString &sentence)
{
    m_desk.store().refresh();
    auto row = store::TicketQueries(m_desk.store().database()).byKey(ticketKey);
    if (!row)
        return tl::unexpected(row.error());
    return m_desk.decide({op}, sentence);
}

Result<void> TicketDecisions::field(const ticket::Key &ticketKey, const char *type, const QJsonObject &data,
                                    const char *fieldName, const QString &sentence)
{
    m_desk.store().refresh();
    return onTicket(ticketKey, m_desk.guardedOp(key(type), ticketKey.object(), data, key(fieldName)), sentence);
}

Result<void> TicketDecisions::assign(const ticket::Key &ticketKey, const QString &address)
{
    QJsonValue to;
    if (!address.isEmpty()) {
        auto known = addressKey(address);
        if (!known)
            return tl::unexpected(known.error());
        to = *known;
    }
    return field(ticketKey, "ticket.assign", {{key("to"), to}}, "assignee",
                 to.isNull() ? QStringLiteral("gave a ticket back")
                             : QStringLiteral("assigned a ticket to %1").arg(address));
}

Result<void> TicketDecisions::setStatus(const ticket::Key &ticketKey, ticket::Status status, const QString &cause)
{
    QJsonObject data{{key("status"), ticket::toString(status)}};
    if (!cause.isEmpty()) {
        if (!ticket::defaultCauses().contains(cause))
            return fail(ErrorCode::InvalidInput,
                        QStringLiteral("no cause %1: %2").arg(cause, ticket::defaultCauses().join(QLatin1Char(' '))));
        data[key("cause")] = cause;
    }
    return field(ticketKey, "ticket.status", data, "status",
                 QStringLiteral("set the status to %1").arg(ticket::toString(status)));
}

Result<void> TicketDecisions::setPriority(const ticket::Key &ticketKey, ticket::Priority priority)
{
    return field(ticketKey, "ticket.priority", {{key("priority"), ticket::toString(priority)}}, "priority",
                 QStringLiteral("set the priority to %1").arg(ticket::toString(priority)));
}

Result<void> TicketDecisions::setCategory(const ticket::Key &ticketKey, const QString &category)
{
    return field(ticketKey, "ticket.category", {{key("category"), category}}, "category",
                 QStringLiteral("set the category to %1").arg(category));
}

Result<void> TicketDecisions::changeTags(const ticket::Key &ticketKey, const QStringList &add,
                                         const QStringList &remove)
{
    for (const QString &tag : add + remove)
        if (tag.trimmed().isEmpty() || tag.contains(QLatin1Char(' ')) || tag.size() > 60)
            return fail(ErrorCode::InvalidInput,
                        QStringLiteral("a tag is one word of at most 60 letters: \"%1\"").arg(tag));
    const QJsonObject data{{key("add"), QJsonArray::fromStringList(add)},
                           {key("remove"), QJsonArray::fromStringList(remove)}};
    return onTicket(ticketKey, {key("ticket.tags"), ticketKey.object(), data, {}}, QStringLiteral("changed tags"));
}

Result<void> TicketDecisions::addNote(const ticket::Key &ticketKey, const QString &text)
{
    if (text.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("the note is empty"));
    const QJsonObject data{{key("id"), QString::fromLatin1(journal::randomId())}, {key("text"), text}};
    return onTicket(ticketKey, {key("ticket.note"), ticketKey.object(), data, {}}, QStringLiteral("wrote a note"));
}

Result<void> TicketDecisions::snooze(const ticket::Key &ticketKey, Instant until)
{
    const QJsonValue time = until.isNever() ? QJsonValue() : QJsonValue(until.ms());
    return field(ticketKey, "ticket.snooze", {{key("until"), time}}, "snoozed_until",
                 QStringLiteral("snoozed a ticket"));
}

Result<void> TicketDecisions::merge(const ticket::Key &ticketKey, const ticket::Key &into)
{
    if (ticketKey == into)
        return fail(ErrorCode::InvalidInput, QStringLiteral("a ticket cannot be merged into itself"));
    return field(ticketKey, "ticket.merged", {{key("into"), QString::fromLatin1(into.hex())}}, "merged_into",
                 QStringLiteral("merged two tickets"));
}

Result<void> TicketDecisions::unmerge(const ticket::Key &ticketKey)
{
    return field(ticketKey, "ticket.unmerged", {}, "merged_into", QStringLiteral("took a merge back"));
}

Result<ticket::Key> TicketDecisions::split(const ticket::Key &ticketKey, const QStringList &messages)
{
    if (messages.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("name a message to split off"));
    for (const QString &message : messages) {
        auto known = m_desk.store().messages().byContentKey(ticket::Key(message.toLatin1()));
        if (!known)
            return tl::unexpected(known.error());
    }
    const ticket::Key into(messages.first().toLatin1());
    if (into == ticketKey)
        return fail(ErrorCode::RefusedByRule,
                    QStringLiteral("the first message of a ticket stays; split off what follows"));
    const QJsonObject data{{key("messages"), QJsonArray::fromStringList(messages)},
                           {key("into"), QString::fromLatin1(into.hex())}};
    auto decided =
        onTicket(ticketKey, {key("ticket.split"), ticketKey.object(), data, {}}, QStringLiteral("split a ticket"));
    if (!decided)
        return tl::unexpected(decided.error());
    return into;
}

Result<void> TicketDecisions::link(const ticket::Key &ticketKey, const ticket::Key &other)
{
    return onTicket(ticketKey,
                    {key("ticket.link"), ticketKey.object(), {{key("to"), QString::fromLatin1(other.hex())}}, {}},
                    QStringLiteral("linked two tickets"));
}

Result<void> TicketDecisions::setRequester(const ticket::Key &ticketKey, const ticket::PersonRef &person,
                                           const QString &message)
{
    QJsonObject data{{key("address"), QJsonValue()}};
    if (!person.address.isEmpty()) {
        auto known = addressKey(person.address);
        if (!known)
            return tl::unexpected(known.error());
        data[key("address")] = *known;
    }
    if (!person.name.isEmpty())
        data[key("name")] = person.name;
    if (!message.isEmpty())
        data[key("message")] = message;
    return field(ticketKey, "ticket.requester", data, "requester",
                 person.address.isEmpty() ? QStringLiteral("made who opened it the customer again")
                                          : QStringLiteral("made %1 the customer").arg(person.address));
}

Result<void> TicketDecisions::dismissOffer(const ticket::Key &ticketKey, const QString &message, const QString &offer)
{
    if (!ticket::offerFromString(offer))
        return fail(ErrorCode::InvalidInput, QStringLiteral("no offer %1: split requester form-sender").arg(offer));
    auto known = m_desk.store().messages().byContentKey(ticket::Key(message.toLatin1()));
    if (!known)
        return tl::unexpected(known.error());
    return onTicket(
        ticketKey,
        {key("ticket.dismissed"), ticketKey.object(), {{key("message"), message}, {key("offer"), offer}}, {}},
        QStringLiteral("turned a suggestion down"));
}

Result<void> TicketDecisions::setFormSender(const QString &address, bool isForm)
{
    auto known = addressKey(address);
    if (!known)
        return tl::unexpected(known.error());
    m_desk.store().refresh();
    return m_desk.decide({{key("sender.set"),
                           QStringLiteral("sender:") + *known,
                           {{key("form"), isForm ? QJsonValue(true) : QJsonValue()}},
                           {}}},
                         isForm ? QStringLiteral("said that %1 is a form").arg(*known)
                                : QStringLiteral("said that %1 is no form").arg(*known));
}

Result<void> TicketDecisions::putCanned(const CannedRow &canned)
{
    if (canned.name.trimmed().isEmpty() || canned.body.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("a canned response needs a name and a text"));
    const templates::Template parsed = templates::Template::parse(canned.body);
    if (!parsed.errors().empty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("the text has a broken placeholder at character %1")
                                                 .arg(parsed.errors().front().where.start + 1));
    const QString language = canned.language.isEmpty() ? key("en") : canned.language;
    const QJsonObject data{{key("name"), canned.name},   {key("language"), language},
                           {key("title"), canned.title}, {key("shortcut"), canned.shortcut},
                           {key("body"), canned.body},   {key("tags"), QJsonArray()}};
    m_desk.store().refresh();
    return m_desk.decide({m_desk.guardedOp(key("canned.put"), QStringLiteral("canned:") + canned.name, data,
                                           QStringLiteral("variant:") + language)},
                         QStringLiteral("wrote a canned response"));
}

Result<void> TicketDecisions::removeCanned(const QString &name)
{
    const QString object = QStringLiteral("canned:") + name;
    m_desk.store().refresh();
    if (journal::CannedState::read(m_desk.store().journal().states().state(object)).variants.empty())
        return fail(ErrorCode::NotFound, QStringLiteral("no canned response %1").arg(name));
    return m_desk.decide({{key("canned.removed"), object, {}, {}}}, QStringLiteral("removed a canned response"));
}

Result<void> TicketDecisions::setCustomer(const QString &address, const QJsonObject &fields)
{
    auto known = addressKey(address);
    if (!known)
        return tl::unexpected(known.error());
    const QString zone = fields[QLatin1String("timezone")].toString();
    if (!zone.isEmpty() && !QTimeZone::isTimeZoneIdAvailable(zone.toLatin1()))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("no time zone %1; write for example Europe/Moscow").arg(zone));
    return m_desk.decide({{key("contact.set"), QStringLiteral("contact:") + *known, fields, {}}},
                         QStringLiteral("changed a customer card"));
}

Result<void> TicketDecisions::mergeCustomers(const QString &address, const QString &into)
{
    auto from = addressKey(address);
    auto to = addressKey(into);
    if (!from || !to)
        return tl::unexpected(from ? to.error() : from.error());
    if (*from == *to)
        return fail(ErrorCode::InvalidInput, QStringLiteral("these are the same address"));
    return m_desk.decide({{key("contact.merged"), QStringLiteral("contact:") + *from, {{key("into"), *to}}, {}}},
                         QStringLiteral("merged two contacts"));
}

Result<void> TicketDecisions::setCompany(const QString &domain, const QJsonObject &fields)
{
    if (domain.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("a company is named by its mail domain"));
    return m_desk.decide({{key("company.set"), QStringLiteral("company:") + domain.toLower(), fields, {}}},
                         QStringLiteral("changed a company"));
}

} // namespace otklik::workspace
