// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/threading.h"

#include <QHash>

/// What a mail hangs on (decision 0015). At most one thing, the first of these:
///  1. the same mail that came by another way: same Message-ID, sender, Date and subject (but for marks that one of the
///     ways put in), other bytes; the canonically smallest, if that is smaller;
///  2. the nearest known Message-ID that it names;
///  3. the canonically smallest mail before it that names the same unknown id, written by people to people, if the two
///     have somebody in common. Without that condition all who answer one circular would share a ticket;
///  4. the canonically smallest mail before it of the same Outlook conversation, with somebody in common;
///  5. the canonically smallest mail before it from the same domain with the same number of that desk, neither
///     of them from an address of ours.
/// A cycle is broken at its canonically smallest message.
namespace otklik::ticket {

/// A message of ours, or a ticket that the journal names.
struct Ancestor
{
    QByteArray id; ///< the Message-ID that decided
    PlacementReason reason = PlacementReason::References;
    std::optional<KnownMessage> message;
    Key journalTicket;
};

[[nodiscard]] std::optional<Ancestor> ancestorOf(const MessageFacts &m, const ThreadingContext &context);

/// The message among the ancestors, or an empty key: `m` is never placed before it.
[[nodiscard]] Key parentOf(const MessageFacts &m, const ThreadingContext &context);

/// Of each id and mark: the mail after which those that name it have been asked for already.
using LaterAsked = QHash<QByteArray, std::pair<Instant, Key>>;

/// Messages whose ancestor may be `m`, or was before `m` came or went. May name others as well, and `m`. Who asks for
/// many mails gets those that have an id or mark in common once with `asked`, not once for each of them.
[[nodiscard]] std::vector<Key> messagesThatMayHangOn(const MessageFacts &m, const ThreadingContext &context,
                                                     LaterAsked *asked = nullptr);

} // namespace otklik::ticket
