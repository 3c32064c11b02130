// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "tests/support/dovecot_program.h"
#include "tests/support/server_certificate.h"

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <memory>

#include <QTemporaryDir>

namespace otklik::test {

/// A private Dovecot on free loopback ports with everything it has below its own temporary folder; works as root and
/// as an ordinary user. Users have the password kPassword, a Maildir (Maildir++) and the folders Sent, Drafts, Junk and
/// Trash with their SPECIAL-USE. Stops with the object, and also when the test program dies.
///
///     DovecotFixture dovecot;
///     if (DovecotFixture::skipped()) GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
///     ASSERT_OK(dovecot.addUser(u"anna"_qs)); ASSERT_OK(dovecot.start());
class DovecotFixture final
{
public:
    inline static const QString kPassword = QStringLiteral("secret");
    enum class Format { Maildir, Mdbox };

    DovecotFixture();
    ~DovecotFixture();
    DovecotFixture(const DovecotFixture &) = delete;
    DovecotFixture &operator=(const DovecotFixture &) = delete;

    /// True when the environment says that tests with servers are to be skipped (OTKLIK_SKIP_SERVERS).
    [[nodiscard]] static bool skipped() { return qEnvironmentVariableIsSet("OTKLIK_SKIP_SERVERS"); }

    /// Lines added to the end of dovecot.conf; before start().
    void addConfig(const QString &lines) { m_extraConfig += lines + QLatin1Char('\n'); }
    /// Returns when both ports answer. NotFound with the reason when there is no Dovecot. The ports stay the same when
    /// it is stopped and started again.
    [[nodiscard]] Result<void> start();
    /// Asks the server to go, and waits until it has. Open connections are lost.
    void stop();

    [[nodiscard]] quint16 port() const { return m_port; }       ///< plain, with STARTTLS
    [[nodiscard]] quint16 tlsPort() const { return m_tlsPort; } ///< TLS from the first byte
    [[nodiscard]] QString caFile() const { return m_certificate.caFile; }
    [[nodiscard]] const ServerCertificate &certificate() const { return m_certificate; }

    /// Before or after start().
    [[nodiscard]] Result<void> addUser(const QString &name, Format format = Format::Maildir);
    [[nodiscard]] QString maildirOf(const QString &user) const;
    /// Puts a mail into `new` of a Maildir; `folder` as Dovecot names it ("Sent", "Otklik/Journal"), empty for the
    /// inbox.
    [[nodiscard]] Result<void> deliver(const QString &user, const QByteArray &raw, const QString &folder = {});
    /// Runs doveadm with the server's configuration; its output.
    [[nodiscard]] Result<QByteArray> doveadm(const QStringList &arguments);
    /// The server's log so far, for messages of failing tests.
    [[nodiscard]] QString log() const;

private:
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> writeConfig();
    [[nodiscard]] Result<void> launch();
    [[nodiscard]] QProcessEnvironment environment() const;
    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    DovecotProgram m_program;
    ServerCertificate m_certificate;
    std::unique_ptr<QProcess> m_process;
    QString m_extraConfig;
    quint16 m_port = 0;
    quint16 m_tlsPort = 0;
    int m_delivered = 0;
};

} // namespace otklik::test
