// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/conversation/conversation_presenter.h"
#include "ui/widgets/look.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QMenu;
class QToolButton;

namespace otklik::ui {

class Chip;
class ElidedLabel;
class FlowLayout;
class PromiseLine;
class SearchMenu;

/// Head of the conversation: subject, number, property chips with their menus, tags, the running promise.
class TicketHeader final : public QFrame
{
    Q_OBJECT
public:
    TicketHeader(const Look &look, ConversationPresenter &presenter, QWidget *parent = nullptr);
    void refresh();
    [[nodiscard]] QMenu *moreMenu() const { return m_moreMenu; }
    /// Opens a menu from the keyboard: "status", "assignee", "priority", "category", "tags", "snooze".
    void openMenu(const QString &which);

private:
    QWidget *makeTitleRow();
    void makeChips();
    Chip *addChip(const QString &name, const QString &accessible, SearchMenu *menu);
    QToolButton *addIconButton(QWidget *parent, const QString &name, const QString &icon, const QString &text);
    void makeSnoozeMenu();
    void fillChips();
    void fillMenus();
    void fillTags();
    void refreshPromise();

    Look m_look;
    ConversationPresenter &m_presenter;
    ElidedLabel *m_subject;
    QLabel *m_number;
    QToolButton *m_snooze = nullptr, *m_more = nullptr, *m_addTag = nullptr;
    QMenu *m_moreMenu = nullptr;
    QWidget *m_chipBox;
    FlowLayout *m_chips;
    SearchMenu *m_statusMenu, *m_assigneeMenu, *m_priorityMenu, *m_categoryMenu, *m_tagMenu;
    Chip *m_status = nullptr, *m_assignee = nullptr, *m_priority = nullptr, *m_category = nullptr;
    std::vector<QWidget *> m_tags;
    PromiseLine *m_promise;
    QTimer m_tick;
};

} // namespace otklik::ui
