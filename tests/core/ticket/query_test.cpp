// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/company_of.h"
#include "core/ticket/query_completion.h"
#include "core/ticket/query_match.h"
#include "core/ticket/urgency.h"
#include "tests/support/expect_result.h"

#include <gtest/gtest.h>

#include <random>

using namespace otklik;
using namespace otklik::ticket;
using std::chrono::hours;

namespace {

const Instant kNow = Instant::fromIso(QStringLiteral("2026-03-12T09:00:00.000Z"));

TicketRow row()
{
    TicketRow t;
    t.number = 4182;
    t.status = Status::Open;
    t.priority = Priority::High;
    t.assignee = QStringLiteral("anna@desk.example");
    t.category = QStringLiteral("speed");
    t.tags = {QStringLiteral("dns"), QStringLiteral("VIP")};
    t.requester = {QStringLiteral("ivan@example.org"), QStringLiteral("Иван Петров"), QStringLiteral("Acme Ltd")};
    t.createdAt = kNow - hours(48);
    t.updatedAt = kNow - hours(2);
    t.dueAt = kNow + hours(1);
    t.waitingSince = kNow - hours(5);
    t.mailbox = QStringLiteral("support");
    t.hasFiles = true;
    t.unread = true;
    return t;
}

bool holds(const char *query, const TicketRow &ticket = row())
{
    const auto parsed = parseQuery(QString::fromUtf8(query));
    EXPECT_TRUE(parsed.has_value()) << query << ": " << parsed.error().detail.toStdString();
    return parsed && matches(*parsed, ticket, QStringLiteral("Сайт не открывается: error 502 bad gateway"),
                             {kNow, QStringLiteral("anna@desk.example"), QTimeZone::utc()});
}

} // namespace

TEST(Query, EveryFieldOfTheDesign)
{
    for (const char *query : {"",
                              "status:open,new",
                              "assignee:me",
                              "tag:dns",
                              "tag:vip",
                              "category:speed",
                              "priority:>=high",
                              "customer:@example.org",
                              "customer:ivan",
                              "company:\"acme ltd\"",
                              "is:unread",
                              "-is:overdue",
                              "-is:snoozed",
                              "has:attachment",
                              "created:>2026-01-01",
                              "updated:<7d",
                              "due:<2h",
                              "mailbox:support",
                              "channel:mail",
                              "cause:none",
                              "\"bad gateway\"",
                              "сайт",
                              "4182",
                              "-4183",
                              "откр",
                              "-word",
                              "#4182",
                              "number:4182",
                              "waiting:>4h",
                              "is:waiting",
                              "created:2026-03-10",
                              "created:2026-03-01..2026-03-10",
                              "updated:today",
                              "is:unsolved",
                              "-tag:spam",
                              "status:OPEN assignee:me,nobody priority:urgent,high",
                              "created:>=2026-03-10T09:00:00.000Z"})
        EXPECT_TRUE(holds(query)) << query;
    for (const char *query :
         {"status:new",         "assignee:nobody", "tag:none",      "priority:<high",      "customer:@ample.org",
          "company:acme",       "is:overdue",      "has:note",      "created:<2026-01-01", "created:<1d",
          "updated:>7d",        "due:<30m",        "channel:phone", "\"bad gate\"",        "айт",
          "number:>4182",       "waiting:<4h",     "solved:today",  "-status:open",        "created:yesterday",
          "created:>2026-03-10"})
        EXPECT_FALSE(holds(query)) << query;
}

TEST(Query, SolvedBecomesClosedByTime)
{
    TicketRow t = row();
    t.status = Status::Solved;
    t.solvedAt = kNow - hours(15 * 24);
    t.closesAt = kNow - hours(24);
    EXPECT_TRUE(holds("status:closed", t));
    EXPECT_FALSE(holds("status:solved", t));
    EXPECT_FALSE(holds("is:unsolved", t));
}

TEST(Query, ErrorsSayWhere)
{
    struct Case
    {
        const char *text;
        QueryProblem problem;
        int position;
        int length;
    };
    for (const Case &c :
         {Case{"dns stauts:open", QueryProblem::UnknownField, 4, 6},
          Case{"status:opne", QueryProblem::UnknownValue, 7, 4},
          Case{"status:open,nwe", QueryProblem::UnknownValue, 12, 3}, Case{"tag:", QueryProblem::MissingValue, 0, 4},
          Case{"created:soon", QueryProblem::BadTime, 8, 4}, Case{"created:2026-02-30", QueryProblem::BadTime, 8, 10},
          Case{"word \"no end", QueryProblem::UnclosedQuote, 5, 7},
          Case{"priority:>=high,low", QueryProblem::UnknownValue, 16, 3}}) {
        const auto parsed = parseQuery(QString::fromLatin1(c.text));
        ASSERT_FALSE(parsed.has_value()) << c.text;
        EXPECT_EQ(parsed.error().problem, c.problem) << c.text;
        EXPECT_EQ(parsed.error().position, c.position) << c.text;
        EXPECT_EQ(parsed.error().length, c.length) << c.text;
    }
    EXPECT_EQ(parseQuery(QString(5000, QLatin1Char('a'))).error().problem, QueryProblem::TooLong);
}

TEST(Query, TextWithColonsIsJustText)
{
    for (const char *text :
         {"http://example.org/x", "localhost:8080", "Re:сайт", "ошибка:500", "12:30", ":", "-", "--x"}) {
        const auto parsed = parseQuery(QString::fromUtf8(text));
        ASSERT_TRUE(parsed.has_value()) << text;
        ASSERT_EQ(parsed->terms.size(), 1u) << text;
        EXPECT_EQ(parsed->terms[0].field, QueryField::Word) << text;
    }
}

TEST(QueryProperty, AnyTextIsAQueryThatReadsBackOrAnError)
{
    const QStringList pieces =
        QStringLiteral(
            "status: tag: priority: created: is: due: number: company: customer: open new dns high low >= < > "
            "\" \\ , - # : . .. 7d 1h 2026-03-01 today unread 4182 @ сайт word Acme none -- = \t x")
            .split(QLatin1Char(' '));
    std::mt19937 random(7);
    int queries = 0;
    for (int i = 0; i < 20000; ++i) {
        QString text;
        for (int n = std::uniform_int_distribution<int>(0, 9)(random); n > 0; --n) {
            text += pieces[std::uniform_int_distribution<int>(0, static_cast<int>(pieces.size()) - 1)(random)];
            if (random() % 3 == 0)
                text += QLatin1Char(' ');
        }
        const auto parsed = parseQuery(text);
        if (!parsed) {
            EXPECT_GE(parsed.error().position, 0);
            EXPECT_LE(parsed.error().position + parsed.error().length, text.size()) << text.toStdString();
            EXPECT_FALSE(parsed.error().detail.isEmpty());
            continue;
        }
        ++queries;
        const auto again = parseQuery(parsed->toString());
        ASSERT_TRUE(again.has_value()) << text.toStdString() << " -> " << parsed->toString().toStdString();
        ASSERT_EQ(*again, *parsed) << text.toStdString() << " -> " << parsed->toString().toStdString();
        static_cast<void>(completions(text, static_cast<int>(random() % 40), {}));
    }
    EXPECT_GT(queries, 2000);
}

TEST(Completion, FieldsThenValues)
{
    CompletionSource source;
    source.companies = {QStringLiteral("Acme Ltd"), QStringLiteral("Brand")};
    const Completions fields = completions(QStringLiteral("dns st"), 6, source);
    EXPECT_EQ(fields.from, 4);
    EXPECT_EQ(fields.length, 2);
    EXPECT_EQ(fields.texts, QStringList{QStringLiteral("status:")});
    const Completions values = completions(QStringLiteral("-status:new,op word"), 14, source);
    EXPECT_EQ(values.from, 12);
    EXPECT_EQ(values.length, 2);
    EXPECT_EQ(values.texts, QStringList{QStringLiteral("open")});
    EXPECT_EQ(completions(QStringLiteral("company:ac"), 10, source).texts, QStringList{QStringLiteral("\"Acme Ltd\"")});
    EXPECT_EQ(completions(QStringLiteral("assignee:"), 9, source).texts.first(), QStringLiteral("me"));
}

TEST(Company, DomainExceptFreeMail)
{
    EXPECT_EQ(companyDomainOf(QStringLiteral("Ivan@Example.ORG")), QStringLiteral("example.org"));
    for (const char *address :
         {"a@gmail.com", "a@yandex.ru", "a@ya.ru", "a@mail.ru", "a@yahoo.co.uk", "a@yandex.com.tr", "a@ukr.net",
          "nonsense", "@x.org", "a@localhost", "a@[127.0.0.1]", ""})
        EXPECT_EQ(companyDomainOf(QString::fromLatin1(address)), QString()) << address;
    EXPECT_EQ(companyDomainOf(QStringLiteral("a@outlook.example.org")), QStringLiteral("outlook.example.org"));
}

TEST(Urgency, FailedThenDueThenWaitingForOthersThenDone)
{
    TicketRow failed = row();
    failed.failedSend = true;
    const TicketRow due = row();
    TicketRow later = row();
    later.dueAt = later.dueAt + hours(1);
    TicketRow lessImportant = row();
    lessImportant.priority = Priority::Low;
    TicketRow onHold = row();
    onHold.status = Status::OnHold;
    TicketRow pending = row();
    pending.status = Status::Pending;
    TicketRow solved = row();
    solved.status = Status::Solved;
    TicketRow solvedBefore = solved;
    solvedBefore.updatedAt = solved.updatedAt - hours(1);
    const std::vector<TicketRow> expected{failed, due, lessImportant, later, onHold, pending, solved, solvedBefore};
    for (size_t i = 0; i + 1 < expected.size(); ++i)
        EXPECT_LT(urgencyKey(expected[i]), urgencyKey(expected[i + 1])) << i;
}

TEST(Ticket, NamesReadBack)
{
    EXPECT_EQ(toString(Status::OnHold), QStringLiteral("on-hold"));
    for (int i = 0; i <= static_cast<int>(Status::Closed); ++i)
        EXPECT_EQ(statusFromString(toString(static_cast<Status>(i))), static_cast<Status>(i));
    EXPECT_EQ(priorityFromString(u"URGENT"), Priority::Urgent);
    EXPECT_FALSE(channelFromString(u"fax"));
    EXPECT_EQ(Key::ofContent("").hex(), QByteArray("e3b0c44298fc1c149afbf4c8996fb924"));
    EXPECT_EQ(Key::random().hex().size(), 32);
    EXPECT_NE(Key::random(), Key::random());
}
