// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/ticket.h"

#include <compare>

namespace otklik::ticket {

/// The order in which mails are placed: canonical (INTERNALDATE, content key), but a mail is never placed before the
/// mail it answers. So an answer with an earlier date than its parent (clocks, imports) takes the parent's place
/// (`at`, `anchor`) one level deeper. Total: no two messages have equal orders. `at` is also the time at which the
/// ticket's state is looked at.
struct PlacementOrder
{
    Instant at;
    Key anchor;
    int depth = 0;
    Instant ownAt;
    Key own;

    [[nodiscard]] static PlacementOrder of(Instant at, const Key &key) { return {at, key, 0, at, key}; }
    /// Order of a message with the given parent order.
    [[nodiscard]] static PlacementOrder after(const PlacementOrder &parent, Instant at, const Key &key);
    /// True for nearly all mail: nothing to keep beside date and key.
    [[nodiscard]] bool isCanonical() const { return depth == 0; }

    std::strong_ordering operator<=>(const PlacementOrder &other) const;
    bool operator==(const PlacementOrder &) const = default;
};

} // namespace otklik::ticket
