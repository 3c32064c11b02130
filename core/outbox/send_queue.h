// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"
#include "core/outbox/answer_state.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace otklik::outbox {

/// What one attempt came to.
struct Attempt
{
    enum class End {
        Sent,      ///< taken by the server for somebody at least
        Refused,   ///< for good; `detail` has the server's words
        Postponed, ///< a later attempt may work
        Uncertain, ///< connection lost after the last byte: it may or may not be on its way
        Withdrawn, ///< not tried to the end: taken back at the last moment, or the program is leaving
    };
    End end = End::Postponed;
    QString detail;
    bool signInRefused = false; ///< it was not even looked at: user name, password or token are wrong
    std::vector<ticket::RefusedRecipient> refused = {}; ///< with Sent: who did not get it
    bool noAnswer = false; ///< with Postponed: the server is away, or silent; no other mail would fare better
};

/// Hands one mail to whoever carries it: a submission server, or the Sent folder of a local mailbox.
class Carrier
{
public:
    virtual ~Carrier() = default;
    /// To mail.toServe(). `beforeLastBytes` is called once, while nothing of the mail can have been taken yet; when it
    /// fails the mail does not leave, and the attempt ends as Withdrawn.
    [[nodiscard]] virtual async::Task<Attempt> carry(store::OutboxMail mail, QByteArray raw,
                                                     std::function<Result<void>()> beforeLastBytes,
                                                     std::stop_token stop) = 0;
};

struct SendReport
{
    int sent = 0, failed = 0, waiting = 0, uncertain = 0, held = 0;
    /// Of the last attempt: why the server refused the sign-in, empty when it did not; none when nothing was tried.
    std::optional<QString> signInRefused = {};
    int putOff = 0; ///< in this run, for a later attempt: whole, or for some of the recipients
    /// Of those that wait now, about the one that was tried most often in vain: how often, and the last words.
    int mostAttempts = 0;
    QString words = {};
};

/// Waits between attempts: 1, 2, 4 … 60 minutes. An answer has failed when it is as old as kGiveUpAfter and was tried
/// so often: time in which nothing could be tried does not count.
[[nodiscard]] std::chrono::milliseconds backOff(int attempts);
inline constexpr std::chrono::hours kGiveUpAfter{48};
inline constexpr int kTriesBeforeGivingUp = 12; ///< some seven hours of trying
/// A refused sign-in ends the round, counts for no answer, and is not tried again before, unless somebody asks.
inline constexpr std::chrono::minutes kSignInPause{15};
/// So old an answer is held back when this machine was away for so long: whoever wrote it looks at it once more. What a
/// server puts off, or waits for a sign-in, is tried as above.
inline constexpr std::chrono::hours kLookAgainAfter{24};
/// A server that does not answer ends the round, too: each mail would wait minutes for it, and incoming mail with it.
inline constexpr std::chrono::minutes kNoAnswerPause{1};

/// Sends what is due on the account (waiting → sending → handing over → sent | failed | uncertain | waiting). The state
/// is on disk before each step: a crash, or a disk that takes no more, leaves `sending`, which the next call turns into
/// `waiting`, or `handing over`, which it turns into `uncertain`. So one call at a time for an account, by the program
/// that owns the engines.
[[nodiscard]] async::Task<SendReport> sendDue(SendContext context, Carrier *carrier);

/// What was under way on the account when a program died, or when its end could not be written, becomes `waiting` or
/// `uncertain`, as above, and its ticket shows it. How many are uncertain now. When nothing is under way for sure.
[[nodiscard]] Result<int> settleInterrupted(const SendContext &context);

} // namespace otklik::outbox
