// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tls_peer.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

namespace otklik::test {

TlsPeer::TlsPeer(Handler onConnected)
    : m_onConnected(std::move(onConnected))
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("the test server cannot listen: %s", qPrintable(errorString()));
}

TlsPeer::~TlsPeer()
{
    close();
}

void TlsPeer::encrypt(QSslSocket *socket, const ServerCertificate &certificate) const
{
    QFile keyFile(certificate.keyFile);
    if (!keyFile.open(QIODevice::ReadOnly))
        qFatal("no key file %s", qPrintable(certificate.keyFile));
    const QByteArray pem = keyFile.readAll();
    QSslKey key(pem, QSsl::Ec);
    if (key.isNull())
        key = QSslKey(pem, QSsl::Rsa);
    QSslConfiguration configuration = socket->sslConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(certificate.certificateFile));
    configuration.setPrivateKey(key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket->setSslConfiguration(configuration);
    socket->startServerEncryption();
}

void TlsPeer::incomingConnection(qintptr descriptor)
{
    auto *socket = new QSslSocket(this);
    socket->setSocketDescriptor(descriptor);
    m_onConnected(socket);
}

} // namespace otklik::test
