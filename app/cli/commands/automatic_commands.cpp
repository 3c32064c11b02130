// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

namespace otklik::cli {

namespace {

QString inWords(const QJsonObject &state)
{
    const QJsonObject sent = state[QLatin1String("sent")].toObject();
    QString words = QStringLiteral("%1 automatic mails in the last hour, %2 in the last day\n")
                        .arg(sent[QLatin1String("last_hour")].toInteger())
                        .arg(sent[QLatin1String("last_day")].toInteger());
    if (const QString at = state[QLatin1String("opened_at")].toString(); !at.isEmpty())
        words += QStringLiteral("The breaker is open since %1: nothing goes out by itself. Look why so much did, then: "
                                "automatic resume\n")
                     .arg(at);
    else
        words += QStringLiteral("The breaker is closed.\n");
    if (const QString at = state[QLatin1String("resumed_at")].toString(); !at.isEmpty())
        words += QStringLiteral("Resumed %1 by %2\n").arg(at, state[QLatin1String("resumed_by")].toString());
    return words;
}

void showState(Context &context, const NoArguments &)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    const auto state = engine->automaticMail();
    if (!state)
        return context.failed(state.error());
    context.done(*state, inWords(*state));
}

void resume(Context &context, const NoArguments &)
{
    if (workspace::Workspace *engine = context.workspace())
        context.ended(engine->resumeAutomaticMail());
}

} // namespace

void addAutomaticCommands(CLI::App &app, Action &action)
{
    CLI::App *automatic = app.add_subcommand("automatic", "mail that went out by itself");
    automatic->require_subcommand(1);
    const auto nothing = [](CLI::App &, NoArguments &) {};
    addCommand<NoArguments>(*automatic, action, "show", "how much of it there was, and whether its breaker is open",
                            nothing, showState);
    addCommand<NoArguments>(*automatic, action, "resume", "close the breaker after somebody has looked", nothing,
                            resume);
}

} // namespace otklik::cli
