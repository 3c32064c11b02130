// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_delegate.h"

#include <QPainter>

namespace otklik::ui {

PaletteDelegate::PaletteDelegate(const Look &look, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_look(look)
{
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {100, index.data(EntryRole).isValid() ? 32 : 28};
}

int PaletteDelegate::paintKeys(QPainter &painter, const QRect &row, const QString &keys) const
{
    if (keys.isEmpty())
        return 0;
    painter.setFont(m_look.font(TypeRole::Small));
    const int width = painter.fontMetrics().horizontalAdvance(keys) + 12;
    const QRect box(row.right() - width + 1, row.y() + 7, width, 18);
    painter.setPen(m_look.color(Token::Line2));
    painter.setBrush(m_look.color(Token::Panel));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(m_look.color(Token::T3));
    painter.drawText(box, Qt::AlignCenter, keys);
    return width + 10;
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect row = option.rect.adjusted(16, 0, -16, 0);
    if (!index.data(EntryRole).isValid()) {
        painter->setFont(m_look.font(TypeRole::Section));
        painter->setPen(m_look.color(Token::T3));
        painter->drawText(row.adjusted(0, 6, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
        painter->restore();
        return;
    }
    if (option.state & QStyle::State_Selected) {
        painter->setPen(m_look.color(Token::SelLine));
        painter->setBrush(m_look.color(Token::Sel));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(7.5, 0.5, -7.5, -0.5), 6, 6);
    }
    m_look.icons.paint(*painter, QRect(row.x(), row.y() + 8, 16, 16), index.data(IconRole).toString(),
                       m_look.color(Token::T3));
    row.adjust(26, 0, 0, 0);
    row.adjust(0, 0, -paintKeys(*painter, row, index.data(KeysRole).toString()), 0);
    painter->setFont(m_look.font(TypeRole::Button));
    const QFontMetrics metrics = painter->fontMetrics();
    const QString title = metrics.elidedText(index.data().toString(), Qt::ElideRight, row.width());
    const qsizetype at = m_text.isEmpty() ? -1 : title.indexOf(m_text, 0, Qt::CaseInsensitive);
    if (at >= 0)
        painter->fillRect(QRect(row.x() + metrics.horizontalAdvance(title.left(at)), row.y() + 8,
                                metrics.horizontalAdvance(title.mid(at, m_text.size())), 16),
                          m_look.color(Token::Mark));
    painter->setPen(m_look.color(Token::T1));
    painter->drawText(row, Qt::AlignVCenter | Qt::AlignLeft, title);
    row.adjust(metrics.horizontalAdvance(title) + 10, 0, 0, 0);
    painter->setFont(m_look.font(TypeRole::Second));
    painter->setPen(m_look.color(Token::T3));
    painter->drawText(
        row, Qt::AlignVCenter | Qt::AlignLeft,
        painter->fontMetrics().elidedText(index.data(DetailRole).toString(), Qt::ElideRight, row.width()));
    painter->restore();
}

} // namespace otklik::ui
