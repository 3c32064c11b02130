// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cli.h"

#include "tests/support/expect_result.h"

#include <QElapsedTimer>
#include <QJsonDocument>

#include <csignal>

namespace otklik::test {

namespace {

CliResult resultOf(QProcess &process, int limitMs)
{
    CliResult result;
    if (!process.waitForFinished(limitMs)) {
        process.kill();
        process.waitForFinished();
        result.err = QStringLiteral("did not end in %1 ms; ").arg(limitMs);
    } else if (process.exitStatus() == QProcess::NormalExit) {
        result.exitCode = process.exitCode();
    }
    result.out = process.readAllStandardOutput();
    result.err += QString::fromUtf8(process.readAllStandardError());
    return result;
}

std::unique_ptr<QProcess> started(const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->start(QStringLiteral(OTKLIK_CLI), arguments);
    process->closeWriteChannel();
    return process;
}

} // namespace

QJsonObject CliResult::json() const
{
    return QJsonDocument::fromJson(out).object();
}

std::string CliResult::said() const
{
    return "exit " + std::to_string(exitCode) + "\n" + out.left(4000).toStdString() + "\n" +
           err.left(4000).toStdString();
}

CliResult Cli::run(const QStringList &arguments, int limitMs) const
{
    auto process = start(arguments);
    return resultOf(*process, limitMs);
}

CliResult Cli::runPlain(const QStringList &arguments) const
{
    auto process = started(QStringList{QStringLiteral("--profile"), m_profile} + arguments);
    return resultOf(*process, kCommandLimitMs);
}

std::unique_ptr<QProcess> Cli::start(const QStringList &arguments) const
{
    return started(QStringList{QStringLiteral("--profile"), m_profile, QStringLiteral("--json")} + arguments);
}

QJsonObject Cli::sync(const QString &command, int limitMs) const
{
    const CliResult result = run({command}, limitMs);
    EXPECT_EQ(result.exitCode, 0) << command.toStdString() << ": " << result.said();
    return result.json()[QLatin1String("accounts")][0].toObject();
}

QString Cli::stateHash() const
{
    const CliResult result = run({QStringLiteral("state-hash")});
    EXPECT_EQ(result.exitCode, 0) << result.said();
    return result.json()[QLatin1String("state_hash")].toString();
}

QJsonObject Cli::stateDump() const
{
    const CliResult result = run({QStringLiteral("state-dump")});
    EXPECT_EQ(result.exitCode, 0) << result.said();
    return result.json();
}

QJsonArray Cli::ticketsWithoutNumbers() const
{
    QJsonArray tickets;
    for (const QJsonValue &value : stateDump()[QLatin1String("tickets")].toArray()) {
        QJsonObject ticket = value.toObject();
        ticket.remove(QStringLiteral("number"));
        tickets.append(ticket);
    }
    return tickets;
}

bool Cli::isClean() const
{
    const CliResult result = run({QStringLiteral("doctor")});
    EXPECT_EQ(result.exitCode, 0) << result.said();
    return result.exitCode == 0 && result.json()[QLatin1String("ok")].toBool();
}

QJsonArray Cli::tickets(const QString &query) const
{
    QStringList arguments{QStringLiteral("tickets"), QStringLiteral("--limit"), QStringLiteral("500")};
    if (!query.isEmpty())
        arguments << QStringLiteral("--query") << query;
    const CliResult result = run(arguments);
    EXPECT_EQ(result.exitCode, 0) << result.said();
    return result.json()[QLatin1String("tickets")].toArray();
}

QJsonObject Cli::show(qint64 number) const
{
    const CliResult result = run({QStringLiteral("ticket"), QStringLiteral("show"), QString::number(number)});
    EXPECT_EQ(result.exitCode, 0) << result.said();
    return result.json();
}

qint64 Cli::numberOf(const QString &subject) const
{
    qint64 number = 0;
    for (const QJsonValue &ticket : tickets()) {
        if (ticket[QLatin1String("subject")].toString() != subject)
            continue;
        if (number != 0)
            return 0;
        number = ticket[QLatin1String("number")].toInteger();
    }
    return number;
}

void Cli::must(const QStringList &arguments) const
{
    const CliResult result = run(arguments);
    EXPECT_EQ(result.exitCode, 0) << arguments.join(QLatin1Char(' ')).toStdString() << ": " << result.said();
}

bool sees(QProcess &watch, const char *event, int limitMs)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < limitMs) {
        while (watch.canReadLine()) {
            const QByteArray line = watch.readLine();
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            EXPECT_FALSE(object.isEmpty()) << line.toStdString();
            EXPECT_TRUE(object.contains(QLatin1String("at"))) << line.toStdString();
            if (object[QLatin1String("event")].toString() == QLatin1String(event))
                return true;
        }
        watch.waitForReadyRead(100);
    }
    return false;
}

int endOf(QProcess &watch, int signal)
{
    ::kill(pid_t(watch.processId()), signal);
    if (!watch.waitForFinished(10000)) {
        watch.kill();
        watch.waitForFinished();
        return -1;
    }
    return watch.exitStatus() == QProcess::NormalExit ? watch.exitCode() : -2;
}

} // namespace otklik::test
