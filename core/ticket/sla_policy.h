// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/business_hours.h"
#include "core/ticket/status_projection.h"
#include "core/ticket/ticket_row.h"

#include <array>
#include <optional>

namespace otklik::ticket {

/// Targets in business time; nothing = not promised.
struct SlaTargets
{
    std::optional<std::chrono::minutes> firstResponse, nextResponse, resolution;

    bool operator==(const SlaTargets &) const = default;
};

struct SlaPolicy
{
    std::array<SlaTargets, 4> byPriority; ///< index = Priority
    BusinessHours hours;

    [[nodiscard]] const SlaTargets &targets(Priority p) const { return byPriority[static_cast<size_t>(p)]; }
    bool operator==(const SlaPolicy &) const = default;
};

/// Around the clock; first/next response and resolution: urgent 1 h 1 h 8 h, high 4 h 4 h 24 h, normal 8 h 8 h 72 h,
/// low 24 h 24 h 120 h.
[[nodiscard]] SlaPolicy defaultSlaPolicy();

/// What is promised next. No clock in it: compare dueAt with now.
struct SlaState
{
    Promise promise = Promise::None;
    Instant dueAt; ///< never when nothing runs

    [[nodiscard]] bool isOverdue(Instant now) const { return !dueAt.isNever() && dueAt < now; }
    bool operator==(const SlaState &) const = default;
};

/// The promise that falls due first. First response runs from the first customer mail until our first answer, next
/// response from the oldest unanswered mail after that; both stop in pending and end with solving. Resolution runs from
/// the first span while new or open: pending and on-hold pause it. Tickets we opened have no first response.
[[nodiscard]] SlaState slaState(const StatusProjection &ticket, Priority priority, const SlaPolicy &policy);

} // namespace otklik::ticket
