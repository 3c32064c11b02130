// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/timeline_queries.h"
#include "tests/core/sync/sync_fixture.h"

using namespace otklik;
using namespace otklik::sync;
using namespace otklik::sync::test;

namespace {

/// A mailbox that keeps modification counts, as servers do, and says how often a folder was opened.
class CountingSession final : public MaildirSession
{
public:
    using MaildirSession::MaildirSession;
    async::Task<OpenedFolder> open(RemoteFolder folder) override
    {
        ++opened;
        auto state = co_await MaildirSession::open(folder);
        if (state)
            state->state.highestModSeq = modSeq;
        co_return state;
    }
    quint64 modSeq = 7;
    int opened = 0;
};

/// A mailbox that hands out Message-IDs alone, as servers do.
class NamingSession final : public MaildirSession
{
public:
    using MaildirSession::MaildirSession;
    async::Task<std::vector<RemoteId>> messageIds(std::vector<quint32> uids) override
    {
        Heads heads;
        auto fetched = co_await MaildirSession::fetch(std::move(uids), &heads);
        if (!fetched)
            co_return tl::unexpected(fetched.error());
        co_return heads.ids;
    }

private:
    struct Heads final : MessageSink
    {
        void take(RemoteMessage message) override { ids.push_back({message.uid, message.raw}); }
        [[nodiscard]] bool isFull() const override { return false; }
        async::Task<void> room() override { co_return Result<void>(); }
        std::vector<RemoteId> ids;
    };
};

/// A mailbox that calls all mails the same, and counts those that it hands out.
class OneNameSession final : public MaildirSession
{
public:
    using MaildirSession::MaildirSession;
    [[nodiscard]] bool namesMails() const override { return true; }
    async::Task<std::vector<RemoteHint>> hints(std::vector<quint32> uids) override
    {
        Named mails;
        auto fetched = co_await MaildirSession::fetch(std::move(uids), &mails);
        if (!fetched)
            co_return tl::unexpected(fetched.error());
        std::vector<RemoteHint> hints;
        for (const RemoteMessage &mail : mails.taken)
            hints.push_back({mail.uid, mail.flags, mail.internalDate, mail.raw.size(), mail.serverId});
        co_return hints;
    }
    async::Task<void> fetch(std::vector<quint32> uids, MessageSink *sink) override
    {
        Named mails;
        auto fetched = co_await MaildirSession::fetch(std::move(uids), &mails);
        handedOut += int(mails.taken.size());
        for (RemoteMessage &mail : mails.taken)
            sink->take(std::move(mail));
        co_return fetched;
    }
    int handedOut = 0;

private:
    struct Named final : MessageSink
    {
        void take(RemoteMessage message) override
        {
            message.serverId = "one";
            taken.push_back(std::move(message));
        }
        [[nodiscard]] bool isFull() const override { return false; }
        async::Task<void> room() override { co_return Result<void>(); }
        std::vector<RemoteMessage> taken;
    };
};

TEST_F(FolderSyncTest, TakesOnlyWhatIsNewAndNotesWhatVanished)
{
    Desk desk(m_mail.path(), m_clock);
    const quint32 uid = add(m_first);
    EXPECT_EQ(desk.syncInbox().fresh, 1);
    EXPECT_EQ(desk.syncInbox().fresh, 0);
    add(m_second);
    EXPECT_EQ(desk.syncInbox().fresh, 1);
    const auto scanned = Maildir(m_mail.path()).scan(QStringLiteral("INBOX"));
    ASSERT_OK(scanned);
    ASSERT_TRUE(QFile::remove(scanned->entries[uid].path));
    const FolderReport report = desk.syncInbox();
    EXPECT_EQ(report.vanished, 1);
    EXPECT_EQ(report.messages, 1);
    EXPECT_EQ(desk.syncInbox().vanished, 0);
}

/// Another account's journal may tell of him while the mails of this one are on their way.
TEST_F(FolderSyncTest, WhatIsOursIsJudgedByTheTeamAsItIsWhenTheMailIsTaken)
{
    Desk desk(m_mail.path(), m_clock);
    const auto decided =
        desk.store->decide({{QStringLiteral("specialist.set"),
                             QStringLiteral("specialist:boris@desk.example"),
                             {{QStringLiteral("name"), QStringLiteral("Boris")}},
                             {}}},
                           QStringLiteral("anna@desk.example"), m_clock.now(), QStringLiteral("Boris joined."));
    ASSERT_OK(decided);
    MailSpec his = m_first;
    his.to = QStringLiteral("irina@kunde.example");
    his.from = QStringLiteral("boris@desk.example");
    add(his);
    add(m_second);
    EXPECT_EQ(desk.syncInbox().fresh, 2);
    const store::TimelineQueries queries(desk.store->database());
    for (const auto &[mail, direction] :
         {std::pair(his, ticket::Direction::Out), std::pair(m_second, ticket::Direction::In)}) {
        const auto timeline = queries.timeline(keyOf(mail));
        ASSERT_OK(timeline);
        ASSERT_EQ(timeline->size(), 1U);
        EXPECT_EQ(timeline->front().direction, direction) << mail.from.toStdString();
    }
}

TEST_F(FolderSyncTest, AFolderThatTheListShowsUnchangedIsNotOpened)
{
    Desk desk(m_mail.path(), m_clock);
    CountingSession session(m_mail.path());
    desk.context.session = &session;
    add(m_first);
    RemoteFolder inbox{"INBOX", QStringLiteral("INBOX"), QStringLiteral("/"), FolderRole::Inbox, true};
    const auto sync = [&] {
        auto report = otklik::test::runTask(syncFolder(desk.context, inbox, store::FolderRole::Inbox));
        EXPECT_OK(report);
        return report.value_or(FolderReport());
    };
    EXPECT_EQ(sync().fresh, 1);
    const auto state =
        desk.store->folders().ensure(QStringLiteral("support"), QStringLiteral("INBOX"), store::FolderRole::Inbox);
    ASSERT_OK(state);
    inbox.counters = RemoteState{state->uidValidity, state->uidNext, 7, 1};
    EXPECT_EQ(sync().messages, 1);
    EXPECT_EQ(session.opened, 1);
    add(m_second);
    inbox.counters->exists = 2;
    inbox.counters->uidNext += 1;
    EXPECT_EQ(sync().fresh, 1);
    EXPECT_EQ(session.opened, 2);
    inbox.counters->highestModSeq = session.modSeq = 8; // a flag changed
    sync();
    EXPECT_EQ(session.opened, 3);
    inbox.counters->highestModSeq = session.modSeq = 0; // a server that does not count says nothing about flags
    sync();
    EXPECT_EQ(session.opened, 4);
}

TEST_F(FolderSyncTest, ARenumberedFolderIsBoundAnewByContent)
{
    Desk desk(m_mail.path(), m_clock);
    add(m_first);
    add(m_second);
    desk.syncInbox();
    const QByteArray before = desk.dump();
    ASSERT_TRUE(QFile::remove(m_mail.filePath(QStringLiteral("otklik-uidlist"))));
    desk.syncInbox();
    EXPECT_EQ(desk.dump(), before);
}

TEST_F(FolderSyncTest, AFolderPutBackFromABackupIsNoticedThoughItsNumbersHaveCaughtUp)
{
    Desk desk(m_mail.path(), m_clock);
    NamingSession session(m_mail.path());
    desk.context.session = &session;
    add(m_first);
    QFile list(m_mail.filePath(QStringLiteral("otklik-uidlist")));
    ASSERT_TRUE(list.open(QIODevice::ReadOnly));
    const QByteArray backup = list.readAll();
    const quint32 uid = add(m_second);
    desk.syncInbox();
    const auto scanned = Maildir(m_mail.path()).scan(QStringLiteral("INBOX"));
    ASSERT_OK(scanned);
    ASSERT_TRUE(QFile::remove(scanned->entries[uid].path));
    list.close();
    ASSERT_TRUE(list.open(QIODevice::WriteOnly));
    list.write(backup);
    list.close();
    const MailSpec third{.id = QStringLiteral("c@acme.example")}, fourth{.id = QStringLiteral("d@acme.example")};
    ASSERT_EQ(add(third), uid) << "the number is given away a second time";
    add(fourth);
    const FolderReport report = desk.syncInbox();
    EXPECT_EQ(report.messages, 3);
    EXPECT_EQ(report.difference, 0);
    Desk fresh(m_mail.path(), m_clock);
    fresh.syncInbox();
    EXPECT_EQ(desk.dump(), fresh.dump());
    EXPECT_TRUE(desk.dump().contains(keyOf(third).hex()));
    EXPECT_FALSE(desk.dump().contains(keyOf(m_second).hex()));
}

/// The server's own name for a mail spares its bytes, and is no more than a hint: the size has to fit, too.
/// One came back, another one went, the newest stayed: no counter tells, and the list of flags does.
TEST_F(FolderSyncTest, EqualCountersOfOtherMailsAreSeenWithTheFlags)
{
    const quint32 first = add(m_first), second = add(m_second);
    add({.id = QStringLiteral("c@acme.example")});
    Desk desk(m_mail.path(), m_clock);
    desk.syncInbox();
    const auto listed = [this] {
        QFile list(m_mail.filePath(QStringLiteral("otklik-uidlist")));
        EXPECT_TRUE(list.open(QIODevice::ReadOnly));
        return list.readAll();
    }();
    const auto whole = Maildir(m_mail.path()).scan(QStringLiteral("INBOX"));
    ASSERT_OK(whole);
    const QString goes = whole->entries[first].path, comesBack = whole->entries[second].path;
    ASSERT_TRUE(QFile::rename(comesBack, m_mail.filePath(QStringLiteral("kept"))));
    EXPECT_EQ(desk.syncInbox().vanished, 1);
    ASSERT_TRUE(QFile::rename(m_mail.filePath(QStringLiteral("kept")), comesBack));
    ASSERT_TRUE(QFile::remove(goes));
    QFile list(m_mail.filePath(QStringLiteral("otklik-uidlist")));
    ASSERT_TRUE(list.open(QIODevice::WriteOnly | QIODevice::Truncate));
    ASSERT_EQ(list.write(listed), listed.size());
    list.close();
    m_clock.advance(std::chrono::minutes(11));
    const FolderReport report = desk.syncInbox();
    EXPECT_EQ(report.fresh, 1);
    EXPECT_EQ(report.vanished, 1);
    EXPECT_EQ(report.difference, 0);
}

TEST_F(FolderSyncTest, AMailIsRecognisedByTheServersNameAndItsSize)
{
    Desk desk(m_mail.path(), m_clock);
    OneNameSession session(m_mail.path());
    desk.context.session = &session;
    const auto removeAll = [this] {
        const auto scanned = Maildir(m_mail.path()).scan(QStringLiteral("INBOX"));
        ASSERT_OK(scanned);
        for (const auto &entry : scanned->entries)
            ASSERT_TRUE(QFile::remove(entry.path));
    };
    add(m_first);
    EXPECT_GT(desk.syncInbox().bytes, 0);
    removeAll();
    desk.syncInbox();
    ASSERT_NE(rawOf(m_first).size(), rawOf(m_second).size());
    add(m_second);
    desk.syncInbox();
    EXPECT_EQ(session.handedOut, 2) << "a mail of another size is another mail";
    removeAll();
    desk.syncInbox();
    add(m_second);
    const FolderReport report = desk.syncInbox();
    EXPECT_EQ(session.handedOut, 2);
    EXPECT_EQ(report.fresh, 1);
    EXPECT_EQ(report.bytes, 0);
    EXPECT_EQ(report.difference, 0);
    Desk fresh(m_mail.path(), m_clock);
    fresh.syncInbox();
    EXPECT_EQ(desk.dump(), fresh.dump());
}

TEST_F(FolderSyncTest, AJournalWhoseFirstMailSomebodyDeletedCanStillBeRead)
{
    add(m_first);
    Desk one(m_mail.path(), m_clock);
    one.syncInbox();
    one.tag(keyOf(m_first), QStringLiteral("kept"));
    one.syncEvents();
    const QByteArray before = one.hash();
    int removed = 0;
    for (const QFileInfo &file : QDir(journalPath() + QStringLiteral("/cur")).entryInfoList(QDir::Files)) {
        QFile mail(file.absoluteFilePath());
        ASSERT_TRUE(mail.open(QIODevice::ReadOnly));
        if (mail.readAll().contains("otklik.genesis"))
            removed += mail.remove() ? 1 : 0;
    }
    ASSERT_EQ(removed, 1);
    one.syncEvents();
    EXPECT_EQ(one.hash(), before);
    Desk two(m_mail.path(), m_clock);
    two.syncInbox();
    two.syncEvents();
    EXPECT_EQ(two.hash(), before);
}

TEST_F(FolderSyncTest, TwoWritersOfOneJournalConverge)
{
    add(m_first);
    Desk one(m_mail.path(), m_clock), two(m_mail.path(), m_clock);
    one.syncInbox();
    two.syncInbox();
    for (int i = 0; i < 5; ++i) {
        one.tag(keyOf(m_first), QStringLiteral("one%1").arg(i));
        two.tag(keyOf(m_first), QStringLiteral("two%1").arg(i));
        (i % 2 == 0 ? one : two).syncEvents();
    }
    for (Desk *desk : {&one, &two, &one})
        desk->syncEvents();
    EXPECT_EQ(one.hash(), two.hash());
    EXPECT_TRUE(one.dump().contains("two4") && two.dump().contains("one4"));
    EXPECT_EQ(one.syncEvents().applied, 0) << "nothing is applied twice";
}

TEST_F(FolderSyncTest, OwnEventsThatTheMailboxLostAreAppendedAgain)
{
    add(m_first);
    Desk one(m_mail.path(), m_clock);
    one.syncInbox();
    one.tag(keyOf(m_first), QStringLiteral("kept"));
    one.syncEvents();
    const QByteArray before = one.hash();
    // A restore from before the event: the genesis is there, the event is not, and numbering starts anew.
    const QFileInfoList mails = QDir(journalPath() + QStringLiteral("/cur")).entryInfoList(QDir::Files, QDir::Name);
    ASSERT_EQ(mails.size(), 2);
    for (const QFileInfo &file : mails) {
        QFile mail(file.absoluteFilePath());
        ASSERT_TRUE(mail.open(QIODevice::ReadOnly));
        const bool genesis = mail.readAll().contains("otklik.genesis");
        ASSERT_TRUE(genesis || mail.remove());
    }
    ASSERT_TRUE(QFile::remove(journalPath() + QStringLiteral("/otklik-uidlist")));
    EXPECT_EQ(one.syncEvents().sent, 1);
    EXPECT_EQ(one.hash(), before);
    Desk two(m_mail.path(), m_clock);
    two.syncInbox();
    two.syncEvents();
    EXPECT_EQ(two.hash(), before);
}

} // namespace
