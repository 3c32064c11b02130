// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace otklik::mime {

/// RFC 2045 §6.7: lines of at most 76 characters with CRLF, from text with LF.
[[nodiscard]] QByteArray quotedPrintable(const QByteArray &text);
/// RFC 2045 §6.8: lines of 76 characters with CRLF.
[[nodiscard]] QByteArray base64Lines(const QByteArray &bytes);

} // namespace otklik::mime
