// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/journal/typed_states.h"
#include "core/store/changes.h"
#include "core/store/customer_figures.h"
#include "core/store/desk_rules.h"
#include "core/store/ticket_record.h"

namespace otklik::store {

class JournalStates;
class ThreadingStore;

/// Computes rows of `ticket` from their messages and their journal state, with the pure functions of ticket/, and moves
/// the sizes of views, the tags and the customers' figures along, all in the caller's transaction.
class TicketProjector final
{
public:
    TicketProjector(Database &database, const DeskRules &rules, JournalStates &states, ThreadingStore &threading);

    /// Failures are latched in the connection.
    Changes project(const QSet<qint64> &ticketRows);
    /// Whether the row is what project() would write (for doctor).
    [[nodiscard]] bool isUpToDate(qint64 ticketRow);

private:
    struct Mails;
    enum class Purpose { Compare, Write };
    /// With Purpose::Write it also writes what the ticket's mails say of their senders and of themselves.
    [[nodiscard]] ProjectedTicket compute(qint64 ticketRow, const ticket::Key &key, Purpose purpose);
    [[nodiscard]] Mails readMails(qint64 ticketRow, const std::vector<journal::ReplyState> &replies) const;
    void fillFromMails(ProjectedTicket &record, const Mails &mails, const journal::TicketState &state) const;
    void fillFromJournal(ProjectedTicket &record, const journal::TicketState &state) const;
    ticket::StatusProjection fillStatus(ProjectedTicket &record, const Mails &mails,
                                        const journal::TicketState &state) const;
    void writeThanks(const Mails &mails, const ticket::StatusProjection &projection);
    [[nodiscard]] bool isUnread(const ticket::Key &key, const Mails &mails) const;
    [[nodiscard]] bool hasFailedAnswer(const ticket::Key &key, ticket::Status status) const;
    void moveCounts(const ProjectedTicket &before, const ProjectedTicket &after);
    void moveTags(const ProjectedTicket &before, const ProjectedTicket &after);

    Database &m_database;
    const DeskRules &m_rules;
    JournalStates &m_states;
    ThreadingStore &m_threading;
    CustomerFigures m_customers;
};

} // namespace otklik::store
