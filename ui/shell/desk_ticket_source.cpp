// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desk_ticket_source.h"

#include "ui/queue/ticket_text.h"

namespace otklik::ui {

DeskTicketSource::DeskTicketSource(WorkspaceClient &client, TicketOrders &orders, QObject *parent)
    : WorkspaceConversation(client, parent)
    , m_orders(orders)
{
}

void DeskTicketSource::setStatus(const ticket::Key &key, ticket::Status status, const QString &cause, Done done)
{
    m_orders.setStatus({key}, status, cause);
    done({});
}

void DeskTicketSource::assign(const ticket::Key &key, const QString &address, Done done)
{
    QString name = address;
    for (const ticket::PersonRef &person : specialists())
        if (person.address == address)
            name = TicketText::person(person);
    m_orders.assign({key}, address, name);
    done({});
}

void DeskTicketSource::setPriority(const ticket::Key &key, ticket::Priority priority, Done done)
{
    m_orders.setPriority({key}, priority);
    done({});
}

void DeskTicketSource::changeTags(const ticket::Key &key, const QStringList &add, const QStringList &remove, Done done)
{
    for (const QString &tag : add)
        m_orders.changeTag({key}, tag, true);
    for (const QString &tag : remove)
        m_orders.changeTag({key}, tag, false);
    done({});
}

void DeskTicketSource::snooze(const ticket::Key &key, Instant until, Done done)
{
    m_orders.snooze({key}, until);
    done({});
}

} // namespace otklik::ui
