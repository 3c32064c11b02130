// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_table.h"

#include "ui/widgets/icon_store.h"

#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>

namespace otklik::ui {

CommandTable::CommandTable(QObject *parent)
    : QObject(parent)
{
}

void CommandTable::add(Command command)
{
    Q_ASSERT(!find(command.id));
    m_commands.push_back(std::move(command));
}

const Command *CommandTable::find(const QString &id) const
{
    const auto found =
        std::find_if(m_commands.begin(), m_commands.end(), [&](const Command &command) { return command.id == id; });
    return found == m_commands.end() ? nullptr : &*found;
}

bool CommandTable::isPossible(const Command &command)
{
    return !command.isEnabled || command.isEnabled();
}

bool CommandTable::run(const QString &id)
{
    const Command *command = find(id);
    if (!command || !isPossible(*command))
        return false;
    const auto act = command->act;
    act();
    return true;
}

QString CommandTable::menuTitle(CommandMenu menu)
{
    switch (menu) {
    case CommandMenu::File:
        return tr("File");
    case CommandMenu::Edit:
        return tr("Edit");
    case CommandMenu::View:
        return tr("View");
    case CommandMenu::Ticket:
        return tr("Ticket");
    case CommandMenu::Reply:
        return tr("Reply");
    case CommandMenu::Customer:
        return tr("Customer");
    case CommandMenu::Tools:
        return tr("Tools");
    case CommandMenu::Help:
        return tr("Help");
    case CommandMenu::None:
        break;
    }
    return {};
}

QString CommandTable::shownKeys(const QString &keys)
{
    return QKeySequence::fromString(keys, QKeySequence::PortableText)
        .toString(QKeySequence::NativeText)
        .replace(QStringLiteral(", "), QStringLiteral(" "));
}

void CommandTable::fillMenu(QMenu &menu, CommandMenu which, const IconStore &icons) const
{
    menu.clear();
    for (const Command &command : m_commands) {
        if (command.menu != which)
            continue;
        if (command.startsGroup && !menu.isEmpty())
            menu.addSeparator();
        // The key stands behind a tab instead of being the action's shortcut: Qt would match it by letter.
        const QString keys = shownKeys(command.keys);
        QAction *action = menu.addAction(keys.isEmpty() ? command.text : command.text + QLatin1Char('\t') + keys);
        action->setObjectName(command.id);
        if (!command.icon.isEmpty())
            action->setIcon(icons.icon(command.icon));
        action->setEnabled(isPossible(command));
        connect(action, &QAction::triggered, this, [act = command.act] { act(); });
    }
}

void CommandTable::fillMenuBar(QMenuBar &bar, const IconStore &icons) const
{
    for (int i = 0; i < static_cast<int>(CommandMenu::None); ++i) {
        const auto which = static_cast<CommandMenu>(i);
        if (std::none_of(m_commands.begin(), m_commands.end(),
                         [which](const Command &command) { return command.menu == which; }))
            continue;
        QMenu *menu = bar.addMenu(menuTitle(which));
        menu->setAccessibleName(menuTitle(which));
        fillMenu(*menu, which, icons);
        // What is possible changes all the time: look again when it opens.
        connect(menu, &QMenu::aboutToShow, this, [this, menu, which, &icons] { fillMenu(*menu, which, icons); });
    }
}

void CommandTable::bindKeys(PhysicalShortcuts &shortcuts, QWidget *window, QWidget *list) const
{
    using Reach = PhysicalShortcuts::Reach;
    for (const Command &command : m_commands) {
        if (command.keys.isEmpty())
            continue;
        const bool isBound = shortcuts.add(command.keys, command.onlyInList ? Reach::Widget : Reach::Window,
                                           command.onlyInList ? list : window, command.act, command.isEnabled);
        Q_ASSERT_X(isBound, "CommandTable", qPrintable(command.keys));
        Q_UNUSED(isBound)
    }
}

} // namespace otklik::ui
