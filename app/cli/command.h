// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace otklik::cli {

/// The command that was named; run once the event loop turns. Set by the callbacks below while arguments are parsed.
using Action = std::function<void(Context &)>;

/// Adds a command `name` below `parent`. `arguments` lives as long as the parser and holds what was given;
/// `run(context, arguments)` does the work and ends with Context::finish() in one way or another. The command's
/// callback() owns the arguments: never set another one.
template<typename Arguments, typename Declare, typename Run>
CLI::App *addCommand(CLI::App &parent, Action &action, const std::string &name, const std::string &help,
                     Declare declare, Run run)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App *command = parent.add_subcommand(name, help);
    declare(*command, *arguments);
    command->callback(
        [&action, arguments, run] { action = [arguments, run](Context &context) { run(context, *arguments); }; });
    return command;
}

struct NoArguments
{
};

[[nodiscard]] inline QString text(const std::string &given)
{
    return QString::fromStdString(given);
}
[[nodiscard]] inline QStringList texts(const std::vector<std::string> &given)
{
    QStringList list;
    for (const std::string &one : given)
        list << text(one);
    return list;
}
/// The whole file; NotFound when it cannot be read.
[[nodiscard]] Result<QByteArray> readFile(const QString &path);

void addProfileCommands(CLI::App &app, Action &action);
void addSyncCommands(CLI::App &app, Action &action);
void addLedgerCommand(CLI::App &app, Action &action);
void addJournalCommands(CLI::App &app, Action &action);
void addTicketReadCommands(CLI::App &app, CLI::App &ticket, Action &action);
void addTicketChangeCommands(CLI::App &ticket, Action &action);
void addSourceCommands(CLI::App &ticket, Action &action);
void addReplyCommands(CLI::App &app, CLI::App &ticket, Action &action);
void addAutomaticCommands(CLI::App &app, Action &action);
void addAnswerCommands(CLI::App &app, Action &action);
void addCustomerCommands(CLI::App &app, Action &action);
void addSearchCommands(CLI::App &app, Action &action);
void addStatisticsCommands(CLI::App &app, Action &action);
void addTransferCommands(CLI::App &app, Action &action);

} // namespace otklik::cli
