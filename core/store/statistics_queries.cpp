// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/statistics_queries.h"

#include "core/store/keys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace otklik::store {

StatisticsQueries::StatisticsQueries(Database &database)
    : m_database(database)
{
}

// A ticket solved before `from` cannot be in any figure of the period, unless something happened to it since.
constexpr std::string_view kFacts =
    "SELECT key,created_at,assignee,category,cause,mailbox,company,channel,first_inbound_at,first_response_at,"
    "first_responder,opened_by_us,facts FROM ticket INDEXED BY ticket_by_created "
    "WHERE visible=1 AND created_at<?2 AND (solved_at=0 OR solved_at>=?1 OR updated_at>=?1)";

Result<std::vector<stats::TicketFacts>> StatisticsQueries::facts(Instant from, Instant to, const QString &mailbox) const
{
    std::vector<stats::TicketFacts> all;
    sqlite::Statement query = m_database.connection().prepare(kFacts);
    query.bind(from, to);
    while (query.next()) {
        if (!mailbox.isEmpty() && query.text(5) != mailbox)
            continue;
        stats::TicketFacts facts;
        facts.key = toKey(query.blob(0));
        facts.createdAt = query.instant(1);
        facts.assignee = query.text(2);
        facts.category = query.text(3);
        facts.cause = query.text(4);
        facts.mailbox = query.text(5);
        facts.company = query.text(6);
        facts.channel = static_cast<ticket::Channel>(query.integer(7));
        facts.firstCustomerAt = query.instant(8);
        facts.firstResponseAt = query.instant(9);
        facts.firstResponseBy = query.text(10);
        facts.initiatedByUs = query.integer(11) != 0;
        readFacts(query.utf8(12), facts);
        all.push_back(std::move(facts));
    }
    return m_database.connection().finish(std::move(all));
}

QByteArray factsToJson(const stats::TicketFacts &facts)
{
    QJsonArray waits;
    for (const ticket::Wait &wait : facts.waits)
        waits.append(QJsonArray{wait.since.ms(), wait.answeredAt.ms(), wait.dismissedAt.ms(), wait.answeredBy});
    QJsonArray replies;
    for (const Instant reply : facts.replies)
        replies.append(reply.ms());
    QJsonArray solutions;
    for (const stats::Solution &solution : facts.solutions)
        solutions.append(
            QJsonArray{solution.at.ms(), solution.assignee, solution.reopenedAt.ms(), solution.courtesy ? 1 : 0});
    const QJsonArray whole{facts.excluded ? 1 : 0, waits, replies, solutions};
    return QJsonDocument(whole).toJson(QJsonDocument::Compact);
}

void readFacts(const QByteArray &json, stats::TicketFacts &facts)
{
    const QJsonArray whole = QJsonDocument::fromJson(json).array();
    const auto instant = [](const QJsonValue &value) { return Instant::fromMs(value.toInteger()); };
    facts.excluded = whole.at(0).toInt() != 0;
    const QJsonArray waits = whole.at(1).toArray();
    for (const QJsonValue &value : waits) {
        const QJsonArray wait = value.toArray();
        facts.waits.push_back({instant(wait.at(0)), instant(wait.at(1)), instant(wait.at(2)), wait.at(3).toString()});
    }
    const QJsonArray replies = whole.at(2).toArray();
    for (const QJsonValue &value : replies)
        facts.replies.push_back(instant(value));
    const QJsonArray solutions = whole.at(3).toArray();
    for (const QJsonValue &value : solutions) {
        const QJsonArray one = value.toArray();
        facts.solutions.push_back(
            {instant(one.at(0)), one.at(1).toString(), instant(one.at(2)), one.at(3).toInt() != 0});
    }
}

} // namespace otklik::store
