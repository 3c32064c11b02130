// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>

namespace otklik::mime {

/// The subjects that programs write when they answer for somebody, whole: the phrase alone, or with a colon and the
/// subject of the mail they answer. Whoever complains of such a mail uses the same words in a sentence, or answers it.
[[nodiscard]] bool isNamedAutoReply(const QString &subject);
/// The day of return that an absence note names with a word of return before it ("back on 16 March", "returning
/// 2026-03-16", «вернусь 16.03.2026», «буду на месте с 16 марта», "wieder da ab 16. März"), in the year after `written`
/// where it names none. Invalid when it says no such thing, or where day and month could be taken for one another.
[[nodiscard]] QDate dayOfReturn(const QString &text, const QDate &written);

} // namespace otklik::mime
