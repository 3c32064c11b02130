// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a server says has changed is believed only when it adds up.
#include "core/sync/difference.h"

#include <gtest/gtest.h>

#include <numeric>

using namespace otklik::sync;

namespace {

constexpr RemoteState kLast{7, 6, 100, 5};
const std::vector<quint32> kKnown{1, 2, 3, 4, 5};
using Uids = std::vector<quint32>;

TEST(UidsAfter, TakesAwayAndAdds)
{
    EXPECT_EQ(uidsAfter({}, kKnown, kLast, {7, 6, 100, 5}), kKnown);
    EXPECT_EQ(uidsAfter({{{2, 2}, {4, 9}}, {}, {}}, kKnown, kLast, {7, 6, 101, 2}), (Uids{1, 3}));
    EXPECT_EQ(uidsAfter({{{1, 1}}, {6, 8}, {}}, kKnown, kLast, {7, 9, 101, 6}), (Uids{2, 3, 4, 5, 6, 8}));
}

TEST(UidsAfter, LeavesWhatCameAfterTheCounters)
{
    EXPECT_EQ(uidsAfter({{}, {5, 6, 7}, {}}, kKnown, kLast, {7, 7, 101, 6}), (Uids{1, 2, 3, 4, 5, 6}));
}

TEST(UidsAfter, DoesNotBelieveWhatDoesNotAddUp)
{
    const RemoteDelta allGone{{{1, 5}}, {}, {}};
    EXPECT_FALSE(uidsAfter(allGone, kKnown, kLast, {7, 6, 101, 5})) << "VANISHED of live mails";
    EXPECT_FALSE(uidsAfter({}, kKnown, kLast, {7, 6, 101, 4})) << "a loss that was not told";
    EXPECT_FALSE(uidsAfter({}, kKnown, kLast, {8, 6, 101, 5})) << "numbered anew";
    EXPECT_FALSE(uidsAfter({}, kKnown, kLast, {7, 5, 101, 5})) << "UIDNEXT fell";
    EXPECT_FALSE(uidsAfter({}, kKnown, kLast, {7, 6, 99, 5})) << "an older copy of the mailbox";
    EXPECT_FALSE(uidsAfter({{}, {8, 6}, {}}, kKnown, kLast, {7, 9, 101, 7})) << "out of order";
}

TEST(UidsAfter, AllNumbersThereAreCostNothing)
{
    EXPECT_EQ(uidsAfter({{{1, 4294967295U}}, {}, {}}, kKnown, kLast, {7, 6, 101, 0}), Uids());
}

TEST(Difference, ManyAtOnceAreAlarming)
{
    EXPECT_FALSE(isAlarming(49, 49));
    EXPECT_TRUE(isAlarming(50, 200));
    EXPECT_FALSE(isAlarming(50, 250));
}

} // namespace
