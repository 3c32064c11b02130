// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_string.h"

#include <QByteArrayList>
#include <QString>

#include <chrono>

namespace otklik::imap {

enum class Security {
    Tls,      ///< encrypted from the first byte (port 993)
    StartTls, ///< required, no way back to plain text (port 143)
    None,     ///< loopback only in practice: the password is not sent in the clear to another machine
};

/// How to reach one login of an IMAP server.
struct ServerSettings
{
    QString host;
    quint16 port = 993;
    Security security = Security::Tls;
    QString user;
    SecretString password;
    bool passwordIsToken = false; ///< it is an OAuth 2 access token
    QString caFile;               ///< PEM, trusted beside the system's certificates; empty for none
    /// Capabilities not to be used although the server announces them, beside what is known of it (quirks.h).
    QByteArrayList without;
    /// Compresses also to this machine (the end of a tunnel), not only over a network.
    bool compressLocally = false;

    std::chrono::milliseconds connectLimit = std::chrono::seconds(30);
    std::chrono::milliseconds answerLimit = std::chrono::seconds(60); ///< without any byte while an answer is due
    qint64 literalLimit = qint64(1) << 28; ///< what is larger is dropped as it comes and marked (Section::dropped)
};

} // namespace otklik::imap
