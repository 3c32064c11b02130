// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// QRESYNC on real servers: one SELECT tells what a folder lost and what changed in it.
#include "core/sync/difference.h"
#include "core/sync/imap_session.h"
#include "tests/support/cyrus_fixture.h"
#include "tests/support/dovecot_fixture.h"
#include "tests/support/expect_result.h"
#include "tests/support/other_client.h"
#include "tests/support/run_task.h"

#include <numeric>

using namespace otklik;
using namespace otklik::sync;
using otklik::test::CyrusFixture;
using otklik::test::DovecotFixture;
using otklik::test::OtherClient;
using otklik::test::runTask;

namespace {

const QString kUser = QStringLiteral("anna");
constexpr int kMails = 20;

class ResyncTest : public ::testing::TestWithParam<const char *>
{
protected:
    void SetUp() override
    {
        if (DovecotFixture::skipped())
            GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
        const bool onCyrus = GetParam() == QByteArray("Cyrus");
        if (onCyrus && !CyrusFixture::isThere())
            GTEST_SKIP() << "no Cyrus: scripts/servers could not get it";
        if (onCyrus)
            start(m_cyrus);
        else
            start(m_dovecot);
        ASSERT_NE(m_other, nullptr);
        for (int i = 0; i < kMails; ++i)
            put();
    }
    template<typename Server>
    void start(Server &server)
    {
        ASSERT_OK(server.addUser(kUser));
        const auto started = server.start();
        ASSERT_OK(started);
        m_settings.host = QStringLiteral("localhost");
        m_settings.port = server.tlsPort();
        m_settings.user = kUser;
        m_settings.password = SecretString(Server::kPassword);
        m_settings.caFile = server.caFile();
        auto other = OtherClient::signIn(server.port(), kUser, Server::kPassword);
        ASSERT_OK(other);
        m_other = std::move(*other);
    }
    void put()
    {
        const auto stored = m_other->append("INBOX", "From: a@example.com\r\nSubject: one\r\n\r\nbody\r\n");
        ASSERT_OK(stored);
    }
    void elsewhere(const char *command)
    {
        const auto done = m_other->run(command);
        ASSERT_OK(done) << command;
    }
    [[nodiscard]] std::unique_ptr<MailboxSession> connect()
    {
        auto session = runTask(ImapSession::connect(m_settings, std::stop_token()));
        EXPECT_OK(session);
        return session ? std::move(*session) : nullptr;
    }

    DovecotFixture m_dovecot;
    CyrusFixture m_cyrus;
    imap::ServerSettings m_settings;
    std::unique_ptr<OtherClient> m_other;
    RemoteFolder m_inbox{"INBOX", QStringLiteral("INBOX"), QStringLiteral("/"), FolderRole::Inbox, true};
};

TEST_P(ResyncTest, OneSelectTellsWhatChanged)
{
    const auto session = connect();
    ASSERT_NE(session, nullptr);
    const auto before = runTask(session->open(m_inbox));
    ASSERT_OK(before);
    EXPECT_FALSE(before->delta) << "nobody asked for it";
    std::vector<quint32> known(kMails);
    std::iota(known.begin(), known.end(), 1);

    elsewhere("SELECT INBOX");
    elsewhere("UID STORE 3 +FLAGS (\\Flagged)");
    elsewhere("UID STORE 5:7,11 +FLAGS (\\Deleted)");
    elsewhere("EXPUNGE");
    put();
    put();
    m_inbox.since = before->state;
    const auto after = runTask(session->open(m_inbox));
    ASSERT_OK(after);
    ASSERT_TRUE(after->delta);
    EXPECT_EQ(after->delta->fresh, (std::vector<quint32>{21, 22}));
    ASSERT_EQ(after->delta->flags.size(), 1U);
    EXPECT_EQ(after->delta->flags[0].uid, 3U);
    EXPECT_TRUE(after->delta->flags[0].flags.contains(QStringLiteral("\\Flagged")));
    const auto uids = uidsAfter(*after->delta, known, before->state, after->state);
    ASSERT_TRUE(uids);
    EXPECT_EQ(*uids, *runTask(session->uids()));
    EXPECT_EQ(uids->size(), std::size_t(kMails - 4 + 2));

    m_inbox.since = after->state;
    const auto quiet = runTask(session->open(m_inbox));
    ASSERT_OK(quiet);
    ASSERT_TRUE(quiet->delta);
    EXPECT_TRUE(quiet->delta->fresh.empty() && quiet->delta->flags.empty());
    EXPECT_EQ(uidsAfter(*quiet->delta, *uids, after->state, quiet->state), uids);
}

TEST_P(ResyncTest, WithoutTheExtensionNothingIsTold)
{
    for (const char *extension : {"QRESYNC", "CONDSTORE", "ENABLE"}) {
        m_settings.without = {extension};
        const auto session = connect();
        ASSERT_NE(session, nullptr);
        m_inbox.since.reset();
        const auto before = runTask(session->open(m_inbox));
        ASSERT_OK(before);
        m_inbox.since = before->state;
        put();
        const auto after = runTask(session->open(m_inbox));
        ASSERT_OK(after);
        EXPECT_FALSE(after->delta) << extension;
        EXPECT_EQ(after->state.exists, before->state.exists + 1);
    }
}

INSTANTIATE_TEST_SUITE_P(All, ResyncTest, ::testing::Values("Dovecot", "Cyrus"),
                         [](const auto &server) { return std::string(server.param); });

} // namespace
