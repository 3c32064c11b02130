// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/changes.h"
#include "core/store/database.h"
#include "core/store/desk_rules.h"

namespace otklik::store {

class JournalStates;
class ThreadingStore;
struct ProjectedTicket;

/// Computes rows of `ticket` from their messages and their journal state, with the pure functions of ticket/, and moves
/// the sizes of views, the tags and the customers' figures along, all in the caller's transaction.
class TicketProjector final
{
public:
    TicketProjector(Database &database, const DeskRules &rules, JournalStates &states, ThreadingStore &threading);
    ~TicketProjector();

    /// Failures are latched in the connection.
    Changes project(const QSet<qint64> &ticketRows);
    /// What project() would write, for doctor: column text → is the row as it should be.
    [[nodiscard]] bool isUpToDate(qint64 ticketRow);

private:
    [[nodiscard]] ProjectedTicket compute(qint64 ticketRow, const ticket::Key &key);
    void write(const ProjectedTicket &before, const ProjectedTicket &after);

    Database &m_database;
    const DeskRules &m_rules;
    JournalStates &m_states;
    ThreadingStore &m_threading;
};

} // namespace otklik::store
