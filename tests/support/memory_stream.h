// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/completion.h"
#include "core/net/stream.h"

#include <QList>

#include <memory>
#include <optional>

namespace otklik::test {

/// A Stream that plays a transcript instead of a network. One step a line:
///
///     S: * OK ready            the server sends this line (CRLF is added)
///     C: a1 CAPABILITY         the client must send exactly this line
///     C: a2 LOGIN *            a star at the end: any rest of the line
///     TLS                      the client must start TLS here
///     EOF                      the server closes
///
/// `S+`/`C+` are the same without a CRLF, \r \n \0 \\ \xHH are escapes, lines that begin with # are comments.
/// What the client sends wrongly fails the test, closes the stream, and is in mismatch(). Reads that go beyond the
/// transcript wait (time-out, stop); the client's next line wakes them.
class MemoryStream final : public net::Stream
{
public:
    explicit MemoryStream(const QByteArray &transcript);
    ~MemoryStream() override;

    /// Hands out at most so many bytes in one read; 1 splits at every byte. Before the first read.
    void setChunkSize(qsizetype bytes);
    /// True when every step was played.
    [[nodiscard]] bool finished() const;
    /// What the client sent that the transcript does not say; empty when all was right.
    [[nodiscard]] QByteArray mismatch() const;
    /// The steps that are left, for messages of failing tests.
    [[nodiscard]] QByteArray remaining() const;

    [[nodiscard]] net::Task<QByteArray> readSome(qsizetype maxBytes, std::chrono::milliseconds idleLimit,
                                                 std::stop_token stop) override;
    [[nodiscard]] net::Task<void> writeAll(QByteArray bytes, std::chrono::milliseconds idleLimit,
                                           std::stop_token stop) override;
    [[nodiscard]] net::Task<void> startTls(std::chrono::milliseconds limit, std::stop_token stop) override;
    void close() override;
    [[nodiscard]] bool isOpen() const override;
    [[nodiscard]] qint64 bytesReceived() const override;
    [[nodiscard]] qint64 bytesSent() const override;
    [[nodiscard]] net::PeerInfo peer() const override;

private:
    struct Core;
    static net::Task<QByteArray> read(std::shared_ptr<Core> core, qsizetype maxBytes,
                                      std::chrono::milliseconds idleLimit, std::stop_token stop);
    static net::Task<void> write(std::shared_ptr<Core> core, QByteArray bytes);
    static net::Task<void> encrypt(std::shared_ptr<Core> core);
    std::shared_ptr<Core> m_core;
};

} // namespace otklik::test
