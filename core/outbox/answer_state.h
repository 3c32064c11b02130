// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/store/store.h"

#include <functional>
#include <stop_token>

namespace otklik::outbox {

/// Whose answers, and what the queue and the copies in Sent work with. Engine thread.
struct SendContext
{
    store::Store *store = nullptr;
    const Clock *clock = nullptr;
    QString account;
    QString me; ///< address that a failed answer's reopening is written by
    std::function<void(const store::Changes &)> changed;
    std::stop_token stop;
    /// The send guard's last look, before an answer is taken up: why it should not go now; empty when it may.
    std::function<Result<QString>(const store::OutboxMail &)> objection = {};
    bool wasAway = false; ///< nothing was tried for kLookAgainAfter before this round
};

/// Writes the answer as it is now.
[[nodiscard]] Result<void> save(const SendContext &context, const store::OutboxMail &mail);
/// The same when it is in state `from` still. False, and nothing is written, when it is in another one by now: taken
/// back, by this or another program.
[[nodiscard]] Result<bool> saveIfStill(const SendContext &context, const store::OutboxMail &mail,
                                       ticket::SendState from);
/// Decides "ticket.status" for the answer's ticket, or what that was merged into, under `context.me`. The sentence is
/// English, for the journal.
[[nodiscard]] Result<void> setTicketStatus(const SendContext &context, const store::OutboxMail &mail,
                                           const char *status, const char *sentence);

} // namespace otklik::outbox
