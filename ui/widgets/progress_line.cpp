// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/progress_line.h"

#include <QPainter>

namespace otklik::ui {

ProgressLine::ProgressLine(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setFixedHeight(2);
    setAccessibleName(tr("Progress of the synchronisation"));
}

void ProgressLine::setProgress(qint64 done, qint64 total)
{
    m_active = true;
    m_done = done;
    m_total = total;
    setAccessibleDescription(total > 0 ? tr("%L1 of %L2").arg(done).arg(total) : QString());
    update();
}

void ProgressLine::clear()
{
    m_active = false;
    setAccessibleDescription(QString());
    update();
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    if (!m_active)
        return;
    QPainter painter(this);
    if (m_total <= 0) {
        painter.fillRect(rect(), m_look.color(Token::AccentL));
        return;
    }
    const double part = qBound(0.0, static_cast<double>(m_done) / static_cast<double>(m_total), 1.0);
    painter.fillRect(rect(), m_look.color(Token::Press));
    painter.fillRect(QRect(0, 0, qRound(width() * part), height()), m_look.color(Token::Accent));
}

} // namespace otklik::ui
