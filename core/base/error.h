// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace otklik {

/// What went wrong, told apart by what the *caller* can do about it.
enum class ErrorCode {
    InvalidInput,      ///< the caller's words are off (CLI exit 2)
    AuthRejected,      ///< the server refused user name or password (CLI exit 3)
    Offline,           ///< not reachable: resolve, connect, connection lost (CLI exit 4)
    Timeout,           ///< no answer in time (CLI exit 4)
    TlsUntrusted,      ///< the certificate is not acceptable, or the server is not who it says (CLI exit 4)
    NotEncrypted,      ///< no encryption where it is demanded: no TLS there, no STARTTLS (CLI exit 4)
    NotFound,          ///< no such thing (CLI exit 5)
    RefusedByRule,     ///< a rule of the desk forbids it: required field, unresolved placeholder (CLI exit 6)
    Conflict,          ///< somebody else changed it in between (CLI exit 6)
    StorageCorrupt,    ///< profile, cache or mailbox is damaged (CLI exit 7)
    StorageFull,       ///< disk or quota full
    StorageFailed,     ///< the cache could not be read or written
    ProtocolViolation, ///< the server said something that has no meaning (CLI exit 4)
    ServerRefused,     ///< the server said NO; a second try may help (transient; CLI exit 4)
    ServerRejected,    ///< the server said NO for good (permanent, for example SMTP 5xx)
    Uncertain,         ///< the connection was lost at a point where the server may or may not have done it
    Cancelled,         ///< stopped on request, or the producer went away
    Internal,          ///< a defect in the program
};

/// A recoverable failure. `detail` is English for the log and for the command line, never shown untranslated in a
/// window (the windows map `code` to a sentence with a next step) and never holds a password, token or mail body.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString detail;

    bool operator==(const Error &) const = default;
};

/// Stable lower-case name of a code, for logs and the command line's JSON, for example "auth-rejected".
[[nodiscard]] QString errorCodeName(ErrorCode code);

/// The code of that name; Internal when there is none.
[[nodiscard]] ErrorCode errorCodeNamed(const QString &name);

} // namespace otklik
