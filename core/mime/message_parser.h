// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/mime/header_filter.h"
#include "core/mime/message.h"

namespace otklik::mime {

/// Reads a mail once. Total: any bytes give the best reading there is plus the defects met (guide: RFC 7103).
/// Attachments are listed, not decoded. `readAs`: a charset that a person chose for the text and undeclared headers,
/// whatever the mail says. Thread-safe; threads that parse mail from outside need 8 MB of stack.
[[nodiscard]] Message parseMessage(const QByteArray &raw, const ParseLimits &limits = {},
                                   const QByteArray &readAs = {});

/// Where the empty line begins that ends the header of a mail; -1 when there is none. What stands before it, parsed
/// alone, has the people and the subject of the whole mail.
[[nodiscard]] qsizetype headerEnd(const QByteArray &raw);

/// Decoded bytes of the leaf `part` (Attachment::part). NotFound when there is none.
[[nodiscard]] Result<QByteArray> extractPart(const QByteArray &raw, int part);
/// Of the part that a cid: address names (without "cid:"). NotFound.
[[nodiscard]] Result<QByteArray> extractByContentId(const QByteArray &raw, const QByteArray &contentId);

/// Stable lower-case name, "wrong-charset".
[[nodiscard]] QString defectName(Defect defect);

} // namespace otklik::mime
