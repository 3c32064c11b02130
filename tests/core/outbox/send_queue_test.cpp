// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/send_queue.h"
#include "core/store/timeline_queries.h"
#include "core/sync/folder_sync.h"
#include "core/sync/maildir_session.h"
#include "tests/core/store/store_fixture.h"
#include "tests/support/fake_clock.h"
#include "tests/support/run_task.h"

#include <deque>

using namespace otklik;
using namespace otklik::outbox;
using ticket::SendState;

namespace {

/// Ends each attempt as told, one after the other.
class ScriptedCarrier final : public Carrier
{
public:
    async::Task<Attempt> carry(store::OutboxMail mail, QByteArray raw, std::function<Result<void>()> beforeLastBytes,
                               std::stop_token) override
    {
        statesSeen.push_back(mail.state);
        carried.push_back(std::move(raw));
        servedTo.push_back(mail.toServe());
        if (meanwhile)
            std::exchange(meanwhile, {})();
        Attempt attempt = script.empty() ? Attempt{} : script.front();
        if (!script.empty())
            script.pop_front();
        const bool comesToTheEnd = attempt.end == Attempt::End::Sent || attempt.end == Attempt::End::Uncertain;
        if (comesToTheEnd && !beforeLastBytes())
            attempt = {Attempt::End::Withdrawn, {}};
        else if (comesToTheEnd && atTheEnd)
            atTheEnd();
        co_return attempt;
    }
    std::function<void()> atTheEnd; ///< when the last bytes leave
    std::vector<QStringList> servedTo;
    std::deque<Attempt> script;
    std::function<void()> meanwhile; ///< happens once, while the first mail is on its way
    std::vector<QByteArray> carried;
    std::vector<SendState> statesSeen;
};

class SendQueueTest : public store::test::StoreTest
{
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        take({m_root});
        m_raw = queue("ours@desk.example");
    }
    /// Puts an answer into the outbox; the bytes it will have.
    QByteArray queue(const QByteArray &messageId)
    {
        const QByteArray raw = "Message-ID: <" + messageId +
                               ">\r\nFrom: support@desk.example\r\nTo: ivan@acme.example\r\nSubject: Re\r\n\r\n"
                               "Hello\r\n";
        store::Store::Outgoing outgoing;
        outgoing.raw = raw;
        store::OutboxMail &mail = outgoing.mail;
        mail.ticket = store::test::keyOf(m_root);
        mail.account = QStringLiteral("support");
        mail.messageId = QString::fromLatin1(messageId);
        mail.contentKey = ticket::Key::ofContent(raw);
        mail.sender = QStringLiteral("support@desk.example");
        mail.recipients = QStringList{QStringLiteral("ivan@acme.example")};
        mail.createdAt = mail.sendAt = mail.nextAttemptAt = m_clock.now();
        const journal::Op pending{QStringLiteral("ticket.status"),
                                  mail.ticket.object(),
                                  {{QStringLiteral("status"), QStringLiteral("pending")}},
                                  {}};
        const auto decided = m_store->decide({pending}, QStringLiteral("anna@desk.example"), m_clock.now(),
                                             QStringLiteral("Anna answered."), outgoing);
        EXPECT_OK(decided);
        return raw;
    }
    store::OutboxMail mail(const QString &messageId = QStringLiteral("ours@desk.example"))
    {
        const auto found = m_store->outbox().byMessageId(messageId);
        EXPECT_OK(found);
        return found && *found ? **found : store::OutboxMail();
    }
    SendContext context()
    {
        SendContext all{
            m_store.get(), &m_clock, QStringLiteral("support"), QStringLiteral("anna@desk.example"), {}, {}};
        all.wasAway = m_wasAway;
        return all;
    }
    SendReport send()
    {
        auto report = otklik::test::runTask(sendDue(context(), &m_carrier));
        EXPECT_OK(report);
        return report.value_or(SendReport());
    }
    /// As one that Replies writes: the guard knows what stood on the ticket.
    void giveStanding()
    {
        const auto standing =
            store::TimelineQueries(m_store->database()).standing(mail().ticket, QStringLiteral("anna@desk.example"));
        ASSERT_OK(standing);
        store::OutboxMail written = mail();
        written.standing = standing->toJson();
        ASSERT_OK(m_store->outboxChanged(written));
    }
    void setWritable(bool writable)
    {
        sqlite::Connection &db = m_store->database().connection();
        db.prepare(writable ? "PRAGMA query_only=0" : "PRAGMA query_only=1").run();
        EXPECT_OK(db.finish());
    }
    store::OutboxMail changed(const std::function<void(store::OutboxMail &)> &change)
    {
        store::OutboxMail written = mail();
        change(written);
        EXPECT_OK(m_store->outboxChanged(written));
        return mail();
    }

    store::test::MailSpec m_root{.id = QStringLiteral("root@acme.example")};
    QByteArray m_raw;
    otklik::test::FakeClock m_clock;
    bool m_wasAway = false;
    ScriptedCarrier m_carrier;
};

TEST_F(SendQueueTest, SendsOnceWithTheFrozenBytes)
{
    m_carrier.script = {{Attempt::End::Sent, QStringLiteral("queue 1")}};
    EXPECT_EQ(send().sent, 1);
    EXPECT_EQ(send().sent, 0);
    ASSERT_EQ(m_carrier.carried.size(), 1u);
    EXPECT_EQ(m_carrier.carried[0], m_raw);
    EXPECT_EQ(m_carrier.statesSeen[0], SendState::Sending);
    EXPECT_EQ(mail().state, SendState::Sent);
    EXPECT_EQ(mail().sentCopy, store::SentCopy::ToAppend);
    EXPECT_EQ(mail().sentAt, m_clock.now());
}

TEST_F(SendQueueTest, AnAnswerTakenBackWhileAnotherIsOnItsWayIsNotSent)
{
    queue("second@desk.example");
    m_carrier.script = {{Attempt::End::Sent, {}}};
    m_carrier.meanwhile = [this] {
        store::OutboxMail second = mail(QStringLiteral("second@desk.example"));
        ASSERT_EQ(second.state, SendState::Waiting);
        second.state = SendState::Failed;
        ASSERT_OK(m_store->outboxChanged(second));
    };
    EXPECT_EQ(send().sent, 1);
    EXPECT_EQ(m_carrier.carried, std::vector<QByteArray>{m_raw});
    EXPECT_EQ(mail(QStringLiteral("second@desk.example")).state, SendState::Failed);
}

TEST_F(SendQueueTest, AnAnswerQueuedWhileAnotherIsOnItsWayGoesWithIt)
{
    m_carrier.script = {{Attempt::End::Sent, {}}, {Attempt::End::Sent, {}}};
    m_carrier.meanwhile = [this] { queue("second@desk.example"); };
    EXPECT_EQ(send().sent, 2);
    EXPECT_EQ(m_carrier.carried.size(), 2u);
}

TEST_F(SendQueueTest, WaitsLongerEachTimeAndGivesUp)
{
    EXPECT_EQ(backOff(1), std::chrono::minutes(1));
    EXPECT_EQ(backOff(2), std::chrono::minutes(2));
    EXPECT_EQ(backOff(7), std::chrono::minutes(60));
    EXPECT_EQ(backOff(1000), std::chrono::minutes(60));
    m_carrier.script = {{Attempt::End::Postponed, QStringLiteral("451 later")},
                        {Attempt::End::Postponed, QStringLiteral("451 later")}};
    EXPECT_EQ(send().waiting, 1);
    EXPECT_EQ(mail().state, SendState::Waiting);
    EXPECT_EQ(mail().nextAttemptAt, m_clock.now() + std::chrono::minutes(1));
    m_clock.advance(std::chrono::seconds(59));
    send();
    EXPECT_EQ(m_carrier.carried.size(), 1u) << "not due yet";
    m_clock.advance(std::chrono::seconds(1));
    send();
    EXPECT_EQ(m_carrier.carried.size(), 2u);
    for (int tries = 2; tries < kTriesBeforeGivingUp; ++tries) {
        m_clock.advance(std::chrono::hours(1));
        EXPECT_EQ(send().failed, 0);
    }
    EXPECT_EQ(mail().attempts, kTriesBeforeGivingUp);
    EXPECT_EQ(mail().state, SendState::Waiting) << "as often as that, but within a day";
    m_clock.advance(kGiveUpAfter);
    EXPECT_EQ(send().failed, 1);
    EXPECT_EQ(mail().state, SendState::Failed);
    EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Open);
    EXPECT_TRUE(ticketOf(m_root).failedSend);
}

TEST_F(SendQueueTest, ALongWeekendIsNoReasonToGiveUp)
{
    m_carrier.script = {{Attempt::End::Postponed, QStringLiteral("451 later")}};
    send();
    m_clock.advance(kGiveUpAfter * 2); // the program did not run
    m_carrier.script = {{Attempt::End::Postponed, QStringLiteral("451 later")}};
    EXPECT_EQ(send().failed, 0);
    EXPECT_EQ(mail().state, SendState::Waiting);
}

TEST_F(SendQueueTest, WhatWaitedWhileThisMachineWasAwayIsLookedAtAgain)
{
    m_clock.advance(kLookAgainAfter + std::chrono::minutes(1));
    m_wasAway = true;
    giveStanding();
    EXPECT_EQ(send().held, 1);
    EXPECT_TRUE(m_carrier.carried.empty());
    EXPECT_EQ(mail().state, SendState::Held);
    EXPECT_EQ(mail().error, ticket::kWaitedTooLong);
    EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Open);
}

TEST_F(SendQueueTest, ARefusedSignInEndsTheRoundAndIsNotTriedOverAndOver)
{
    const Attempt refused{Attempt::End::Postponed, QStringLiteral("535 no"), true};
    for (int i = 0; i < 9; ++i)
        queue(QByteArray::number(i) + "@desk.example");
    m_carrier.script = std::deque<Attempt>(10, refused);
    EXPECT_EQ(send().signInRefused, QStringLiteral("535 no"));
    EXPECT_EQ(m_carrier.carried.size(), 1u) << "one sign-in, not one for each answer";
    EXPECT_EQ(mail().attempts, 0) << "nobody looked at it";
    m_clock.advance(std::chrono::seconds(1));
    queue("late@desk.example");
    send();
    EXPECT_EQ(m_carrier.carried.size(), 1u);
    const auto next = m_store->outbox().nextDue(QStringLiteral("support"));
    ASSERT_OK(next);
    EXPECT_GT(*next, m_clock.now()) << "its engine would look for it over and over";

    // Somebody asks for another try.
    ASSERT_OK(m_store->outbox().hurry(QStringLiteral("support")));
    send();
    EXPECT_EQ(m_carrier.carried.size(), 2u);

    // Days later the password is right: all of them go.
    for (int hours = 0; hours < 100; ++hours) {
        m_clock.advance(std::chrono::hours(1));
        m_carrier.script = {refused};
        EXPECT_EQ(send().failed, 0);
    }
    m_clock.advance(std::chrono::hours(1));
    m_carrier.script = std::deque<Attempt>(11, Attempt{Attempt::End::Sent, {}});
    EXPECT_EQ(send().sent, 11);
}

/// Each would wait minutes for it, and the mail that comes in with them.
TEST_F(SendQueueTest, AServerThatDoesNotAnswerIsAskedOnceInARound)
{
    for (int i = 0; i < 9; ++i)
        queue(QByteArray::number(i) + "@desk.example");
    Attempt silence{Attempt::End::Postponed, QStringLiteral("no answer")};
    silence.noAnswer = true;
    m_carrier.script = {silence};
    EXPECT_EQ(send().waiting, 10);
    EXPECT_EQ(m_carrier.carried.size(), 1u);
    m_clock.advance(std::chrono::seconds(30));
    send();
    EXPECT_EQ(m_carrier.carried.size(), 1u);
    m_clock.advance(kNoAnswerPause);
    m_carrier.script = {silence};
    send();
    EXPECT_EQ(m_carrier.carried.size(), 2u);
    m_clock.advance(kNoAnswerPause);
    m_carrier.script = std::deque<Attempt>(10, Attempt{Attempt::End::Sent, {}});
    EXPECT_EQ(send().sent, 10);
}

TEST_F(SendQueueTest, TellsASignInThatWasRefused)
{
    m_carrier.script = {{Attempt::End::Postponed, QStringLiteral("535 no"), true}, {Attempt::End::Sent, {}}};
    EXPECT_EQ(send().signInRefused, QStringLiteral("535 no"));
    EXPECT_EQ(mail().state, SendState::Waiting) << "the answer is not what is wrong";
    EXPECT_EQ(send().signInRefused, std::nullopt) << "nothing was due";
    m_clock.advance(kSignInPause);
    EXPECT_EQ(send().signInRefused, QString());
}

TEST_F(SendQueueTest, ARefusedAnswerOpensItsTicket)
{
    EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Pending);
    m_carrier.script = {{Attempt::End::Refused, QStringLiteral("550 5.1.1 no such user")}};
    EXPECT_EQ(send().failed, 1);
    EXPECT_EQ(mail().error, QStringLiteral("550 5.1.1 no such user"));
    EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Open);
    send();
    EXPECT_EQ(m_carrier.carried.size(), 1u) << "never tried again by itself";
}

TEST_F(SendQueueTest, AHurriedAnswerThatIsRefusedWasNotTakenBack)
{
    store::OutboxMail hurried = mail();
    hurried.nextAttemptAt = {};
    ASSERT_OK(m_store->outboxChanged(hurried));
    m_carrier.script = {{Attempt::End::Refused, QStringLiteral("550 no")}};
    EXPECT_EQ(send().failed, 1);
    EXPECT_FALSE(mail().isTakenBack());
    EXPECT_TRUE(ticketOf(m_root).failedSend);
}

TEST_F(SendQueueTest, AnUncertainOneIsNotSentAgain)
{
    m_carrier.script = {{Attempt::End::Uncertain, QStringLiteral("connection lost")}};
    EXPECT_EQ(send().uncertain, 1);
    m_clock.advance(std::chrono::hours(3));
    send();
    EXPECT_EQ(m_carrier.carried.size(), 1u);
    EXPECT_EQ(mail().state, SendState::Uncertain);
}

TEST_F(SendQueueTest, AnUncertainOneOpensItsTicketAndIsMarked)
{
    m_carrier.script = {{Attempt::End::Uncertain, QStringLiteral("connection lost")}};
    send();
    EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Open);
    EXPECT_TRUE(ticketOf(m_root).failedSend);
}

TEST_F(SendQueueTest, OneThatWasInterruptedOpensItsTicketAtOnce)
{
    changed([](store::OutboxMail &mail) {
        mail.state = SendState::HandingOver;
        mail.nextAttemptAt = {}; // hurried
    });
    const auto settled = settleInterrupted(context()); // the start of the next program
    ASSERT_OK(settled);
    EXPECT_EQ(*settled, 1);
    EXPECT_EQ(mail().state, SendState::Uncertain);
    EXPECT_FALSE(mail().isTakenBack());
    EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Open);
    EXPECT_TRUE(ticketOf(m_root).failedSend);
    EXPECT_EQ(send().uncertain, 0) << "told once";
}

TEST_F(SendQueueTest, WhatCouldNotBeNotedIsSettledByTheRunningProgram)
{
    m_carrier.script = {{Attempt::End::Sent, {}}};
    m_carrier.meanwhile = [this] { setWritable(false); };
    EXPECT_FALSE(otklik::test::runTask(sendDue(context(), &m_carrier)));
    setWritable(true);
    ASSERT_EQ(mail().state, SendState::Sending);
    // Nothing of it can have been taken: it goes with the next round.
    m_carrier.script = {{Attempt::End::Sent, {}}};
    m_carrier.atTheEnd = [this] { setWritable(false); };
    EXPECT_FALSE(otklik::test::runTask(sendDue(context(), &m_carrier)));
    setWritable(true);
    EXPECT_EQ(m_carrier.carried.size(), 2u);
    ASSERT_EQ(mail().state, SendState::HandingOver);
    m_carrier.atTheEnd = {};
    EXPECT_EQ(send().uncertain, 1);
    EXPECT_EQ(mail().state, SendState::Uncertain);
    EXPECT_TRUE(ticketOf(m_root).failedSend);
    EXPECT_EQ(m_carrier.carried.size(), 2u) << "it may have left";
}

TEST_F(SendQueueTest, ThePauseForUndoIsOverWhenTheClockWasSetBack)
{
    m_clock.advance(std::chrono::hours(3)); // which is wrong
    const auto queueFor = [this](const char *id, std::chrono::milliseconds wait) {
        queue(id);
        store::OutboxMail held = mail(QString::fromLatin1(id));
        held.sendAt = held.nextAttemptAt = m_clock.now() + wait;
        EXPECT_OK(m_store->outboxChanged(held));
    };
    queueFor("undo@desk.example", std::chrono::seconds(10));
    queueFor("later@desk.example", std::chrono::hours(1));
    m_carrier.script = std::deque<Attempt>(3, Attempt{Attempt::End::Sent, {}});
    EXPECT_EQ(send().sent, 1) << "that of the fixture";
    m_clock.advance(-std::chrono::hours(3));
    EXPECT_EQ(send().sent, 1);
    EXPECT_EQ(mail(QStringLiteral("undo@desk.example")).state, SendState::Sent);
    EXPECT_EQ(mail(QStringLiteral("later@desk.example")).state, SendState::Waiting) << "that hour was meant";
    m_clock.advance(std::chrono::hours(4));
    EXPECT_EQ(send().sent, 1);
}

TEST_F(SendQueueTest, ThePauseForUndoHoldsWhenTheClockIsRight)
{
    changed(
        [&](store::OutboxMail &mail) { mail.sendAt = mail.nextAttemptAt = m_clock.now() + std::chrono::seconds(10); });
    m_carrier.script = {{Attempt::End::Sent, {}}};
    EXPECT_EQ(send().sent, 0);
    m_clock.advance(-std::chrono::seconds(5)); // as a time server does
    EXPECT_EQ(send().sent, 0);
    m_clock.advance(std::chrono::seconds(15));
    EXPECT_EQ(send().sent, 1);
}

TEST_F(SendQueueTest, ABackOffIsOverWhenTheClockWasSetBack)
{
    m_carrier.script = {{Attempt::End::Postponed, QStringLiteral("451 later")}, {Attempt::End::Sent, {}}};
    send();
    m_clock.advance(-std::chrono::hours(3));
    EXPECT_EQ(send().sent, 1);
}

TEST_F(SendQueueTest, OnlyFromItsLastBytesOnACrashMakesItUncertain)
{
    for (const SendState state : {SendState::Sending, SendState::HandingOver}) {
        store::OutboxMail interrupted = mail();
        interrupted.state = state;
        ASSERT_OK(m_store->outboxChanged(interrupted));
        const auto marked = settleInterrupted(context());
        ASSERT_OK(marked);
        const bool mayHaveLeft = state == SendState::HandingOver;
        EXPECT_EQ(*marked, mayHaveLeft ? 1 : 0);
        EXPECT_EQ(mail().state, mayHaveLeft ? SendState::Uncertain : SendState::Waiting);
    }
    send();
    EXPECT_TRUE(m_carrier.carried.empty()) << "an uncertain one is not sent again";
}

TEST_F(SendQueueTest, IsOnDiskBeforeItsLastBytesLeave)
{
    SendState onDisk = SendState::None;
    m_carrier.atTheEnd = [&] {
        const auto other = store::Store::open(m_dir.path(), rules());
        ASSERT_OK(other);
        onDisk = (*(*other)->outbox().byMessageId(QStringLiteral("ours@desk.example")))->state;
    };
    m_carrier.script = {{Attempt::End::Sent, {}}};
    send();
    EXPECT_EQ(onDisk, SendState::HandingOver);
}

TEST_F(SendQueueTest, TakenBackBeforeItsLastBytesItDoesNotLeave)
{
    m_carrier.script = {{Attempt::End::Sent, {}}};
    m_carrier.meanwhile = [this] {
        const auto moved = m_store->outbox().move(mail().id, SendState::Sending, SendState::Failed);
        ASSERT_OK(moved);
        EXPECT_TRUE(*moved);
    };
    EXPECT_EQ(send().sent, 0);
    EXPECT_EQ(mail().state, SendState::Failed);
    // After them it is too late.
    queue("second@desk.example");
    m_carrier.script = {{Attempt::End::Sent, {}}};
    const QString second = QStringLiteral("second@desk.example");
    m_carrier.atTheEnd = [&] {
        const auto moved = m_store->outbox().move(mail(second).id, SendState::Sending, SendState::Failed);
        ASSERT_OK(moved);
        EXPECT_FALSE(*moved);
    };
    EXPECT_EQ(send().sent, 1);
    EXPECT_EQ(mail(second).state, SendState::Sent);
}

TEST_F(SendQueueTest, AnAttemptThatWasBrokenOffHereCountsForNothing)
{
    m_carrier.script = {{Attempt::End::Withdrawn, {}}, {Attempt::End::Sent, {}}};
    EXPECT_EQ(send().waiting, 1);
    EXPECT_EQ(mail().attempts, 0);
    EXPECT_EQ(send().sent, 1) << "it is due at once";
}

TEST_F(SendQueueTest, NamesWhomTheServerRefusedAndTriesThemAlone)
{
    store::OutboxMail two = mail();
    two.recipients << QStringLiteral("petr@acme.example");
    ASSERT_OK(m_store->outboxChanged(two));
    const ticket::RefusedRecipient petr{QStringLiteral("petr@acme.example"), QStringLiteral("550 5.2.2 full"), true};
    Attempt attempt{Attempt::End::Sent, {}};
    attempt.refused = {petr};
    m_carrier.script = {attempt};
    EXPECT_EQ(send().sent, 1);
    EXPECT_EQ(mail().refused, std::vector{petr});
    EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Pending) << "the others have it";
    const Instant sentAt = mail().sentAt;

    // Again, for him alone; a failure does not undo that the others have it.
    for (const Attempt::End end : {Attempt::End::Refused, Attempt::End::Sent}) {
        store::OutboxMail again = mail();
        again.state = SendState::Waiting;
        again.sentCopy = store::SentCopy::Present;
        ASSERT_OK(m_store->outboxChanged(again));
        m_clock.advance(std::chrono::minutes(1));
        attempt.end = end;
        attempt.refused = end == Attempt::End::Sent ? std::vector<ticket::RefusedRecipient>{} : std::vector{petr};
        m_carrier.script = {attempt};
        send();
        EXPECT_EQ(m_carrier.servedTo.back(), QStringList{petr.address});
        EXPECT_EQ(mail().state, SendState::Sent);
        EXPECT_EQ(mail().refused.empty(), end == Attempt::End::Sent);
        EXPECT_EQ(mail().sentAt, sentAt);
        EXPECT_EQ(mail().sentCopy, store::SentCopy::Present) << "one copy";
    }
    EXPECT_FALSE(ticketOf(m_root).failedSend);
}

TEST_F(SendQueueTest, WhomTheServerPutOffIsTriedAloneByItself)
{
    const QString ivan = QStringLiteral("ivan@acme.example"), petr = QStringLiteral("petr@acme.example"),
                  olga = QStringLiteral("olga@acme.example");
    const ticket::RefusedRecipient greylisted{ivan, QStringLiteral("451 4.7.1 greylisted"), false};
    const ticket::RefusedRecipient unknown{petr, QStringLiteral("550 5.1.1 no such user"), true};
    changed([&](store::OutboxMail &mail) { mail.recipients = QStringList{ivan, petr, olga}; });
    const Attempt::End sent = Attempt::End::Sent;
    m_carrier.script = {{sent, {}, false, {greylisted, unknown}}};
    EXPECT_EQ(send().sent, 1);
    EXPECT_EQ(mail().state, SendState::Waiting);
    EXPECT_FALSE(mail().sentAt.isNever());
    EXPECT_EQ(*hasUnfiled(context()), true) << "the copy of what was sent does not wait";
    EXPECT_EQ(send().sent, 0) << "not before its pause is over";
    m_clock.advance(std::chrono::minutes(1));
    m_carrier.script = {{Attempt::End::Postponed, greylisted.words, false, {greylisted}}};
    send();
    EXPECT_EQ(m_carrier.servedTo.back(), QStringList{ivan});
    EXPECT_EQ(mail().state, SendState::Waiting);
    m_clock.advance(std::chrono::minutes(2));
    m_carrier.script = {{sent, {}}};
    send();
    EXPECT_EQ(m_carrier.servedTo.back(), QStringList{ivan});
    EXPECT_EQ(mail().state, SendState::Sent);
    EXPECT_EQ(mail().refused, std::vector{unknown}) << "he was refused for good";
}

TEST_F(SendQueueTest, ACustomerWhoIsRefusedWhileOthersAreNotIsSeenInTheQueue)
{
    const ticket::RefusedRecipient full{QStringLiteral("ivan@acme.example"), QStringLiteral("452 4.2.2 full"), false};
    changed([](store::OutboxMail &mail) { mail.recipients << QStringLiteral("petr@acme.example"); });
    m_carrier.script = {{Attempt::End::Sent, {}, false, {full}}};
    send();
    EXPECT_FALSE(ticketOf(m_root).failedSend) << "it is being tried";
    EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Pending);
    m_clock.advance(kGiveUpAfter);
    for (int tries = 1; tries < kTriesBeforeGivingUp; ++tries) {
        m_clock.advance(std::chrono::hours(1));
        m_carrier.script = {{Attempt::End::Postponed, full.words, false, {full}}};
        send();
    }
    EXPECT_EQ(mail().state, SendState::Sent);
    ASSERT_EQ(mail().refused.size(), 1u);
    EXPECT_TRUE(ticketOf(m_root).failedSend);
    EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Open);
    // Another answer takes its place.
    queue("second@desk.example");
    EXPECT_FALSE(ticketOf(m_root).failedSend);
}

TEST_F(SendQueueTest, AHeldAnswerIsNotSentAndOpensItsTicket)
{
    QString reason = QStringLiteral("Ivan wrote again meanwhile");
    SendContext holding = context();
    holding.objection = [&reason](const store::OutboxMail &) { return Result<QString>(reason); };
    auto report = otklik::test::runTask(sendDue(holding, &m_carrier));
    ASSERT_OK(report);
    EXPECT_EQ(report->held, 1);
    EXPECT_TRUE(m_carrier.carried.empty());
    EXPECT_EQ(mail().state, SendState::Held);
    EXPECT_EQ(mail().error, reason);
    EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Open);
    EXPECT_TRUE(ticketOf(m_root).failedSend) << "marked in the queue";
}

TEST_F(SendQueueTest, WhatAnotherProgramTookBackIsLeftAlone)
{
    for (const QString &reason : {QString(), QStringLiteral("Ivan wrote again meanwhile")}) {
        SendContext racing = context();
        racing.objection = [&](const store::OutboxMail &due) {
            const auto moved = m_store->outbox().move(due.id, SendState::Waiting, SendState::Failed);
            EXPECT_OK(moved);
            return Result<QString>(reason);
        };
        auto report = otklik::test::runTask(sendDue(racing, &m_carrier));
        ASSERT_OK(report);
        EXPECT_EQ(report->held, 0);
        EXPECT_TRUE(m_carrier.carried.empty());
        EXPECT_EQ(mail().state, SendState::Failed);
        EXPECT_EQ(mail().attempts, 0);
        EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Pending) << "nobody held it back";
        const auto waits = m_store->outbox().move(mail().id, SendState::Failed, SendState::Waiting);
        ASSERT_OK(waits);
        EXPECT_TRUE(*waits);
    }
}

TEST_F(SendQueueTest, OnlyWhatFailedBeforeIsHurriedAndOnlyOfItsAccount)
{
    const QString account = QStringLiteral("support");
    queue("second@desk.example");
    store::OutboxMail failed = mail();
    failed.attempts = 1;
    failed.nextAttemptAt = m_clock.now() + std::chrono::hours(1);
    failed.sendAt = m_clock.now() - std::chrono::hours(1);
    ASSERT_OK(m_store->outboxChanged(failed));
    const store::OutboxMail fresh = mail(QStringLiteral("second@desk.example"));
    ASSERT_OK(m_store->outbox().hurry(QStringLiteral("sales")));
    EXPECT_EQ(mail(), failed);
    ASSERT_OK(m_store->outbox().hurry(account));
    EXPECT_TRUE(mail().nextAttemptAt.isNever());
    EXPECT_EQ(mail(QStringLiteral("second@desk.example")), fresh);
    const auto next = m_store->outbox().nextDue(account);
    ASSERT_OK(next);
    EXPECT_EQ(*next, failed.sendAt);
    const auto others = m_store->outbox().nextDue(QStringLiteral("sales"));
    ASSERT_OK(others);
    EXPECT_TRUE(others->isNever()) << "its engine would look for it over and over";
}

TEST_F(SendQueueTest, AnAnswerForNextWeekIsNotGivenUpBeforeItIsTried)
{
    store::OutboxMail later = mail();
    later.sendAt = later.nextAttemptAt = m_clock.now() + std::chrono::hours(24 * 7);
    ASSERT_OK(m_store->outboxChanged(later));
    m_clock.advance(std::chrono::hours(24 * 7));
    m_carrier.script = {{Attempt::End::Postponed, QStringLiteral("451 later")}};
    EXPECT_EQ(send().waiting, 1);
    EXPECT_EQ(mail().state, SendState::Waiting);
}

TEST_F(SendQueueTest, FilesOneCopyAndFindsWhatTheServerFiled)
{
    QTemporaryDir maildir;
    sync::MaildirSession session(maildir.path());
    QStringList path{QStringLiteral("Sent")};
    const auto sentFolder = otklik::test::runTask(session.create(path));
    ASSERT_OK(sentFolder);
    m_carrier.script = {{Attempt::End::Sent, QString()}};
    send();
    for (const bool expected : {true, false}) {
        const auto filed = otklik::test::runTask(fileSentCopies(context(), &session, *sentFolder, false));
        ASSERT_OK(filed);
        EXPECT_EQ(filed->appended, expected ? 1 : 0);
    }
    const auto opened = otklik::test::runTask(session.open(*sentFolder));
    ASSERT_OK(opened);
    EXPECT_EQ(opened->state.exists, 1);
}

TEST_F(SendQueueTest, AServerThatFilesItselfGetsItsTime)
{
    QTemporaryDir maildir;
    sync::MaildirSession session(maildir.path());
    QStringList path{QStringLiteral("Sent")};
    const auto sentFolder = otklik::test::runTask(session.create(path));
    ASSERT_OK(sentFolder);
    m_carrier.script = {{Attempt::End::Sent, QString()}};
    send();
    const auto file = [&] {
        auto filed = otklik::test::runTask(fileSentCopies(context(), &session, *sentFolder, true));
        EXPECT_OK(filed);
        return filed.value_or(FiledCopies());
    };
    EXPECT_EQ(file().awaited, 1);
    m_clock.advance(kServerFilesWithin - std::chrono::seconds(1));
    EXPECT_EQ(file().appended, 0);
    m_clock.advance(std::chrono::seconds(1));
    const FiledCopies last = file();
    EXPECT_EQ(last.appended, 1) << "it has not: we do";
    EXPECT_EQ(last.awaited, 0);
    EXPECT_EQ(*hasUnfiled(context()), false);
}

TEST_F(SendQueueTest, AClockThatWasSetBackDoesNotKeepACopyWaiting)
{
    QTemporaryDir maildir;
    sync::MaildirSession session(maildir.path());
    QStringList path{QStringLiteral("Sent")};
    const auto sentFolder = otklik::test::runTask(session.create(path));
    ASSERT_OK(sentFolder);
    m_carrier.script = {{Attempt::End::Sent, QString()}};
    send();
    m_clock.advance(-std::chrono::hours(1));
    const auto filed = otklik::test::runTask(fileSentCopies(context(), &session, *sentFolder, true));
    ASSERT_OK(filed);
    EXPECT_EQ(filed->awaited, 0);
    EXPECT_EQ(filed->appended, 1);
}

TEST_F(SendQueueTest, AnUncertainOneThatIsInSentWasSent)
{
    QTemporaryDir maildir;
    sync::MaildirSession session(maildir.path());
    QStringList path{QStringLiteral("Sent")};
    const auto sentFolder = otklik::test::runTask(session.create(path));
    ASSERT_OK(sentFolder);
    giveStanding();
    m_carrier.script = {{Attempt::End::Uncertain, QStringLiteral("connection lost")}};
    send();
    ASSERT_EQ(ticketOf(m_root).status, ticket::Status::Open);
    QStringList flags;
    const auto there = otklik::test::runTask(session.append(*sentFolder, m_raw, flags, m_clock.now()));
    ASSERT_OK(there);
    sync::SyncContext syncing;
    syncing.session = &session;
    syncing.store = m_store.get();
    syncing.clock = &m_clock;
    syncing.account = QStringLiteral("support");
    const auto synced = otklik::test::runTask(sync::syncFolder(syncing, *sentFolder, store::FolderRole::Sent));
    ASSERT_OK(synced);
    EXPECT_EQ(synced->fresh, 1);
    const auto filed = otklik::test::runTask(fileSentCopies(context(), &session, *sentFolder, false));
    ASSERT_OK(filed);
    EXPECT_EQ(filed->appended, 0);
    EXPECT_EQ(mail().state, SendState::Sent);
    EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Pending) << "it was answered";
    EXPECT_FALSE(ticketOf(m_root).failedSend);
}

TEST_F(SendQueueTest, TheCopyOfWhatSomeGotIsFiledWhileOthersAreTried)
{
    QTemporaryDir maildir;
    sync::MaildirSession session(maildir.path());
    QStringList path{QStringLiteral("Sent")};
    const auto sentFolder = otklik::test::runTask(session.create(path));
    ASSERT_OK(sentFolder);
    changed([](store::OutboxMail &mail) { mail.recipients << QStringLiteral("petr@acme.example"); });
    const ticket::RefusedRecipient full{QStringLiteral("petr@acme.example"), QStringLiteral("452 4.2.2 full"), false};
    m_carrier.script = {{Attempt::End::Sent, {}, false, {full}}};
    send();
    for (const int appended : {1, 0}) {
        const auto filed = otklik::test::runTask(fileSentCopies(context(), &session, *sentFolder, false));
        ASSERT_OK(filed);
        EXPECT_EQ(filed->appended, appended);
    }
    EXPECT_EQ(mail().state, SendState::Waiting) << "the second one is still tried";
    EXPECT_EQ(mail().sentCopy, store::SentCopy::Present);
}

} // namespace
