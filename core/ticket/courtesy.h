// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace otklik::ticket {

/// Whether a text is mere politeness.
struct Courtesy
{
    bool isAll = false;    ///< thanks, and nothing else
    bool isPolite = false; ///< nothing but such words, thanks among them or not
    bool isSigned = false; ///< it ends with "Best regards, Irina" or a signature after "-- "
};

/// A text without quotes that is nothing but a short thank-you or "ok" in Russian or English: «Спасибо!», "Thanks a
/// lot, all works", also signed. «Спасибо, но ошибка осталась» is not, nor is «Да», which answers a question. Total.
[[nodiscard]] Courtesy courtesyOf(const QString &text);
[[nodiscard]] inline bool isCourtesyOnly(const QString &text)
{
    return courtesyOf(text).isAll;
}

} // namespace otklik::ticket
