// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customer_panel.h"

#include "ui/customer/contact_line.h"
#include "ui/customer/customer_text.h"
#include "ui/customer/figures_box.h"
#include "ui/customer/history_delegate.h"
#include "ui/customer/history_model.h"
#include "ui/customer/mood_box.h"
#include "ui/customer/pinned_note.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QTimeZone>
#include <QToolButton>
#include <QVBoxLayout>

namespace otklik::ui {

CustomerPanel::CustomerPanel(const Look &look, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_clock(clock)
    , m_content(new QWidget)
    , m_avatar(new Avatar(look, 40, m_content))
    , m_name(new ElidedLabel({}, m_content))
    , m_company(new ElidedLabel({}, m_content))
    , m_menuButton(named(new QToolButton(m_content), QStringLiteral("customerMenuButton"), tr("Customer menu")))
    , m_chipBox(new QWidget(m_content))
    , m_chips(new FlowLayout(6, m_chipBox))
    , m_contacts(new QVBoxLayout)
    , m_mood(new MoodBox(look, m_content))
    , m_figures(new FiguresBox(look, m_content))
    , m_note(new PinnedNote(look, m_content))
    , m_all(named(new QPushButton(m_content), QStringLiteral("historyAllButton"), tr("All tickets of this customer")))
    , m_history(new HistoryModel(clock, this))
    , m_list(named(new QListView(m_content), QStringLiteral("historyList"), tr("History of the customer")))
{
    named(this, QStringLiteral("customerPanel"), tr("Customer"));
    setSurface(this, QStringLiteral("side"));
    setMinimumWidth(240);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 12, 0, 12);
    column->setSpacing(0);
    const auto padded = [&](QWidget *widget, int above) {
        auto *row = new QHBoxLayout;
        row->setContentsMargins(16, above, 16, 0);
        row->addWidget(widget);
        column->addLayout(row);
    };
    padded(makeHead(), 0);
    padded(m_chipBox, 8);
    m_contacts->setContentsMargins(16, 6, 16, 0);
    m_contacts->setSpacing(0);
    column->addLayout(m_contacts);
    padded(m_mood, 6);
    padded(m_figures, 10);
    padded(m_note, 8);
    padded(makeHistoryHead(), 8);
    column->addWidget(m_list);
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    makeMenu();
    showNobody();
}

QWidget *CustomerPanel::makeHead()
{
    auto *head = new QWidget(m_content);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto *names = new QVBoxLayout;
    names->setSpacing(1);
    names->addStretch();
    names->addWidget(m_name);
    names->addWidget(m_company);
    names->addStretch();
    m_name->setFont(m_look.font(TypeRole::PaneTitle));
    m_company->setProperty("text_role", QStringLiteral("second"));
    m_company->setFont(m_look.font(TypeRole::Second));
    m_menuButton->setIcon(m_look.icons.icon(QStringLiteral("dots")));
    m_menuButton->setFixedSize(26, 26);
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_avatar);
    row->addLayout(names, 1);
    row->addWidget(m_menuButton);
    return head;
}

QWidget *CustomerPanel::makeHistoryHead()
{
    auto *head = new QWidget(m_content);
    head->setFixedHeight(24);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    auto *title = new QLabel(tr("History"), head);
    title->setFont(m_look.font(TypeRole::Section));
    title->setProperty("text_role", QStringLiteral("quiet"));
    m_all->setProperty("kind", QStringLiteral("link"));
    m_all->setFont(m_look.font(TypeRole::Small));
    m_all->setFocusPolicy(Qt::TabFocus);
    m_all->setCursor(Qt::PointingHandCursor);
    row->addWidget(title, 1);
    row->addWidget(m_all);
    m_list->setModel(m_history);
    m_list->setItemDelegate(new HistoryDelegate(m_look, m_list));
    m_list->setProperty("surface", QStringLiteral("side"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    connect(m_list, &QListView::clicked, this, &CustomerPanel::openLine);
    connect(m_list, &QListView::activated, this, &CustomerPanel::openLine);
    connect(&m_look.theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(m_all, &QPushButton::clicked, this,
            [this] { Q_EMIT searchRequested(QStringLiteral("customer:%1").arg(m_card.address)); });
    return head;
}

void CustomerPanel::makeMenu()
{
    auto *menu = named(new QMenu(m_menuButton), QStringLiteral("customerMenu"), tr("Customer menu"));
    QMenu *moods = menu->addMenu(m_look.icons.icon(QStringLiteral("smile")), tr("Mood"));
    const auto addMood = [&](ticket::Mood mood, const QString &text) {
        moods->addAction(m_look.icons.icon(CustomerText::moodIcon(mood)), text,
                         [this, mood] { Q_EMIT moodChosen(m_card.address, mood); });
    };
    addMood(ticket::Mood::Upset, tr("Upset: go easy"));
    addMood(ticket::Mood::Tense, tr("Tense"));
    addMood(ticket::Mood::Calm, tr("Calm"));
    moods->addSeparator();
    moods->addAction(tr("No mark"), [this] { Q_EMIT moodChosen(m_card.address, ticket::Mood::None); });
    menu->addAction(m_look.icons.icon(QStringLiteral("pin")), tr("Edit the pinned note…"),
                    [this] { Q_EMIT noteEditRequested(m_card.address, m_card.note); });
    QAction *reached =
        menu->addAction(m_look.icons.icon(QStringLiteral("mail")), tr("Mail reaches the addresses again"),
                        [this] { Q_EMIT reachedAgain(m_card.notReached.keys()); });
    reached->setObjectName(QStringLiteral("reachedAgain"));
    connect(menu, &QMenu::aboutToShow, this, [this, reached] { reached->setVisible(!m_card.notReached.isEmpty()); });
    menu->addSeparator();
    menu->addAction(m_look.icons.icon(QStringLiteral("copy")), tr("Copy the address"),
                    [this] { QApplication::clipboard()->setText(m_card.address); });
    m_menuButton->setMenu(menu);
}

void CustomerPanel::showNobody()
{
    m_card = {};
    m_content->hide();
}

void CustomerPanel::showCustomer(const ticket::CustomerCard &card, const ticket::Key &shownTicket)
{
    m_card = card;
    m_avatar->setPerson(card.name, card.address);
    m_name->setText(CustomerText::name(card));
    m_company->setText(card.company);
    m_company->setVisible(!card.company.isEmpty());
    fillChips();
    fillContacts();
    const ticket::Mood mood = CustomerText::mood(card, m_clock.now());
    m_mood->set(mood, CustomerText::moodTitle(mood), CustomerText::moodDetail(card, m_clock.now()));
    fillFigures();
    m_note->setText(card.note);
    m_all->setText(tr("All %L1").arg(card.tickets));
    m_history->set(card.history, shownTicket);
    m_list->setFixedHeight(m_history->rowCount() * HistoryDelegate::kRowHeight + 4);
    m_content->show();
}

void CustomerPanel::fillChips()
{
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const auto add = [this](const QString &text) {
        auto *chip = named(new ElidedLabel(text, m_chipBox), QStringLiteral("customerChip"), text);
        chip->setAttribute(Qt::WA_StyledBackground);
        setStyleProperty(chip, "chip", true);
        chip->setElideMode(Qt::ElideMiddle);
        chip->setFont(m_look.font(TypeRole::Second));
        chip->setContentsMargins(7, 0, 7, 0);
        chip->setFixedHeight(20);
        m_chips->addWidget(chip);
        chip->show();
    };
    if (!m_card.plan.isEmpty())
        add(m_card.plan);
    for (const QString &language : m_card.languages)
        add(language.toUpper());
    m_chipBox->setVisible(m_chips->count() > 0);
}

void CustomerPanel::fillContacts()
{
    while (QLayoutItem *item = m_contacts->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const auto add = [this](const char *icon, const QString &text, const QString &hint = {}) {
        auto *line = new ContactLine(m_look, QString::fromLatin1(icon), text, m_content);
        if (!hint.isEmpty())
            line->setToolTip(text + QLatin1Char('\n') + hint);
        m_contacts->addWidget(line);
        line->show();
    };
    const QStringList addresses = m_card.addresses.isEmpty() ? QStringList(m_card.address) : m_card.addresses;
    for (const QString &address : addresses) {
        if (m_card.notReached.contains(address))
            add("alert", tr("%1 (not reached)").arg(address), m_card.notReached.value(address));
        else
            add("mail", address);
    }
    for (const QString &phone : m_card.phones)
        add("phone", phone);
    const QString time = CustomerText::localTime(m_card.timeZone, m_clock.now(), QTimeZone::systemTimeZone());
    if (!time.isEmpty())
        add("clock", time);
}

void CustomerPanel::fillFigures()
{
    const auto number = [this](int value) { return locale().toString(value); };
    m_figures->set({{number(m_card.tickets), tr("tickets", "figure", m_card.tickets)},
                    {number(m_card.openTickets), tr("open", "figure")},
                    {number(m_card.reopened), tr("reopened", "figure")}});
}

void CustomerPanel::openLine(const QModelIndex &index)
{
    if (const ticket::HistoryLine *line = m_history->lineAt(index.row()))
        Q_EMIT ticketRequested(line->key);
}

} // namespace otklik::ui
