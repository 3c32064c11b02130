// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a journal needs whose folder lost mails (docs/decisions/0019). Pure.
#pragma once

#include "core/journal/event_log.h"

#include <QByteArrayList>

namespace otklik::journal {

/// decodeMail() where any of these keys is good: a journal that was begun more than once has several.
[[nodiscard]] DecodedMail decodeMail(const QByteArray &raw, const QByteArrayList &keys);

/// The mail of an event that was read before, of whatever version, signed as it was: InvalidInput when it is too large.
[[nodiscard]] Result<QByteArray> encodeAgain(const SealedEvent &event, const mime::EmailAddress &mailbox,
                                             const QString &sentence);

/// What held events wait for and what is not held itself: named by its place (`writer`, `sequence`), by its id, or by
/// both: often the event before is also the last that its writer had seen.
struct MissingEvent
{
    QByteArray writer;
    qint64 sequence = 0;
    QString by; ///< whose installation `writer` is
    QByteArray event;
    int waiting = 0; ///< for just this
    bool operator==(const MissingEvent &) const = default;
};
[[nodiscard]] std::vector<MissingEvent> missingEvents(const CausalOrder &order);

} // namespace otklik::journal
