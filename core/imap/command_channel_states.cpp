// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What changes the state of a CommandChannel: STARTTLS, COMPRESS and IDLE.
#include "core/imap/command_channel.h"

#include "core/imap/command_channel_turn.h"
#include "core/imap/server_error.h"
#include "core/net/deflate_stream.h"

namespace otklik::imap {

Task<void> CommandChannel::startTls(std::chrono::milliseconds limit, std::stop_token stop)
{
    return runStartTls(shared_from_this(), limit, std::move(stop));
}

Task<void> CommandChannel::runStartTls(Self self, std::chrono::milliseconds limit, std::stop_token stop)
{
    // The reader stops behind this answer, so that nothing of the handshake is read as text.
    CommandRequest request;
    request.command = *CommandBuilder("STARTTLS").build();
    request.exclusive = true;
    request.holdReading = true;
    auto running = self->run(std::move(request), stop);
    auto answer = co_await running;
    if (!answer) {
        self->close(answer.error());
        co_return Failure(answer.error());
    }
    if (answer->condition != Condition::Ok) {
        self->resumeReading();
        co_return fail(ErrorCode::NotEncrypted,
                       QStringLiteral("the server refuses to encrypt: %1").arg(serverText(answer->text)));
    }
    // Bytes that came in plain text behind the OK would be taken for encrypted ones.
    if (self->m_lexer.hasPending()) {
        const Error attack{ErrorCode::ProtocolViolation,
                           QStringLiteral("bytes behind the answer to STARTTLS: somebody tampers with the connection")};
        self->close(attack);
        co_return Failure(attack);
    }
    auto encrypting = self->m_stream->startTls(limit, stop);
    auto encrypted = co_await encrypting;
    if (!encrypted) {
        self->close(encrypted.error());
        co_return encrypted;
    }
    self->m_lexer = Lexer(self->m_limits.lexer);
    self->resumeReading();
    co_return {};
}

Task<bool> CommandChannel::compress(std::stop_token stop)
{
    return runCompress(shared_from_this(), std::move(stop));
}

Task<bool> CommandChannel::runCompress(Self self, std::stop_token stop)
{
    CommandRequest request;
    request.command = *CommandBuilder("COMPRESS DEFLATE").build();
    request.exclusive = true;
    request.holdReading = true;
    auto running = self->run(std::move(request), stop);
    auto answer = co_await running;
    if (!answer) {
        // The server may have agreed meanwhile: nobody knows what the next byte means.
        self->close(answer.error());
        co_return Failure(answer.error());
    }
    const bool agreed = answer->condition == Condition::Ok;
    if (agreed)
        self->m_stream = std::make_unique<net::DeflateStream>(std::move(self->m_stream), self->m_lexer.takeRest());
    self->resumeReading();
    co_return agreed;
}

Task<IdleEnd> CommandChannel::idle(ResponseTaker taker, std::chrono::milliseconds duration, std::stop_token stop)
{
    return runIdle(shared_from_this(), std::move(taker), duration, std::move(stop));
}

Task<IdleEnd> CommandChannel::runIdle(Self self, ResponseTaker taker, std::chrono::milliseconds duration,
                                      std::stop_token stop)
{
    auto waiting = takeTurn(self, true, stop);
    auto ready = co_await waiting;
    if (!ready)
        co_return Failure(ready.error());
    WriteTurn turn(self);
    const Entry entry = self->begin("IDLE", std::move(taker));
    entry->go = std::make_shared<async::Completion<QByteArray>>();
    auto beginning = send(self, entry->tag + " IDLE\r\n", std::stop_token());
    auto begun = co_await beginning;
    if (!begun)
        co_return Failure(begun.error());
    auto asking = nextContinuation(self, entry, std::stop_token());
    auto go = co_await asking;
    IdleEnd end = IdleEnd::ServerEnded;
    if (go && !entry->ended) {
        // `go` of the running IDLE: a tagged answer or the loss of the connection finishes it.
        entry->go = std::make_shared<async::Completion<QByteArray>>();
        entry->idling = true;
        self->touch();
        auto ended = entry->go->waiter();
        auto idling = async::waitFor(std::move(ended), duration, stop, QStringLiteral("IDLE"));
        auto result = co_await idling;
        if (!entry->ended && self->m_open) {
            end = stop.stop_requested() ? IdleEnd::Stopped : IdleEnd::TimeIsUp;
            entry->idling = false;
            self->m_answerLimit = self->m_limits.idleDone;
            auto leaving = send(self, "DONE\r\n", std::stop_token());
            co_await leaving; // its failure closes the channel: the answer says why
        }
    }
    auto answering = answerOf(self, entry, std::stop_token());
    auto answer = co_await answering;
    self->m_answerLimit = self->m_limits.answer;
    self->touch();
    auto accepted = requireOk(std::move(answer), QStringLiteral("IDLE"));
    if (!accepted)
        co_return Failure(accepted.error());
    co_return end;
}

} // namespace otklik::imap
