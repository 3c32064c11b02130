// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace otklik::mime {

/// OpenPGP written into a text (RFC 9580 §6.2, §7).
struct PgpText
{
    QByteArray text; ///< what a person can read: encrypted blocks taken out, signed text without its frame
    std::vector<QByteArray> encrypted; ///< the blocks as they stood
    bool isSigned = false;
};

/// Complete blocks that begin at the start of a line; anything else stays as it is. Call it for texts that name
/// "-----BEGIN PGP" only. Linear.
[[nodiscard]] PgpText readPgpText(const QByteArray &text);

} // namespace otklik::mime
