// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting for news: NOTIFY, IDLE, and asking now and then.
#include "core/imap/connection_state.h"

#include "core/async/timeout.h"
#include "core/imap/server_error.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>

#include <algorithm>

namespace otklik::imap {

namespace {

constexpr std::chrono::minutes kIdleRenewal(5);
constexpr std::chrono::seconds kPollInterval(20);
constexpr std::chrono::seconds kShortIdle(30); ///< a server that ends it sooner would be asked over and over
constexpr qsizetype kNamesLength = 7000;       ///< of folders in one command (lines of at most 8,000)

bool isNews(const Response &response)
{
    if (const auto *status = std::get_if<UntaggedStatus>(&response))
        return status->status.code.name == "NOTIFICATIONOVERFLOW" || status->status.code.name == "ALERT";
    return std::holds_alternative<MailboxStatus>(response) || std::holds_alternative<Exists>(response) ||
           std::holds_alternative<Expunge>(response) || std::holds_alternative<Vanished>(response) ||
           std::holds_alternative<Fetch>(response);
}

ResponseTaker newsTaker(StatePtr state, UnsolicitedHandler onNews)
{
    return [state = std::move(state), onNews = std::move(onNews)](Response &response) {
        state->note(response);
        if (!isNews(response))
            return false;
        onNews(response);
        return true;
    };
}

/// For servers without IDLE: asks now and then.
Task<void> pollOnce(StatePtr state, UnsolicitedHandler onNews, std::chrono::milliseconds pause, std::stop_token stop)
{
    auto taker = newsTaker(state, std::move(onNews));
    auto asking = runChecked(state, CommandBuilder("NOOP").build(), std::move(taker), false, stop);
    auto asked = co_await asking;
    if (!asked)
        co_return Failure(asked.error());
    auto sleeping = async::sleep(pause, stop);
    auto slept = co_await sleeping;
    if (!slept && !stop.stop_requested())
        co_return slept;
    co_return {};
}

} // namespace

Task<IdleEnd> runIdle(StatePtr state, UnsolicitedHandler onNews, std::chrono::milliseconds duration,
                      std::stop_token stop)
{
    const QDeadlineTimer end(duration);
    bool idles = state->info.capabilities.has("IDLE");
    while (!stop.stop_requested()) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end.remainingTimeAsDuration());
        if (left.count() <= 0)
            co_return IdleEnd::TimeIsUp;
        const std::chrono::milliseconds slice = idles ? std::chrono::milliseconds(kIdleRenewal) : kPollInterval;
        const bool last = left <= slice;
        QElapsedTimer lasted;
        lasted.start();
        Result<IdleEnd> ended = IdleEnd::TimeIsUp;
        if (idles) {
            auto idling = state->channel->idle(newsTaker(state, onNews), std::min(left, slice), stop);
            ended = co_await idling;
        } else {
            auto polling = pollOnce(state, onNews, std::min(left, slice), stop);
            auto polled = co_await polling;
            if (!polled)
                ended = Failure(polled.error());
        }
        if (!ended && stop.stop_requested() && state->channel->isOpen())
            co_return IdleEnd::Stopped;
        if (!ended && idles && state->channel->isOpen() && !isLimitReached(ended.error())) {
            idles = false; // offered, but refused
            continue;
        }
        if (!ended || *ended == IdleEnd::Stopped)
            co_return ended;
        const bool byServer = *ended == IdleEnd::ServerEnded;
        idles = idles && !(byServer && std::chrono::milliseconds(lasted.elapsed()) < kShortIdle);
        if (last && !byServer)
            co_return ended;
    }
    co_return IdleEnd::Stopped;
}

Task<bool> runNotify(StatePtr state, QByteArrayList folders, std::stop_token stop)
{
    for (QByteArray &name : folders)
        name = state->spelled(name);
    qsizetype length = 0;
    const auto tooMany = std::find_if(folders.begin(), folders.end(), [&length](const QByteArray &name) {
        length += name.size() + 3;
        return length > kNamesLength;
    });
    folders.erase(tooMany, folders.end()); // those are looked at every few minutes
    if (folders.isEmpty() || !state->info.capabilities.has("NOTIFY"))
        co_return false;
    // The folder that is open behaves as without: nothing of it comes in the middle of a command.
    CommandBuilder builder("NOTIFY SET STATUS");
    builder.raw("(SELECTED-DELAYED (MessageNew MessageExpunge FlagChange)) (MAILBOXES")
        .mailboxes(folders)
        .raw("(MessageNew MessageExpunge FlagChange))");
    auto running = runPlain(state, builder.build(), false, stop);
    auto done = co_await running;
    if (done)
        co_return true;
    if (!state->channel->isOpen() || stop.stop_requested())
        co_return Failure(done.error());
    state->info.capabilities.remove("NOTIFY"); // offered, but not this way: IDLE does
    co_return false;
}

} // namespace otklik::imap
