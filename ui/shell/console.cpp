// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/console.h"

#include "ui/shell/console_window.h"
#include "ui/shell/main_window.h"

#include <QTimer>

namespace otklik::ui {
namespace {
constexpr int kUnseenMs = 1000;
constexpr int kDrawnMs = 50; ///< the display, another program, has to draw what was painted
} // namespace

Console::Console(WorkspaceClient &client, Theme &theme, bool isDemo, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_theme(theme)
    , m_icons(theme)
    , m_state(client.profileDir() + QStringLiteral("/window.ini"))
    , m_isDemo(isDemo)
{
    m_theme.setMode(m_state.theme());
    m_language.use(m_state.language());
}

Console::~Console() = default;

void Console::makeWindow()
{
    m_window = std::make_unique<ConsoleWindow>(Look{m_theme, m_icons}, m_client, m_state, m_isDemo);
    if (m_isOffline)
        m_window->showOffline();
    connect(m_window.get(), &ConsoleWindow::onlineRequested, this, &Console::goOnline);
    connect(m_window.get(), &ConsoleWindow::themeChosen, this, &Console::setTheme);
    // Queued: the menu that asks for it belongs to the window that goes.
    connect(m_window.get(), &ConsoleWindow::languageChosen, this, &Console::setLanguage, Qt::QueuedConnection);
}

void Console::stayOffline()
{
    m_isOffline = !m_isDemo; // the demo has no server to miss
    m_client.order([](workspace::Workspace &engine) {
        for (const settings::AccountConfig &account : engine.config().accounts)
            if (account.kind == settings::AccountKind::Maildir)
                engine.syncOnce({account.name}, [](const Result<QJsonObject> &) {}); // accountChanged() tells
        return Result<void>();
    });
}

void Console::goOnline()
{
    m_isOffline = false;
    m_client.goOnline();
}

/// The first second of the engine takes all there is of a small machine; a window painted meanwhile stands empty.
void Console::goOnlineOncePainted()
{
    auto *timer = new QTimer(this);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, &Console::goOnline);
    connect(timer, &QTimer::timeout, timer, &QObject::deleteLater);
    connect(&m_window->frame(), &MainWindow::firstPainted, timer, [timer] {
        if (timer->isActive())
            timer->start(kDrawnMs);
    });
    timer->start(kUnseenMs);
}

void Console::show()
{
    if (!m_window)
        makeWindow();
    m_window->show();
}

void Console::raise(const QString &token)
{
    if (!m_window)
        return;
    if (!token.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8()); // where Qt looks for it
    QWidget &frame = m_window->frame();
    frame.setWindowState((frame.windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    frame.show();
    frame.raise();
    frame.activateWindow();
}

void Console::setTheme(ThemeMode mode)
{
    m_state.setTheme(mode);
    m_theme.setMode(mode);
}

void Console::setLanguage(const QString &language)
{
    m_state.setLanguage(language);
    m_language.use(language);
    if (!m_window)
        return;
    const QString page = m_window->frame().currentPage();
    m_window->close();
    makeWindow();
    m_window->showPage(page);
    m_window->show();
}

} // namespace otklik::ui
