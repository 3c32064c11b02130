// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/history_delegate.h"

#include "ui/customer/history_model.h"
#include "ui/widgets/row_painting.h"

#include <QPainter>

namespace otklik::ui {

HistoryDelegate::HistoryDelegate(const Look &look, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_look(look)
{
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {100, kRowHeight};
}

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect.adjusted(16, 0, -16, 0);
    const bool isHot = option.state & (QStyle::State_MouseOver | QStyle::State_Selected);
    if (isHot && option.state & QStyle::State_Enabled) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_look.color(Token::Hover));
        painter->drawRoundedRect(option.rect.adjusted(8, 0, -8, 0), 6, 6);
    }
    if (option.state & QStyle::State_HasFocus)
        paintRowFocus(*painter, m_look, option.rect.adjusted(8, 0, -8, 0));
    const bool isShown = index.data(HistoryModel::IsShownRole).toBool();
    if (index.row() + 1 < index.model()->rowCount())
        painter->fillRect(QRect(row.x() + 10, row.y() + 20, 1, row.height() - 20), m_look.color(Token::Line2));
    const QRect circle(row.x(), row.y(), 20, 20);
    painter->setPen(m_look.color(isShown ? Token::Accent : Token::Line2));
    painter->setBrush(m_look.color(Token::Panel));
    painter->drawEllipse(QRectF(circle).adjusted(0.5, 0.5, -0.5, -0.5));
    m_look.icons.paint(*painter, circle.adjusted(4, 4, -4, -4), index.data(HistoryModel::IconRole).toString(),
                       m_look.color(isShown ? Token::AccentT : Token::T2));
    const QRect text = row.adjusted(28, 0, 0, 0);
    painter->setFont(m_look.font(isShown ? TypeRole::SecondStrong : TypeRole::Second));
    painter->setPen(m_look.color(Token::T1));
    painter->drawText(QRect(text.x(), text.y(), text.width(), 17), Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter->setFont(m_look.font(TypeRole::Second));
    painter->setPen(m_look.color(Token::T3));
    painter->drawText(QRect(text.x(), text.y() + 16, text.width(), 17), Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(index.data(HistoryModel::DetailRole).toString(), Qt::ElideRight,
                                                        text.width()));
    painter->restore();
}

} // namespace otklik::ui
