// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace otklik::mime {

/// A name from a mail made safe to show and to save: last path component, NFC, no control or
/// direction characters, no trailing dots, no device name, at most 120 characters; "attachment" with the usual ending
/// of `contentType` when nothing is left.
[[nodiscard]] QString safeFileName(const QString &name, const QString &contentType);

} // namespace otklik::mime
