// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/ticket_header.h"

#include "ui/conversation/conversation_text.h"
#include "ui/conversation/promise_line.h"
#include "ui/conversation/search_menu.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/row_painting.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace otklik::ui {

using namespace std::chrono_literals;

TicketHeader::TicketHeader(const Look &look, ConversationPresenter &presenter, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
    , m_presenter(presenter)
    , m_subject(named(new ElidedLabel({}, this), QStringLiteral("ticketSubject"), tr("Subject")))
    , m_number(named(new QLabel(this), QStringLiteral("ticketNumber"), tr("Ticket number")))
    , m_chipBox(new QWidget(this))
    , m_chips(new FlowLayout(6, m_chipBox))
    , m_statusMenu(new SearchMenu(QStringLiteral("statusMenu"), tr("Status"), this))
    , m_assigneeMenu(new SearchMenu(QStringLiteral("assigneeMenu"), tr("Assignee"), this))
    , m_priorityMenu(new SearchMenu(QStringLiteral("priorityMenu"), tr("Priority"), this))
    , m_categoryMenu(new SearchMenu(QStringLiteral("categoryMenu"), tr("Category"), this))
    , m_tagMenu(new SearchMenu(QStringLiteral("tagMenu"), tr("Add a tag"), this))
    , m_promise(new PromiseLine(look, this))
{
    named(this, QStringLiteral("ticketHeader"), tr("Ticket"));
    setSurface(this, QStringLiteral("panel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 10);
    column->setSpacing(8);
    column->addWidget(makeTitleRow());
    makeChips();
    column->addWidget(m_chipBox);
    column->addWidget(m_promise);
    m_tick.setInterval(30s);
    connect(&m_tick, &QTimer::timeout, this, &TicketHeader::refreshPromise);
    m_tick.start();
}

QToolButton *TicketHeader::addIconButton(QWidget *parent, const QString &name, const QString &icon, const QString &text)
{
    auto *button = named(new QToolButton(parent), name, text);
    button->setIcon(m_look.icons.icon(icon));
    button->setToolTip(text);
    button->setFixedSize(28, 28);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QWidget *TicketHeader::makeTitleRow()
{
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_subject->setFont(m_look.font(TypeRole::PageTitle));
    m_number->setProperty("text_role", QStringLiteral("quiet"));
    QFont numbers = m_look.font(TypeRole::PaneTitle);
    numbers.setWeight(QFont::Normal);
    m_number->setFont(numbers);
    m_number->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_snooze = addIconButton(line, QStringLiteral("snoozeButton"), QStringLiteral("snooze"), tr("Snooze"));
    m_more = addIconButton(line, QStringLiteral("moreButton"), QStringLiteral("dots"), tr("More"));
    m_moreMenu = named(new QMenu(m_more), QStringLiteral("ticketMoreMenu"), tr("More"));
    m_more->setMenu(m_moreMenu);
    makeSnoozeMenu();
    row->addWidget(m_subject, 1);
    row->addWidget(m_number);
    row->addWidget(m_snooze);
    row->addWidget(m_more);
    return line;
}

void TicketHeader::makeSnoozeMenu()
{
    auto *menu = named(new QMenu(m_snooze), QStringLiteral("snoozeMenu"), tr("Snooze"));
    const auto at = [this](int days, int hour) {
        const QDateTime now = m_presenter.now().toLocal();
        return Instant::fromDateTime(QDateTime(now.date().addDays(days), QTime(hour, 0)));
    };
    menu->addAction(tr("For 3 hours"), this, [this] { m_presenter.snooze(m_presenter.now() + 3h); });
    menu->addAction(tr("Until tomorrow, 9:00"), this, [this, at] { m_presenter.snooze(at(1, 9)); });
    menu->addAction(tr("Until Monday, 9:00"), this,
                    [this, at] { m_presenter.snooze(at(8 - m_presenter.now().toLocal().date().dayOfWeek(), 9)); });
    menu->addAction(tr("For a week"), this, [this, at] { m_presenter.snooze(at(7, 9)); });
    menu->addSeparator();
    menu->addAction(tr("End the snooze"), this, [this] { m_presenter.snooze(Instant()); });
    m_snooze->setMenu(menu);
}

Chip *TicketHeader::addChip(const QString &name, const QString &accessible, SearchMenu *menu)
{
    auto *chip = named(new Chip(m_look, m_chipBox), name, accessible);
    chip->setMenu(menu);
    m_chips->addWidget(chip);
    return chip;
}

void TicketHeader::makeChips()
{
    m_status = addChip(QStringLiteral("statusChip"), tr("Status"), m_statusMenu);
    m_assignee = addChip(QStringLiteral("assigneeChip"), tr("Assignee"), m_assigneeMenu);
    m_priority = addChip(QStringLiteral("priorityChip"), tr("Priority"), m_priorityMenu);
    m_category = addChip(QStringLiteral("categoryChip"), tr("Category"), m_categoryMenu);
    m_addTag = addIconButton(m_chipBox, QStringLiteral("addTagButton"), QStringLiteral("plus"), tr("Add a tag"));
    m_addTag->setFixedSize(24, 24);
    m_tagMenu->setAcceptsNew(true);
    m_addTag->setMenu(m_tagMenu);
    m_chips->addWidget(m_addTag);
    m_chips->setFollower(m_addTag);
    connect(m_statusMenu, &SearchMenu::chosen, this, [this](const QString &id) {
        if (const auto status = ticket::statusFromString(id.section(QLatin1Char(':'), 0, 0)))
            m_presenter.setStatus(*status, id.section(QLatin1Char(':'), 1));
    });
    connect(m_priorityMenu, &SearchMenu::chosen, this, [this](const QString &id) {
        if (const auto priority = ticket::priorityFromString(id))
            m_presenter.setPriority(*priority);
    });
    connect(m_assigneeMenu, &SearchMenu::chosen, &m_presenter, &ConversationPresenter::assign);
    connect(m_categoryMenu, &SearchMenu::chosen, &m_presenter, &ConversationPresenter::setCategory);
    connect(m_tagMenu, &SearchMenu::chosen, this, [this](const QString &tag) {
        const bool has = m_presenter.row().tags.contains(tag);
        m_presenter.changeTags(has ? QStringList() : QStringList(tag), has ? QStringList(tag) : QStringList());
    });
}

void TicketHeader::refresh()
{
    const ticket::TicketRow &row = m_presenter.row();
    m_subject->setText(row.subject.isEmpty() ? tr("(no subject)") : row.subject);
    m_number->setText(row.number > 0 ? QStringLiteral("#%1").arg(row.number) : QStringLiteral("…"));
    m_number->setToolTip(row.number > 0 ? QString() : tr("The number comes with the next sync"));
    fillChips();
    fillMenus();
    fillTags();
    refreshPromise();
}

void TicketHeader::refreshPromise()
{
    m_promise->set(m_presenter.row(), m_presenter.now());
}

void TicketHeader::openMenu(const QString &which)
{
    for (auto *button : findChildren<QToolButton *>())
        if (button->objectName() == which + QLatin1String("Chip") ||
            button->objectName() == which + QLatin1String("Button") ||
            (which == QLatin1String("tags") && button == m_addTag)) {
            button->showMenu();
            return;
        }
}

} // namespace otklik::ui
