// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QFrame>

#include <functional>
#include <vector>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace otklik::ui {

class CommandTable;

/// One line of the palette.
struct PaletteEntry
{
    QString section; ///< heading above the first of its kind
    QString icon;
    QString title;
    QString detail;
    QString keys;
    std::function<void()> act;
};

/// Ctrl+K: type, choose, Enter. Prefixes: `>` commands, `#` tickets, `@` customers, `;` answers; without one, commands
/// first, then what the other sources find.
class CommandPalette final : public QFrame
{
    Q_OBJECT
public:
    /// Called with the text behind the prefix, on each key press: must answer at once.
    using Source = std::function<std::vector<PaletteEntry>(const QString &text)>;

    CommandPalette(const Look &look, const CommandTable &commands, QWidget *window);
    void addSource(QChar prefix, Source source);
    /// Opens over `window`, `width` wide, with this text typed.
    void open(const QString &text = {});
    [[nodiscard]] int entryCount() const { return static_cast<int>(m_entries.size()); }

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void search(const QString &text);
    [[nodiscard]] std::vector<PaletteEntry> matchingCommands(const QString &text) const;
    void fill();
    void move(int step);
    void runCurrent();

    Look m_look;
    const CommandTable &m_commands;
    QWidget *m_window;
    QLineEdit *m_edit;
    QListView *m_list;
    QStandardItemModel *m_model;
    std::vector<std::pair<QChar, Source>> m_sources;
    std::vector<PaletteEntry> m_entries;
    QString m_text;
};

} // namespace otklik::ui
