// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/heat_map.h"

#include "ui/widgets/accessible.h"

#include <QLocale>
#include <QPainter>

#include <cmath>

namespace otklik::ui {

namespace {

constexpr int kSteps = 6; // beside "none"

QString dayName(int weekday)
{
    return QLocale().standaloneDayName(weekday, QLocale::ShortFormat);
}

QColor mixed(const QColor &a, const QColor &b, double part)
{
    const auto one = [part](int from, int to) { return int(std::lround(from + (to - from) * part)); };
    return {one(a.red(), b.red()), one(a.green(), b.green()), one(a.blue(), b.blue())};
}

} // namespace

HeatMap::HeatMap(const Look &look, QWidget *parent)
    : FigureCanvas(look, parent)
{
    named(this, QStringLiteral("heatMap"), tr("When tickets arrive, by weekday and hour"));
    setMinimumHeight(190);
}

void HeatMap::setArrivals(const Arrivals &arrivals)
{
    m_arrivals = arrivals;
    relayout();
}

QRectF HeatMap::grid() const
{
    return QRectF(rect()).adjusted(36, 20, 0, -28);
}

int HeatMap::value(int cell) const
{
    return m_arrivals[std::size_t(cell / 24)][std::size_t(cell % 24)];
}

int HeatMap::most() const
{
    int highest = 0;
    for (const auto &day : m_arrivals)
        highest = std::max(highest, *std::max_element(day.begin(), day.end()));
    return highest;
}

std::vector<FigureCanvas::Cell> HeatMap::layOut() const
{
    const QRectF all = grid();
    const double width = all.width() / 24;
    const double height = all.height() / 7;
    std::vector<Cell> cells;
    for (int cell = 0; cell < 7 * 24; ++cell) {
        const int hour = cell % 24;
        const int day = cell / 24;
        const QRectF area(all.left() + hour * width, all.top() + day * height, width - 2, height - 2);
        cells.push_back({area, tr("%1, %2:00 to %3:00: %n tickets", "", value(cell))
                                   .arg(dayName(day + 1))
                                   .arg(hour, 2, 10, QLatin1Char('0'))
                                   .arg(hour + 1, 2, 10, QLatin1Char('0'))});
    }
    return cells;
}

QColor HeatMap::heat(int count, int most) const
{
    if (count == 0)
        return look().color(look().theme.isDark() ? Token::Press : Token::Inset);
    const double part = std::ceil(double(kSteps) * count / std::max(1, most)) / kSteps;
    return mixed(look().color(Token::AccentBg), look().color(Token::AccentT), part);
}

void HeatMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(look().font(TypeRole::Small));
    const QRectF all = grid();
    painter.setPen(look().color(Token::T3));
    for (int hour = 0; hour < 24; hour += 3)
        painter.drawText(QRectF(all.left() + hour * all.width() / 24 - 8, 0, all.width() / 24 + 14, 16),
                         Qt::AlignCenter, QStringLiteral("%1").arg(hour, 2, 10, QLatin1Char('0')));
    for (int day = 0; day < 7; ++day)
        painter.drawText(QRectF(0, all.top() + day * all.height() / 7, 34, all.height() / 7 - 2),
                         Qt::AlignLeft | Qt::AlignVCenter, dayName(day + 1));
    const int highest = most();
    painter.setPen(Qt::NoPen);
    for (int cell = 0; cell < cellCount(); ++cell) {
        painter.setBrush(heat(value(cell), highest));
        painter.drawRoundedRect(cellArea(cell), 3, 3);
    }
    paintLegend(painter);
    paintFocus(painter);
}

void HeatMap::paintLegend(QPainter &painter) const
{
    const int highest = most();
    const double y = height() - 20;
    painter.setPen(look().color(Token::T3));
    painter.drawText(QRectF(36, y, 12, 16), Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("0"));
    double x = 50;
    for (int step = 0; step <= kSteps; ++step, x += 17) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(heat(step, kSteps));
        painter.drawRoundedRect(QRectF(x, y + 3, 15, 10), 2, 2);
    }
    painter.setPen(look().color(Token::T3));
    painter.drawText(QRectF(x + 4, y, 120, 16), Qt::AlignLeft | Qt::AlignVCenter, tr("%n tickets", "", highest));
    if (highest == 0)
        return;
    int peak = 0;
    while (value(peak) != highest)
        ++peak;
    const double room = width() - x - 84;
    QString text = tr("Peak: %1").arg(cellText(peak));
    if (painter.fontMetrics().horizontalAdvance(text) > room)
        text = cellText(peak);
    painter.drawText(QRectF(x + 84, y, room, 16), Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, int(room)));
}

} // namespace otklik::ui
