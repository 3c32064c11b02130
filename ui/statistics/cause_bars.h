// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/report.h"
#include "ui/statistics/figure_canvas.h"

namespace otklik::ui {

/// Why it happened: solved tickets by cause as bars, the most frequent first, coloured by whose side it was on.
class CauseBars final : public FigureCanvas
{
    Q_OBJECT
public:
    explicit CauseBars(const Look &look, QWidget *parent = nullptr);
    /// `before` may be null: no changes then.
    void setReport(const stats::Report &report, const stats::Report *before);
    /// Its id, as the query language has it.
    [[nodiscard]] QString causeAt(int index) const { return m_rows.at(std::size_t(index)).cause; }
    [[nodiscard]] static QString causeName(const QString &cause);
    [[nodiscard]] QSize sizeHint() const override { return {420, 250}; }

    enum class Side { Customer, Ours, Others };
    [[nodiscard]] static Side sideOf(const QString &cause);
    [[nodiscard]] int solvedOn(Side side) const;
    [[nodiscard]] Token sideToken(Side side) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] std::vector<Cell> layOut() const override;

private:
    struct Row
    {
        QString cause;
        int solved = 0;
        int percent = 0;
        std::optional<int> change; ///< in points
    };
    void paintRow(QPainter &painter, const Row &row, const QRectF &area) const;

    std::vector<Row> m_rows;
    int m_total = 0;
};

} // namespace otklik::ui
