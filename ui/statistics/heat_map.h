// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/report.h"
#include "ui/statistics/figure_canvas.h"

namespace otklik::ui {

/// When tickets arrive: a row for each weekday, a cell for each hour; cell index = 24 * (weekday - 1) + hour.
class HeatMap final : public FigureCanvas
{
    Q_OBJECT
public:
    using Arrivals = std::array<std::array<int, 24>, 7>;
    explicit HeatMap(const Look &look, QWidget *parent = nullptr);
    void setArrivals(const Arrivals &arrivals);
    [[nodiscard]] QSize sizeHint() const override { return {420, 250}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] std::vector<Cell> layOut() const override;
    [[nodiscard]] int stride() const override { return 24; }

private:
    [[nodiscard]] QRectF grid() const;
    [[nodiscard]] int most() const;
    [[nodiscard]] QColor heat(int count, int most) const;
    [[nodiscard]] int value(int cell) const;
    void paintLegend(QPainter &painter) const;

    Arrivals m_arrivals{};
};

} // namespace otklik::ui
