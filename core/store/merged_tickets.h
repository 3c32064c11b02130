// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/ticket/ticket.h"

#include <vector>

namespace otklik::store {

/// Where a ticket's mails and answers are seen now: itself, or what it was merged into, however far. A failure is
/// latched in the connection.
[[nodiscard]] ticket::Key ticketNow(Database &database, const ticket::Key &ticket);
/// The ticket and those merged into it, however far.
[[nodiscard]] std::vector<ticket::Key> mergedGroup(Database &database, const ticket::Key &ticket);

} // namespace otklik::store
