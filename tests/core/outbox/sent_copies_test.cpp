// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/sent_copies.h"
#include "core/sync/folder_sync.h"
#include "core/sync/maildir_session.h"
#include "tests/core/outbox/outbox_fixture.h"

#include <algorithm>

using namespace otklik;
using namespace otklik::outbox;
using ticket::SendState;

namespace {

/// A mailbox that takes a mail and does not say so, or does not tell what its mails are called.
class TroubledSession final : public sync::MaildirSession
{
public:
    using MaildirSession::MaildirSession;
    async::Task<sync::AppendReport> append(sync::RemoteFolder folder, QByteArray raw, QStringList flags,
                                           Instant internalDate) override
    {
        if (refusesMails)
            co_return tl::unexpected(Error{ErrorCode::ServerRejected, QStringLiteral("NO [TOOBIG]")});
        if (loseAnswers)
            co_return sync::AppendReport{sync::Appended::Uncertain, 0, 0};
        auto appended = co_await MaildirSession::append(folder, raw, flags, internalDate);
        co_return appended;
    }
    async::Task<std::vector<sync::RemoteId>> messageIds(std::vector<quint32> uids) override
    {
        ++namesAsked;
        if (hangsUp) {
            isLost = true;
            co_return tl::unexpected(Error{ErrorCode::Offline, QStringLiteral("BYE")});
        }
        if (refusesNames)
            co_return tl::unexpected(
                Error{ErrorCode::ServerRefused, QStringLiteral("fetching: the server answered: NO [SERVERBUG]")});
        std::vector<sync::RemoteId> named; // a Maildir is never asked
        for (const quint32 uid : uids)
            named.push_back({uid, called});
        co_return named;
    }
    bool loseAnswers = false;
    bool refusesMails = false;
    [[nodiscard]] bool isOpen() const override { return !isLost; }
    QByteArray called = "Message-ID: <another@desk.example>\r\n"; ///< all its mails
    bool refusesNames = false;
    bool hangsUp = false;
    bool isLost = false;
    int namesAsked = 0;
};

class SentCopiesTest : public outbox::test::OutboxTest
{
protected:
    void SetUp() override
    {
        OutboxTest::SetUp();
        QStringList path{QStringLiteral("Sent")};
        const auto created = otklik::test::runTask(m_session.create(path));
        ASSERT_OK(created);
        m_sent = *created;
    }
    Result<FiledCopies> tryToFile(const Filing &filing)
    {
        return otklik::test::runTask(fileSentCopies(context(), filing, &m_session, m_sent));
    }
    FiledCopies file(const Filing &filing)
    {
        auto filed = tryToFile(filing);
        EXPECT_OK(filed);
        return filed.value_or(FiledCopies());
    }
    /// An answer leaves, and its copy gets no answer.
    void loseAnswer(const Filing &filing)
    {
        m_carrier.script = {{Attempt::End::Sent, QString()}};
        send();
        m_session.loseAnswers = true;
        EXPECT_EQ(file(filing).appended, 1);
        m_session.loseAnswers = false;
    }
    /// Into Sent, by somebody else.
    void put(const QByteArray &raw)
    {
        QStringList flags;
        EXPECT_OK(otklik::test::runTask(m_session.append(m_sent, raw, flags, m_clock.now())));
    }
    sync::FolderReport readSent()
    {
        sync::SyncContext syncing;
        syncing.session = &m_session;
        syncing.store = m_store.get();
        syncing.clock = &m_clock;
        syncing.account = QStringLiteral("support");
        auto read = otklik::test::runTask(sync::syncFolder(syncing, m_sent, store::FolderRole::Sent));
        EXPECT_OK(read);
        return read.value_or(sync::FolderReport());
    }
    std::size_t mailsInSent()
    {
        const auto opened = otklik::test::runTask(m_session.open(m_sent));
        EXPECT_OK(opened);
        return opened ? opened->state.exists : 0;
    }

    QTemporaryDir m_maildir;
    TroubledSession m_session{m_maildir.path()};
    sync::RemoteFolder m_sent;
};

TEST_F(SentCopiesTest, FilesOneCopyAndFindsWhatTheServerFiled)
{
    m_carrier.script = {{Attempt::End::Sent, QString()}};
    send();
    for (const bool expected : {true, false}) {
        EXPECT_EQ(file({}).appended, expected ? 1 : 0);
    }
    EXPECT_EQ(mailsInSent(), 1U);
}

TEST_F(SentCopiesTest, AServerThatFilesItselfGetsItsTime)
{
    m_carrier.script = {{Attempt::End::Sent, QString()}};
    send();
    EXPECT_EQ(file({true}).awaited, 1);
    m_clock.advance(kServerFilesWithin - std::chrono::seconds(1));
    EXPECT_EQ(file({true}).appended, 0);
    m_clock.advance(std::chrono::seconds(1));
    const FiledCopies last = file({true});
    EXPECT_EQ(last.appended, 1) << "it has not: we do";
    EXPECT_EQ(last.awaited, 0);
    EXPECT_EQ(*hasUnfiled(context()), false);
}

TEST_F(SentCopiesTest, AClockThatWasSetBackDoesNotKeepACopyWaiting)
{
    m_carrier.script = {{Attempt::End::Sent, QString()}};
    send();
    m_clock.advance(-std::chrono::hours(1));
    const FiledCopies filed = file({true});
    EXPECT_EQ(filed.awaited, 0);
    EXPECT_EQ(filed.appended, 1);
}

TEST_F(SentCopiesTest, AnUncertainOneThatIsInSentWasSent)
{
    giveStanding();
    m_carrier.script = {{Attempt::End::Uncertain, QStringLiteral("connection lost")}};
    send();
    ASSERT_EQ(ticketOf(m_root).status, ticket::Status::Open);
    put(m_raw);
    EXPECT_EQ(readSent().fresh, 1);
    EXPECT_EQ(file({}).appended, 0);
    EXPECT_EQ(mail().state, SendState::Sent);
    EXPECT_EQ(ticketOf(m_root).status, ticket::Status::Pending) << "it was answered";
    EXPECT_FALSE(ticketOf(m_root).failedSend);
}

TEST_F(SentCopiesTest, TheCopyOfWhatSomeGotIsFiledWhileOthersAreTried)
{
    changed([](store::OutboxMail &mail) { mail.recipients << QStringLiteral("petr@acme.example"); });
    const ticket::RefusedRecipient full{QStringLiteral("petr@acme.example"), QStringLiteral("452 4.2.2 full"), false};
    m_carrier.script = {{Attempt::End::Sent, {}, false, {full}}};
    send();
    for (const int appended : {1, 0}) {
        EXPECT_EQ(file({}).appended, appended);
    }
    EXPECT_EQ(mail().state, SendState::Waiting) << "the second one is still tried";
    EXPECT_EQ(mail().sentCopy, store::SentCopy::Present);
}

TEST_F(SentCopiesTest, ACopyThatTheServerGaveAnotherMessageIdIsFound)
{
    m_carrier.script = {{Attempt::End::Sent, QString()}};
    send();
    QByteArray renamed = m_raw;
    renamed.replace("Message-ID: <ours@desk.example>",
                    "Message-ID: <DB9PR01@outlook.example>\r\nX-Microsoft-Original-Message-ID: <ours@desk.example>\r\n"
                    "References: <root@acme.example>");
    put(renamed);
    EXPECT_EQ(readSent().fresh, 1);
    EXPECT_EQ(file({}).appended, 0);
    EXPECT_EQ(mail().sentCopy, store::SentCopy::Present);
    const auto timeline = store::TimelineQueries(m_store->database()).timeline(mail().ticket);
    ASSERT_OK(timeline);
    EXPECT_EQ(std::ranges::count(*timeline, ticket::Direction::Out, &ticket::TimelineEntry::direction), 1)
        << "one answer, in the outbox and in Sent";
}

/// Mails that name the Message-ID, as what they answer, and are not the copy.
TEST_F(SentCopiesTest, AMailThatOnlyNamesTheAnswerIsNotItsCopy)
{
    m_carrier.script = {{Attempt::End::Sent, QString()}};
    send();
    for (const char *header : {"References", "In-Reply-To", "X-MS-Exchange-Parent-Message-Id"})
        put(QByteArray("Message-ID: <later.") + header + "@desk.example>\r\n" + header +
            ": <ours@desk.example>\r\nFrom: support@desk.example\r\nTo: ivan@acme.example\r\nSubject: Re\r\n\r\n"
            "And one thing more\r\n");
    EXPECT_EQ(readSent().fresh, 3);
    EXPECT_EQ(file({}).appended, 1);
    const auto timeline = store::TimelineQueries(m_store->database()).timeline(mail().ticket);
    ASSERT_OK(timeline);
    EXPECT_EQ(std::ranges::count(*timeline, mail().messageId, &ticket::TimelineEntry::messageId), 1)
        << "the answer has an entry of its own";
}

TEST_F(SentCopiesTest, ACopyWhoseAnswerWasLostIsNotPutAgainAtOnce)
{
    CopyTrials trials;
    const Filing filing{false, true, &trials};
    loseAnswer(filing);
    EXPECT_EQ(file(filing).awaited, 1);
    m_clock.advance(kMayStillAppear - std::chrono::seconds(1));
    EXPECT_EQ(file(filing).awaited, 1) << "the server may still be storing it";
    EXPECT_EQ(mailsInSent(), 0U);
    m_clock.advance(std::chrono::seconds(1));
    EXPECT_EQ(file(filing).appended, 1);
    EXPECT_EQ(mailsInSent(), 1U);
    EXPECT_EQ(*hasUnfiled(context()), false);
}

TEST_F(SentCopiesTest, ACopyThatAppearsAfterItsAnswerWasLostIsFound)
{
    CopyTrials trials;
    const Filing filing{false, true, &trials};
    loseAnswer(filing);
    put(m_raw);
    EXPECT_EQ(readSent().fresh, 1);
    EXPECT_EQ(file(filing).awaited, 0);
    EXPECT_EQ(mail().sentCopy, store::SentCopy::Present);
    EXPECT_TRUE(trials.lost.empty());
}

/// A line that breaks over a large mail breaks again.
TEST_F(SentCopiesTest, ACopyOverWhichTheConnectionIsLostIsPutEverMoreSeldomAndPeopleAreTold)
{
    m_carrier.script = {{Attempt::End::Sent, QString()}};
    send();
    m_session.loseAnswers = true;
    CopyTrials trials;
    const Filing filing{false, true, &trials};
    std::vector<std::chrono::minutes> pauses;
    std::chrono::minutes waited{0};
    EXPECT_EQ(file(filing).appended, 1);
    for (; pauses.size() < 8; waited += std::chrono::minutes(1)) {
        const FiledCopies filed = file(filing);
        if (filed.appended == 0)
            EXPECT_EQ(filed.refused.has_value(), trials.lost.begin()->second.times >= kLossesToTell);
        else
            EXPECT_FALSE(filed.refused.has_value()) << "it is being tried";
        if (filed.appended > 0)
            pauses.push_back(std::exchange(waited, std::chrono::minutes(0)));
        m_clock.advance(std::chrono::minutes(1));
    }
    using std::chrono::minutes;
    EXPECT_EQ(pauses, (std::vector<minutes>{minutes(1), minutes(2), minutes(4), minutes(8), minutes(16), minutes(32),
                                            minutes(60), minutes(60)}));
}

/// The program begins when the answer has been lost: it cannot know when.
TEST_F(SentCopiesTest, ACopyThatAnotherRunPutThereIsAwaitedToo)
{
    m_carrier.script = {{Attempt::End::Sent, QString()}};
    send();
    ASSERT_OK(m_store->outbox().noteCopy(mail().id, store::SentCopy::Unknown));
    CopyTrials trials;
    const Filing filing{false, true, &trials};
    EXPECT_EQ(file(filing).awaited, 1);
    m_clock.advance(kMayStillAppear);
    EXPECT_EQ(file(filing).appended, 1);
}

TEST_F(SentCopiesTest, ARefusedCopyIsNoLostOne)
{
    m_carrier.script = {{Attempt::End::Sent, QString()}};
    send();
    m_session.refusesMails = true;
    CopyTrials trials;
    const Filing filing{false, true, &trials};
    EXPECT_TRUE(file(filing).refused.has_value());
    m_session.refusesMails = false;
    const FiledCopies later = file(filing);
    EXPECT_EQ(later.awaited, 0);
    EXPECT_EQ(later.appended, 0) << "offered again each hour";
    EXPECT_TRUE(trials.lost.empty());
    m_clock.advance(kOfferCopyAgain);
    EXPECT_EQ(file(filing).appended, 1);
    EXPECT_TRUE(trials.refused.empty());
}

/// Mails in Sent that were asked for in vain, and are not in the cache.
class UnfetchedCopiesTest : public SentCopiesTest
{
protected:
    void SetUp() override
    {
        SentCopiesTest::SetUp();
        m_carrier.script = {{Attempt::End::Sent, QString()}};
        send();
        ASSERT_OK(m_store->outbox().noteCopy(mail().id, store::SentCopy::Unknown));
    }
    void putUnfetched(const QByteArray &raw)
    {
        put(raw);
        const auto folder =
            m_store->folders().ensure(QStringLiteral("support"), QStringLiteral("Sent"), store::FolderRole::Sent);
        ASSERT_OK(folder);
        ASSERT_OK(m_store->folders().noteUnfetched(folder->row, {1}, m_clock.now()));
    }
};

TEST_F(UnfetchedCopiesTest, OneThatIsRefusedDoesNotKeepCopiesWaiting)
{
    putUnfetched(store::test::rawOf(m_root));
    m_session.refusesNames = true;
    EXPECT_EQ(file({}).appended, 1);
    EXPECT_EQ(mail().sentCopy, store::SentCopy::Present);
}

TEST_F(UnfetchedCopiesTest, TheCopyItselfIsFound)
{
    putUnfetched(m_raw);
    m_session.called = "Message-ID: <ours@desk.example>\r\n";
    EXPECT_EQ(file({}).appended, 0);
    EXPECT_EQ(mail().sentCopy, store::SentCopy::Present);
}

TEST_F(UnfetchedCopiesTest, OneThatEndsTheConnectionIsAskedForTwice)
{
    putUnfetched(store::test::rawOf(m_root));
    CopyTrials trials;
    for (int times = 0; times < 2; ++times) {
        m_session.hangsUp = true;
        EXPECT_FALSE(tryToFile({false, false, &trials}));
        m_session.hangsUp = m_session.isLost = false; // the next connection
    }
    m_session.namesAsked = 0;
    EXPECT_EQ(file({false, false, &trials}).appended, 1);
    EXPECT_EQ(m_session.namesAsked, 0);
}

} // namespace
