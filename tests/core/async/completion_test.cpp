// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/completion.h"

#include "core/async/task.h"
#include "core/async/timeout.h"
#include "tests/support/expect_result.h"
#include "tests/support/run_task.h"

#include <QElapsedTimer>

using namespace otklik;
using namespace otklik::async;
using namespace std::chrono_literals;

namespace {

Task<int> awaitInto(Waiter<int> waiter, int *resumed)
{
    auto result = co_await waiter;
    ++*resumed;
    co_return result;
}

struct Outcome
{
    std::optional<Result<int>> result;
};

QCoro::Task<> keep(Task<int> task, Outcome *outcome)
{
    auto result = co_await task;
    outcome->result = result;
}

} // namespace

TEST(Completion, GivesAValueThatIsThereAlready)
{
    Completion<int> completion;
    completion.finish(7);
    int resumed = 0;
    auto result = test::runTask(awaitInto(completion.waiter(), &resumed));
    ASSERT_OK(result);
    EXPECT_EQ(*result, 7);
    EXPECT_EQ(resumed, 1);
}

TEST(Completion, ResumesItsWaiterOnceWithTheFirstValue)
{
    Completion<int> completion;
    int resumed = 0;
    Outcome outcome;
    keep(awaitInto(completion.waiter(), &resumed), &outcome);
    EXPECT_EQ(resumed, 0);
    completion.finish(1);
    completion.finish(2);
    EXPECT_EQ(resumed, 1);
    ASSERT_TRUE(outcome.result.has_value());
    EXPECT_EQ(**outcome.result, 1);
    EXPECT_TRUE(completion.isFinished());
}

TEST(Completion, IsCancelledWhenTheProducerGoesAway)
{
    int resumed = 0;
    Outcome outcome;
    {
        const Completion<int> completion;
        keep(awaitInto(completion.waiter(), &resumed), &outcome);
    }
    EXPECT_EQ(resumed, 1);
    ASSERT_TRUE(outcome.result.has_value());
    EXPECT_ERROR(*outcome.result, ErrorCode::Cancelled);
}

TEST(Completion, MayMoveWhileSomebodyWaits)
{
    int resumed = 0;
    Outcome outcome;
    auto first = std::make_unique<Completion<int>>();
    keep(awaitInto(first->waiter(), &resumed), &outcome);
    Completion<int> second(std::move(*first));
    first.reset();
    EXPECT_EQ(resumed, 0);
    second.finish(3);
    ASSERT_TRUE(outcome.result.has_value());
    EXPECT_EQ(**outcome.result, 3);
}

TEST(Completion, ItsProducerMayBeDestroyedByTheResumedWaiter)
{
    struct Owner
    {
        Completion<int> completion;
    };
    auto owner = std::make_unique<Owner>();
    const auto destroyOwner = [](Waiter<int> waiter, std::unique_ptr<Owner> *target) -> Task<int> {
        auto result = co_await waiter;
        target->reset();
        co_return result;
    };
    Outcome outcome;
    keep(destroyOwner(owner->completion.waiter(), &owner), &outcome);
    owner->completion.finish(5);
    EXPECT_EQ(owner, nullptr);
    ASSERT_TRUE(outcome.result.has_value());
    EXPECT_EQ(**outcome.result, 5);
}

TEST(WaitFor, TimesOut)
{
    const Completion<int> completion;
    QElapsedTimer timer;
    timer.start();
    auto result = test::runTask(waitFor(completion.waiter(), 30ms, {}, QStringLiteral("the answer")));
    EXPECT_ERROR(result, ErrorCode::Timeout);
    EXPECT_GE(timer.elapsed(), 25);
    EXPECT_TRUE(result.error().detail.contains(QStringLiteral("the answer")));
}

TEST(WaitFor, PrefersTheValue)
{
    Completion<int> completion;
    Outcome outcome;
    keep(waitFor(completion.waiter(), 10s, {}, QStringLiteral("x")), &outcome);
    completion.finish(9);
    ASSERT_TRUE(outcome.result.has_value());
    EXPECT_EQ(**outcome.result, 9);
}

TEST(WaitFor, StopsOnRequestAndWhenStoppedBefore)
{
    std::stop_source stop;
    const Completion<int> completion;
    Outcome outcome;
    keep(waitFor(completion.waiter(), 10s, stop.get_token(), QStringLiteral("x")), &outcome);
    EXPECT_FALSE(outcome.result.has_value());
    stop.request_stop();
    ASSERT_TRUE(outcome.result.has_value());
    EXPECT_ERROR(*outcome.result, ErrorCode::Cancelled);

    const Completion<int> other;
    auto result = test::runTask(waitFor(other.waiter(), 10s, stop.get_token(), QStringLiteral("x")));
    EXPECT_ERROR(result, ErrorCode::Cancelled);
}

TEST(Sleep, SleepsThatLong)
{
    QElapsedTimer timer;
    timer.start();
    auto result = test::runTask(sleep(40ms, {}));
    ASSERT_OK(result);
    EXPECT_GE(timer.elapsed(), 35);
}

TEST(Sleep, StopsOnRequest)
{
    std::stop_source stop;
    QTimer::singleShot(10, [&stop] { stop.request_stop(); });
    QElapsedTimer timer;
    timer.start();
    auto result = test::runTask(sleep(1h, stop.get_token()));
    EXPECT_ERROR(result, ErrorCode::Cancelled);
    EXPECT_LT(timer.elapsed(), 5000);
}
