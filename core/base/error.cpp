// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

namespace otklik {

QString errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return QStringLiteral("invalid-input");
    case ErrorCode::AuthRejected:
        return QStringLiteral("auth-rejected");
    case ErrorCode::Offline:
        return QStringLiteral("offline");
    case ErrorCode::Timeout:
        return QStringLiteral("timeout");
    case ErrorCode::TlsUntrusted:
        return QStringLiteral("tls-untrusted");
    case ErrorCode::NotEncrypted:
        return QStringLiteral("not-encrypted");
    case ErrorCode::NotFound:
        return QStringLiteral("not-found");
    case ErrorCode::RefusedByRule:
        return QStringLiteral("refused-by-rule");
    case ErrorCode::Conflict:
        return QStringLiteral("conflict");
    case ErrorCode::StorageCorrupt:
        return QStringLiteral("storage-corrupt");
    case ErrorCode::StorageFull:
        return QStringLiteral("storage-full");
    case ErrorCode::StorageFailed:
        return QStringLiteral("storage-failed");
    case ErrorCode::ProtocolViolation:
        return QStringLiteral("protocol-violation");
    case ErrorCode::ServerRefused:
        return QStringLiteral("server-refused");
    case ErrorCode::ServerRejected:
        return QStringLiteral("server-rejected");
    case ErrorCode::Uncertain:
        return QStringLiteral("uncertain");
    case ErrorCode::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorCode::Internal:
        return QStringLiteral("internal");
    }
    return QStringLiteral("internal");
}

ErrorCode errorCodeNamed(const QString &name)
{
    for (int code = 0; code < int(ErrorCode::Internal); ++code)
        if (errorCodeName(static_cast<ErrorCode>(code)) == name)
            return static_cast<ErrorCode>(code);
    return ErrorCode::Internal;
}

} // namespace otklik
