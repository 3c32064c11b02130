// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/smtp/dialogue.h"

namespace otklik::smtp {

/// Greeting, EHLO and, with Security::StartTls, encryption and EHLO again. What the server said before the encryption
/// is forgotten.
[[nodiscard]] Task<void> greet(DialoguePtr dialogue, Security security);

/// Signs in with the strongest way offered. AuthRejected when the server says no or offers none that we know;
/// ServerRefused when it says "not now". Does nothing without a user.
[[nodiscard]] Task<void> signIn(DialoguePtr dialogue, SubmissionServer server);

/// Security::None needs a loopback host; a port is needed. InvalidInput otherwise.
[[nodiscard]] Result<void> validate(const SubmissionServer &server);

} // namespace otklik::smtp
