// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/difference.h"

#include <algorithm>
#include <iterator>

namespace otklik::sync {

namespace {

/// Ranges ascending and disjoint.
bool isIn(const std::vector<UidRange> &ranges, quint32 uid)
{
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), uid,
                                        [](quint32 value, const UidRange &range) { return value < range.first; });
    return after != ranges.begin() && uid <= std::prev(after)->last;
}

} // namespace

Difference compare(const std::vector<quint32> &known, const std::vector<quint32> &server)
{
    Difference difference;
    std::set_difference(server.begin(), server.end(), known.begin(), known.end(), std::back_inserter(difference.fresh));
    std::set_difference(known.begin(), known.end(), server.begin(), server.end(),
                        std::back_inserter(difference.vanished));
    std::reverse(difference.fresh.begin(), difference.fresh.end());
    return difference;
}

bool isAlarming(std::size_t vanished, std::size_t known)
{
    return vanished >= 50 && vanished * 5 > known;
}

std::optional<std::vector<quint32>> uidsAfter(const RemoteDelta &delta, const std::vector<quint32> &known,
                                              const RemoteState &last, const RemoteState &now)
{
    if (last.uidValidity != now.uidValidity || now.uidNext < last.uidNext || now.highestModSeq < last.highestModSeq)
        return std::nullopt;
    std::vector<quint32> uids;
    uids.reserve(known.size() + delta.fresh.size());
    std::copy_if(known.begin(), known.end(), std::back_inserter(uids),
                 [&delta](quint32 uid) { return !isIn(delta.vanished, uid); });
    // What came after the counters were taken is for the next time.
    std::copy_if(delta.fresh.begin(), delta.fresh.end(), std::back_inserter(uids),
                 [&](quint32 uid) { return uid >= last.uidNext && uid < now.uidNext; });
    if (!std::is_sorted(uids.begin(), uids.end()) || qint64(uids.size()) != now.exists)
        return std::nullopt;
    return uids;
}

} // namespace otklik::sync
