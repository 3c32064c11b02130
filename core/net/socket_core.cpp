// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/socket_core.h"

#include "core/net/channel_binding.h"
#include "core/net/tls_trust.h"

#include <QHostAddress>
#include <QSslCipher>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace otklik::net {

namespace {

ErrorCode codeFor(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return ErrorCode::NotEncrypted;
    case QAbstractSocket::SocketTimeoutError:
        return ErrorCode::Timeout;
    default:
        return ErrorCode::Offline;
    }
}

} // namespace

SocketCore::SocketCore(ConnectOptions options)
    : m_options(std::move(options))
    , m_socket(new QSslSocket)
{
    m_socket->setReadBufferSize(m_options.readBuffer);
    connectSignals();
}

SocketCore::~SocketCore()
{
    m_socket->disconnect();
}

void SocketCore::connectSignals()
{
    QSslSocket *socket = m_socket.get();
    QObject::connect(socket, &QSslSocket::connected, socket, [this] { pulse(Connected); });
    QObject::connect(socket, &QSslSocket::encrypted, socket, [this] {
        m_wasEncrypted = true;
        tellCertificate();
        pulse(Encrypted);
    });
    QObject::connect(socket, &QSslSocket::readyRead, socket, [this] { pulse(Readable); });
    QObject::connect(socket, &QSslSocket::bytesWritten, socket, [this] { pulse(Written); });
    QObject::connect(socket, &QSslSocket::encryptedBytesWritten, socket, [this] { pulse(Written); });
    QObject::connect(socket, &QSslSocket::errorOccurred, socket,
                     [this](QAbstractSocket::SocketError error) { socketFailed(error); });
    QObject::connect(socket, &QSslSocket::disconnected, socket, [this] {
        setFailure(Error{ErrorCode::Offline, QStringLiteral("%1 closed the connection").arg(where())});
    });
}

void SocketCore::pulse(Event event)
{
    auto pending = std::exchange(m_events[event], std::nullopt);
    if (pending)
        pending->finish({}); // whoever is resumed by this may destroy the core
}

void SocketCore::tellCertificate() const
{
    const QSslCertificate shown = m_socket->peerCertificate();
    if (m_options.onCertificate && !shown.isNull())
        m_options.onCertificate(describe(shown));
}

void SocketCore::socketFailed(QAbstractSocket::SocketError error)
{
    tellCertificate();
    if (m_wasEncrypted) { // garbled on its way, or ended by the peer: that it encrypts is known
        const ErrorCode code = codeFor(error) == ErrorCode::NotEncrypted ? ErrorCode::Offline : codeFor(error);
        setFailure(Error{code, QStringLiteral("%1: %2").arg(where(), m_socket->errorString())});
        return;
    }
    const auto tlsErrors = m_socket->sslHandshakeErrors();
    if (error == QAbstractSocket::SslHandshakeFailedError && !tlsErrors.isEmpty()) {
        setFailure(
            Error{ErrorCode::TlsUntrusted, explainTlsErrors(m_options.host, tlsErrors, m_socket->peerCertificate())});
        return;
    }
    if (error == QAbstractSocket::SslHandshakeFailedError) {
        setFailure(Error{ErrorCode::NotEncrypted,
                         QStringLiteral("%1: no agreement on TLS: %2").arg(where(), m_socket->errorString())});
        return;
    }
    setFailure(Error{codeFor(error), QStringLiteral("%1: %2").arg(where(), m_socket->errorString())});
}

void SocketCore::setFailure(Error error)
{
    if (!m_failure)
        m_failure = std::move(error);
    const auto self = weak_from_this().lock();
    for (int event = 0; event < EventCount; ++event)
        pulse(Event(event));
}

async::Waiter<void> SocketCore::arm(Event event)
{
    return m_events[event].emplace().waiter();
}

void SocketCore::close()
{
    if (std::exchange(m_closed, true))
        return;
    m_socket->disconnect();
    // Who closes may have been resumed by a signal of the socket, in the middle of its TLS: taken down there, Qt's
    // backend goes on with what it has just freed.
    QSslSocket *socket = m_socket.get();
    QMetaObject::invokeMethod(
        socket, [socket] { socket->disconnectFromHost(); }, Qt::QueuedConnection);
    setFailure(Error{ErrorCode::Cancelled, QStringLiteral("the connection to %1 was closed here").arg(where())});
}

qint64 SocketCore::bytesPending() const
{
    return m_socket->bytesToWrite() + (m_socket->isEncrypted() ? m_socket->encryptedBytesToWrite() : 0);
}

PeerInfo SocketCore::peer() const
{
    PeerInfo info;
    info.host = m_options.host;
    info.port = m_options.port;
    info.address = m_socket->peerAddress().toString();
    info.encrypted = m_socket->isEncrypted();
    if (info.encrypted) {
        const QSslCipher cipher = m_socket->sessionCipher();
        info.protocol = cipher.protocolString();
        info.cipher = cipher.name();
        info.certificateFingerprint = fingerprint(m_socket->peerCertificate());
        info.certificateIssuer = issuerName(m_socket->peerCertificate());
        info.endPointBinding = tlsServerEndPoint(m_socket->peerCertificate());
    }
    return info;
}

void SocketCore::setKeepAlive()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
#ifdef TCP_KEEPIDLE
    // The system's default is two hours; routers forget a quiet connection after minutes.
    constexpr int kSeconds = 60;
    ::setsockopt(int(m_socket->socketDescriptor()), IPPROTO_TCP, TCP_KEEPIDLE, &kSeconds, sizeof kSeconds);
#endif
}

QString SocketCore::where() const
{
    return QStringLiteral("%1:%2").arg(m_options.host).arg(m_options.port);
}

Task<void> waitForEvent(std::shared_ptr<SocketCore> core, SocketCore::Event event, std::chrono::milliseconds limit,
                        std::stop_token stop, QString what)
{
    if (core->failure())
        co_return Failure(*core->failure());
    auto task = async::waitFor(core->arm(event), limit, stop, what);
    auto result = co_await task;
    if (core->failure())
        co_return Failure(*core->failure());
    co_return result;
}

} // namespace otklik::net
