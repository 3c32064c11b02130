// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The private server itself: it starts, takes the password, shows what was delivered, stops and starts again.
#include "tests/support/dovecot_fixture.h"
#include "tests/support/expect_result.h"
#include "tests/support/loopback.h"

#include <QSet>
#include <QSslConfiguration>
#include <QSslSocket>

namespace otklik::test {
namespace {

QByteArray talk(QSslSocket &socket, const QByteArray &lines)
{
    socket.write(lines);
    QByteArray answer;
    while (!answer.contains("\r\nz OK") && socket.waitForReadyRead(10000))
        answer += socket.readAll();
    return answer;
}

TEST(DovecotFixture, ServesTwoUsersAndComesBackOnTheSamePorts)
{
    if (DovecotFixture::skipped())
        GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
    DovecotFixture dovecot;
    ASSERT_OK(dovecot.addUser(QStringLiteral("anna")));
    ASSERT_OK(dovecot.start());
    ASSERT_OK(dovecot.addUser(QStringLiteral("boris"), DovecotFixture::Format::Mdbox));
    ASSERT_OK(dovecot.deliver(QStringLiteral("anna"), "Subject: x\r\n\r\nbody\r\n"));

    const quint16 port = dovecot.tlsPort();
    for (const char *user : {"anna", "boris"}) {
        QSslSocket socket;
        auto configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromPath(dovecot.caFile()));
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(QStringLiteral("localhost"), port);
        ASSERT_TRUE(socket.waitForEncrypted(10000))
            << socket.errorString().toStdString() << dovecot.log().toStdString();
        const QByteArray answer =
            talk(socket, QByteArray("a LOGIN ") + user + " secret\r\nb LIST \"\" *\r\nc SELECT INBOX\r\nz NOOP\r\n");
        EXPECT_TRUE(answer.contains("\\Sent")) << answer.toStdString() << dovecot.log().toStdString();
        EXPECT_TRUE(answer.contains(qstrcmp(user, "anna") == 0 ? "* 1 EXISTS" : "* 0 EXISTS")) << answer.toStdString();
    }
    EXPECT_OK(dovecot.doveadm(
        {QStringLiteral("mailbox"), QStringLiteral("list"), QStringLiteral("-u"), QStringLiteral("anna")}));
    dovecot.stop();
    ASSERT_OK(dovecot.start());
    EXPECT_EQ(dovecot.tlsPort(), port);
}

/// Two servers of one test once got the same port, and one of them did not start.
TEST(Loopback, HandsOutEachPortOnce)
{
    QSet<quint16> ports;
    for (int i = 0; i < 1000; ++i) {
        const auto port = freePort();
        ASSERT_OK(port);
        ports.insert(*port);
    }
    EXPECT_EQ(ports.size(), 1000);
}

} // namespace
} // namespace otklik::test
