// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/protocol/lexer.h"
#include "core/imap/protocol/response.h"

namespace otklik::imap {

/// Reads one response. Never fails and never throws: what is not known or not readable becomes Unknown, a FETCH with
/// something wrong in it keeps what could be read and is marked. Accepts what real servers write: NIL
/// anywhere, numbers as floats or -1, any case, `[CODE …]` without OK, unescaped quotes, missing section values.
/// Literals are moved, not copied.
[[nodiscard]] Response parseResponse(RawResponse raw);

} // namespace otklik::imap
