// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/threading.h"

#include <vector>

namespace otklik::ticket {

/// The cache as placeAgain() reads and writes it. Implemented by `core/store` within one transaction.
class PlacementStore : public ThreadingContext
{
public:
    /// Messages whose Placement::found is this ticket.
    [[nodiscard]] virtual std::vector<Key> messagesFoundAt(const Key &ticket) const = 0;
    /// Messages whose subject or quotes hold a token with this number, right or wrong (findSubjectTokens).
    [[nodiscard]] virtual std::vector<Key> messagesWithToken(qint64 number) const = 0;
    virtual void setOrder(const Key &message, const PlacementOrder &order) = 0;
    virtual void setPlacement(const Key &message, const Placement &placement) = 0;
    /// As stored; nothing when it was never placed.
    [[nodiscard]] virtual std::optional<Placement> placement(const Key &message) const = 0;
};

/// Places the dirty messages and everything that depends on them, and returns the messages whose placement is new or
/// other than before. After it the stored placements equal those of placing the whole set from nothing, provided
/// `dirty` holds what dirtyAfterMessage / dirtyAfterDecision name for every change since the last call. One call for
/// a whole batch is cheaper than one per message and gives the same result.
///
/// Algorithm: (1) the dirty set is closed over "refers to its Message-ID" and the placement orders of that set are
/// computed anew, parents first; (2) in ascending order each message is placed by placeMessage(), which looks only
/// at what is placed before it; where a placement changed, the later messages that depend on it become dirty too:
/// those that refer to it, those found at its old or new ticket or at what that is a follow-up of, and those with a
/// token of these tickets. Only later ones are added, so it ends.
std::vector<Key> placeAgain(const std::vector<Key> &dirty, PlacementStore &store);

/// Whether `now` differs from `before` at most in its reason and detail, which no other message looks at.
[[nodiscard]] bool isSamePlace(const Placement &before, const Placement &now);

/// When message `m` is added, or was removed (call with its facts after removing it from the store): itself, its
/// namesakes, and those that refer to it. A removed one also needs the placement it had.
[[nodiscard]] std::vector<Key> dirtyAfterMessage(const MessageFacts &m, const PlacementStore &store,
                                                 const std::optional<Placement> &former = std::nullopt);

/// When journal ops change: every ticket an op names (its object, `into`, `followup_of`; for an unmerge also where it
/// was merged into), the Message-IDs and the content keys it names. Call it after the journal's projection was written.
[[nodiscard]] std::vector<Key> dirtyAfterDecision(const std::vector<Key> &tickets,
                                                  const std::vector<QByteArray> &messageIds,
                                                  const std::vector<Key> &messages, const PlacementStore &store);

} // namespace otklik::ticket
