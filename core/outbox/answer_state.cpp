// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/answer_state.h"

#include "core/store/merged_tickets.h"

#include <QJsonObject>

namespace otklik::outbox {

Result<void> save(const SendContext &context, const store::OutboxMail &mail)
{
    auto changes = context.store->outboxChanged(mail);
    if (!changes)
        return tl::unexpected(changes.error());
    if (context.changed)
        context.changed(*changes);
    return {};
}

Result<bool> saveIfStill(const SendContext &context, const store::OutboxMail &mail, ticket::SendState from)
{
    auto changes = context.store->outboxMoved(mail, from);
    if (!changes)
        return tl::unexpected(changes.error());
    if (*changes && context.changed)
        context.changed(**changes);
    return changes->has_value();
}

Result<void> setTicketStatus(const SendContext &context, const store::OutboxMail &mail, const char *status,
                             const char *sentence)
{
    journal::Op op{QStringLiteral("ticket.status"),
                   store::ticketNow(context.store->database(), mail.ticket).object(),
                   QJsonObject{{QStringLiteral("status"), QLatin1String(status)}},
                   {}};
    auto decided = context.store->decide({op}, context.me, context.clock->now(), QLatin1String(sentence));
    if (!decided)
        return tl::unexpected(decided.error());
    if (context.changed)
        context.changed(decided->changes);
    return {};
}

} // namespace otklik::outbox
