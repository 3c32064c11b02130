// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/business_hours.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace otklik::ticket {

namespace {

constexpr std::array kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

Failure unreadable(const QString &what)
{
    return fail(ErrorCode::InvalidInput, QStringLiteral("business hours: %1 cannot be read").arg(what));
}

Result<std::vector<DayStretch>> readDay(const QJsonValue &value)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(^([0-9]{1,2}):([0-5][0-9])\s*[-–]\s*([0-9]{1,2}):([0-5][0-9])$)"));
    std::vector<DayStretch> day;
    if (!value.isArray())
        return unreadable(QStringLiteral("a day that is no list"));
    for (const QJsonValue &item : value.toArray()) {
        const auto match = pattern.match(item.toString().trimmed());
        if (!match.hasMatch())
            return unreadable(QLatin1Char('"') + item.toString() + QLatin1Char('"'));
        day.push_back({match.captured(1).toInt() * 60 + match.captured(2).toInt(),
                       match.captured(3).toInt() * 60 + match.captured(4).toInt()});
    }
    return day;
}

QString clockText(int minute)
{
    return QStringLiteral("%1:%2").arg(minute / 60, 2, 10, QLatin1Char('0')).arg(minute % 60, 2, 10, QLatin1Char('0'));
}

QJsonArray writeDay(const std::vector<DayStretch> &day)
{
    QJsonArray list;
    for (const DayStretch &stretch : day)
        list.append(clockText(stretch.from) + QLatin1Char('-') + clockText(stretch.to));
    return list;
}

} // namespace

Result<BusinessHours> BusinessHours::fromJson(const QJsonObject &json)
{
    if (json.isEmpty())
        return BusinessHours();
    std::array<std::vector<DayStretch>, 7> week;
    const QJsonObject weekJson = json.value(QLatin1String("week")).toObject();
    for (size_t i = 0; i < week.size(); ++i) {
        const QJsonValue value = weekJson.value(QLatin1String(kDays[i]));
        if (value.isUndefined())
            continue;
        auto day = readDay(value);
        if (!day)
            return Failure(day.error());
        week[i] = std::move(*day);
    }
    QMap<QDate, std::vector<DayStretch>> days;
    const QJsonObject daysJson = json.value(QLatin1String("days")).toObject();
    for (auto it = daysJson.begin(); it != daysJson.end(); ++it) {
        const QDate date = QDate::fromString(it.key(), Qt::ISODate);
        auto day = readDay(it.value());
        if (!day)
            return Failure(day.error());
        if (!date.isValid())
            return unreadable(it.key());
        days.insert(date, std::move(*day));
    }
    return make(QTimeZone(json.value(QLatin1String("time_zone")).toString().toLatin1()), std::move(week),
                std::move(days));
}

QJsonObject BusinessHours::toJson() const
{
    if (m_always)
        return {};
    QJsonObject week;
    for (size_t i = 0; i < m_week.size(); ++i)
        week.insert(QLatin1String(kDays[i]), writeDay(m_week[i]));
    QJsonObject days;
    for (auto it = m_days.cbegin(); it != m_days.cend(); ++it)
        days.insert(it.key().toString(Qt::ISODate), writeDay(it.value()));
    return {{QStringLiteral("time_zone"), QString::fromLatin1(m_zone.id())},
            {QStringLiteral("week"), week},
            {QStringLiteral("days"), days}};
}

} // namespace otklik::ticket
