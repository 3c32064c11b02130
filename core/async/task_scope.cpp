// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/task_scope.h"

#include "core/async/completion.h"

#include <QLoggingCategory>

#include <exception>
#include <vector>

namespace otklik::async {

namespace {
Q_LOGGING_CATEGORY(logTasks, "otklik.tasks")
}

struct TaskScope::State
{
    QString name;
    std::stop_source stop;
    int running = 0;
    std::vector<Completion<void>> drainWaiters;

    void taskEnded()
    {
        if (--running > 0)
            return;
        for (auto &waiter : std::exchange(drainWaiters, {}))
            waiter.finish({});
    }
};

TaskScope::TaskScope(QString name)
    : m_state(std::make_shared<State>())
{
    m_state->name = std::move(name);
}

TaskScope::~TaskScope()
{
    requestStop();
    if (m_state->running > 0)
        qCWarning(logTasks).noquote() << m_state->name << "destroyed while" << m_state->running << "tasks run";
}

void TaskScope::start(QString taskName, Task<void> task)
{
    supervise(m_state, std::move(taskName), std::move(task));
}

QCoro::Task<> TaskScope::supervise(std::shared_ptr<State> state, QString taskName, Task<void> task)
{
    ++state->running;
    try {
        auto result = co_await task;
        if (!result && result.error().code != ErrorCode::Cancelled)
            qCWarning(logTasks).noquote()
                << state->name << taskName << errorCodeName(result.error().code) << result.error().detail;
    } catch (const std::exception &exception) {
        qCCritical(logTasks).noquote() << state->name << taskName << "threw" << exception.what();
    } catch (...) {
        qCCritical(logTasks).noquote() << state->name << taskName << "threw something unknown";
    }
    state->taskEnded();
}

std::stop_token TaskScope::stopToken() const
{
    return m_state->stop.get_token();
}

void TaskScope::requestStop()
{
    const auto state = m_state; // a stopped Task may destroy this scope
    state->stop.request_stop();
}

Task<void> TaskScope::drained()
{
    return waitUntilDrained(m_state);
}

Task<void> TaskScope::waitUntilDrained(std::shared_ptr<State> state)
{
    while (state->running > 0) {
        auto waiter = state->drainWaiters.emplace_back().waiter();
        auto result = co_await waiter;
        if (!result)
            co_return result;
    }
    co_return {};
}

int TaskScope::running() const
{
    return m_state->running;
}

} // namespace otklik::async
