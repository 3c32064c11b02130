// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/query_sql.h"
#include "core/store/ticket_record.h"
#include "core/ticket/urgency.h"
#include "tests/core/store/store_fixture.h"

#include <QElapsedTimer>

#include <iostream>
#include <random>

using namespace otklik;
using namespace otklik::store;
using ticket::SortOrder;

namespace {

class TicketQueriesTest : public test::StoreTest
{
protected:
    /// Rows as the projector would write them, without mails behind them.
    void fill(int count, unsigned seed)
    {
        auto &db = m_store->database().connection();
        std::mt19937 random(seed);
        const auto pick = [&](std::initializer_list<const char *> list) {
            return QString::fromLatin1(*(list.begin() + random() % list.size()));
        };
        ASSERT_OK(db.execute("BEGIN"));
        for (int i = 1; i <= count; ++i) {
            ProjectedTicket record;
            record.id = i;
            record.visible = true;
            ticket::TicketRow &row = record.row;
            row.key = ticket::Key::ofContent(QByteArray::number(i));
            row.number = random() % 20 == 0 ? 0 : i;
            row.subject = QStringLiteral("Subject %1").arg(i);
            row.status = static_cast<ticket::Status>(random() % 6);
            row.priority = static_cast<ticket::Priority>(random() % 4);
            row.assignee = pick({"", "anna@desk.example", "boris@desk.example"});
            row.category = pick({"", "speed", "hosting"});
            row.cause = pick({"", "defect", "question"});
            if (random() % 3 == 0)
                row.tags = {pick({"dns", "mail"})};
            row.channel = static_cast<ticket::Channel>(random() % 4);
            row.requester.address = pick({"ivan@acme.example", "olga@acme.example", "x@other.example"});
            row.requester.name = pick({"Ivan Petrov", "Olga", "X"});
            row.requester.company = pick({"", "Acme", "Other"});
            record.requesterDomain = row.requester.address.section(QLatin1Char('@'), -1);
            const auto time = [&] { return m_context.now - std::chrono::minutes(random() % 60000); };
            row.createdAt = time();
            row.updatedAt = time();
            if (row.status >= ticket::Status::Solved) {
                row.solvedAt = time();
                row.closesAt = row.solvedAt + std::chrono::hours(14 * 24);
            } else if (random() % 2 == 0) {
                row.dueAt = m_context.now + std::chrono::minutes(static_cast<int>(random() % 2000) - 500);
                row.waitingSince = time();
            }
            if (random() % 10 == 0)
                row.snoozedUntil = m_context.now + std::chrono::minutes(static_cast<int>(random() % 2000) - 500);
            row.messages = 1;
            row.notes = static_cast<int>(random() % 3);
            row.unread = random() % 2 == 0;
            row.hasFiles = random() % 4 == 0;
            row.failedSend = random() % 50 == 0;
            row.mailbox = pick({"support", "sales"});
            record.urgency = ticket::urgencyKey(row);
            db.prepare("INSERT INTO ticket(id,key) VALUES(?1,?2)").bind(i, QByteArray::fromHex(row.key.hex())).run();
            writeRecord(db, readRecord(db, record.id), record);
            for (const QString &tag : row.tags)
                db.prepare("INSERT INTO ticket_tag VALUES(?1,?2)").bind(tag, i).run();
        }
        db.prepare("INSERT INTO view_count SELECT mailbox,assignee,status,count(*) FROM ticket GROUP BY 1,2,3").run();
        db.prepare("COMMIT").run();
        ASSERT_OK(db.finish());
    }
    std::vector<std::string> plan(const std::string &sql)
    {
        std::vector<std::string> lines;
        auto query = m_store->database().connection().prepare("EXPLAIN QUERY PLAN " + sql);
        while (query.next())
            lines.push_back(query.text(3).toStdString());
        query.rewind();
        return lines;
    }
};

const char *const kQueries[] = {
    "",
    "is:unsolved",
    "assignee:me is:unsolved -is:snoozed",
    "assignee:nobody is:unsolved -is:snoozed",
    "assignee:boris@desk.example",
    "status:open,new",
    "status:pending",
    "-status:open",
    "status:solved",
    "status:closed",
    "status:closed,open priority:>=high",
    "priority:<normal",
    "tag:dns",
    "-tag:dns",
    "category:speed",
    "cause:defect -category:hosting",
    "customer:@acme.example",
    "customer:ivan@acme.example",
    "customer:petrov",
    "-customer:olga",
    "company:Acme",
    "mailbox:support",
    "channel:phone,chat",
    "is:unread",
    "is:overdue",
    "is:snoozed",
    "-is:snoozed is:unsolved",
    "is:waiting",
    "is:failed",
    "is:unassigned",
    "has:attachment",
    "has:note",
    "created:<7d",
    "created:>20d",
    "updated:<2d is:unsolved",
    "due:<1h",
    "is:unsolved due:<1h -is:snoozed",
    "solved:today",
    "solved:>2026-02-01",
    "waiting:>4h",
    "number:>100",
    "#42",
    "mailbox:support status:open,pending -assignee:me",
};

} // namespace

TEST_F(TicketQueriesTest, SqlAndThePredicateAgreeOnEveryQueryAndSort)
{
    fill(600, 7);
    TicketQueries queries(m_store->database());
    std::vector<ticket::TicketRow> all;
    auto rows = m_store->database().connection().prepare(kSelectTicketRow);
    while (rows.next())
        all.push_back(readTicketRow(rows));
    rows.rewind();
    ASSERT_EQ(all.size(), 600U);
    for (const char *text : kQueries) {
        const auto query = ticket::parseQuery(QString::fromLatin1(text));
        ASSERT_TRUE(query.has_value()) << text;
        QSet<ticket::Key> expected;
        for (const ticket::TicketRow &row : all)
            if (ticket::matches(*query, row, row.subject, m_context))
                expected.insert(row.key);
        for (const SortOrder sort :
             {SortOrder::Urgency, SortOrder::Updated, SortOrder::Created, SortOrder::Number, SortOrder::Priority}) {
            QSet<ticket::Key> found;
            qsizetype fetched = 0;
            QString cursor;
            do {
                const auto page = queries.page(*query, sort, 37, cursor, m_context);
                ASSERT_OK(page);
                ASSERT_EQ(page->total, expected.size()) << text;
                fetched += static_cast<qsizetype>(page->rows.size());
                for (const ticket::TicketRow &row : page->rows)
                    found.insert(row.key);
                cursor = page->next;
            } while (!cursor.isEmpty());
            ASSERT_EQ(found, expected) << text;
            ASSERT_EQ(fetched, expected.size()) << "a ticket on two pages: " << text;
        }
    }
}

TEST_F(TicketQueriesTest, EveryQueryWalksAnIndex)
{
    fill(50, 3);
    for (const char *text : kQueries) {
        const auto query = ticket::parseQuery(QString::fromLatin1(text));
        ASSERT_TRUE(query.has_value()) << text;
        QuerySql sql(*query, m_context);
        for (const SortOrder sort :
             {SortOrder::Urgency, SortOrder::Updated, SortOrder::Created, SortOrder::Number, SortOrder::Priority})
            for (const std::string &line :
                 plan("SELECT t.key FROM ticket t" + sql.indexFor(sort) + " WHERE " + sql.where()))
                EXPECT_FALSE(line == "SCAN t" || line.starts_with("SCAN ticket_tag") || line == "SCAN contact")
                    << text << ": " << line;
    }
}

TEST_F(TicketQueriesTest, ReferencesFindOneTicketOrSayWhy)
{
    fill(300, 5);
    auto &db = m_store->database().connection();
    ASSERT_OK(db.execute("INSERT INTO ticket_number SELECT number,key FROM ticket WHERE number>0"));
    TicketQueries queries(m_store->database());
    const auto row = queries.byReference(QStringLiteral("#42"));
    const auto same = queries.byReference(QStringLiteral("42"));
    ASSERT_EQ(row.has_value(), same.has_value());
    if (row.has_value()) {
        EXPECT_EQ(row->key, same->key);
    }
    const ticket::Key key = ticket::Key::ofContent("17");
    const auto byKey = queries.byReference(QLatin1Char('~') + QString::fromLatin1(key.hex().left(12)));
    ASSERT_OK(byKey);
    EXPECT_EQ(byKey->key, key);
    EXPECT_ERROR(queries.byReference(QStringLiteral("~0")), ErrorCode::InvalidInput);
    EXPECT_ERROR(queries.byReference(QStringLiteral("99999")), ErrorCode::NotFound);
    EXPECT_ERROR(queries.byReference(QStringLiteral("abc")), ErrorCode::InvalidInput);
    EXPECT_ERROR(queries.page({}, SortOrder::Urgency, 10, QStringLiteral("nonsense"), m_context),
                 ErrorCode::InvalidInput);
}

TEST_F(TicketQueriesTest, ABareNumberFindsItsTicket)
{
    fill(300, 5);
    TicketQueries queries(m_store->database());
    const auto numbersFor = [&](const char *text) {
        QSet<qint64> numbers;
        const auto query = ticket::parseQuery(QString::fromLatin1(text));
        const auto page = queries.page(query.value_or(ticket::Query()), SortOrder::Urgency, 100, {}, m_context);
        EXPECT_OK(page);
        for (const ticket::TicketRow &row : page.value_or(ticket::TicketPage()).rows)
            numbers.insert(row.number);
        return numbers;
    };
    const QSet<qint64> named = numbersFor("#42");
    EXPECT_EQ(named, QSet<qint64>{42});
    EXPECT_TRUE(numbersFor("42").contains(named));
    EXPECT_FALSE(numbersFor("\"42\"").contains(42)) << "in quotation marks it is text";
    EXPECT_TRUE(numbersFor("99999").isEmpty());
}

TEST_F(TicketQueriesTest, ViewSizesEqualTheViews)
{
    fill(400, 11);
    TicketQueries queries(m_store->database());
    const auto sizes = queries.viewSizes(m_context);
    ASSERT_OK(sizes);
    EXPECT_GE(sizes->size(), 10U);
    for (const ViewSize &view : *sizes)
        EXPECT_EQ(view.count, static_cast<qint64>(tickets(TicketQueries::viewQuery(view.id)).size()))
            << view.id.toStdString();
}

TEST_F(TicketQueriesTest, FirstScreenOfAHundredThousand)
{
    fill(100000, 13);
    TicketQueries queries(m_store->database());
    for (const char *text : {"", "is:unsolved -is:snoozed", "assignee:me is:unsolved -is:snoozed",
                             "tag:dns is:unsolved", "customer:@acme.example", "created:<7d"}) {
        const auto query = ticket::parseQuery(QString::fromLatin1(text));
        QElapsedTimer timer;
        timer.start();
        const auto page = queries.page(*query, SortOrder::Urgency, 100, {}, m_context);
        ASSERT_OK(page);
        std::cout << "[ timing   ] 100k tickets, first 100 of \"" << text
                  << "\": " << static_cast<double>(timer.nsecsElapsed()) / 1e6 << " ms of " << page->total << '\n';
    }
    QElapsedTimer timer;
    timer.start();
    ASSERT_OK(queries.viewSizes(m_context));
    std::cout << "[ timing   ] all view sizes: " << static_cast<double>(timer.nsecsElapsed()) / 1e6 << " ms\n";
}
