// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"

namespace otklik::mime {

class GmimeTree;

/// Fills autoKind and bounce when a server says that a mail did not arrive or is late: RFC 3464 in RFC 6522, else
/// prose.
bool recogniseBounce(Message &message, const GmimeTree &tree);
/// RFC 3464 §2.3.3: a report that the mail arrived or was passed on, which somebody had asked for.
[[nodiscard]] bool isSuccessReport(const Message &message, const GmimeTree &tree);
/// Sent by a mail server: the null return path, or MAILER-DAEMON. A postmaster may be a person.
[[nodiscard]] bool isFromDaemon(const Message &message, const GmimeTree &tree);

} // namespace otklik::mime
