// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/completion.h"
#include "core/async/task.h"

#include <QTimer>

#include <chrono>
#include <stop_token>

namespace otklik::async {

/// Waits that long. Cancelled as soon as `stop` is requested (from the same thread).
[[nodiscard]] Task<void> sleep(std::chrono::milliseconds duration, std::stop_token stop);

namespace detail {
struct LaterDeleter
{
    void operator()(QObject *object) const { object->deleteLater(); }
};
} // namespace detail

/// The result of the waiter's Completion, or Timeout after `limit` (zero: no limit), or Cancelled as soon as `stop` is
/// requested (from the same thread). `what` names the awaited thing in the error's detail.
template<typename T>
[[nodiscard]] Task<T> waitFor(Waiter<T> waiter, std::chrono::milliseconds limit, std::stop_token stop, QString what)
{
    const std::unique_ptr<QTimer, detail::LaterDeleter> timer(new QTimer);
    timer->setSingleShot(true);
    QObject::connect(timer.get(), &QTimer::timeout, timer.get(), [&waiter, &what, limit] {
        waiter.giveUp(Error{ErrorCode::Timeout,
                            QStringLiteral("%1: nothing for %2 s").arg(what).arg(double(limit.count()) / 1000.0)});
    });
    if (limit.count() > 0)
        timer->start(limit);
    auto cancel = [&waiter, &what] {
        waiter.giveUp(Error{ErrorCode::Cancelled, QStringLiteral("%1: stopped").arg(what)});
    };
    const std::stop_callback onStop(stop, cancel);
    auto result = co_await waiter;
    timer->stop();
    co_return result;
}

} // namespace otklik::async
