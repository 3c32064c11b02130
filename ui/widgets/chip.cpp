// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chip.h"

#include <QPainter>

namespace otklik::ui {

Chip::Chip(const Look &look, QWidget *parent)
    : QToolButton(parent)
    , m_look(look)
{
    setFont(look.font(TypeRole::Second));
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Chip::setMark(Mark mark, int side)
{
    m_mark = std::move(mark);
    m_markSide = side;
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    return {14 + markWidth() + fontMetrics().horizontalAdvance(text()) + 1 + arrowWidth(), 24};
}

QSize Chip::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), 14 + markWidth() + arrowWidth() + 24), sizeHint().height()};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool live = isEnabled() && (menu() || underMouse());
    const Token ground = isDown() ? Token::Press : live && menu() && underMouse() ? Token::Hover : Token::Panel;
    painter.setPen(hasFocus() ? QPen(m_look.color(Token::SelLine), 2) : QPen(m_look.color(Token::Line2)));
    painter.setBrush(m_look.color(ground));
    painter.drawRoundedRect(box, 5, 5);
    QRect inner = rect().adjusted(7, 0, -7, 0);
    if (m_mark) {
        const QRect mark(inner.x(), (height() - m_markSide) / 2, m_markSide, m_markSide);
        m_mark(painter, m_look, mark);
        inner.adjust(markWidth(), 0, 0, 0);
    }
    if (menu()) {
        m_look.icons.paint(painter, QRect(inner.right() - 11, (height() - 12) / 2, 12, 12), QStringLiteral("down"),
                           m_look.color(Token::T3));
        inner.adjust(0, 0, -arrowWidth(), 0);
    }
    painter.setPen(m_look.color(isEnabled() ? Token::T1 : Token::T3));
    painter.setFont(font());
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(text(), Qt::ElideMiddle, inner.width() + 1));
}

} // namespace otklik::ui
