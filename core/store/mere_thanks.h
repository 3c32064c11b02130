// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"

namespace otklik::store {

/// True when a mail brings nothing but thanks (ticket::isCourtesyOnly() of what its writer wrote himself): no file, no
/// picture but a signature's logo, nothing encrypted. In doubt false: a ticket opened for politeness costs a look, one
/// left solved over a complaint costs a customer. Thread-safe.
[[nodiscard]] bool isMereThanks(const mime::Message &mail);

} // namespace otklik::store
