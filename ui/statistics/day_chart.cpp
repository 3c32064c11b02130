// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/day_chart.h"

#include "ui/widgets/accessible.h"

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

} // namespace

QColor DayChart::chartGreen()
{
    return {0x63, 0xB9, 0x9A}; // the design's own, the same in both themes
}

DayChart::DayChart(const Look &look, QWidget *parent)
    : FigureCanvas(look, parent)
{
    setMinimumHeight(190);
    named(this, QStringLiteral("dayChart"), tr("Created and solved by day"));
}

void DayChart::setDays(std::vector<stats::Group> days, stats::Grouping grouping)
{
    m_days = std::move(days);
    m_grouping = grouping;
    relayout();
}

QRectF DayChart::plotArea() const
{
    return QRectF(rect()).adjusted(32, 8, -36, -22);
}

QDate DayChart::firstDayAt(std::size_t index) const
{
    const QString &key = m_days[index].key;
    if (m_grouping == stats::Grouping::Day)
        return QDate::fromString(key, Qt::ISODate);
    const QDate fourth(key.left(4).toInt(), 1, 4); // always in week 1 (ISO 8601)
    return fourth.addDays(7 * (key.mid(6).toInt() - 1) - (fourth.dayOfWeek() - 1));
}

QString DayChart::nameAt(std::size_t index) const
{
    const QDate first = firstDayAt(index);
    const QLocale locale;
    if (m_grouping == stats::Grouping::Day)
        return locale.toString(first, tr("dddd, d MMMM", "date format"));
    const QString format = tr("d MMM", "date format, axis");
    return tr("%1 to %2").arg(locale.toString(first, format), locale.toString(first.addDays(6), format));
}

std::vector<FigureCanvas::Cell> DayChart::layOut() const
{
    std::vector<Cell> cells;
    const QRectF plot = plotArea();
    const double slot = m_days.empty() ? 0 : plot.width() / double(m_days.size());
    for (std::size_t i = 0; i < m_days.size(); ++i) {
        const stats::Figures &f = m_days[i].figures;
        cells.push_back({QRectF(plot.left() + double(i) * slot, plot.top(), slot, plot.height()),
                         tr("%1: %2 created, %3 solved, %4 open at the end")
                             .arg(nameAt(i))
                             .arg(f.created.value_or(0))
                             .arg(f.solved)
                             .arg(f.backlog.value_or(0))});
    }
    return cells;
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
    painter.setFont(look().font(TypeRole::Small));
    const QRectF plot = plotArea();
    if (m_days.empty() || plot.width() < 40)
        return;
    const int top = niceTop(highest());
    paintScale(painter, plot, top);
    paintBars(painter, plot, top);
    paintBacklog(painter, plot);
    paintDates(painter, plot);
    paintFocus(painter);
}

void DayChart::paintScale(QPainter &painter, const QRectF &plot, int top) const
{
    const double slot = plot.width() / double(m_days.size());
    for (std::size_t i = 0; i < m_days.size(); ++i) {
        if (m_grouping == stats::Grouping::Day && firstDayAt(i).dayOfWeek() > 5)
            painter.fillRect(QRectF(plot.left() + double(i) * slot, plot.top(), slot, plot.height()),
                             look().color(Token::Inset));
    }
    for (int step = 0; step <= 4; ++step) {
        const double y = plot.bottom() - plot.height() * step / 4.0;
        painter.setPen(look().color(Token::Line));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(look().color(Token::T3));
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
            painter.drawRoundedRect(QRectF(left, plot.bottom() - height, bar, height), 1.5, 1.5);
        };
        draw(middle - bar - 0.5, m_days[i].figures.created.value_or(0), look().color(Token::Accent));
        draw(middle + 0.5, m_days[i].figures.solved, chartGreen());
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
    painter.setPen(QPen(look().color(Token::AmberL), 2));
    painter.drawPath(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().color(Token::AmberL));
    painter.drawEllipse(line.currentPosition(), 3.5, 3.5);
    painter.setPen(look().color(Token::T3));
    for (int step = 0; step <= 4; ++step)
        painter.drawText(QRectF(plot.right() + 6, plot.bottom() - plot.height() * step / 4.0 - 8, 30, 16),
                         Qt::AlignLeft | Qt::AlignVCenter, QString::number(top * step / 4));
}

void DayChart::paintDates(QPainter &painter, const QRectF &plot) const
{
    const double slot = plot.width() / double(m_days.size());
    const std::size_t every = std::max<std::size_t>(1, std::size_t(80.0 / slot));
    painter.setPen(look().color(Token::T3));
    for (std::size_t i = 0; i < m_days.size(); i += every) {
        const QRectF where(plot.left() + (double(i) + 0.5) * slot - 40, plot.bottom() + 4, 80, 16);
        painter.drawText(where, Qt::AlignCenter, QLocale().toString(firstDayAt(i), tr("d MMM", "date format, axis")));
    }
}

} // namespace otklik::ui
