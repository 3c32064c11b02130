// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/ticket_row.h"

namespace otklik::ticket {

/// Sort key of "what is most urgent next", ascending, without a clock, so it can be kept in an indexed column and only
/// changes when the ticket does: failed answers first; then new and open by due time (by the oldest unanswered mail
/// where nothing is due); then on-hold; pending; solved and closed, newest first. Within the same second the higher
/// priority leads. Ties are to be broken by the ticket key.
[[nodiscard]] qint64 urgencyKey(const TicketRow &ticket);

} // namespace otklik::ticket
