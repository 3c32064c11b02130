// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace otklik::mime {

/// What of a style attribute is kept: weight, slant, decoration, alignment, white space; text colour and ground only
/// together and only when they can be told apart. Empty when nothing is. Nothing of the result loads or covers
/// anything.
[[nodiscard]] QString keptStyle(const QString &style);

} // namespace otklik::mime
