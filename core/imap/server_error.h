// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imap/protocol/response.h"

#include <chrono>
#include <optional>

namespace otklik::imap {

/// A NO, BAD or BYE as an Error: what the caller can do decides the code. `what` names the command.
[[nodiscard]] Error serverError(const Status &status, const QString &what);

/// A NO without any reason that is known: which one it is follows from the command.
[[nodiscard]] bool isWithoutReason(const Status &status);

/// The same during the sign-in, where a NO without a reason means: user name or password.
[[nodiscard]] Error signInError(const Status &status);

/// The status when it is OK, else its Error.
[[nodiscard]] Result<Status> requireOk(Result<Status> answer, const QString &what);

/// A NO or BAD to what was asked: other commands may be answered well. Not when the server asks to come later, or to
/// ask less: nothing is gained by asking for something else.
[[nodiscard]] bool isRefusal(const Error &error);

/// The mailbox on the server has no room (not this computer's disk).
[[nodiscard]] bool isMailboxFull(const Error &error);
/// What a refusal marked [ALERT] says, in the server's words; else empty.
[[nodiscard]] QString alertOf(const Error &error);
/// True when the server refuses since there are too many connections to this mailbox: use fewer, wait ten minutes.
[[nodiscard]] bool isConnectionLimit(const Error &error);
/// That, or what this user may transfer or ask in a time is used up: wait ten minutes.
[[nodiscard]] bool isLimitReached(const Error &error);
/// How long a server that throttles wants to be left alone, where it says so (Exchange).
[[nodiscard]] std::optional<std::chrono::milliseconds> suggestedPause(const Error &error);

/// Bytes of a server's free text for a person or a log: UTF-8, one line, at most 500 characters.
[[nodiscard]] QString serverText(const QByteArray &bytes);

} // namespace otklik::imap
