// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/avatar.h"

#include "ui/widgets/row_painting.h"

#include <QPainter>

namespace otklik::ui {

Avatar::Avatar(const Look &look, int diameter, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_diameter(diameter)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Avatar::setPerson(const QString &name, const QString &address)
{
    m_name = name;
    m_address = address;
    setAccessibleName(name.isEmpty() ? address : name);
    setToolTip(name.isEmpty() ? address : QStringLiteral("%1 <%2>").arg(name, address));
    update();
}

void Avatar::setPresent(bool present)
{
    m_present = present;
    updateGeometry();
    update();
}

QSize Avatar::sizeHint() const
{
    const int side = m_diameter + (m_present ? 8 : 0);
    return {side, side};
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QRect circle(0, 0, m_diameter, m_diameter);
    circle.moveCenter(rect().center());
    if (m_address.isEmpty())
        paintNobody(painter, m_look, circle);
    else
        paintAvatar(painter, m_look, circle, m_name, m_address);
    if (!m_present)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_look.color(Token::GreenL), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QRectF(circle).adjusted(-2.75, -2.75, 2.75, 2.75));
}

} // namespace otklik::ui
