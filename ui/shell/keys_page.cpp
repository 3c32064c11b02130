// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keys_page.h"

#include "ui/shell/command_table.h"
#include "ui/widgets/accessible.h"

#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace otklik::ui {

KeysPage::KeysPage(const Look &look, const CommandTable &commands, QWidget *parent)
    : QDialog(parent)
{
    named(this, QStringLiteral("keysPage"), tr("All keys"));
    setWindowTitle(tr("All keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(560, 640);
    auto *tree = named(new QTreeWidget(this), QStringLiteral("keysTree"), tr("Commands and their keys"));
    tree->setColumnCount(2);
    tree->setHeaderLabels({tr("Command"), tr("Keys")});
    tree->setRootIsDecorated(false);
    tree->setItemsExpandable(false);
    tree->setIndentation(12);
    for (int i = 0; i <= static_cast<int>(CommandMenu::None); ++i) {
        const auto which = static_cast<CommandMenu>(i);
        QTreeWidgetItem *group = nullptr;
        for (const Command &command : commands.commands()) {
            if (command.menu != which || command.keys.isEmpty())
                continue;
            if (!group) {
                const QString title = which == CommandMenu::None ? tr("Everywhere") : CommandTable::menuTitle(which);
                group = new QTreeWidgetItem(tree, QStringList(title));
                group->setFont(0, look.font(TypeRole::Section));
                group->setFlags(Qt::ItemIsEnabled);
            }
            const QString where = command.onlyInList ? tr("%1 (in the queue)").arg(command.text) : command.text;
            new QTreeWidgetItem(group, {where, CommandTable::shownKeys(command.keys)});
        }
    }
    tree->expandAll();
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(tree);
}

} // namespace otklik::ui
