// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Fetching from a real server: a sink that is full is brought nothing, and Message-IDs come without their mails.
#include "core/async/completion.h"
#include "core/sync/imap_session.h"
#include "tests/support/dovecot_fixture.h"
#include "tests/support/expect_result.h"
#include "tests/support/other_client.h"
#include "tests/support/run_task.h"

#include <QTimer>

#include <numeric>

using namespace otklik;
using namespace otklik::sync;
using otklik::test::DovecotFixture;
using otklik::test::OtherClient;
using otklik::test::runTask;

namespace {

const QString kUser = QStringLiteral("anna");
constexpr std::size_t kMails = 40;

/// Holds three mails; has room again when the event loop comes round.
class NarrowSink final : public MessageSink
{
public:
    void take(RemoteMessage message) override
    {
        takenWhileFull += isFull() ? 1 : 0;
        ++held;
        uids.push_back(message.uid);
    }
    [[nodiscard]] bool isFull() const override { return held >= 3; }
    async::Task<void> room() override
    {
        if (isFull()) {
            ++waits;
            async::Completion<void> emptied;
            auto waiter = emptied.waiter();
            auto shared = std::make_shared<async::Completion<void>>(std::move(emptied));
            QTimer::singleShot(0, [this, shared] {
                held = 0;
                shared->finish(outcome);
            });
            auto ended = co_await waiter;
            co_return ended;
        }
        co_return outcome;
    }
    int held = 0, waits = 0, takenWhileFull = 0;
    std::vector<quint32> uids;
    Result<void> outcome;
};

class InflowTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        if (DovecotFixture::skipped())
            GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
        ASSERT_OK(m_server.addUser(kUser));
        const auto started = m_server.start();
        ASSERT_OK(started);
        auto other = OtherClient::signIn(m_server.port(), kUser, DovecotFixture::kPassword);
        ASSERT_OK(other);
        for (std::size_t i = 1; i <= kMails; ++i)
            ASSERT_OK((*other)->append("INBOX", "From: a@example.com\r\nMessage-ID:\r\n <" + QByteArray::number(i) +
                                                    "@acme.example>\r\nSubject: one\r\n\r\nbody\r\n"));
        imap::ServerSettings settings;
        settings.host = QStringLiteral("localhost");
        settings.port = m_server.tlsPort();
        settings.user = kUser;
        settings.password = SecretString(DovecotFixture::kPassword);
        settings.caFile = m_server.caFile();
        auto session = runTask(ImapSession::connect(settings, std::stop_token()));
        ASSERT_OK(session);
        m_session = std::move(*session);
        ASSERT_OK(runTask(m_session->open(m_inbox)));
    }
    static std::vector<quint32> newestFirst()
    {
        std::vector<quint32> uids(kMails);
        std::iota(uids.rbegin(), uids.rend(), 1);
        return uids;
    }

    DovecotFixture m_server;
    std::unique_ptr<MailboxSession> m_session;
    RemoteFolder m_inbox{"INBOX", QStringLiteral("INBOX"), QStringLiteral("/"), FolderRole::Inbox, true};
};

TEST_F(InflowTest, AFullSinkIsBroughtNothing)
{
    NarrowSink sink;
    ASSERT_OK(runTask(m_session->fetch(newestFirst(), &sink)));
    EXPECT_EQ(sink.uids.size(), kMails);
    EXPECT_EQ(sink.takenWhileFull, 0);
    EXPECT_GE(sink.waits, int(kMails / 3));
    EXPECT_OK(runTask(m_session->uids())) << "and reading goes on";
}

TEST_F(InflowTest, WhatTheSinkFailedAtIsTold)
{
    NarrowSink sink;
    sink.outcome = fail(ErrorCode::StorageFull, QStringLiteral("the disk is full"));
    const auto fetched = runTask(m_session->fetch(newestFirst(), &sink));
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().code, ErrorCode::StorageFull);
    EXPECT_OK(runTask(m_session->uids()));
}

TEST_F(InflowTest, MessageIdsComeWithoutTheMails)
{
    const auto ids = runTask(m_session->messageIds({3, 5, 4711}));
    ASSERT_OK(ids);
    ASSERT_EQ(ids->size(), 2U);
    EXPECT_EQ(ids->front().uid, 3U);
    EXPECT_TRUE(ids->front().messageId.contains("<3@acme.example>"));
    EXPECT_FALSE(ids->front().messageId.contains("Subject"));
}

} // namespace
