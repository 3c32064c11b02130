// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/change_feed.h"
#include <QCoreApplication>
#include <QElapsedTimer>

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::workspace;

namespace {

constexpr int kAtOnce = 3;
constexpr qint64 kIntervalMs = 50;

class ChangeFeedTest : public ::testing::Test
{
protected:
    void change(const QString &customer)
    {
        store::Changes changes;
        changes.customers.insert(customer);
        m_feed.add(changes);
    }
    std::vector<ChangeSet> m_told;
    ChangeFeed m_feed{[this](const ChangeSet &set) { m_told.push_back(set); }};
};

} // namespace

TEST_F(ChangeFeedTest, WhatComesAloneIsToldWithoutAPause)
{
    for (int i = 0; i < kAtOnce; ++i) {
        change(QString::number(i));
        EXPECT_EQ(int(m_told.size()), i) << "not inside the transaction's own call";
        QCoreApplication::processEvents();
        ASSERT_EQ(int(m_told.size()), i + 1);
        EXPECT_EQ(m_told.back().customers, QSet<QString>{QString::number(i)});
    }
}

TEST_F(ChangeFeedTest, WhatChangesTogetherIsToldOnce)
{
    change(QStringLiteral("a"));
    change(QStringLiteral("b"));
    m_feed.addOutbox();
    QCoreApplication::processEvents();
    ASSERT_EQ(m_told.size(), 1U);
    EXPECT_EQ(m_told[0].customers.size(), 2);
    EXPECT_TRUE(m_told[0].outbox);
}

TEST_F(ChangeFeedTest, WhatGoesOnIsToldTwentyTimesASecondAtMostAndWhole)
{
    QElapsedTimer clock;
    clock.start();
    int changes = 0;
    while (clock.elapsed() < 10 * kIntervalMs) {
        change(QString::number(changes++));
        QCoreApplication::processEvents();
    }
    const qint64 took = clock.elapsed();
    EXPECT_LE(qint64(m_told.size()), kAtOnce + took / kIntervalMs);
    m_feed.flush();
    qsizetype told = 0;
    for (const ChangeSet &set : m_told)
        told += set.customers.size();
    EXPECT_EQ(told, changes);
}

TEST_F(ChangeFeedTest, NothingIsNotTold)
{
    m_feed.add(store::Changes());
    QCoreApplication::processEvents();
    m_feed.flush();
    EXPECT_TRUE(m_told.empty());
}
