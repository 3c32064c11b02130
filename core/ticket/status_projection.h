// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"
#include "core/ticket/ticket.h"

#include <chrono>
#include <vector>

namespace otklik::ticket {

inline constexpr std::chrono::milliseconds kDefaultReopenPeriod = std::chrono::hours(14 * 24);

/// One ticket.status op that holds. `at` = min(event.at, INTERNALDATE of the journal mail).
struct StatusChange
{
    Instant at;
    Status status = Status::Open;
    QString by;
    QString assignee; ///< of the ticket at that moment, for statistics; may be empty

    bool operator==(const StatusChange &) const = default;
};

/// A mail of the ticket, as far as status and waiting depend on it.
struct MailFact
{
    Key key;
    Instant at; ///< INTERNALDATE
    bool outgoing = false;
    mime::AutoKind autoKind = mime::AutoKind::None;
    bool permanentBounceOfOurs = false;
    bool courtesyOnly = false; ///< inbound that says nothing but thanks
    bool journalled = false;   ///< sent by a ticket.reply op: its status effect is in the journal already
    QString by;                ///< address of the sender (of the specialist, for our answers)
    /// Of our newest answer that this mail replies to or bounces; never when there is none. Mail has whole seconds and
    /// the server's clock, decisions milliseconds and the desk's: without it a reply could count before its cause.
    Instant notBefore = {};
    bool forwarded = false; ///< of ours, passed on to somebody else: no answer to the customer

    [[nodiscard]] bool isHuman() const { return autoKind == mime::AutoKind::None; }
    bool operator==(const MailFact &) const = default;
};

/// One stretch in which the customer waited for us: from the oldest unanswered mail to our next human answer.
/// Solving ends it unanswered (`dismissedAt`), unless the answer that solved it arrives after the decision.
struct Wait
{
    Instant since;
    Instant answeredAt;  ///< never while open or dismissed
    Instant dismissedAt; ///< solved or closed without an answer
    QString answeredBy;

    [[nodiscard]] bool isOpenAt(Instant t) const
    {
        return since < t && (answeredAt.isNever() || answeredAt >= t) && (dismissedAt.isNever() || dismissedAt >= t);
    }
    bool operator==(const Wait &) const = default;
};

/// The status held from `from` to the next span.
struct StatusSpan
{
    Instant from;
    Status status = Status::New;
    bool byMail = false; ///< a mail did it, not a decision
    QString by;
    QString assignee;

    bool operator==(const StatusSpan &) const = default;
};

struct StatusProjection
{
    Status status = Status::New;
    Instant statusSince;
    Instant solvedAt; ///< of the solution in force; never unless solved or closed
    Instant closesAt; ///< end of the reopen period of a solved ticket
    int reopened = 0; ///< returns from solved
    bool initiatedByUs = false;
    bool failedSend = false; ///< our last answer bounced for good and nothing was sent since
    Instant firstCustomerAt;
    Instant lastCustomerAt;
    Instant lastReplyAt;
    Instant waitingSince;    ///< oldest customer mail that neither an answer nor a decision has settled
    Instant firstResponseAt; ///< first human answer after firstCustomerAt; never on tickets we opened
    QString firstResponseBy;
    std::vector<Wait> waits;
    std::vector<StatusSpan> spans; ///< the first begins at createdAt with New
    std::vector<Instant> replies;  ///< human outgoing mails
    std::vector<Key> keptSolved;   ///< mere thanks for an answer that left it solved
    std::vector<Key> keptClosed;   ///< the same, when it was closed or its reopen period was over

    bool operator==(const StatusProjection &) const = default;
};

struct StatusRules
{
    std::chrono::milliseconds reopenPeriod = kDefaultReopenPeriod;
    bool createdByUs = false; ///< a specialist made the ticket (ticket.created)
};

/// Status from events and mail. Events in any order of time are taken by time, at equal times in the order given and
/// after mail, but before a mail that replies to what they sent; mails in order of (at, key), what
/// replies to us last. Nothing but thanks after an answer of ours (a forward is none) does not reopen a solved ticket.
/// The derived Closed
/// of a solved ticket whose period is over is not set here: readers use `closesAt`.
[[nodiscard]] StatusProjection projectStatus(Instant createdAt, const std::vector<StatusChange> &history,
                                             const std::vector<MailFact> &mails, const StatusRules &rules = {});

} // namespace otklik::ticket
