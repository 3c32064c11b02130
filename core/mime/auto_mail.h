// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"

namespace otklik::mime {

class GmimeTree;

/// Fills autoKind and bounce (RFC 3834, RFC 3464, RFC 6522 and what programs do in real life). A bounce is told from an
/// absence note, a list, a receipt and a robot. X-Auto-Response-Suppress alone says nothing: it asks others not to
/// answer.
void recogniseAutomaticMail(Message &message, const GmimeTree &tree);

} // namespace otklik::mime
