// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <compare>
#include <optional>
#include <vector>

namespace otklik::imap {

/// A message's number in a folder, RFC 9051 §2.3.1.1. 0 is never a UID.
using Uid = quint32;

/// The largest UID; on the wire "the last message", written `*`.
inline constexpr Uid kStar = 0xFFFFFFFFU;

/// A set of UIDs (or sequence numbers) as sorted, disjoint, closed ranges: RFC 9051 sequence-set. `*` is kStar, so
/// `5:*` is the range 5…kStar.
class UidSet final
{
public:
    struct Range
    {
        Uid first = 0;
        Uid last = 0;
        auto operator<=>(const Range &) const = default;
    };

    UidSet() = default;
    explicit UidSet(Uid only) { add(only); }
    UidSet(Uid first, Uid last) { addRange(first, last); }
    [[nodiscard]] static UidSet of(std::vector<Uid> uids);
    /// Reads `1:3,7,9:*` in any order, with overlaps and reversed ranges. Nothing when it is not such a text or names
    /// 0.
    [[nodiscard]] static std::optional<UidSet> parse(QByteArrayView text);

    /// Rising order is the fast path; 0 is ignored.
    void add(Uid uid) { addRange(uid, uid); }
    void addRange(Uid first, Uid last);
    void unite(const UidSet &other);
    void subtract(const UidSet &other);

    [[nodiscard]] bool contains(Uid uid) const;
    [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
    [[nodiscard]] quint64 count() const;
    /// 0 when empty.
    [[nodiscard]] Uid min() const { return m_ranges.empty() ? 0 : m_ranges.front().first; }
    [[nodiscard]] Uid max() const { return m_ranges.empty() ? 0 : m_ranges.back().last; }
    [[nodiscard]] const std::vector<Range> &ranges() const { return m_ranges; }
    /// Every member, rising. Only for sets without `*` that came from real messages: it has count() elements.
    [[nodiscard]] std::vector<Uid> toList() const;
    /// The wire form, `1:3,7`; empty for the empty set.
    [[nodiscard]] QByteArray toBytes() const;
    /// Cuts the set so that no piece's wire form is longer than `maxBytes` (at least one range each), keeping order.
    [[nodiscard]] std::vector<UidSet> splitByLength(qsizetype maxBytes) const;

    bool operator==(const UidSet &) const = default;

private:
    std::vector<Range> m_ranges;
};

} // namespace otklik::imap
