// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// One account at work: one round at a time, a long history in turns, and servers that say no.
#include "core/workspace/replies.h"
#include "tests/core/workspace/account_engine_case.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace otklik;
using namespace otklik::workspace;
using namespace otklik::workspace::test;
using otklik::test::FakeClock;
using otklik::test::FakeImapServer;
using otklik::test::runUntil;

namespace {

/// Of a mail in the inbox; -1 when it is not there.
qint64 flagsOf(FakeDesk &desk, quint32 uid)
{
    sqlite::Statement query = desk.store().database().connection().prepare(
        "SELECT l.flags FROM location l JOIN folder f ON f.id=l.folder WHERE f.role='inbox' AND l.uid=?1");
    query.bind(qint64(uid));
    return query.next() ? query.integer(0) : -1;
}

void answer(FakeDesk &desk, int number)
{
    ReplyRequest request;
    request.ticket = ticket::Key::ofContent(mail(number));
    request.text = QStringLiteral("Answer");
    const auto replied = Replies(desk.desk()).reply(request);
    ASSERT_OK(replied);
    desk.engine().nudge();
}

} // namespace

TEST_F(AccountEngineTest, SyncsThatAreAskedForTogetherDoNotShareTheOpenFolder)
{
    deliver(1, 30);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    std::vector<QJsonObject> reports;
    for (int i = 0; i < 3; ++i)
        desk.engine().syncOnce([&reports](const QJsonObject &report) { reports.push_back(report); });
    // One that is asked for half-way through another one must not end with that one, which may have passed its mail.
    bool late = false;
    server.meanwhile = [&] {
        if (late || server.count("UID FETCH") < 2)
            return;
        late = true;
        deliver(31, 31);
        desk.engine().syncOnce([&reports](const QJsonObject &report) { reports.push_back(report); });
    };
    ASSERT_TRUE(runUntil([&reports] { return reports.size() == 4; }));
    server.meanwhile = nullptr;
    for (const QJsonObject &report : reports)
        EXPECT_TRUE(isOk(report)) << QJsonDocument(report).toJson().toStdString();
    EXPECT_EQ(known(desk), 31);
    expectWell(desk);
}

TEST_F(AccountEngineTest, ASyncThatIsAskedOfAWatchingAccountIsARoundOfIts)
{
    deliver(1, 3);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    int reports = 0;
    desk.engine().syncOnce([&reports](const QJsonObject &report) { reports += isOk(report) ? 1 : 0; });
    desk.engine().startWatching(); // begins when that one has ended
    desk.engine().startWatching();
    ASSERT_TRUE(runUntil([&] { return reports == 1; }));
    ASSERT_TRUE(shows(desk, AccountHealth::Online));
    deliver(4, 4);
    desk.engine().syncOnce([&reports](const QJsonObject &report) { reports += isOk(report) ? 1 : 0; });
    ASSERT_TRUE(runUntil([&] { return reports == 2; }));
    EXPECT_EQ(known(desk), 4);
    expectWell(desk);
}

/// A server without modification counts: of a large folder the flags of old mails are compared every ten minutes only.
TEST(AccountEngineFlags, ASyncThatIsAskedForComparesThoseOfOldMailsToo)
{
    FakeClock clock;
    FakeImapServer server({"IMAP4rev1", "IDLE"});
    for (int i = 1; i <= 1200; ++i)
        server.mailbox.deliver(kInbox, mail(i), clock.now());
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    desk.engine().startWatching();
    ASSERT_TRUE(runUntil([&] { return desk.engine().status().health == AccountHealth::Online; }));
    server.mailbox.setFlag(kInbox, 1, "\\Flagged", true);
    bool done = false;
    desk.engine().syncOnce([&done](const QJsonObject &report) { done = report[QLatin1String("ok")].toBool(); });
    ASSERT_TRUE(runUntil([&done] { return done; }));
    EXPECT_NE(flagsOf(desk, 1), 0);
}

TEST_F(AccountEngineTest, WhatNobodyWaitsForAnyMoreIsAnsweredAtTheEnd)
{
    deliver(1, 3);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    int answers = 0;
    for (int i = 0; i < 2; ++i)
        desk.engine().syncOnce([&answers](const QJsonObject &report) { answers += isOk(report) ? 100 : 1; });
    bool drained = false;
    desk.engine().stop([&drained] { drained = true; });
    ASSERT_TRUE(runUntil([&drained] { return drained; }));
    EXPECT_EQ(answers, 2);
}

TEST_F(AccountEngineTest, NewMailIsSeenAndAnAnswerLeavesWhileALongHistoryIsRead)
{
    constexpr int kHistory = 3000;
    deliver(1, kHistory);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    qint64 atArrival = -1, atAnswer = -1;
    bool delivered = false, answered = false;
    const ticket::Key order = ticket::Key::ofContent(mail(kHistory));
    server.meanwhile = [&] {
        if (!delivered && server.count("UID FETCH") == 4) {
            delivered = true;
            deliver(kHistory + 1, kHistory + 1);
            desk.engine().nudge();
        }
        if (!answered && known(desk) > 100) {
            answered = true;
            ReplyRequest request;
            request.ticket = order;
            request.text = QStringLiteral("Answer");
            const auto replied = Replies(desk.desk()).reply(request);
            EXPECT_OK(replied);
            desk.engine().nudge();
        }
    };
    // told with each batch that was written
    QObject::connect(&desk.engine(), &AccountEngine::statusChanged, &desk.engine(), [&](const AccountStatus &) {
        const auto arrived = desk.store().messages().byContentKey(ticket::Key::ofContent(mail(kHistory + 1)));
        if (atArrival < 0 && arrived && !arrived->isNone())
            atArrival = known(desk);
        if (atAnswer < 0 && !desk.carried().isEmpty())
            atAnswer = known(desk);
    });
    const QJsonObject report = desk.sync();
    server.meanwhile = nullptr;
    ASSERT_TRUE(isOk(report)) << QJsonDocument(report).toJson().toStdString();
    EXPECT_GT(atArrival, 0);
    EXPECT_LT(atArrival, kHistory * 3 / 4);
    EXPECT_GT(atAnswer, 0);
    EXPECT_LT(atAnswer, kHistory * 3 / 4);
    EXPECT_EQ(known(desk), kHistory + 1);
    qint64 fresh = 0;
    for (const QJsonValue &folder : report[QLatin1String("folders")].toArray())
        if (folder[QLatin1String("name")].toString() == kInbox)
            fresh += folder[QLatin1String("new")].toInteger();
    EXPECT_EQ(fresh, kHistory + 1);
    EXPECT_EQ(server.mailbox.folder(kSent).mails.size(), 1U);
    expectWell(desk);
}

/// What others do to mails that an earlier turn has read.
TEST_F(AccountEngineTest, FlagsAndLossesBetweenTheTurnsAreSeen)
{
    constexpr int kHistory = 1500;
    deliver(1, kHistory);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    bool changed = false;
    server.meanwhile = [&] {
        if (changed || known(desk) < 200)
            return;
        changed = true;
        server.mailbox.setFlag(kInbox, kHistory, "\\Flagged", true);
        server.mailbox.expunge(kInbox, kHistory - 1);
        server.mailbox.expunge(kInbox, 1);
        desk.engine().nudge();
    };
    EXPECT_TRUE(isOk(desk.sync()));
    ASSERT_TRUE(changed);
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(known(desk), kHistory - 2);
    EXPECT_NE(flagsOf(desk, kHistory), 0);
    EXPECT_EQ(flagsOf(desk, kHistory - 2), 0);
    expectWell(desk);
}

/// Gmail calls it OVERQUOTA when too much was fetched. Nothing is full, and the server is not asked over and over.
TEST_F(AccountEngineTest, AUsedUpAllowanceIsNoFullMailboxAndIsWaitedFor)
{
    deliver(1, 3);
    for (const QByteArray &answer : {QByteArray("NO"), QByteArray("BYE")}) {
        for (const QByteArray &verb : {QByteArray("LIST"), QByteArray("SELECT"), QByteArray("UID FETCH")}) {
            SCOPED_TRACE((answer + " to " + verb).toStdString());
            FakeDesk desk(server, clock, QStringLiteral("Anna"));
            int asked = 0;
            server.refusal = [&](const QByteArray &command) -> QByteArray {
                if (!command.startsWith(verb))
                    return {};
                ++asked;
                return answer + " [OVERQUOTA] Account exceeded command or bandwidth limits.";
            };
            desk.engine().startWatching();
            EXPECT_TRUE(runUntil([&asked] { return asked > 0; }));
            runFor(std::chrono::milliseconds(300));
            desk.engine().nudge(); // a decision somewhere is no reason to ask again
            runFor(std::chrono::milliseconds(200));
            EXPECT_LE(asked, 2);
            EXPECT_TRUE(std::find(desk.shown().begin(), desk.shown().end(), AccountHealth::MailboxFull) ==
                        desk.shown().end());
            if (answer == "NO") {
                EXPECT_EQ(desk.engine().status().health, AccountHealth::ServerBusy);
            }
            server.refusal = nullptr;
        }
    }
}

/// The words of a full mailbox, in answer to a command that writes nothing.
TEST_F(AccountEngineTest, AFullMailboxIsToldOnlyOfWhatCouldNotBeWritten)
{
    deliver(1, 3);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    server.refusal = [](const QByteArray &command) -> QByteArray {
        return command.startsWith("UID FETCH") ? "NO [OVERQUOTA] Quota exceeded" : QByteArray();
    };
    EXPECT_FALSE(isOk(desk.sync()));
    EXPECT_EQ(desk.engine().status().health, AccountHealth::ServerBusy);
    server.refusal = [](const QByteArray &command) -> QByteArray {
        return command.startsWith("APPEND") ? "NO [OVERQUOTA] Quota exceeded" : QByteArray();
    };
    EXPECT_FALSE(isOk(desk.sync()));
    EXPECT_EQ(desk.engine().status().health, AccountHealth::MailboxFull);
    EXPECT_EQ(known(desk), 3);
    server.refusal = nullptr;
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(desk.engine().status().health, AccountHealth::Online);
}

TEST_F(AccountEngineTest, AServerThatCannotOpenTheInboxHasNotRefusedThePassword)
{
    deliver(1, 3);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    server.refusal = [](const QByteArray &command) -> QByteArray {
        return command.startsWith("SELECT INBOX") || command.startsWith("STATUS INBOX") ? "NO System I/O error"
                                                                                        : QByteArray();
    };
    EXPECT_FALSE(isOk(desk.sync()));
    EXPECT_EQ(desk.engine().status().health, AccountHealth::ServerBusy);
    server.refusal = nullptr;
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(known(desk), 3);
}

TEST_F(AccountEngineTest, APasswordThatIsNotThereIsNotARefusedOne)
{
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    desk.secret = fail(ErrorCode::NotFound, QStringLiteral("the file is gone"));
    EXPECT_FALSE(isOk(desk.sync()));
    EXPECT_EQ(desk.engine().status().health, AccountHealth::PasswordMissing);
    desk.secret = SecretString(QStringLiteral("secret"));
    EXPECT_TRUE(isOk(desk.sync()));
}

TEST_F(AccountEngineTest, APasswordThatIsCorrectedWhileConnectedIsUsedForSending)
{
    deliver(1, 2);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    EXPECT_TRUE(isOk(desk.sync()));
    desk.engine().startWatching();
    ASSERT_TRUE(shows(desk, AccountHealth::Online));
    answer(desk, 1);
    ASSERT_TRUE(runUntil([&] { return desk.carried().size() == 1; }));
    desk.secret = SecretString(QStringLiteral("corrected"));
    answer(desk, 2);
    ASSERT_TRUE(runUntil([&] { return desk.carried().size() == 2; }));
    EXPECT_EQ(desk.carriedWith(), (QStringList{QStringLiteral("secret"), QStringLiteral("corrected")}));
    EXPECT_EQ(server.count("LOGIN") + server.count("AUTHENTICATE"), 2) << "one for each connection";
}

/// Mail comes in all the time: only this tells that no answer leaves.
TEST_F(AccountEngineTest, AServerThatTakesNoAnswersIsToldOfFromTheThirdTryOn)
{
    deliver(1, 3);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    EXPECT_TRUE(isOk(desk.sync()));
    outbox::Attempt busy{outbox::Attempt::End::Postponed, QStringLiteral("451 4.3.2 busy")};
    const auto putOff = [&busy](const store::OutboxMail &) { return busy; };
    desk.attempt = putOff;
    answer(desk, 1);
    const auto tryAgain = [&] {
        clock.advance(std::chrono::hours(1));
        return isOk(desk.sync());
    };
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(tryAgain());
        EXPECT_EQ(desk.engine().status().health, AccountHealth::Online);
    }
    EXPECT_TRUE(tryAgain());
    EXPECT_EQ(desk.engine().status().health, AccountHealth::SendingStalled);
    EXPECT_EQ(desk.engine().status().detail, busy.detail);
    EXPECT_TRUE(isOk(desk.sync())); // nothing is due
    EXPECT_EQ(desk.engine().status().health, AccountHealth::SendingStalled);
    // Another one leaves: the server works.
    desk.attempt = [&busy, first = ticket::Key::ofContent(mail(1))](const store::OutboxMail &answer) {
        return answer.ticket == first ? busy : outbox::Attempt{outbox::Attempt::End::Sent, {}};
    };
    answer(desk, 2);
    EXPECT_TRUE(tryAgain());
    EXPECT_EQ(desk.carried().size(), 1);
    EXPECT_EQ(desk.engine().status().health, AccountHealth::Online);
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(desk.engine().status().health, AccountHealth::Online);
    // Until the one that waits is put off again.
    desk.attempt = putOff;
    EXPECT_TRUE(tryAgain());
    EXPECT_EQ(desk.engine().status().health, AccountHealth::SendingStalled);
    desk.attempt = {};
    EXPECT_TRUE(tryAgain());
    EXPECT_EQ(desk.engine().status().health, AccountHealth::Online);
}

TEST_F(AccountEngineTest, AServerThatDoesNotAnswerIsToldOfHoweverManyWait)
{
    deliver(1, 5);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    EXPECT_TRUE(isOk(desk.sync()));
    outbox::Attempt silent{outbox::Attempt::End::Postponed, QStringLiteral("the server does not answer")};
    silent.noAnswer = true;
    desk.attempt = [&silent](const store::OutboxMail &) { return silent; };
    for (int i = 1; i <= 5; ++i)
        answer(desk, i);
    for (int i = 0; i < 3; ++i) {
        EXPECT_NE(desk.engine().status().health, AccountHealth::SendingStalled);
        clock.advance(std::chrono::minutes(1));
        EXPECT_TRUE(isOk(desk.sync()));
    }
    EXPECT_EQ(desk.engine().status().health, AccountHealth::SendingStalled);
    EXPECT_EQ(desk.engine().status().detail, silent.detail);
}

TEST_F(AccountEngineTest, ACopyThatSentDoesNotTakeStopsNothingElse)
{
    deliver(1, 1);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_TRUE(isOk(desk.sync()));
    int offered = 0;
    server.refusal = [&offered](const QByteArray &command) -> QByteArray {
        if (!command.startsWith("APPEND Sent"))
            return {};
        ++offered;
        return "NO [TOOBIG] The message is too large";
    };
    ReplyRequest request;
    request.ticket = ticket::Key::ofContent(mail(1));
    request.text = QStringLiteral("Answer");
    const auto replied = Replies(desk.desk()).reply(request);
    ASSERT_OK(replied);
    const QJsonObject first = desk.sync();
    EXPECT_TRUE(isOk(first)) << QJsonDocument(first).toJson().toStdString();
    EXPECT_EQ(desk.carried().size(), 1);
    EXPECT_TRUE(desk.engine().status().alerts.join(u' ').contains(u"TOOBIG"));
    deliver(2, 2);
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(known(desk), 2);
    EXPECT_EQ(offered, 1) << "a copy that was refused is not offered with each round";
    clock.advance(std::chrono::hours(2));
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(offered, 2);
    server.refusal = nullptr;
    clock.advance(std::chrono::hours(2));
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(server.mailbox.folder(kSent).mails.size(), 1U);
    EXPECT_TRUE(desk.engine().status().alerts.isEmpty());
    EXPECT_EQ(desk.carried().first(), 1);
}

TEST_F(AccountEngineTest, MailOnNoTicketIsADifferenceOfTheLight)
{
    deliver(1, 2);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(store::Ledger(desk.store().database()).health(QStringLiteral("support"))->difference, 0);
    ASSERT_OK(desk.store().database().connection().execute(
        "UPDATE message SET ticket=NULL WHERE id=(SELECT min(id) FROM message)"));
    EXPECT_EQ(store::Ledger(desk.store().database()).health(QStringLiteral("support"))->difference, 1);
}
