// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The program started twice.
#include "ui/shell/one_window.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace otklik::ui;

class OneWindowTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstIsAskedToComeForward();
    void anotherProfileHasItsOwn();
    void whoDiedIsForgotten();
    void theProgramStartedAgainEnds();
};

void OneWindowTest::theFirstIsAskedToComeForward()
{
    const QTemporaryDir folder;
    OneWindow first(folder.path());
    QVERIFY(first.isFirst());
    QSignalSpy raised(&first, &OneWindow::raiseRequested);
    qputenv("XDG_ACTIVATION_TOKEN", "let-me");
    std::atomic<int> answered = -1;
    std::jthread second([&] { // a program of its own, as it were: it waits without an event loop
        OneWindow window(folder.path());
        answered = !window.isFirst() && window.raiseFirst() ? 1 : 0;
    });
    QTRY_VERIFY(answered >= 0);
    second.join();
    QCOMPARE(answered.load(), 1);
    QCOMPARE(raised.size(), 1);
    QCOMPARE(raised.first().first().toString(), QStringLiteral("let-me"));
    qunsetenv("XDG_ACTIVATION_TOKEN");
}

void OneWindowTest::anotherProfileHasItsOwn()
{
    const QTemporaryDir folder;
    const QTemporaryDir other;
    const OneWindow first(folder.path());
    const OneWindow second(other.path());
    QVERIFY(first.isFirst() && second.isFirst());
}

void OneWindowTest::whoDiedIsForgotten()
{
    const QTemporaryDir folder;
    {
        const OneWindow first(folder.path());
    }
    const OneWindow second(folder.path());
    QVERIFY(second.isFirst());
}

void OneWindowTest::theProgramStartedAgainEnds()
{
    const QTemporaryDir folder;
    const QStringList arguments{QStringLiteral("--offline"), QStringLiteral("--profile"), folder.path()};
    const QString lock = folder.filePath(QStringLiteral("demo/window.lock"));
    QProcess first;
    first.setProcessChannelMode(QProcess::ForwardedChannels);
    first.start(QStringLiteral(OTKLIK_PROGRAM), arguments);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(lock), 60000); // it makes the demo mailbox
    QProcess again;
    again.start(QStringLiteral(OTKLIK_PROGRAM), arguments);
    QVERIFY(again.waitForFinished(30000));
    QCOMPARE(again.exitCode(), 0);
    QCOMPARE(first.state(), QProcess::Running);
    // Killed without a word: the next one has the window to itself.
    first.kill();
    QVERIFY(first.waitForFinished());
    QVERIFY(QFile::exists(lock));
    QProcess third;
    third.start(QStringLiteral(OTKLIK_PROGRAM), arguments);
    const auto holder = [&lock] {
        qint64 process = 0;
        QString host;
        QString program;
        return QLockFile(lock).getLockInfo(&process, &host, &program) ? process : 0;
    };
    QTRY_COMPARE_WITH_TIMEOUT(holder(), third.processId(), 30000);
    third.kill();
    third.waitForFinished();
}

QTEST_MAIN(OneWindowTest)
#include "one_window_test.moc"
