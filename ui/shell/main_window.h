// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/ui_state.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/look.h"

#include <QHash>
#include <QWidget>

class QStackedWidget;
class QVBoxLayout;

namespace otklik::ui {

class CommandPalette;
class CommandTable;
class NavigationRail;
class PhysicalShortcuts;
class ProgressLine;

/// The frame: top bar, rail, pages, banners, progress. Knows no feature; the console puts them in.
class MainWindow final : public QWidget
{
    Q_OBJECT
public:
    /// `commands` is complete when this is called.
    MainWindow(const Look &look, CommandTable &commands, UiState &state, QWidget *parent = nullptr);

    void addPage(const QString &id, const QString &icon, const QString &label, QWidget *page);
    /// The page behind the gear of the rail.
    void addSettings(QWidget *page);
    void showPage(const QString &id);
    [[nodiscard]] QString currentPage() const { return m_current; }
    [[nodiscard]] NavigationRail &rail() { return *m_rail; }
    [[nodiscard]] ProgressLine &progress() { return *m_progress; }
    [[nodiscard]] CommandPalette &commandPalette() { return *m_palette; }
    /// Binds all keys of the table; `list` is where single letters act.
    void bindKeys(QWidget *list);

    struct BannerButton
    {
        QString id;
        QString text;
    };
    /// One banner a name; showing it again replaces it.
    void showBanner(const QString &name, Banner::Tone tone, const QString &sentence,
                    const std::vector<BannerButton> &buttons);
    void hideBanner(const QString &name);
    /// Says what was done, over the foot of the window so that nothing moves; one at a time, its buttons come back with
    /// the name "toast".
    void showToast(const QString &sentence, const std::vector<BannerButton> &buttons);
    void hideToast();
    /// Where a window opens that has not been placed before: inside `room` with its frame.
    [[nodiscard]] static QRect firstPlace(const QRect &room);
    [[nodiscard]] bool hasBanner(const QString &name) const { return m_banners.contains(name); }

Q_SIGNALS:
    void pageShown(const QString &id);
    /// Once, after the person has seen all of the window for the first time.
    void firstPainted();
    void bannerButtonClicked(const QString &name, const QString &buttonId);

protected:
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    Banner *makeBanner(const QString &name, Banner::Tone tone, const QString &sentence,
                       const std::vector<BannerButton> &buttons);
    void placeToast();

    Look m_look;
    CommandTable &m_commands;
    UiState &m_state;
    NavigationRail *m_rail;
    QVBoxLayout *m_bannerColumn;
    ProgressLine *m_progress;
    QStackedWidget *m_pages;
    CommandPalette *m_palette;
    PhysicalShortcuts *m_shortcuts;
    QHash<QString, QWidget *> m_pageById;
    QHash<QString, Banner *> m_banners;
    Banner *m_toast = nullptr;
    QString m_current;
    bool m_wasPainted = false;
};

} // namespace otklik::ui
