// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/statistics/tile_figures.h"
#include "ui/widgets/look.h"

#include <QFrame>

class QLabel;

namespace otklik::ui {

/// One figure with its name, its change, a second line, and the definition as tooltip. A click or Enter asks for its
/// tickets.
class FigureTile final : public QFrame
{
    Q_OBJECT
public:
    explicit FigureTile(const Look &look, QWidget *parent = nullptr);
    void setFigure(const TileFigure &figure);
    [[nodiscard]] QString figure() const;

Q_SIGNALS:
    void activated(otklik::stats::Metric metric);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showChange();

    Look m_look;
    TileFigure m_shown;
    QLabel *m_title, *m_figure, *m_arrow, *m_change, *m_detail;
};

} // namespace otklik::ui
