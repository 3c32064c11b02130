// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/text_table.h"

#include <QJsonArray>

namespace otklik::cli {

namespace {

struct WaiveArguments
{
    bool yes = false;
};

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

QString inWords(const QJsonObject &report)
{
    QString words = QStringLiteral("%1 decisions, %2 that wait for missing ones, %3 lost that this desk puts back\n")
                        .arg(report[QLatin1String("events")].toInteger())
                        .arg(report[QLatin1String("held")].toInteger())
                        .arg(report[QLatin1String("lost")].toInteger());
    const QJsonArray missing = report[QLatin1String("missing")].toArray();
    if (missing.isEmpty())
        return words;
    TextTable table({key("MISSING"), key("OF"), key("WAITING")});
    for (const QJsonValue &one : missing) {
        const bool isPlace = one[QLatin1String("event")].isUndefined();
        table.add(
            {isPlace ? QStringLiteral("up to number %1").arg(one[QLatin1String("sequence")].toInteger())
                     : one[QLatin1String("event")].toString(),
             isPlace ? one[QLatin1String("by")].toString() + QLatin1Char(' ') + one[QLatin1String("writer")].toString()
                     : QString(),
             QString::number(one[QLatin1String("waiting")].toInteger())});
    }
    return words + table.toString();
}

void say(Context &context, const Result<QJsonObject> &report)
{
    if (!report)
        return context.failed(report.error());
    context.done(*report, inWords(*report));
}

void waive(Context &context, const WaiveArguments &a)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    if (!a.yes)
        return context.failed(
            {ErrorCode::RefusedByRule,
             QStringLiteral("nothing was given up: first sync every desk that may have read what is missing, then say "
                            "--yes; it holds for the whole team")});
    say(context, engine->waiveJournalGaps());
}

} // namespace

void addJournalCommands(CLI::App &app, Action &action)
{
    CLI::App *journal = app.add_subcommand("journal", "the team's decisions in the mailbox");
    journal->require_subcommand(1);
    addCommand<NoArguments>(
        *journal, action, "status", "how many decisions there are, and what some wait for",
        [](CLI::App &, NoArguments &) {},
        [](Context &context, const NoArguments &) {
            if (workspace::Workspace *engine = context.workspace())
                say(context, engine->journalGaps());
        });
    addCommand<WaiveArguments>(
        *journal, action, "waive", "give up decisions that are lost for good",
        [](CLI::App &command, WaiveArguments &a) { command.add_flag("--yes", a.yes, "no desk has them any more"); },
        waive);
}

} // namespace otklik::cli
