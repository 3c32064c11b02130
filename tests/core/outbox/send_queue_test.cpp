// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/sent_copies.h"
#include "tests/core/outbox/outbox_fixture.h"

using namespace otklik;
using namespace otklik::outbox;
using ticket::SendState;

namespace {

class SendQueueTest : public outbox::test::OutboxTest
{
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

TEST_F(SendQueueTest, TellsThatAnswersArePutOff)
{
    const Attempt busy{Attempt::End::Postponed, QStringLiteral("451 4.3.2 busy")};
    m_carrier.script = {busy, busy};
    SendReport report = send();
    EXPECT_EQ(report.putOff, 1);
    EXPECT_EQ(report.mostAttempts, 1);
    EXPECT_EQ(report.words, busy.detail);
    report = send(); // nothing is due
    EXPECT_EQ(report.putOff, 0);
    EXPECT_EQ(report.mostAttempts, 1);
    m_clock.advance(std::chrono::minutes(1));
    queue("second@desk.example");
    m_carrier.script.push_back({Attempt::End::Sent, {}});
    report = send();
    EXPECT_EQ(report.sent, 1);
    EXPECT_EQ(report.putOff, 1);
    EXPECT_EQ(report.mostAttempts, 2);
    m_clock.advance(std::chrono::minutes(2));
    m_carrier.script = {{Attempt::End::Withdrawn, {}}};
    report = send();
    EXPECT_EQ(report.putOff, 0) << "nobody put it off";
    Attempt some{Attempt::End::Sent, QStringLiteral("petr@acme.example: 452 full")};
    some.refused = {{QStringLiteral("petr@acme.example"), QStringLiteral("452 full"), false}};
    m_carrier.script = {some};
    report = send();
    EXPECT_EQ(report.sent, 1);
    EXPECT_EQ(report.putOff, 1) << "for him";
    EXPECT_EQ(report.mostAttempts, 3);
    EXPECT_EQ(report.words, some.detail);
    m_clock.advance(std::chrono::hours(1));
    m_carrier.script = {{Attempt::End::Sent, {}}};
    report = send();
    EXPECT_EQ(report.waiting, 0);
    EXPECT_EQ(report.mostAttempts, 0);
    EXPECT_TRUE(report.words.isEmpty());
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

TEST_F(SendQueueTest, ARefusedAnswerOpensTheTicketThatItsOwnWasMergedInto)
{
    const store::test::MailSpec other{.id = QStringLiteral("other@acme.example"),
                                      .text = QStringLiteral("Ещё вопрос.")};
    take({other});
    ASSERT_OK(decide(QStringLiteral("ticket.status"), store::test::keyOf(other),
                     {{QStringLiteral("status"), QStringLiteral("solved")}}));
    ASSERT_OK(decide(QStringLiteral("ticket.merged"), store::test::keyOf(m_root),
                     {{QStringLiteral("into"), QString::fromLatin1(store::test::keyOf(other).hex())}}));
    m_carrier.script = {{Attempt::End::Refused, QStringLiteral("550 no such user")}};
    EXPECT_EQ(send().failed, 1);
    EXPECT_EQ(ticketOf(other).status, ticket::Status::Open);
    EXPECT_TRUE(ticketOf(other).failedSend);
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

} // namespace
