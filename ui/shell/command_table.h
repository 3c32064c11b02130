// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/physical_shortcuts.h"

#include <QObject>

#include <functional>
#include <vector>

class QMenu;
class QMenuBar;

namespace otklik::ui {

class IconStore;

/// Which menu a command stands in; also the sections of the "all keys" page.
enum class CommandMenu { File, Edit, View, Ticket, Reply, Customer, Tools, Help, None };

/// One thing the program can do.
struct Command
{
    QString id; ///< "ticket.assign"; stable, for tests and settings
    CommandMenu menu = CommandMenu::None;
    QString text;
    QString icon;
    QString keys;             ///< "Ctrl+K", "G, M"; names of US keys; may be empty
    bool onlyInList = false;  ///< the key acts only while the queue's list has the focus
    bool startsGroup = false; ///< a line above it in the menu
    std::function<void()> act = {};
    std::function<bool()> isEnabled = {}; ///< empty = always
};

/// All commands. The menus, the palette, the shortcuts and the page of all keys are made from it.
class CommandTable final : public QObject
{
    Q_OBJECT
public:
    explicit CommandTable(QObject *parent = nullptr);

    void add(Command command);
    [[nodiscard]] const std::vector<Command> &commands() const { return m_commands; }
    [[nodiscard]] const Command *find(const QString &id) const;
    /// False when there is no such command or it is not possible now.
    bool run(const QString &id);
    [[nodiscard]] static bool isPossible(const Command &command);

    void fillMenuBar(QMenuBar &bar, const IconStore &icons) const;
    /// Registers every key. `list` is where the single letters act.
    void bindKeys(PhysicalShortcuts &shortcuts, QWidget *window, QWidget *list) const;
    [[nodiscard]] static QString menuTitle(CommandMenu menu);
    /// The keys as this platform writes them: "Ctrl+K", "⌘K", "G M".
    [[nodiscard]] static QString shownKeys(const QString &keys);

private:
    void fillMenu(QMenu &menu, CommandMenu which, const IconStore &icons) const;

    std::vector<Command> m_commands;
};

} // namespace otklik::ui
