// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/internal_date.h"

#include <array>
#include <cstdio>

namespace otklik::imap {

namespace {

constexpr std::array<const char *, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

int monthNumber(const char *name)
{
    for (size_t i = 0; i < kMonths.size(); ++i)
        if (qstrnicmp(name, kMonths[i], 3) == 0)
            return int(i) + 1;
    return 0;
}

int zoneSeconds(const char *zone)
{
    int value = 0;
    char sign = 0;
    if (std::sscanf(zone, " %c%4d", &sign, &value) != 2 || (sign != '+' && sign != '-'))
        return 0;
    const int seconds = (value / 100) * 3600 + (value % 100) * 60;
    return sign == '-' ? -seconds : seconds;
}

/// Days since 1970-01-01 of a date in the Gregorian calendar (years counted from March, so that leap days come last).
qint64 daysFromCivil(int year, int month, int day)
{
    const int shifted = month <= 2 ? year - 1 : year;
    const int era = shifted / 400;
    const int yearOfEra = shifted - era * 400;
    const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return qint64(era) * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

} // namespace

Instant parseInternalDate(QByteArrayView text)
{
    // A whole mailbox has one of these per message; QDateTime's parser would be the most expensive part of a fetch.
    std::array<char, 48> copy{};
    std::copy_n(text.data(), std::min<qsizetype>(text.size(), 47), copy.begin());
    int day = 0, year = 0, hour = 0, minute = 0, second = 0, used = 0;
    std::array<char, 4> month{};
    const int fields = std::sscanf(copy.data(), " %2d-%3c-%4d %2d:%2d:%2d%n", &day, month.data(), &year, &hour, &minute,
                                   &second, &used);
    const int monthOfYear = monthNumber(month.data());
    if (fields < 6 || monthOfYear == 0 || year < 1 || !QDate::isValid(year, monthOfYear, day) || hour < 0 ||
        hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return {};
    const qint64 seconds = daysFromCivil(year, monthOfYear, day) * 86400 + hour * 3600 + minute * 60 + second;
    return Instant::fromMs((seconds - zoneSeconds(copy.data() + used)) * 1000);
}

QByteArray formatInternalDate(Instant time)
{
    const QDateTime utc = time.toUtc();
    const QDate date = utc.date();
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%2d-%s-%04d %02d:%02d:%02d +0000", date.day(),
                  kMonths[size_t(date.month() - 1)], date.year(), utc.time().hour(), utc.time().minute(),
                  utc.time().second());
    return QByteArray(text.data());
}

} // namespace otklik::imap
