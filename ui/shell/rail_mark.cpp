// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail_mark.h"

#include "ui/widgets/accessible.h"

#include <QPainter>

namespace otklik::ui {

namespace {

constexpr int kTextWidth = 64; ///< of the 72 that a mark has
constexpr int kClosest = 85;   ///< per cent of a letter's width that can still be read
constexpr int kSmallest = 10;

void drawFitted(QPainter &painter, const QRect &line, QFont font, const QString &text)
{
    const int width = QFontMetrics(font).horizontalAdvance(text);
    if (width > kTextWidth)
        font.setStretch(qMax(kClosest, kTextWidth * 100 / width));
    if (QFontMetrics(font).horizontalAdvance(text) > kTextWidth)
        font.setPixelSize(kSmallest); // not every font can be set closer
    painter.setFont(font);
    painter.drawText(line, Qt::AlignCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, kTextWidth));
}

} // namespace

RailMark::RailMark(const Look &look, const QString &objectName, const QString &accessibleName, QWidget *parent)
    : QAbstractButton(parent)
    , m_look(look)
{
    named(this, objectName, accessibleName);
    setFocusPolicy(Qt::TabFocus);
    setFixedSize(72, 56);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RailMark::paintMark(QPainter &painter, const QString &icon, Token ink, const QString &word,
                         const QString &detail) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(m_look.color(Token::SelLine), 2) : QPen(Qt::NoPen));
        painter.setBrush(m_look.color(Token::Hover));
        painter.drawRoundedRect(rect().adjusted(4, 1, -4, -1), 8, 8);
    }
    m_look.icons.paint(painter, QRect(27, 4, 18, 18), icon, m_look.color(ink));
    painter.setPen(m_look.color(ink));
    drawFitted(painter, QRect(0, 24, 72, 14), m_look.font(TypeRole::Small), word);
    QFont quiet = m_look.font(TypeRole::Small);
    quiet.setWeight(QFont::Normal);
    painter.setPen(m_look.color(Token::T3));
    drawFitted(painter, QRect(0, 38, 72, 14), quiet, detail);
}

} // namespace otklik::ui
