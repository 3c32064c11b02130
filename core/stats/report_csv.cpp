// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/report_csv.h"

namespace otklik::stats {

namespace {

template<typename Number>
QString cell(const std::optional<Number> &value)
{
    return value ? QString::number(*value) : QStringLiteral("-");
}

} // namespace

QStringList tableColumns()
{
    return QStringLiteral("key created solved backlog reopened one_touch first_response_median first_response_p90 "
                          "resolution_median")
        .split(QLatin1Char(' '));
}

QStringList tableCells(const QString &key, const Figures &figures)
{
    return {key,
            cell(figures.created),
            QString::number(figures.solved),
            cell(figures.backlog),
            QString::number(figures.reopened),
            QString::number(figures.oneTouch),
            cell(figures.firstResponse.calendar.median),
            cell(figures.firstResponse.calendar.p90),
            cell(figures.resolution.calendar.median)};
}

QByteArray toCsv(const Report &report, Grouping by)
{
    QString csv = tableColumns().join(QLatin1Char(',')) + QStringLiteral("\r\n");
    const auto add = [&csv](const QString &key, const Figures &figures) {
        QStringList row = tableCells(key, figures);
        for (QString &one : row)
            if (one == QLatin1String("-"))
                one.clear();
        row[0] = QLatin1Char('"') + QString(key).replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
        csv += row.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    };
    for (const Group &group : report.by(by))
        add(group.key, group.figures);
    add(QStringLiteral("total"), report.totals);
    return csv.toUtf8();
}

} // namespace otklik::stats
