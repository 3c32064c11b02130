// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

class QPixmap;

namespace otklik::ui {

class Console;

/// `--screenshots DIR`: shows each page, popup and dialog of the real window, saves it as NAME-THEME-LANGUAGE-SIZE.png
/// and ends the program; exit code 1 when a picture could not be saved.
class ScreenshotRun final : public QObject
{
    Q_OBJECT
public:
    /// `size` is "1440x900".
    ScreenshotRun(Console &console, const QString &folder, const QString &size, QObject *parent = nullptr);
    /// After the window is shown.
    void start();

private:
    struct Scene
    {
        QString name;
        std::function<void()> show;
    };
    void makeScenes();
    void add(const QString &name, std::function<void()> show) { m_scenes.push_back({name, std::move(show)}); }
    void run(const char *command);
    void showRefusal(bool refused);
    void click(const char *button);
    void insertAnswer(const QString &words);
    void clear();
    void showNext();
    void save();
    /// The window with its popups and dialogs where they stand.
    [[nodiscard]] QPixmap picture() const;

    Console &m_console;
    QString m_folder, m_size;
    std::vector<Scene> m_scenes;
    size_t m_next = 0;
};

} // namespace otklik::ui
