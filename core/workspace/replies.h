// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk.h"

namespace otklik::workspace {

/// Answers on their way out: guard, compose, event and outbox row in one transaction. Also tickets that a specialist
/// makes, because they may begin with a mail.
class Replies final
{
public:
    explicit Replies(Desk &desk)
        : m_desk(desk)
    {
    }

    /// `refused`, when given, gets what the send guard had against it.
    [[nodiscard]] Result<OutboxRow> reply(const ReplyRequest &request, std::vector<SendObjection> *refused = nullptr);
    [[nodiscard]] Result<MadeTicket> newTicket(const NewTicketRequest &request,
                                               std::vector<SendObjection> *refused = nullptr);
    [[nodiscard]] Result<void> retry(OutboxRow row);
    [[nodiscard]] Result<void> cancel(OutboxRow row);
    [[nodiscard]] Result<void> arrived(OutboxRow row);
    [[nodiscard]] Result<OutboxItem> item(OutboxRow row);

private:
    struct Prepared
    {
        store::Store::Outgoing outgoing;
        journal::Op replyOp;
    };
    [[nodiscard]] Result<Prepared> prepare(const ReplyRequest &request, const QString &account, qint64 number);
    [[nodiscard]] Result<ReplyRequest> completed(ReplyRequest request, const ticket::TicketRow &row);
    [[nodiscard]] Result<std::vector<SendObjection>> objections(const ReplyRequest &request, const QString &account,
                                                                const ticket::PersonRef &requester);
    [[nodiscard]] Result<OutboxRow> queued(const QString &messageId);
    [[nodiscard]] Result<QByteArray> standingFor(const ReplyRequest &request);
    [[nodiscard]] ticket::Key ticketOf(const store::OutboxMail &mail);
    [[nodiscard]] Result<bool> isOpen(const ticket::Key &ticket);
    [[nodiscard]] Result<void> changeOutbox(const store::OutboxMail &mail, ticket::SendState before);
    [[nodiscard]] Result<const settings::AccountConfig *> accountFor(const settings::ProfileConfig &profile,
                                                                     const QString &name);

    Desk &m_desk;
};

} // namespace otklik::workspace
