// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/smtp/dialogue.h"

namespace otklik::smtp {

namespace {
constexpr qsizetype kReadSize = 16 * 1024;
}

Task<Reply> readReply(DialoguePtr dialogue, std::chrono::milliseconds limit)
{
    while (true) {
        auto reply = dialogue->parser.next();
        if (!reply)
            co_return Failure(reply.error());
        if (*reply)
            co_return **reply;
        auto reading = dialogue->stream->readSome(kReadSize, limit, dialogue->stop);
        auto bytes = co_await reading;
        if (!bytes)
            co_return Failure(bytes.error());
        dialogue->parser.feed(*bytes);
    }
}

Task<Reply> command(DialoguePtr dialogue, QByteArray line)
{
    auto writing = dialogue->stream->writeAll(line + "\r\n", dialogue->limits.command, dialogue->stop);
    auto written = co_await writing;
    if (!written)
        co_return Failure(written.error());
    auto reading = readReply(dialogue, dialogue->limits.command);
    auto reply = co_await reading;
    co_return reply;
}

Failure refusal(const Reply &reply, const char *doing)
{
    const ErrorCode code = reply.isPermanent()   ? ErrorCode::ServerRejected
                           : reply.isTransient() ? ErrorCode::ServerRefused
                                                 : ErrorCode::ProtocolViolation;
    return fail(code, QStringLiteral("SMTP, %1: %2").arg(QLatin1String(doing), reply.toString()));
}

} // namespace otklik::smtp
