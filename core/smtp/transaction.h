// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/smtp/dialogue.h"

namespace otklik::smtp {

/// MAIL, RCPT, DATA and the message, after the sign-in. `data` is in the form of toDataForm(). See submit() for what is
/// an outcome and what an error.
[[nodiscard]] Task<SendOutcome> sendMail(DialoguePtr dialogue, Envelope envelope, QByteArray data, bool eightBit,
                                         std::function<void(qint64, qint64)> onProgress);

} // namespace otklik::smtp
