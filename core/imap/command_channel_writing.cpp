// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of CommandChannel that sends: turns, pieces, dialogues.
#include "core/imap/command_channel.h"

#include "core/imap/command_channel_turn.h"

#include <algorithm>

namespace otklik::imap {

namespace {
constexpr std::chrono::milliseconds kUnlimited(0);
constexpr qsizetype kJoinSize = 64 * 1024; ///< pieces up to this size go out as one

QString nameOf(const QByteArray &name)
{
    return QString::fromLatin1(name);
}
} // namespace

Task<void> CommandChannel::takeTurn(Self self, bool exclusive, std::stop_token stop)
{
    while (self->m_open && self->m_turnTaken) {
        auto waiter = self->m_turns.emplace_back().waiter();
        auto waiting = async::waitFor(std::move(waiter), kUnlimited, stop, QStringLiteral("turn to write"));
        auto woken = co_await waiting;
        if (!woken)
            co_return woken;
    }
    if (!self->m_open)
        co_return Failure(self->m_reason);
    self->m_turnTaken = true;
    while (exclusive && self->m_open && !self->m_inFlight.empty()) {
        auto waiter = self->m_emptyWaiters.emplace_back().waiter();
        auto waiting = async::waitFor(std::move(waiter), kUnlimited, stop, QStringLiteral("end of other commands"));
        auto woken = co_await waiting;
        if (!woken) {
            self->endTurn();
            co_return woken;
        }
    }
    if (!self->m_open)
        co_return Failure(self->m_reason);
    co_return {};
}

void CommandChannel::endTurn()
{
    m_turnTaken = false;
    while (!m_turnTaken && !m_turns.empty()) {
        auto next = std::move(m_turns.front());
        m_turns.pop_front();
        next.finish({}); // takes the turn, unless it gave up before
    }
}

void CommandChannel::wakeWhenEmpty()
{
    if (!m_inFlight.empty())
        return;
    auto waiters = std::exchange(m_emptyWaiters, {});
    for (auto &waiter : waiters)
        waiter.finish({});
}

CommandChannel::Entry CommandChannel::begin(const QByteArray &name, ResponseTaker taker)
{
    auto entry = std::make_shared<InFlight>();
    entry->tag = m_tags.next();
    entry->name = name;
    if (taker)
        entry->taker = std::make_shared<ResponseTaker>(std::move(taker));
    m_inFlight.push_back(entry);
    return entry;
}

Task<void> CommandChannel::send(Self self, QByteArray bytes, std::stop_token stop)
{
    if (!self->m_open)
        co_return Failure(self->m_reason);
    self->m_writing = true;
    self->touch();
    auto writing = self->m_stream->writeAll(std::move(bytes), self->m_limits.answer, stop);
    auto written = co_await writing;
    self->m_writing = false;
    self->touch();
    // Half a command is on the wire: nothing sensible can follow it.
    if (!written)
        self->close(written.error());
    co_return written;
}

Task<void> CommandChannel::sendPieces(Self self, Entry entry, Command command, std::stop_token stop)
{
    QByteArray bytes = entry->tag;
    for (size_t i = 0; i < command.pieces.size(); ++i) {
        Command::Piece &piece = command.pieces[i];
        const bool last = i + 1 == command.pieces.size();
        if (bytes.isEmpty())
            bytes = std::move(piece.bytes);
        else
            bytes += piece.bytes;
        if (!last && !piece.waits && bytes.size() < kJoinSize)
            continue;
        entry->lastPieceBegun = last;
        if (piece.waits)
            entry->go = std::make_shared<async::Completion<QByteArray>>();
        auto sending = send(self, std::exchange(bytes, {}), stop);
        auto sent = co_await sending;
        if (!sent)
            co_return sent;
        if (!piece.waits)
            continue;
        auto asking = nextContinuation(self, entry, stop);
        auto go = co_await asking;
        if (entry->ended) // refused before the literal: the answer tells why
            co_return {};
        if (!go) {
            self->close(go.error());
            co_return Failure(go.error());
        }
    }
    co_return {};
}

/// `entry->go` was made before the bytes that ask for it went out: the "+" may be here already.
Task<QByteArray> CommandChannel::nextContinuation(Self self, Entry entry, std::stop_token stop)
{
    auto waiter = entry->go->waiter();
    auto waiting = async::waitFor(std::move(waiter), kUnlimited, stop, nameOf(entry->name));
    auto text = co_await waiting;
    if (!text && !self->m_open)
        co_return Failure(self->m_reason);
    co_return text;
}

Task<Status> CommandChannel::answerOf(Self self, Entry entry, std::stop_token stop)
{
    auto waiter = entry->done.waiter();
    auto waiting = async::waitFor(std::move(waiter), kUnlimited, stop, nameOf(entry->name));
    auto answer = co_await waiting;
    // From here on the caller's handler must not be called, even if the answer is still to come.
    entry->taker = nullptr;
    if (!answer && !self->m_open)
        co_return Failure(self->m_reason);
    co_return answer;
}

Task<Status> CommandChannel::run(CommandRequest request, std::stop_token stop)
{
    return runRequest(shared_from_this(), std::move(request), std::move(stop));
}

Task<Status> CommandChannel::runRequest(Self self, CommandRequest request, std::stop_token stop)
{
    auto waiting = takeTurn(self, request.exclusive, stop);
    auto ready = co_await waiting;
    if (!ready)
        co_return Failure(ready.error());
    WriteTurn turn(self);
    const Entry entry = self->begin(request.command.name, std::move(request.taker));
    if (request.holdReading)
        self->m_holdTag = entry->tag;
    auto sending = sendPieces(self, entry, std::move(request.command), stop);
    auto sent = co_await sending; // its failure has closed the channel: the answer says why
    if (!request.exclusive)
        turn.release();
    auto answering = answerOf(self, entry, stop);
    auto answer = co_await answering;
    if (!answer && request.uncertainWhenLost && entry->lastPieceBegun)
        co_return fail(ErrorCode::Uncertain,
                       QStringLiteral("%1: no answer: %2").arg(nameOf(entry->name), answer.error().detail));
    co_return answer;
}

Task<Status> CommandChannel::authenticate(Command command, Responder responder, std::stop_token stop)
{
    return runDialogue(shared_from_this(), std::move(command), std::move(responder), std::move(stop));
}

Task<Status> CommandChannel::runDialogue(Self self, Command command, Responder responder, std::stop_token stop)
{
    auto waiting = takeTurn(self, true, stop);
    auto ready = co_await waiting;
    if (!ready)
        co_return Failure(ready.error());
    WriteTurn turn(self);
    const Entry entry = self->begin(command.name, {});
    std::optional<Error> refusal;
    QByteArray line = entry->tag + command.pieces.front().bytes;
    while (!entry->ended) {
        if (!refusal)
            entry->go = std::make_shared<async::Completion<QByteArray>>();
        auto sending = send(self, line, stop);
        auto sent = co_await sending;
        if (!sent || refusal)
            break;
        auto asking = nextContinuation(self, entry, stop);
        auto challenge = co_await asking;
        if (!challenge)
            break;
        auto reply = responder(QByteArray::fromBase64(*challenge));
        if (!reply)
            refusal = reply.error();
        line = (reply ? reply->toBase64() : QByteArray("*")) + "\r\n";
    }
    auto answering = answerOf(self, entry, stop);
    auto answer = co_await answering;
    if (refusal)
        co_return Failure(*refusal);
    co_return answer;
}

} // namespace otklik::imap
