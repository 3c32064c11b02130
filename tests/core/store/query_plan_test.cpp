// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every statement that the store has prepared while everything was used is explained: none may read a large table
// from end to end.
#include "core/store/canned_queries.h"
#include "core/store/customer_queries.h"
#include "core/store/search.h"
#include "core/store/statistics_queries.h"
#include "core/store/timeline_queries.h"
#include "tests/core/store/store_fixture.h"

#include <sqlite3.h>

using namespace otklik;
using namespace otklik::store;
using otklik::store::test::MailSpec;

namespace {

class QueryPlanTest : public test::StoreTest
{
protected:
    void useEverything()
    {
        const MailSpec root{.id = QStringLiteral("a@acme.example")};
        MailSpec reply{.id = QStringLiteral("b@acme.example"), .references = {root.id}};
        reply.at = root.at + std::chrono::hours(1);
        reply.subject = QStringLiteral("Re: [#1-abcde] x");
        take({root, reply});
        const ticket::Key key = test::keyOf(root);
        ASSERT_OK(decide(QStringLiteral("ticket.opened"), key,
                         {{QStringLiteral("message"), QString::fromLatin1(key.hex())}}));
        ASSERT_OK(decide(QStringLiteral("ticket.note"), key,
                         {{QStringLiteral("id"), QStringLiteral("n")}, {QStringLiteral("text"), QStringLiteral("t")}}));
        ASSERT_OK(decide(QStringLiteral("ticket.requester"), key,
                         {{QStringLiteral("address"), QStringLiteral("olga@acme.example")}}));
        ASSERT_OK(m_store->decide({{QStringLiteral("sender.set"),
                                    QStringLiteral("sender:form@acme.example"),
                                    {{QStringLiteral("form"), true}},
                                    {}}},
                                  QStringLiteral("anna@desk.example"), m_context.now, QStringLiteral("A form.")));
        ASSERT_OK(m_store->confirmPendingLocally());
        ASSERT_OK(m_store->takeFlags(m_inbox, {{1, kSeen, 1}}, std::nullopt));
        ASSERT_OK(m_store->takeVanished(m_inbox, {2}, std::nullopt));
        ASSERT_OK(m_store->markRead(key, true));
        Database &database = m_store->database();
        const MessageRow row = *m_store->messages().byContentKey(key);
        EXPECT_OK(m_store->messages().isInFolder(root.id, m_inbox));
        EXPECT_OK(m_store->messages().locations(row));
        EXPECT_OK(m_store->messages().locationsIn(m_inbox, 1, 5));
        EXPECT_OK(m_store->messages().strays(m_inbox, QStringLiteral("support")));
        EXPECT_OK(m_store->folders().uids(m_inbox));
        EXPECT_OK(m_store->folders().bytes(m_inbox));
        EXPECT_OK(Ledger(m_store->database()).health(QStringLiteral("support")));
        EXPECT_OK(m_store->journal().pending());
        EXPECT_OK(m_store->journal().lastPairs(20));
        EXPECT_OK(m_store->journal().unopenedTickets(10));
        EXPECT_OK(m_store->outbox().due(m_context.now));
        EXPECT_OK(m_store->outbox().nextDue(QStringLiteral("support")));
        EXPECT_OK(m_store->outbox().hurry(QStringLiteral("support")));
        EXPECT_OK(m_store->messages().automaticOutgoing());
        EXPECT_OK(m_store->outbox().byMessageId(root.id));
        EXPECT_OK(m_store->drafts().find(key, 0));
        TimelineQueries timeline(database);
        EXPECT_OK(timeline.timeline(key));
        EXPECT_OK(timeline.message(row));
        EXPECT_OK(timeline.ticketOf(row));
        EXPECT_OK(timeline.newestFromCustomer(key));
        EXPECT_OK(timeline.standing(key, {}));
        EXPECT_OK(timeline.newsSince(key, {}, {}));
        EXPECT_OK(timeline.answersGoTo(key, row));
        EXPECT_OK(timeline.source(row));
        EXPECT_OK(timeline.referencesFor(row));
        CustomerQueries customers(database);
        EXPECT_OK(customers.card(root.from));
        EXPECT_OK(customers.list(QString(), 10));
        EXPECT_OK(customers.list(QStringLiteral("ivan"), 10));
        for (const char *domain : {"acme.example", "acrne.example"}) {
            MailSpec mail{.id = QStringLiteral("in@") + QLatin1String(domain)};
            mail.from = QStringLiteral("boss@") + QLatin1String(domain);
            MailSpec answer{.id = QStringLiteral("out@") + QLatin1String(domain), .references = {mail.id}, .out = true};
            answer.from = mail.to;
            answer.to = mail.from;
            answer.at = mail.at + std::chrono::hours(1);
            take({mail, answer});
        }
        EXPECT_OK(customers.domainsLike(QStringLiteral("acrne.example")));
        TicketQueries queries(database);
        EXPECT_OK(queries.viewSizes(m_context));
        EXPECT_OK(queries.byReference(QStringLiteral("~") + QString::fromLatin1(key.hex())));
        EXPECT_OK(queries.byNumber(1));
        EXPECT_OK(StatisticsQueries(database).facts(m_context.now, m_context.now, QString()));
        EXPECT_OK(Search(database).search({.text = QStringLiteral("сайт ошибк")}));
        EXPECT_OK(CannedQueries(database).list(QString(), QString(), key));
    }
    /// "SCAN x …" of a table that stays small. `k`, `me` and subqueries hold what was found before.
    static bool isSmall(const std::string &line)
    {
        static const QStringList kSmall{
            QStringLiteral("folder"),     QStringLiteral("canned"),       QStringLiteral("specialist"),
            QStringLiteral("view_count"), QStringLiteral("tag_count"),    QStringLiteral("outbox"),
            QStringLiteral("draft"),      QStringLiteral("own_event"),    QStringLiteral("k"),
            QStringLiteral("me"),         QStringLiteral("(subquery"),    QStringLiteral("CONSTANT"),
            QStringLiteral("o"),          QStringLiteral("canned_total"), QStringLiteral("sender_rule")};
        return kSmall.contains(QString::fromStdString(line).section(QLatin1Char(' '), 1, 1));
    }
};

} // namespace

TEST_F(QueryPlanTest, NoStatementReadsALargeTableFromEndToEnd)
{
    useEverything();
    auto &db = m_store->database().connection();
    std::vector<std::string> statements;
    for (sqlite3_stmt *s = sqlite3_next_stmt(db.handle(), nullptr); s; s = sqlite3_next_stmt(db.handle(), s))
        statements.emplace_back(sqlite3_sql(s));
    int explained = 0;
    for (const std::string &sql : statements) {
        const bool plain = sql.starts_with("SELECT") || sql.starts_with("UPDATE") || sql.starts_with("DELETE") ||
                           sql.starts_with("INSERT");
        if (!plain || sql.find("local.meta") != std::string::npos)
            continue;
        ++explained;
        auto plan = db.prepare("EXPLAIN QUERY PLAN " + sql);
        while (plan.next()) {
            const std::string line = plan.text(3).toStdString();
            const bool scan = line.starts_with("SCAN ") && line.find(" USING ") == std::string::npos &&
                              line.find("VIRTUAL TABLE") == std::string::npos;
            EXPECT_TRUE(!scan || isSmall(line)) << line << "\n  in " << sql;
        }
        plan.rewind();
        ASSERT_OK(db.finish());
    }
    EXPECT_GT(explained, 90);
}
