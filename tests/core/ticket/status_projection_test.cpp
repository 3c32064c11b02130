// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/courtesy.h"
#include "core/ticket/sla_policy.h"
#include "core/ticket/status_projection.h"
#include "tests/support/expect_result.h"

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::ticket;
using std::chrono::hours;

namespace {

const Instant kStart = Instant::fromIso(QStringLiteral("2026-03-02T09:00:00.000Z"));

Instant after(int h)
{
    return kStart + hours(h);
}

MailFact in(int h)
{
    return {Key::ofContent("in" + QByteArray::number(h)), after(h), false, {}, false, false, false,
            QStringLiteral("ivan@customer.example")};
}

MailFact out(int h)
{
    return {Key::ofContent("out" + QByteArray::number(h)),
            after(h),
            true,
            {},
            false,
            false,
            false,
            QStringLiteral("anna@desk.example")};
}

MailFact thanks(int h)
{
    MailFact m = in(h);
    m.courtesyOnly = true;
    return m;
}

MailFact bounce(int h, bool ofOurs)
{
    MailFact m = in(h);
    m.autoKind = mime::AutoKind::Bounce;
    m.permanentBounceOfOurs = ofOurs;
    return m;
}

StatusChange set(int h, Status status)
{
    return {after(h), status, QStringLiteral("anna@desk.example"), QStringLiteral("anna@desk.example")};
}

StatusProjection project(const std::vector<StatusChange> &history, const std::vector<MailFact> &mails)
{
    return projectStatus(kStart, history, mails);
}

} // namespace

TEST(Status, MailAloneMovesIt)
{
    EXPECT_EQ(project({}, {in(0)}).status, Status::New);
    EXPECT_EQ(project({}, {in(0), in(1)}).status, Status::New) << "nobody has answered";
    EXPECT_EQ(project({}, {in(0), out(1)}).status, Status::Pending);
    EXPECT_EQ(project({}, {in(0), out(1), in(2)}).status, Status::Open);
    EXPECT_EQ(project({set(1, Status::OnHold)}, {in(0), in(2)}).status, Status::Open);
    EXPECT_EQ(project({set(1, Status::OnHold)}, {in(0), out(2)}).status, Status::OnHold);
    EXPECT_EQ(project({set(1, Status::Open)}, {in(0)}).status, Status::Open);
}

TEST(Status, MailBeforeTheLastDecisionChangesNothing)
{
    EXPECT_EQ(project({set(3, Status::Solved)}, {in(0), out(1), in(2)}).status, Status::Solved);
    EXPECT_EQ(project({set(2, Status::Solved)}, {in(0), in(2)}).status, Status::Solved) << "same moment: decision wins";
}

TEST(Status, MailIsNeverBeforeTheAnswerItRepliesTo)
{
    StatusChange answered = set(1, Status::Pending);
    answered.at = answered.at + std::chrono::milliseconds(700);
    MailFact ours = out(1);
    ours.journalled = true;
    MailFact reply = in(1); // in the same second, of which mail knows only the beginning
    EXPECT_EQ(project({answered}, {in(0), ours, reply}).status, Status::Pending) << "nothing tells that it came later";
    reply.notBefore = answered.at;
    const auto p = project({answered}, {in(0), ours, reply});
    EXPECT_EQ(p.status, Status::Open);
    EXPECT_EQ(p.waitingSince, answered.at);
    MailFact undeliverable = bounce(1, true);
    undeliverable.notBefore = answered.at;
    EXPECT_TRUE(project({answered}, {in(0), ours, undeliverable}).failedSend);
    EXPECT_EQ(project({answered}, {in(0), ours, undeliverable}).status, Status::Open);
    for (int i = 0; i < 8; ++i) { // keys order nothing here
        undeliverable.key = Key::ofContent("bounce " + QByteArray::number(i));
        undeliverable.at = undeliverable.notBefore = ours.at;
        EXPECT_TRUE(project({}, {in(0), ours, undeliverable}).failedSend) << i;
    }
}

TEST(Status, PassingAMailOnIsNoAnswer)
{
    MailFact passedOn = out(1);
    passedOn.journalled = passedOn.forwarded = true;
    const auto p = project({}, {in(0), passedOn});
    EXPECT_EQ(p.status, Status::New);
    EXPECT_EQ(p.waitingSince, after(0)) << "the customer still waits";
    EXPECT_TRUE(p.firstResponseAt.isNever());
    EXPECT_TRUE(p.replies.empty());
    EXPECT_EQ(p, project({}, {in(0)}));
}

TEST(Status, CustomerReopensWithinThePeriodOnly)
{
    const auto reopened = project({set(1, Status::Solved)}, {in(0), in(1 + 14 * 24 - 1)});
    EXPECT_EQ(reopened.status, Status::Open);
    EXPECT_EQ(reopened.reopened, 1);
    EXPECT_TRUE(reopened.solvedAt.isNever());
    const auto late = project({set(1, Status::Solved)}, {in(0), in(1 + 14 * 24)});
    EXPECT_EQ(late.status, Status::Solved);
    EXPECT_EQ(late.closesAt, after(1 + 14 * 24));
    EXPECT_EQ(project({set(1, Status::Closed)}, {in(0), in(2)}).status, Status::Closed);
}

TEST(Status, AutomaticMailDoesNothing)
{
    MailFact vacation = in(2);
    vacation.autoKind = mime::AutoKind::AutoReply;
    const auto before = project({set(1, Status::Solved)}, {in(0)});
    EXPECT_EQ(project({set(1, Status::Solved)}, {in(0), vacation}), before);
    EXPECT_EQ(project({set(1, Status::Solved)}, {in(0), bounce(2, false)}), before);
    MailFact receipt = out(1);
    receipt.autoKind = mime::AutoKind::Robot;
    EXPECT_TRUE(project({}, {in(0), receipt}).firstResponseAt.isNever());
}

TEST(Status, BounceOfOurAnswerReopensAndMarks)
{
    const auto p = project({set(1, Status::Solved)}, {in(0), out(1), bounce(2, true)});
    EXPECT_EQ(p.status, Status::Open);
    EXPECT_TRUE(p.failedSend);
    EXPECT_FALSE(project({}, {in(0), out(1), bounce(2, true), out(3)}).failedSend) << "sent again";
}

TEST(Status, WaitingRunsFromTheOldestUnansweredMail)
{
    const auto p = project({}, {in(0), in(2), out(3), in(5), in(6)});
    EXPECT_EQ(p.firstCustomerAt, after(0));
    EXPECT_EQ(p.firstResponseAt, after(3));
    EXPECT_EQ(p.waitingSince, after(5));
    ASSERT_EQ(p.waits.size(), 2u);
    EXPECT_EQ(p.waits[0], (Wait{after(0), after(3), {}, QStringLiteral("anna@desk.example")}));
    EXPECT_TRUE(p.waits[1].isOpenAt(after(6)));
}

TEST(Status, SolvingEndsAWaitUnlessItsAnswerFollows)
{
    const auto silent = project({set(1, Status::Solved)}, {in(0)});
    EXPECT_TRUE(silent.waitingSince.isNever());
    EXPECT_EQ(silent.waits[0].dismissedAt, after(1));
    MailFact answer = out(2);
    answer.journalled = true;
    const auto answered = project({set(1, Status::Solved)}, {in(0), answer});
    EXPECT_EQ(answered.status, Status::Solved);
    EXPECT_EQ(answered.waits[0].answeredAt, after(2));
    EXPECT_EQ(answered.firstResponseAt, after(2));
}

TEST(Status, TicketsWeOpenHaveNoFirstResponse)
{
    const auto p = project({}, {out(0), in(1), out(2)});
    EXPECT_TRUE(p.initiatedByUs);
    EXPECT_TRUE(p.firstResponseAt.isNever());
    EXPECT_EQ(p.waits.size(), 1u);
}

TEST(Status, MereThanksDoNotReopen)
{
    const auto p = project({set(2, Status::Solved)}, {in(0), out(1), thanks(3)});
    EXPECT_EQ(p.status, Status::Solved);
    EXPECT_EQ(p.solvedAt, after(2));
    EXPECT_EQ(p.reopened, 0);
    EXPECT_TRUE(p.waitingSince.isNever());
    const auto more = project({set(2, Status::Solved)}, {in(0), out(1), thanks(3), in(4)});
    EXPECT_EQ(more.status, Status::Open);
    EXPECT_EQ(more.reopened, 1);
    EXPECT_EQ(project({set(1, Status::Solved)}, {in(0), thanks(3)}).status, Status::Open) << "thanks for no answer";
}

TEST(Status, SaysWhichMailsWereMereThanks)
{
    const StatusProjection solved =
        project({set(2, Status::Solved)}, {in(0), out(1), thanks(3), thanks(24 * 20), in(24 * 21)});
    EXPECT_EQ(solved.keptSolved, std::vector<Key>{thanks(3).key});
    EXPECT_EQ(solved.keptClosed, std::vector<Key>{thanks(24 * 20).key}) << "the reopen period was over";
    MailFact forward = out(1);
    forward.forwarded = true;
    const StatusProjection passedOn = project({set(2, Status::Solved)}, {in(0), forward, thanks(3)});
    EXPECT_EQ(passedOn.status, Status::Open) << "thanks for no answer";
    EXPECT_TRUE(passedOn.keptSolved.empty());
    EXPECT_TRUE(project({set(2, Status::Solved)}, {in(0), out(1), bounce(3, true), thanks(4)}).keptSolved.empty())
        << "the bounce had opened it";
    EXPECT_EQ(project({set(2, Status::Solved)}, {in(0), out(1), bounce(3, false), thanks(4)}).keptSolved.size(), 1U)
        << "of somebody else's mail";
}

TEST(Courtesy, TellsThanksFromMore)
{
    for (const char *text :
         {"Спасибо!", "Спасибо большое, всё работает", "Thanks", "Thank you very much!", "ок, спасибо",
          "Thanks a lot, all works now.\n-- \nIvan Petrov, director, +7 495 000", "Благодарю за помощь", "Got it",
          "Got it, thanks again!", "Thank you again", "Once again, thank you", "Thanks for this",
          "Да, всё работает, спасибо", "Cheers, Bob", "Thanks. Kind regards, J. Smith",
          "Спасибо!\nС уважением,\nИрина Белова", "Спасибо, всё заработало. Хорошего дня! С уважением, Ирина"})
        EXPECT_TRUE(isCourtesyOnly(QString::fromUtf8(text))) << text;
    for (const char *text :
         {"Спасибо, но ошибка осталась", "", "Thanks, when will it be ready?", "Hello", "Thanks, but it does not work",
          "Спасибо, а почта?", "123", "Got this again.", "Got this", "Again", "Thanks, this again",
          "Received this again", "Да, спасибо", "Yes, thanks", "Да", "Best regards, Irina",
          "Thanks. Regards,\nIrina\nStill broken", "Спасибо. С уважением, ошибка"})
        EXPECT_FALSE(isCourtesyOnly(QString::fromUtf8(text))) << text;
}

TEST(Sla, FirstThenNextResponseThenNothing)
{
    const SlaPolicy policy = defaultSlaPolicy();
    EXPECT_EQ(slaState(project({}, {in(0)}), Priority::Normal, policy), (SlaState{Promise::FirstResponse, after(8)}));
    EXPECT_EQ(slaState(project({}, {in(0)}), Priority::Urgent, policy), (SlaState{Promise::FirstResponse, after(1)}));
    EXPECT_EQ(slaState(project({}, {in(0), out(1), in(5)}), Priority::Normal, policy),
              (SlaState{Promise::NextResponse, after(13)}));
    EXPECT_EQ(slaState(project({}, {in(0), out(1)}), Priority::Normal, policy), SlaState{}) << "pending pauses";
    EXPECT_EQ(slaState(project({set(1, Status::Solved)}, {in(0)}), Priority::Normal, policy), SlaState{});
    const SlaState late = slaState(project({}, {in(0)}), Priority::Normal, policy);
    EXPECT_FALSE(late.isOverdue(after(8)));
    EXPECT_TRUE(late.isOverdue(after(9)));
}

TEST(Sla, ResolutionStandsStillInPendingAndOnHold)
{
    SlaPolicy policy;
    policy.byPriority[static_cast<size_t>(Priority::Normal)].resolution = hours(10);
    // open 0–2, pending 2–20, open 20–
    EXPECT_EQ(slaState(project({}, {in(0), out(2), in(20)}), Priority::Normal, policy),
              (SlaState{Promise::Resolution, after(28)}));
    EXPECT_EQ(slaState(project({set(1, Status::OnHold)}, {in(0)}), Priority::Normal, policy), SlaState{});
    // all ten hours were used up before: due when that was
    EXPECT_EQ(slaState(project({}, {in(0), out(12), in(20)}), Priority::Normal, policy),
              (SlaState{Promise::Resolution, after(10)}));
}
