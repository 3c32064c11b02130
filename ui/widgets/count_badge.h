// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QRect>

class QPainter;

namespace otklik::ui {

/// The round count on a rail button, 16 px high, right end at `topRight`. Nothing for 0; "99+" above 99.
void paintCountBadge(QPainter &painter, const Look &look, const QPoint &topRight, int count, bool urgent);
[[nodiscard]] QString badgeText(int count);

} // namespace otklik::ui
