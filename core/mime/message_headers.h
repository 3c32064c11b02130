// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/header_filter.h"
#include "core/mime/message.h"

namespace otklik::mime {

class GmimeTree;

/// Fills what stands in the headers of a mail, decoded and repaired; says which of them are missing or odd. `readAs`:
/// the charset of undeclared ones, empty = to be found out.
void readHeaders(const GmimeTree &tree, const ParseLimits &limits, const QByteArray &readAs, Message &message);

} // namespace otklik::mime
