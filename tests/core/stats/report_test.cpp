// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/report.h"
#include "core/stats/report_csv.h"
#include "tests/support/expect_result.h"

#include <gtest/gtest.h>

#include <random>

using namespace otklik;
using namespace otklik::stats;
using otklik::ticket::Key;

namespace {

Instant at(const char *iso)
{
    return Instant::fromIso(QString::fromLatin1(iso));
}

const Period kMarch = Period::ofDays(QDate(2026, 3, 1), QDate(2026, 3, 31));

TicketFacts facts(const char *name, const char *created)
{
    TicketFacts f;
    f.key = Key::ofContent(name);
    f.createdAt = f.firstCustomerAt = at(created);
    f.mailbox = QStringLiteral("support");
    return f;
}

const Figures &figuresOf(const Report &report, Grouping grouping, const QString &key)
{
    for (const Group &group : report.by(grouping))
        if (group.key == key)
            return group.figures;
    ADD_FAILURE() << "no group " << key.toStdString();
    static const Figures none;
    return none;
}

} // namespace

TEST(Report, EmptyDeskHasZerosAndNulls)
{
    const Report report = computeReport({}, kMarch);
    EXPECT_EQ(report.totals.created, 0);
    EXPECT_EQ(report.totals.backlog, 0);
    EXPECT_EQ(report.totals.firstResponse.count, 0);
    EXPECT_FALSE(report.totals.firstResponse.calendar.median.has_value());
    EXPECT_EQ(report.by(Grouping::Day).size(), 31u);
    EXPECT_EQ(report.by(Grouping::Hour).size(), 24u);
    EXPECT_EQ(report.by(Grouping::Weekday).size(), 7u);
    EXPECT_FALSE(figuresOf(report, Grouping::Hour, QStringLiteral("09")).backlog.has_value());
    EXPECT_TRUE(report.by(Grouping::Specialist).empty());
}

TEST(Report, FirstResponseCountsOnTheDayOfTheAnswerForWhoAnswered)
{
    TicketFacts f = facts("a", "2026-02-28T22:00:00.000Z");
    f.firstResponseAt = at("2026-03-02T10:00:00.000Z");
    f.firstResponseBy = QStringLiteral("anna@desk.example");
    f.waits = {
        {f.createdAt, f.firstResponseAt, {}, f.firstResponseBy},
        {at("2026-03-03T10:00:00.000Z"), at("2026-03-03T10:30:00.000Z"), {}, QStringLiteral("boris@desk.example")}};
    const Report report = computeReport({f}, kMarch);
    EXPECT_EQ(report.totals.created, 0) << "created in February";
    EXPECT_EQ(report.totals.firstResponse.count, 1);
    EXPECT_EQ(report.totals.firstResponse.calendar.median, 36 * 3600);
    EXPECT_EQ(report.totals.nextResponse.count, 1);
    EXPECT_EQ(report.totals.nextResponse.calendar.median, 1800);
    EXPECT_EQ(figuresOf(report, Grouping::Day, QStringLiteral("2026-03-02")).firstResponse.count, 1);
    EXPECT_EQ(figuresOf(report, Grouping::Specialist, f.firstResponseBy).firstResponse.count, 1);
    EXPECT_EQ(figuresOf(report, Grouping::Specialist, f.firstResponseBy).nextResponse.count, 0);
    EXPECT_FALSE(figuresOf(report, Grouping::Specialist, f.firstResponseBy).created.has_value());
}

TEST(Report, TicketsWeOpenedHaveNoFirstResponse)
{
    TicketFacts f = facts("a", "2026-03-01T10:00:00.000Z");
    f.initiatedByUs = true;
    f.replies = {at("2026-03-01T10:00:00.000Z"), at("2026-03-02T12:00:00.000Z")};
    f.waits = {{at("2026-03-02T10:00:00.000Z"), at("2026-03-02T12:00:00.000Z"), {}, {}}};
    f.solutions = {{at("2026-03-02T12:00:00.000Z"), {}, {}, false}};
    const Report report = computeReport({f}, kMarch);
    EXPECT_EQ(report.totals.firstResponse.count, 0);
    EXPECT_EQ(report.totals.nextResponse.count, 1);
    EXPECT_EQ(report.totals.oneTouch, 1) << "the opening mail is no answer";
}

TEST(Report, BusinessSecondsStandBesideCalendarSeconds)
{
    std::array<std::vector<ticket::DayStretch>, 7> week;
    for (size_t day = 0; day < 5; ++day)
        week[day] = {{9 * 60, 18 * 60}};
    const auto hours = ticket::BusinessHours::make(QTimeZone("Europe/Moscow"), week);
    ASSERT_OK(hours);
    TicketFacts f = facts("a", "2026-03-06T14:00:00.000Z");     // Friday 17:00 in Moscow
    f.firstResponseAt = at("2026-03-09T07:00:00.000Z");         // Monday 10:00
    TicketFacts night = facts("b", "2026-03-07T10:00:00.000Z"); // Saturday, answered on Saturday
    night.firstResponseAt = at("2026-03-07T11:00:00.000Z");
    const Report report = computeReport({f, night}, kMarch, &*hours);
    EXPECT_EQ(report.totals.firstResponse.business.max, 2 * 3600);
    EXPECT_EQ(report.totals.firstResponse.business.min, 0) << "zero is a value";
    EXPECT_EQ(report.totals.firstResponse.calendar.min, 3600);
}

TEST(Report, SolvedCountsOnceOnItsLastSolution)
{
    TicketFacts f = facts("a", "2026-03-01T10:00:00.000Z");
    f.replies = {at("2026-03-02T09:00:00.000Z"), at("2026-03-09T09:00:00.000Z")};
    f.solutions = {{at("2026-03-02T10:00:00.000Z"), QStringLiteral("anna@x"), at("2026-03-05T10:00:00.000Z"), false},
                   {at("2026-03-09T10:00:00.000Z"), QStringLiteral("boris@x"), {}, false}};
    const Report report = computeReport({f}, kMarch);
    EXPECT_EQ(report.totals.solved, 1);
    EXPECT_EQ(report.totals.reopened, 1);
    EXPECT_EQ(report.totals.oneTouch, 0);
    EXPECT_EQ(report.totals.resolution.calendar.median, 8 * 86400);
    EXPECT_EQ(figuresOf(report, Grouping::Specialist, QStringLiteral("boris@x")).solved, 1);
    EXPECT_EQ(figuresOf(report, Grouping::Specialist, QStringLiteral("anna@x")).solved, 0);
    EXPECT_EQ(figuresOf(report, Grouping::Day, QStringLiteral("2026-03-01")).backlog, 1);
    EXPECT_EQ(figuresOf(report, Grouping::Day, QStringLiteral("2026-03-03")).backlog, 0);
    EXPECT_EQ(figuresOf(report, Grouping::Day, QStringLiteral("2026-03-06")).backlog, 1);
    EXPECT_EQ(report.totals.backlog, 0);
}

TEST(Report, ThanksNeitherReopenNorSpoilOneTouch)
{
    TicketFacts f = facts("a", "2026-03-01T10:00:00.000Z");
    f.replies = {at("2026-03-02T09:00:00.000Z")};
    f.solutions = {{at("2026-03-02T09:00:00.000Z"), {}, at("2026-03-02T11:00:00.000Z"), true},
                   {at("2026-03-02T12:00:00.000Z"), {}, {}, false}};
    const Report report = computeReport({f}, kMarch);
    EXPECT_EQ(report.totals.reopened, 0);
    EXPECT_EQ(report.totals.oneTouch, 1);
}

TEST(Report, CallsSolvedAtOnceAreOneTouchMailsWithoutAnswerAreNot)
{
    TicketFacts call = facts("call", "2026-03-01T10:00:00.000Z");
    call.channel = ticket::Channel::Phone;
    call.initiatedByUs = true;
    call.solutions = {{at("2026-03-01T10:05:00.000Z"), {}, {}, false}};
    TicketFacts silent = facts("silent", "2026-03-01T10:00:00.000Z");
    silent.solutions = {{at("2026-03-01T10:05:00.000Z"), {}, {}, false}};
    const Report report = computeReport({call, silent}, kMarch);
    EXPECT_EQ(report.totals.solved, 2);
    EXPECT_EQ(report.totals.oneTouch, 1);
    EXPECT_EQ(ticketsBehind({call, silent}, kMarch, Metric::OneTouch), std::vector<Key>{call.key});
}

TEST(Report, StillWaitingIsShownBesideTheAnswered)
{
    TicketFacts f = facts("a", "2026-03-10T10:00:00.000Z");
    f.waits = {{f.createdAt, {}, {}, {}}};
    TicketFacts answered = facts("b", "2026-03-10T10:00:00.000Z");
    answered.waits = {{answered.createdAt, at("2026-04-02T10:00:00.000Z"), {}, {}}};
    const Report report = computeReport({f, answered}, kMarch);
    EXPECT_EQ(report.totals.waiting, 2) << "at the end of March nobody had answered";
    EXPECT_EQ(report.totals.oldestWaiting, f.createdAt);
    EXPECT_EQ(figuresOf(report, Grouping::Day, QStringLiteral("2026-03-09")).waiting, 0);
}

TEST(Report, ExcludedTicketsAreInNoFigure)
{
    TicketFacts f = facts("a", "2026-03-10T10:00:00.000Z");
    f.excluded = true;
    f.waits = {{f.createdAt, {}, {}, {}}};
    EXPECT_EQ(computeReport({f}, kMarch).totals, computeReport({}, kMarch).totals);
}

TEST(Report, DaysAreDaysOfTheZoneAndWeeksAreIsoWeeks)
{
    const QTimeZone vladivostok("Asia/Vladivostok");
    EXPECT_EQ(timeKey(Grouping::Day, at("2026-02-28T20:00:00.000Z"), vladivostok), QStringLiteral("2026-03-01"));
    EXPECT_EQ(timeKey(Grouping::Week, at("2026-01-01T12:00:00.000Z"), QTimeZone::utc()), QStringLiteral("2026-W01"));
    EXPECT_EQ(timeKey(Grouping::Week, at("2027-01-01T12:00:00.000Z"), QTimeZone::utc()), QStringLiteral("2026-W53"));
    EXPECT_EQ(timeKey(Grouping::Week, at("2024-12-30T12:00:00.000Z"), QTimeZone::utc()), QStringLiteral("2025-W01"));
    EXPECT_EQ(timeKey(Grouping::Weekday, at("2026-03-01T12:00:00.000Z"), QTimeZone::utc()), QStringLiteral("7"));
    EXPECT_EQ(timeKey(Grouping::Hour, at("2026-03-01T09:59:00.000Z"), QTimeZone::utc()), QStringLiteral("09"));
    const Period period = Period::ofDays(QDate(2026, 3, 1), QDate(2026, 3, 1), vladivostok);
    EXPECT_EQ(period.from, at("2026-02-28T14:00:00.000Z"));
}

TEST(Report, ArrivalsAreCountedByWeekdayAndHourOfTheZone)
{
    const std::vector<TicketFacts> tickets = {facts("a", "2026-03-02T23:30:00.000Z"), // a Monday
                                              facts("b", "2026-03-09T23:10:00.000Z"),
                                              facts("c", "2026-04-06T23:10:00.000Z")};
    const Report utc = computeReport(tickets, kMarch);
    EXPECT_EQ(utc.arrivals[0][23], 2);
    const auto berlin = Period::ofDays(QDate(2026, 3, 1), QDate(2026, 3, 31), QTimeZone("Europe/Berlin"));
    const Report local = computeReport(tickets, berlin);
    EXPECT_EQ(local.arrivals[0][23], 0);
    EXPECT_EQ(local.arrivals[1][0], 2);
}

TEST(ReportCsv, HasALineForEachGroupAndTheTotal)
{
    TicketFacts f = facts("a", "2026-03-02T10:00:00.000Z");
    f.cause = QStringLiteral("our \"own\", really");
    const QByteArray csv = toCsv(computeReport({f}, kMarch), Grouping::Cause);
    const QByteArrayList lines = csv.split('\n');
    ASSERT_EQ(lines.size(), 4);
    EXPECT_EQ(lines[0], "key,created,solved,backlog,reopened,one_touch,first_response_median,first_response_p90,"
                        "resolution_median\r");
    EXPECT_EQ(lines[1], "\"our \"\"own\"\", really\",1,0,1,0,0,,,\r");
    EXPECT_EQ(lines[2], "\"total\",1,0,1,0,0,,,\r");
}

TEST(Report, GroupingNamesReadBack)
{
    for (int i = 0; i < kGroupings; ++i)
        EXPECT_EQ(groupingFromString(toString(static_cast<Grouping>(i))), static_cast<Grouping>(i));
    EXPECT_FALSE(groupingFromString(u"month"));
}

TEST(Report, FactsComeFromTheProjection)
{
    const Instant start = at("2026-03-01T10:00:00.000Z");
    const auto hour = std::chrono::hours(1);
    ticket::MailFact question{Key::ofContent("q"), start, false, mime::AutoKind::None, false, false, false, {}};
    ticket::MailFact answer{Key::ofContent("r"),     start + hour, true, mime::AutoKind::None, false, false, false,
                            QStringLiteral("anna@x")};
    const auto status = ticket::projectStatus(start,
                                              {{start + 2 * hour, ticket::Status::Solved, {}, QStringLiteral("anna@x")},
                                               {start + 3 * hour, ticket::Status::Open, {}, {}}},
                                              {question, answer});
    const TicketFacts f = factsOf(Key::ofContent("q"), start, status);
    EXPECT_EQ(f.firstResponseAt, start + hour);
    EXPECT_EQ(f.firstResponseBy, QStringLiteral("anna@x"));
    ASSERT_EQ(f.solutions.size(), 1u);
    EXPECT_EQ(f.solutions[0], (Solution{start + 2 * hour, QStringLiteral("anna@x"), start + 3 * hour, false}));
}

namespace {

std::vector<TicketFacts> randomDesk(unsigned seed)
{
    std::mt19937 random(seed);
    const auto pick = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
    const auto someone = [&] { return QStringLiteral("s%1@x").arg(pick(1, 3)); };
    std::vector<TicketFacts> desk;
    for (int i = pick(0, 60); i > 0; --i) {
        TicketFacts f = facts(qPrintable(QString::number(i)), "2026-02-20T00:00:00.000Z");
        Instant t = f.createdAt + std::chrono::minutes(pick(0, 60 * 24 * 45));
        f.createdAt = f.firstCustomerAt = t;
        f.initiatedByUs = pick(1, 10) == 1;
        f.excluded = pick(1, 20) == 1;
        f.assignee = someone();
        f.category = QStringLiteral("c%1").arg(pick(1, 4));
        for (int n = pick(0, 3); n > 0; --n) {
            const Instant since = t;
            t = t + std::chrono::minutes(pick(0, 3000));
            f.waits.push_back({since, t, {}, someone()});
            f.replies.push_back(t);
            if (f.firstResponseAt.isNever() && !f.initiatedByUs) {
                f.firstResponseAt = t;
                f.firstResponseBy = f.waits.back().answeredBy;
            }
            t = t + std::chrono::minutes(pick(1, 3000));
        }
        for (int n = pick(0, 2); n > 0; --n) {
            f.solutions.push_back({t, someone(), {}, pick(1, 5) == 1});
            t = t + std::chrono::minutes(pick(1, 9000));
            if (n > 1 || pick(1, 2) == 1)
                f.solutions.back().reopenedAt = t;
            t = t + std::chrono::minutes(pick(1, 9000));
        }
        desk.push_back(f);
    }
    return desk;
}

void expectOrdered(const Durations &d)
{
    for (const Quantiles &q : {d.calendar, d.business}) {
        EXPECT_EQ(q.median.has_value(), d.count > 0);
        if (d.count == 0)
            continue;
        EXPECT_LE(*q.min, *q.median);
        EXPECT_LE(*q.median, *q.p90);
        EXPECT_LE(*q.p90, *q.max);
    }
}

} // namespace

TEST(ReportProperty, GroupsAddUpToTheTotals)
{
    const QTimeZone zone("Europe/Berlin"); // March has a change to summer time
    const Period period = Period::ofDays(QDate(2026, 3, 1), QDate(2026, 3, 31), zone);
    for (unsigned seed = 1; seed <= 200; ++seed) {
        const auto desk = randomDesk(seed);
        const Report report = computeReport(desk, period);
        expectOrdered(report.totals.firstResponse);
        expectOrdered(report.totals.resolution);
        for (int i = 0; i < kGroupings; ++i) {
            const auto grouping = static_cast<Grouping>(i);
            Figures sum;
            int created = 0;
            for (const Group &group : report.by(grouping)) {
                created += group.figures.created.value_or(0);
                sum.solved += group.figures.solved;
                sum.reopened += group.figures.reopened;
                sum.oneTouch += group.figures.oneTouch;
                sum.firstResponse.count += group.figures.firstResponse.count;
                sum.nextResponse.count += group.figures.nextResponse.count;
                sum.resolution.count += group.figures.resolution.count;
            }
            const auto where = "seed " + std::to_string(seed) + " by " + toString(grouping).toStdString();
            EXPECT_EQ(created, grouping == Grouping::Specialist ? 0 : *report.totals.created) << where;
            EXPECT_EQ(sum.solved, report.totals.solved) << where;
            EXPECT_EQ(sum.reopened, report.totals.reopened) << where;
            EXPECT_EQ(sum.oneTouch, report.totals.oneTouch) << where;
            EXPECT_EQ(sum.firstResponse.count, report.totals.firstResponse.count) << where;
            EXPECT_EQ(sum.nextResponse.count, report.totals.nextResponse.count) << where;
            EXPECT_EQ(sum.resolution.count, report.totals.resolution.count) << where;
        }
        EXPECT_EQ(report.by(Grouping::Day).back().figures.backlog, report.totals.backlog);
        EXPECT_EQ(report.by(Grouping::Week).back().figures.waiting, report.totals.waiting);
    }
}

TEST(ReportProperty, EveryFigureIsTheNumberOfTicketsBehindIt)
{
    for (unsigned seed = 1; seed <= 100; ++seed) {
        const auto desk = randomDesk(seed);
        const Report report = computeReport(desk, kMarch);
        const auto count = [&](Metric metric, std::optional<Grouping> grouping = std::nullopt,
                               const QString &key = {}) {
            return static_cast<int>(ticketsBehind(desk, kMarch, metric, grouping, key).size());
        };
        EXPECT_EQ(count(Metric::Created), *report.totals.created);
        EXPECT_EQ(count(Metric::Solved), report.totals.solved);
        EXPECT_EQ(count(Metric::OneTouch), report.totals.oneTouch);
        EXPECT_EQ(count(Metric::Backlog), *report.totals.backlog);
        EXPECT_EQ(count(Metric::FirstResponse), report.totals.firstResponse.count);
        EXPECT_EQ(count(Metric::Resolution), report.totals.resolution.count);
        for (const Grouping grouping : {Grouping::Day, Grouping::Week, Grouping::Specialist, Grouping::Category})
            for (const Group &group : report.by(grouping)) {
                EXPECT_EQ(count(Metric::Solved, grouping, group.key), group.figures.solved);
                EXPECT_EQ(count(Metric::Backlog, grouping, group.key), *group.figures.backlog);
            }
    }
}
