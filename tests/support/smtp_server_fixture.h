// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "tests/support/server_certificate.h"

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace otklik::test {

/// A private SMTP server (chasquid) on free loopback ports with everything it has below its own temporary folder; works
/// as root and as an ordinary user. It wants TLS and a sign-in, and puts each mail it accepted into the recipient's
/// Maildir. Recipients nobody was told of are refused (550 5.1.1 in a domain it knows, 554 after the data otherwise):
/// nothing ever leaves the machine. Stops with the object, and also when the test program dies.
///
///     SmtpServerFixture smtp;
///     if (SmtpServerFixture::skipped()) GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
///     ASSERT_OK(smtp.addMailbox(u"anna@kunde.example"_qs, dovecot.maildirOf(u"anna"_qs)));
///     ASSERT_OK(smtp.start());
class SmtpServerFixture final
{
public:
    /// The name to sign in with; every mailbox's address is one too.
    inline static const QString kUser = QStringLiteral("desk@otklik.test");
    inline static const QString kPassword = QStringLiteral("secret");

    SmtpServerFixture() = default;
    ~SmtpServerFixture();
    SmtpServerFixture(const SmtpServerFixture &) = delete;
    SmtpServerFixture &operator=(const SmtpServerFixture &) = delete;

    /// True when the environment says that tests with servers are to be skipped (OTKLIK_SKIP_SERVERS).
    [[nodiscard]] static bool skipped() { return qEnvironmentVariableIsSet("OTKLIK_SKIP_SERVERS"); }

    /// Mail to `address` (ASCII, lower case) goes into `maildir`/new; the folders are made when missing. Before
    /// start().
    [[nodiscard]] Result<void> addMailbox(const QString &address, const QString &maildir);
    /// Returns when the server answers. NotFound with the reason when there is no server program: it is looked for in
    /// $OTKLIK_SERVERS, in what scripts/servers unpacked, and in the system's folders. The ports stay the same when it
    /// is stopped and started again.
    [[nodiscard]] Result<void> start();
    void stop();

    [[nodiscard]] quint16 port() const { return m_port; }       ///< plain, with STARTTLS
    [[nodiscard]] quint16 tlsPort() const { return m_tlsPort; } ///< TLS from the first byte
    [[nodiscard]] QString caFile() const { return m_certificate.caFile; }
    /// The server's log so far, for messages of failing tests.
    [[nodiscard]] QString log() const;

private:
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> addUser(const QString &address);
    [[nodiscard]] Result<void> writeConfig();
    [[nodiscard]] Result<void> awaitGreeting();
    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    ServerCertificate m_certificate;
    QString m_server;
    QString m_userTool;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
    quint16 m_tlsPort = 0;
};

} // namespace otklik::test
