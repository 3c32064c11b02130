// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"

namespace otklik::mime {

// Headers of a mail that goes out: ASCII, CRLF, folded at 76 columns. Values were checked before (message_builder.h).

/// Printable ASCII only.
[[nodiscard]] bool isAscii(const QString &text);
/// RFC 2047 §2: words of at most 75 characters, cut between characters, one to a line.
[[nodiscard]] QByteArray encodedWords(const QString &text);
/// An ASCII value folded at its spaces.
[[nodiscard]] QByteArray folded(const QByteArray &name, const QByteArray &value);
[[nodiscard]] QByteArray textHeader(const QByteArray &name, const QString &text);
[[nodiscard]] QByteArray addressHeader(const QByteArray &name, const std::vector<Mailbox> &mailboxes);
/// Fits between angle brackets in a line of a mail: printable ASCII without blanks and brackets, not too long.
[[nodiscard]] bool isSendableId(const QByteArray &id);
/// Ids of other people's mail that are not sendable are left out; empty when none is left.
[[nodiscard]] QByteArray idHeader(const QByteArray &name, const std::vector<QByteArray> &ids);
/// RFC 5322 §3.3, in UTC.
[[nodiscard]] QByteArray dateText(Instant date);

} // namespace otklik::mime
