// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/count_badge.h"

#include <QFontMetrics>
#include <QPainter>

namespace otklik::ui {

QString badgeText(int count)
{
    if (count <= 0)
        return {};
    return count > 99 ? QStringLiteral("99+") : QString::number(count);
}

void paintCountBadge(QPainter &painter, const Look &look, const QPoint &topRight, int count, bool urgent)
{
    const QString text = badgeText(count);
    if (text.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = look.font(TypeRole::Badge);
    const int width = qMax(16, QFontMetrics(font).horizontalAdvance(text) + 8);
    const QRect box(topRight.x() - width, topRight.y(), width, 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.color(urgent ? Token::Red : Token::Accent));
    painter.drawRoundedRect(box, 8, 8);
    painter.setFont(font);
    painter.setPen(look.color(urgent ? Token::Panel : Token::TInv));
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace otklik::ui
