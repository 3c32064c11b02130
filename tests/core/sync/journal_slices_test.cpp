// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A journal of years, read slice by slice: the slices here are of a few mails.
#include "tests/core/sync/sync_fixture.h"

#include <algorithm>

using namespace otklik;
using namespace otklik::sync;
using namespace otklik::sync::test;

namespace {

const QString kJournal = QStringLiteral("Otklik/Journal");

/// Counts what is fetched, and loses its line when it is told to.
class CountingSession final : public MaildirSession
{
public:
    using MaildirSession::MaildirSession;
    async::Task<void> fetch(std::vector<quint32> uids, MessageSink *sink) override
    {
        if (fetches == cutAfter)
            co_return fail(ErrorCode::Offline, QStringLiteral("the line is cut"));
        ++fetches;
        most = std::max(most, uids.size());
        asked.insert(asked.end(), uids.begin(), uids.end());
        std::erase(uids, withheld);
        auto fetched = co_await MaildirSession::fetch(std::move(uids), sink);
        co_return fetched;
    }
    int fetches = 0, cutAfter = -1;
    std::size_t most = 0;
    std::vector<quint32> asked;
    quint32 withheld = 0; ///< listed, and not handed out
};

class JournalSlicesTest : public FolderSyncTest
{
protected:
    void SetUp() override
    {
        FolderSyncTest::SetUp();
        add(m_first);
        m_writer.syncInbox();
        decide(m_writer, QStringLiteral("word"), kEvents);
    }
    static void decide(Desk &desk, const QString &word, int count)
    {
        for (int i = 0; i < count; ++i)
            desk.tag(keyOf(MailSpec{.id = QStringLiteral("a@acme.example")}), word + QString::number(i));
        desk.syncEvents();
    }
    [[nodiscard]] std::vector<QByteArray> journalOf(const QString &root) const
    {
        std::vector<QByteArray> mails;
        const auto folder = Maildir(root).scan(kJournal);
        EXPECT_OK(folder);
        for (const Maildir::Entry &entry : folder->entries)
            mails.push_back(Maildir::read(entry).value_or(QByteArray()));
        return mails;
    }
    void appendToJournal(const QByteArray &raw)
    {
        ASSERT_OK(Maildir(m_mail.path()).append(kJournal, raw, {QStringLiteral("\\Seen")}, m_clock.now()));
    }
    void removeFromJournal(quint32 uid)
    {
        const auto folder = Maildir(m_mail.path()).scan(kJournal);
        ASSERT_OK(folder);
        ASSERT_TRUE(QFile::remove(folder->entries.value(uid).path));
    }
    struct Reader
    {
        Reader(const QString &root, const Clock &clock, qsizetype slice)
            : session(root)
            , desk(root, clock)
        {
            desk.syncInbox();
            desk.context.session = &session;
            desk.context.journalSlice = slice;
        }
        /// A sync that ends with the line, after so many fetches.
        void cut(int fetches)
        {
            session.cutAfter = fetches;
            EXPECT_ERROR(desk.tryEvents(), ErrorCode::Offline);
            session.cutAfter = -1;
        }
        CountingSession session;
        Desk desk;
    };

    static constexpr int kEvents = 11;
    Desk m_writer{m_mail.path(), m_clock};
};

TEST_F(JournalSlicesTest, NoMoreThanASliceIsInMemory)
{
    for (const qsizetype slice : {1, 3, 12, 500}) {
        SCOPED_TRACE(slice);
        Reader reader(m_mail.path(), m_clock, slice);
        const JournalReport report = reader.desk.syncEvents();
        EXPECT_EQ(report.applied, kEvents);
        EXPECT_EQ(report.sent, 0);
        EXPECT_EQ(report.difference, 0);
        EXPECT_LE(reader.session.most, std::size_t(slice));
        EXPECT_EQ(reader.desk.hash(), m_writer.hash());
    }
}

TEST_F(JournalSlicesTest, AReadingThatWasCutGoesOnWhereItWas)
{
    Reader reader(m_mail.path(), m_clock, 4);
    reader.cut(3); // the genesis alone, and two slices
    EXPECT_EQ(std::ranges::count_if(reader.session.asked, [](quint32 uid) { return uid > 8; }), 0);
    reader.session.asked.clear();
    EXPECT_EQ(reader.desk.syncEvents().sent, 0);
    EXPECT_EQ(std::ranges::count_if(reader.session.asked, [](quint32 uid) { return uid > 8; }), kEvents + 1 - 8);
    EXPECT_EQ(reader.session.most, 7U) << "those that are known are looked at, the last slice is read";
    EXPECT_EQ(reader.desk.hash(), m_writer.hash());
}

/// Its decisions are in a file of their own.
TEST_F(JournalSlicesTest, SoDoesThatOfADeskThatLostItsCache)
{
    m_writer.loseCache();
    CountingSession session(m_mail.path());
    m_writer.context.session = &session;
    m_writer.context.journalSlice = 4;
    session.cutAfter = 3;
    EXPECT_ERROR(m_writer.tryEvents(), ErrorCode::Offline);
    session.cutAfter = -1;
    session.asked.clear();
    EXPECT_EQ(m_writer.syncEvents().sent, 0) << "nothing is put back that is there";
    EXPECT_EQ(std::ranges::count_if(session.asked, [](quint32 uid) { return uid > 8; }), kEvents + 1 - 8);
    EXPECT_EQ(m_writer.tagsOf(m_first).size(), kEvents);
    EXPECT_EQ(journalOf(m_mail.path()).size(), std::size_t(kEvents + 1));
}

TEST_F(JournalSlicesTest, WhileTheFolderIsReadAnewTheTicketsStayAsTheyWere)
{
    const QByteArray before = m_writer.hash();
    CountingSession session(m_mail.path());
    m_writer.context.session = &session;
    m_writer.context.journalSlice = 3;
    removeFromJournal(4);
    for (const int cut : {2, 3, 4}) {
        session.cutAfter = session.fetches + cut;
        EXPECT_ERROR(m_writer.tryEvents(), ErrorCode::Offline);
        EXPECT_EQ(m_writer.tagsOf(m_first).size(), kEvents) << "cut after " << cut;
    }
    session.cutAfter = -1;
    EXPECT_EQ(m_writer.syncEvents().sent, 1) << "what was lost is put back";
    EXPECT_EQ(m_writer.tagsOf(m_first).size(), kEvents);
    EXPECT_EQ(m_writer.hash(), before);
    EXPECT_EQ(m_writer.syncEvents().difference, 0);
}

TEST_F(JournalSlicesTest, NothingIsTakenBehindAGapInALaterSlice)
{
    Reader reader(m_mail.path(), m_clock, 3);
    reader.session.withheld = 7;
    const JournalReport first = reader.desk.syncEvents();
    EXPECT_EQ(first.applied, 5);
    EXPECT_EQ(std::ranges::count_if(reader.session.asked, [](quint32 uid) { return uid > 9; }), 0);
    reader.session.withheld = 0;
    EXPECT_EQ(reader.desk.syncEvents().applied, kEvents - 5);
    EXPECT_EQ(reader.desk.hash(), m_writer.hash());
}

/// By a desk that read it before.
TEST_F(JournalSlicesTest, ALostGenesisIsPutBackAlsoAfterACut)
{
    CountingSession session(m_mail.path());
    m_writer.context.session = &session;
    m_writer.context.journalSlice = 3;
    removeFromJournal(1);
    removeFromJournal(2);
    session.cutAfter = 3;
    EXPECT_ERROR(m_writer.tryEvents(), ErrorCode::Offline);
    session.cutAfter = -1;
    m_writer.syncEvents();
    EXPECT_EQ(journalOf(m_mail.path()).size(), std::size_t(kEvents + 1)) << "the genesis, and the decision beside it";
    Reader reader(m_mail.path(), m_clock, 2);
    reader.desk.syncEvents();
    EXPECT_EQ(reader.desk.hash(), m_writer.hash());
}

TEST_F(JournalSlicesTest, AGenesisInALaterSliceIsFound)
{
    const std::vector<QByteArray> mails = journalOf(m_mail.path());
    removeFromJournal(1); // the genesis
    appendToJournal(mails.front());
    for (const qsizetype slice : {2, 500}) {
        SCOPED_TRACE(slice);
        Reader reader(m_mail.path(), m_clock, slice);
        EXPECT_EQ(reader.desk.syncEvents().sent, 0);
        EXPECT_EQ(reader.desk.hash(), m_writer.hash());
    }
    EXPECT_EQ(journalOf(m_mail.path()).size(), std::size_t(kEvents + 1)) << "no second genesis";
}

/// Their mails come before its genesis, and their key is learned when the slices before are over.
TEST_F(JournalSlicesTest, AnotherJournalThatWasMergedIntoThisOneIsRead)
{
    QTemporaryDir elsewhere;
    ASSERT_OK(Maildir(elsewhere.path()).ensure());
    ASSERT_OK(Maildir(elsewhere.path()).append(QStringLiteral("INBOX"), rawOf(m_first), {}, m_first.at));
    Desk other(elsewhere.path(), m_clock);
    other.syncInbox();
    decide(other, QStringLiteral("other"), 5);
    const std::vector<QByteArray> theirs = journalOf(elsewhere.path());
    ASSERT_EQ(theirs.size(), std::size_t(6));
    for (std::size_t i = 1; i < theirs.size(); ++i)
        appendToJournal(theirs[i]);
    appendToJournal(theirs.front());
    Reader small(m_mail.path(), m_clock, 2), large(m_mail.path(), m_clock, 500);
    EXPECT_EQ(small.desk.syncEvents().quarantined, 0);
    EXPECT_EQ(large.desk.syncEvents().quarantined, 0);
    EXPECT_EQ(small.desk.hash(), large.desk.hash());
    m_writer.syncEvents();
    EXPECT_EQ(small.desk.hash(), m_writer.hash());
    EXPECT_TRUE(small.desk.dump().contains("other4"));
    EXPECT_EQ(small.desk.syncEvents().sent, 0);
    EXPECT_EQ(journalOf(m_mail.path()).size(), std::size_t(kEvents + 1) + theirs.size());
}

} // namespace
