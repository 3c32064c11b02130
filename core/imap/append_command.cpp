// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// APPEND (RFC 9051 §6.3.12, UIDPLUS RFC 4315).
#include "core/imap/connection_state.h"
#include "core/imap/protocol/internal_date.h"

#include <algorithm>

namespace otklik::imap {

namespace {

/// What RFC 6855 §4 demands the other form for: addresses that are not ASCII stand in a header as they are.
bool hasWideHeader(const QByteArray &message)
{
    const qsizetype end = message.indexOf("\r\n\r\n");
    return std::any_of(message.begin(), end < 0 ? message.end() : message.begin() + end,
                       [](char c) { return uchar(c) >= 0x80; });
}

} // namespace

Task<std::optional<AppendUid>> runAppend(StatePtr state, QByteArray folder, QByteArray message, QByteArrayList flags,
                                         Instant internalDate, std::stop_token stop)
{
    const auto limit = state->info.capabilities.appendLimit();
    if (limit && message.size() > *limit)
        co_return fail(ErrorCode::ServerRejected,
                       QStringLiteral("the message has %1 bytes, the server takes %2").arg(message.size()).arg(*limit));
    CommandBuilder builder("APPEND", state->literals());
    builder.mailbox(state->spelled(folder));
    if (!flags.isEmpty())
        builder.flags(flags);
    if (!internalDate.isNever())
        builder.raw('"' + formatInternalDate(internalDate) + '"');
    if (state->acceptsUtf8 && hasWideHeader(message))
        builder.utf8Literal(std::move(message));
    else
        builder.literal(std::move(message));
    auto running = runChecked(state, builder.build(), {}, false, std::move(stop));
    auto done = co_await running;
    if (!done)
        co_return Failure(done.error());
    co_return done->code.appendUid();
}

} // namespace otklik::imap
