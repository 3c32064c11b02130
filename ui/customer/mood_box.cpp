// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/mood_box.h"

#include "ui/customer/customer_text.h"

#include <QPainter>

namespace otklik::ui {

MoodBox::MoodBox(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFixedHeight(40);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MoodBox::set(ticket::Mood mood, const QString &title, const QString &detail)
{
    m_mood = mood;
    m_title = title;
    m_detail = detail;
    setAccessibleName(QStringLiteral("%1. %2").arg(title, detail));
    setVisible(mood != ticket::Mood::None);
    update();
}

void MoodBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isUpset = m_mood == ticket::Mood::Upset;
    const bool isTense = m_mood == ticket::Mood::Tense;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look.color(isUpset ? Token::RedBg : isTense ? Token::AmberBg : Token::GreenBg));
    painter.drawRoundedRect(rect(), 8, 8);
    const QColor ink = m_look.color(isUpset ? Token::Red : isTense ? Token::Amber : Token::Green);
    m_look.icons.paint(painter, QRect(10, 11, 18, 18), CustomerText::moodIcon(m_mood), ink);
    painter.setPen(ink);
    painter.setFont(m_look.font(TypeRole::Emphasis));
    const QRect text = rect().adjusted(36, 4, -8, -4);
    painter.drawText(QRect(text.x(), text.y(), text.width(), 17), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_title, Qt::ElideRight, text.width()));
    QFont small = m_look.font(TypeRole::Small);
    small.setWeight(QFont::Normal);
    painter.setFont(small);
    painter.drawText(QRect(text.x(), text.y() + 17, text.width(), 15), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_detail, Qt::ElideRight, text.width()));
}

} // namespace otklik::ui
