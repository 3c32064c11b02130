// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/ticket.h"

#include <optional>

namespace otklik::store {

/// message.courtesy: whether a mail says nothing but thanks, and what that left as it was (ticket::StatusProjection).
enum class Thanks { No = 0, Only = 1, KeptSolved = 2, KeptClosed = 3 };

/// Keys are 16 raw bytes in the tables. An empty key is an empty blob.
[[nodiscard]] inline QByteArray toBlob(const ticket::Key &key)
{
    return QByteArray::fromHex(key.hex());
}
[[nodiscard]] inline ticket::Key toKey(const QByteArray &blob)
{
    return ticket::Key(blob.toHex());
}
/// NULL for an empty key.
[[nodiscard]] inline std::optional<QByteArray> toBlobOrNull(const ticket::Key &key)
{
    return key.isEmpty() ? std::nullopt : std::optional(toBlob(key));
}

inline constexpr char kTicketPrefix[] = "ticket:";
/// The key in a journal object's name; empty when it is not a ticket or not 32 hex digits.
[[nodiscard]] inline ticket::Key ticketOfObject(const QString &object)
{
    if (!object.startsWith(QLatin1String(kTicketPrefix)))
        return {};
    const QByteArray blob = QByteArray::fromHex(object.mid(7).toLatin1());
    return blob.size() == 16 ? toKey(blob) : ticket::Key();
}
/// A key from an op's data; empty when it is not 32 hex digits.
[[nodiscard]] inline ticket::Key keyFromText(const QString &hex)
{
    const QByteArray blob = QByteArray::fromHex(hex.toLatin1());
    return blob.size() == 16 ? toKey(blob) : ticket::Key();
}

} // namespace otklik::store
