// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/figures_box.h"

#include <QPainter>

namespace otklik::ui {

FiguresBox::FiguresBox(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setFixedHeight(45);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FiguresBox::set(std::vector<Figure> figures)
{
    m_figures = std::move(figures);
    QStringList spoken;
    for (const Figure &figure : m_figures)
        spoken << figure.number + QLatin1Char(' ') + figure.word;
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    update();
}

void FiguresBox::paintEvent(QPaintEvent *)
{
    if (m_figures.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_look.color(Token::Line));
    painter.setBrush(m_look.color(Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    const int count = static_cast<int>(m_figures.size());
    QFont small = m_look.font(TypeRole::Small);
    small.setWeight(QFont::Normal);
    for (int i = 0; i < count; ++i) {
        const int left = width() * i / count;
        const QRect cell(left, 0, width() * (i + 1) / count - left, height());
        if (i > 0)
            painter.fillRect(QRect(left, 1, 1, height() - 2), m_look.color(Token::Line));
        const Figure &figure = m_figures[static_cast<size_t>(i)];
        painter.setFont(m_look.font(TypeRole::PaneTitle));
        painter.setPen(m_look.color(Token::T1));
        painter.drawText(QRect(cell.x(), 6, cell.width(), 18), Qt::AlignCenter, figure.number);
        painter.setFont(small);
        painter.setPen(m_look.color(Token::T3));
        painter.drawText(QRect(cell.x() + 2, 24, cell.width() - 4, 15), Qt::AlignCenter,
                         painter.fontMetrics().elidedText(figure.word, Qt::ElideRight, cell.width() - 4));
    }
}

} // namespace otklik::ui
