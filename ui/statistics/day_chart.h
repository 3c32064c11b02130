// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/report.h"
#include "ui/widgets/look.h"

#include <QWidget>

#include <vector>

namespace otklik::ui {

/// Created against solved by day as bars, the backlog as a line on its own scale; weekends on grey.
class DayChart final : public QWidget
{
    Q_OBJECT
public:
    explicit DayChart(const Look &look, QWidget *parent = nullptr);
    void setDays(std::vector<stats::Group> days);
    [[nodiscard]] QSize sizeHint() const override { return {600, 260}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintScale(QPainter &painter, const QRectF &plot, int top) const;
    void paintBars(QPainter &painter, const QRectF &plot, int top) const;
    void paintBacklog(QPainter &painter, const QRectF &plot) const;
    void paintDates(QPainter &painter, const QRectF &plot) const;
    [[nodiscard]] int highest() const;

    Look m_look;
    std::vector<stats::Group> m_days;
};

} // namespace otklik::ui
