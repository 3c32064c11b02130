// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/placement_order.h"

namespace otklik::ticket {

PlacementOrder PlacementOrder::after(const PlacementOrder &parent, Instant at, const Key &key)
{
    const PlacementOrder canonical = of(at, key);
    return canonical > parent ? canonical : PlacementOrder{parent.at, parent.anchor, parent.depth + 1, at, key};
}

std::strong_ordering PlacementOrder::operator<=>(const PlacementOrder &other) const
{
    if (const auto c = at <=> other.at; c != 0)
        return c;
    if (const auto c = anchor <=> other.anchor; c != 0)
        return c;
    if (const auto c = depth <=> other.depth; c != 0)
        return c;
    if (const auto c = ownAt <=> other.ownAt; c != 0)
        return c;
    return own <=> other.own;
}

} // namespace otklik::ticket
