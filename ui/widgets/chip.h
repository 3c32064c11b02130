// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QToolButton>

#include <functional>

namespace otklik::ui {

/// A property chip that is pressed, 24 px: a mark, a text that elides in the middle, and an arrow when it has a menu.
class Chip final : public QToolButton
{
    Q_OBJECT
public:
    explicit Chip(const Look &look, QWidget *parent = nullptr);

    /// Paints the mark left of the text into a square of 14 px (18 for avatars).
    using Mark = std::function<void(QPainter &, const Look &, const QRect &)>;
    void setMark(Mark mark, int side = 14);
    void setNoMark() { setMark({}, 0); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int markWidth() const { return m_mark ? m_markSide + 5 : 0; }
    [[nodiscard]] int arrowWidth() const { return menu() ? 17 : 0; }

    Look m_look;
    Mark m_mark;
    int m_markSide = 0;
};

} // namespace otklik::ui
