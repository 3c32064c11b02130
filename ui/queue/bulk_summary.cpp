// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/bulk_summary.h"

#include "ui/queue/bulk_figures.h"
#include "ui/queue/ticket_text.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/hint_button.h"

#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace otklik::ui {

BulkSummary::BulkSummary(const Look &look, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_clock(clock)
    , m_title(new QLabel(this))
    , m_figures(new QGridLayout)
    , m_list(named(new QListWidget(this), QStringLiteral("bulkList"), tr("Selected tickets")))
    , m_bar(new QHBoxLayout)
{
    named(this, QStringLiteral("bulkSummary"), tr("Selected tickets"));
    setSurface(this, QStringLiteral("side"));
    m_title->setFont(look.font(TypeRole::PageTitle));
    m_title->setObjectName(QStringLiteral("bulkTitle"));
    auto *clear = named(new HintButton(look, HintButton::Kind::Flat, QStringLiteral("x"), tr("Clear the selection"),
                                       tr("Esc", "key"), this),
                        QStringLiteral("bulkClearButton"), tr("Clear the selection"));
    connect(clear, &QPushButton::clicked, this, &BulkSummary::clearRequested);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(clear);
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    card->setLayout(m_figures);
    m_figures->setContentsMargins(16, 12, 16, 12);
    m_figures->setHorizontalSpacing(20);
    m_figures->setVerticalSpacing(8);
    m_figures->setColumnStretch(1, 1);
    m_list->setFocusPolicy(Qt::TabFocus);
    m_list->setSelectionMode(QListWidget::NoSelection);
    m_list->setStyleSheet(QStringLiteral("QListWidget { border-radius: 8px; padding: 6px; }"));
    auto *bar = new QWidget(this);
    setSurface(bar, QStringLiteral("panel"));
    bar->setFixedHeight(56);
    bar->setLayout(m_bar);
    m_bar->setContentsMargins(16, 0, 12, 0);
    m_bar->setSpacing(4);
    m_bar->addStretch(1);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(16, 16, 16, 12);
    inner->setSpacing(10);
    inner->addLayout(head);
    inner->addWidget(card);
    inner->addWidget(m_list, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(inner, 1);
    column->addWidget(bar);
}

void BulkSummary::addCommand(const QString &id, const QString &icon, const QString &text, const QString &keys)
{
    auto *button = named(new HintButton(m_look, HintButton::Kind::Flat, icon, text, keys, this),
                         QStringLiteral("bulk-") + id, text);
    connect(button, &QPushButton::clicked, this, [this, id] { Q_EMIT commandRequested(id); });
    m_bar->insertWidget(m_bar->count() - 1, button);
}

void BulkSummary::showTickets(const std::vector<ticket::TicketRow> &rows, const QHash<QString, QString> &names)
{
    m_title->setText(tr("%n ticket(s) selected", nullptr, static_cast<int>(rows.size())));
    while (QLayoutItem *item = m_figures->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    int line = 0;
    for (const auto &[label, text] : BulkFigures::of(rows, names, m_clock.now())) {
        auto *name = new QLabel(label, this);
        name->setProperty("text_role", QStringLiteral("quiet"));
        auto *value = new QLabel(text, this);
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        m_figures->addWidget(name, line, 0, Qt::AlignTop);
        m_figures->addWidget(value, line++, 1);
    }
    m_list->clear();
    for (const ticket::TicketRow &row : rows) {
        auto *item = new QListWidgetItem(
            QStringLiteral("%1   %2   ·   %3")
                .arg(TicketText::number(row.number), TicketText::subject(row), TicketText::person(row.requester)),
            m_list);
        item->setSizeHint(QSize(100, 30));
    }
}

} // namespace otklik::ui
