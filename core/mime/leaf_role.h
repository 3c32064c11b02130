// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/gmime_tree.h"

namespace otklik::mime {

/// Words for a person in a mail of `leafCount` leaves; everything else that is not HTML is offered as a file.
[[nodiscard]] bool isBodyText(const Leaf &leaf, std::size_t leafCount);
[[nodiscard]] bool isBodyHtml(const Leaf &leaf);
/// <meta charset=…> near the start of a page (HTML §13.2.3.2), for a part that does not say itself; empty when none.
[[nodiscard]] QByteArray metaCharset(const QByteArray &html);

} // namespace otklik::mime
