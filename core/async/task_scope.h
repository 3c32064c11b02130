// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"

#include <QString>

#include <memory>
#include <stop_token>

namespace otklik::async {

/// Owner of Tasks that nobody awaits. An object whose member coroutines run detached has one of these; before it is
/// destroyed it calls requestStop(), closes what the Tasks wait for, and awaits drained(). One thread.
class TaskScope final
{
public:
    explicit TaskScope(QString name);
    /// Requests the stop. Tasks that still run then are reported in the log: what they use may be gone.
    ~TaskScope();
    TaskScope(const TaskScope &) = delete;
    TaskScope &operator=(const TaskScope &) = delete;

    /// Keeps the Task until it ends; an error other than Cancelled and an escaped exception are logged.
    void start(QString taskName, Task<void> task);
    /// To be handed to the Tasks.
    [[nodiscard]] std::stop_token stopToken() const;
    void requestStop();
    /// Ends when no Task runs any more (at once when none does).
    [[nodiscard]] Task<void> drained();
    [[nodiscard]] int running() const;

private:
    struct State;
    static QCoro::Task<> supervise(std::shared_ptr<State> state, QString taskName, Task<void> task);
    static Task<void> waitUntilDrained(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state;
};

} // namespace otklik::async
