// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/outbox_repository.h"
#include "core/workspace/desk_values.h"

namespace otklik::workspace {

/// As the window and the command line see it. `number` is that of its ticket, 0 while it has none.
[[nodiscard]] OutboxItem outboxItemOf(const store::OutboxMail &mail, qint64 number);

} // namespace otklik::workspace
