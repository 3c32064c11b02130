// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/network_watch.h"

#include "core/workspace/account_engine.h"
#include "core/workspace/desk.h"
#include "tests/support/expect_result.h"
#include "tests/support/fake_clock.h"
#include "tests/support/run_task.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace otklik::workspace {
namespace {

using namespace std::chrono_literals;
using Reachability = QNetworkInformation::Reachability;

TEST(NetworkWatch, TellsOfMoreNetworkThanBefore)
{
    otklik::test::FakeClock clock;
    NetworkWatch watch(clock);
    int told = 0;
    QObject::connect(&watch, &NetworkWatch::cameBack, &watch, [&told] { ++told; });
    watch.take(Reachability::Unknown); // whatever this machine has
    const auto toldAfter = [&](Reachability reachability) {
        watch.take(reachability);
        return std::exchange(told, 0);
    };
    told = 0;
    EXPECT_EQ(toldAfter(Reachability::Disconnected), 0);
    EXPECT_EQ(toldAfter(Reachability::Local), 1);
    EXPECT_EQ(toldAfter(Reachability::Online), 1); // the server may be beyond the local network
    EXPECT_EQ(toldAfter(Reachability::Online), 0);
    EXPECT_EQ(toldAfter(Reachability::Site), 0);
    EXPECT_EQ(toldAfter(Reachability::Unknown), 0);
    EXPECT_EQ(toldAfter(Reachability::Online), 1);
}

TEST(NetworkWatch, NoticesASleep)
{
    otklik::test::FakeClock clock;
    NetworkWatch watch(clock);
    int told = 0;
    QObject::connect(&watch, &NetworkWatch::cameBack, &watch, [&told] { ++told; });
    clock.advance(5s);
    watch.look();
    clock.advance(-1h); // somebody set the clock
    watch.look();
    EXPECT_EQ(told, 0);
    clock.advance(8h);
    watch.look();
    EXPECT_EQ(told, 1);
    clock.advance(5s);
    watch.look();
    EXPECT_EQ(told, 1);
}

async::Task<std::unique_ptr<sync::MailboxSession>> failWith(ErrorCode code)
{
    co_return fail(code, QStringLiteral("the test says so"));
}

/// An account whose mailbox cannot be reached, and how often it was tried.
class ReconnectTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        settings::AccountConfig account;
        account.name = QStringLiteral("support");
        account.address = QStringLiteral("support@otklik.test");
        settings::ProfileConfig profile;
        profile.name = QStringLiteral("Anna");
        profile.address = QStringLiteral("anna@otklik.test");
        profile.accounts = {account};
        auto desk = Desk::open(m_dir.path(), m_clock, [](const ChangeSet &) {});
        ASSERT_OK(desk);
        m_desk = std::move(*desk);
        AccountEngine::Setup setup;
        setup.config = account;
        setup.profile = profile;
        setup.isHome = true;
        setup.store = [this] { return &m_desk->store(); };
        setup.clock = &m_clock;
        setup.password = [](const SecretString &, const std::function<void(Result<SecretString>)> &done) {
            done(SecretString(QStringLiteral("secret")));
        };
        setup.changed = [](const store::Changes &) {};
        setup.outboxChanged = [] {};
        setup.openMailbox = [this](const settings::AccountConfig &, const SecretString &, std::stop_token) {
            ++m_tries;
            return failWith(m_failure);
        };
        m_engine = std::make_unique<AccountEngine>(std::move(setup));
    }
    void TearDown() override
    {
        if (!m_engine)
            return;
        bool drained = false;
        m_engine->stop([&drained] { drained = true; });
        EXPECT_TRUE(otklik::test::runUntil([&drained] { return drained; }));
    }
    /// Everything that can happen without time going by.
    static void settle()
    {
        for (int i = 0; i < 200; ++i)
            QCoreApplication::processEvents();
    }

    QTemporaryDir m_dir;
    otklik::test::FakeClock m_clock;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<AccountEngine> m_engine;
    ErrorCode m_failure = ErrorCode::Offline;
    int m_tries = 0;
};

TEST_F(ReconnectTest, ANetworkThatIsBackIsTriedAtOnce)
{
    m_engine->startWatching();
    settle();
    EXPECT_EQ(m_tries, 1);
    EXPECT_EQ(m_engine->status().health, AccountHealth::Offline);
    for (int again = 2; again < 12; ++again) { // the pause has not grown meanwhile, and none is waited out
        m_engine->networkIsBack();
        settle();
        EXPECT_EQ(m_tries, again);
    }
}

/// A server that asks to wait, or has refused the password, is not asked sooner because of a cable.
TEST_F(ReconnectTest, AServerThatRefusesIsLeftAlone)
{
    for (const ErrorCode code : {ErrorCode::ServerRefused, ErrorCode::AuthRejected}) {
        m_failure = code;
        const int before = m_tries;
        if (before == 0)
            m_engine->startWatching();
        else
            m_engine->syncNow();
        settle();
        EXPECT_EQ(m_tries, before + 1);
        m_engine->networkIsBack();
        settle();
        EXPECT_EQ(m_tries, before + 1) << errorCodeName(code).toStdString();
    }
}

} // namespace
} // namespace otklik::workspace
