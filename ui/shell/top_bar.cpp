// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/top_bar.h"

#include "ui/shell/command_field.h"
#include "ui/shell/command_table.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/logo_mark.h"

#include <QHBoxLayout>
#include <QMenuBar>
#include <QPainter>

namespace otklik::ui {

TopBar::TopBar(const Look &look, CommandTable &commands, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_menus(named(new QMenuBar(this), QStringLiteral("menuBar"), tr("Menus")))
    , m_field(new CommandField(look, CommandTable::shownKeys(QStringLiteral("Ctrl+K")), this))
{
    setFixedHeight(40);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 12, 1);
    row->setSpacing(0);
    row->addWidget(new LogoMark(look, this));
    commands.fillMenuBar(*m_menus, look.icons);
    m_menus->setNativeMenuBar(false);
    m_menus->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    row->addWidget(m_menus, 0, Qt::AlignVCenter);
    row->addStretch(1);
    if (const Command *create = commands.find(QStringLiteral("ticket.new"))) {
        m_newTicket = named(new HintButton(look, HintButton::Kind::Plain, QStringLiteral("plus"), create->text,
                                           CommandTable::shownKeys(create->keys), this),
                            QStringLiteral("newTicketButton"), create->text);
        row->addWidget(m_newTicket);
        connect(m_newTicket, &QPushButton::clicked, &commands,
                [&commands] { commands.run(QStringLiteral("ticket.new")); });
    }
    connect(m_field, &QAbstractButton::clicked, &commands,
            [&commands] { commands.run(QStringLiteral("palette.open")); });
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QWidget *TopBar::commandField() const
{
    return m_field;
}

void TopBar::placeField()
{
    const int left = 72 + m_menus->sizeHint().width() + 12;
    const int right = (m_newTicket ? width() - 12 - m_newTicket->sizeHint().width() : width()) - 12;
    const int space = right - left;
    const int wish = width() >= 1360 ? 392 : 248;
    const int wide = space >= wish ? wish : space >= 160 ? space : 28;
    // Centred in the window where that does not run into the neighbours.
    const int x = qBound(left, (width() - wide) / 2, qMax(left, right - wide));
    m_field->setGeometry(x, 6, wide, 28);
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeField();
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.color(Token::Window));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_look.color(Token::Line));
}

} // namespace otklik::ui
