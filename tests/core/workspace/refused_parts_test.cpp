// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A server that refuses one mail, one folder or the journal: everything else goes on, and people are told.
#include "core/workspace/replies.h"
#include "tests/core/workspace/account_engine_case.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace otklik;
using namespace otklik::workspace;
using namespace otklik::workspace::test;

namespace {

class RefusedPartsTest : public AccountEngineTest
{
protected:
    static qint64 missing(FakeDesk &desk)
    {
        const auto health = store::Ledger(desk.store().database()).health(QStringLiteral("support"));
        return health ? health->difference : -1;
    }
    static qint64 mailsHere(FakeDesk &desk) { return desk.store().messages().count().value_or(-1); }
    void refuse(const char *command)
    {
        server.refusal = [command](const QByteArray &asked) -> QByteArray {
            return asked.startsWith(command) ? "NO [NOPERM] Not for you" : QByteArray();
        };
    }
    void answer(FakeDesk &desk, int number)
    {
        ReplyRequest request;
        request.ticket = ticket::Key::ofContent(mail(number));
        request.text = QStringLiteral("Answer");
        const auto replied = Replies(desk.desk()).reply(request);
        ASSERT_OK(replied);
    }
    [[nodiscard]] static bool allHaveNumbers(FakeDesk &desk)
    {
        sqlite::Statement query =
            desk.store().database().connection().prepare("SELECT count(*) FROM ticket WHERE number=0");
        return query.next() && query.integer(0) == 0;
    }
};

} // namespace

TEST_F(RefusedPartsTest, AMailThatTheServerCannotReadDoesNotHoldUpTheOthers)
{
    deliver(1, 100);
    server.broken = {1, 37, 100};
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    const QJsonObject report = desk.sync();
    EXPECT_TRUE(isOk(report)) << QJsonDocument(report).toJson().toStdString();
    EXPECT_EQ(known(desk), 97);
    EXPECT_EQ(missing(desk), 3);
    deliver(101, 101);
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(known(desk), 98);
    const int asked = server.count("UID FETCH");
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_LE(server.count("UID FETCH") - asked, 6) << "asked for again with each round";
    EXPECT_EQ(missing(desk), 3);
    server.broken.clear();
    clock.advance(std::chrono::minutes(11));
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(known(desk), 101);
    expectWell(desk);
}

/// Dovecot says BYE when it meets a damaged mail.
TEST_F(RefusedPartsTest, AMailThatEndsTheConnectionIsPassedBy)
{
    deliver(1, 100);
    server.broken = {90};
    server.brokenAnswer = "BYE [SERVERBUG] Internal error";
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    EXPECT_FALSE(isOk(desk.sync()));
    EXPECT_FALSE(isOk(desk.sync()));
    EXPECT_TRUE(isOk(desk.sync())) << "twice over the same mail is enough";
    EXPECT_EQ(known(desk), 99);
    EXPECT_EQ(missing(desk), 1);
    deliver(101, 101);
    answer(desk, 1);
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(known(desk), 100);
    EXPECT_EQ(desk.carried().size(), 1);
    // Asked for now and then, when all others are here.
    clock.advance(std::chrono::minutes(11));
    deliver(102, 102);
    EXPECT_FALSE(isOk(desk.sync()));
    EXPECT_EQ(known(desk), 101);
    EXPECT_TRUE(isOk(desk.sync()));
    server.broken.clear();
    clock.advance(std::chrono::minutes(11));
    EXPECT_TRUE(isOk(desk.sync())) << "the pause is longer by now";
    EXPECT_EQ(missing(desk), 1);
    clock.advance(std::chrono::minutes(11));
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(known(desk), 102);
    expectWell(desk);
}

/// A part of a mailbox that was damaged: more mails, one after the other, than are believed of a healthy server.
TEST_F(RefusedPartsTest, ManyDamagedMailsAreFoundOutInAFewRounds)
{
    deliver(1, 150);
    for (quint32 uid = 41; uid <= 100; ++uid)
        server.broken.insert(uid);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    int rounds = 0;
    while (!isOk(desk.sync()) && rounds < 20)
        ++rounds;
    EXPECT_LT(rounds, 10);
    EXPECT_EQ(known(desk), 90);
    EXPECT_EQ(missing(desk), 60);
}

TEST_F(RefusedPartsTest, AJournalThatIsRefusedStopsNeitherMailNorAnswers)
{
    deliver(1, 3);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    EXPECT_TRUE(isOk(desk.sync()));
    refuse("SELECT Otklik/Journal");
    deliver(4, 4);
    answer(desk, 1);
    const QJsonObject report = desk.sync();
    EXPECT_FALSE(isOk(report));
    EXPECT_EQ(desk.engine().status().health, AccountHealth::PartlyRefused);
    EXPECT_TRUE(desk.engine().status().detail.contains(u"NOPERM"));
    EXPECT_EQ(known(desk), 4);
    EXPECT_EQ(desk.carried().size(), 1);
    EXPECT_GT(desk.pending(), 0) << "what could not be written waits";
    server.refusal = nullptr;
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(desk.engine().status().health, AccountHealth::Online);
    EXPECT_EQ(desk.pending(), 0);
    expectWell(desk);
}

/// Dovecot says BYE when it meets a damaged mail of the journal.
TEST_F(RefusedPartsTest, AJournalThatEndsTheConnectionComesAfterTheMail)
{
    deliver(1, 3);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    EXPECT_TRUE(isOk(desk.sync()));
    server.refusal = [](const QByteArray &asked) -> QByteArray {
        return asked.startsWith("SELECT Otklik/Journal") ? "BYE [SERVERBUG] Internal error" : QByteArray();
    };
    deliver(4, 4);
    answer(desk, 1);
    for (int round = 0; round < 3; ++round)
        EXPECT_FALSE(isOk(desk.sync()));
    EXPECT_EQ(known(desk), 4);
    EXPECT_EQ(desk.carried().size(), 1);
    deliver(5, 5);
    EXPECT_FALSE(isOk(desk.sync()));
    EXPECT_EQ(known(desk), 5);
    server.refusal = nullptr;
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(desk.pending(), 0);
    expectWell(desk);
}

/// A laptop that slept over a holiday.
TEST_F(RefusedPartsTest, AnAnswerOfLastWeekIsLookedAtBeforeItLeaves)
{
    deliver(1, 2);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    EXPECT_TRUE(isOk(desk.sync()));
    answer(desk, 1);
    clock.advance(std::chrono::hours(24 * 7));
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_TRUE(desk.carried().isEmpty());
    const auto held = desk.store().outbox().all();
    ASSERT_OK(held);
    ASSERT_EQ(held->size(), 1U);
    EXPECT_EQ(held->front().state, ticket::SendState::Held);
    answer(desk, 2);
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(desk.carried().size(), 1) << "what is written today goes";
    ASSERT_OK(Replies(desk.desk()).retry(held->front().id));
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(desk.carried().size(), 2);
}

/// All of it may have been opened by colleagues long ago.
TEST_F(RefusedPartsTest, ADeskThatCannotReadTheJournalYetOpensNothing)
{
    deliver(1, 3);
    FakeDesk first(server, clock, QStringLiteral("Anna"));
    EXPECT_TRUE(isOk(first.sync()));
    refuse("SELECT Otklik/Journal");
    FakeDesk second(server, clock, QStringLiteral("Boris"));
    EXPECT_FALSE(isOk(second.sync()));
    EXPECT_EQ(known(second), 3);
    EXPECT_EQ(second.pending(), 0);
    server.refusal = nullptr;
    EXPECT_TRUE(isOk(second.sync()));
    EXPECT_TRUE(isOk(first.sync()));
    EXPECT_EQ(second.hash(), first.hash());
    expectWell(second);
}

TEST_F(RefusedPartsTest, AFolderThatIsRefusedStopsNothingElse)
{
    deliver(1, 3);
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    EXPECT_TRUE(isOk(desk.sync()));
    refuse("SELECT Sent");
    deliver(4, 4);
    answer(desk, 1);
    server.mailbox.expunge(kInbox, 2); // for all that is known it lies in Sent now
    EXPECT_FALSE(isOk(desk.sync()));
    EXPECT_EQ(desk.engine().status().health, AccountHealth::PartlyRefused);
    EXPECT_TRUE(desk.engine().status().detail.startsWith(u"Sent: "));
    EXPECT_EQ(known(desk), 3);
    EXPECT_EQ(mailsHere(desk), 4) << "nothing is forgotten that may lie in a folder which was not read";
    EXPECT_TRUE(allHaveNumbers(desk));
    EXPECT_EQ(desk.carried().size(), 1);
    server.refusal = nullptr;
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(desk.engine().status().health, AccountHealth::Online);
    EXPECT_EQ(server.mailbox.folder(kSent).mails.size(), 1U);
    EXPECT_EQ(desk.carried().first(), 1);
    expectWell(desk);
}

TEST_F(RefusedPartsTest, WithoutASearchTheMailsAreNamedByAFetch)
{
    deliver(1, 30);
    server.refusal = [](const QByteArray &asked) -> QByteArray {
        return asked.startsWith("UID SEARCH") ? "BAD Unknown command" : QByteArray();
    };
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(known(desk), 30);
    deliver(31, 31);
    server.mailbox.expunge(kInbox, 7);
    EXPECT_TRUE(isOk(desk.sync()));
    EXPECT_EQ(known(desk), 30);
    expectWell(desk);
}
