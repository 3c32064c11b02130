// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/ticket_orders.h"
#include "ui/widgets/look.h"

#include <QObject>

class QMenu;

namespace otklik::ui {

class QueueView;
class QueuePresenter;

/// The menus that A, S, P, L and H open at the current row, for the checked tickets or the current one.
class TicketMenus final : public QObject
{
    Q_OBJECT
public:
    TicketMenus(const Look &look, WorkspaceClient &client, TicketOrders &orders, QueuePresenter &presenter,
                QueueView &view, QObject *parent = nullptr);

    void assign();
    void assignToMe();
    void status();
    void priority();
    void tags();
    void snooze();
    /// The ticket, or all that are selected, go on as another one.
    void merge();
    void link();
    void toggleRead();

private:
    /// Deletes itself when it is closed.
    [[nodiscard]] QMenu *makeMenu(const QString &name) const;
    void popUp(QMenu *menu) const;
    void ask(const QString &objectName, const QString &title, const QString &sentence, const QString &verb,
             std::function<void(const TicketOrders::Keys &, const ticket::TicketRow &)> order);
    void addSolved(QMenu *menu, const TicketOrders::Keys &keys);

    Look m_look;
    WorkspaceClient &m_client;
    TicketOrders &m_orders;
    QueuePresenter &m_presenter;
    QueueView &m_view;
};

} // namespace otklik::ui
