// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/protocol/response.h"

namespace otklik::imap {

/// Reads `OK [CODE …] text` (RFC 9051 §7.1). `[CODE …] text` without a condition, as Exchange writes it, counts as OK.
/// Nothing when it is no status.
[[nodiscard]] std::optional<Status> parseStatus(QByteArrayView text);

} // namespace otklik::imap
