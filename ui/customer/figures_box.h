// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QWidget>

#include <vector>

namespace otklik::ui {

/// A row of cells with a number over a word.
class FiguresBox final : public QWidget
{
    Q_OBJECT
public:
    struct Figure
    {
        QString number;
        QString word;
    };
    explicit FiguresBox(const Look &look, QWidget *parent = nullptr);
    void set(std::vector<Figure> figures);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    std::vector<Figure> m_figures;
};

} // namespace otklik::ui
