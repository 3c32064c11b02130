// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Is the journal folder still the one that was read? A look at the Message-IDs of the last mails tells.
#include "tests/core/sync/sync_fixture.h"

using namespace otklik;
using namespace otklik::sync;
using namespace otklik::sync::test;

namespace {

/// A mailbox that hands out Message-IDs alone, as servers do, and counts the mails that were read whole.
class HeaderSession final : public MaildirSession
{
public:
    explicit HeaderSession(const QString &root)
        : MaildirSession(root)
        , m_maildir(root)
    {
    }
    async::Task<OpenedFolder> open(RemoteFolder folder) override
    {
        m_name = folder.name;
        auto opened = co_await MaildirSession::open(folder);
        co_return opened;
    }
    async::Task<std::vector<RemoteId>> messageIds(std::vector<quint32> uids) override
    {
        std::vector<RemoteId> ids;
        const auto folder = m_maildir.scan(m_name);
        EXPECT_OK(folder);
        for (const quint32 uid : uids) {
            const auto entry = folder->entries.constFind(uid);
            if (entry == folder->entries.constEnd())
                continue;
            const auto raw = Maildir::read(*entry);
            EXPECT_OK(raw);
            const qsizetype start = raw->indexOf("Message-ID:");
            ids.push_back({uid, raw->mid(start, raw->indexOf('>', start) - start + 1)});
        }
        co_return ids;
    }
    async::Task<void> fetch(std::vector<quint32> uids, MessageSink *sink) override
    {
        whole += uids.size();
        std::erase(uids, withheld);
        auto fetched = co_await MaildirSession::fetch(std::move(uids), sink);
        co_return fetched;
    }
    std::size_t whole = 0;
    quint32 withheld = 0; ///< listed, and never handed out

private:
    Maildir m_maildir;
    QString m_name;
};

class JournalSpotCheckTest : public FolderSyncTest
{
protected:
    void SetUp() override
    {
        FolderSyncTest::SetUp();
        add(m_first);
        m_desk.context.session = &m_session;
        m_desk.syncInbox();
        for (int i = 0; i < kEvents; ++i)
            m_desk.tag(keyOf(m_first), QStringLiteral("word%1").arg(i));
        m_desk.syncEvents();
        m_before = m_desk.hash();
        m_session.whole = 0;
    }
    /// Replaces text in all mails of the journal but its first, which stay where they are.
    void rewrite(const QByteArray &from, const QByteArray &to)
    {
        int changed = 0;
        const QFileInfoList mails = QDir(journalPath() + QStringLiteral("/cur")).entryInfoList(QDir::Files);
        for (const QFileInfo &file : mails) {
            QFile mail(file.absoluteFilePath());
            ASSERT_TRUE(mail.open(QIODevice::ReadWrite));
            QByteArray raw = mail.readAll();
            if (raw.contains("otklik.genesis"))
                continue;
            ASSERT_TRUE(raw.contains(from));
            raw.replace(from, to);
            ASSERT_TRUE(mail.seek(0) && mail.resize(0));
            ASSERT_EQ(mail.write(raw), raw.size());
            ++changed;
        }
        EXPECT_EQ(changed, kEvents);
    }

    /// Takes a mail out of the journal.
    void lose(quint32 uid)
    {
        const auto folder = Maildir(m_mail.path()).scan(QStringLiteral("Otklik/Journal"));
        ASSERT_OK(folder);
        const auto entry = folder->entries.constFind(uid);
        ASSERT_NE(entry, folder->entries.constEnd());
        ASSERT_TRUE(QFile::remove(entry->path));
    }

    static constexpr int kEvents = 3;
    HeaderSession m_session{m_mail.path()};
    Desk m_desk{m_mail.path(), m_clock};
    QByteArray m_before;
};

TEST_F(JournalSpotCheckTest, ReadsNoMailWhole)
{
    m_desk.syncEvents();
    EXPECT_EQ(m_session.whole, 0U);
    EXPECT_EQ(m_desk.hash(), m_before);
}

TEST_F(JournalSpotCheckTest, LooksIntoTheMailsOfAServerThatRewritesHeaders)
{
    rewrite("Message-ID:", "X-Former-Id:");
    EXPECT_EQ(m_desk.syncEvents().sent, 0) << "the events are where they were";
    EXPECT_EQ(m_session.whole, std::size_t(kEvents));
    EXPECT_EQ(m_desk.hash(), m_before);
}

TEST_F(JournalSpotCheckTest, FindsThatOthersStandInTheirPlaces)
{
    rewrite("application/vnd.otklik.event+json", "application/octet-stream");
    rewrite(".journal@", ".other@");
    EXPECT_EQ(m_desk.syncEvents().sent, kEvents) << "what the mailbox lost is appended again";
    EXPECT_EQ(m_desk.hash(), m_before);
}

TEST_F(JournalSpotCheckTest, AMailThatIsNeverHandedOutDoesNotMakeEachRunBeginAnew)
{
    constexpr quint32 kFirst = 2; // below it the genesis
    m_session.withheld = kFirst + kEvents - 1;
    lose(kFirst);
    m_desk.syncEvents();
    m_session.whole = 0;
    EXPECT_EQ(m_desk.syncEvents().sent, 0) << "it may be what is held back";
    EXPECT_LE(m_session.whole, 2U) << "only that one is asked for";
    m_session.withheld = 0;
    EXPECT_EQ(m_desk.syncEvents().sent, 1) << "what was lost is put back";
    EXPECT_EQ(m_desk.hash(), m_before);
    m_session.whole = 0;
    m_desk.syncEvents();
    EXPECT_EQ(m_session.whole, 0U);
}

/// It holds up what stands behind it, since other desks may have read it; whoever keeps the mailbox may delete it.
TEST_F(JournalSpotCheckTest, WhereAMailIsNeverHandedOutADeskGoesOnWhenItIsTakenAway)
{
    constexpr quint32 kDamaged = 3; // below it the genesis and a tag
    HeaderSession session(m_mail.path());
    session.withheld = kDamaged;
    Desk reader(m_mail.path(), m_clock);
    reader.context.session = &session;
    reader.syncInbox();
    reader.syncEvents();
    EXPECT_EQ(reader.tagsOf(m_first).size(), 1) << "what stands before it";
    reader.syncEvents();
    EXPECT_EQ(reader.tagsOf(m_first).size(), 1);
    lose(kDamaged);
    EXPECT_EQ(m_desk.syncEvents().sent, 1) << "put back by who has read it";
    reader.syncEvents();
    EXPECT_EQ(reader.hash(), m_before);
    EXPECT_EQ(m_desk.hash(), m_before);
}

TEST_F(JournalSpotCheckTest, OfAnEmptiedJournalNothingIsLeftOnADeskThatOnlyRead)
{
    Desk reader(m_mail.path(), m_clock);
    reader.syncInbox();
    reader.syncEvents();
    const QByteArray before = reader.dump();
    for (quint32 uid = 1; uid < 2 + kEvents; ++uid)
        lose(uid);
    reader.syncEvents();
    const QByteArray now = reader.dump();
    EXPECT_NE(now, before);
    ASSERT_OK(reader.store->recompute());
    EXPECT_EQ(reader.dump(), now);
}

/// A backup was put back, and others wrote on from there: where this desk had read second copies only, which brought it
/// nothing, stands something new.
TEST_F(JournalSpotCheckTest, NoticesWhatTookThePlaceOfASecondCopy)
{
    const QString journal = QStringLiteral("Otklik/Journal");
    const Maildir maildir(m_mail.path());
    const auto before = maildir.scan(journal);
    ASSERT_OK(before);
    const auto again = Maildir::read(before->entries.last());
    ASSERT_OK(again);
    const auto copied = maildir.append(journal, *again, {}, m_clock.now());
    ASSERT_OK(copied);
    m_desk.syncEvents();
    EXPECT_EQ(m_desk.hash(), m_before);
    Desk other(m_mail.path(), m_clock);
    other.syncInbox();
    other.tag(keyOf(m_first), QStringLiteral("new"));
    other.syncEvents();
    const auto after = maildir.scan(journal);
    ASSERT_OK(after);
    const Maildir::Entry place = after->entries.value(*copied), written = after->entries.last();
    ASSERT_NE(place.uid, written.uid);
    const auto fresh = Maildir::read(written);
    ASSERT_OK(fresh);
    ASSERT_TRUE(QFile::remove(written.path));
    QFile file(place.path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    ASSERT_EQ(file.write(*fresh), fresh->size());
    file.close();
    m_desk.syncEvents();
    EXPECT_TRUE(m_desk.tagsOf(m_first).contains(QStringLiteral("new")));
    EXPECT_EQ(m_desk.hash(), other.hash());
}

/// A server may deliver into any folder (support+Otklik/Journal@…).
TEST_F(JournalSpotCheckTest, AStrangersLargeMailInTheJournalIsNotKeptWhole)
{
    QFile mail(journalPath() + QStringLiteral("/cur/1700000099.stranger:2,S"));
    ASSERT_TRUE(mail.open(QIODevice::WriteOnly));
    mail.write("From: stranger@evil.test\r\nSubject: Large\r\n\r\n" + QByteArray("x\r\n").repeated(1024 * 1024));
    mail.close();
    m_desk.syncEvents();
    sqlite::Statement kept =
        m_desk.store->database().connection().prepare("SELECT max(length(raw)),count(*) FROM quarantine");
    ASSERT_TRUE(kept.next());
    EXPECT_EQ(kept.integer(1), 1);
    EXPECT_LE(kept.integer(0), journal::kMaxImportMailSize + 1);
    EXPECT_EQ(m_desk.hash(), m_before);
}

} // namespace
