// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/completion.h"
#include "core/async/task.h"
#include "core/async/task_scope.h"
#include "core/async/timeout.h"
#include "core/imap/protocol/command.h"
#include "core/imap/protocol/lexer.h"
#include "core/imap/protocol/response.h"
#include "core/net/stream.h"

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <stop_token>
#include <vector>

namespace otklik::imap {

using async::Task;

/// An untagged response is offered to the commands in flight, oldest first, then to the unsolicited taker; who returns
/// true has taken it (and may have moved out of it).
using ResponseTaker = std::function<bool(Response &)>;

struct CommandRequest
{
    Command command;
    ResponseTaker taker; ///< may be empty
    /// Sent only when nothing is in flight, and nothing is sent until it has ended (what changes the state: SELECT, …).
    bool exclusive = false;
    /// Nothing is read behind the answer until resumeReading(): the stream changes (STARTTLS, COMPRESS).
    bool holdReading = false;
    /// A failure after the last byte has begun to go out becomes Uncertain (APPEND).
    bool uncertainWhenLost = false;
};

enum class IdleEnd {
    Stopped,     ///< the stop was requested
    TimeIsUp,    ///< the duration has passed
    ServerEnded, ///< the server ended it by itself; wait a little before the next
};

/// Commands and their answers over one stream: one reader loop, answers by tag, several commands in flight, literals.
/// While an answer is due and no byte comes for `answerLimit`, the channel closes with Timeout. Closing it fails
/// everything in flight with the reason. A stopped command ends with Cancelled at once; its late answer is dropped.
/// One thread. Held by shared_ptr: each coroutine keeps it alive, so it may be closed and let go at any time.
class CommandChannel final : public std::enable_shared_from_this<CommandChannel>
{
public:
    struct Limits
    {
        std::chrono::milliseconds answer = std::chrono::seconds(60);
        std::chrono::milliseconds idleDone = std::chrono::seconds(15); ///< from DONE to the end of IDLE
        LexerLimits lexer;
    };
    /// Answers one challenge of a sign-in.
    using Responder = std::function<Result<QByteArray>(const QByteArray &challenge)>;

    /// Starts reading at once.
    [[nodiscard]] static std::shared_ptr<CommandChannel> open(std::unique_ptr<net::Stream> stream, Limits limits);
    ~CommandChannel();

    /// The first response; a BYE is an error. To be awaited once, before the first command.
    [[nodiscard]] Task<Status> greeting(std::stop_token stop);
    /// The tagged answer, whatever it says; an error when there was none.
    [[nodiscard]] Task<Status> run(CommandRequest request, std::stop_token stop);
    /// A command whose continuation requests are answered by `responder` (BASE64 is done here). An error of the
    /// responder cancels the dialogue with "*" and is the result.
    [[nodiscard]] Task<Status> authenticate(Command command, Responder responder, std::stop_token stop);
    /// STARTTLS with everything that goes with it: bytes behind the server's OK are an attack (ProtocolViolation,
    /// closed).
    [[nodiscard]] Task<void> startTls(std::chrono::milliseconds limit, std::stop_token stop);
    /// COMPRESS=DEFLATE (RFC 4978): from its OK on all bytes are compressed, those behind it in the same packet too.
    /// False when the server refuses; the connection goes on as it is.
    [[nodiscard]] Task<bool> compress(std::stop_token stop);
    /// One IDLE (RFC 2177), ended by DONE after `duration` or on stop.
    [[nodiscard]] Task<IdleEnd> idle(ResponseTaker taker, std::chrono::milliseconds duration, std::stop_token stop);

    void setUnsolicitedTaker(ResponseTaker taker);
    /// Changes each untagged response before anybody takes it.
    void setRewriter(std::function<void(Response &)> rewriter) { m_rewriter = std::move(rewriter); }
    /// Stops and starts reading: back-pressure. Counted.
    void pauseReading();
    void resumeReading();
    void close(Error reason);
    /// The connection is about to end: a BYE is expected, and answers within `limit`.
    void expectBye(std::chrono::milliseconds limit);

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] const Error &closeReason() const { return m_reason; }
    [[nodiscard]] const net::Stream &stream() const { return *m_stream; }

private:
    struct InFlight
    {
        QByteArray tag;
        QByteArray name;
        std::shared_ptr<ResponseTaker> taker;
        async::Completion<Status> done;
        std::shared_ptr<async::Completion<QByteArray>> go; ///< unfinished while a "+" is awaited
        bool ended = false;
        bool idling = false; ///< silence is no failure
        bool lastPieceBegun = false;
    };
    using Entry = std::shared_ptr<InFlight>;
    using Self = std::shared_ptr<CommandChannel>;
    class WriteTurn;

    CommandChannel(std::unique_ptr<net::Stream> stream, Limits limits);

    static Task<void> readLoop(Self self);
    static Task<Status> runRequest(Self self, CommandRequest request, std::stop_token stop);
    static Task<Status> runDialogue(Self self, Command command, Responder responder, std::stop_token stop);
    static Task<void> runStartTls(Self self, std::chrono::milliseconds limit, std::stop_token stop);
    static Task<bool> runCompress(Self self, std::stop_token stop);
    static Task<IdleEnd> runIdle(Self self, ResponseTaker taker, std::chrono::milliseconds duration,
                                 std::stop_token stop);
    static Task<void> takeTurn(Self self, bool exclusive, std::stop_token stop);
    static Task<void> sendPieces(Self self, Entry entry, Command command, std::stop_token stop);
    static Task<void> send(Self self, QByteArray bytes, std::stop_token stop);
    static Task<QByteArray> nextContinuation(Self self, Entry entry, std::stop_token stop);
    static Task<Status> answerOf(Self self, Entry entry, std::stop_token stop);

    Entry begin(const QByteArray &name, ResponseTaker taker);
    void dispatch(Response response);
    void dispatchTagged(TaggedStatus answer);
    void dispatchContinuation(const QByteArray &text);
    void dispatchUntagged(Response &response);
    void endTurn();
    void wakeWhenEmpty();
    /// Starts, restarts or stops the watch for silence; called when something moved.
    void touch();
    [[nodiscard]] bool answerIsDue() const;

    std::unique_ptr<net::Stream> m_stream;
    Limits m_limits;
    Lexer m_lexer;
    TagCounter m_tags;
    async::TaskScope m_tasks;
    std::unique_ptr<QTimer, async::detail::LaterDeleter> m_watch;
    std::vector<Entry> m_inFlight;
    std::list<async::Completion<void>> m_turns;        ///< who waits to write
    std::list<async::Completion<void>> m_emptyWaiters; ///< who waits until nothing is in flight
    async::Completion<Status> m_greeting;
    std::shared_ptr<async::Completion<void>> m_resumed;
    std::shared_ptr<ResponseTaker> m_unsolicited;
    std::function<void(Response &)> m_rewriter;
    QByteArray m_holdTag; ///< reading stops behind this answer (STARTTLS, COMPRESS)
    Error m_reason;
    std::chrono::milliseconds m_answerLimit;
    int m_pauses = 0;
    bool m_open = true;
    bool m_turnTaken = false;
    bool m_writing = false;
    bool m_byeExpected = false;
};

} // namespace otklik::imap
