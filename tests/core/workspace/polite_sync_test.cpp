// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is not asked of a server, or not every time: the size of folders that it cannot tell soon, flags of old mails.
#include "core/sync/folder_sync.h"
#include "core/sync/imap_session.h"
#include "tests/core/workspace/fake_desk.h"
#include "tests/support/expect_result.h"
#include "tests/support/fake_clock.h"
#include "tests/support/mailbox_life.h"
#include "tests/support/run_task.h"

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::workspace::test;
using otklik::test::FakeClock;
using otklik::test::FakeImapServer;
using otklik::test::runTask;
using namespace std::chrono_literals;

namespace {

const QString kInbox = QStringLiteral("INBOX");

QByteArray mail(int number)
{
    return "From: c@kunde.test\r\nTo: support@otklik.test\r\nMessage-ID: <m" + QByteArray::number(number) +
           "@kunde.test>\r\nSubject: Order\r\nDate: Sun, 01 Mar 2026 09:00:00 +0000\r\n\r\nText.\r\n";
}

void impatient(imap::ServerSettings &settings)
{
    settings.answerLimit = 300ms;
}

/// Two round trips after the sign-in, the list of folders and the good-bye, and three for the journal: it is opened,
/// its newest mails are compared, and its UIDs listed.
TEST(PoliteSync, ASyncWithNothingNewAsksHardlyAnything)
{
    FakeClock clock;
    FakeImapServer server({"IMAP4rev1", "NAMESPACE", "ENABLE", "CONDSTORE", "QRESYNC", "UIDPLUS", "ESEARCH",
                           "LIST-EXTENDED", "LIST-STATUS", "LITERAL+"});
    for (const QString &name : otklik::test::MailboxLife::readFolders())
        if (!server.mailbox.has(name))
            server.mailbox.create(name, "");
    server.mailbox.deliver(kInbox, mail(1), clock.now());
    FakeDesk desk(server, clock, QStringLiteral("Anna"));
    for (int turn = 0; turn < 3; ++turn)
        EXPECT_TRUE(desk.sync()[QLatin1String("ok")].toBool());
    const std::vector<const char *> verbs{"LIST",    "SELECT", "UID FETCH", "UID SEARCH", "LOGOUT", "STATUS",
                                          "EXAMINE", "NOOP",   "APPEND",    "UID STORE",  "CREATE"};
    std::vector<int> before;
    for (const char *verb : verbs)
        before.push_back(server.count(verb));
    EXPECT_TRUE(desk.sync()[QLatin1String("ok")].toBool());
    std::vector<int> asked;
    for (std::size_t i = 0; i < verbs.size(); ++i)
        asked.push_back(server.count(verbs[i]) - before[i]);
    EXPECT_EQ(asked, (std::vector<int>{1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0}));
}

/// Only an estimate hangs on it, and all of the mail would.
TEST(PoliteSync, AServerThatIsSilentWhenAskedForSizesIsNotAskedAgain)
{
    FakeClock clock;
    FakeImapServer server({"IMAP4rev1", "STATUS=SIZE"});
    server.isSilentAtSize = true;
    server.mailbox.deliver(kInbox, mail(1), clock.now());
    FakeDesk desk(server, clock, QStringLiteral("Anna"), impatient);
    EXPECT_FALSE(desk.sync()[QLatin1String("ok")].toBool());
    EXPECT_EQ(server.count("STATUS"), 1);
    for (int turn = 0; turn < 3; ++turn) // in the second there is a folder Sent
        EXPECT_TRUE(desk.sync()[QLatin1String("ok")].toBool());
    EXPECT_EQ(server.count("STATUS"), 1);
    const auto here = desk.store().messages().count();
    ASSERT_OK(here);
    EXPECT_EQ(*here, 1);
}

/// A connection to the inbox of a server that keeps no modification counts, with the store behind it.
class FlagsTest : public ::testing::Test
{
protected:
    static constexpr int kMails = 1200;

    void SetUp() override
    {
        for (int i = 1; i <= kMails; ++i)
            m_server.mailbox.deliver(kInbox, mail(i), m_clock.now());
        auto opened = store::Store::open(m_dir.path(), {});
        ASSERT_OK(opened);
        m_store = std::move(*opened);
        connect();
    }
    void connect()
    {
        imap::ServerSettings settings;
        settings.host = QStringLiteral("localhost");
        settings.user = QStringLiteral("anna");
        settings.password = SecretString(QStringLiteral("secret"));
        settings.security = imap::Security::None;
        auto connection = runTask(imap::signIn(m_server.connect(), settings, {}));
        ASSERT_OK(connection);
        m_session = std::make_unique<sync::ImapSession>(std::move(*connection), std::stop_token());
    }
    /// Flags that the server told in one sync.
    int flagsOfSync()
    {
        sync::SyncContext context;
        context.session = m_session.get();
        context.store = m_store.get();
        context.clock = &m_clock;
        context.account = QStringLiteral("support");
        const int before = m_server.flagsTold;
        sync::RemoteFolder inbox{"INBOX", kInbox, QStringLiteral("/"), sync::FolderRole::Inbox, true};
        EXPECT_OK(runTask(sync::syncFolder(context, inbox, store::FolderRole::Inbox), 60s));
        m_clock.advance(1min);
        return m_server.flagsTold - before;
    }
    [[nodiscard]] bool isSeen(quint32 uid) const
    {
        const auto folders = m_store->folders().all();
        EXPECT_OK(folders);
        const auto places = m_store->messages().locationsIn(folders->front().row, uid, uid);
        EXPECT_OK(places);
        return !places->empty() && (places->front().flags & store::kSeen) != 0;
    }
    void see(quint32 uid) { m_server.mailbox.setFlag(kInbox, uid, "\\Seen", true); }

    FakeClock m_clock;
    FakeImapServer m_server{{"IMAP4rev1"}};
    QTemporaryDir m_dir;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<sync::ImapSession> m_session;
};

TEST_F(FlagsTest, OfALargeFolderThoseOfOldMailsAreComparedNowAndThen)
{
    EXPECT_EQ(flagsOfSync(), kMails) << "they come with the mails";
    EXPECT_EQ(flagsOfSync(), 400);
    see(1);
    see(kMails);
    m_server.mailbox.deliver(kInbox, mail(kMails + 1), m_clock.now());
    EXPECT_EQ(flagsOfSync(), 1 + 400);
    EXPECT_TRUE(isSeen(kMails));
    EXPECT_FALSE(isSeen(1));
    m_clock.advance(10min);
    EXPECT_EQ(flagsOfSync(), kMails + 1);
    EXPECT_TRUE(isSeen(1));
    EXPECT_EQ(flagsOfSync(), 400);
    // a clock that was set back is no reason to wait, and a session begins with all: one sync alone is whole
    m_clock.advance(-24h);
    EXPECT_EQ(flagsOfSync(), kMails + 1);
    see(2);
    connect();
    EXPECT_EQ(flagsOfSync(), kMails + 1);
    EXPECT_TRUE(isSeen(2));
    EXPECT_EQ(m_server.wrongs(), QByteArrayList());
}

TEST_F(FlagsTest, OfASmallFolderAllAreCompared)
{
    for (quint32 uid = 1; uid <= 300; ++uid)
        m_server.mailbox.expunge(kInbox, uid);
    flagsOfSync();
    see(301);
    EXPECT_EQ(flagsOfSync(), kMails - 300);
    EXPECT_TRUE(isSeen(301));
}

} // namespace
