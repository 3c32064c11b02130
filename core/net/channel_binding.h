// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslCertificate>

namespace otklik::net {

/// tls-server-end-point of RFC 5929 §4.1: the certificate's hash by the algorithm it is signed with (SHA-256 in place
/// of MD5 and SHA-1). Empty where the RFC defines none: no certificate, or a signature without one such hash (EdDSA).
[[nodiscard]] QByteArray tlsServerEndPoint(const QSslCertificate &certificate);

} // namespace otklik::net
