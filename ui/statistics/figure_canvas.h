// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QWidget>

#include <vector>

namespace otklik::ui {

/// A painted chart whose marks are cells: each has a tooltip, is reached with the arrow keys, and can be activated with
/// Enter or a click.
class FigureCanvas : public QWidget
{
    Q_OBJECT
public:
    explicit FigureCanvas(const Look &look, QWidget *parent = nullptr);

    [[nodiscard]] int cellCount() const { return int(m_cells.size()); }
    [[nodiscard]] QRectF cellArea(int index) const { return m_cells.at(std::size_t(index)).area; }
    [[nodiscard]] QString cellText(int index) const { return m_cells.at(std::size_t(index)).text; }
    [[nodiscard]] int currentCell() const { return m_current; }

Q_SIGNALS:
    void activated(int index);

protected:
    struct Cell
    {
        QRectF area;
        QString text; ///< tooltip, and what a screen reader says
    };
    /// Of the present data in the present size.
    [[nodiscard]] virtual std::vector<Cell> layOut() const = 0;
    /// How many cells Up and Down go.
    [[nodiscard]] virtual int stride() const { return 1; }
    /// After the data have changed.
    void relayout();
    [[nodiscard]] const Look &look() const { return m_look; }
    /// The ring of the current cell, above everything else.
    void paintFocus(QPainter &painter) const;

    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] int cellAt(const QPointF &where) const;
    void moveTo(int index);

    Look m_look;
    std::vector<Cell> m_cells;
    int m_current = 0;
};

} // namespace otklik::ui
