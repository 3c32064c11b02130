// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/day_chart.h"

#include <QDate>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

namespace otklik::ui {

namespace {

/// The next of 4, 8, 20, 40, 80, 200 …: four steps make whole numbers.
int niceTop(int value)
{
    for (int scale = 1;; scale *= 10)
        for (const int step : {4, 8, 20})
            if (step * scale >= value)
                return step * scale;
}

const QColor kSolved(0x63, 0xB9, 0x9A); // the design's own chart green, the same in both themes

} // namespace

DayChart::DayChart(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setMinimumHeight(220);
    setObjectName(QStringLiteral("dayChart"));
    setAccessibleName(tr("Created and solved by day"));
}

void DayChart::setDays(std::vector<stats::Group> days)
{
    m_days = std::move(days);
    QStringList spoken;
    for (const stats::Group &day : m_days)
        spoken << tr("%1: created %2, solved %3")
                      .arg(day.key)
                      .arg(day.figures.created.value_or(0))
                      .arg(day.figures.solved);
    setAccessibleDescription(spoken.join(QLatin1String("; ")));
    update();
}

int DayChart::highest() const
{
    int most = 1;
    for (const stats::Group &day : m_days)
        most = std::max({most, day.figures.created.value_or(0), day.figures.solved});
    return most;
}

void DayChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_look.font(TypeRole::Small));
    const QRectF plot = QRectF(rect()).adjusted(32, 8, -36, -22);
    if (m_days.empty() || plot.width() < 40)
        return;
    const int top = niceTop(highest());
    paintScale(painter, plot, top);
    paintBars(painter, plot, top);
    paintBacklog(painter, plot);
    paintDates(painter, plot);
}

void DayChart::paintScale(QPainter &painter, const QRectF &plot, int top) const
{
    const double slot = plot.width() / double(m_days.size());
    for (std::size_t i = 0; i < m_days.size(); ++i) {
        const QDate day = QDate::fromString(m_days[i].key, Qt::ISODate);
        if (day.isValid() && day.dayOfWeek() > 5)
            painter.fillRect(QRectF(plot.left() + double(i) * slot, plot.top(), slot, plot.height()),
                             m_look.color(Token::Inset));
    }
    for (int step = 0; step <= 4; ++step) {
        const double y = plot.bottom() - plot.height() * step / 4.0;
        painter.setPen(m_look.color(Token::Line));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(m_look.color(Token::T3));
        painter.drawText(QRectF(0, y - 8, plot.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(top * step / 4));
    }
}

void DayChart::paintBars(QPainter &painter, const QRectF &plot, int top) const
{
    const double slot = plot.width() / double(m_days.size());
    const double bar = std::min(10.0, slot * 0.36);
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_days.size(); ++i) {
        const double middle = plot.left() + (double(i) + 0.5) * slot;
        const auto draw = [&](double left, int value, const QColor &colour) {
            const double height = plot.height() * value / double(top);
            painter.setBrush(colour);
            painter.drawRect(QRectF(left, plot.bottom() - height, bar, height));
        };
        draw(middle - bar - 0.5, m_days[i].figures.created.value_or(0), m_look.color(Token::Accent));
        draw(middle + 0.5, m_days[i].figures.solved, kSolved);
    }
}

void DayChart::paintBacklog(QPainter &painter, const QRectF &plot) const
{
    int most = 1;
    for (const stats::Group &day : m_days)
        most = std::max(most, day.figures.backlog.value_or(0));
    const int top = niceTop(most);
    const double slot = plot.width() / double(m_days.size());
    QPainterPath line;
    for (std::size_t i = 0; i < m_days.size(); ++i) {
        const QPointF point(plot.left() + (double(i) + 0.5) * slot,
                            plot.bottom() - plot.height() * m_days[i].figures.backlog.value_or(0) / double(top));
        i == 0 ? line.moveTo(point) : line.lineTo(point);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_look.color(Token::AmberL), 2));
    painter.drawPath(line);
    painter.setPen(m_look.color(Token::T3));
    for (int step = 0; step <= 4; ++step)
        painter.drawText(QRectF(plot.right() + 6, plot.bottom() - plot.height() * step / 4.0 - 8, 30, 16),
                         Qt::AlignLeft | Qt::AlignVCenter, QString::number(top * step / 4));
}

void DayChart::paintDates(QPainter &painter, const QRectF &plot) const
{
    const double slot = plot.width() / double(m_days.size());
    const std::size_t every = std::max<std::size_t>(1, std::size_t(70.0 / slot));
    painter.setPen(m_look.color(Token::T3));
    for (std::size_t i = 0; i < m_days.size(); i += every) {
        const QDate day = QDate::fromString(m_days[i].key, Qt::ISODate);
        const QRectF where(plot.left() + (double(i) + 0.5) * slot - 40, plot.bottom() + 4, 80, 16);
        painter.drawText(where, Qt::AlignCenter, QLocale().toString(day, QStringLiteral("d MMM")));
    }
}

} // namespace otklik::ui
