// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/screenshot_run.h"

#include "ui/shell/console.h"
#include "ui/shell/console_window.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QTextEdit>
#include <QTimer>

namespace otklik::ui {
namespace {

constexpr int kSettleMs = 900; // bodies and statistics come from the pool

void pressReturn(QWidget *target)
{
    QKeyEvent press(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
    QApplication::sendEvent(target, &press);
}

} // namespace

ScreenshotRun::ScreenshotRun(Console &console, const QString &folder, const QString &size, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_folder(folder)
    , m_size(size)
{
}

void ScreenshotRun::start()
{
    m_console.window()->frame().resize(m_size.section(u'x', 0, 0).toInt(), m_size.section(u'x', 1, 1).toInt());
    makeScenes();
    // The list has its tickets and the first of them is shown.
    QTimer::singleShot(kSettleMs, this, &ScreenshotRun::showNext);
}

void ScreenshotRun::makeScenes()
{
    ConsoleWindow &window = *m_console.window();
    for (const QString &page : window.pages())
        add(page, [&window, page] { window.showPage(page); });
    add(QStringLiteral("palette"), [this] { run("palette.open"); });
    add(QStringLiteral("keys"), [this] { run("help.keys"); });
    add(QStringLiteral("new-ticket"), [this] { run("ticket.new"); });
    add(QStringLiteral("health"), [this] { click("healthLight"); });
    add(QStringLiteral("account"), [this] { run("account.add"); });
    add(QStringLiteral("sign-in-refused"), [this] { showRefusal(true); });
    add(QStringLiteral("note"), [this] {
        showRefusal(false);
        run("reply.note");
    });
    add(QStringLiteral("forward"), [this] { run("reply.forward"); });
    add(QStringLiteral("picker"), [this] {
        run("reply.start");
        run("reply.canned");
    });
    add(QStringLiteral("questions"), [this] { insertAnswer(QStringLiteral("own")); });
    add(QStringLiteral("answer"), [this] { insertAnswer(QStringLiteral("wish")); });
}

void ScreenshotRun::run(const char *command)
{
    m_console.window()->showPage(QStringLiteral("queue"));
    m_console.window()->commands().run(QString::fromLatin1(command));
}

void ScreenshotRun::click(const char *button)
{
    m_console.window()->frame().findChild<QAbstractButton *>(QLatin1String(button))->click();
}

void ScreenshotRun::insertAnswer(const QString &words)
{
    run("reply.canned");
    auto *field = m_console.window()->frame().findChild<QLineEdit *>(QStringLiteral("pickerField"));
    field->setText(words);
    pressReturn(field);
}

/// What a server that refuses the sign-in would make the engine say.
void ScreenshotRun::showRefusal(bool refused)
{
    m_console.window()->showPage(QStringLiteral("queue"));
    const auto accounts = m_console.client().read().accounts();
    if (!accounts || accounts->empty())
        return;
    workspace::AccountStatus status = accounts->front();
    status.health = refused ? workspace::AccountHealth::SignInRefused : workspace::AccountHealth::Online;
    Q_EMIT m_console.client().accountChanged(status);
}

void ScreenshotRun::clear()
{
    const QWidget *frame = &m_console.window()->frame();
    for (QWidget *window : QApplication::topLevelWidgets())
        if (window != frame && window->isVisible())
            window->close();
}

void ScreenshotRun::showNext()
{
    clear();
    if (m_next == m_scenes.size()) {
        // What was inserted must not stay behind as a draft.
        m_console.window()->frame().findChild<QTextEdit *>(QStringLiteral("answerEditor"))->clear();
        QCoreApplication::exit(0);
        return;
    }
    m_scenes[m_next].show();
    QTimer::singleShot(kSettleMs, this, &ScreenshotRun::save);
}

QPixmap ScreenshotRun::picture() const
{
    QWidget &frame = m_console.window()->frame();
    QPixmap whole = frame.grab();
    QPainter painter(&whole);
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (window == &frame || !window->isVisible())
            continue;
        const QPoint at = window->mapToGlobal(QPoint()) - frame.mapToGlobal(QPoint());
        QPixmap part(window->size() * window->devicePixelRatio());
        part.setDevicePixelRatio(window->devicePixelRatio());
        part.fill(Qt::transparent);
        window->render(&part, {}, {}, QWidget::DrawChildren | QWidget::DrawWindowBackground);
        painter.drawPixmap(at, part);
        if (!window->testAttribute(Qt::WA_TranslucentBackground)) {
            painter.setPen(m_console.theme().color(Token::Line2)); // where the frame of the system would be
            painter.drawRect(QRect(at, window->size()).adjusted(-1, -1, 0, 0));
        }
    }
    return whole;
}

void ScreenshotRun::save()
{
    const QString name =
        QStringLiteral("%1-%2-%3-%4.png")
            .arg(m_scenes[m_next].name, m_console.theme().isDark() ? QStringLiteral("dark") : QStringLiteral("light"),
                 m_console.language().current(), m_size);
    if (!picture().save(QDir(m_folder).filePath(name))) {
        qCritical("The picture %s could not be saved.", qPrintable(name));
        QCoreApplication::exit(1);
        return;
    }
    ++m_next;
    showNext();
}

} // namespace otklik::ui
