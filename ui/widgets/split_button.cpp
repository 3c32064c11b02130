// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/split_button.h"

#include <QPainter>

namespace otklik::ui {

SplitButton::SplitButton(const Look &look, const QString &text, const QString &hint, QWidget *parent)
    : QToolButton(parent)
    , m_look(look)
{
    setPopupMode(QToolButton::MenuButtonPopup);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setLabel(text, hint);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SplitButton::setLabel(const QString &text, const QString &hint)
{
    setText(text);
    setAccessibleName(text);
    m_hint = hint;
    updateGeometry();
    update();
}

QSize SplitButton::sizeHint() const
{
    const int hint = m_hint.isEmpty() ? 0 : QFontMetrics(m_look.font(TypeRole::Small)).horizontalAdvance(m_hint) + 9;
    return minimumSizeHint() + QSize(hint, 0);
}

QSize SplitButton::minimumSizeHint() const
{
    return {20 + QFontMetrics(m_look.font(TypeRole::Button)).horizontalAdvance(text()) + 1 + kMenuWidth, 28};
}

void SplitButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool on = isEnabled();
    painter.setPen(hasFocus() ? QPen(m_look.color(Token::T1), 2) : QPen(Qt::NoPen));
    painter.setBrush(m_look.color(!on ? Token::Inset : isDown() || underMouse() ? Token::AccentH : Token::Accent));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const QColor ink = m_look.color(on ? Token::TInv : Token::T3);
    QRect label = rect().adjusted(10, 0, -kMenuWidth, 0);
    painter.setPen(ink);
    painter.setFont(m_look.font(TypeRole::Button));
    QRect used;
    painter.drawText(label, Qt::AlignVCenter | Qt::AlignLeft, text(), &used);
    if (width() >= sizeHint().width() && !m_hint.isEmpty()) {
        painter.setFont(m_look.font(TypeRole::Small));
        painter.drawText(label.adjusted(used.width() + 8, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_hint);
    }
    QColor divider = ink;
    divider.setAlphaF(0.35F);
    painter.fillRect(QRect(width() - kMenuWidth, 1, 1, height() - 2), divider);
    m_look.icons.paint(painter, QRect(width() - kMenuWidth + 7, (height() - 12) / 2, 12, 12), QStringLiteral("down"),
                       ink);
}

} // namespace otklik::ui
