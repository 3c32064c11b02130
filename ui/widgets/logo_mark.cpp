// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/logo_mark.h"

#include <QPainter>
#include <QPainterPath>

namespace otklik::ui {
namespace {

void drawMark(QPainter &painter, const QColor &ground)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(1, 1, 22, 22), 6, 6);
    QPainterPath line;
    line.moveTo(7, 12);
    line.arcTo(QRectF(7, 7, 10, 10), 180, -270);
    line.lineTo(7.6, 17);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::white, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawEllipse(QPointF(12, 12), 1.7, 1.7);
}

} // namespace

LogoMark::LogoMark(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setFixedSize(72, 39);
    setAccessibleName(QStringLiteral("Otklik"));
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QPixmap LogoMark::pixmap(const QColor &ground, int side)
{
    QPixmap drawn(side, side);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    painter.scale(side / 24.0, side / 24.0);
    drawMark(painter, ground);
    return drawn;
}

void LogoMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.translate((width() - 24) / 2, (height() - 24) / 2);
    drawMark(painter, m_look.color(Token::Accent));
}

} // namespace otklik::ui
