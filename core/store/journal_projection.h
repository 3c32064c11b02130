// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/changes.h"
#include "core/store/customer_figures.h"
#include "core/store/journal_states.h"

namespace otklik::store {

/// Writes what the journal says about its objects into the tables that are read: journal_ticket, canned, contact,
/// company, specialist, sender_rule. In the caller's transaction; failures are latched.
class JournalProjection final
{
public:
    /// `deskAddresses`: DeskRules::ourAddresses.
    JournalProjection(Database &database, JournalStates &states, CustomerFigures &customers,
                      const QSet<QString> &deskAddresses);

    /// Fills `concerned` with tickets that others left (unmerged). Rows of the tickets that show something of these
    /// objects, beside the tickets among them.
    [[nodiscard]] QSet<qint64> project(const QSet<QString> &objects, Changes &changes, QSet<QString> &concerned);
    /// Which mails are ours depends on who is one of us, not on when they were taken. project() does it when somebody
    /// joins the team.
    void judgeDirections();
    /// Mails that another one wrote than before project(), as the team sees it, or that are ours since then: they have
    /// to be placed again.
    [[nodiscard]] const std::vector<MessageRow> &otherWriters() const { return m_otherWriters; }

private:
    /// Where the ticket was merged into before.
    [[nodiscard]] ticket::Key projectTicket(const journal::ObjectState &state);
    void projectCanned(const journal::ObjectState &state);
    void projectSpecialist(const journal::ObjectState &state);
    void projectSender(const journal::ObjectState &state);
    /// To be placed again.
    void addMailsOf(const QString &address);
    void addTicketsOf(const char *column, const QString &value, QSet<qint64> &tickets) const;

    Database &m_database;
    JournalStates &m_states;
    CustomerFigures &m_customers;
    const QSet<QString> &m_deskAddresses;
    std::vector<MessageRow> m_otherWriters;
    QSet<QString> m_joined; ///< addresses of specialists that were none before
};

} // namespace otklik::store
