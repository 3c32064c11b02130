// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/ticket/ticket.h"

#include <QSet>

#include <vector>

namespace otklik::store {

/// What one writing transaction changed: to be announced after the commit.
struct Changes
{
    QSet<ticket::Key> tickets;
    QSet<QString> customers; ///< addresses
    bool canned = false;
    bool team = false; ///< specialists or companies
    int ticketsCreated = 0;
    std::vector<MessageRow> newMessages;

    void add(const Changes &other)
    {
        tickets |= other.tickets;
        customers |= other.customers;
        canned |= other.canned;
        team |= other.team;
        ticketsCreated += other.ticketsCreated;
        newMessages.insert(newMessages.end(), other.newMessages.begin(), other.newMessages.end());
    }
};

} // namespace otklik::store
