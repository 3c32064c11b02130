// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rail_button.h"

#include "ui/widgets/count_badge.h"

#include <QPainter>

namespace otklik::ui {

RailButton::RailButton(const Look &look, const QString &iconName, const QString &label, QWidget *parent)
    : QToolButton(parent)
    , m_look(look)
    , m_iconName(iconName)
{
    setText(label);
    setCheckable(true);
    setAccessibleName(label);
    setFocusPolicy(Qt::TabFocus);
    setFixedSize(64, 52);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RailButton::setCount(int count, bool urgent)
{
    m_count = count;
    m_urgent = urgent;
    setAccessibleDescription(count > 0 ? tr("%n ticket(s) at risk", nullptr, count) : QString());
    update();
}

void RailButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked() || isDown() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_look.color(isChecked() ? Token::AccentBg : isDown() ? Token::Press : Token::Hover));
        painter.drawRoundedRect(rect(), 8, 8);
    }
    if (hasFocus()) {
        painter.setPen(QPen(m_look.color(Token::SelLine), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
    }
    const QColor ink = m_look.color(isChecked() ? Token::AccentT : Token::T3);
    m_look.icons.paint(painter, QRect(22, 8, 20, 20), m_iconName, ink);
    QFont font = m_look.font(TypeRole::Small);
    font.setLetterSpacing(QFont::AbsoluteSpacing, -0.15);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(QRect(0, 31, 64, 14), Qt::AlignCenter, QFontMetrics(font).elidedText(text(), Qt::ElideRight, 64));
    paintCountBadge(painter, m_look, QPoint(57, 4), m_count, m_urgent);
}

} // namespace otklik::ui
