// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>

#include <compare>

namespace otklik {

/// An integer that cannot be mixed up with another kind of id: `using MessageId = StrongId<struct MessageTag>`.
/// 0 means "none".
template<typename Tag>
class StrongId final
{
public:
    constexpr StrongId() = default;
    explicit constexpr StrongId(qint64 value)
        : m_value(value)
    {
    }
    [[nodiscard]] constexpr qint64 value() const { return m_value; }
    [[nodiscard]] constexpr bool isNone() const { return m_value == 0; }
    constexpr auto operator<=>(const StrongId &) const = default;
    friend size_t qHash(StrongId id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    qint64 m_value = 0;
};

/// Rows of the cache (not stable over a rebuild).
using AccountRow = StrongId<struct AccountRowTag>;
using FolderRow = StrongId<struct FolderRowTag>;
using MessageRow = StrongId<struct MessageRowTag>;
using OutboxRow = StrongId<struct OutboxRowTag>;

} // namespace otklik
