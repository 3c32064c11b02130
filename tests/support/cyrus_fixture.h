// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "tests/support/server_certificate.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace otklik::test {

/// A private Cyrus IMAP (3.x) on free loopback ports, everything below its own temporary folder; works as root and as
/// an ordinary user. Only an unpacked one is used (scripts/servers, OTKLIK_SERVERS); isThere() tells. Users have the
/// password kPassword and, from their first sign-in on, the folders Sent, Drafts, Junk and Trash with their
/// SPECIAL-USE; mail comes in by APPEND (OtherClient). Stops with the object, and also when the test program dies.
class CyrusFixture final
{
public:
    inline static const QString kPassword = QStringLiteral("secret");

    CyrusFixture();
    ~CyrusFixture();
    CyrusFixture(const CyrusFixture &) = delete;
    CyrusFixture &operator=(const CyrusFixture &) = delete;

    /// False where scripts/servers could not get it: say so and skip.
    [[nodiscard]] static bool isThere();

    /// Lines added to imapd.conf; before start().
    void addConfig(const QString &lines) { m_extraConfig += lines + QLatin1Char('\n'); }
    /// Returns when both ports answer. The ports stay the same when it is stopped and started again.
    [[nodiscard]] Result<void> start();
    void stop();
    /// Before or after start(). With a domain or without.
    [[nodiscard]] Result<void> addUser(const QString &name);

    [[nodiscard]] quint16 port() const { return m_port; }       ///< plain, with STARTTLS
    [[nodiscard]] quint16 tlsPort() const { return m_tlsPort; } ///< TLS from the first byte
    [[nodiscard]] QString caFile() const { return m_certificate.caFile; }

private:
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> makeReachable();
    [[nodiscard]] Result<void> writeConfig();
    [[nodiscard]] Result<void> giveAway() const;
    [[nodiscard]] Result<void> awaitStart();
    [[nodiscard]] QProcessEnvironment environment() const;
    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
    QString m_root;                        ///< of the unpacked packages
    std::unique_ptr<QTemporaryDir> m_copy; ///< of them, where the server's user could not read them
    ServerCertificate m_certificate;
    std::unique_ptr<QProcess> m_process;
    QString m_extraConfig;
    quint16 m_port = 0;
    quint16 m_tlsPort = 0;
};

} // namespace otklik::test
