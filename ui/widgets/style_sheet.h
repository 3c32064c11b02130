// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace otklik::ui {

class Theme;

/// The one style sheet of the windows with the theme's colours filled in. What it knows beside the plain classes:
/// property `kind` (primary, flat, link, danger) and `size` (small, large) on QPushButton and QToolButton, property
/// `surface` (window, side, panel, raised, inset) on containers (see accessible.h), property `tone` (red, amber, blue)
/// on banners.
[[nodiscard]] QString fillStyleSheet(const Theme &theme);

} // namespace otklik::ui
