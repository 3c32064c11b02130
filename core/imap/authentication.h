// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/connection_state.h"

namespace otklik::imap {

/// Proves who we are by the strongest mechanism that the server offers and the settings allow; by LOGIN where it
/// understands none. What the server can do has been read before, and is forgotten here: it may be another after.
/// AuthRejected; NotEncrypted when the secret would have to be shown in the clear; what a server says for "not now".
[[nodiscard]] Task<void> authenticate(StatePtr state, ServerSettings settings, std::stop_token stop);

} // namespace otklik::imap
