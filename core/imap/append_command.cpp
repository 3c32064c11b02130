// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// APPEND (RFC 9051 §6.3.12, UIDPLUS RFC 4315).
#include "core/imap/connection_state.h"
#include "core/imap/protocol/internal_date.h"

namespace otklik::imap {

Task<std::optional<AppendUid>> runAppend(StatePtr state, QByteArray folder, QByteArray message, QByteArrayList flags,
                                         Instant internalDate, std::stop_token stop)
{
    const auto limit = state->info.capabilities.appendLimit();
    if (limit && message.size() > *limit)
        co_return fail(ErrorCode::ServerRejected,
                       QStringLiteral("the message has %1 bytes, the server takes %2").arg(message.size()).arg(*limit));
    CommandBuilder builder("APPEND", state->literals());
    builder.mailbox(folder);
    if (!flags.isEmpty())
        builder.flags(flags);
    if (!internalDate.isNever())
        builder.raw('"' + formatInternalDate(internalDate) + '"');
    builder.literal(std::move(message));
    auto running = runChecked(state, builder.build(), {}, false, std::move(stop));
    auto done = co_await running;
    if (!done)
        co_return Failure(done.error());
    co_return done->code.appendUid();
}

} // namespace otklik::imap
