// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/views_delegate.h"

#include "ui/queue/views_model.h"
#include "ui/widgets/row_painting.h"

#include <QLocale>
#include <QPainter>

namespace otklik::ui {

ViewsDelegate::ViewsDelegate(const Look &look, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_look(look)
{
}

QSize ViewsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    if (index.parent().isValid())
        return {100, 28};
    return {100, index.row() == 0 ? 34 : 36};
}

void ViewsDelegate::paintHeading(QPainter &painter, const QRect &rect, const QString &title, bool isFirst) const
{
    painter.setFont(m_look.font(TypeRole::Section));
    painter.setPen(m_look.color(Token::T3));
    const QRect text = rect.adjusted(16, isFirst ? 10 : 12, -8, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, title);
}

void ViewsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (!index.parent().isValid()) {
        paintHeading(*painter, option.rect, index.data().toString(), index.row() == 0);
        painter->restore();
        return;
    }
    const QRect box = option.rect.adjusted(8, 0, -8, 0);
    const bool isOn = option.state & QStyle::State_Selected;
    painter->setRenderHint(QPainter::Antialiasing);
    if (isOn || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_look.color(isOn ? Token::Sel : Token::Hover));
        painter->drawRoundedRect(box, 6, 6);
    }
    if (option.state & QStyle::State_HasFocus)
        paintRowFocus(*painter, m_look, box);
    const bool isUrgent = index.data(ViewsModel::UrgentRole).toBool();
    const QColor quiet = m_look.color(isUrgent ? Token::Red : isOn ? Token::AccentT : Token::T3);
    const QRect mark(box.x() + 8, box.y() + 6, 16, 16);
    const QString icon = index.data(ViewsModel::IconRole).toString();
    if (index.data(ViewsModel::WarnedRole).toBool())
        m_look.icons.paint(*painter, mark, QStringLiteral("alert"), m_look.color(Token::Red));
    else if (icon.isEmpty())
        paintDot(*painter, mark.center() + QPoint(1, 1), 8, m_look.color(tagToken(index.data().toString())));
    else
        m_look.icons.paint(*painter, mark, icon, quiet);
    const qint64 count = index.data(ViewsModel::SizeRole).toLongLong();
    const QString countText = count > 0 ? QLocale().toString(count) : QString();
    painter->setFont(m_look.font(isOn || isUrgent ? TypeRole::SecondStrong : TypeRole::Second));
    painter->setPen(quiet);
    const QRect countRect = box.adjusted(32, 0, -8, 0);
    painter->drawText(countRect, Qt::AlignVCenter | Qt::AlignRight, countText);
    const int countWidth = painter->fontMetrics().horizontalAdvance(countText);
    painter->setFont(m_look.font(isOn || isUrgent ? TypeRole::Emphasis : TypeRole::Base));
    painter->setPen(m_look.color(isUrgent ? Token::Red : Token::T1));
    painter->drawText(
        countRect, Qt::AlignVCenter | Qt::AlignLeft,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, countRect.width() - countWidth - 6));
    painter->restore();
}

} // namespace otklik::ui
