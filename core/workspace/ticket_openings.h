// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/store/store.h"

#include <functional>

namespace otklik::workspace {

/// Who opens tickets, and where.
struct OpeningContext
{
    store::Store *store = nullptr;
    const Clock *clock = nullptr;
    QString by;               ///< address of the specialist whose desk received the mail
    bool countAtOnce = false; ///< no journal to wait for
    std::function<void(const store::Changes &)> changed;
};

/// Tickets that only mail knows get their opening, and with it their number, in order of their first mail.
[[nodiscard]] Result<void> openTickets(const OpeningContext &context);

} // namespace otklik::workspace
