// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/error_text.h"

namespace otklik::ui {

QString ErrorText::of(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidInput:
        return tr("This cannot be done as written: %1.").arg(error.detail);
    case ErrorCode::AuthRejected:
        return tr("The server refused the sign-in. Check user name and password.");
    case ErrorCode::Offline:
        return tr("The server cannot be reached. Your work is kept and goes out when the network is back.");
    case ErrorCode::Timeout:
        return tr("The server does not answer. It is tried again by itself.");
    case ErrorCode::TlsUntrusted:
        return tr("The server's certificate is not trusted (%1). Ask whoever runs the server, or name its authority in "
                  "the account's settings.")
            .arg(error.detail);
    case ErrorCode::NotEncrypted:
        return tr("The server does not encrypt as the account demands (%1). Nothing was said to it. Look at the port "
                  "and "
                  "the encryption in the account's settings.")
            .arg(error.detail);
    case ErrorCode::NotFound:
        return tr("It is not there any more.");
    case ErrorCode::RefusedByRule:
        return tr("Not done: %1.").arg(error.detail);
    case ErrorCode::Conflict:
        return tr("Somebody changed it in between. Look at it again, then repeat.");
    case ErrorCode::StorageCorrupt:
        return tr("The local cache is damaged. Rebuild it: mail and decisions come back from the server.");
    case ErrorCode::StorageFull:
        return tr("The disk is full. Make room; nothing that you typed is lost.");
    case ErrorCode::StorageFailed:
        return tr("Something on this computer cannot be read or written: %1.").arg(error.detail);
    case ErrorCode::ProtocolViolation:
        return tr("The server said something that has no meaning. It is tried again by itself.");
    case ErrorCode::ServerRefused:
        return tr("The server refused for now (%1). It is tried again by itself.").arg(error.detail);
    case ErrorCode::ServerRejected:
        return tr("The server refused: %1.").arg(error.detail);
    case ErrorCode::Uncertain:
        return tr("The connection was lost at the last moment: look whether it was sent before you send it again.");
    case ErrorCode::Cancelled:
        return tr("Stopped.");
    case ErrorCode::Internal:
        break;
    }
    return tr("Something went wrong in Otklik itself: %1.").arg(error.detail);
}

} // namespace otklik::ui
