// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/html_sanitizer.h"
#include "core/mime/look_alike.h"
#include "core/ticket/timeline.h"

#include <vector>

namespace otklik::cli {

/// What a reader of a mail should be told before he follows it.
struct MailWarnings
{
    std::vector<mime::LookAlike> lookAlikes; ///< domains of the sender or of links that can be taken for another
    std::vector<mime::SuspiciousLink> links; ///< that name another host than they lead to
};

/// Needs 8 MB of stack.
[[nodiscard]] MailWarnings warningsOf(const ticket::MessageContent &content);

} // namespace otklik::cli
