// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/business_hours.h"

#include <QDateTime>

#include <algorithm>

namespace otklik::ticket {

namespace {

constexpr int kMinutesOfDay = 24 * 60;
constexpr qint64 kMsOfMinute = 60 * 1000;
constexpr qint64 kMsOfDay = kMinutesOfDay * kMsOfMinute;
constexpr int kMostDays = 3660;

bool isSound(const std::vector<DayStretch> &day)
{
    int end = 0;
    for (const DayStretch &stretch : day) {
        if (stretch.from < end || stretch.to <= stretch.from || stretch.to > kMinutesOfDay)
            return false;
        end = stretch.to;
    }
    return true;
}

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

qint64 offsetAt(const QTimeZone &zone, qint64 ms)
{
    return qint64(zone.offsetFromUtc(utc(ms))) * 1000;
}

QDate localDate(const QTimeZone &zone, Instant at)
{
    return utc(at.ms() + offsetAt(zone, at.ms())).date();
}

void append(std::vector<OpenStretch> &list, Instant from, Instant to)
{
    if (to <= from)
        return;
    if (!list.empty() && list.back().to == from)
        list.back().to = to;
    else
        list.push_back({from, to});
}

} // namespace

Result<BusinessHours> BusinessHours::make(const QTimeZone &zone, std::array<std::vector<DayStretch>, 7> week,
                                          QMap<QDate, std::vector<DayStretch>> days)
{
    if (!zone.isValid())
        return fail(ErrorCode::InvalidInput, QStringLiteral("business hours need a known time zone"));
    bool sound = std::all_of(week.begin(), week.end(), isSound);
    for (auto it = days.cbegin(); it != days.cend(); ++it)
        sound = sound && it.key().isValid() && isSound(it.value());
    if (!sound)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("business hours of a day must be ascending stretches within 00:00-24:00"));
    BusinessHours hours;
    hours.m_always = false;
    hours.m_zone = zone;
    hours.m_week = std::move(week);
    hours.m_days = std::move(days);
    return hours;
}

bool BusinessHours::isNever() const
{
    const auto isEmpty = [](const std::vector<DayStretch> &day) { return day.empty(); };
    return !m_always && std::all_of(m_week.begin(), m_week.end(), isEmpty) &&
           std::all_of(m_days.begin(), m_days.end(), isEmpty);
}

const std::vector<DayStretch> &BusinessHours::dayPlan(QDate day) const
{
    const auto special = m_days.constFind(day);
    return special != m_days.cend() ? special.value() : m_week[static_cast<size_t>(day.dayOfWeek() - 1)];
}

/// The first instant whose wall clock has reached `minute` of `day`: for a time that does not exist the change itself.
Instant BusinessHours::toInstant(QDate day, int minute) const
{
    const qint64 wall = QDateTime(day, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch() + minute * kMsOfMinute;
    const qint64 offsetBefore = offsetAt(m_zone, wall - kMsOfDay);
    const qint64 offsetAfter = offsetAt(m_zone, wall + kMsOfDay);
    const qint64 early = wall - offsetBefore;
    if (offsetBefore == offsetAfter || offsetAt(m_zone, early) == offsetBefore)
        return Instant::fromMs(early);
    const qint64 late = wall - offsetAfter;
    if (offsetAt(m_zone, late) == offsetAfter)
        return Instant::fromMs(late);
    const auto change = m_zone.nextTransition(utc(late - 1));
    return change.atUtc.isValid() ? Instant::fromDateTime(change.atUtc) : Instant::fromMs(late);
}

std::vector<OpenStretch> BusinessHours::stretches(Instant from, Instant to) const
{
    std::vector<OpenStretch> list;
    if (to <= from)
        return list;
    if (m_always)
        return {{from, to}};
    const QDate last = localDate(m_zone, to).addDays(1);
    for (QDate day = localDate(m_zone, from).addDays(-1); day <= last; day = day.addDays(1))
        for (const DayStretch &stretch : dayPlan(day))
            append(list, std::max(from, toInstant(day, stretch.from)), std::min(to, toInstant(day, stretch.to)));
    return list;
}

bool BusinessHours::isOpen(Instant at) const
{
    return !stretches(at, at + std::chrono::milliseconds(1)).empty();
}

std::chrono::milliseconds BusinessHours::between(Instant from, Instant to) const
{
    std::chrono::milliseconds sum{0};
    for (const OpenStretch &stretch : stretches(from, to))
        sum += stretch.to - stretch.from;
    return sum;
}

Instant BusinessHours::add(Instant from, std::chrono::milliseconds amount) const
{
    if (amount.count() <= 0 || m_always)
        return amount.count() <= 0 ? from : from + amount;
    QDate day = localDate(m_zone, from).addDays(-1);
    for (int days = 0; days < kMostDays; ++days, day = day.addDays(1)) {
        for (const DayStretch &stretch : dayPlan(day)) {
            const Instant start = std::max(from, toInstant(day, stretch.from));
            const Instant end = toInstant(day, stretch.to);
            if (end <= start)
                continue;
            if (end - start >= amount)
                return start + amount;
            amount -= end - start;
        }
    }
    return {};
}

BusinessTimeline::BusinessTimeline(const BusinessHours &hours, Instant from, Instant to)
    : m_stretches(hours.stretches(from, to))
{
    qint64 sum = 0;
    m_before.reserve(m_stretches.size());
    for (const OpenStretch &stretch : m_stretches) {
        m_before.push_back(sum);
        sum += (stretch.to - stretch.from).count();
    }
}

std::chrono::milliseconds BusinessTimeline::between(Instant from, Instant to) const
{
    return std::chrono::milliseconds(to <= from ? 0 : openBefore(to) - openBefore(from));
}

qint64 BusinessTimeline::openBefore(Instant at) const
{
    const auto after = std::upper_bound(m_stretches.begin(), m_stretches.end(), at,
                                        [](Instant t, const OpenStretch &stretch) { return t < stretch.from; });
    if (after == m_stretches.begin())
        return 0;
    const auto index = static_cast<size_t>(after - m_stretches.begin()) - 1;
    const OpenStretch &stretch = m_stretches[index];
    return m_before[index] + (std::min(at, stretch.to) - stretch.from).count();
}

} // namespace otklik::ticket
