// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/freed_memory.h"
#include "tests/support/expect_result.h"
#include "tests/support/sanitizers.h"

#include <QByteArray>
#include <QFile>

#include <vector>

using namespace otklik;

namespace {

/// Bytes of this process that are in memory; -1 where /proc does not tell.
qint64 resident()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const auto pages = file.readAll().split(' ');
    return pages.size() > 1 ? pages[1].toLongLong() * 4096 : -1;
}

} // namespace

TEST(FreedMemory, GoesBackToTheSystemAlsoBelowWhatIsInUse)
{
#ifndef __GLIBC__
    GTEST_SKIP() << "the C library of this system is not known to keep freed memory";
#endif
    if (test::kHasSanitizer)
        GTEST_SKIP() << "a sanitizer has an allocator of its own";
    constexpr int kPieces = 4000;
    constexpr int kBytes = 16000; // below what the C library maps by itself
    std::vector<QByteArray> pieces;
    for (int i = 0; i < kPieces; ++i)
        pieces.emplace_back(kBytes, 'x');
    const QByteArray last(kBytes, 'y'); // keeps the end of the heap where it is
    const qint64 full = resident();
    ASSERT_GT(full, qint64(kPieces) * kBytes);
    pieces.clear();
    giveBackFreedMemory();
    EXPECT_LT(resident(), full - qint64(kPieces) * kBytes / 2);
    EXPECT_EQ(last.count('y'), kBytes);
}
