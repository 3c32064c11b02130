// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/screenshot_run.h"

#include "ui/shell/console.h"
#include "ui/shell/console_window.h"
#include "ui/shell/main_window.h"

#include <QCoreApplication>
#include <QDir>
#include <QTimer>

namespace otklik::ui {
namespace {
constexpr int kSettleMs = 900; // bodies and statistics come from the pool
}

ScreenshotRun::ScreenshotRun(Console &console, const QString &folder, const QString &size, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_folder(folder)
    , m_size(size)
{
}

void ScreenshotRun::start()
{
    ConsoleWindow &window = *m_console.window();
    window.frame().resize(m_size.section(u'x', 0, 0).toInt(), m_size.section(u'x', 1, 1).toInt());
    m_pages = window.pages();
    showNext();
}

void ScreenshotRun::showNext()
{
    if (m_pages.isEmpty()) {
        QCoreApplication::exit(0);
        return;
    }
    m_page = m_pages.takeFirst();
    m_console.window()->showPage(m_page);
    QTimer::singleShot(kSettleMs, this, &ScreenshotRun::save);
}

void ScreenshotRun::save()
{
    const QString name = QStringLiteral("%1-%2-%3-%4.png")
                             .arg(m_page, m_console.theme().isDark() ? QStringLiteral("dark") : QStringLiteral("light"),
                                  m_console.language().current(), m_size);
    if (!m_console.window()->frame().grab().save(QDir(m_folder).filePath(name))) {
        qCritical("The picture %s could not be saved.", qPrintable(name));
        QCoreApplication::exit(1);
        return;
    }
    showNext();
}

} // namespace otklik::ui
