// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/text_table.h"
#include "core/stats/report_csv.h"

#include <QSaveFile>

namespace otklik::cli {

namespace {

struct StatisticsArguments
{
    std::string from, to, by = "day", mailbox, format, out;
};

QJsonValue numberOrNull(const std::optional<int> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue secondsOrNull(const std::optional<qint64> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonObject quantilesJson(const stats::Quantiles &quantiles)
{
    return {{QStringLiteral("median"), secondsOrNull(quantiles.median)},
            {QStringLiteral("p90"), secondsOrNull(quantiles.p90)}};
}

QJsonObject durationsJson(const stats::Durations &durations)
{
    return {{QStringLiteral("count"), durations.count},
            {QStringLiteral("calendar"), quantilesJson(durations.calendar)},
            {QStringLiteral("business"), quantilesJson(durations.business)}};
}

QJsonObject figuresJson(const stats::Figures &figures)
{
    return {{QStringLiteral("created"), numberOrNull(figures.created)},
            {QStringLiteral("solved"), figures.solved},
            {QStringLiteral("backlog"), numberOrNull(figures.backlog)},
            {QStringLiteral("reopened"), figures.reopened},
            {QStringLiteral("one_touch"), figures.oneTouch},
            {QStringLiteral("first_response"), durationsJson(figures.firstResponse)},
            {QStringLiteral("next_response"), durationsJson(figures.nextResponse)},
            {QStringLiteral("resolution"), durationsJson(figures.resolution)},
            {QStringLiteral("waiting"), numberOrNull(figures.waiting)},
            {QStringLiteral("oldest_waiting_at"), timeOrNull(figures.oldestWaiting)}};
}

QJsonObject reportJson(const stats::Report &report, stats::Grouping by)
{
    QJsonArray groups;
    for (const stats::Group &group : report.by(by)) {
        QJsonObject json = figuresJson(group.figures);
        json[QStringLiteral("key")] = group.key;
        groups.append(json);
    }
    const QJsonObject period{{QStringLiteral("from"), report.period.from.toIso()},
                             {QStringLiteral("to"), report.period.to.toIso()}};
    return {{QStringLiteral("period"), period},
            {QStringLiteral("totals"), figuresJson(report.totals)},
            {QStringLiteral("by"), stats::toString(by)},
            {QStringLiteral("groups"), groups}};
}

QString reportText(const stats::Report &report, stats::Grouping by)
{
    TextTable table(stats::tableColumns());
    for (const stats::Group &group : report.by(by))
        table.add(stats::tableCells(group.key.isEmpty() ? QStringLiteral("(none)") : group.key, group.figures));
    table.add(stats::tableCells(QStringLiteral("total"), report.totals));
    return table.toString();
}

/// The last 30 days when nothing is said.
Result<stats::Period> periodOf(const StatisticsArguments &a, Instant now)
{
    const QDate today = now.toUtc().date();
    const QDate from = a.from.empty() ? today.addDays(-29) : QDate::fromString(text(a.from), Qt::ISODate);
    const QDate to = a.to.empty() ? today : QDate::fromString(text(a.to), Qt::ISODate);
    if (!from.isValid() || !to.isValid() || to < from)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("--from and --to are days such as 2026-03-01, in this order"));
    return stats::Period::ofDays(from, to);
}

Result<void> writeTo(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::StorageFailed, QStringLiteral("cannot write %1: %2").arg(path, file.errorString()));
    return {};
}

/// A mailbox that was misspelled has no tickets, which looks like a quiet month.
Result<void> checkMailbox(const workspace::ReadSession &session, const QString &mailbox)
{
    auto accounts = session.accounts();
    if (!accounts)
        return tl::unexpected(accounts.error());
    const bool known = std::any_of(accounts->begin(), accounts->end(),
                                   [&mailbox](const workspace::AccountStatus &one) { return one.name == mailbox; });
    if (known || mailbox.isEmpty())
        return {};
    return fail(ErrorCode::NotFound, QStringLiteral("no mailbox %1").arg(mailbox));
}

void statistics(Context &context, const StatisticsArguments &a)
{
    if (context.json && a.format == "csv" && a.out.empty())
        return context.failed({ErrorCode::InvalidInput,
                               QStringLiteral("--json prints one JSON document: give --format csv a file with --out, "
                                              "or leave --json away")});
    const workspace::ReadSession *session = context.read();
    if (!session)
        return;
    const auto by = stats::groupingFromString(text(a.by));
    auto period = periodOf(a, context.clock().now());
    if (!by || !period)
        return context.failed(
            by ? period.error()
               : Error{ErrorCode::InvalidInput, QStringLiteral("--by %1 is not known").arg(text(a.by))});
    if (auto known = checkMailbox(*session, text(a.mailbox)); !known)
        return context.failed(known.error());
    auto report = session->statistics(*period, text(a.mailbox));
    if (!report)
        return context.failed(report.error());
    const QByteArray bytes =
        a.format == "csv" ? stats::toCsv(*report, *by) : QJsonDocument(reportJson(*report, *by)).toJson();
    if (a.out.empty()) {
        const bool asText = a.format.empty() || context.json;
        return context.done(reportJson(*report, *by), asText ? reportText(*report, *by) : QString::fromUtf8(bytes));
    }
    if (auto written = writeTo(text(a.out), bytes); !written)
        return context.failed(written.error());
    context.done({{QStringLiteral("ok"), true}, {QStringLiteral("out"), text(a.out)}}, {});
}

} // namespace

void addStatisticsCommands(CLI::App &app, Action &action)
{
    addCommand<StatisticsArguments>(
        app, action, "stats", "how the queue is doing",
        [](CLI::App &command, StatisticsArguments &a) {
            command.add_option("--from", a.from, "first day");
            command.add_option("--to", a.to, "last day");
            command.add_option("--by", a.by)
                ->check(CLI::IsMember(
                    {"day", "week", "specialist", "category", "cause", "mailbox", "company", "hour", "weekday"}));
            command.add_option("--mailbox", a.mailbox);
            command.add_option("--format", a.format)->check(CLI::IsMember({"json", "csv"}));
            command.add_option("--out", a.out);
        },
        statistics);
}

} // namespace otklik::cli
