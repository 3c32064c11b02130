// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/stream.h"

#include <functional>
#include <memory>

namespace otklik::net {

enum class Transport {
    Plain, ///< not encrypted, or not yet (STARTTLS)
    Tls,   ///< encrypted from the first byte
};

/// What connectStream() has just done, in this order; Encrypted only with Transport::Tls.
enum class ConnectStep { Resolved, Connected, Encrypted };

struct ConnectOptions
{
    QString host;
    quint16 port = 0;
    Transport transport = Transport::Tls;
    QString caFile; ///< PEM with certificates trusted beside the system's; empty for none
    std::chrono::milliseconds limit = std::chrono::seconds(30); ///< for each step: resolve, connect, handshake
    qint64 readBuffer = 1 << 20;                                ///< bytes; more are left to the server (back-pressure)
    std::function<void(ConnectStep)> onStep;                    ///< optional
    /// Optional; what the server showed, trusted or not, also after STARTTLS. May be called more than once.
    std::function<void(const CertificateInfo &)> onCertificate;
};

/// Resolves, connects and, with Transport::Tls, encrypts. TLS 1.2 at least; the certificate must be valid for `host`
/// and signed by somebody the system or `caFile` trusts; there is no way to ignore that. The detail of TlsUntrusted
/// names every reason, and the certificate's fingerprint and issuer.
/// NotEncrypted: what answers speaks no TLS, or none that both know.
/// InvalidInput: `caFile` cannot be read or holds no certificate. Offline: not resolved, not reachable.
[[nodiscard]] Task<std::unique_ptr<Stream>> connectStream(ConnectOptions options, std::stop_token stop);

} // namespace otklik::net
