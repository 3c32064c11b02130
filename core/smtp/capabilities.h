// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/smtp/reply.h"

#include <QStringList>

#include <optional>

namespace otklik::smtp {

/// What the server said it can do, in its answer to EHLO.
struct Capabilities
{
    bool startTls = false;
    bool pipelining = false;    ///< RFC 2920
    bool chunking = false;      ///< RFC 3030
    bool dsn = false;           ///< RFC 3461
    bool eightBitMime = false;  ///< RFC 6152
    bool smtpUtf8 = false;      ///< RFC 6531
    QList<QByteArray> auth;     ///< RFC 4954, upper case
    std::optional<qint64> size; ///< RFC 1870, largest message in bytes; 0: no fixed limit

    bool operator==(const Capabilities &) const = default;
};

/// `without`: extensions (upper case) that are not to be used although the server offers them; a single way to sign in
/// as IMAP calls it, "AUTH=PLAIN".
[[nodiscard]] Capabilities parseCapabilities(const Reply &ehlo, const QStringList &without = {});

} // namespace otklik::smtp
