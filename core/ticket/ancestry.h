// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/threading.h"

#include <QSet>

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

/// Messages whose ancestor may be `m`, or was before `m` came or went. May name others as well, and `m`. With
/// `marksSeen` those that bear one of these marks are left out, and the marks of `m` are added: who asks for many mails
/// gets the bearers of a mark once, not once for each of them.
[[nodiscard]] std::vector<Key> messagesThatMayHangOn(const MessageFacts &m, const ThreadingContext &context,
                                                     QSet<QByteArray> *marksSeen = nullptr);

} // namespace otklik::ticket
