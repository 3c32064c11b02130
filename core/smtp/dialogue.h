// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/smtp/capabilities.h"
#include "core/smtp/reply_parser.h"
#include "core/smtp/submission.h"

namespace otklik::smtp {

/// One connection: the stream, what of it has not been understood yet, and what the server can do. Held by every
/// coroutine that talks on it.
struct Dialogue
{
    std::unique_ptr<net::Stream> stream;
    SubmissionLimits limits;
    std::stop_token stop;
    QStringList without; ///< extensions that are not used
    ReplyParser parser;
    Capabilities capabilities;
};
using DialoguePtr = std::shared_ptr<Dialogue>;

/// The next reply. Offline, Timeout, ProtocolViolation, Cancelled.
[[nodiscard]] Task<Reply> readReply(DialoguePtr dialogue, std::chrono::milliseconds limit);
/// Sends a line (CRLF is added) and reads its reply.
[[nodiscard]] Task<Reply> command(DialoguePtr dialogue, QByteArray line);
/// A refusal as an Error: ServerRefused when a second try may help, ServerRejected otherwise; `doing` names the step.
[[nodiscard]] Failure refusal(const Reply &reply, const char *doing);

} // namespace otklik::smtp
