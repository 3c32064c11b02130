// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/ticket_openings.h"

namespace otklik::workspace {

namespace {

constexpr std::size_t kOpenersInOneEvent = journal::kMaxImportOps;
constexpr std::size_t kOpeningEvents = 20; ///< in one transaction

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

journal::Op openingOp(const store::UnopenedTicket &ticket)
{
    QJsonObject data{{key("message"), QString::fromLatin1(ticket.key.hex())},
                     {key("message_id"), ticket.messageId},
                     {key("subject"), ticket.subject},
                     {key("requester"), ticket.requester},
                     {key("channel"), key("mail")}};
    if (!ticket.followUpOf.isEmpty())
        data[key("followup_of")] = QString::fromLatin1(ticket.followUpOf.hex());
    return {key("ticket.opened"), ticket.key.object(), data, {}};
}

std::vector<store::Store::BulkEvent> openings(const std::vector<store::UnopenedTicket> &tickets)
{
    std::vector<store::Store::BulkEvent> events;
    for (const store::UnopenedTicket &ticket : tickets) {
        if (events.empty() || events.back().ops.size() >= kOpenersInOneEvent)
            events.emplace_back();
        events.back().ops.push_back(openingOp(ticket));
    }
    for (store::Store::BulkEvent &event : events)
        event.sentence = QStringLiteral("New mail opened %1 tickets").arg(event.ops.size());
    return events;
}

} // namespace

Result<void> openTickets(const OpeningContext &context)
{
    for (;;) {
        auto unopened = context.store->journal().unopenedTickets(int(kOpenersInOneEvent * kOpeningEvents));
        if (!unopened)
            return tl::unexpected(unopened.error());
        if (unopened->empty())
            return {};
        auto changes =
            context.store->decideInBulk(openings(*unopened), context.by, context.clock->now(), context.countAtOnce);
        if (!changes)
            return tl::unexpected(changes.error());
        context.changed(*changes);
    }
}

} // namespace otklik::workspace
