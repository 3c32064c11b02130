// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/timeline.h"

namespace otklik::cli {

/// What an event of the journal did, as the end of a sentence that begins with who did it: "set status to solved".
/// An operation this version does not know is named as it is, with its data.
[[nodiscard]] QString eventText(const ticket::TimelineEntry &entry);

} // namespace otklik::cli
