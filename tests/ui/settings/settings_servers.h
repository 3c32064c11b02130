// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/dovecot_fixture.h"
#include "tests/support/smtp_server_fixture.h"
#include "ui/models/workspace_client.h"
#include "ui/widgets/icon_store.h"
#include "ui/widgets/look.h"

#include <QTemporaryDir>

namespace otklik::test {

/// A mail server for support@otklik.test, an empty profile, and what windows are painted with.
class SettingsServers final
{
public:
    inline static const QString kSupport = QStringLiteral("support@otklik.test");

    [[nodiscard]] Result<void> start();
    /// A profile of its own for each test; the one before goes.
    [[nodiscard]] Result<void> newProfile();
    void close() { m_client.reset(); }

    [[nodiscard]] ui::WorkspaceClient &client() { return *m_client; }
    [[nodiscard]] ui::Look look() const { return {*m_theme, *m_icons}; }
    [[nodiscard]] DovecotFixture &dovecot() { return m_dovecot; }
    [[nodiscard]] SmtpServerFixture &smtp() { return m_smtp; }
    [[nodiscard]] QString profileDir() const;
    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    /// A file with the authorities of both servers.
    [[nodiscard]] QString authorities() const { return path("ca.pem"); }
    [[nodiscard]] QByteArray config() const;

private:
    DovecotFixture m_dovecot;
    SmtpServerFixture m_smtp;
    QTemporaryDir m_folder;
    int m_profiles = 0;
    SystemClock m_clock;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::IconStore> m_icons;
    std::unique_ptr<ui::WorkspaceClient> m_client;
};

} // namespace otklik::test

// The expression is evaluated once: it starts servers.
#define REQUIRE(expression)                                                                                            \
    do {                                                                                                               \
        const auto &required = (expression);                                                                           \
        QVERIFY2(required.has_value(), qPrintable(required.has_value() ? QString() : required.error().detail));        \
    } while (false)
