// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/conversation/workspace_conversation.h"
#include "ui/shell/ticket_orders.h"

namespace otklik::ui {

/// The conversation's source in the window: what is decided at its chips goes through the orders of the window, so that
/// keys, menus and chips have one undo and tell alike what was done. The orders tell failures too.
class DeskTicketSource final : public WorkspaceConversation
{
    Q_OBJECT
public:
    DeskTicketSource(WorkspaceClient &client, TicketOrders &orders, QObject *parent = nullptr);

    void setStatus(const ticket::Key &key, ticket::Status status, const QString &cause, Done done) override;
    void assign(const ticket::Key &key, const QString &address, Done done) override;
    void setPriority(const ticket::Key &key, ticket::Priority priority, Done done) override;
    void changeTags(const ticket::Key &key, const QStringList &add, const QStringList &remove, Done done) override;
    void snooze(const ticket::Key &key, Instant until, Done done) override;

private:
    TicketOrders &m_orders;
};

} // namespace otklik::ui
