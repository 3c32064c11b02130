// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QWidget>

namespace otklik::ui {

/// The mark of the program at the head of the rail, 24 × 24 in a cell as wide as the rail.
class LogoMark final : public QWidget
{
    Q_OBJECT
public:
    explicit LogoMark(const Look &look, QWidget *parent = nullptr);
    /// The same mark as a window icon.
    [[nodiscard]] static QPixmap pixmap(const QColor &ground, int side);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
};

} // namespace otklik::ui
