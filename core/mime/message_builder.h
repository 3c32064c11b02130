// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/mime/message.h"

#include <utility>

namespace otklik::mime {

struct OutgoingAttachment
{
    QString name;
    QString type = QStringLiteral("application/octet-stream");
    QByteArray bytes;
    QByteArray contentId; ///< of an inline picture, without brackets
    bool isInline = false;
};

struct OutgoingMessage
{
    Mailbox from;
    std::vector<Mailbox> to, cc;
    std::optional<Mailbox> replyTo;
    QString subject;
    QString text;
    QString html; ///< empty = plain text only
    std::vector<OutgoingAttachment> attachments;
    QByteArray messageId; ///< without brackets
    QByteArray inReplyTo;
    std::vector<QByteArray> references; ///< oldest first
    Instant date;
    std::vector<std::pair<QByteArray, QByteArray>> extraHeaders; ///< ASCII
};

/// The mail as it goes out: CRLF, 7-bit, lines of at most 76 characters, UTF-8, text with its HTML as
/// multipart/alternative, file names by RFC 2231 and RFC 2047. Bcc does not exist here: it belongs to the envelope. The
/// same input gives the same bytes. InvalidInput when a header value holds CR, LF, NUL or an address is missing; ids in
/// `inReplyTo` and `references` that cannot stand in a header line (other people's oddities) are left out.
[[nodiscard]] Result<QByteArray> buildMessage(const OutgoingMessage &message);

} // namespace otklik::mime
