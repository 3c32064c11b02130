// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace otklik::smtp {

/// Who sends and who receives, as plain addresses (no names, no brackets). Not the header of the mail.
struct Envelope
{
    QString from; ///< empty: no bounces wanted
    QStringList recipients;
    QByteArray id = {}; ///< comes back in reports about the mail where the server does RFC 3461; may be empty
    bool operator==(const Envelope &) const = default;
};

/// InvalidInput: no recipient; an address with control characters, CR, LF, NUL, spaces outside quotes, angle brackets,
/// without local part or domain, with a domain that IDNA does not know, or too long (RFC 5321 §4.5.3.1).
[[nodiscard]] Result<void> validate(const Envelope &envelope);

/// True when a local part is not ASCII: only then does the server need SMTPUTF8.
[[nodiscard]] bool needsSmtpUtf8(const Envelope &envelope);

/// The address for MAIL and RCPT, without brackets: the domain as A-labels unless the mail goes by SMTPUTF8.
[[nodiscard]] QByteArray transmittedAddress(const QString &address, bool smtpUtf8);

/// `text` as the value of an ESMTP parameter (xtext, RFC 3461 §4).
[[nodiscard]] QByteArray toXtext(const QByteArray &text);

} // namespace otklik::smtp
