// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"
#include "core/base/clock.h"
#include "core/store/store.h"
#include "core/sync/mailbox_session.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace otklik::outbox {

/// What one attempt came to.
struct Attempt
{
    enum class End {
        Sent,      ///< taken by the server (`detail`: its queue id, or the recipients it refused)
        Refused,   ///< for good; `detail` has the server's words
        Postponed, ///< a later attempt may work
        Uncertain, ///< connection lost after the last byte: it may or may not be on its way
    };
    End end = End::Postponed;
    QString detail;
    bool signInRefused = false; ///< it was not even looked at: user name, password or token are wrong
};

/// Hands one mail to whoever carries it: a submission server, or the Sent folder of a local mailbox.
class Carrier
{
public:
    virtual ~Carrier() = default;
    [[nodiscard]] virtual async::Task<Attempt> carry(store::OutboxMail mail, QByteArray raw, std::stop_token stop) = 0;
};

struct SendContext
{
    store::Store *store = nullptr;
    const Clock *clock = nullptr;
    QString account;
    QString me; ///< address that a failed answer's reopening is written by
    std::function<void(const store::Changes &)> changed;
    std::stop_token stop;
};

struct SendReport
{
    int sent = 0, failed = 0, waiting = 0, uncertain = 0;
    /// Of the last attempt: why the server refused the sign-in, empty when it did not; none when nothing was tried.
    std::optional<QString> signInRefused = {};
};

/// Waits between attempts: 1, 2, 4 … 60 minutes; after 48 hours the answer has failed.
[[nodiscard]] std::chrono::milliseconds backOff(int attempts);
inline constexpr std::chrono::hours kGiveUpAfter{48};

/// Sends what is due on the account (waiting → sending → sent | failed | uncertain | waiting). The state is written
/// before each step, so that a crash leaves `sending`, which the next start turns into `uncertain`.
[[nodiscard]] async::Task<SendReport> sendDue(SendContext context, Carrier *carrier);

/// Puts what was sent into the Sent folder exactly once: not when a mail with the Message-ID is there already (the
/// server filed it itself). Uncertain ones that are found there were sent. True when something was appended.
[[nodiscard]] async::Task<bool> fileSentCopies(SendContext context, sync::MailboxSession *session,
                                               sync::RemoteFolder sent);

} // namespace otklik::outbox
