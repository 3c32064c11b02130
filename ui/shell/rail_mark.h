// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QAbstractButton>

class QPainter;

namespace otklik::ui {

/// A mark at the foot of the rail: an icon, a word in its colour, and a small second line.
class RailMark : public QAbstractButton
{
    Q_OBJECT
public:
    RailMark(const Look &look, const QString &objectName, const QString &accessibleName, QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override { return {72, 56}; }

protected:
    /// A second line that is too long is set closer before it is cut.
    void paintMark(QPainter &painter, const QString &icon, Token ink, const QString &word, const QString &detail) const;
    [[nodiscard]] const Look &look() const { return m_look; }

private:
    Look m_look;
};

} // namespace otklik::ui
