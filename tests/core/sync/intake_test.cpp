// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/intake.h"
#include "tests/support/expect_result.h"
#include "tests/support/run_task.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QRandomGenerator>

#include <numeric>

using namespace otklik;
using namespace otklik::sync;
using otklik::test::runTask;

namespace {

constexpr qint64 kMegabyte = 1024 * 1024;

/// Bytes that cannot be packed, so that what is prepared is as large as what came.
const QByteArray &noise()
{
    static const QByteArray bytes = [] {
        std::vector<quint32> words(std::size_t(5 * kMegabyte) / sizeof(quint32));
        QRandomGenerator random(1);
        random.fillRange(words.data(), qsizetype(words.size()));
        for (quint32 &word : words)
            word |= 0x80808080;
        return QByteArray(reinterpret_cast<const char *>(words.data()), qsizetype(words.size() * sizeof(quint32)));
    }();
    return bytes;
}

RemoteMessage mailOf(quint32 uid, qint64 size)
{
    RemoteMessage mail;
    mail.uid = uid;
    mail.internalDate = Instant::fromMs(qint64(uid) * 1000);
    mail.raw = "From: a@acme.example\r\nMessage-ID: <" + QByteArray::number(uid) +
               "@acme.example>\r\nSubject: a file\r\nMIME-Version: 1.0\r\nContent-Type: application/zip\r\n"
               "Content-Transfer-Encoding: 8bit\r\n\r\n" +
               noise().left(size);
    return mail;
}

struct Written
{
    qint64 bytes = 0;
    qint64 largestBatch = 0;
    std::size_t mails = 0;

    Result<void> take(const std::vector<store::NewMessage> &batch)
    {
        qint64 size = 0;
        for (const store::NewMessage &mail : batch)
            size += mail.mail.size;
        bytes += size;
        largestBatch = std::max(largestBatch, size);
        mails += batch.size();
        return {};
    }
};

TEST(Intake, LargeMailsDoNotPileUp)
{
    constexpr quint32 kMails = 100;
    constexpr qint64 kSize = 5 * kMegabyte;
    Written written;
    Intake intake({}, [&written](const std::vector<store::NewMessage> &batch) { return written.take(batch); });
    qint64 taken = 0, most = 0;
    for (quint32 uid = 1; uid <= kMails; ++uid) {
        RemoteMessage mail = mailOf(uid, kSize);
        taken += mail.raw.size();
        intake.take(std::move(mail));
        most = std::max(most, taken - written.bytes);
        while (intake.isFull())
            ASSERT_OK(runTask(intake.room()));
    }
    ASSERT_OK(runTask(intake.finish()));
    EXPECT_EQ(written.mails, std::size_t(kMails));
    EXPECT_LT(written.largestBatch, 30 * kMegabyte);
    EXPECT_LT(most, 60 * kMegabyte) << "of " << taken;
}

TEST(Intake, SmallMailsGrowIntoLargeBatches)
{
    std::vector<std::size_t> batches;
    Intake intake({}, [&batches](const std::vector<store::NewMessage> &batch) {
        batches.push_back(batch.size());
        return Result<void>();
    });
    for (quint32 uid = 1; uid <= 500; ++uid) {
        intake.take(mailOf(uid, 100));
        EXPECT_FALSE(intake.isFull());
    }
    ASSERT_OK(runTask(intake.finish()));
    ASSERT_GE(batches.size(), 2U);
    EXPECT_LT(batches.front(), 40U) << "today's mails are on screen first";
    EXPECT_GT(*std::max_element(batches.begin(), batches.end()), 100U);
}

TEST(Intake, AFewMailsAreOneBatch)
{
    std::vector<std::size_t> batches;
    Intake::Place place;
    place.expected = 100;
    place.patience = std::chrono::hours(1);
    Intake intake(std::move(place), [&batches](const std::vector<store::NewMessage> &batch) {
        batches.push_back(batch.size());
        return Result<void>();
    });
    for (quint32 uid = 1; uid <= 100; ++uid)
        intake.take(mailOf(uid, 100));
    ASSERT_OK(runTask(intake.finish()));
    EXPECT_EQ(batches, std::vector<std::size_t>{100});
}

TEST(Intake, AFewMailsThatTakeLongAreShownAsTheyCome)
{
    std::vector<std::size_t> batches;
    Intake::Place place;
    place.expected = 100;
    place.patience = std::chrono::milliseconds(0);
    Intake intake(std::move(place), [&batches](const std::vector<store::NewMessage> &batch) {
        batches.push_back(batch.size());
        return Result<void>();
    });
    for (quint32 uid = 1; uid <= 100; ++uid)
        intake.take(mailOf(uid, 100));
    ASSERT_OK(runTask(intake.finish()));
    EXPECT_GT(batches.size(), 1U);
}

/// Of ten mails the fourth is a film, over a slow line.
TEST(Intake, WhatIsHereDoesNotWaitForTheRestOfItsBatch)
{
    std::size_t written = 0;
    Intake::Place place;
    place.expected = 10;
    Intake intake(std::move(place), [&written](const std::vector<store::NewMessage> &batch) {
        written += batch.size();
        return Result<void>();
    });
    for (quint32 uid = 1; uid <= 3; ++uid)
        intake.take(mailOf(uid, 100));
    EXPECT_TRUE(otklik::test::runUntil([&written] { return written == 3; }));
    intake.take(mailOf(4, 100));
    EXPECT_TRUE(otklik::test::runUntil([&written] { return written == 4; }));
    ASSERT_OK(runTask(intake.finish()));
    EXPECT_EQ(written, 4U);
}

TEST(Intake, TheFirstOfManyIsPaintedBeforeTheRestIsTaken)
{
    std::vector<std::size_t> batches;
    Intake::Place place;
    place.expected = 500;
    place.firstScreen = std::chrono::milliseconds(300);
    Intake intake(std::move(place), [&batches](const std::vector<store::NewMessage> &batch) {
        batches.push_back(batch.size());
        return Result<void>();
    });
    quint32 uid = 0;
    while (++uid <= 100)
        intake.take(mailOf(uid, 100));
    for (const QDeadlineTimer tooLong(10000); !intake.isFull() && !tooLong.hasExpired();)
        QCoreApplication::processEvents();
    ASSERT_TRUE(intake.isFull());
    EXPECT_LT(batches.front(), 40U);
    QElapsedTimer held;
    held.start();
    ASSERT_OK(runTask(intake.room()));
    EXPECT_GT(held.elapsed(), 100);
    for (; uid <= 500; ++uid) {
        intake.take(mailOf(uid, 100));
        EXPECT_FALSE(intake.isFull()) << "once only";
    }
    ASSERT_OK(runTask(intake.finish()));
    EXPECT_EQ(std::accumulate(batches.begin(), batches.end(), std::size_t(0)), 500U);
}

TEST(Intake, AWriteThatFailedIsNoReasonToWait)
{
    Intake intake({}, [](const std::vector<store::NewMessage> &) -> Result<void> {
        return fail(ErrorCode::StorageFull, QStringLiteral("the disk is full"));
    });
    for (quint32 uid = 1; uid <= 12; ++uid) {
        intake.take(mailOf(uid, 3 * kMegabyte));
        if (intake.isFull())
            static_cast<void>(runTask(intake.room()));
    }
    const auto ended = runTask(intake.finish());
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().code, ErrorCode::StorageFull);
    EXPECT_FALSE(intake.isFull());
}

} // namespace
