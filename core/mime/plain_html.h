// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace otklik::mime {

/// Plain text as HTML that looks like it: escaped, with its line breaks and runs of blanks, addresses of the web as
/// links.
[[nodiscard]] QString plainToHtml(const QString &text);

} // namespace otklik::mime
