// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/icon_store.h"
#include "ui/widgets/theme.h"

namespace otklik::ui {

/// What everything that paints is given. Both outlive all windows.
struct Look
{
    const Theme &theme;
    const IconStore &icons;

    [[nodiscard]] QColor color(Token token) const { return theme.color(token); }
    [[nodiscard]] QFont font(TypeRole role) const { return theme.font(role); }
};

} // namespace otklik::ui
