// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/stream.h"

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QString>

namespace otklik::net {

enum class Authorities {
    OfFile, ///< only those of the CA file; the system's when there is none
    OfFileAndSystem,
};

/// TLS 1.2 at least, certificates verified against the system's authorities and those in `caFile` (PEM; empty for
/// none). InvalidInput when `caFile` cannot be read or holds no certificate.
[[nodiscard]] Result<QSslConfiguration> tlsConfiguration(const QString &caFile,
                                                         Authorities authorities = Authorities::OfFileAndSystem);

/// What may be wrong with a certificate that stands in `caFile` itself (pinned): that nobody known has signed it. Its
/// name and its dates count as always. Empty for no file, and for one that cannot be read.
[[nodiscard]] QList<QSslError> pardonedErrors(const QString &caFile);

/// SHA-256 of the certificate, "AB:CD:…"; empty for a null certificate.
[[nodiscard]] QString fingerprint(const QSslCertificate &certificate);
[[nodiscard]] QString issuerName(const QSslCertificate &certificate);
[[nodiscard]] CertificateInfo describe(const QSslCertificate &certificate);

/// English sentence with every reason and the certificate's fingerprint and issuer, for Error::detail.
[[nodiscard]] QString explainTlsErrors(const QString &host, const QList<QSslError> &errors,
                                       const QSslCertificate &certificate);

} // namespace otklik::net
