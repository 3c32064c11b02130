// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <chrono>
#include <stop_token>

namespace otklik::net {

using async::Task;

/// The certificate that a server showed, for a person to compare.
struct CertificateInfo
{
    QString issuer;
    QString fingerprint; ///< SHA-256, hex pairs with colons
    QStringList hosts;   ///< names it is for
    QDateTime validFrom, validUntil;
    bool operator==(const CertificateInfo &) const = default;
};

/// Who is at the other end, for the log and for `account test`.
struct PeerInfo
{
    QString host; ///< as asked for; the certificate is checked against it
    quint16 port = 0;
    QString address; ///< the IP address really used
    bool encrypted = false;
    QString protocol; ///< "TLSv1.3"; empty without TLS
    QString cipher;
    QString certificateFingerprint; ///< SHA-256, hex pairs with colons; empty without TLS
    QString certificateIssuer;
    QByteArray endPointBinding; ///< of the certificate, for SCRAM-…-PLUS; empty without TLS
    bool operator==(const PeerInfo &) const = default;
};

/// A connected byte stream. One thread; at most one reader and one writer wait at the same time. Destroying or
/// closing it while they wait is safe: they end with Cancelled. After an error the stream is of no use any more.
///
/// Errors of all operations: Offline (lost, closed by the other end), Timeout, TlsUntrusted (certificate),
/// NotEncrypted (no TLS there, or none that both know), Cancelled (stopped, closed by us).
class Stream
{
public:
    Stream() = default;
    virtual ~Stream() = default;
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    /// At least one byte, at most `maxBytes`; waits when there is none. `idleLimit` is the time without any byte.
    /// The end of the stream is an error (Offline), after everything received before it has been handed out.
    [[nodiscard]] virtual Task<QByteArray> readSome(qsizetype maxBytes, std::chrono::milliseconds idleLimit,
                                                    std::stop_token stop) = 0;
    /// Ends when all bytes have been handed to the system. `idleLimit` is the time without progress.
    [[nodiscard]] virtual Task<void> writeAll(QByteArray bytes, std::chrono::milliseconds idleLimit,
                                              std::stop_token stop) = 0;
    /// Turns encryption on, after the server agreed to STARTTLS. ProtocolViolation when bytes are there already that
    /// were received before (they would be taken for encrypted ones). The caller must throw away its own buffer and
    /// everything it knows from before: if that buffer is not empty, it must treat that as the same attack.
    [[nodiscard]] virtual Task<void> startTls(std::chrono::milliseconds limit, std::stop_token stop) = 0;
    /// Closes at once; who waits gets Cancelled.
    virtual void close() = 0;

    [[nodiscard]] virtual bool isOpen() const = 0;
    [[nodiscard]] virtual qint64 bytesReceived() const = 0;
    [[nodiscard]] virtual qint64 bytesSent() const = 0;
    [[nodiscard]] virtual PeerInfo peer() const = 0;
};

} // namespace otklik::net
