// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message_builder.h"
#include "core/store/store.h"

#include <QSet>

#include <chrono>
#include <vector>

namespace otklik::outbox {

/// The one gate for every mail that the program sends by itself. Nothing does so yet: whatever comes (a confirmation
/// of receipt, a survey) asks here first, and marks its mail (markAutomatic()). See docs/decisions/0017.

/// One that was sent. The mailbox knows them all, also those of colleagues' desks.
struct AutomaticMail
{
    QString address; ///< of the recipient
    ticket::Key ticket;
    Instant at;
    bool operator==(const AutomaticMail &) const = default;
};

struct AutomaticRequest
{
    QString to;
    ticket::Key ticket;
    mime::AutoKind answers = mime::AutoKind::None; ///< what the mail is that this one answers
};

struct AutomaticLimits
{
    std::chrono::hours perAddress{24}; ///< at most one in so long
    int perTicket = 5;
    int perHour = 30; ///< to anybody: so many make the breaker open
};

enum class AutomaticVerdict {
    Send,
    ToAMachine,  ///< what is answered is automatic, or the address is one that only machines have
    ToOurselves, ///< one of our own addresses
    TooSoon,     ///< this address had one within AutomaticLimits::perAddress
    TicketIsFull,
    BreakerIsOpen ///< something went wrong: nothing goes until a person has looked and says so
};

/// Pure. `sent` in any order, `resumedAt`: when a person closed the breaker last (journal::TeamState; never = nobody
/// had to).
[[nodiscard]] AutomaticVerdict decide(const AutomaticRequest &request, const std::vector<AutomaticMail> &sent,
                                      const QSet<QString> &ourAddresses, Instant resumedAt, Instant now,
                                      const AutomaticLimits &limits = {});

/// When the mail left that opened the breaker: since `resumedAt` there was an hour in which so many went that it must
/// have been a loop or a mistake. Never: it is closed.
[[nodiscard]] Instant breakerOpenedAt(const std::vector<AutomaticMail> &sent, Instant resumedAt,
                                      const AutomaticLimits &limits = {});
[[nodiscard]] bool isBreakerOpen(const std::vector<AutomaticMail> &sent, Instant resumedAt,
                                 const AutomaticLimits &limits = {});

/// Headers of RFC 3834 §3 and for Exchange. Its envelope has no sender (store::OutboxMail::sender empty), so that
/// nobody answers a machine.
void markAutomatic(mime::OutgoingMessage &mail);

/// What the team has sent by itself: in Sent of its mailboxes, and here in the outbox. So it survives a restart, and
/// counts for all desks.
[[nodiscard]] Result<std::vector<AutomaticMail>> automaticMailOf(store::Store &store);

} // namespace otklik::outbox
