// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/protocol/response.h"
#include "core/imap/protocol/token_cursor.h"

namespace otklik::imap {

/// Reads the parenthesised list of a FETCH (RFC 9051 §7.5.2); the cursor stands after the word FETCH.
[[nodiscard]] Fetch parseFetch(quint32 sequence, TokenCursor &cursor);

/// A flag as everybody writes it: `\seen` becomes `\Seen`; keywords stay as they are.
[[nodiscard]] QByteArray canonicalFlag(QByteArrayView flag);

} // namespace otklik::imap
