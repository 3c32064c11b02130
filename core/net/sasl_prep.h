// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace otklik::net {

/// SASLprep (RFC 4013) of a user name or password: spaces unified, invisible characters removed, NFKC. InvalidInput
/// for control characters, and for an empty text; the detail names `what`, never the text.
[[nodiscard]] Result<QString> saslPrep(const QString &text, const QString &what);

} // namespace otklik::net
