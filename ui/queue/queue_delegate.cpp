// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/queue_delegate.h"

#include "ui/queue/queue_model.h"
#include "ui/queue/ticket_text.h"
#include "ui/widgets/row_painting.h"
#include "ui/widgets/time_text.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace otklik::ui {
namespace {
constexpr int kGap = 7;
}

QueueDelegate::QueueDelegate(const Look &look, const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_look(look)
    , m_clock(clock)
{
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    if (index.data(IsHeaderRole).toBool())
        return {100, 28};
    switch (m_density) {
    case QueueDensity::Compact:
        return {100, 34};
    case QueueDensity::Normal:
        return {100, 58};
    case QueueDensity::Roomy:
        return {100, 76};
    }
    return {100, 58};
}

void QueueDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.data(IsHeaderRole).toBool()) {
        paintHeader(*painter, option.rect, index);
        return;
    }
    painter->save();
    const QVariant check = index.data(Qt::CheckStateRole);
    const bool isChecked = check.isValid() && check.value<Qt::CheckState>() == Qt::Checked;
    paintGround(*painter, option, isChecked, check.isValid());
    const bool isCurrent = option.state & QStyle::State_Selected;
    const Row row{*painter, index.data(TicketRole).value<ticket::TicketRow>(), m_clock.now(), isCurrent || isChecked};
    if (m_density == QueueDensity::Compact) {
        paintCompact(row, option.rect.adjusted(16, 7, -12, -7), check);
        painter->restore();
        return;
    }
    const QRect inner = option.rect.adjusted(16, 8, -12, 0);
    paintFirstLine(row, QRect(inner.x(), inner.y(), inner.width(), 20), check);
    paintSecondLine(row, QRect(inner.x(), inner.y() + 22, inner.width(), 20));
    if (m_density == QueueDensity::Roomy) {
        painter->setFont(m_look.font(TypeRole::Second));
        painter->setPen(m_look.color(Token::T3));
        const QRect third(inner.x() + 21, inner.y() + 43, inner.width() - 21, 18);
        painter->drawText(third, Qt::AlignVCenter | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(row.ticket.preview, Qt::ElideRight, third.width()));
    }
    painter->restore();
}

void QueueDelegate::paintHeader(QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    painter.save();
    painter.fillRect(rect, m_look.color(Token::Side));
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), m_look.color(Token::Line));
    painter.setFont(m_look.font(TypeRole::SecondMedium));
    painter.setPen(m_look.color(Token::T3));
    const QRect inner = rect.adjusted(16, 0, -12, 0);
    const QString count = index.data(CountRole).toString();
    const int countWidth = painter.fontMetrics().horizontalAdvance(count);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignRight, count);
    painter.drawText(
        inner, Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, inner.width() - countWidth - 8));
    painter.restore();
}

void QueueDelegate::paintGround(QPainter &painter, const QStyleOptionViewItem &option, bool isChecked,
                                bool isSelecting) const
{
    const QRect &rect = option.rect;
    const bool isCurrent = option.state & QStyle::State_Selected;
    Token ground = Token::Panel;
    if (isChecked || (isCurrent && !isSelecting))
        ground = m_paneFocused || isChecked ? Token::Sel : Token::Hover;
    else if (option.state & QStyle::State_MouseOver)
        ground = Token::Hover;
    painter.fillRect(rect, m_look.color(ground));
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), m_look.color(Token::Line));
    if (isCurrent)
        painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()),
                         m_look.color(m_paneFocused ? Token::SelLine : Token::Line2));
}

void QueueDelegate::paintCheckBox(QPainter &painter, const QRect &box, bool isOn) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_look.color(isOn ? Token::Accent : Token::Field), 1.5));
    painter.setBrush(m_look.color(isOn ? Token::Accent : Token::Panel));
    painter.drawRoundedRect(QRectF(box).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4);
    if (isOn)
        m_look.icons.paint(painter, box.adjusted(2, 2, -2, -2), QStringLiteral("check"), m_look.color(Token::TInv));
    painter.restore();
}

/// Dot, check box, priority: what stands left of the subject. Returns where the text begins.
int QueueDelegate::paintMarks(const Row &row, const QRect &line, const QVariant &check) const
{
    if (row.ticket.unread)
        paintDot(row.painter, QPoint(line.x() - 8, line.y() + 10), 6, m_look.color(Token::Accent));
    int x = line.x();
    if (check.isValid()) {
        paintCheckBox(row.painter, QRect(x, line.y() + 2, 16, 16), check.value<Qt::CheckState>() == Qt::Checked);
        x += 16 + kGap;
    }
    paintPriority(row.painter, m_look, QRect(x, line.y() + 3, 14, 14), static_cast<int>(row.ticket.priority));
    x += 14 + kGap;
    if (row.ticket.failedSend) {
        m_look.icons.paint(row.painter, QRect(x, line.y() + 3, 14, 14), QStringLiteral("alert"),
                           m_look.color(Token::Red));
        x += 14 + kGap;
    }
    return x;
}

void QueueDelegate::paintFirstLine(const Row &row, QRect line, const QVariant &check) const
{
    const int x = paintMarks(row, line, check);
    const SlaChip chip = TicketText::slaChip(row.ticket, row.now);
    const int chipWidth = chip.width(m_look);
    chip.paint(row.painter, m_look, line);
    const int right = line.right() + 1 - (chipWidth > 0 ? chipWidth + kGap : 0);
    paintSubject(row, QRect(x, line.y(), right - x, 20));
}

void QueueDelegate::paintSubject(const Row &row, const QRect &rect) const
{
    QPainter &painter = row.painter;
    painter.setFont(m_look.font(row.ticket.unread ? TypeRole::Emphasis : TypeRole::Base));
    const QFontMetrics metrics = painter.fontMetrics();
    const QString text = metrics.elidedText(TicketText::subject(row.ticket), Qt::ElideRight, rect.width());
    for (const QString &word : m_words) {
        const qsizetype at = word.isEmpty() ? -1 : text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at < 0)
            continue;
        const int from = metrics.horizontalAdvance(text.left(at));
        const int to = metrics.horizontalAdvance(text.left(at + word.size()));
        painter.fillRect(QRect(rect.x() + from, rect.y() + 2, to - from, 16), m_look.color(Token::Mark));
    }
    painter.setPen(m_look.color(Token::T1));
    painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, text);
}

void QueueDelegate::paintAssignee(const Row &row, const QRect &rect) const
{
    if (row.ticket.assignee.isEmpty())
        paintNobody(row.painter, m_look, rect);
    else
        paintAvatar(row.painter, m_look, rect, m_names.value(row.ticket.assignee), row.ticket.assignee);
}

void QueueDelegate::paintSecondLine(const Row &row, QRect line) const
{
    m_look.icons.paint(row.painter, QRect(line.x(), line.y() + 3, 14, 14), TicketText::channelIcon(row.ticket.channel),
                       m_look.color(Token::T3));
    paintAssignee(row, QRect(line.right() - 19, line.y(), 20, 20));
    int right = line.right() - 20 - kGap;
    const int left = line.x() + 14 + kGap;
    if (!row.ticket.tags.isEmpty()) {
        const QString &tag = row.ticket.tags.front();
        const int width = qMin(tagChipWidth(m_look, tag), (right - left) / 2);
        paintTagChip(row.painter, m_look, QRect(right - width + 1, line.y() + 1, width, 18), tag, row.onSelection);
        right -= width + kGap;
    }
    paintWho(row, QRect(left, line.y(), right - left, 20), m_density == QueueDensity::Normal);
}

void QueueDelegate::paintWho(const Row &row, const QRect &rect, bool withPreview) const
{
    QPainter &painter = row.painter;
    QString who = TicketText::person(row.ticket.requester);
    if (!row.ticket.requester.company.isEmpty())
        who += QStringLiteral(" · ") + row.ticket.requester.company;
    painter.setFont(m_look.font(TypeRole::SecondMedium));
    painter.setPen(m_look.color(Token::T2));
    const QString shown = painter.fontMetrics().elidedText(who, Qt::ElideRight, rect.width());
    const int used = painter.fontMetrics().horizontalAdvance(shown);
    painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, shown);
    const QRect rest = rect.adjusted(used + 7, 0, 0, 0);
    if (!withPreview || rest.width() < 40)
        return;
    painter.setFont(m_look.font(TypeRole::Second));
    painter.setPen(m_look.color(Token::T3));
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(row.ticket.preview, Qt::ElideRight, rest.width()));
}

void QueueDelegate::paintCompact(const Row &row, QRect line, const QVariant &check) const
{
    const int x = paintMarks(row, line, check);
    paintAssignee(row, QRect(line.right() - 19, line.y(), 20, 20));
    line.setRight(line.right() - 20 - kGap);
    const SlaChip chip = TicketText::slaChip(row.ticket, row.now);
    chip.paint(row.painter, m_look, line);
    int right = line.right() + 1 - (chip.text.isEmpty() ? 0 : chip.width(m_look) + kGap);
    const int whoWidth = (right - x) / 3;
    paintWho(row, QRect(right - whoWidth, line.y(), whoWidth, 20), false);
    right -= whoWidth + kGap;
    paintSubject(row, QRect(x, line.y(), right - x, 20));
}

bool QueueDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid() || index.data(IsHeaderRole).toBool())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const auto row = index.data(TicketRole).value<ticket::TicketRow>();
    const QString address =
        row.requester.address.isEmpty() ? QString() : QStringLiteral(" <%1>").arg(row.requester.address);
    QStringList lines{TicketText::number(row.number) + QLatin1Char(' ') + TicketText::subject(row),
                      TicketText::person(row.requester) + address,
                      TicketText::status(row.effectiveStatus(m_clock.now())) + QStringLiteral(" · ") +
                          TicketText::priority(row.priority)};
    if (!row.dueAt.isNever())
        lines << tr("Due %1").arg(TimeText::full(row.dueAt.toLocal()));
    if (!row.tags.isEmpty())
        lines << row.tags.join(QStringLiteral(", "));
    QToolTip::showText(event->globalPos(),
                       lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")),
                       view);
    return true;
}

} // namespace otklik::ui
