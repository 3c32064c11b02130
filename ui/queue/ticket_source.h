// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/ticket/ticket_row.h"

#include <functional>

namespace otklik::ui {

/// Where the queue's pages come from. `done` is called exactly once on the UI thread, at once or later; the queue
/// ignores answers that it no longer waits for. UI thread only.
class TicketSource
{
public:
    virtual ~TicketSource() = default;
    using PageCallback = std::function<void(Result<ticket::TicketPage>)>;
    virtual void page(const QString &query, ticket::SortOrder sort, int limit, const QString &cursor,
                      PageCallback done) = 0;
};

} // namespace otklik::ui
