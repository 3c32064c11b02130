// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace otklik::mime {

/// The subject without its reply and forward prefixes in the languages seen in real life: Re, Fwd, Fw, AW, WG, SV, VS,
/// Antw, RE[2], Re^2, Отв, Ответ, На, Пересл, HA, … repeated in any order, with ASCII or full-width colon. Empty when
/// the subject holds nothing else.
[[nodiscard]] QString baseSubject(const QString &subject);
/// "Re: " in front of the base subject, once.
[[nodiscard]] QString replySubject(const QString &subject);
/// "Fwd: " in front of the base subject.
[[nodiscard]] QString forwardSubject(const QString &subject);
/// True when the outermost prefix says that the mail answers another.
[[nodiscard]] bool isReply(const QString &subject);
/// True when the outermost prefix says that the mail was forwarded.
[[nodiscard]] bool isForward(const QString &subject);

} // namespace otklik::mime
