// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/partner_number.h"
#include "core/ticket/subject_token.h"
#include "memory_placement_store.h"
#include "tests/support/expect_result.h"

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::ticket;
using otklik::test::MemoryPlacementStore;

namespace {

constexpr auto kDay = std::chrono::hours(24);

Instant day(int n)
{
    return Instant::fromIso(QStringLiteral("2026-03-01T09:00:00.000Z")) + n * kDay;
}

MessageFacts mail(const char *name, int onDay, std::vector<QByteArray> references = {})
{
    MessageFacts m;
    m.contentKey = Key::ofContent(name);
    m.messageId = QByteArray(name) + "@example.org";
    m.references = std::move(references);
    m.at = day(onDay);
    m.subject = QString::fromLatin1(name);
    m.from = {QStringLiteral("ivan@customer.example")};
    m.to = {QStringLiteral("support@desk.example")};
    return m;
}

MessageFacts answer(const char *name, int onDay, std::vector<QByteArray> references)
{
    MessageFacts m = mail(name, onDay, std::move(references));
    std::swap(m.from, m.to);
    m.outgoing = true;
    return m;
}

StatusChange change(int onDay, Status status)
{
    return {day(onDay), status, {}, {}};
}

MessageFacts marked(const char *name, int onDay, const char *subject, const char *from = "noc@partner.example")
{
    MessageFacts m = mail(name, onDay);
    m.subject = QString::fromLatin1(subject);
    m.from = {QString::fromLatin1(from)};
    m.marks = partnerMarks(m.from.front(), m.subject);
    return m;
}

Key keyOf(const char *name)
{
    return Key::ofContent(name);
}

Placement placementOf(const MemoryPlacementStore &store, const char *name)
{
    return *store.placement(keyOf(name));
}

} // namespace

TEST(Threading, FirstMailOpensTicketWithItsOwnKey)
{
    MemoryPlacementStore store;
    store.add(mail("a", 0));
    const Placement p = placementOf(store, "a");
    EXPECT_EQ(p.ticket, keyOf("a"));
    EXPECT_EQ(p.kind, PlacementKind::NewTicket);
    EXPECT_EQ(p.reason, PlacementReason::NoRelation);
}

TEST(Threading, NearestKnownReferenceDecides)
{
    MemoryPlacementStore store;
    store.add(mail("a", 0));
    store.add(mail("b", 0));
    store.add(mail("c", 1, {"a@example.org", "unknown@x", "b@example.org", "other@x"}));
    const Placement p = placementOf(store, "c");
    EXPECT_EQ(p.ticket, keyOf("b"));
    EXPECT_EQ(p.reason, PlacementReason::References);
    EXPECT_EQ(p.detail, QStringLiteral("b@example.org"));
}

TEST(Threading, ReferencesComeBeforeInReplyTo)
{
    MemoryPlacementStore store;
    store.add(mail("a", 0));
    store.add(mail("b", 0));
    MessageFacts c = mail("c", 1, {"a@example.org"});
    c.inReplyTo = {"b@example.org"};
    store.add(c);
    EXPECT_EQ(store.ticketOf(c.contentKey), keyOf("a"));
    MessageFacts d = mail("d", 1, {"unknown@x"});
    d.inReplyTo = {"b@example.org"};
    store.add(d);
    EXPECT_EQ(store.ticketOf(d.contentKey), keyOf("b"));
    EXPECT_EQ(placementOf(store, "d").reason, PlacementReason::InReplyTo);
}

TEST(Threading, ParentThatArrivesLaterTakesItsAnswersAlong)
{
    MemoryPlacementStore store;
    store.add(mail("c", 2, {"a@example.org", "b@example.org"}));
    EXPECT_EQ(store.ticketOf(keyOf("c")), keyOf("c"));
    store.add(mail("b", 1, {"a@example.org"}));
    EXPECT_EQ(store.ticketOf(keyOf("c")), keyOf("b"));
    store.add(mail("a", 0));
    EXPECT_EQ(store.ticketOf(keyOf("c")), keyOf("a"));
    EXPECT_EQ(store.ticketOf(keyOf("b")), keyOf("a"));
}

TEST(Threading, AnswerDatedBeforeItsParentStillJoins)
{
    MemoryPlacementStore store;
    store.add(mail("a", 5));
    store.add(mail("b", 1, {"a@example.org"}));
    EXPECT_EQ(store.ticketOf(keyOf("b")), keyOf("a"));
    EXPECT_FALSE(placementOf(store, "b").order.isCanonical());
    EXPECT_GT(placementOf(store, "b").order, placementOf(store, "a").order);
}

TEST(Threading, CycleBreaksAtItsSmallestMessage)
{
    MemoryPlacementStore store;
    store.add(mail("a", 2, {"b@example.org"}));
    store.add(mail("b", 1, {"c@example.org"}));
    store.add(mail("c", 3, {"a@example.org"}));
    for (const char *name : {"a", "b", "c"})
        EXPECT_EQ(store.ticketOf(keyOf(name)), keyOf("b")) << name;
}

TEST(Threading, SameMessageIdTwiceIsTwoMessages)
{
    MemoryPlacementStore store;
    MessageFacts robot1 = mail("one", 0, {"same@x"});
    MessageFacts robot2 = mail("two", 1, {"same@x"});
    robot1.messageId = robot2.messageId = "same@x";
    store.add(robot2);
    store.add(robot1);
    EXPECT_EQ(store.ticketOf(robot1.contentKey), robot1.contentKey);
    EXPECT_EQ(store.ticketOf(robot2.contentKey), robot1.contentKey);
    store.add(mail("answer", 2, {"same@x"}));
    EXPECT_EQ(store.ticketOf(keyOf("answer")), robot1.contentKey);
}

TEST(Threading, LateAnswerToSolvedTicketOpensOneFollowUp)
{
    MemoryPlacementStore store;
    store.journal.history[keyOf("a")] = {change(1, Status::Solved)};
    store.add(mail("a", 0));
    store.add(mail("intime", 14, {"a@example.org"}));
    EXPECT_EQ(store.ticketOf(keyOf("intime")), keyOf("a"));
    store.journal.history[keyOf("a")].push_back(change(15, Status::Solved));
    store.add(mail("late", 40, {"a@example.org"}));
    const Placement late = placementOf(store, "late");
    EXPECT_EQ(late.kind, PlacementKind::FollowUp);
    EXPECT_EQ(late.ticket, keyOf("late"));
    EXPECT_EQ(late.followUpOf, keyOf("a"));
    store.add(mail("later", 41, {"a@example.org"}));
    EXPECT_EQ(store.ticketOf(keyOf("later")), keyOf("late"));
    EXPECT_EQ(placementOf(store, "later").found, keyOf("a"));
}

TEST(Threading, EarlierLateAnswerTakesTheFollowUpOver)
{
    MemoryPlacementStore store;
    store.journal.history[keyOf("a")] = {change(1, Status::Closed)};
    store.add(mail("a", 0));
    store.add(mail("second", 30, {"a@example.org"}));
    store.add(mail("first", 20, {"a@example.org"}));
    EXPECT_EQ(store.ticketOf(keyOf("first")), keyOf("first"));
    EXPECT_EQ(store.ticketOf(keyOf("second")), keyOf("first"));
}

TEST(Threading, AutomaticMailNeverOpensAFollowUp)
{
    MemoryPlacementStore store;
    store.journal.history[keyOf("a")] = {change(1, Status::Closed)};
    store.add(mail("a", 0));
    MessageFacts vacation = mail("vacation", 30, {"a@example.org"});
    vacation.autoKind = mime::AutoKind::AutoReply;
    store.add(vacation);
    EXPECT_EQ(store.ticketOf(vacation.contentKey), keyOf("a"));
}

TEST(Threading, BounceFindsItsTicketByTheReport)
{
    MemoryPlacementStore store;
    store.add(mail("a", 0));
    store.add(answer("ours", 1, {"a@example.org"}));
    MessageFacts bounce = mail("bounce", 1);
    bounce.autoKind = mime::AutoKind::Bounce;
    bounce.bounceOf = "ours@example.org";
    bounce.bouncePermanent = true;
    store.add(bounce);
    EXPECT_EQ(store.ticketOf(bounce.contentKey), keyOf("a"));
    EXPECT_EQ(placementOf(store, "bounce").reason, PlacementReason::BounceReport);
    EXPECT_TRUE(mailFact(bounce, store).permanentBounceOfOurs);
    bounce.bounceOf = "a@example.org";
    EXPECT_FALSE(mailFact(bounce, store).permanentBounceOfOurs);
}

TEST(Threading, TokenNeedsTheHashAndASenderWhoTakesPart)
{
    MemoryPlacementStore store;
    store.journal.numbers[keyOf("a")] = 4182;
    store.add(mail("a", 0));
    const QString token = makeSubjectToken(4182, keyOf("a"), store.secret).toString();
    MessageFacts good = mail("good", 1);
    good.subject = QStringLiteral("Re: site down ") + token;
    store.add(good);
    EXPECT_EQ(store.ticketOf(good.contentKey), keyOf("a"));
    EXPECT_EQ(placementOf(store, "good").detail, token);
    MessageFacts stranger = good;
    stranger.contentKey = keyOf("stranger");
    stranger.messageId = "stranger@x";
    stranger.from = {QStringLiteral("mallory@evil.example")};
    store.add(stranger);
    EXPECT_EQ(store.ticketOf(stranger.contentKey), stranger.contentKey);
    MessageFacts guessed = mail("guessed", 1);
    guessed.subject = QStringLiteral("Re: [#4182-aaaaa]");
    store.add(guessed);
    EXPECT_EQ(store.ticketOf(guessed.contentKey), guessed.contentKey);
    MessageFacts specialist = good;
    specialist.contentKey = keyOf("specialist");
    specialist.messageId = "specialist@x";
    specialist.from = {QStringLiteral("anna@desk.example")};
    store.add(specialist);
    EXPECT_EQ(store.ticketOf(specialist.contentKey), keyOf("a"));
}

TEST(Threading, JournalIsStrongerThanReferences)
{
    MemoryPlacementStore store;
    const Key phone = Key::ofContent("phone ticket");
    store.add(mail("a", 0));
    store.add(mail("b", 1, {"a@example.org"}));
    store.add(mail("c", 2, {"b@example.org"}));
    store.journal.placements[keyOf("b")] = {phone, PlacementReason::JournalSplit, {}, {}};
    placeAgain(dirtyAfterDecision({keyOf("a"), phone}, {}, {keyOf("b")}, store), store);
    EXPECT_EQ(store.ticketOf(keyOf("a")), keyOf("a"));
    EXPECT_EQ(store.ticketOf(keyOf("b")), phone);
    EXPECT_EQ(store.ticketOf(keyOf("c")), phone) << "answers go with the message they answer";
    EXPECT_EQ(placementOf(store, "b").reason, PlacementReason::JournalSplit);
}

TEST(Threading, MergesAreFollowedAndTheirCyclesEnd)
{
    MemoryPlacementStore store;
    store.add(mail("a", 0));
    store.add(mail("b", 0));
    store.journal.merges[keyOf("a")] = keyOf("b");
    placeAgain(dirtyAfterDecision({keyOf("a"), keyOf("b")}, {}, {}, store), store);
    EXPECT_EQ(store.ticketOf(keyOf("a")), keyOf("b"));
    store.add(mail("c", 1, {"a@example.org"}));
    EXPECT_EQ(store.ticketOf(keyOf("c")), keyOf("b"));
    store.journal.merges[keyOf("b")] = keyOf("a");
    EXPECT_EQ(afterMerges(keyOf("a"), store), std::min(keyOf("a"), keyOf("b")));
    store.journal.merges.clear();
    placeAgain(dirtyAfterDecision({keyOf("a"), keyOf("b")}, {}, {}, store), store);
    EXPECT_EQ(store.ticketOf(keyOf("a")), keyOf("a"));
    EXPECT_EQ(store.ticketOf(keyOf("c")), keyOf("a"));
}

TEST(Threading, AnswerToAReplyThatIsNotHereYetIsKnownByTheJournal)
{
    MemoryPlacementStore store;
    const Key phone = Key::ofContent("phone ticket");
    store.journal.placements[Key::ofContent("not here")] = {phone, PlacementReason::JournalReply, {}, "reply@desk"};
    store.add(mail("a", 1, {"reply@desk"}));
    EXPECT_EQ(store.ticketOf(keyOf("a")), phone);
    // A stranger who reuses the id of our reply is not taken for it.
    MessageFacts copy = mail("copy", 1);
    copy.messageId = "reply@desk";
    store.add(copy);
    EXPECT_EQ(store.ticketOf(copy.contentKey), copy.contentKey);
}

TEST(Threading, RemovedRootLeavesItsAnswersTogether)
{
    MemoryPlacementStore store;
    const MessageFacts a = mail("a", 0);
    store.add(a);
    store.add(mail("b", 1, {"a@example.org"}));
    store.add(mail("c", 2, {"a@example.org", "b@example.org"}));
    const auto former = store.placement(a.contentKey);
    store.remove(a.contentKey);
    placeAgain(dirtyAfterMessage(a, store, former), store);
    EXPECT_EQ(store.ticketOf(keyOf("b")), keyOf("b"));
    EXPECT_EQ(store.ticketOf(keyOf("c")), keyOf("b"));
}

TEST(Threading, ReasonNamesReadBack)
{
    for (int i = 0; i <= static_cast<int>(PlacementReason::NoRelation); ++i) {
        const auto reason = static_cast<PlacementReason>(i);
        EXPECT_EQ(placementReasonFromString(toString(reason)), reason);
    }
    EXPECT_FALSE(placementReasonFromString(u"because"));
}

TEST(SubjectToken, HasTheFormOfTheDesign)
{
    const SubjectToken token = makeSubjectToken(4182, Key::ofContent("a"), "secret");
    EXPECT_EQ(token.hash.size(), 5);
    EXPECT_TRUE(token.toString().startsWith(QStringLiteral("[#4182-")));
    EXPECT_TRUE(isGenuine(token, Key::ofContent("a"), "secret"));
    EXPECT_FALSE(isGenuine(token, Key::ofContent("b"), "secret"));
    EXPECT_FALSE(isGenuine(token, Key::ofContent("a"), "other"));
    EXPECT_FALSE(isGenuine(makeSubjectToken(1, Key::ofContent("a"), ""), Key::ofContent("a"), ""));
}

TEST(SubjectToken, IsFoundWhereverItStands)
{
    const auto tokens = findSubjectTokens(u"Ответ: [#12-ABcd2] and [ #7-aaaaa ] [#8] [#9-abcdefg] [#1-abc18]");
    ASSERT_EQ(tokens.size(), 2u);
    EXPECT_EQ(tokens[0], (SubjectToken{12, "abcd2"}));
    EXPECT_EQ(tokens[1], (SubjectToken{7, "aaaaa"}));
    EXPECT_EQ(withoutSubjectTokens(QStringLiteral("Re: [#12-abcd2]  Сайт")), QStringLiteral("Re: Сайт"));
}

TEST(SubjectToken, IsTheBase32OfTheHmac)
{
    // python3: base64.b32encode(hmac.new(b"secret", b"1" + b"0"*32, "sha256").digest())[:5].lower()
    const SubjectToken token = makeSubjectToken(1, Key(QByteArray(32, '0')), "secret");
    EXPECT_EQ(token.hash, QByteArray("6jltr"));
}

TEST(Threading, MailsThatShareAnUnknownRootAreOneTicketInAnyOrder)
{
    std::vector<MessageFacts> mails{mail("b", 1, {"root@x"}), mail("c", 2, {"root@x", "lost@x"}),
                                    answer("d", 3, {"root@x", "gone@x"})};
    const auto byKey = [](const MessageFacts &a, const MessageFacts &b) {
        return a.contentKey.hex() < b.contentKey.hex();
    };
    std::sort(mails.begin(), mails.end(), byKey);
    do {
        MemoryPlacementStore store;
        for (const MessageFacts &m : mails)
            store.add(m);
        for (const char *name : {"b", "c", "d"})
            EXPECT_EQ(store.ticketOf(keyOf(name)), keyOf("b"));
        EXPECT_EQ(placementOf(store, "c").reason, PlacementReason::SharedReference);
        EXPECT_EQ(placementOf(store, "c").detail, QStringLiteral("root@x"));
    } while (std::next_permutation(mails.begin(), mails.end(), byKey));
}

TEST(Threading, TheRootThatComesLateTakesThemOver)
{
    MemoryPlacementStore store;
    store.add(mail("b", 1, {"a@example.org"}));
    store.add(mail("c", 2, {"a@example.org", "lost@x"}));
    store.add(mail("a", 0));
    for (const char *name : {"a", "b", "c"})
        EXPECT_EQ(store.ticketOf(keyOf(name)), keyOf("a"));
    EXPECT_EQ(placementOf(store, "c").reason, PlacementReason::References);
}

TEST(Threading, AColleagueSharesAnUnknownRoot)
{
    MemoryPlacementStore store;
    store.add(mail("b", 1, {"root@x"}));
    MessageFacts colleague = mail("c", 2, {"root@x"});
    colleague.from = {QStringLiteral("olga@customer.example")};
    store.add(colleague);
    EXPECT_EQ(store.ticketOf(keyOf("c")), keyOf("b"));
}

TEST(Threading, StrangersWhoAnswerOneCircularKeepTheirOwnTickets)
{
    MemoryPlacementStore store;
    store.add(mail("b", 1, {"circular@x"}));
    MessageFacts stranger = mail("c", 2, {"circular@x"});
    stranger.from = {QStringLiteral("someone@elsewhere.example")};
    store.add(stranger);
    MessageFacts robot = mail("d", 3, {"circular@x"});
    robot.autoKind = mime::AutoKind::AutoReply;
    store.add(robot);
    EXPECT_EQ(store.ticketOf(keyOf("c")), keyOf("c"));
    EXPECT_EQ(store.ticketOf(keyOf("d")), keyOf("d"));
}

TEST(Threading, WhoAnswersOurCircularHasATicketOfHisOwnInAnyOrder)
{
    MessageFacts circular = mail("circular", 0);
    circular.from = circular.to = {QStringLiteral("support@desk.example")};
    circular.outgoing = true;
    const MessageFacts anna = mail("a", 1, {"circular@example.org"});
    const MessageFacts again = mail("a2", 2, {"circular@example.org"});
    MessageFacts boris = mail("b", 3, {"circular@example.org"});
    boris.from = {QStringLiteral("boris@elsewhere.example")};
    MessageFacts bounce = mail("bounce", 4, {"circular@example.org"});
    bounce.from = {QStringLiteral("mailer-daemon@elsewhere.example")};
    bounce.autoKind = mime::AutoKind::Bounce;
    MessageFacts copy = circular; // in our own inbox
    copy.contentKey = keyOf("copy of the circular");
    copy.at = day(0) - std::chrono::minutes(1);
    copy.outgoing = false;
    std::vector<MessageFacts> mails{circular, copy, anna, again, boris, bounce};
    const auto byKey = [](const MessageFacts &a, const MessageFacts &b) { return a.contentKey < b.contentKey; };
    std::sort(mails.begin(), mails.end(), byKey);
    do {
        MemoryPlacementStore store;
        store.journal.placements[circular.contentKey] = {
            circular.contentKey, PlacementReason::JournalOpened, {}, circular.messageId};
        for (const MessageFacts &one : mails)
            store.add(one);
        EXPECT_EQ(store.ticketOf(keyOf("a")), keyOf("a"));
        EXPECT_EQ(store.ticketOf(keyOf("a2")), keyOf("a"));
        EXPECT_EQ(store.ticketOf(keyOf("b")), keyOf("b"));
        EXPECT_NE(store.ticketOf(keyOf("bounce")), keyOf("bounce")) << "it speaks of the circular";
    } while (std::next_permutation(mails.begin(), mails.end(), byKey));
    // What one of us wrote to the desk, and what another one of us writes about it there.
    MessageFacts forwarded = circular;
    forwarded.outgoing = false;
    MessageFacts about = mail("about it", 5, {"circular@example.org"});
    about.from = {QStringLiteral("anna@desk.example")};
    about.to = {QStringLiteral("support@desk.example")};
    MemoryPlacementStore desk;
    desk.add(forwarded);
    desk.add(about);
    EXPECT_EQ(desk.ticketOf(about.contentKey), forwarded.contentKey);
    // Whom we wrote to by name answers there, from whatever address.
    circular.to = {QStringLiteral("customer@kunde.example")};
    MemoryPlacementStore store;
    store.add(circular);
    store.add(boris);
    EXPECT_EQ(store.ticketOf(keyOf("b")), keyOf("circular"));
}

TEST(Threading, TheSameMailAtTwoMailboxesIsOneTicketInAnyOrder)
{
    const MessageFacts first = mail("a", 0);
    MessageFacts second = first;
    second.contentKey = keyOf("a, by way of another mailbox");
    second.at = day(1);
    for (const bool backwards : {false, true}) {
        MemoryPlacementStore store;
        store.journal.history[first.contentKey] = {change(0, Status::Closed)};
        store.add(backwards ? second : first);
        store.add(backwards ? first : second);
        EXPECT_EQ(store.ticketOf(second.contentKey), first.contentKey);
        EXPECT_EQ(store.placement(second.contentKey)->reason, PlacementReason::SameMail);
    }
}

TEST(Threading, AMessageIdUsedTwiceIsNotTheSameMail)
{
    for (const int what : {0, 1, 2}) {
        MemoryPlacementStore store;
        store.add(mail("a", 0));
        MessageFacts other = mail("a", 1);
        other.contentKey = keyOf("b");
        if (what == 0)
            other.subject = QStringLiteral("something else");
        else if (what == 1)
            other.from = {QStringLiteral("olga@customer.example")};
        else
            other.sentAt = day(1);
        store.add(other);
        EXPECT_EQ(store.ticketOf(keyOf("b")), keyOf("b")) << what;
    }
}

TEST(Threading, APartnersNumberLeadsBackWhereItWasSeen)
{
    MemoryPlacementStore store;
    store.add(mail("matter", 0));
    MessageFacts received = marked("received", 1, "[#123456] We have your request");
    received.references = {"matter@example.org"};
    received.autoKind = mime::AutoKind::AutoReply;
    store.add(marked("solved", 3, "Re: [Ticket#123456] Done", "ivan@partner.example"));
    store.add(received); // late
    store.add(marked("other number", 4, "[#123457] Done"));
    store.add(marked("other desk", 4, "[#123456] Done", "noc@else.example"));
    store.add(marked("anybody", 4, "[#123456] Done", "noc@gmail.com"));
    EXPECT_EQ(store.ticketOf(keyOf("solved")), keyOf("matter"));
    EXPECT_EQ(placementOf(store, "solved").reason, PlacementReason::PartnerNumber);
    EXPECT_EQ(placementOf(store, "solved").detail, QStringLiteral("partner:partner.example:123456"));
    for (const char *alone : {"other number", "other desk", "anybody"})
        EXPECT_EQ(store.ticketOf(keyOf(alone)), keyOf(alone)) << alone;
}

TEST(Threading, WhatWeForwardIsNotJoinedByTheNumbersOfTwoDesks)
{
    const std::vector<MessageFacts> mails{marked("one", 1, "Fwd: [#123456] One", "anna@desk.example"),
                                          marked("another", 2, "Fwd: [#123456] Another", "anna@desk.example"),
                                          marked("colleague", 3, "[#123456] Own desk", "olga@desk.example")};
    for (const bool backwards : {false, true}) {
        MemoryPlacementStore store;
        for (size_t i = 0; i < mails.size(); ++i)
            store.add(mails[backwards ? mails.size() - 1 - i : i]);
        for (const MessageFacts &m : mails)
            EXPECT_EQ(store.ticketOf(m.contentKey), m.contentKey) << m.subject.toStdString();
    }
}

TEST(Threading, AProgramWithOneNumberForAllIsSeenAgainOnceItsTicketIsClosed)
{
    MemoryPlacementStore store;
    const auto alarm = [](const char *name, int onDay) {
        MessageFacts m = marked(name, onDay, "[PRTG #12] Down");
        m.autoKind = mime::AutoKind::Robot;
        return m;
    };
    store.journal.history[keyOf("first")] = {change(2, Status::Closed)};
    store.add(alarm("later", 4));
    store.add(alarm("first", 0));
    store.add(alarm("second", 1));
    store.add(alarm("late", 3));
    EXPECT_EQ(store.ticketOf(keyOf("second")), keyOf("first")) << "still open then";
    EXPECT_EQ(placementOf(store, "late").kind, PlacementKind::FollowUp);
    EXPECT_EQ(placementOf(store, "late").followUpOf, keyOf("first"));
    EXPECT_EQ(store.ticketOf(keyOf("later")), keyOf("late")) << "one follow-up for both";
}

TEST(Threading, AMailWithTheMarkOfManyIsPlacedWithoutLookingAtThemAll)
{
    constexpr int kCount = 200;
    MemoryPlacementStore store;
    for (int i = 0; i < kCount; ++i)
        store.add(marked(("m" + std::to_string(i)).c_str(), i, "[#123456] x"));
    store.lookups.clear();
    store.add(marked("one more", kCount, "[#123456] x"));
    EXPECT_LE(store.lookups["partner:partner.example:123456"], 8U) << "the others hang on earlier ones";
    EXPECT_EQ(store.ticketOf(keyOf("one more")), keyOf("m0"));
}

TEST(Threading, ARelaysHeaderAndOutlooksConversationLeadBack)
{
    MemoryPlacementStore store;
    MessageFacts first = mail("a", 0);
    first.threadIndex = "01d2";
    store.add(first);
    MessageFacts renamed = answer("sent", 1, {"gone@relay"});
    renamed.from = {QStringLiteral("support@desk.example")};
    renamed.to = {QStringLiteral("ivan@customer.example")};
    renamed.otherIds = {"a@example.org"};
    store.add(renamed);
    EXPECT_EQ(placementOf(store, "sent").reason, PlacementReason::OtherHeader);
    EXPECT_EQ(store.ticketOf(keyOf("sent")), keyOf("a"));
    MessageFacts reply = mail("reply", 2, {"new@relay"});
    reply.threadIndex = "01d2";
    store.add(reply);
    EXPECT_EQ(placementOf(store, "reply").reason, PlacementReason::ThreadIndex);
    MessageFacts stranger = mail("stranger", 2);
    stranger.threadIndex = "01d2";
    stranger.from = {QStringLiteral("olga@other.example")};
    store.add(stranger);
    EXPECT_EQ(store.ticketOf(keyOf("stranger")), keyOf("stranger")) << "he has nobody in common with it";
}

TEST(Threading, AMessageIdOfOursWithTheRightHashIsBelieved)
{
    MemoryPlacementStore store;
    store.add(mail("a", 0));
    store.add(mail("b", 1, {makeOwnMessageId(keyOf("a"), "ab", "desk.example", "team secret")}));
    EXPECT_EQ(store.ticketOf(keyOf("b")), keyOf("a"));
    store.add(mail("c", 1, {makeOwnMessageId(keyOf("a"), "ab", "desk.example", "guess")}));
    EXPECT_EQ(store.ticketOf(keyOf("c")), keyOf("c"));
}

TEST(Threading, AQuotedTokenIsBelievedOfThoseWhoTakePart)
{
    MemoryPlacementStore store;
    store.journal.numbers[keyOf("a")] = 7;
    store.add(mail("a", 0));
    MessageFacts reply = mail("reply", 1, {"new@relay"});
    reply.quotedTokens = makeSubjectToken(7, keyOf("a"), "team secret").toString();
    store.add(reply);
    EXPECT_EQ(placementOf(store, "reply").reason, PlacementReason::QuotedToken);
    EXPECT_EQ(store.ticketOf(keyOf("reply")), keyOf("a"));
    MessageFacts stranger = reply;
    stranger.contentKey = keyOf("stranger");
    stranger.messageId = "s@x";
    stranger.from = {QStringLiteral("olga@other.example")};
    store.add(stranger);
    EXPECT_EQ(store.ticketOf(keyOf("stranger")), keyOf("stranger"));
}

TEST(Threading, ABounceThatOnlyReturnsOurTokenFindsItsTicketAndReopensIt)
{
    MemoryPlacementStore store;
    store.journal.numbers[keyOf("a")] = 7;
    store.add(mail("a", 0));
    MessageFacts bounce = mail("bounce", 2);
    bounce.from = {QStringLiteral("mailer-daemon@mx.example")};
    bounce.autoKind = mime::AutoKind::Bounce;
    bounce.bouncePermanent = true;
    bounce.notReached = {QStringLiteral("ivan@customer.example")};
    bounce.quotedTokens = makeSubjectToken(7, keyOf("a"), "team secret").toString();
    store.add(bounce);
    EXPECT_EQ(store.ticketOf(keyOf("bounce")), keyOf("a"));
    EXPECT_TRUE(mailFact(bounce, store).permanentBounceOfOurs);
    bounce.contentKey = keyOf("other");
    bounce.messageId = "other@mx";
    bounce.notReached = {QStringLiteral("olga@other.example")};
    store.add(bounce);
    EXPECT_EQ(store.ticketOf(keyOf("other")), keyOf("other")) << "about somebody who has no part in it";
}

namespace {

/// A report that an answer of ours did not reach the customer of ticket "a", whose number is 7.
MessageFacts reportOf(const char *name, int onDay)
{
    MessageFacts m = mail(name, onDay);
    m.from = {QStringLiteral("mailer-daemon@mx.example")};
    m.autoKind = mime::AutoKind::Bounce;
    m.bouncePermanent = true;
    m.notReached = {QStringLiteral("ivan@customer.example")};
    return m;
}

QString tokenOf(qint64 number, const char *ticket)
{
    return makeSubjectToken(number, keyOf(ticket), "team secret").toString();
}

} // namespace

TEST(Threading, ABounceOfAnAnswerThatARelayRenamedReopensItsTicket)
{
    MemoryPlacementStore store;
    store.journal.numbers[keyOf("a")] = 7;
    store.add(mail("a", 0));
    MessageFacts bounce = reportOf("bounce", 2);
    bounce.bounceOf = "relay.1@mx.example";
    bounce.quotedTokens = tokenOf(7, "a");
    store.add(bounce);
    EXPECT_EQ(placementOf(store, "bounce").reason, PlacementReason::QuotedToken);
    EXPECT_TRUE(mailFact(bounce, store).permanentBounceOfOurs);
    bounce.bouncePermanent = false;
    EXPECT_FALSE(mailFact(bounce, store).permanentBounceOfOurs) << "it is tried again";
}

TEST(Threading, ABounceInProseThatNamesTheTicketInItsSubjectReopensIt)
{
    MemoryPlacementStore store;
    store.journal.numbers[keyOf("a")] = 7;
    store.add(mail("a", 0));
    MessageFacts bounce = reportOf("bounce", 2);
    bounce.subject = QStringLiteral("Undeliverable: Re: Shop ") + tokenOf(7, "a");
    store.add(bounce);
    EXPECT_EQ(placementOf(store, "bounce").reason, PlacementReason::SubjectToken);
    EXPECT_TRUE(mailFact(bounce, store).permanentBounceOfOurs);
}

TEST(Threading, ABounceIsOfOursByAMessageIdThatOnlyWeCanHaveMade)
{
    MemoryPlacementStore store;
    store.add(mail("a", 0));
    MessageFacts bounce = reportOf("bounce", 2);
    bounce.bounceOf = makeOwnMessageId(keyOf("a"), "ab", "desk.example", "team secret");
    store.add(bounce);
    EXPECT_EQ(store.ticketOf(keyOf("bounce")), keyOf("a"));
    EXPECT_TRUE(mailFact(bounce, store).permanentBounceOfOurs);
}

TEST(Threading, ABounceActsOnNoTicketButTheOneWhoseTokenItReturns)
{
    MemoryPlacementStore store;
    store.journal.numbers[keyOf("a")] = 7;
    store.journal.numbers[keyOf("mallory")] = 9;
    store.add(mail("a", 0));
    MessageFacts his = mail("mallory", 0);
    his.from = {QStringLiteral("mallory@evil.example")};
    store.add(his);
    // who had mail of ours about his own ticket names a mail of somebody else's
    MessageFacts forged = reportOf("forged", 2);
    forged.references = {"a@example.org"};
    forged.bounceOf = "invented@evil.example";
    forged.quotedTokens = tokenOf(9, "mallory");
    forged.subject = tokenOf(9, "mallory");
    store.add(forged);
    EXPECT_EQ(store.ticketOf(keyOf("forged")), keyOf("a"));
    EXPECT_FALSE(mailFact(forged, store).permanentBounceOfOurs);
    // a guessed hash is no token
    MessageFacts guessed = reportOf("guessed", 2);
    guessed.references = {"a@example.org"};
    guessed.subject = QStringLiteral("Undeliverable: [#7-aaaaa]");
    store.add(guessed);
    EXPECT_FALSE(mailFact(guessed, store).permanentBounceOfOurs);
    // what came back was not ours: a token in it, which the customer quoted, says nothing
    MessageFacts ofHis = reportOf("of his", 2);
    ofHis.bounceOf = "a@example.org";
    ofHis.quotedTokens = tokenOf(7, "a");
    store.add(ofHis);
    EXPECT_EQ(store.ticketOf(keyOf("of his")), keyOf("a"));
    EXPECT_FALSE(mailFact(ofHis, store).permanentBounceOfOurs);
}

namespace {

MessageFacts thanks(const char *name, int onDay, std::vector<QByteArray> references)
{
    MessageFacts m = mail(name, onDay, std::move(references));
    m.courtesyOnly = true;
    return m;
}

} // namespace

TEST(Threading, MereThanksForAnAnswerStayOnTheTicketThatIsOver)
{
    const std::vector<MessageFacts> mails{
        mail("a", 0), answer("ours", 1, {"a@example.org"}), thanks("thanks", 40, {"ours@example.org"}),
        mail("more", 41, {"ours@example.org"}), thanks("again", 42, {"ours@example.org"})};
    std::vector<size_t> order{0, 1, 2, 3, 4};
    do {
        MemoryPlacementStore store;
        store.journal.history[keyOf("a")] = {change(2, Status::Solved)};
        for (const size_t i : order)
            store.add(mails[i]);
        EXPECT_EQ(store.ticketOf(keyOf("thanks")), keyOf("a"));
        EXPECT_EQ(placementOf(store, "thanks").kind, PlacementKind::Existing);
        EXPECT_EQ(placementOf(store, "thanks").reason, PlacementReason::References);
        EXPECT_EQ(placementOf(store, "more").followUpOf, keyOf("a"));
        EXPECT_EQ(store.ticketOf(keyOf("again")), keyOf("a")) << "for the answer there, not for the follow-up";
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Threading, ThanksForNoAnswerOpenAFollowUp)
{
    MemoryPlacementStore store;
    store.journal.history[keyOf("a")] = {change(1, Status::Closed)};
    store.add(mail("a", 0));
    store.add(thanks("thanks", 40, {"a@example.org"}));
    EXPECT_EQ(placementOf(store, "thanks").kind, PlacementKind::FollowUp);
    MessageFacts forward = answer("forward", 1, {"a@example.org"});
    forward.to = {QStringLiteral("hoster@else.example")};
    forward.forwarded = true;
    store.add(forward);
    EXPECT_EQ(placementOf(store, "thanks").kind, PlacementKind::FollowUp) << "it was passed on, not answered";
    store.add(answer("ours", 1, {"a@example.org"})); // late
    EXPECT_EQ(store.ticketOf(keyOf("thanks")), keyOf("a"));
}

TEST(Threading, AFollowUpThatTheJournalOpenedForThanksStaysOne)
{
    MemoryPlacementStore store;
    store.journal.history[keyOf("a")] = {change(2, Status::Closed)};
    store.add(mail("a", 0));
    store.add(answer("ours", 1, {"a@example.org"}));
    store.add(thanks("thanks", 40, {"ours@example.org"}));
    // another desk, with an older program, made a ticket of it
    store.journal.placements[keyOf("thanks")] = {keyOf("thanks"), PlacementReason::JournalOpened, keyOf("a"), {}};
    placeAgain(dirtyAfterDecision({keyOf("thanks"), keyOf("a")}, {"thanks@example.org"}, {keyOf("thanks")}, store),
               store);
    EXPECT_EQ(store.ticketOf(keyOf("thanks")), keyOf("thanks"));
    EXPECT_EQ(placementOf(store, "thanks").followUpOf, keyOf("a"));
}

TEST(Threading, ACopyWhoseSubjectOneWayMarkedIsTheSameMail)
{
    const auto copy = [](const char *name, int onDay, const char *subject) {
        MessageFacts m = mail(name, onDay);
        m.messageId = "one@example.org";
        m.sentAt = day(0);
        m.subject = QString::fromUtf8(subject);
        return m;
    };
    for (const char *subject : {"[EXT] Re: Shop", "Re: [shop-list] Shop", "***SPAM*** Re:  Shop"}) {
        for (const bool backwards : {false, true}) {
            MemoryPlacementStore store;
            const std::array both{copy("first", 0, "Re: Shop"), copy("second", 1, subject)};
            store.add(both[backwards ? 1 : 0]);
            store.add(both[backwards ? 0 : 1]);
            EXPECT_EQ(store.ticketOf(keyOf("second")), keyOf("first")) << subject;
            EXPECT_EQ(placementOf(store, "second").reason, PlacementReason::SameMail);
        }
    }
    // an id used again is another mail, also where only marks tell them apart
    const std::vector<std::pair<const char *, const char *>> others{{"[web1] Disk full", "[web2] Disk full"},
                                                                    {"Shop", "Shop 2"},
                                                                    {"[12]", "[13]"},
                                                                    {"[12]", ""},
                                                                    {"Shop", "Re: Shop"}};
    for (const auto &[one, other] : others) {
        MemoryPlacementStore store;
        store.add(copy("first", 0, one));
        store.add(copy("second", 1, other));
        EXPECT_EQ(store.ticketOf(keyOf("second")), keyOf("second")) << one << " / " << other;
    }
}
