// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/smtp/reply.h"

#include <optional>

namespace otklik::smtp {

/// Cuts the server's bytes into replies. Total: any bytes give replies, nothing yet, or ProtocolViolation (no three
/// digits, codes that differ within one reply, more than 4096 bytes in a line, more than 256 lines). After a violation
/// it stays there. Lines end with LF, with or without CR before it.
class ReplyParser final
{
public:
    void feed(const QByteArray &bytes) { m_buffer += bytes; }
    /// The next complete reply, or nothing when more bytes are needed.
    [[nodiscard]] Result<std::optional<Reply>> next();
    /// True when bytes were fed that no reply has used yet. Must be false when TLS starts.
    [[nodiscard]] bool hasRest() const { return !m_buffer.isEmpty() || m_partial.code != 0; }

private:
    [[nodiscard]] Result<bool> takeLine(QByteArray line);

    QByteArray m_buffer;
    Reply m_partial;
    std::optional<Error> m_violation;
};

} // namespace otklik::smtp
