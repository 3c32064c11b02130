// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customer_strip.h"

#include "ui/customer/customer_text.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/row_painting.h"

#include <QPainter>

namespace otklik::ui {

CustomerStrip::CustomerStrip(const Look &look, const Clock &clock, QWidget *parent)
    : QAbstractButton(parent)
    , m_look(look)
    , m_clock(clock)
{
    named(this, QStringLiteral("customerStrip"), tr("Show the customer"));
    setFixedWidth(48);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setFocusPolicy(Qt::TabFocus);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CustomerStrip::showCustomer(const ticket::CustomerCard &card)
{
    m_card = card;
    setToolTip(CustomerText::name(card));
    setAccessibleDescription(CustomerText::name(card));
    update();
}

void CustomerStrip::showNobody()
{
    m_card = {};
    setToolTip({});
    update();
}

void CustomerStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.color(underMouse() ? Token::Hover : Token::Side));
    painter.fillRect(QRect(0, 0, 1, height()), m_look.color(Token::Line));
    if (m_card.address.isEmpty())
        return;
    paintAvatar(painter, m_look, QRect(8, 12, 32, 32), m_card.name, m_card.address);
    int y = 56;
    const ticket::Mood mood = CustomerText::mood(m_card, m_clock.now());
    if (mood != ticket::Mood::None) {
        const Token ink = mood == ticket::Mood::Upset   ? Token::Red
                          : mood == ticket::Mood::Tense ? Token::Amber
                                                        : Token::Green;
        m_look.icons.paint(painter, QRect(15, y, 18, 18), CustomerText::moodIcon(mood), m_look.color(ink));
        y += 30;
    }
    if (!m_card.note.isEmpty())
        m_look.icons.paint(painter, QRect(16, y, 16, 16), QStringLiteral("pin"), m_look.color(Token::NoteH));
    if (hasFocus()) {
        painter.setPen(QPen(m_look.color(Token::SelLine), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

} // namespace otklik::ui
