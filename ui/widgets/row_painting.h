// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QRect>
#include <QString>

class QPainter;

namespace otklik::ui {

/// Small marks that delegates and widgets paint alike. Every function leaves the painter as it was.

void paintAvatar(QPainter &painter, const Look &look, const QRect &where, const QString &name, const QString &address);
/// The dashed circle of "nobody".
void paintNobody(QPainter &painter, const Look &look, const QRect &where);
/// 0 low, 1 normal, 2 high, 3 urgent, in 14 × 14.
void paintPriority(QPainter &painter, const Look &look, const QRect &where, int priority);

/// The colour of a tag's dot, from a hash of its name.
[[nodiscard]] Token tagToken(const QString &tag);
[[nodiscard]] int tagChipWidth(const Look &look, const QString &tag);
/// 18 px high, elided in the middle when `where` is too narrow.
void paintTagChip(QPainter &painter, const Look &look, const QRect &where, const QString &tag, bool onSelection);

/// The ring of the row that has the keyboard, 1 px.
void paintRowFocus(QPainter &painter, const Look &look, const QRect &row);

void paintDot(QPainter &painter, const QPoint &centre, int diameter, const QColor &colour);

} // namespace otklik::ui
