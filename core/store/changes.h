// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/ticket/ticket.h"

#include <QSet>

#include <vector>

namespace otklik::store {

/// Tickets that stand now and did not before, and the other way round.
struct Appearances
{
    QSet<ticket::Key> created;
    QSet<ticket::Key> gone; ///< merged into another, or without any mail left

    void noteCreated(const ticket::Key &ticket)
    {
        if (!gone.remove(ticket))
            created.insert(ticket);
    }
    void noteGone(const ticket::Key &ticket)
    {
        if (!created.remove(ticket))
            gone.insert(ticket);
    }
    void add(const Appearances &later)
    {
        for (const ticket::Key &ticket : later.created)
            noteCreated(ticket);
        for (const ticket::Key &ticket : later.gone)
            noteGone(ticket);
    }
};

/// What one writing transaction changed: to be announced after the commit.
struct Changes
{
    QSet<ticket::Key> tickets;
    QSet<QString> customers; ///< addresses
    bool canned = false;
    bool team = false; ///< specialists or companies
    Appearances appeared;
    std::vector<MessageRow> newMessages;

    void add(const Changes &other)
    {
        tickets |= other.tickets;
        customers |= other.customers;
        canned |= other.canned;
        team |= other.team;
        appeared.add(other.appeared);
        newMessages.insert(newMessages.end(), other.newMessages.begin(), other.newMessages.end());
    }
};

} // namespace otklik::store
