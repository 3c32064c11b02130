// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/email_address.h"

namespace otklik::mime {

/// One entry of an address header. `address` is empty when the header named somebody without a usable address;
/// `raw` then holds what stood there.
struct Mailbox
{
    QString name; ///< decoded display name, may be empty
    EmailAddress address;
    QString raw;

    bool operator==(const Mailbox &) const = default;
};

} // namespace otklik::mime
