// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/hint_button.h"

#include <QPainter>

namespace otklik::ui {

HintButton::HintButton(const Look &look, Kind kind, const QString &iconName, const QString &text, const QString &hint,
                       QWidget *parent)
    : QPushButton(text, parent)
    , m_look(look)
    , m_kind(kind)
    , m_iconName(iconName)
    , m_hint(hint)
{
    setAccessibleName(text);
    setFocusPolicy(Qt::TabFocus);
    setFont(look.font(TypeRole::Button));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HintButton::setHint(const QString &hint)
{
    m_hint = hint;
    updateGeometry();
    update();
}

int HintButton::labelWidth() const
{
    return QFontMetrics(m_look.font(TypeRole::Button)).horizontalAdvance(text()) + 1;
}

int HintButton::hintWidth() const
{
    return m_hint.isEmpty() ? 0 : QFontMetrics(m_look.font(TypeRole::Small)).horizontalAdvance(m_hint) + 7;
}

QSize HintButton::sizeHint() const
{
    return minimumSizeHint() + QSize(hintWidth(), 0);
}

QSize HintButton::minimumSizeHint() const
{
    return {(m_kind == Kind::Flat ? 16 : 20) + (m_iconName.isEmpty() ? 0 : 22) + labelWidth(), 28};
}

void HintButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool primary = m_kind == Kind::Primary && isEnabled();
    QColor ground = m_look.color(primary ? Token::Accent : Token::Panel);
    if (!isEnabled())
        ground = m_look.color(Token::Inset);
    else if (isDown())
        ground = m_look.color(primary ? Token::AccentH : Token::Press);
    else if (underMouse())
        ground = m_look.color(primary ? Token::AccentH : Token::Hover);
    const bool bare = m_kind == Kind::Flat && !isDown() && !underMouse();
    painter.setBrush(bare ? QBrush(Qt::NoBrush) : QBrush(ground));
    painter.setPen(hasFocus()              ? QPen(m_look.color(primary ? Token::T1 : Token::SelLine), 2)
                   : m_kind == Kind::Plain ? QPen(m_look.color(Token::Line2))
                                           : QPen(Qt::NoPen));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const QColor second = m_look.color(primary ? Token::TInv : Token::T2);
    const bool hasRoom = width() >= sizeHint().width();
    const int content = minimumSizeHint().width() - (m_kind == Kind::Flat ? 16 : 20) + (hasRoom ? hintWidth() : 0);
    int x = (width() - content) / 2;
    if (!m_iconName.isEmpty()) {
        m_look.icons.paint(painter, QRect(x, (height() - 16) / 2, 16, 16), m_iconName,
                           isEnabled() ? second : m_look.color(Token::T3));
        x += 22;
    }
    painter.setFont(m_look.font(TypeRole::Button));
    painter.setPen(m_look.color(!isEnabled()           ? Token::T3
                                : primary              ? Token::TInv
                                : m_kind == Kind::Flat ? Token::T2
                                                       : Token::T1));
    painter.drawText(QRect(x, 0, labelWidth(), height()), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (!hasRoom || m_hint.isEmpty())
        return;
    painter.setFont(m_look.font(TypeRole::Small));
    painter.setPen(m_look.color(primary ? Token::TInv : Token::T3));
    painter.drawText(QRect(x + labelWidth() + 6, 0, hintWidth(), height()), Qt::AlignVCenter | Qt::AlignLeft, m_hint);
}

} // namespace otklik::ui
