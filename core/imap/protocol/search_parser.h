// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/protocol/response.h"
#include "core/imap/protocol/token_cursor.h"

namespace otklik::imap {

/// SEARCH (RFC 9051 §7.3, with MODSEQ of RFC 7162) and SORT; the cursor stands after the word.
[[nodiscard]] SearchResult parseSearch(TokenCursor &cursor);
/// ESEARCH, RFC 4731.
[[nodiscard]] SearchResult parseESearch(TokenCursor &cursor);

} // namespace otklik::imap
