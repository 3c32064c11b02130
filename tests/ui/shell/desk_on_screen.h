// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"
#include "ui/shell/console.h"
#include "ui/shell/console_window.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QPixmap>
#include <QTest>

// The expression is evaluated once: it starts servers.
#define REQUIRE(expression)                                                                                            \
    do {                                                                                                               \
        const auto &required = (expression);                                                                           \
        QVERIFY2(required.has_value(), qPrintable(required.has_value() ? QString() : required.error().detail));        \
    } while (false)

namespace otklik::test {

/// Fills a new profile with the demo mailbox and reads it.
inline void readDemo(ui::WorkspaceClient &client)
{
    auto made = client.order([](workspace::Workspace &w) { return w.makeDemo(); });
    made.waitForFinished();
    REQUIRE(made.result());
    auto synced =
        client.request<QJsonObject>([](workspace::Workspace &w, auto done) { w.syncOnce({}, std::move(done)); });
    QTRY_VERIFY_WITH_TIMEOUT(synced.isFinished(), 60000);
    REQUIRE(synced.result());
}

/// The real window of a desk that is online.
class DeskOnScreen final
{
public:
    explicit DeskOnScreen(ui::WorkspaceClient &client)
    {
        m_theme.setMode(ui::ThemeMode::Light);
        m_theme.applyTo(*qApp);
        m_console = std::make_unique<ui::Console>(client, m_theme, false);
        m_console->show();
        frame().resize(1440, 900);
        client.goOnline();
    }

    [[nodiscard]] ui::ConsoleWindow &window() { return *m_console->window(); }
    [[nodiscard]] ui::MainWindow &frame() { return window().frame(); }
    template<typename T>
    [[nodiscard]] T *find(const QString &objectName)
    {
        return frame().findChild<T *>(objectName);
    }

    /// The window with its dialogs and menus above it. Saved only when OTKLIK_PICTURES names a folder.
    void savePicture(const QString &name)
    {
        const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
        if (folder.isEmpty())
            return;
        QPixmap picture = frame().grab();
        QPainter painter(&picture);
        for (QWidget *above : QApplication::topLevelWidgets())
            if (above != &frame() && above->isVisible())
                painter.drawPixmap(frame().mapFromGlobal(above->mapToGlobal(QPoint(0, 0))), above->grab());
        painter.end();
        QVERIFY(picture.save(QDir(folder).filePath(name + QStringLiteral(".png"))));
    }

private:
    ui::Theme m_theme;
    std::unique_ptr<ui::Console> m_console;
};

} // namespace otklik::test
