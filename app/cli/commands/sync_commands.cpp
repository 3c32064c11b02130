// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QSocketNotifier>

#include <csignal>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace otklik::cli {

namespace {

struct SyncArguments
{
    std::string account;
    bool watch = false;
    bool repair = false;
};

QString summaryOf(const QJsonObject &json)
{
    QString summary;
    for (const QJsonValue &value : json[QLatin1String("accounts")].toArray()) {
        const QJsonObject account = value.toObject();
        qint64 fresh = 0;
        for (const QJsonValue &folder : account[QLatin1String("folders")].toArray())
            fresh += folder[QLatin1String("new")].toInteger();
        const QJsonObject tickets = account[QLatin1String("tickets")].toObject();
        const QJsonObject outbox = account[QLatin1String("outbox")].toObject();
        summary += QStringLiteral("%1: %2 new mails, %3 new tickets, %4 sent, %5 waiting, %6 ms\n")
                       .arg(account[QLatin1String("name")].toString())
                       .arg(fresh)
                       .arg(tickets[QLatin1String("created")].toInteger())
                       .arg(outbox[QLatin1String("sent")].toInteger())
                       .arg(outbox[QLatin1String("waiting")].toInteger())
                       .arg(account[QLatin1String("elapsed_ms")].toInteger());
        const QJsonObject ledger = account[QLatin1String("ledger")].toObject();
        const qint64 difference = ledger[QLatin1String("difference")].toInteger();
        const qint64 quarantined = ledger[QLatin1String("verdicts")][QLatin1String("quarantined")].toInteger();
        if (difference != 0)
            summary += QStringLiteral("  ledger: the server has %1 mails, here are %2, %3 do not agree\n")
                           .arg(ledger[QLatin1String("server")].toInteger())
                           .arg(ledger[QLatin1String("local")].toInteger())
                           .arg(difference);
        if (quarantined != 0)
            summary += QStringLiteral("  %1 mails in quarantine: ledger --verdict quarantined\n").arg(quarantined);
        if (!account[QLatin1String("ok")].toBool())
            summary += QStringLiteral("  not done: %1\n")
                           .arg(account[QLatin1String("error")][QLatin1String("message")].toString());
    }
    return summary;
}

void failedAccount(Context &context, QJsonObject report, const QJsonObject &account)
{
    const QJsonObject error = account[QLatin1String("error")].toObject();
    Context::complain(QStringLiteral("otklik-cli: %1: %2")
                          .arg(account[QLatin1String("name")].toString(), error[QLatin1String("message")].toString()));
    report[QStringLiteral("error")] = QJsonObject{{QStringLiteral("code"), error[QLatin1String("code")]},
                                                  {QStringLiteral("message"), error[QLatin1String("message")]}};
    if (context.json)
        context.printLine(report);
    context.finish(int(error[QLatin1String("exit_code")].toInteger(kFailed)));
}

/// The report is printed whole also when an account failed; the exit code is that of the first failure.
void sayReport(Context &context, const Result<QJsonObject> &report)
{
    if (!report)
        return context.failed(report.error());
    for (const QJsonValue &account : (*report)[QLatin1String("accounts")].toArray()) {
        if (account[QLatin1String("ok")].toBool())
            continue;
        if (!context.json)
            Context::print(summaryOf(*report));
        return failedAccount(context, *report, account.toObject());
    }
    context.done(*report, summaryOf(*report));
}

#ifdef Q_OS_UNIX
int signalPipe[2];
void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(signalPipe[1], &byte, 1);
}
#endif

/// Ends cleanly on SIGINT and SIGTERM: the handler only writes a byte, the event loop does the rest.
void endOnSignal(Context &context)
{
#ifdef Q_OS_UNIX
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, signalPipe) != 0)
        return Context::complain(QStringLiteral("otklik-cli: signals end this program at once"));
    auto *notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, context.workspace());
    QObject::connect(notifier, &QSocketNotifier::activated, context.workspace(), [&context, notifier] {
        notifier->setEnabled(false);
        context.finish(kDone);
    });
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
#else
    Q_UNUSED(context)
#endif
}

void watch(Context &context)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    QObject::connect(engine, &workspace::Workspace::watchEvent, engine,
                     [&context](const QJsonObject &event) { context.printLine(event); });
    endOnSignal(context);
    engine->startWatching();
}

/// A long reading says every few seconds how far it is; a short one nothing.
void sayProgress(const workspace::AccountStatus &status, QElapsedTimer &since)
{
    constexpr int kPauseMs = 5000;
    if (status.total == 0 || since.elapsed() < kPauseMs)
        return;
    since.restart();
    QString line = QStringLiteral("%1: %2 of %3 mails").arg(status.name).arg(status.done).arg(status.total);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(status.left).count();
    if (seconds >= 60)
        line += QStringLiteral(", about %1 min left").arg((seconds + 59) / 60);
    else if (status.left.count() > 0)
        line += QStringLiteral(", less than a minute left");
    Context::complain(line);
}

void tellProgress(workspace::Workspace &engine)
{
    QElapsedTimer since;
    since.start();
    QObject::connect(&engine, &workspace::Workspace::accountChanged, &engine,
                     [since](const workspace::AccountStatus &status) mutable { sayProgress(status, since); });
}

void sync(Context &context, const SyncArguments &a)
{
    if (a.watch)
        return watch(context);
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    tellProgress(*engine);
    engine->syncOnce({text(a.account)}, [&context](Result<QJsonObject> report) { sayReport(context, report); });
}

void sayFindings(Context &context, const Result<QJsonObject> &report)
{
    if (!report)
        return context.failed(report.error());
    QStringList mended, open;
    for (const QJsonValue &finding : (*report)[QLatin1String("findings")].toArray())
        (finding[QLatin1String("repaired")].toBool() ? mended : open) << finding[QLatin1String("message")].toString();
    if ((*report)[QLatin1String("ok")].toBool()) {
        for (QString &line : mended)
            line = QStringLiteral("mended: ") + line + QLatin1Char('\n');
        if (const qint64 gone = (*report)[QLatin1String("gone_mails")].toInteger(); gone > 0)
            mended << QStringLiteral("%1 mails are on no server any more; the next sync forgets them\n").arg(gone);
        const QJsonValue verdicts = (*report)[QLatin1String("ledger")][QLatin1String("verdicts")];
        if (const qint64 kept = verdicts[QLatin1String("quarantined")].toInteger(); kept > 0)
            mended << QStringLiteral("%1 mails in quarantine: ledger --verdict quarantined\n").arg(kept);
        return context.done(*report, mended.join(QString()) + QStringLiteral("clean\n"));
    }
    context.failedWith(*report, {ErrorCode::StorageCorrupt, open.join(QStringLiteral("; "))}, kDamaged);
}

/// The cache did not open: a new one is filled, and then examined like any other.
void renewAndExamine(Context &context, workspace::Workspace &engine, const QString &damage)
{
    engine.rebuild({}, [&context, &engine, damage](const Result<QJsonObject> &rebuilt) {
        for (const QJsonValue &account : rebuilt ? (*rebuilt)[QLatin1String("accounts")].toArray() : QJsonArray())
            if (!account[QLatin1String("ok")].toBool())
                return failedAccount(context, *rebuilt, account.toObject());
        if (!rebuilt && rebuilt.error().code != ErrorCode::RefusedByRule) // a profile without accounts is whole
            return context.failed(rebuilt.error());
        auto report = engine.doctor(true);
        if (report) {
            QJsonArray findings{QJsonObject{{QStringLiteral("check"), QStringLiteral("opening")},
                                            {QStringLiteral("message"), damage},
                                            {QStringLiteral("repaired"), true}}};
            for (const QJsonValue &finding : (*report)[QLatin1String("findings")].toArray())
                findings.append(finding);
            (*report)[QStringLiteral("findings")] = findings;
        }
        sayFindings(context, report);
    });
}

void doctor(Context &context, const SyncArguments &a)
{
    QString damage;
    workspace::Workspace *engine = a.repair ? context.workspaceWithAnyCache(damage) : context.workspace();
    if (!engine)
        return;
    if (!damage.isEmpty())
        return renewAndExamine(context, *engine, damage);
    if (!a.repair)
        return sayFindings(context, engine->doctor(false));
    engine->repair([&context](const Result<QJsonObject> &report) { sayFindings(context, report); });
}

void rebuild(Context &context, const SyncArguments &a)
{
    QString damage;
    workspace::Workspace *engine = context.workspaceWithAnyCache(damage);
    if (!engine)
        return;
    tellProgress(*engine);
    engine->rebuild(damage.isEmpty() ? text(a.account) : QString(),
                    [&context](const Result<QJsonObject> &report) { sayReport(context, report); });
}

void stateHash(Context &context)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    auto hash = engine->stateHash();
    if (!hash)
        return context.failed(hash.error());
    context.done({{QStringLiteral("state_hash"), QString::fromLatin1(*hash)}},
                 QString::fromLatin1(*hash) + QLatin1Char('\n'));
}

void stateDump(Context &context)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    auto dump = engine->stateDump();
    if (!dump)
        return context.failed(dump.error());
    Context::print(QString::fromUtf8(*dump)); // no newline: these bytes are what state-hash hashes
    context.finish(kDone);
}

} // namespace

void addSyncCommands(CLI::App &app, Action &action)
{
    addCommand<SyncArguments>(
        app, action, "sync", "bring cache and server together",
        [](CLI::App &command, SyncArguments &a) {
            command.add_option("--account", a.account);
            command.add_flag("--watch", a.watch, "stay connected, print one JSON object a line");
        },
        sync);
    addCommand<SyncArguments>(
        app, action, "rebuild", "delete the cache and sync it anew",
        [](CLI::App &command, SyncArguments &a) { command.add_option("--account", a.account); }, rebuild);
    addCommand<SyncArguments>(
        app, action, "doctor", "check the cache",
        [](CLI::App &command, SyncArguments &a) { command.add_flag("--repair", a.repair); }, doctor);
    const auto nothing = [](CLI::App &, NoArguments &) {};
    addCommand<NoArguments>(app, action, "state-hash", "SHA-256 of the shared state", nothing,
                            [](Context &context, const NoArguments &) { stateHash(context); });
    addCommand<NoArguments>(app, action, "state-dump", "the shared state as canonical JSON", nothing,
                            [](Context &context, const NoArguments &) { stateDump(context); });
}

} // namespace otklik::cli
