// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/promise_line.h"

#include "ui/conversation/conversation_text.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/time_text.h"

#include <QPainter>

namespace otklik::ui {

using namespace std::chrono_literals;

PromiseLine::PromiseLine(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setObjectName(QStringLiteral("promiseLine"));
    setFixedHeight(24);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PromiseLine::set(const ticket::TicketRow &row, Instant now)
{
    setVisible(row.promise != ticket::Promise::None && !row.dueAt.isNever());
    if (isHidden())
        return;
    const bool next = row.promise == ticket::Promise::NextResponse && !row.waitingSince.isNever();
    const Instant start = next ? row.waitingSince : row.createdAt;
    const auto whole = qMax(row.dueAt - start, 1ms);
    const auto left = row.dueAt - now;
    m_used = qBound(0.0, double((now - start).count()) / double(whole.count()), 1.0);
    m_name = ConversationText::promise(row.promise);
    const QString due = TimeText::stamp(row.dueAt.toLocal(), now.toLocal());
    m_sentence = left < 0ms ? tr("%1 over, was due %2").arg(TimeText::duration(-left), due)
                            : tr("%1 left of %2, due %3").arg(TimeText::duration(left), TimeText::duration(whole), due);
    const bool red = left < 30min;
    const bool amber = left < 90min;
    m_ink = red ? Token::Red : amber ? Token::Amber : Token::Green;
    m_bar = red ? Token::RedL : amber ? Token::AmberL : Token::GreenL;
    setAccessibleName(tr("%1: %2").arg(m_name, m_sentence));
    setToolTip(accessibleName());
    update();
}

void PromiseLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = m_look.color(m_ink);
    m_look.icons.paint(painter, QRect(0, 1, 14, 14),
                       m_ink == Token::Red ? QStringLiteral("alert") : QStringLiteral("clock"), ink);
    painter.setFont(m_look.font(TypeRole::SecondMedium));
    const int wide = painter.fontMetrics().horizontalAdvance(m_sentence);
    painter.setPen(ink);
    painter.drawText(QRect(18, 0, width() - 18, 16), Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_sentence, Qt::ElideRight, width() - 18));
    painter.setFont(m_look.font(TypeRole::Second));
    painter.setPen(m_look.color(Token::T2));
    const QRect name(18, 0, qMax(0, width() - 18 - wide - 8), 16);
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_name, Qt::ElideRight, name.width()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look.color(Token::Press));
    painter.drawRoundedRect(QRectF(0, 20, width(), 4), 2, 2);
    painter.setBrush(m_look.color(m_bar));
    painter.drawRoundedRect(QRectF(0, 20, width() * m_used, 4), 2, 2);
}

} // namespace otklik::ui
