// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"

#include <QDate>
#include <QTimeZone>

#include <optional>

namespace otklik::stats {

/// [from, to), with the time zone whose days, weeks and hours the report uses.
struct Period
{
    Instant from;
    Instant to;
    QTimeZone zone = QTimeZone::utc();

    /// Whole days, both included.
    [[nodiscard]] static Period ofDays(QDate first, QDate last, const QTimeZone &zone = QTimeZone::utc());
    [[nodiscard]] bool contains(Instant t) const { return t >= from && t < to; }
    bool operator==(const Period &) const = default;
};

enum class Grouping { Day, Week, Specialist, Category, Cause, Mailbox, Company, Hour, Weekday };
inline constexpr int kGroupings = 9;

/// "day week specialist category cause mailbox company hour weekday", as on the command line.
[[nodiscard]] QString toString(Grouping grouping);
[[nodiscard]] std::optional<Grouping> groupingFromString(QStringView text);

/// Keys of groups by time: "2026-03-01", "2026-W09" (ISO 8601), "00" … "23", "1" (Monday) … "7".
[[nodiscard]] QString timeKey(Grouping grouping, Instant at, const QTimeZone &zone);

} // namespace otklik::stats
