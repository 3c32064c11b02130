// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"
#include "ui/shell/language.h"
#include "ui/shell/ui_state.h"
#include "ui/widgets/look.h"

#include <QObject>

#include <memory>

namespace otklik::ui {

class ConsoleWindow;

/// The desktop program over one profile: theme, language, and the window that is made of all features. A change of
/// language makes the window anew.
class Console final : public QObject
{
    Q_OBJECT
public:
    /// `isDemo` shows the banner that says so.
    Console(WorkspaceClient &client, Theme &theme, bool isDemo, QObject *parent = nullptr);
    ~Console() override;

    /// No server is talked to until the person asks for it; called before show(). What lies on this computer is read.
    void stayOffline();
    void show();
    /// After show(): talks to the servers as soon as the window is painted, or after a moment when nobody sees it.
    void goOnlineOncePainted();
    /// Brings the window to the front. `token` is what the one who asks got from the desktop for this (Wayland).
    void raise(const QString &token);
    void setTheme(ThemeMode mode);
    void setLanguage(const QString &language);
    [[nodiscard]] UiState &state() { return m_state; }
    [[nodiscard]] Language &language() { return m_language; }
    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] WorkspaceClient &client() { return m_client; }
    [[nodiscard]] ConsoleWindow *window() const { return m_window.get(); }

private:
    void makeWindow();
    void goOnline();

    WorkspaceClient &m_client;
    Theme &m_theme;
    IconStore m_icons;
    UiState m_state;
    Language m_language;
    bool m_isDemo;
    bool m_isOffline = false;
    std::unique_ptr<ConsoleWindow> m_window;
};

} // namespace otklik::ui
