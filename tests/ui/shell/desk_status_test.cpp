// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desk_views.h"
#include "ui/shell/mailbox_health.h"
#include "ui/shell/sync_status.h"

#include <QTest>

using namespace otklik;
using namespace otklik::ui;
using namespace otklik::workspace;
using namespace std::chrono_literals;

/// The pure parts of the console: which views there are, and what the mailbox's state is called.
class DeskStatusTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void builtInViewsComeFirst();
    void mailboxesAppearWhenThereIsAChoice();
    void refusedMailboxIsMarked();
    void tagsAreRankedAndLimited();
    void worstAccountCounts();
    void progressAddsUp();
    void troublesSayWhatToDo();
    void aWithdrawnSignInIsNoWrongPassword();
    void aSignInRefusedForSendingOnlyIsSaidSo();
    void aServerThatTakesNoAnswersIsSaidSo();
    void anotherTryEndsNoTrouble();
    void aFullMailboxIsSaidUntilThereIsRoom();
    void alertsAreTheServersWords();
    void answersThatWaitAreCountedWhileOffline();
    void oldestSyncIsTold();
    void healthIsThatOfTheWorstMailbox_data();
    void healthIsThatOfTheWorstMailbox();
    void anOpenBreakerOfAutomaticMailIsTold();
    void silenceIsUnusualOnlyBesideWhatWasUsual();
};

namespace {
QString echo(const QString &id)
{
    return QStringLiteral("query of ") + id;
}
AccountStatus account(const char *name, AccountHealth health)
{
    AccountStatus status;
    status.name = QString::fromLatin1(name);
    status.address = status.name + QStringLiteral("@c.example");
    status.health = health;
    return status;
}
const Instant kNow = Instant::fromMs(1'770'000'000'000);
} // namespace

void DeskStatusTest::builtInViewsComeFirst()
{
    const auto sections = DeskViews::sections({}, {account("support", AccountHealth::Online)}, echo);
    QCOMPARE(sections.size(), size_t(1));
    QCOMPARE(sections[0].items.size(), size_t(8));
    QCOMPARE(sections[0].items[2].id, QStringLiteral("at-risk"));
    QVERIFY(sections[0].items[2].urgent);
    QCOMPARE(sections[0].items[5].query, QStringLiteral("query of open"));
    const auto counts = DeskViews::counts({{QStringLiteral("open"), 46}});
    QCOMPARE(counts.value(QStringLiteral("open")), 46);
}

void DeskStatusTest::mailboxesAppearWhenThereIsAChoice()
{
    const auto sections = DeskViews::sections(
        {}, {account("support", AccountHealth::Online), account("hosting", AccountHealth::Online)}, echo);
    QCOMPARE(sections.size(), size_t(2));
    QCOMPARE(sections[1].items[1].id, QStringLiteral("mailbox:hosting"));
}

void DeskStatusTest::refusedMailboxIsMarked()
{
    const auto sections = DeskViews::sections({}, {account("support", AccountHealth::SignInRefused)}, echo);
    QCOMPARE(sections.size(), size_t(2));
    QVERIFY(sections[1].items[0].warned);
}

void DeskStatusTest::tagsAreRankedAndLimited()
{
    std::vector<ViewCount> counts;
    for (int i = 0; i < 30; ++i)
        counts.push_back({QStringLiteral("tag:t%1").arg(i), i});
    const auto sections = DeskViews::sections(counts, {}, echo);
    QCOMPARE(sections.size(), size_t(2));
    QCOMPARE(sections[1].items.size(), size_t(DeskViews::kMostTags));
    QCOMPARE(sections[1].items[0].title, QStringLiteral("t29"));
}

void DeskStatusTest::worstAccountCounts()
{
    SyncStatus status;
    QCOMPARE(status.state(), SyncMark::State::Idle);
    AccountStatus a = account("a", AccountHealth::Online);
    a.lastSyncAt = kNow - 2s;
    status.take(a);
    QCOMPARE(status.state(), SyncMark::State::InSync);
    QCOMPARE(status.detail(kNow), QStringLiteral("2 s ago"));
    status.take(account("b", AccountHealth::Offline));
    QCOMPARE(status.state(), SyncMark::State::Offline);
    status.take(account("c", AccountHealth::Syncing));
    QCOMPARE(status.state(), SyncMark::State::Syncing);
    status.take(account("d", AccountHealth::CertificateRefused));
    QCOMPARE(status.state(), SyncMark::State::Trouble);
    status.keepOnly({QStringLiteral("a")});
    QCOMPARE(status.state(), SyncMark::State::InSync);
    status.take(account("e", AccountHealth::NotEncrypted));
    QCOMPARE(status.state(), SyncMark::State::Trouble);
    QCOMPARE(status.troubles().size(), std::size_t(1));
    QVERIFY2(status.troubles()[0].sentence.contains(QStringLiteral("encrypt")),
             qPrintable(status.troubles()[0].sentence));
}

void DeskStatusTest::progressAddsUp()
{
    SyncStatus status;
    QCOMPARE(status.progress().first, -1);
    AccountStatus a = account("a", AccountHealth::Syncing);
    a.done = 1240;
    a.total = 1842;
    status.take(a);
    QCOMPARE(status.progress(), std::make_pair(qint64(1240), qint64(1842)));
    QCOMPARE(status.detail(kNow), QStringLiteral("67 %"));
    a.left = 4min;
    status.take(a);
    QCOMPARE(status.detail(kNow), QStringLiteral("67 % · 4 m"));
    QVERIFY2(status.tip(kNow).endsWith(QStringLiteral(", about 4 m left")), qPrintable(status.tip(kNow)));
    AccountStatus b = account("b", AccountHealth::Syncing);
    b.total = 10;
    b.left = 70min;
    status.take(b);
    QCOMPARE(status.left(), 70min); // both run at once
    status.keepOnly({QStringLiteral("a")});
    a.health = AccountHealth::Online;
    status.take(a);
    QCOMPARE(status.progress().first, -1);
}

void DeskStatusTest::troublesSayWhatToDo()
{
    SyncStatus status;
    status.take(account("ok", AccountHealth::Online));
    QVERIFY(status.troubles().empty());
    status.take(account("support", AccountHealth::SignInRefused));
    const auto troubles = status.troubles();
    QCOMPARE(troubles.size(), size_t(1));
    QVERIFY(troubles[0].needsSignIn);
    QVERIFY(troubles[0].sentence.contains(QStringLiteral("support@c.example")));
}

void DeskStatusTest::aWithdrawnSignInIsNoWrongPassword()
{
    SyncStatus status;
    AccountStatus refused = account("support", AccountHealth::SignInRefused);
    refused.signsInBrowser = true;
    status.take(refused);
    QCOMPARE(status.troubles().size(), size_t(1));
    QVERIFY(status.troubles()[0].needsSignIn);
    QVERIFY(!status.troubles()[0].sentence.contains(QStringLiteral("password")));
    QVERIFY(status.troubles()[0].sentence.contains(QStringLiteral("withdrawn")));
}

void DeskStatusTest::aSignInRefusedForSendingOnlyIsSaidSo()
{
    SyncStatus status;
    AccountStatus refused = account("support", AccountHealth::SendingRefused);
    refused.lastSyncAt = kNow;
    refused.detail = QStringLiteral("535 5.7.8 no");
    status.take(refused);
    QCOMPARE(status.troubles().size(), size_t(1));
    QVERIFY(status.troubles()[0].needsSignIn);
    QVERIFY(status.troubles()[0].sentence.contains(QStringLiteral("535 5.7.8 no")));
    QVERIFY(status.troubles()[0].sentence.contains(QStringLiteral("mail comes in")));
    const MailboxHealth health(status, kNow);
    QCOMPARE(health.level(), MailboxHealth::Level::Red);
    QVERIFY(!health.tip().contains(QStringLiteral("No mail comes in")));
    status.take(account("support", AccountHealth::Syncing));
    QCOMPARE(status.troubles().size(), size_t(1)); // the round may well end like this again
    status.take(account("support", AccountHealth::Online));
    QVERIFY(status.troubles().empty());
}

void DeskStatusTest::aServerThatTakesNoAnswersIsSaidSo()
{
    SyncStatus status;
    AccountStatus stalled = account("support", AccountHealth::SendingStalled);
    stalled.lastSyncAt = kNow;
    stalled.detail = QStringLiteral("451 4.3.2 busy");
    status.take(stalled);
    QCOMPARE(status.state(), SyncMark::State::Trouble);
    QCOMPARE(status.troubles().size(), size_t(1));
    QVERIFY(!status.troubles()[0].needsSignIn);
    QVERIFY(status.troubles()[0].sentence.contains(QStringLiteral("451 4.3.2 busy")));
    QVERIFY(status.troubles()[0].sentence.contains(QStringLiteral("mail comes in")));
    QVERIFY(status.tip(kNow).contains(QStringLiteral("451 4.3.2 busy")));
    const MailboxHealth health(status, kNow);
    QCOMPARE(health.level(), MailboxHealth::Level::Red);
    QVERIFY(health.tip().contains(QStringLiteral("451 4.3.2 busy")));
    QVERIFY(!health.tip().contains(QStringLiteral("No mail comes in")));
    status.take(account("support", AccountHealth::Syncing));
    QCOMPARE(status.troubles().size(), size_t(1)); // the round may well end like this again
    status.take(account("support", AccountHealth::Online));
    QVERIFY(status.troubles().empty());
}

void DeskStatusTest::anotherTryEndsNoTrouble()
{
    SyncStatus status;
    status.take(account("support", AccountHealth::SignInRefused));
    status.take(account("support", AccountHealth::Connecting));
    QCOMPARE(status.troubles().size(), size_t(1));
    QCOMPARE(status.state(), SyncMark::State::Trouble);
    status.take(account("support", AccountHealth::Offline));
    QVERIFY(status.troubles().empty());
    status.take(account("support", AccountHealth::Connecting));
    QCOMPARE(status.state(), SyncMark::State::Offline);
    status.take(account("support", AccountHealth::Syncing));
    QCOMPARE(status.state(), SyncMark::State::Syncing);
    status.take(account("gone", AccountHealth::Failed));
    status.keepOnly({QStringLiteral("support")});
    QCOMPARE(status.state(), SyncMark::State::Syncing);
    QVERIFY(!status.knows(QStringLiteral("gone")));
}

void DeskStatusTest::aFullMailboxIsSaidUntilThereIsRoom()
{
    SyncStatus status;
    AccountStatus full = account("support", AccountHealth::MailboxFull);
    full.lastSyncAt = kNow;
    status.take(full);
    QCOMPARE(status.troubles().size(), size_t(1));
    QCOMPARE(status.state(), SyncMark::State::Trouble);
    const MailboxHealth health(status, kNow);
    QCOMPARE(health.level(), MailboxHealth::Level::Red);
    QVERIFY(!health.tip().contains(QStringLiteral("No mail comes in")));
    status.take(account("support", AccountHealth::Syncing));
    QCOMPARE(status.troubles().size(), size_t(1)); // not known yet
    status.take(account("support", AccountHealth::Online));
    QVERIFY(status.troubles().empty());
}

void DeskStatusTest::alertsAreTheServersWords()
{
    SyncStatus status;
    AccountStatus told = account("support", AccountHealth::Online);
    told.lastSyncAt = kNow;
    told.alerts = QStringList{QStringLiteral("Down at <five>"), QStringLiteral("Bring tea")};
    status.take(told);
    status.take(account("sales", AccountHealth::ServerBusy));
    QCOMPARE(status.alerts().size(), size_t(1));
    QVERIFY(status.alerts()[0].sentence.contains(QStringLiteral("Down at <five> · Bring tea")));
    QVERIFY(status.troubles()[0].sentence.contains(QStringLiteral("come later")));
    const MailboxHealth health(status, kNow);
    QCOMPARE(health.accounts()[1].level, MailboxHealth::Level::Amber);
    QCOMPARE(health.accounts()[1].sentences.size(), 2);
}

void DeskStatusTest::answersThatWaitAreCountedWhileOffline()
{
    SyncStatus status;
    status.take(account("support", AccountHealth::Online));
    status.setWaiting(2);
    QCOMPARE(status.stuck(), 0); // on their way
    status.take(account("support", AccountHealth::Offline));
    QCOMPARE(status.stuck(), 2);
    QCOMPARE(status.tip(kNow).split(u'\n').size(), 2);
}

void DeskStatusTest::oldestSyncIsTold()
{
    SyncStatus status;
    AccountStatus a = account("a", AccountHealth::Online);
    a.lastSyncAt = kNow - 5s;
    AccountStatus b = account("b", AccountHealth::Online);
    b.lastSyncAt = kNow - 12min;
    status.take(a);
    status.take(b);
    QCOMPARE(status.detail(kNow), QStringLiteral("12 min ago"));
    QCOMPARE(status.tip(kNow).split(u'\n').size(), 2);
}

void DeskStatusTest::healthIsThatOfTheWorstMailbox_data()
{
    QTest::addColumn<AccountStatus>("status");
    QTest::addColumn<HealthLight::Level>("level");
    QTest::addColumn<QString>("word");
    AccountStatus fine = account("b", AccountHealth::Online);
    fine.lastSyncAt = fine.lastMailAt = kNow - 1min;
    QTest::newRow("fine") << fine << HealthLight::Level::Green << QStringLiteral("is here");
    AccountStatus status = fine;
    status.quarantined = 2;
    QTest::newRow("quarantine") << status << HealthLight::Level::Amber << QStringLiteral("quarantine");
    status.difference = 1;
    QTest::newRow("difference") << status << HealthLight::Level::Red << QStringLiteral("not the same");
    status = fine;
    status.lastSyncAt = kNow - 20min;
    QTest::newRow("lag") << status << HealthLight::Level::Amber << QStringLiteral("synchronised 20 min ago");
    status.health = AccountHealth::Syncing;
    QTest::newRow("lag at work") << status << HealthLight::Level::Green << QStringLiteral("is here");
    status = fine;
    status.health = AccountHealth::SignInRefused;
    QTest::newRow("refused") << status << HealthLight::Level::Red << QStringLiteral("sign-in refused");
}

void DeskStatusTest::healthIsThatOfTheWorstMailbox()
{
    QFETCH(AccountStatus, status);
    QFETCH(HealthLight::Level, level);
    QFETCH(QString, word);
    AccountStatus fine = account("a", AccountHealth::Online);
    fine.lastSyncAt = fine.lastMailAt = kNow - 5min;
    SyncStatus sync;
    sync.take(fine);
    sync.take(status);
    const MailboxHealth health(sync, kNow);
    QCOMPARE(health.level(), level);
    QVERIFY2(health.tip().contains(word), qPrintable(health.tip()));
    QCOMPARE(health.accounts()[0].level, HealthLight::Level::Green);
    QCOMPARE(MailboxHealth(SyncStatus(), kNow).level(), HealthLight::Level::Unknown);
}

void DeskStatusTest::anOpenBreakerOfAutomaticMailIsTold()
{
    AccountStatus fine = account("a", AccountHealth::Online);
    fine.lastSyncAt = fine.lastMailAt = kNow - 1min;
    SyncStatus sync;
    sync.take(fine);
    QVERIFY(MailboxHealth(sync, kNow).automaticMail().isEmpty());
    sync.setBreakerOpenedAt(kNow - 12min);
    const MailboxHealth health(sync, kNow);
    QCOMPARE(health.level(), MailboxHealth::Level::Amber);
    QCOMPARE(health.accounts()[0].level, MailboxHealth::Level::Green); // no mailbox is to blame
    QVERIFY2(health.tip().contains(QStringLiteral("Automatic mail is stopped")), qPrintable(health.tip()));
    QVERIFY2(health.automaticMail().contains(QStringLiteral("12 min ago")), qPrintable(health.automaticMail()));
    fine.health = AccountHealth::SignInRefused;
    sync.take(fine);
    QCOMPARE(MailboxHealth(sync, kNow).level(), MailboxHealth::Level::Red);
}

void DeskStatusTest::silenceIsUnusualOnlyBesideWhatWasUsual()
{
    AccountStatus status = account("a", AccountHealth::Online);
    status.lastSyncAt = kNow;
    status.lastMailAt = kNow - 9h;
    const auto level = [&status] {
        SyncStatus sync;
        sync.take(status);
        return MailboxHealth(sync, kNow).level();
    };
    QCOMPARE(level(), HealthLight::Level::Green); // too few mails to say
    status.usualSilence = 6h;
    QCOMPARE(level(), HealthLight::Level::Green);
    status.usualSilence = 2h;
    QCOMPARE(level(), HealthLight::Level::Amber);
}

QTEST_MAIN(DeskStatusTest)
#include "desk_status_test.moc"
