// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of the window while somebody works in it (desk_driver): what was typed longer ago than drafts take to be
// kept, noted or answered is there, and no answer leaves twice. OTKLIK_TRIALS sets how often (6), OTKLIK_SEED repeats a
// run.
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QThread>

#include <chrono>

using namespace otklik::test;

namespace {

/// Kept within 800 ms (DraftTimer::kKeepAfterMs); the rest is for a slow machine to write it.
constexpr qint64 kKeptAfterMs = 2000;

qint64 steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

class WindowKillTest : public DeskServersTest
{
protected:
    struct Told
    {
        QStringList noted, answered;
        QString kept; ///< what the editor held long enough to be a draft; empty when it was sent since
    };
    static std::unique_ptr<QProcess> drive(const Cli &cli, const QString &what)
    {
        auto driver = std::make_unique<QProcess>();
        driver->start(QStringLiteral(OTKLIK_DESK_DRIVER), {cli.profileDir(), what});
        return driver;
    }
    /// Lets the person work for a while and pulls the plug; `whileTyping`: not before a draft should be kept.
    static Told killedAfter(const Cli &cli, int first, int workMs, bool whileTyping)
    {
        auto driver = drive(cli, QString::number(first));
        QByteArray out;
        QDeadlineTimer limit(30000);
        while (!out.contains("ready\n") && driver->state() != QProcess::NotRunning && !limit.hasExpired()) {
            driver->waitForReadyRead(100);
            out += driver->readAllStandardOutput();
        }
        EXPECT_TRUE(out.contains("ready\n")) << driver->exitCode() << driver->readAllStandardError().toStdString();
        while (whileTyping && told(out, steadyMs()).kept.isEmpty() && !limit.hasExpired()) {
            driver->waitForReadyRead(100);
            out += driver->readAllStandardOutput();
        }
        EXPECT_FALSE(driver->waitForFinished(workMs)) << "the person gave up: exit " << driver->exitCode();
        const qint64 killedAt = steadyMs();
        driver->kill();
        driver->waitForFinished();
        out += driver->readAllStandardOutput();
        return told(out, killedAt);
    }
    static Told told(const QByteArray &out, qint64 killedAt)
    {
        Told told;
        for (const QByteArray &line : out.left(out.lastIndexOf('\n')).split('\n')) {
            const QString text = QString::fromUtf8(line);
            const QString what = text.section(QLatin1Char(' '), 1);
            if (text.startsWith(QLatin1String("noted ")))
                told.noted << what;
            else if (text.startsWith(QLatin1String("answered ")))
                told.answered << what;
            else if (text.startsWith(QLatin1String("typed ")) &&
                     what.section(QLatin1Char(' '), 0, 0).toLongLong() + kKeptAfterMs < killedAt)
                told.kept = what.section(QLatin1Char(' '), 1);
            if (!text.startsWith(QLatin1String("typed ")))
                told.kept.clear();
        }
        return told;
    }
    static QString drafts(const Cli &cli)
    {
        auto driver = drive(cli, QStringLiteral("drafts"));
        EXPECT_TRUE(driver->waitForFinished(30000));
        EXPECT_EQ(driver->exitCode(), 0);
        return QString::fromUtf8(driver->readAllStandardOutput());
    }
    static QJsonArray outbox(const Cli &cli)
    {
        const CliResult listed = cli.run({QStringLiteral("outbox"), QStringLiteral("list")});
        EXPECT_EQ(listed.exitCode, 0) << listed.said();
        return listed.json()[QLatin1String("outbox")].toArray();
    }
    /// Answers are held for the time of undo.
    static bool allLeft(const Cli &cli)
    {
        QDeadlineTimer limit(60000);
        while (!limit.hasExpired()) {
            cli.sync();
            bool waits = false;
            for (const QJsonValue &item : outbox(cli))
                waits |= QStringList{QStringLiteral("waiting"), QStringLiteral("sending")}.contains(
                    item[QLatin1String("state")].toString());
            if (!waits)
                return true;
            QThread::msleep(200);
        }
        return false;
    }
    static QByteArray everything(const Cli &cli)
    {
        QByteArray all;
        for (const QJsonValue &ticket : cli.tickets())
            all += QJsonDocument(cli.show(ticket[QLatin1String("number")].toInteger())).toJson();
        return all;
    }
};

TEST_F(WindowKillTest, NothingTypedOrDecidedIsLost)
{
    const int wished = qEnvironmentVariableIntValue("OTKLIK_TRIALS");
    const int trials = wished > 0 ? wished : 6;
    const auto seed = qEnvironmentVariableIsSet("OTKLIK_SEED")
                          ? static_cast<quint32>(qEnvironmentVariableIntValue("OTKLIK_SEED"))
                          : QRandomGenerator::global()->generate() >> 1;
    SCOPED_TRACE("OTKLIK_SEED=" + std::to_string(seed));
    QRandomGenerator random(seed);
    // Each answer solves its ticket, which then leaves the queue.
    for (int i = 0; i < trials * 5; ++i)
        deliver({.id = "w" + QByteArray::number(i) + "@kunde.test", .subject = "Matter " + QByteArray::number(i)});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    Told all;
    int draftsSeen = 0;
    for (int i = 0; i < trials; ++i) {
        const bool whileTyping = i % 3 == 2; // there a draft comes first
        const Told one = killedAfter(cli, i * 1000, random.bounded(50, whileTyping ? 3000 : 8000), whileTyping);
        all.noted += one.noted;
        all.answered += one.answered;
        draftsSeen += one.kept.isEmpty() ? 0 : 1;
        EXPECT_TRUE(one.kept.isEmpty() || drafts(cli).contains(one.kept)) << one.kept.toStdString() << "\nkept:\n"
                                                                          << drafts(cli).toStdString();
        EXPECT_TRUE(cli.isClean());
    }
    EXPECT_TRUE(draftsSeen > 0 || trials < 3) << "no draft was there to be lost";
    RecordProperty("noted", static_cast<int>(all.noted.size()));
    RecordProperty("answered", static_cast<int>(all.answered.size()));
    RecordProperty("drafts", draftsSeen);
    ASSERT_TRUE(allLeft(cli));
    EXPECT_TRUE(cli.isClean());
    const QByteArray shown = everything(cli);
    for (const QString &name : all.noted)
        EXPECT_EQ(shown.count("\"note-" + name.toLatin1() + "\""), 1) << name.toStdString();
    int uncertain = 0;
    for (const QJsonValue &item : outbox(cli))
        uncertain += item[QLatin1String("state")].toString() == QLatin1String("uncertain") ? 1 : 0;
    int missing = 0;
    for (const QString &name : all.answered) {
        QDeadlineTimer limit(5000);
        const auto count = [&] { return mailsOf(kIrina).join('\n').count("answer-" + name.toLatin1()); };
        while (count() == 0 && !limit.hasExpired())
            QThread::msleep(20);
        EXPECT_LE(count(), 1) << name.toStdString() << " was sent twice";
        missing += count() == 0 ? 1 : 0;
    }
    EXPECT_LE(missing, uncertain);
    const Cli second = desk(QStringLiteral("second"));
    second.sync();
    EXPECT_EQ(second.stateHash(), cli.stateHash());
}

} // namespace
