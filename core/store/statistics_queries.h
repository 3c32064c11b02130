// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/ticket_facts.h"
#include "core/store/database.h"

namespace otklik::store {

/// Facts for reports. On any connection; belongs into the pool (reads every ticket that the period can concern).
class StatisticsQueries final
{
public:
    explicit StatisticsQueries(Database &database);

    /// Tickets created before `to` that were not finished before `from`. `mailbox` empty = all.
    [[nodiscard]] Result<std::vector<stats::TicketFacts>> facts(Instant from, Instant to, const QString &mailbox) const;

private:
    Database &m_database;
};

/// Facts beyond the columns of `ticket`, as kept in its column `facts`.
[[nodiscard]] QByteArray factsToJson(const stats::TicketFacts &facts);
void readFacts(const QByteArray &json, stats::TicketFacts &facts);

} // namespace otklik::store
