// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tls_trust.h"

#include <QCryptographicHash>
#include <QFile>
#include <QStringList>

namespace otklik::net {

namespace {

Result<QList<QSslCertificate>> readAuthorities(const QString &caFile)
{
    QFile file(caFile);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("cannot read the CA file %1: %2").arg(caFile, file.errorString()));
    auto certificates = QSslCertificate::fromDevice(&file, QSsl::Pem);
    if (certificates.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("the CA file %1 holds no PEM certificate").arg(caFile));
    return certificates;
}

/// Reading them takes 200 ms.
const QList<QSslCertificate> &systemAuthorities()
{
    static const QList<QSslCertificate> certificates = QSslConfiguration::systemCaCertificates();
    return certificates;
}

QStringList namesOf(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectInfo(QSslCertificate::CommonName);
    names += certificate.subjectAlternativeNames().values();
    names.removeDuplicates();
    return names;
}

QString reason(const QString &host, const QSslError &error, const QSslCertificate &peer)
{
    const QSslCertificate certificate = error.certificate().isNull() ? peer : error.certificate();
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return QStringLiteral("the certificate expired on %1").arg(certificate.expiryDate().toString(Qt::ISODate));
    case QSslError::CertificateNotYetValid:
        return QStringLiteral("the certificate is valid only from %1")
            .arg(certificate.effectiveDate().toString(Qt::ISODate));
    case QSslError::HostNameMismatch:
        return QStringLiteral("the certificate is for %1, not for %2")
            .arg(namesOf(certificate).join(QStringLiteral(", ")), host);
    case QSslError::SelfSignedCertificate:
        return QStringLiteral("the certificate is self-signed");
    case QSslError::SelfSignedCertificateInChain:
        return QStringLiteral("the certificate is signed by an authority that is not trusted (self-signed root)");
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return QStringLiteral("the certificate is signed by an authority that is not trusted");
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return QStringLiteral("the certificate has been revoked");
    case QSslError::NoPeerCertificate:
        return QStringLiteral("the server showed no certificate");
    default:
        return error.errorString();
    }
}

} // namespace

Result<QSslConfiguration> tlsConfiguration(const QString &caFile, Authorities authorities)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (caFile.isEmpty())
        return configuration;
    const auto further = readAuthorities(caFile);
    if (!further)
        return Failure(further.error());
    // Setting any authority switches off the loading of the system's ones on demand.
    const bool fileOnly = authorities == Authorities::OfFile;
    configuration.setCaCertificates(fileOnly ? *further : systemAuthorities() + *further);
    return configuration;
}

QList<QSslError> pardonedErrors(const QString &caFile)
{
    QList<QSslError> errors;
    if (caFile.isEmpty())
        return errors;
    const auto named = readAuthorities(caFile);
    if (!named)
        return errors;
    // Qt compares kind and certificate: another certificate of the same issuer stays refused.
    for (const QSslCertificate &certificate : *named)
        for (const auto kind : {QSslError::UnableToGetLocalIssuerCertificate, QSslError::UnableToGetIssuerCertificate,
                                QSslError::UnableToVerifyFirstCertificate, QSslError::CertificateUntrusted})
            errors.append(QSslError(kind, certificate));
    return errors;
}

QString fingerprint(const QSslCertificate &certificate)
{
    if (certificate.isNull())
        return {};
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

QString issuerName(const QSslCertificate &certificate)
{
    return certificate.isNull() ? QString() : certificate.issuerDisplayName();
}

CertificateInfo describe(const QSslCertificate &certificate)
{
    return {issuerName(certificate), fingerprint(certificate), namesOf(certificate), certificate.effectiveDate(),
            certificate.expiryDate()};
}

QString explainTlsErrors(const QString &host, const QList<QSslError> &errors, const QSslCertificate &certificate)
{
    QStringList reasons;
    for (const QSslError &error : errors)
        reasons += reason(host, error, certificate);
    reasons.removeDuplicates();
    QString text = QStringLiteral("%1: %2").arg(host, reasons.join(QStringLiteral("; ")));
    if (!certificate.isNull())
        text += QStringLiteral(" (certificate SHA-256 %1, issued by %2)")
                    .arg(fingerprint(certificate), issuerName(certificate));
    return text;
}

} // namespace otklik::net
