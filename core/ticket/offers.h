// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/ticket_row.h"
#include "core/ticket/timeline.h"

namespace otklik::ticket {

/// What a desk may do with a mail and never does by itself.
enum class OfferKind {
    Split,      ///< another subject on an old conversation: a ticket of its own
    Requester,  ///< one of us forwarded it: who wrote it becomes the customer
    FormSender, ///< Reply-To names somebody else: mail of this sender is a form's from now on
};
[[nodiscard]] QString toString(OfferKind kind); ///< "split", "requester", "form-sender"; in the journal, too
[[nodiscard]] std::optional<OfferKind> offerFromString(QStringView text);

struct Offer
{
    OfferKind kind = OfferKind::Split;
    PersonRef person; ///< who would be the customer; empty for Split

    bool operator==(const Offer &) const = default;
};

/// Of a message on the ticket `row`, in the order of the enumeration. What was dismissed or taken is not offered again.
[[nodiscard]] std::vector<Offer> offersOf(const TimelineEntry &entry, const ContentHints &hints, const TicketRow &row);

/// Fills otherSubject, dismissed and requesterTaken of the messages of a timeline that is in order, and takes out the
/// decisions that only dismiss an offer: the message shows them.
void markOffers(std::vector<TimelineEntry> &timeline);

} // namespace otklik::ticket
