// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/channel_binding.h"

#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using otklik::net::tlsServerEndPoint;

namespace {

using Hash = QCryptographicHash;

/// Made by OpenSSL: key and signature as its options say.
QSslCertificate made(const char *options)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("c.pem"));
    QProcess openssl;
    openssl.setProcessChannelMode(QProcess::MergedChannels);
    openssl.start(QStringLiteral("openssl"),
                  QStringLiteral("req -x509 -nodes -days 3 -subj /CN=localhost -keyout %1/k.pem -out %2 %3")
                      .arg(folder.path(), file, QLatin1String(options))
                      .split(QLatin1Char(' ')));
    EXPECT_TRUE(openssl.waitForFinished() && openssl.exitCode() == 0) << options << openssl.readAll().constData();
    return QSslCertificate::fromPath(file).value(0);
}

} // namespace

TEST(ChannelBinding, IsTheHashTheCertificateIsSignedWith)
{
    const std::pair<const char *, Hash::Algorithm> cases[]{
        {"-newkey rsa:2048 -sha256", Hash::Sha256},
        {"-newkey rsa:2048 -sha384", Hash::Sha384},
        {"-newkey rsa:2048 -sha512", Hash::Sha512},
        {"-newkey rsa:2048 -sha1", Hash::Sha256}, // RFC 5929: never by SHA-1
        {"-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -sha256", Hash::Sha256},
        {"-newkey ec -pkeyopt ec_paramgen_curve:secp384r1 -sha384", Hash::Sha384},
        {"-newkey rsa:2048 -sha384 -sigopt rsa_padding_mode:pss", Hash::Sha384},
        {"-newkey rsa:2048 -sha512 -sigopt rsa_padding_mode:pss", Hash::Sha512},
    };
    for (const auto &[options, hash] : cases) {
        const QSslCertificate certificate = made(options);
        ASSERT_FALSE(certificate.isNull()) << options;
        EXPECT_EQ(tlsServerEndPoint(certificate).toHex(), Hash::hash(certificate.toDer(), hash).toHex()) << options;
    }
}

TEST(ChannelBinding, IsNoneWhereTheRfcDefinesNone)
{
    EXPECT_EQ(tlsServerEndPoint(QSslCertificate()), QByteArray());
    const QSslCertificate edwards = made("-newkey ed25519");
    ASSERT_FALSE(edwards.isNull());
    EXPECT_EQ(tlsServerEndPoint(edwards), QByteArray());
}
