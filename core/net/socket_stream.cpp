// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/socket_stream.h"

#include "core/net/socket_core.h"

namespace otklik::net {

namespace {

constexpr qint64 kWriteChunk = 256 * 1024;

Failure stopped(const SocketCore &core)
{
    return fail(ErrorCode::Cancelled, QStringLiteral("%1: stopped").arg(core.options().host));
}

Task<QByteArray> readSocket(std::shared_ptr<SocketCore> core, qsizetype maxBytes, std::chrono::milliseconds idleLimit,
                            std::stop_token stop)
{
    const auto what = QStringLiteral("reading from %1").arg(core->options().host);
    while (true) {
        if (stop.stop_requested())
            co_return stopped(*core);
        if (core->socket().bytesAvailable() > 0 && !(core->failure() && core->failure()->code == ErrorCode::Cancelled))
            break;
        if (core->failure())
            co_return Failure(*core->failure());
        auto task = waitForEvent(core, SocketCore::Readable, idleLimit, stop, what);
        auto result = co_await task;
        if (!result && !core->failure())
            co_return Failure(result.error());
    }
    // No more than there is: Qt makes room for all that is asked for.
    const QByteArray bytes = core->socket().read(std::min<qint64>(maxBytes, core->socket().bytesAvailable()));
    core->received += bytes.size();
    co_return bytes;
}

Task<void> writeSocket(std::shared_ptr<SocketCore> core, QByteArray bytes, std::chrono::milliseconds idleLimit,
                       std::stop_token stop)
{
    const auto what = QStringLiteral("writing to %1").arg(core->options().host);
    qint64 offset = 0;
    while (true) {
        if (core->failure())
            co_return Failure(*core->failure());
        if (stop.stop_requested())
            co_return stopped(*core);
        if (offset < bytes.size() && core->bytesPending() < kWriteChunk) {
            const qint64 taken =
                core->socket().write(bytes.constData() + offset, std::min(kWriteChunk, qint64(bytes.size()) - offset));
            if (taken < 0)
                co_return fail(ErrorCode::Offline, QStringLiteral("%1: %2").arg(what, core->socket().errorString()));
            offset += taken;
            core->sent += taken;
            core->socket().flush();
            continue;
        }
        if (offset == bytes.size() && core->bytesPending() == 0)
            co_return {};
        auto task = waitForEvent(core, SocketCore::Written, idleLimit, stop, what);
        auto result = co_await task;
        if (!result)
            co_return result;
    }
}

Task<void> startTlsOn(std::shared_ptr<SocketCore> core, std::chrono::milliseconds limit, std::stop_token stop)
{
    // QSslSocket would hand these bytes out as if they had come through the encrypted connection.
    if (core->socket().bytesAvailable() > 0) {
        core->close();
        co_return fail(ErrorCode::ProtocolViolation,
                       QStringLiteral("%1 sent data that was injected before TLS").arg(core->options().host));
    }
    auto task = encryptSocket(core, limit, stop);
    auto result = co_await task;
    co_return result;
}

} // namespace

Task<void> encryptSocket(std::shared_ptr<SocketCore> core, std::chrono::milliseconds limit, std::stop_token stop)
{
    if (core->failure())
        co_return Failure(*core->failure());
    core->socket().setPeerVerifyName(core->options().host);
    auto waiter = core->arm(SocketCore::Encrypted);
    core->socket().startClientEncryption();
    const auto what = QStringLiteral("TLS handshake with %1").arg(core->options().host);
    auto task = async::waitFor(std::move(waiter), limit, stop, what);
    auto result = co_await task;
    if (core->failure())
        co_return Failure(*core->failure());
    co_return result;
}

SocketStream::SocketStream(std::shared_ptr<SocketCore> core)
    : m_core(std::move(core))
{
}

SocketStream::~SocketStream()
{
    m_core->close();
}

Task<QByteArray> SocketStream::readSome(qsizetype maxBytes, std::chrono::milliseconds idleLimit, std::stop_token stop)
{
    return readSocket(m_core, maxBytes, idleLimit, std::move(stop));
}

Task<void> SocketStream::writeAll(QByteArray bytes, std::chrono::milliseconds idleLimit, std::stop_token stop)
{
    return writeSocket(m_core, std::move(bytes), idleLimit, std::move(stop));
}

Task<void> SocketStream::startTls(std::chrono::milliseconds limit, std::stop_token stop)
{
    return startTlsOn(m_core, limit, std::move(stop));
}

void SocketStream::close()
{
    const auto core = m_core; // who is woken may destroy the stream
    core->close();
}

bool SocketStream::isOpen() const
{
    return !m_core->failure();
}

qint64 SocketStream::bytesReceived() const
{
    return m_core->received;
}

qint64 SocketStream::bytesSent() const
{
    return m_core->sent;
}

PeerInfo SocketStream::peer() const
{
    return m_core->peer();
}

} // namespace otklik::net
