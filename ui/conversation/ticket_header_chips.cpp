// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/conversation_text.h"
#include "ui/conversation/search_menu.h"
#include "ui/conversation/ticket_header.h"
#include "ui/models/ticket_words.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/row_painting.h"
#include "ui/widgets/tag_chip.h"

#include <QPainter>
#include <QToolButton>

namespace otklik::ui {

void TicketHeader::fillChips()
{
    const ticket::TicketRow &row = m_presenter.row();
    const ticket::Status status = row.effectiveStatus(m_presenter.now());
    m_status->setText(ConversationText::status(status));
    m_status->setMark(
        [status](QPainter &painter, const Look &look, const QRect &where) {
            paintDot(painter, where.center() + QPoint(1, 1), 8, look.color(ConversationText::statusToken(status)));
        },
        8);
    ticket::PersonRef who{row.assignee, {}, {}};
    for (const ticket::PersonRef &one : m_presenter.source().specialists())
        if (one.address.compare(row.assignee, Qt::CaseInsensitive) == 0)
            who = one;
    m_assignee->setText(row.assignee.isEmpty() ? tr("Nobody") : ConversationText::firstName(who));
    m_assignee->setToolTip(ConversationText::person(who));
    m_assignee->setMark(
        [who](QPainter &painter, const Look &look, const QRect &where) {
            if (who.address.isEmpty())
                paintNobody(painter, look, where);
            else
                paintAvatar(painter, look, where, who.name, who.address);
        },
        18);
    m_priority->setText(ConversationText::priority(row.priority));
    m_priority->setMark([priority = int(row.priority)](QPainter &painter, const Look &look, const QRect &where) {
        paintPriority(painter, look, where, priority);
    });
    m_category->setText(ConversationText::category(row.category));
    const auto speak = [](Chip *chip, const QString &what) {
        chip->setAccessibleName(QStringLiteral("%1: %2").arg(what, chip->text()));
    };
    speak(m_status, tr("Status"));
    speak(m_assignee, tr("Assignee"));
    speak(m_priority, tr("Priority"));
    speak(m_category, tr("Category"));
}

void TicketHeader::fillMenus()
{
    const ticket::TicketRow &row = m_presenter.row();
    using ticket::Priority;
    using ticket::Status;
    std::vector<SearchMenu::Item> items;
    for (const Status status :
         {Status::New, Status::Open, Status::Pending, Status::OnHold, Status::Solved, Status::Closed})
        items.push_back({ticket::toString(status), ConversationText::status(status), status == row.status});
    for (const QString &cause : ticket::defaultCauses())
        items.push_back({ticket::toString(Status::Solved) + QLatin1Char(':') + cause,
                         tr("Solved: %1", "cause").arg(TicketWords::cause(cause)), false});
    m_statusMenu->setItems(items);
    items.clear();
    for (const Priority priority : {Priority::Urgent, Priority::High, Priority::Normal, Priority::Low})
        items.push_back({ticket::toString(priority), ConversationText::priority(priority), priority == row.priority});
    m_priorityMenu->setItems(items);
    items.assign(1, {QString(), tr("Nobody"), row.assignee.isEmpty()});
    for (const ticket::PersonRef &one : m_presenter.source().specialists())
        items.push_back({one.address, ConversationText::person(one), one.address == row.assignee});
    m_assigneeMenu->setItems(items);
    items.clear();
    for (const QString &id : m_presenter.source().categories())
        items.push_back({id, ConversationText::category(id), id == row.category});
    m_categoryMenu->setItems(items);
    items.clear();
    for (const QString &tag : row.tags)
        items.push_back({tag, tag, true}); // chosen again = removed
    for (const QString &tag : m_presenter.source().tags())
        if (!row.tags.contains(tag))
            items.push_back({tag, tag, false});
    m_tagMenu->setItems(items);
}

void TicketHeader::fillTags()
{
    for (QWidget *chip : m_tags) {
        m_chips->removeWidget(chip);
        chip->deleteLater();
    }
    m_tags.clear();
    m_chips->removeWidget(m_addTag);
    for (const QString &tag : m_presenter.row().tags) {
        auto *chip = new TagChip(m_look, tag, m_chipBox);
        named(chip, QStringLiteral("tagChip"), tr("Tag %1").arg(tag));
        chip->setFixedHeight(24); // stands on the line of the property chips
        chip->setContextMenuPolicy(Qt::ActionsContextMenu);
        auto *remove = new QAction(tr("Remove the tag %1").arg(tag), chip);
        remove->setObjectName(QStringLiteral("removeTag"));
        connect(remove, &QAction::triggered, this, [this, tag] { m_presenter.changeTags({}, {tag}); });
        chip->addAction(remove);
        chip->setToolTip(tr("%1: right click removes it").arg(tag));
        m_chips->addWidget(chip);
        m_tags.push_back(chip);
        chip->show();
    }
    m_chips->addWidget(m_addTag);
    m_chips->invalidate();
    m_chips->activate();
}

} // namespace otklik::ui
