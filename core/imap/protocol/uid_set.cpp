// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/uid_set.h"

#include <algorithm>
#include <charconv>

namespace otklik::imap {

namespace {

std::optional<Uid> readNumber(const char *&at, const char *end)
{
    if (at != end && *at == '*') {
        ++at;
        return kStar;
    }
    Uid value = 0;
    const auto [next, error] = std::from_chars(at, end, value);
    if (error != std::errc() || value == 0)
        return std::nullopt;
    at = next;
    return value;
}

QByteArray rangeBytes(const UidSet::Range &range)
{
    const auto number = [](Uid uid) { return uid == kStar ? QByteArray("*") : QByteArray::number(uid); };
    return range.first == range.last ? number(range.first) : number(range.first) + ':' + number(range.last);
}

bool touches(const UidSet::Range &left, Uid first)
{
    return left.last == kStar || left.last + 1 >= first;
}

} // namespace

UidSet UidSet::of(std::vector<Uid> uids)
{
    std::sort(uids.begin(), uids.end());
    UidSet set;
    for (const Uid uid : uids)
        set.add(uid);
    return set;
}

std::optional<UidSet> UidSet::parse(QByteArrayView text)
{
    UidSet set;
    const char *at = text.data();
    const char *end = at + text.size();
    while (at != end) {
        const auto first = readNumber(at, end);
        if (!first)
            return std::nullopt;
        auto last = first;
        if (at != end && *at == ':') {
            ++at;
            last = readNumber(at, end);
            if (!last)
                return std::nullopt;
        }
        set.addRange(*first, *last);
        if (at == end)
            return set;
        if (*at != ',' || ++at == end)
            return std::nullopt;
    }
    return std::nullopt;
}

void UidSet::addRange(Uid first, Uid last)
{
    if (first > last)
        std::swap(first, last);
    if (last == 0)
        return;
    first = std::max<Uid>(first, 1);
    if (m_ranges.empty() || (first > m_ranges.back().last && !touches(m_ranges.back(), first))) {
        m_ranges.push_back({first, last});
        return;
    }
    auto from = std::lower_bound(m_ranges.begin(), m_ranges.end(), first,
                                 [](const Range &range, Uid value) { return !touches(range, value); });
    auto to = from;
    while (to != m_ranges.end() && (last == kStar || to->first <= last + 1)) {
        first = std::min(first, to->first);
        last = std::max(last, to->last);
        ++to;
    }
    if (from == to) {
        m_ranges.insert(from, {first, last});
        return;
    }
    *from = {first, last};
    m_ranges.erase(from + 1, to);
}

void UidSet::unite(const UidSet &other)
{
    for (const Range &range : other.m_ranges)
        addRange(range.first, range.last);
}

void UidSet::subtract(const UidSet &other)
{
    std::vector<Range> kept;
    auto hole = other.m_ranges.begin();
    for (Range range : m_ranges) {
        while (hole != other.m_ranges.end() && hole->last < range.first)
            ++hole;
        bool rest = true;
        for (auto cut = hole; cut != other.m_ranges.end() && cut->first <= range.last; ++cut) {
            if (cut->first > range.first)
                kept.push_back({range.first, cut->first - 1});
            rest = cut->last < range.last;
            if (!rest)
                break;
            range.first = cut->last + 1;
        }
        if (rest)
            kept.push_back(range);
    }
    m_ranges = std::move(kept);
}

bool UidSet::contains(Uid uid) const
{
    const auto at = std::lower_bound(m_ranges.begin(), m_ranges.end(), uid,
                                     [](const Range &range, Uid value) { return range.last < value; });
    return at != m_ranges.end() && at->first <= uid;
}

quint64 UidSet::count() const
{
    quint64 sum = 0;
    for (const Range &range : m_ranges)
        sum += quint64(range.last) - range.first + 1;
    return sum;
}

std::vector<Uid> UidSet::toList() const
{
    std::vector<Uid> list;
    list.reserve(size_t(count()));
    for (const Range &range : m_ranges)
        for (quint64 uid = range.first; uid <= range.last; ++uid)
            list.push_back(Uid(uid));
    return list;
}

QByteArray UidSet::toBytes() const
{
    QByteArray text;
    for (const Range &range : m_ranges) {
        if (!text.isEmpty())
            text += ',';
        text += rangeBytes(range);
    }
    return text;
}

std::vector<UidSet> UidSet::splitByLength(qsizetype maxBytes) const
{
    std::vector<UidSet> pieces;
    qsizetype length = 0;
    for (const Range &range : m_ranges) {
        const qsizetype size = rangeBytes(range).size() + 1;
        if (pieces.empty() || length + size > maxBytes + 1) {
            pieces.emplace_back();
            length = 0;
        }
        pieces.back().m_ranges.push_back(range);
        length += size;
    }
    return pieces;
}

} // namespace otklik::imap
