// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/stream.h"

#include <memory>

namespace otklik::net {

class SocketCore;

/// A Stream over TCP, encrypted or not. Made by connectStream().
class SocketStream final : public Stream
{
public:
    explicit SocketStream(std::shared_ptr<SocketCore> core);
    ~SocketStream() override;

    [[nodiscard]] Task<QByteArray> readSome(qsizetype maxBytes, std::chrono::milliseconds idleLimit,
                                            std::stop_token stop) override;
    [[nodiscard]] Task<void> writeAll(QByteArray bytes, std::chrono::milliseconds idleLimit,
                                      std::stop_token stop) override;
    [[nodiscard]] Task<void> startTls(std::chrono::milliseconds limit, std::stop_token stop) override;
    void close() override;
    [[nodiscard]] bool isOpen() const override;
    [[nodiscard]] qint64 bytesReceived() const override;
    [[nodiscard]] qint64 bytesSent() const override;
    [[nodiscard]] PeerInfo peer() const override;

private:
    std::shared_ptr<SocketCore> m_core;
};

/// Encrypts; the socket is connected. Also the second half of STARTTLS.
[[nodiscard]] Task<void> encryptSocket(std::shared_ptr<SocketCore> core, std::chrono::milliseconds limit,
                                       std::stop_token stop);

} // namespace otklik::net
