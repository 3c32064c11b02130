// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sasl_prep.h"

namespace otklik::net {

namespace {

/// RFC 3454 table B.1, "commonly mapped to nothing".
bool mapsToNothing(char16_t c)
{
    return c == 0x00AD || c == 0x034F || c == 0x1806 || (c >= 0x180B && c <= 0x180D) || (c >= 0x200B && c <= 0x200D) ||
           c == 0x2060 || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

/// RFC 3454 tables C.2 (control), C.3 (private use), C.4 (no character) and C.5 (surrogates), as far as one unit tells.
bool isProhibited(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_PrivateUse ||
           (c.unicode() >= 0xFDD0 && c.unicode() <= 0xFDEF) || c.unicode() >= 0xFFFE;
}

} // namespace

Result<QString> saslPrep(const QString &text, const QString &what)
{
    QString mapped;
    mapped.reserve(text.size());
    for (const QChar c : text) {
        if (isProhibited(c))
            return fail(ErrorCode::InvalidInput, QStringLiteral("the %1 holds a control character").arg(what));
        if (mapsToNothing(c.unicode()))
            continue;
        mapped += c.category() == QChar::Separator_Space ? QChar(QLatin1Char(' ')) : c;
    }
    mapped = mapped.normalized(QString::NormalizationForm_KC);
    if (mapped.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("the %1 is empty").arg(what));
    return mapped;
}

} // namespace otklik::net
