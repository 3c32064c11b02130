// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace otklik::ui {

/// So many seconds a mail that a person sends is held, and can be taken back.
inline constexpr int kUndoSeconds = 10;

} // namespace otklik::ui
