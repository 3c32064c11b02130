// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk_values.h"

#include <QCoreApplication>

namespace otklik::ui {

/// What the send guard asks, in words.
class GuardText final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::GuardText)
public:
    [[nodiscard]] static QString of(const workspace::SendObjection &objection);
    [[nodiscard]] static QString of(const std::vector<workspace::SendObjection> &objections);
};

} // namespace otklik::ui
