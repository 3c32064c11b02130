// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/shell/command_palette.h"
#include "ui/shell/command_table.h"
#include "ui/shell/navigation_rail.h"
#include "ui/shell/top_bar.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/logo_mark.h"
#include "ui/widgets/progress_line.h"

#include <QCloseEvent>
#include <QScreen>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <utility>

namespace otklik::ui {
namespace {
constexpr int kFrameTop = 40;
constexpr int kFrameSide = 6;
} // namespace

MainWindow::MainWindow(const Look &look, CommandTable &commands, UiState &state, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_commands(commands)
    , m_state(state)
    , m_rail(new NavigationRail(look, this))
    , m_bannerColumn(new QVBoxLayout)
    , m_progress(new ProgressLine(look, this))
    , m_pages(new QStackedWidget(this))
    , m_palette(new CommandPalette(look, commands, this))
    , m_shortcuts(new PhysicalShortcuts(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Otklik"));
    setWindowIcon(LogoMark::pixmap(look.color(Token::Accent), 64));
    setSurface(this, QStringLiteral("window"));
    setMinimumSize(1024, 640);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new TopBar(look, commands, this));
    m_bannerColumn->setSpacing(0);
    column->addLayout(m_bannerColumn);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_pages, 1);
    column->addLayout(row, 1);
    connect(m_rail, &NavigationRail::pageChosen, this, &MainWindow::showPage);
    m_progress->raise();
    if (!restoreGeometry(state.geometry(QStringLiteral("window"))))
        setGeometry(firstPlace(screen()->availableGeometry()));
}

QRect MainWindow::firstPlace(const QRect &room)
{
    // What the frame takes is known only once the window is shown.
    const QRect inside = room.adjusted(kFrameSide, kFrameTop, -kFrameSide, -kFrameSide);
    QRect place(QPoint(), QSize(1440, 900).boundedTo(inside.size()));
    place.moveCenter(inside.center());
    return place;
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    // From the event loop: what lies in the window is painted after this.
    if (!std::exchange(m_wasPainted, true))
        QTimer::singleShot(0, this, &MainWindow::firstPainted);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_progress->setGeometry(0, 39, width(), 2);
    placeToast();
}

void MainWindow::addPage(const QString &id, const QString &icon, const QString &label, QWidget *page)
{
    m_rail->addPage(id, icon, label);
    m_pages->addWidget(page);
    m_pageById.insert(id, page);
    if (m_current.isEmpty())
        showPage(id);
}

void MainWindow::addSettings(QWidget *page)
{
    m_pages->addWidget(page);
    m_pageById.insert(NavigationRail::kSettingsPage, page);
}

void MainWindow::showPage(const QString &id)
{
    QWidget *page = m_pageById.value(id);
    if (!page)
        return;
    m_current = id;
    m_pages->setCurrentWidget(page);
    m_rail->setCurrent(id);
    Q_EMIT pageShown(id);
}

void MainWindow::bindKeys(QWidget *list)
{
    m_commands.bindKeys(*m_shortcuts, this, list);
}

Banner *MainWindow::makeBanner(const QString &name, Banner::Tone tone, const QString &sentence,
                               const std::vector<BannerButton> &buttons)
{
    auto *banner = new Banner(m_look, tone, sentence, this);
    banner->setObjectName(QStringLiteral("banner-") + name);
    for (const BannerButton &button : buttons)
        banner->addButton(button.id, button.text);
    connect(banner, &Banner::buttonClicked, this,
            [this, name](const QString &buttonId) { Q_EMIT bannerButtonClicked(name, buttonId); });
    announce(this, sentence);
    return banner;
}

void MainWindow::showBanner(const QString &name, Banner::Tone tone, const QString &sentence,
                            const std::vector<BannerButton> &buttons)
{
    hideBanner(name);
    Banner *banner = makeBanner(name, tone, sentence, buttons);
    m_bannerColumn->addWidget(banner);
    m_banners.insert(name, banner);
}

void MainWindow::showToast(const QString &sentence, const std::vector<BannerButton> &buttons)
{
    hideToast();
    m_toast = makeBanner(QStringLiteral("toast"), Banner::Tone::Blue, sentence, buttons);
    placeToast();
    m_toast->show();
    m_toast->raise();
}

void MainWindow::hideToast()
{
    if (Banner *toast = std::exchange(m_toast, nullptr)) {
        toast->hide();
        toast->deleteLater(); // its own button may have asked for this
    }
}

void MainWindow::placeToast()
{
    if (!m_toast)
        return;
    const QSize size(qMin(440, width() - 112), qMax(44, m_toast->sizeHint().height()));
    m_toast->setGeometry(QRect(QPoint(m_rail->width() + 20, height() - size.height() - 20), size));
}

void MainWindow::hideBanner(const QString &name)
{
    if (Banner *banner = m_banners.take(name)) {
        banner->hide();
        banner->deleteLater(); // its own button may have asked for this
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_state.setGeometry(QStringLiteral("window"), saveGeometry());
    QWidget::closeEvent(event);
}

} // namespace otklik::ui
