// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/search_menu.h"

#include "ui/widgets/accessible.h"

#include <QLineEdit>
#include <QWidgetAction>

namespace otklik::ui {

SearchMenu::SearchMenu(const QString &objectName, const QString &title, QWidget *parent)
    : QMenu(parent)
    , m_field(named(new QLineEdit(this), objectName + QStringLiteral("Field"), title))
{
    named(this, objectName, title);
    m_field->setPlaceholderText(title);
    auto *holder = new QWidgetAction(this);
    holder->setDefaultWidget(m_field);
    addAction(holder);
    connect(m_field, &QLineEdit::textChanged, this, &SearchMenu::narrow);
    connect(m_field, &QLineEdit::returnPressed, this, &SearchMenu::takeFirst);
}

void SearchMenu::setItems(const std::vector<Item> &items)
{
    if (items == m_items)
        return;
    if (isVisible()) { // somebody is choosing: what is under the pointer stays
        m_next = items;
        return;
    }
    m_items = items;
    for (QAction *action : m_actions) {
        removeAction(action);
        action->deleteLater();
    }
    m_actions.clear();
    for (const Item &item : items) {
        QAction *action = addAction(item.text);
        action->setObjectName(objectName() + QLatin1Char('.') + item.id);
        action->setCheckable(item.checked);
        action->setChecked(item.checked);
        connect(action, &QAction::triggered, this, [this, id = item.id] { Q_EMIT chosen(id); });
        m_actions.push_back(action);
    }
    m_field->setVisible(m_acceptsNew || items.size() > 6);
}

void SearchMenu::showEvent(QShowEvent *event)
{
    m_field->clear();
    QMenu::showEvent(event);
    if (m_field->isVisibleTo(this))
        m_field->setFocus();
    else if (!m_actions.empty())
        setActiveAction(m_actions.front()); // opened by a key: arrows and Enter go on from here
}

void SearchMenu::hideEvent(QHideEvent *event)
{
    QMenu::hideEvent(event);
    if (const auto next = std::exchange(m_next, std::nullopt))
        // The action that was chosen is triggered only after this.
        QMetaObject::invokeMethod(
            this, [this, items = *next] { setItems(items); }, Qt::QueuedConnection);
}

void SearchMenu::narrow(const QString &typed)
{
    for (QAction *action : m_actions)
        action->setVisible(action->text().contains(typed.trimmed(), Qt::CaseInsensitive));
}

void SearchMenu::takeFirst()
{
    const QString typed = m_field->text().trimmed();
    for (QAction *action : m_actions) {
        const bool exact = action->text().compare(typed, Qt::CaseInsensitive) == 0;
        if (exact || (!m_acceptsNew && action->isVisible())) {
            close();
            action->trigger();
            return;
        }
    }
    if (m_acceptsNew && !typed.isEmpty()) {
        close();
        Q_EMIT chosen(typed);
    }
}

} // namespace otklik::ui
