// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QDate>
#include <QJsonObject>
#include <QMap>
#include <QTimeZone>

#include <array>
#include <chrono>
#include <vector>

namespace otklik::ticket {

/// A half-open stretch [from, to) of a local day in minutes since midnight; to = 1440 is 24:00.
struct DayStretch
{
    int from = 0;
    int to = 0;

    bool operator==(const DayStretch &) const = default;
};

/// [from, to) in which somebody is at the desk.
struct OpenStretch
{
    Instant from;
    Instant to;

    bool operator==(const OpenStretch &) const = default;
};

/// A calendar of business hours: stretches for each weekday in one IANA time zone, and days that differ (holidays
/// have none). Wall-clock times that a change to summer time skips mean the moment of the change, times that occur
/// twice the first of the two; so stretches never overlap and a day's length is what the clock really ran. A value;
/// thread-safe to read.
class BusinessHours final
{
public:
    /// Open around the clock: business time = calendar time.
    BusinessHours() = default;
    /// `week[0]` is Monday. InvalidInput when a stretch is empty, outside the day, out of order or overlaps.
    [[nodiscard]] static Result<BusinessHours> make(const QTimeZone &zone, std::array<std::vector<DayStretch>, 7> week,
                                                    QMap<QDate, std::vector<DayStretch>> days = {});
    /// {"time_zone":"Europe/Moscow","week":{"mon":["09:00-13:00","14:00-24:00"],…},"days":{"2026-01-01":[]}}
    [[nodiscard]] static Result<BusinessHours> fromJson(const QJsonObject &json);
    [[nodiscard]] QJsonObject toJson() const;

    [[nodiscard]] bool isAlways() const { return m_always; }
    /// No stretch in any week and on no special day: nothing ever falls due.
    [[nodiscard]] bool isNever() const;
    [[nodiscard]] const QTimeZone &zone() const { return m_zone; }
    [[nodiscard]] bool isOpen(Instant at) const;
    /// Open time in [from, to); 0 when to <= from.
    [[nodiscard]] std::chrono::milliseconds between(Instant from, Instant to) const;
    /// The earliest instant t with between(from, t) == amount (amount > 0; `from` itself otherwise). Never when the
    /// calendar does not have that much in ten years.
    [[nodiscard]] Instant add(Instant from, std::chrono::milliseconds amount) const;
    /// Stretches that touch [from, to), cut to it, ascending; adjacent ones are joined.
    [[nodiscard]] std::vector<OpenStretch> stretches(Instant from, Instant to) const;

    bool operator==(const BusinessHours &) const = default;

private:
    [[nodiscard]] const std::vector<DayStretch> &dayPlan(QDate day) const;
    [[nodiscard]] Instant toInstant(QDate day, int minute) const;

    bool m_always = true;
    QTimeZone m_zone = QTimeZone::utc();
    std::array<std::vector<DayStretch>, 7> m_week;
    QMap<QDate, std::vector<DayStretch>> m_days;
};

/// The same measure over a fixed range, prepared once so that each question is a binary search: for reports over many
/// tickets. Outside [from, to) it has no open time.
class BusinessTimeline final
{
public:
    BusinessTimeline(const BusinessHours &hours, Instant from, Instant to);
    [[nodiscard]] std::chrono::milliseconds between(Instant from, Instant to) const;

private:
    [[nodiscard]] qint64 openBefore(Instant at) const;
    std::vector<OpenStretch> m_stretches;
    std::vector<qint64> m_before; ///< open ms before each stretch
};

} // namespace otklik::ticket
