// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace otklik::mime {

struct DecodedText
{
    QString text;
    QString charset;         ///< what it was decoded with, as the program names it: "utf-8", "windows-1251"
    bool undeclared = false; ///< 8-bit text without a declaration
    bool wrong = false;      ///< the declared charset did not fit
};

/// Bytes to text, never failing: the declared charset (or its superset) when it decodes cleanly, else
/// strict UTF-8, else what a detector says of the charsets that are seen in real mail, else windows-1252. Thread-safe.
[[nodiscard]] DecodedText decodeText(const QByteArray &bytes, const QByteArray &declared);
/// Whether decodeAs() can do it.
[[nodiscard]] bool isKnownCharset(const QByteArray &charset);
/// In a given charset, bad bytes replaced ("view as charset"). Empty when the charset is not known.
[[nodiscard]] QString decodeAs(const QByteArray &bytes, const QByteArray &charset);

} // namespace otklik::mime
