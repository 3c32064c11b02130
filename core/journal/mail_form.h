// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"
#include "core/mime/email_address.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace otklik::journal {

/// The mail around a journal attachment: pure ASCII, CRLF, lines ≤ 76, multipart/mixed of a sentence
/// for people and the attachment in base64.
struct MailForm
{
    mime::EmailAddress mailbox; ///< From and To
    QByteArray messageIdStart;  ///< left of "@"; also makes the boundary
    Instant date;
    QString sentence;
    QByteArray contentType; ///< of the attachment
    QString fileName;       ///< of the attachment, ASCII
    QByteArray payload;
};
[[nodiscard]] QByteArray buildMail(const MailForm &form);

/// What stands in a mail, whatever a server made of the rest.
struct MailReading
{
    bool hasTraceHeaders = false;      ///< it was delivered, not appended
    std::optional<QByteArray> payload; ///< decoded first part with the content type; none when there is no such part
};
/// Total: any bytes give a reading.
[[nodiscard]] MailReading readMail(const QByteArray &raw, const QByteArray &contentType);

} // namespace otklik::journal
