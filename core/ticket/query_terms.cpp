// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/query_terms.h"

#include "core/ticket/query_names.h"

#include <array>

namespace otklik::ticket {

namespace {

using std::chrono::seconds;

constexpr std::chrono::milliseconds kStep{1};

QString quoted(const QString &value)
{
    QString text = value;
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

QString asValue(const QString &value)
{
    for (const QChar c : value)
        if (c.isSpace() || c == QLatin1Char(',') || c == QLatin1Char('"'))
            return quoted(value);
    return value;
}

QString comparisonText(Comparison comparison)
{
    constexpr std::array kTexts{"", "<", "<=", ">", ">="};
    return QString::fromLatin1(kTexts[static_cast<size_t>(comparison)]);
}

QString durationText(seconds duration)
{
    struct Unit
    {
        qint64 length;
        char letter;
    };
    for (const Unit unit : {Unit{7 * 86400, 'w'}, Unit{86400, 'd'}, Unit{3600, 'h'}})
        if (duration.count() > 0 && duration.count() % unit.length == 0)
            return QString::number(duration.count() / unit.length) + QLatin1Char(unit.letter);
    return QString::number(duration.count() / 60) + QLatin1Char('m');
}

QString boundText(const TimeBound &bound)
{
    switch (bound.kind) {
    case TimeBound::Kind::Duration:
        return durationText(bound.duration);
    case TimeBound::Kind::Day:
        return bound.day.toString(Qt::ISODate);
    case TimeBound::Kind::Days:
        return bound.day.toString(Qt::ISODate) + QLatin1String("..") + bound.lastDay.toString(Qt::ISODate);
    case TimeBound::Kind::Moment:
        return bound.moment.toIso();
    case TimeBound::Kind::Today:
        return QStringLiteral("today");
    case TimeBound::Kind::Yesterday:
        return QStringLiteral("yesterday");
    }
    return {};
}

/// Instants that compare so with the stretch [from, to).
TimeRange compared(Comparison comparison, Instant from, Instant to)
{
    switch (comparison) {
    case Comparison::Equal:
        return {from, to};
    case Comparison::Less:
        return {{}, from};
    case Comparison::LessOrEqual:
        return {{}, to};
    case Comparison::Greater:
        return {to, {}};
    case Comparison::GreaterOrEqual:
        return {from, {}};
    }
    return {};
}

/// "Younger than" is "later than", so the comparison turns round for ages.
Comparison turned(Comparison comparison)
{
    switch (comparison) {
    case Comparison::Less:
        return Comparison::Greater;
    case Comparison::LessOrEqual:
        return Comparison::GreaterOrEqual;
    case Comparison::Greater:
        return Comparison::Less;
    case Comparison::GreaterOrEqual:
        return Comparison::LessOrEqual;
    case Comparison::Equal:
        break;
    }
    return comparison;
}

TimeRange dayRange(Comparison comparison, QDate first, QDate last, const QTimeZone &zone)
{
    return compared(comparison, Instant::fromDateTime(first.startOfDay(zone)),
                    Instant::fromDateTime(last.addDays(1).startOfDay(zone)));
}

} // namespace

QString fieldName(QueryField field)
{
    for (const QueryFieldName &name : kQueryFields)
        if (name.field == field)
            return QString::fromLatin1(name.name);
    return {};
}

TimeRange Term::timeRange(Instant now, const QTimeZone &zone) const
{
    const QDate today = now.toUtc().toTimeZone(zone).date();
    switch (time.kind) {
    case TimeBound::Kind::Duration: {
        const Instant edge = field == QueryField::Due ? now + time.duration : now - time.duration;
        return compared(field == QueryField::Due ? comparison : turned(comparison), edge, edge + kStep);
    }
    case TimeBound::Kind::Day:
        return dayRange(comparison, time.day, time.day, zone);
    case TimeBound::Kind::Days:
        return dayRange(comparison, time.day, time.lastDay, zone);
    case TimeBound::Kind::Moment:
        return compared(comparison, time.moment, time.moment + kStep);
    case TimeBound::Kind::Today:
        return dayRange(comparison, today, today, zone);
    case TimeBound::Kind::Yesterday:
        return dayRange(comparison, today.addDays(-1), today.addDays(-1), zone);
    }
    return {};
}

std::vector<Priority> Term::priorities() const
{
    std::vector<Priority> result;
    if (field != QueryField::Priority || values.isEmpty())
        return result;
    for (const Priority p : {Priority::Low, Priority::Normal, Priority::High, Priority::Urgent}) {
        const Priority bound = priorityFromString(values.front()).value_or(Priority::Normal);
        const bool holds = comparison == Comparison::Equal         ? values.contains(ticket::toString(p))
                           : comparison == Comparison::Less        ? p < bound
                           : comparison == Comparison::LessOrEqual ? p <= bound
                           : comparison == Comparison::Greater     ? p > bound
                                                                   : p >= bound;
        if (holds)
            result.push_back(p);
    }
    return result;
}

QString Term::toString() const
{
    QString text = negated ? QStringLiteral("-") : QString();
    if (field == QueryField::Word)
        return text + values.value(0);
    if (field == QueryField::Phrase)
        return text + quoted(values.value(0));
    text += fieldName(field) + QLatin1Char(':') + comparisonText(comparison);
    if (isTime())
        return text + boundText(time);
    QStringList list;
    for (const QString &value : values)
        list.append(asValue(value));
    return text + list.join(QLatin1Char(','));
}

} // namespace otklik::ticket
