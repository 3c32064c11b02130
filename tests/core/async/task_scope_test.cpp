// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/task_scope.h"

#include "core/async/timeout.h"
#include "tests/support/expect_result.h"
#include "tests/support/run_task.h"

#include <stdexcept>

using namespace otklik;
using namespace otklik::async;
using namespace std::chrono_literals;

namespace {

QStringList s_messages;

void keepMessage(QtMsgType, const QMessageLogContext &, const QString &text)
{
    s_messages += text;
}

/// What is logged while it lives.
struct LoggedLines
{
    LoggedLines()
    {
        s_messages.clear();
        previous = qInstallMessageHandler(keepMessage);
    }
    ~LoggedLines() { qInstallMessageHandler(previous); }
    QtMessageHandler previous;
};

Task<void> failing(ErrorCode code, QString detail)
{
    co_return fail(code, detail);
}

Task<void> throwing()
{
    auto slept = co_await sleep(1ms, {});
    if (slept)
        throw std::runtime_error("broken on purpose");
    co_return slept;
}

} // namespace

TEST(TaskScope, DrainsAtOnceWhenEmpty)
{
    TaskScope scope(QStringLiteral("test"));
    auto drained = test::runTask(scope.drained());
    ASSERT_OK(drained);
}

TEST(TaskScope, StopsItsTasksAndDrains)
{
    TaskScope scope(QStringLiteral("test"));
    scope.start(QStringLiteral("a"), sleep(1h, scope.stopToken()));
    scope.start(QStringLiteral("b"), sleep(1h, scope.stopToken()));
    scope.start(QStringLiteral("c"), sleep(5ms, scope.stopToken()));
    EXPECT_EQ(scope.running(), 3);
    test::runUntil([&scope] { return scope.running() == 2; });
    EXPECT_EQ(scope.running(), 2);
    const LoggedLines logged;
    scope.requestStop();
    EXPECT_EQ(scope.running(), 0);
    auto drained = test::runTask(scope.drained());
    ASSERT_OK(drained);
    EXPECT_TRUE(s_messages.isEmpty()) << s_messages.join(QLatin1Char('|')).toStdString();
}

TEST(TaskScope, DrainedWaitsForTheLastTask)
{
    TaskScope scope(QStringLiteral("test"));
    scope.start(QStringLiteral("a"), sleep(30ms, scope.stopToken()));
    auto drained = test::runTask(scope.drained());
    ASSERT_OK(drained);
    EXPECT_EQ(scope.running(), 0);
}

TEST(TaskScope, LogsErrorsAndExceptions)
{
    const LoggedLines logged;
    TaskScope scope(QStringLiteral("engine"));
    scope.start(QStringLiteral("login"), failing(ErrorCode::AuthRejected, QStringLiteral("no such user")));
    scope.start(QStringLiteral("loop"), throwing());
    auto drained = test::runTask(scope.drained());
    ASSERT_OK(drained);
    ASSERT_EQ(s_messages.size(), 2) << s_messages.join(QLatin1Char('|')).toStdString();
    EXPECT_TRUE(s_messages[0].contains(QStringLiteral("login auth-rejected no such user")));
    EXPECT_TRUE(s_messages[1].contains(QStringLiteral("broken on purpose")));
}

TEST(TaskScope, MayBeDestroyedByItsOwnTask)
{
    auto scope = std::make_unique<TaskScope>(QStringLiteral("test"));
    const LoggedLines logged;
    const auto suicide = [](std::unique_ptr<TaskScope> *target, std::stop_token stop) -> Task<void> {
        auto slept = co_await sleep(1h, stop);
        target->reset();
        co_return slept;
    };
    scope->start(QStringLiteral("suicide"), suicide(&scope, scope->stopToken()));
    scope->requestStop();
    EXPECT_EQ(scope, nullptr);
}
