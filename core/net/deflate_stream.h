// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/stream.h"

#include <memory>

namespace otklik::net {

/// A Stream whose bytes go compressed (raw DEFLATE, RFC 1951) over another one, each way on its own. What is unpacked
/// is made as it is read, never ahead: a few bytes that stand for a gigabyte take no memory here.
/// Further error: ProtocolViolation, bytes that are no DEFLATE; everything unpacked before has been handed out by then.
class DeflateStream final : public Stream
{
public:
    /// `inner` is connected, and encrypted if it is to be; nobody reads or writes it any more. `received` are bytes of
    /// the compressed stream that were read from it already.
    DeflateStream(std::unique_ptr<Stream> inner, QByteArray received);
    ~DeflateStream() override;

    [[nodiscard]] Task<QByteArray> readSome(qsizetype maxBytes, std::chrono::milliseconds idleLimit,
                                            std::stop_token stop) override;
    [[nodiscard]] Task<void> writeAll(QByteArray bytes, std::chrono::milliseconds idleLimit,
                                      std::stop_token stop) override;
    /// Always ProtocolViolation: encryption comes before compression.
    [[nodiscard]] Task<void> startTls(std::chrono::milliseconds limit, std::stop_token stop) override;
    void close() override;
    [[nodiscard]] bool isOpen() const override;
    /// Both count the bytes on the wire.
    [[nodiscard]] qint64 bytesReceived() const override;
    [[nodiscard]] qint64 bytesSent() const override;
    [[nodiscard]] PeerInfo peer() const override;

private:
    struct Core;
    static Task<QByteArray> read(std::shared_ptr<Core> core, qsizetype maxBytes, std::chrono::milliseconds idleLimit,
                                 std::stop_token stop);
    static Task<void> write(std::shared_ptr<Core> core, QByteArray bytes, std::chrono::milliseconds idleLimit,
                            std::stop_token stop);

    std::shared_ptr<Core> m_core; ///< shared with who waits in it
};

} // namespace otklik::net
