// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/smtp/dialogue.h"

namespace otklik::smtp {

/// MAIL, RCPT and the message, after the sign-in: by BDAT where the server offers it, else by DATA. See submit() for
/// what is an outcome and what an error.
[[nodiscard]] Task<SendOutcome> sendMail(DialoguePtr dialogue, Envelope envelope, QByteArray message,
                                         SubmissionOptions options);

} // namespace otklik::smtp
