// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"
#include "ui/widgets/look.h"

#include <functional>
#include <vector>

class QWidget;

namespace otklik::ui {

class TicketOrders;
class UiState;

/// What the console is composed of beside queue and customer. A function that is empty belongs to a feature that does
/// not exist: its commands then do not appear.
struct Features
{
    QWidget *conversation = nullptr;                     ///< the middle of the desk, with the composer below
    std::function<void(const ticket::Key &)> showTicket; ///< empty key = nothing selected
    std::function<void()> focusConversation;
    std::function<void()> reply;
    std::function<void()> replyAll;
    std::function<void()> note;
    std::function<void()> forward;
    std::function<void()> insertCanned;
    /// Opens the menu at a chip of the ticket: "assignee status priority tags snooze".
    std::function<void(const QString &which)> openMenu;
    std::function<void()> toggleQuotes;
    std::function<void()> showSource;
    std::function<void()> newTicket;
    std::function<void()> addAccount;

    struct Page
    {
        QString id, icon, label;
        QWidget *widget;
    };
    std::vector<Page> pages; ///< rail pages below the queue
};

/// Ways from a feature to the rest of the window.
struct FeatureDoors
{
    std::function<void(const QString &query)> searchFor;
    std::function<void(const ticket::Key &)> openTicket;
    std::function<void()> focusQueue;
};

/// Makes the features for one window; every widget is owned by `parent`. The one place that knows all of them.
[[nodiscard]] Features makeFeatures(const Look &look, WorkspaceClient &client, TicketOrders &orders, UiState &state,
                                    QWidget *parent, FeatureDoors doors);

} // namespace otklik::ui
