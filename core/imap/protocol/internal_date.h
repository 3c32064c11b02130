// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"

#include <QByteArray>
#include <QByteArrayView>

namespace otklik::imap {

/// INTERNALDATE, RFC 9051 date-time (` 1-Mar-2026 09:30:00 +0300`), second precision. Reads one- and two-digit days
/// with or without the space and a missing zone (then UTC); never when there is no such date (Domino's 00-Jan-0000).
[[nodiscard]] Instant parseInternalDate(QByteArrayView text);
/// In UTC, without quotes.
[[nodiscard]] QByteArray formatInternalDate(Instant time);

} // namespace otklik::imap
