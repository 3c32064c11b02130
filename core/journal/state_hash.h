// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/journal/object_state.h"

#include <array>
#include <map>

namespace otklik::journal {

/// SHA-256 hex over the canonical JSON of a state dump. InvalidInput when it holds fractions.
[[nodiscard]] Result<QByteArray> stateHash(const QJsonObject &dump);

/// Running hash over the states of all objects: the sum (modulo 2^256) of the SHA-256 of each object's canonical
/// state. Independent of the order of objects and cheap to move on, and equal to the hash of a fold from
/// nothing. Pending marks do not count. This is the "fold hash" in an event's `seen`.
class FoldHash final
{
public:
    FoldHash() = default;
    [[nodiscard]] static FoldHash of(const std::map<QString, ObjectState> &states);
    /// InvalidInput when it is not 64 hex digits.
    [[nodiscard]] static Result<FoldHash> fromHex(const QByteArray &hex);

    void add(const ObjectState &state);
    void remove(const ObjectState &state);
    [[nodiscard]] QByteArray toHex() const;
    bool operator==(const FoldHash &) const = default;

private:
    std::array<quint32, 8> m_sum{}; ///< least significant word first
};

} // namespace otklik::journal
