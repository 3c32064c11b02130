// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/error_text.h"
#include "ui/shell/console.h"
#include "ui/shell/one_window.h"
#include "ui/shell/profile_choice.h"
#include "ui/shell/screenshot_run.h"
#include "ui/shell/watchdog.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QMessageBox>
#include <QStandardPaths>
#include <QTimer>

using namespace otklik;

namespace {

QString defaultProfile()
{
    const QString set = qEnvironmentVariable("OTKLIK_PROFILE");
    return set.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : set;
}

void addOptions(QCommandLineParser &parser)
{
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({{QStringLiteral("profile"), QStringLiteral("Folder of the profile."), QStringLiteral("DIR")},
                       {QStringLiteral("theme"), QStringLiteral("light, dark or system."), QStringLiteral("NAME")},
                       {QStringLiteral("language"), QStringLiteral("en or ru."), QStringLiteral("CODE")},
                       {QStringLiteral("size"), QStringLiteral("Size of the window."), QStringLiteral("WxH"),
                        QStringLiteral("1440x900")},
                       {QStringLiteral("offline"), QStringLiteral("Do not talk to any server.")},
                       {QStringLiteral("screenshots"), QStringLiteral("Save a picture of each page and end."),
                        QStringLiteral("DIR")}});
}

/// For this run only: nothing of it is kept.
void applyOptions(const QCommandLineParser &parser, ui::Theme &theme, ui::Language &language)
{
    const QString name = parser.value(QStringLiteral("theme"));
    if (!name.isEmpty())
        theme.setMode(name == QStringLiteral("dark")    ? ui::ThemeMode::Dark
                      : name == QStringLiteral("light") ? ui::ThemeMode::Light
                                                        : ui::ThemeMode::System);
    if (parser.isSet(QStringLiteral("language")))
        language.use(parser.value(QStringLiteral("language")));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("otklik"));
    QApplication::setDesktopFileName(QStringLiteral("otklik"));
    QApplication::setApplicationVersion(QStringLiteral(OTKLIK_VERSION));
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);

    const SystemClock clock;
    ui::Theme theme;
    theme.applyTo(application);
    const bool isGiven = parser.isSet(QStringLiteral("profile"));
    auto profile = ui::openProfile(isGiven ? parser.value(QStringLiteral("profile")) : defaultProfile(), clock);
    if (!profile) {
        QMessageBox::critical(nullptr, QStringLiteral("Otklik"), ui::ErrorText::of(profile.error()));
        return 7;
    }
    ui::OneWindow window(profile->client->profileDir());
    const bool takesPictures = parser.isSet(QStringLiteral("screenshots"));
    if (!takesPictures && !window.isFirst() && window.raiseFirst())
        return 0;
    ui::Console console(*profile->client, theme, profile->isDemo);
    QObject::connect(&window, &ui::OneWindow::raiseRequested, &console, &ui::Console::raise);
    applyOptions(parser, theme, console.language());
    const bool isOffline = parser.isSet(QStringLiteral("offline"));
    if (isOffline)
        console.stayOffline();
    console.show();
    ui::Watchdog watchdog(*profile->client, qEnvironmentVariable("OTKLIK_WATCHDOG"));
    if (!isOffline)
        console.goOnlineOncePainted();
    ui::ScreenshotRun pictures(console, parser.value(QStringLiteral("screenshots")),
                               parser.value(QStringLiteral("size")));
    if (takesPictures)
        QTimer::singleShot(0, &pictures, &ui::ScreenshotRun::start);
    return QApplication::exec();
}
