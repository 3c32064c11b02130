// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// runTask(task): the event loop of a test runs until the Task has ended; its Result, or Timeout.
#pragma once

#include "core/async/task.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>

#include <chrono>
#include <memory>
#include <optional>

namespace otklik::test {

template<typename T>
QCoro::Task<> keepResult(async::Task<T> task, std::shared_ptr<std::optional<Result<T>>> into)
{
    auto result = co_await task;
    into->emplace(std::move(result));
}

template<typename T>
Result<T> runTask(async::Task<T> task, std::chrono::milliseconds limit = std::chrono::seconds(30))
{
    const auto result = std::make_shared<std::optional<Result<T>>>();
    keepResult(std::move(task), result);
    const QDeadlineTimer deadline(limit);
    while (!result->has_value() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
    if (!result->has_value())
        return fail(ErrorCode::Timeout, QStringLiteral("the task of the test has not ended"));
    return std::move(**result);
}

/// Runs the event loop, deferred deletions too, until the condition holds; false after the limit.
template<typename Condition>
bool runUntil(Condition condition, std::chrono::milliseconds limit = std::chrono::seconds(10))
{
    const QDeadlineTimer deadline(limit);
    while (!condition() && !deadline.hasExpired()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return condition();
}

} // namespace otklik::test
