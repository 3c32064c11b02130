// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"
#include "core/outbox/answer_state.h"
#include "core/sync/mailbox_session.h"

#include <map>
#include <optional>
#include <utility>

namespace otklik::outbox {

/// What a program remembers, as long as it runs, of copies that are not in Sent.
struct CopyTrials
{
    struct Lost
    {
        Instant at; ///< the last time
        int times = 1;
    };
    std::map<OutboxRow, Instant> refused; ///< when Sent did not take it
    std::map<OutboxRow, Lost> lost;       ///< it was put there and no answer came
    /// Mails in Sent, by UIDVALIDITY and UID, whose header was asked for when the connection was lost: how often.
    std::map<std::pair<quint32, quint32>, int> fatal;
};

/// How long a server that files sent mail itself gets to do so.
inline constexpr std::chrono::seconds kServerFilesWithin{30};
/// What Sent did not take is not offered to it before.
inline constexpr std::chrono::hours kOfferCopyAgain{1};
/// After a lost answer a server may still store the mail: that long it is not put there a second time. From the second
/// loss on twice as long each time, up to kOfferCopyAgain: a line that breaks over a large mail breaks again.
inline constexpr std::chrono::seconds kMayStillAppear{60};
/// From this loss on people are told.
inline constexpr int kLossesToTell = 3;

struct Filing
{
    bool serverFiles = false;     ///< the server is known to file what was sent, and gets kServerFilesWithin
    bool comesAgain = false;      ///< this is called again soon: kMayStillAppear can be waited for
    CopyTrials *trials = nullptr; ///< none: what is refused ends it, and no answer is waited for
};

struct FiledCopies
{
    int appended = 0;
    int awaited = 0; ///< they may still appear: read Sent, and call again
    /// Why Sent did not take a copy that it was offered: too large, no right to write there, the connection lost over
    /// it kLossesToTell times. The others were filed.
    std::optional<Error> refused = {};
};

/// Puts what was sent into the Sent folder exactly once. What the cache has there under its Message-ID, or under one
/// that the server gave it instead, was filed by the server: call this when the folder has just been read. Uncertain
/// answers that are found there were sent.
[[nodiscard]] async::Task<FiledCopies> fileSentCopies(SendContext context, Filing filing, sync::MailboxSession *session,
                                                      sync::RemoteFolder sent);
/// An answer was sent, and its copy in Sent is not known yet.
[[nodiscard]] Result<bool> hasUnfiled(const SendContext &context);

} // namespace otklik::outbox
