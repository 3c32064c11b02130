// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <compare>

namespace otklik {

/// A point in time: milliseconds since 1970-01-01T00:00:00Z. Ordered, no time zone, no calendar. 0 means "never".
class Instant final
{
public:
    constexpr Instant() = default;
    [[nodiscard]] static constexpr Instant fromMs(qint64 ms) { return Instant(ms); }
    [[nodiscard]] static Instant fromDateTime(const QDateTime &time) { return Instant(time.toMSecsSinceEpoch()); }
    /// Reads ISO 8601 (`2026-03-01T09:30:00.000Z`, also with an offset or as a bare date, taken as UTC midnight).
    /// An Instant that is never when the text is not a time.
    [[nodiscard]] static Instant fromIso(const QString &text);

    [[nodiscard]] constexpr qint64 ms() const { return m_ms; }
    [[nodiscard]] constexpr bool isNever() const { return m_ms == 0; }
    /// `2026-03-01T09:30:00.000Z`; empty for never.
    [[nodiscard]] QString toIso() const;
    [[nodiscard]] QDateTime toUtc() const { return QDateTime::fromMSecsSinceEpoch(m_ms, Qt::UTC); }
    [[nodiscard]] QDateTime toLocal() const { return QDateTime::fromMSecsSinceEpoch(m_ms); }

    constexpr auto operator<=>(const Instant &) const = default;
    constexpr Instant operator+(std::chrono::milliseconds d) const { return Instant(m_ms + d.count()); }
    constexpr Instant operator-(std::chrono::milliseconds d) const { return Instant(m_ms - d.count()); }
    constexpr std::chrono::milliseconds operator-(Instant o) const { return std::chrono::milliseconds(m_ms - o.m_ms); }

private:
    explicit constexpr Instant(qint64 ms)
        : m_ms(ms)
    {
    }
    qint64 m_ms = 0;
};

} // namespace otklik
