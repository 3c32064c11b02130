// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/instant.h"
#include "tests/support/expect_result.h"

using otklik::Instant;

TEST(Instant, ReadsAndWritesIsoInUtcWithMilliseconds)
{
    const Instant instant = Instant::fromIso(QStringLiteral("2026-03-01T09:30:00.000Z"));
    EXPECT_EQ(instant.ms(), 1772357400000);
    EXPECT_EQ(instant.toIso(), QStringLiteral("2026-03-01T09:30:00.000Z"));
}

TEST(Instant, TakesAnOffsetIntoAccount)
{
    EXPECT_EQ(Instant::fromIso(QStringLiteral("2026-03-01T12:30:00+03:00")).toIso(),
              QStringLiteral("2026-03-01T09:30:00.000Z"));
}

TEST(Instant, ABareDateIsUtcMidnight)
{
    EXPECT_EQ(Instant::fromIso(QStringLiteral("2026-03-01")).toIso(), QStringLiteral("2026-03-01T00:00:00.000Z"));
}

TEST(Instant, NonsenseIsNever)
{
    EXPECT_TRUE(Instant::fromIso(QStringLiteral("yesterday")).isNever());
    EXPECT_EQ(Instant().toIso(), QString());
}
