// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

#include <chrono>

namespace otklik::ui {

/// Times in words, in the language of the windows.
class TimeText final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::TimeText)
public:
    /// Non-negative length: "46 m", "1 h 12 m", "5 h 05 m", "2 d 3 h"; under a minute "< 1 m".
    [[nodiscard]] static QString duration(std::chrono::milliseconds length);
    /// "just now", "12 s ago", "5 min ago", "3 h ago", "2 d ago".
    [[nodiscard]] static QString ago(std::chrono::milliseconds since);
    /// "09:32" today, "Yesterday 09:32", "9 March" this year, else "12 January 2025".
    [[nodiscard]] static QString stamp(const QDateTime &at, const QDateTime &now);
    /// Like stamp(), but "Today 09:32".
    [[nodiscard]] static QString dayStamp(const QDateTime &at, const QDateTime &now);
    /// "9 March" / "9 марта"; with the year when it is not this one.
    [[nodiscard]] static QString date(const QDate &date, const QDate &today);
    /// "16 November 2026, 09:32" for tooltips and screen readers.
    [[nodiscard]] static QString full(const QDateTime &at);
};

} // namespace otklik::ui
