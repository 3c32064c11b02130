// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/figure_canvas.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

namespace otklik::ui {

FigureCanvas::FigureCanvas(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setFocusPolicy(Qt::TabFocus);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FigureCanvas::relayout()
{
    m_cells = layOut();
    m_current = std::clamp(m_current, 0, std::max(0, cellCount() - 1));
    update();
}

void FigureCanvas::paintFocus(QPainter &painter) const
{
    if (!hasFocus() || m_cells.empty())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_look.color(Token::SelLine), 2));
    painter.drawRoundedRect(cellArea(m_current).adjusted(-1, -1, 1, 1), 3, 3);
}

int FigureCanvas::cellAt(const QPointF &where) const
{
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        if (m_cells[i].area.contains(where))
            return int(i);
    return -1;
}

void FigureCanvas::moveTo(int index)
{
    if (index < 0 || index >= cellCount())
        return;
    m_current = index;
    setAccessibleDescription(cellText(index));
    update();
}

bool FigureCanvas::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int cell = cellAt(help->pos());
    if (cell < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), cellText(cell), this, cellArea(cell).toAlignedRect());
    return true;
}

void FigureCanvas::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    relayout();
}

void FigureCanvas::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    moveTo(m_current);
}

void FigureCanvas::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return moveTo(m_current - 1);
    case Qt::Key_Right:
        return moveTo(m_current + 1);
    case Qt::Key_Up:
        return moveTo(m_current - stride());
    case Qt::Key_Down:
        return moveTo(m_current + stride());
    case Qt::Key_Home:
        return moveTo(0);
    case Qt::Key_End:
        return moveTo(cellCount() - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (!m_cells.empty())
            Q_EMIT activated(m_current);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void FigureCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    const int cell = cellAt(event->position());
    if (cell < 0 || event->button() != Qt::LeftButton)
        return;
    moveTo(cell);
    Q_EMIT activated(cell);
}

} // namespace otklik::ui
