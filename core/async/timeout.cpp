// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/timeout.h"

namespace otklik::async {

Task<void> sleep(std::chrono::milliseconds duration, std::stop_token stop)
{
    const std::unique_ptr<QTimer, detail::LaterDeleter> timer(new QTimer);
    timer->setSingleShot(true);
    Completion<void> done;
    QObject::connect(timer.get(), &QTimer::timeout, timer.get(), [&done] { done.finish({}); });
    timer->start(duration);
    auto waiter = done.waiter();
    const std::chrono::milliseconds unlimited(0);
    auto task = waitFor(std::move(waiter), unlimited, stop, QStringLiteral("sleep"));
    auto result = co_await task;
    co_return result;
}

} // namespace otklik::async
