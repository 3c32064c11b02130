// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/server_certificate.h"

#include <QSslSocket>
#include <QTcpServer>

#include <functional>

namespace otklik::test {

/// A server on a free loopback port that does what the test says: `onConnected` gets each connection, not encrypted
/// yet; encrypt() turns TLS on. For hostile and broken servers; good ones are real programs (DovecotFixture,
/// SmtpServerFixture).
class TlsPeer final : public QTcpServer
{
public:
    using Handler = std::function<void(QSslSocket *)>;

    explicit TlsPeer(Handler onConnected);
    ~TlsPeer() override;
    [[nodiscard]] quint16 port() const { return serverPort(); }
    void encrypt(QSslSocket *socket, const ServerCertificate &certificate) const;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    Handler m_onConnected;
};

} // namespace otklik::test
