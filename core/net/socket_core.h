// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/completion.h"
#include "core/async/timeout.h"
#include "core/net/tls_stream.h"

#include <QSslSocket>

#include <array>
#include <memory>
#include <optional>

namespace otklik::net {

/// The socket behind a SocketStream and what waits for it. The stream and each waiting coroutine hold it, so nobody
/// finds it gone after a wait; the socket itself goes by the event loop, because all this is called from its signals.
class SocketCore final : public std::enable_shared_from_this<SocketCore>
{
public:
    enum Event { Connected, Encrypted, Readable, Written, EventCount };

    explicit SocketCore(ConnectOptions options);
    ~SocketCore();
    SocketCore(const SocketCore &) = delete;
    SocketCore &operator=(const SocketCore &) = delete;

    [[nodiscard]] QSslSocket &socket() { return *m_socket; }
    [[nodiscard]] const ConnectOptions &options() const { return m_options; }
    /// Why the connection is of no use any more.
    [[nodiscard]] const std::optional<Error> &failure() const { return m_failure; }
    /// The first failure stays; wakes everybody who waits.
    void setFailure(Error error);
    /// Becomes ready with the next event of this kind, or a failure (which the caller looks up).
    [[nodiscard]] async::Waiter<void> arm(Event event);
    void close();

    /// Bytes accepted by write() that the system has not taken yet.
    [[nodiscard]] qint64 bytesPending() const;
    [[nodiscard]] PeerInfo peer() const;
    void setKeepAlive();

    qint64 received = 0;
    qint64 sent = 0;

private:
    void connectSignals();
    void pulse(Event event);
    void tellCertificate() const;
    void socketFailed(QAbstractSocket::SocketError error);
    [[nodiscard]] QString where() const;

    ConnectOptions m_options;
    std::unique_ptr<QSslSocket, async::detail::LaterDeleter> m_socket;
    std::array<std::optional<async::Completion<void>>, EventCount> m_events;
    std::optional<Error> m_failure;
    bool m_closed = false;
    bool m_wasEncrypted = false; ///< the handshake is over
};

/// Waits for one event of the core; the failure if there is one, Timeout, Cancelled.
[[nodiscard]] Task<void> waitForEvent(std::shared_ptr<SocketCore> core, SocketCore::Event event,
                                      std::chrono::milliseconds limit, std::stop_token stop, QString what);

} // namespace otklik::net
