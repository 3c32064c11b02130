// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

namespace otklik::ui {

class Console;

/// `--screenshots DIR`: shows each page of the real window, saves it as PAGE-THEME-LANGUAGE-SIZE.png and ends the
/// program; exit code 1 when a picture could not be saved.
class ScreenshotRun final : public QObject
{
    Q_OBJECT
public:
    /// `size` is "1440x900".
    ScreenshotRun(Console &console, const QString &folder, const QString &size, QObject *parent = nullptr);
    /// After the window is shown.
    void start();

private:
    void showNext();
    void save();

    Console &m_console;
    QString m_folder, m_size;
    QStringList m_pages;
    QString m_page;
};

} // namespace otklik::ui
