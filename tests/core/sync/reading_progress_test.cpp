// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/reading_progress.h"

#include "tests/core/sync/sync_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace otklik::sync::test {
namespace {

using namespace std::chrono_literals;

double secondsLeft(const ReadingProgress &progress)
{
    const auto left = progress.left();
    return left ? double(left->count()) / 1000.0 : -1.0;
}

TEST(ReadingProgress, CountsWhatIsHereOfAllThatWillBe)
{
    ReadingProgress progress(0ms);
    progress.expect("INBOX", {300, 700, {}}); // it was begun before a restart
    progress.expect("Sent", {0, 200, {}});
    EXPECT_EQ(progress.done(), 300);
    EXPECT_EQ(progress.total(), 1200);
    progress.note("INBOX", {100, 702, 1000}, 1s); // two came since
    EXPECT_EQ(progress.done(), 400);
    EXPECT_EQ(progress.total(), 1202);
    progress.note("INBOX", {701, 702, 7010}, 2s);
    progress.end("INBOX"); // the server did not hand one out
    EXPECT_EQ(progress.done(), 1001);
    EXPECT_EQ(progress.total(), 1201);
    progress.note("Work", {0, 5, 0}, 3s); // nobody could tell before
    EXPECT_EQ(progress.total(), 1206);
    progress.end("Sent");
    progress.note("Work", {5, 5, 50}, 4s);
    EXPECT_EQ(progress.done(), progress.total());
    EXPECT_FALSE(progress.left());
}

/// New mails are short, old ones carry files: by the number of mails it would be over in ten seconds.
TEST(ReadingProgress, TimeIsReckonedByBytes)
{
    ReadingProgress progress(0ms);
    progress.expect("INBOX", {0, 1000, 100'000'000});
    progress.note("INBOX", {0, 1000, 0}, 0ms);
    progress.note("INBOX", {50, 1000, 500'000}, 1s);
    EXPECT_FALSE(progress.left()) << "one second says nothing";
    for (int second = 2; second <= 10; ++second)
        progress.note("INBOX", {50 * second, 1000, 500'000 * second}, std::chrono::seconds(second));
    EXPECT_NEAR(secondsLeft(progress), 190, 2);
}

TEST(ReadingProgress, WithoutASizeByTheMeanOfWhatCame)
{
    ReadingProgress progress(0ms);
    progress.expect("INBOX", {0, 1000, {}});
    for (int second = 0; second <= 10; ++second)
        progress.note("INBOX", {50 * second, 1000, 500'000 * second}, std::chrono::seconds(second));
    EXPECT_NEAR(secondsLeft(progress), 10, 0.5);
    progress.expect("Sent", {0, 500, {}}); // a folder that is not begun counts, too
    progress.note("INBOX", {550, 1000, 5'500'000}, 11s);
    EXPECT_GT(secondsLeft(progress), 9);
}

/// At a steady pace it is a clock that runs backwards; a size that is wrong does not make it negative.
TEST(ReadingProgress, RunsDownLikeAClock)
{
    for (const qint64 claimed : {qint64(60'000'000), qint64(10)}) {
        ReadingProgress progress(0ms);
        progress.expect("INBOX", {0, 600, claimed});
        for (int second = 0; second < 60; ++second) {
            progress.note("INBOX", {10 * second, 600, 1'000'000LL * second}, std::chrono::seconds(second));
            if (second < 3)
                continue;
            ASSERT_TRUE(progress.left()) << second;
            if (claimed > 10) {
                EXPECT_NEAR(secondsLeft(progress), 60 - second, 0.5);
            }
            EXPECT_GE(secondsLeft(progress), 0);
        }
    }
}

/// The line becomes ten times slower: what is told follows within a minute, and never leaps.
TEST(ReadingProgress, NeverJumps)
{
    ReadingProgress progress(0ms);
    progress.expect("INBOX", {0, 10'000, 1'000'000'000});
    qint64 mails = 0;
    double last = -1, widest = 0;
    for (int second = 0; second <= 150; ++second) {
        progress.note("INBOX", {mails, 10'000, mails * 100'000}, std::chrono::seconds(second));
        mails += second < 60 ? 100 : 10;
        const double left = secondsLeft(progress);
        if (last >= 0)
            widest = std::max(widest, std::abs(left - (last - 1)) / last);
        last = left;
    }
    EXPECT_LT(widest, 0.12); // of what was told a second before
    const double right = double(10'000 - mails) / 10;
    EXPECT_NEAR(last / right, 1, 0.35);
}

/// A clock that stands or goes back (it should not) harms nothing.
TEST(ReadingProgress, NoTimeIsNoPace)
{
    ReadingProgress progress(5s);
    for (int i = 1; i <= 5; ++i)
        progress.note("INBOX", {i, 10, 1000 * i}, i % 2 == 0 ? 4s : 5s);
    EXPECT_FALSE(progress.left());
}

class FirstReadingTest : public FolderSyncTest
{
};

/// Begun, interrupted, gone on: the mails that are here count from the start, and a folder that was read once does not.
TEST_F(FirstReadingTest, GoesOnWhereItWas)
{
    add(m_first);
    add(m_second);
    Desk desk(m_mail.path(), m_clock);
    const std::vector<std::pair<RemoteFolder, store::FolderRole>> folders{
        {{"INBOX", QStringLiteral("INBOX"), QStringLiteral("/"), FolderRole::Inbox, true}, store::FolderRole::Inbox}};
    ReadingProgress first(0ms);
    EXPECT_OK(otklik::test::runTask(expectFirstReadings(desk.context, folders, &first)));
    EXPECT_EQ(first.done(), 0);
    EXPECT_EQ(first.total(), 2);
    std::vector<FolderProgress> told;
    desk.context.progress = [&told](const FolderProgress &now) { told.push_back(now); };
    EXPECT_EQ(desk.syncInbox().fresh, 2);
    ASSERT_GE(told.size(), 2U);
    EXPECT_EQ(told.front().done, 0);
    EXPECT_EQ(told.front().total, 2);
    EXPECT_EQ(told.back().done, 2);
    const auto inbox =
        desk.store->folders().ensure(QStringLiteral("support"), QStringLiteral("INBOX"), store::FolderRole::Inbox);
    ASSERT_OK(inbox);
    const auto bytes = desk.store->folders().bytes(inbox->row);
    ASSERT_OK(bytes);
    EXPECT_EQ(told.back().bytes, *bytes);
    EXPECT_EQ(*bytes, rawOf(m_first).size() + rawOf(m_second).size());

    store::FolderState interrupted = *inbox;
    interrupted.syncedAt = Instant();
    ASSERT_OK(desk.store->folders().save(interrupted));
    add({.id = QStringLiteral("c@acme.example")});
    ReadingProgress second(0ms);
    EXPECT_OK(otklik::test::runTask(expectFirstReadings(desk.context, folders, &second)));
    EXPECT_EQ(second.done(), 2);
    EXPECT_EQ(second.total(), 3);

    desk.syncInbox();
    ReadingProgress later(0ms);
    EXPECT_OK(otklik::test::runTask(expectFirstReadings(desk.context, folders, &later)));
    EXPECT_EQ(later.total(), 0);
}

} // namespace
} // namespace otklik::sync::test
