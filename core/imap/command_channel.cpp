// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/command_channel.h"

#include "core/imap/protocol/response_parser.h"
#include "core/imap/server_error.h"

#include <algorithm>

namespace otklik::imap {

namespace {
constexpr qsizetype kReadSize = 256 * 1024;
constexpr std::chrono::milliseconds kUnlimited(0);
} // namespace

std::shared_ptr<CommandChannel> CommandChannel::open(std::unique_ptr<net::Stream> stream, Limits limits)
{
    std::shared_ptr<CommandChannel> channel(new CommandChannel(std::move(stream), limits));
    channel->touch();
    channel->m_tasks.start(QStringLiteral("reader"), readLoop(channel));
    return channel;
}

CommandChannel::CommandChannel(std::unique_ptr<net::Stream> stream, Limits limits)
    : m_stream(std::move(stream))
    , m_limits(limits)
    , m_lexer(limits.lexer)
    , m_tasks(QStringLiteral("imap"))
    , m_watch(new QTimer)
    , m_answerLimit(limits.answer)
{
    m_watch->setSingleShot(true);
    QObject::connect(m_watch.get(), &QTimer::timeout, m_watch.get(), [this] {
        const auto seconds = double(m_answerLimit.count()) / 1000.0;
        close({ErrorCode::Timeout, QStringLiteral("the server has said nothing for %1 s").arg(seconds)});
    });
}

CommandChannel::~CommandChannel() = default;

Task<void> CommandChannel::readLoop(Self self)
{
    while (self->m_open) {
        if (self->m_pauses > 0) {
            self->m_resumed = std::make_shared<async::Completion<void>>();
            auto resumed = self->m_resumed->waiter();
            auto woken = co_await resumed;
            if (!woken)
                self->close(woken.error());
            continue;
        }
        if (auto raw = self->m_lexer.next()) {
            self->dispatch(parseResponse(std::move(*raw)));
            continue;
        }
        auto reading = self->m_stream->readSome(kReadSize, kUnlimited, std::stop_token());
        auto bytes = co_await reading;
        if (!bytes) {
            self->close(bytes.error());
            break;
        }
        self->touch();
        self->m_lexer.feed(*bytes);
    }
    co_return {};
}

void CommandChannel::dispatch(Response response)
{
    if (auto *tagged = std::get_if<TaggedStatus>(&response))
        dispatchTagged(std::move(*tagged));
    else if (auto *go = std::get_if<Continuation>(&response))
        dispatchContinuation(go->text);
    else
        dispatchUntagged(response);
}

void CommandChannel::dispatchTagged(TaggedStatus answer)
{
    const auto at = std::find_if(m_inFlight.begin(), m_inFlight.end(),
                                 [&](const Entry &entry) { return entry->tag == answer.tag; });
    if (at == m_inFlight.end())
        return;
    const Entry entry = *at;
    m_inFlight.erase(at);
    entry->ended = true;
    if (answer.tag == m_holdTag) {
        m_holdTag.clear();
        ++m_pauses;
    }
    touch();
    entry->done.finish(std::move(answer.status));
    if (const auto go = entry->go)
        go->finish(fail(ErrorCode::Cancelled, QStringLiteral("the command has ended")));
    wakeWhenEmpty();
}

void CommandChannel::dispatchContinuation(const QByteArray &text)
{
    for (const Entry &entry : m_inFlight)
        if (const auto go = entry->go; go && !go->isFinished()) {
            go->finish(text);
            return;
        }
}

void CommandChannel::dispatchUntagged(Response &response)
{
    const auto *untagged = std::get_if<UntaggedStatus>(&response);
    if (untagged && untagged->status.condition == Condition::Bye && !m_byeExpected) {
        close(serverError(untagged->status, QStringLiteral("the server ends the connection")));
        return;
    }
    if (!m_greeting.isFinished()) {
        if (untagged)
            m_greeting.finish(untagged->status);
        else
            close({ErrorCode::ProtocolViolation, QStringLiteral("this is no IMAP server")});
        return;
    }
    if (m_rewriter)
        m_rewriter(response);
    // Takers run code of callers, who may start and end commands meanwhile.
    const std::vector<Entry> offered = m_inFlight;
    for (const Entry &entry : offered)
        if (const auto taker = entry->taker; taker && (*taker)(response))
            return;
    if (const auto taker = m_unsolicited)
        (*taker)(response);
}

void CommandChannel::setUnsolicitedTaker(ResponseTaker taker)
{
    m_unsolicited = taker ? std::make_shared<ResponseTaker>(std::move(taker)) : nullptr;
}

void CommandChannel::pauseReading()
{
    ++m_pauses;
    touch();
}

void CommandChannel::resumeReading()
{
    if (m_pauses == 0 || --m_pauses > 0)
        return;
    touch();
    if (const auto resumed = std::exchange(m_resumed, nullptr))
        resumed->finish({});
}

void CommandChannel::expectBye(std::chrono::milliseconds limit)
{
    m_byeExpected = true;
    m_answerLimit = limit;
}

bool CommandChannel::answerIsDue() const
{
    if (!m_open || m_pauses > 0 || m_writing)
        return false;
    return !m_greeting.isFinished() ||
           std::any_of(m_inFlight.begin(), m_inFlight.end(), [](const Entry &entry) { return !entry->idling; });
}

void CommandChannel::touch()
{
    if (answerIsDue())
        m_watch->start(m_answerLimit);
    else
        m_watch->stop();
}

void CommandChannel::close(Error reason)
{
    if (!m_open)
        return;
    const Self self = shared_from_this();
    m_open = false;
    // Whatever ended it from outside, for those in flight the connection is gone.
    if (reason.code == ErrorCode::Cancelled)
        reason.code = ErrorCode::Offline;
    m_reason = std::move(reason);
    m_watch->stop();
    m_stream->close();
    const auto inFlight = std::exchange(m_inFlight, {});
    auto turns = std::exchange(m_turns, {});
    auto emptyWaiters = std::exchange(m_emptyWaiters, {});
    m_greeting.finish(Failure(m_reason));
    for (const Entry &entry : inFlight) {
        entry->done.finish(Failure(m_reason));
        if (const auto go = entry->go)
            go->finish(Failure(m_reason));
    }
    for (auto &turn : turns)
        turn.finish(Failure(m_reason));
    for (auto &waiter : emptyWaiters)
        waiter.finish(Failure(m_reason));
    if (const auto resumed = std::exchange(m_resumed, nullptr))
        resumed->finish({});
}

Task<Status> CommandChannel::greeting(std::stop_token stop)
{
    return async::waitFor(m_greeting.waiter(), kUnlimited, std::move(stop), QStringLiteral("greeting"));
}

} // namespace otklik::imap
