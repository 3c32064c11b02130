// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// otklik-cli: the desk's work without a window. Parses the arguments, runs one command on the event loop.
#include "app/cli/command.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QStandardPaths>

#include <csignal>

namespace otklik::cli {

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, QStringLiteral("cannot read %1: %2").arg(path, file.errorString()));
    return file.readAll();
}

namespace {

QString defaultProfileDir()
{
    const QString fromEnvironment = qEnvironmentVariable("OTKLIK_PROFILE");
    return fromEnvironment.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                                     : fromEnvironment;
}

void applyLogLevel(const QString &level)
{
    const QStringList levels{QStringLiteral("debug"), QStringLiteral("info"), QStringLiteral("warning"),
                             QStringLiteral("critical")};
    QString rules;
    for (const QString &one : levels)
        rules += QStringLiteral("otklik.*.%1=%2\n")
                     .arg(one, levels.indexOf(one) >= levels.indexOf(level) ? QStringLiteral("true")
                                                                            : QStringLiteral("false"));
    QLoggingCategory::setFilterRules(rules);
}

/// CLI11's own words in one line.
int badUsage(const CLI::ParseError &error, Context &context)
{
    context.failed({ErrorCode::InvalidInput, QString::fromStdString(error.what()).simplified()});
    return kBadUsage;
}

int run(QCoreApplication &application)
{
    int earlyExit = -1;
    Context context([&earlyExit](int code) {
        earlyExit = code;
        QCoreApplication::exit(code);
    });
    CLI::App app("Otklik's desk without a window", "otklik-cli");
    std::string profile = defaultProfileDir().toStdString();
    std::string level = "warning";
    app.add_option("--profile", profile, "where configuration and cache live")->type_name("DIR");
    app.add_flag("--json", context.json, "one JSON document on stdout");
    app.add_option("--log-level", level, "debug, info, warning or critical")
        ->check(CLI::IsMember({"debug", "info", "warning", "critical"}));
    app.set_version_flag("--version", OTKLIK_VERSION);
    app.require_subcommand(1);
    app.fallthrough();

    Action action;
    CLI::App *ticket = app.add_subcommand("ticket", "one ticket: show and change");
    ticket->require_subcommand(1);
    addProfileCommands(app, action);
    addSyncCommands(app, action);
    addLedgerCommand(app, action);
    addJournalCommands(app, action);
    addTicketReadCommands(app, *ticket, action);
    addTicketChangeCommands(*ticket, action);
    addSourceCommands(*ticket, action);
    addReplyCommands(app, *ticket, action);
    addAnswerCommands(app, action);
    addAutomaticCommands(app, action);
    addCustomerCommands(app, action);
    addSearchCommands(app, action);
    addStatisticsCommands(app, action);
    addTransferCommands(app, action);
    try {
        QStringList arguments = QCoreApplication::arguments().mid(1);
        std::vector<std::string> reversed;
        for (const QString &argument : arguments)
            reversed.insert(reversed.begin(), argument.toStdString());
        app.parse(reversed);
    } catch (const CLI::CallForHelp &) {
        Context::print(QString::fromStdString(app.help()));
        return kDone;
    } catch (const CLI::CallForVersion &) {
        Context::print(QStringLiteral(OTKLIK_VERSION "\n"));
        return kDone;
    } catch (const CLI::ParseError &error) {
        // The parser stopped before it could set its flags.
        context.json = QCoreApplication::arguments().contains(QStringLiteral("--json"));
        return badUsage(error, context);
    }
    context.profileDir = QString::fromStdString(profile);
    applyLogLevel(QString::fromStdString(level));
    QMetaObject::invokeMethod(
        &application, [&] { action(context); }, Qt::QueuedConnection);
    const int code = QCoreApplication::exec();
    return earlyExit >= 0 ? earlyExit : code;
}

} // namespace
} // namespace otklik::cli

int main(int argc, char **argv)
{
#ifdef Q_OS_UNIX
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away is an error of write(), not the end of the program
#endif
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("otklik"));
    QCoreApplication::setApplicationVersion(QStringLiteral(OTKLIK_VERSION));
    return otklik::cli::run(application);
}
