// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace otklik::ui {

/// "Irina Belova" -> "IB", "irina@x" -> "I"; upper case, at most two letters; "?" when there is nothing to take.
[[nodiscard]] QString initialsOf(const QString &name, const QString &address);
/// 0…5, the same on every machine and in every run: which avatar colour an address has.
[[nodiscard]] int avatarIndexOf(const QString &address);

} // namespace otklik::ui
