// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/ticket.h"

#include <QDate>
#include <QTimeZone>

#include <chrono>
#include <optional>
#include <vector>

namespace otklik::ticket {

enum class QueryField {
    Word,   ///< a word, matched by the text index
    Phrase, ///< "exact phrase"
    Number, ///< #4182 or number:4182
    Status,
    Assignee,
    Tag,
    Category,
    Cause,
    Priority,
    Customer,
    Company,
    Mailbox,
    Channel,
    Is,  ///< unread overdue snoozed unassigned unsolved waiting failed (see query_names.h)
    Has, ///< attachment note
    Created,
    Updated,
    Solved,
    Due,
    Waiting, // times
};

enum class Comparison { Equal, Less, LessOrEqual, Greater, GreaterOrEqual };

/// [from, to): an end that is never is open. For the store: `from <= x AND x < to AND x <> 0`.
struct TimeRange
{
    Instant from, to;

    [[nodiscard]] bool contains(Instant t) const
    {
        return !t.isNever() && (from.isNever() || t >= from) && (to.isNever() || t < to);
    }
    bool operator==(const TimeRange &) const = default;
};

/// What stands behind a time field: a duration (`<7d`), a day (`2026-01-01`), a span of days
/// (`2026-01-01..2026-01-31`), a moment (ISO 8601), or `today` / `yesterday`.
struct TimeBound
{
    enum class Kind { Duration, Day, Days, Moment, Today, Yesterday };
    Kind kind = Kind::Duration;
    std::chrono::seconds duration{};
    QDate day, lastDay;
    Instant moment;

    bool operator==(const TimeBound &) const = default;
};

/// One condition. Text values are as written, trimmed; enumerated ones are their canonical names. "me" and "nobody"
/// stand for themselves in assignee, "none" in tag, category, cause and company.
struct Term
{
    QueryField field = QueryField::Word;
    bool negated = false;
    Comparison comparison = Comparison::Equal; ///< priority, number and times
    QStringList values;                        ///< any of these; times: empty
    TimeBound time;

    [[nodiscard]] bool isTime() const { return field >= QueryField::Created; }
    /// Of a time term, against `now`: `created:<7d` is "younger than 7 days", `due:<1h` "due within the hour or late",
    /// `waiting:>4h` "waiting since more than 4 hours". Days are days of `zone`.
    [[nodiscard]] TimeRange timeRange(Instant now, const QTimeZone &zone = QTimeZone::utc()) const;
    /// Of a priority term.
    [[nodiscard]] std::vector<Priority> priorities() const;
    [[nodiscard]] QString toString() const;
    bool operator==(const Term &) const = default;
};

/// Name as typed before the colon; empty for words and phrases.
[[nodiscard]] QString fieldName(QueryField field);

} // namespace otklik::ticket
