// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <coroutine>
#include <memory>
#include <optional>
#include <utility>

namespace otklik::async {

namespace detail {
template<typename T>
struct CompletionState
{
    std::optional<Result<T>> result;
    std::coroutine_handle<> waiting;

    void finish(Result<T> value)
    {
        if (result)
            return;
        result = std::move(value);
        if (auto handle = std::exchange(waiting, nullptr))
            handle.resume();
    }
};
} // namespace detail

/// The awaiting end of a Completion: `auto r = co_await waiter;` gives its Result. Awaited at most once.
template<typename T>
class Waiter final
{
public:
    explicit Waiter(std::shared_ptr<detail::CompletionState<T>> state)
        : m_state(std::move(state))
    {
    }
    Waiter(Waiter &&) noexcept = default;
    Waiter(const Waiter &) = delete;
    Waiter &operator=(const Waiter &) = delete;
    Waiter &operator=(Waiter &&) = delete;
    ~Waiter()
    {
        if (m_state)
            m_state->waiting = nullptr;
    }

    /// Ends the wait from this end (time-out, stop). Does nothing when there is a result already.
    void giveUp(Error error)
    {
        const auto state = m_state;
        state->finish(Failure(std::move(error)));
    }

    struct Awaiter
    {
        detail::CompletionState<T> *state;
        [[nodiscard]] bool await_ready() const noexcept { return state->result.has_value(); }
        void await_suspend(std::coroutine_handle<> handle) const noexcept { state->waiting = handle; }
        [[nodiscard]] Result<T> await_resume() const { return std::move(*state->result); }
    };
    // The awaiter is a value of its own because GCC 12 copies awaiters that it is given by reference.
    [[nodiscard]] Awaiter operator co_await() const noexcept { return Awaiter{m_state.get()}; }

private:
    std::shared_ptr<detail::CompletionState<T>> m_state;
};

/// The producing end of a one-shot result. Its Waiter is resumed exactly once, directly from finish(): with the first
/// value given, or with ErrorCode::Cancelled when the Completion is destroyed before. So the code that calls finish()
/// must expect that the world has changed when it returns. One thread.
template<typename T>
class Completion final
{
public:
    Completion() = default;
    Completion(Completion &&) noexcept = default;
    Completion(const Completion &) = delete;
    Completion &operator=(const Completion &) = delete;
    Completion &operator=(Completion &&) = delete;
    ~Completion()
    {
        if (const auto state = std::move(m_state))
            state->finish(fail(ErrorCode::Cancelled, QStringLiteral("the producer of the result went away")));
    }

    /// The first call wins, later ones do nothing.
    void finish(Result<T> result)
    {
        const auto state = m_state;
        state->finish(std::move(result));
    }
    [[nodiscard]] bool isFinished() const { return m_state->result.has_value(); }
    /// To be called once.
    [[nodiscard]] Waiter<T> waiter() const { return Waiter<T>(m_state); }

private:
    std::shared_ptr<detail::CompletionState<T>> m_state = std::make_shared<detail::CompletionState<T>>();
};

} // namespace otklik::async
