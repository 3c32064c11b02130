// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_field.h"

#include "ui/widgets/accessible.h"

#include <QPainter>

namespace otklik::ui {

CommandField::CommandField(const Look &look, const QString &keys, QWidget *parent)
    : QAbstractButton(parent)
    , m_look(look)
    , m_keys(keys)
{
    named(this, QStringLiteral("commandField"), tr("Search or run a command"));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::IBeamCursor);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CommandField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(m_look.color(Token::SelLine), 2) : QPen(m_look.color(Token::Line2)));
    painter.setBrush(m_look.color(underMouse() ? Token::Hover : Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const bool isIconOnly = width() < 80;
    m_look.icons.paint(painter, QRect(isIconOnly ? (width() - 14) / 2 : 10, 7, 14, 14), QStringLiteral("search"),
                       m_look.color(Token::T3));
    if (isIconOnly)
        return;
    painter.setFont(m_look.font(TypeRole::Small));
    const int keyWidth = painter.fontMetrics().horizontalAdvance(m_keys) + 12;
    const QRect key(width() - keyWidth - 6, 5, keyWidth, 18);
    painter.setPen(m_look.color(Token::Line2));
    painter.drawRoundedRect(QRectF(key).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(m_look.color(Token::T3));
    painter.drawText(key, Qt::AlignCenter, m_keys);
    painter.setFont(m_look.font(TypeRole::Base));
    const QRect text(32, 0, key.left() - 38, height());
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(tr("Search or run a command"), Qt::ElideRight, text.width()));
}

} // namespace otklik::ui
