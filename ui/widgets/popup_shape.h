// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>

class QWidget;

namespace otklik::ui {

/// Whether windows are blended with what is below them: without a compositor a translucent window is black.
[[nodiscard]] bool isComposited();

/// Cuts `popup` down to `box` with rounded corners where nothing is blended; else leaves it whole.
void shapePopup(QWidget *popup, const QRect &box, int radius, bool composited = isComposited());

} // namespace otklik::ui
