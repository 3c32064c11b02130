// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/business_hours.h"
#include "tests/support/expect_result.h"

#include <gtest/gtest.h>

#include <QJsonArray>

#include <random>

using namespace otklik;
using namespace otklik::ticket;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

namespace {

Instant at(const char *iso)
{
    return Instant::fromIso(QString::fromLatin1(iso));
}

BusinessHours weekdays(const char *zone, std::vector<DayStretch> day, QMap<QDate, std::vector<DayStretch>> special = {})
{
    std::array<std::vector<DayStretch>, 7> week;
    for (size_t i = 0; i < 5; ++i)
        week[i] = day;
    return BusinessHours::make(QTimeZone(zone), week, std::move(special)).value();
}

BusinessHours everyDay(const char *zone, const std::vector<DayStretch> &day)
{
    std::array<std::vector<DayStretch>, 7> week;
    week.fill(day);
    return BusinessHours::make(QTimeZone(zone), week).value();
}

} // namespace

TEST(BusinessHours, LunchNightAndWeekendAreClosed)
{
    const BusinessHours h = weekdays("Europe/Moscow", {{9 * 60, 13 * 60}, {14 * 60, 18 * 60}});
    EXPECT_EQ(h.between(at("2026-03-06T09:00:00.000Z"), at("2026-03-09T07:00:00.000Z")), hours(6)); // Fri 12 – Mon 10
    EXPECT_EQ(h.add(at("2026-03-06T14:30:00.000Z"), hours(1)), at("2026-03-09T06:30:00.000Z"));
    EXPECT_TRUE(h.isOpen(at("2026-03-06T06:00:00.000Z")));
    EXPECT_FALSE(h.isOpen(at("2026-03-06T10:00:00.000Z"))) << "half-open: 13:00 is lunch";
    EXPECT_EQ(h.between(at("2026-03-07T06:00:00.000Z"), at("2026-03-07T16:00:00.000Z")), milliseconds(0));
}

TEST(BusinessHours, HolidaysShortAndExtraDays)
{
    const BusinessHours h = weekdays("UTC", {{540, 1080}},
                                     {{QDate(2026, 3, 9), {}},              // Monday off
                                      {QDate(2026, 3, 10), {{540, 720}}},   // short
                                      {QDate(2026, 3, 14), {{600, 660}}}}); // a Saturday on
    EXPECT_EQ(h.between(at("2026-03-09T00:00:00.000Z"), at("2026-03-11T00:00:00.000Z")), hours(3));
    EXPECT_EQ(h.between(at("2026-03-14T00:00:00.000Z"), at("2026-03-15T00:00:00.000Z")), hours(1));
}

TEST(BusinessHours, MidnightTo24AroundTheClockIsCalendarTime)
{
    const BusinessHours h = everyDay("Europe/Berlin", {{0, 1440}});
    const Instant from = at("2026-01-01T05:00:00.000Z");
    const Instant to = at("2026-12-31T07:30:00.000Z");
    EXPECT_EQ(h.between(from, to), to - from);
    EXPECT_EQ(BusinessHours().between(from, to), to - from);
    EXPECT_EQ(h.stretches(from, to).size(), 1u);
}

TEST(BusinessHours, SummerTime)
{
    const BusinessHours night = everyDay("Europe/Berlin", {{60, 240}}); // 01:00–04:00
    EXPECT_EQ(night.between(at("2026-03-29T00:00:00.000Z"), at("2026-03-29T12:00:00.000Z")), hours(2)) << "clock skips";
    EXPECT_EQ(night.between(at("2026-10-24T22:00:00.000Z"), at("2026-10-25T12:00:00.000Z")), hours(4)) << "runs twice";
    const BusinessHours gap = everyDay("Europe/Berlin", {{150, 240}}); // from 02:30, which does not exist
    EXPECT_EQ(gap.between(at("2026-03-28T23:00:00.000Z"), at("2026-03-29T12:00:00.000Z")), hours(1));
    const BusinessHours inside = everyDay("Europe/Berlin", {{130, 170}});
    EXPECT_EQ(inside.between(at("2026-03-28T23:00:00.000Z"), at("2026-03-29T12:00:00.000Z")), milliseconds(0));
}

TEST(BusinessHours, RefusesNonsense)
{
    std::array<std::vector<DayStretch>, 7> week;
    week[0] = {{600, 600}};
    EXPECT_ERROR(BusinessHours::make(QTimeZone("UTC"), week), ErrorCode::InvalidInput);
    week[0] = {{600, 720}, {700, 800}};
    EXPECT_ERROR(BusinessHours::make(QTimeZone("UTC"), week), ErrorCode::InvalidInput);
    week[0] = {{600, 1441}};
    EXPECT_ERROR(BusinessHours::make(QTimeZone("UTC"), week), ErrorCode::InvalidInput);
    EXPECT_ERROR(BusinessHours::make(QTimeZone("Mars/Olympus"), {}), ErrorCode::InvalidInput);
}

TEST(BusinessHours, NeverOpenNeverFallsDue)
{
    const auto h = BusinessHours::make(QTimeZone("UTC"), {});
    ASSERT_OK(h);
    EXPECT_TRUE(h->isNever());
    EXPECT_TRUE(h->add(at("2026-03-01"), hours(1)).isNever());
}

TEST(BusinessHours, JsonReadsBack)
{
    const BusinessHours h = weekdays("Europe/Moscow", {{540, 780}, {840, 1440}}, {{QDate(2026, 1, 1), {}}});
    const auto back = BusinessHours::fromJson(h.toJson());
    ASSERT_OK(back);
    EXPECT_EQ(*back, h);
    EXPECT_TRUE(BusinessHours::fromJson({}).value().isAlways());
    QJsonObject bad = h.toJson();
    bad.insert(QStringLiteral("days"), QJsonObject{{QStringLiteral("soon"), QJsonArray()}});
    EXPECT_ERROR(BusinessHours::fromJson(bad), ErrorCode::InvalidInput);
}

TEST(BusinessHoursProperty, AddAndBetweenAreInverseAndAdditive)
{
    std::mt19937 random(20260301);
    const auto pick = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
    const Instant base = at("2026-02-15T00:00:00.000Z");
    for (const char *zone :
         {"Europe/Moscow", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata"}) {
        const BusinessHours h =
            weekdays(zone, {{30, 150}, {540, 780}, {840, 1440}}, {{QDate(2026, 3, 29), {{0, 1440}}}});
        const BusinessTimeline timeline(h, base, base + hours(24 * 400));
        for (int i = 0; i < 150; ++i) {
            const Instant from = base + minutes(pick(0, 60 * 24 * 300));
            const Instant mid = from + minutes(pick(0, 60 * 24 * 20));
            const Instant to = mid + minutes(pick(0, 60 * 24 * 20));
            EXPECT_EQ(h.between(from, to), h.between(from, mid) + h.between(mid, to)) << zone;
            EXPECT_EQ(timeline.between(from, to), h.between(from, to)) << zone;
            const milliseconds amount = minutes(pick(1, 6000));
            const Instant due = h.add(from, amount);
            EXPECT_EQ(h.between(from, due), amount) << zone;
            EXPECT_EQ(h.between(from, due - milliseconds(1)), amount - milliseconds(1)) << zone << ": earliest";
        }
    }
}
