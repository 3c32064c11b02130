// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/report.h"
#include "ui/statistics/figure_canvas.h"

namespace otklik::ui {

/// Created against solved by day (or week) as bars, the backlog as a line on its own scale; weekends on grey.
class DayChart final : public FigureCanvas
{
    Q_OBJECT
public:
    explicit DayChart(const Look &look, QWidget *parent = nullptr);
    void setDays(std::vector<stats::Group> days, stats::Grouping grouping);
    /// "2026-03-01" or "2026-W09".
    [[nodiscard]] QString keyAt(int index) const { return m_days.at(std::size_t(index)).key; }
    /// Of the bars of solved tickets, for the legend.
    [[nodiscard]] static QColor chartGreen();
    [[nodiscard]] QSize sizeHint() const override { return {600, 260}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] std::vector<Cell> layOut() const override;

private:
    void paintScale(QPainter &painter, const QRectF &plot, int top) const;
    void paintBars(QPainter &painter, const QRectF &plot, int top) const;
    void paintBacklog(QPainter &painter, const QRectF &plot) const;
    void paintDates(QPainter &painter, const QRectF &plot) const;
    [[nodiscard]] int highest() const;
    [[nodiscard]] QRectF plotArea() const;
    [[nodiscard]] QDate firstDayAt(std::size_t index) const;
    [[nodiscard]] QString nameAt(std::size_t index) const;

    stats::Grouping m_grouping = stats::Grouping::Day;
    std::vector<stats::Group> m_days;
};

} // namespace otklik::ui
