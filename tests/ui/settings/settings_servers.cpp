// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/settings/settings_servers.h"

#include <QApplication>
#include <QFile>

namespace otklik::test {

Result<void> SettingsServers::start()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/otklik-test-bus"); // no keychain answers
    if (auto user = m_dovecot.addUser(kSupport); !user)
        return user;
    if (auto started = m_dovecot.start(); !started)
        return started;
    if (auto box = m_smtp.addMailbox(kSupport, m_dovecot.maildirOf(kSupport)); !box)
        return box;
    if (auto started = m_smtp.start(); !started)
        return started;
    QFile both(authorities());
    if (!both.open(QIODevice::WriteOnly))
        return fail(ErrorCode::StorageFailed, both.errorString());
    for (const QString &name : {m_dovecot.caFile(), m_smtp.caFile()}) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::StorageFailed, file.errorString());
        both.write(file.readAll());
    }
    m_theme = std::make_unique<ui::Theme>();
    m_theme->setMode(qEnvironmentVariable("OTKLIK_THEME") == QStringLiteral("dark") ? ui::ThemeMode::Dark
                                                                                    : ui::ThemeMode::Light);
    m_theme->applyTo(*qApp);
    m_icons = std::make_unique<ui::IconStore>(*m_theme);
    return {};
}

QString SettingsServers::profileDir() const
{
    return m_folder.filePath(QStringLiteral("profile%1").arg(m_profiles));
}

Result<void> SettingsServers::newProfile()
{
    m_client.reset();
    ++m_profiles;
    auto opened = ui::WorkspaceClient::open(profileDir(), m_clock);
    if (!opened)
        return tl::unexpected(opened.error());
    m_client = std::move(*opened);
    return {};
}

QByteArray SettingsServers::config() const
{
    QFile file(profileDir() + QStringLiteral("/config.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace otklik::test
