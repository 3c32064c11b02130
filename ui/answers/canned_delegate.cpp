// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/answers/canned_delegate.h"

#include "ui/answers/canned_model.h"

#include <QPainter>

namespace otklik::ui {

CannedDelegate::CannedDelegate(const Look &look, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_look(look)
{
}

void CannedDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect box = option.rect.adjusted(0, 0, -1, -1);
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->setPen(QPen(m_look.color(Token::SelLine), option.state.testFlag(QStyle::State_HasFocus) ? 2 : 1));
        painter->setBrush(m_look.color(Token::Sel));
        painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_look.color(Token::Hover));
        painter->drawRoundedRect(box, 6, 6);
    }
    paintFirst(*painter, QRect(box.x() + 10, box.y() + 5, box.width() - 20, 20), index);
    paintSecond(*painter, QRect(box.x() + 10, box.y() + 25, box.width() - 20, 18), index);
    painter->restore();
}

void CannedDelegate::paintFirst(QPainter &painter, QRect line, const QModelIndex &index) const
{
    const auto *model = static_cast<const CannedModel *>(index.model());
    const workspace::CannedRow &row = *model->at(index.row());
    painter.setFont(m_look.font(TypeRole::Second));
    const QString uses = tr("%n use(s)", nullptr, row.uses);
    painter.setPen(m_look.color(Token::T3));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, uses);
    line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(uses) - 8);
    const QString name = row.shortcut.isEmpty() ? row.name : row.shortcut;
    const qsizetype hit = model->filter().isEmpty() ? -1 : name.indexOf(model->filter(), 0, Qt::CaseInsensitive);
    const QString parts[] = {hit < 0 ? name : name.left(hit),
                             hit < 0 ? QString() : name.mid(hit, model->filter().size()),
                             hit < 0 ? QString() : name.mid(hit + model->filter().size())};
    for (int i = 0; i < 3; ++i) {
        painter.setFont(m_look.font(i == 1 ? TypeRole::Emphasis : TypeRole::Button));
        painter.setPen(m_look.color(i == 1 ? Token::AccentT : Token::T1));
        const QString shown = painter.fontMetrics().elidedText(parts[i], Qt::ElideRight, line.width() - 34);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, shown);
        line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(shown));
    }
    painter.setFont(m_look.font(TypeRole::Badge));
    const QString language = row.language.toUpper();
    if (language.isEmpty())
        return;
    const QRect frame(line.left() + 8, line.y() + 3, painter.fontMetrics().horizontalAdvance(language) + 9, 15);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(m_look.color(Token::Line2));
    painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setPen(m_look.color(Token::T2));
    painter.drawText(frame, Qt::AlignCenter, language);
}

void CannedDelegate::paintSecond(QPainter &painter, QRect line, const QModelIndex &index) const
{
    const workspace::CannedRow &row = *static_cast<const CannedModel *>(index.model())->at(index.row());
    painter.setFont(m_look.font(TypeRole::Small));
    const auto drawAtRight = [&](const QString &text, Token ink) {
        painter.setPen(m_look.color(ink));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, text);
        line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(text) - 8);
    };
    if (row.usesInSimilar > 0)
        drawAtRight(tr("in %n similar", nullptr, row.usesInSimilar), Token::Green);
    if (index.data(CannedModel::kUnsavedRole).toBool())
        drawAtRight(tr("not saved"), Token::Amber);
    painter.setFont(m_look.font(TypeRole::Second));
    painter.setPen(m_look.color(Token::T2));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(row.title, Qt::ElideRight, line.width()));
}

} // namespace otklik::ui
