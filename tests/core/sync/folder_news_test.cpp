// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/folder_news.h"

#include <gtest/gtest.h>

namespace otklik::sync {
namespace {

const std::vector<WatchedFolder> kFolders{{"Sent", {7, 10, 40, 5}}, {"Work", {8, 20, 0, 6}}};

imap::Response counters(const char *name, quint32 uidValidity, quint32 uidNext, quint32 messages,
                        std::optional<quint64> modSeq = std::nullopt)
{
    imap::MailboxStatus status;
    status.name = name;
    status.uidValidity = uidValidity;
    status.uidNext = uidNext;
    status.messages = messages;
    status.highestModSeq = modSeq;
    return status;
}

TEST(FolderNews, WhatIsKnownIsNoNews)
{
    FolderNews news;
    news.expect(kFolders);
    EXPECT_EQ(news.names().size(), 2);
    EXPECT_FALSE(news.take(counters("Sent", 7, 10, 5, 40)));
    EXPECT_FALSE(news.take(counters("Work", 8, 20, 6)));
    EXPECT_FALSE(news.take(counters("Elsewhere", 1, 2, 3)));
    EXPECT_FALSE(news.take(imap::UntaggedStatus{{imap::Condition::Ok, {}, "Still here"}}));
}

TEST(FolderNews, EachDifferenceIs)
{
    for (const imap::Response &response :
         {counters("Sent", 7, 11, 6), counters("Sent", 7, 10, 4), counters("Sent", 9, 10, 5),
          counters("Sent", 7, 10, 5, 41), imap::Response(imap::Exists{3}),
          imap::Response(imap::UntaggedStatus{{imap::Condition::Ok, {"NOTIFICATIONOVERFLOW", {}}, "too much"}})}) {
        FolderNews news;
        news.expect(kFolders);
        EXPECT_TRUE(news.take(response));
    }
}

TEST(FolderNews, AnAlertIsNewsOnce)
{
    FolderNews news;
    news.expect(kFolders);
    const imap::UntaggedStatus alert{{imap::Condition::Ok, {"ALERT", {}}, "Down at five"}};
    EXPECT_TRUE(news.take(alert));
    EXPECT_FALSE(news.take(alert));
}

TEST(FolderNews, CountersThatStayAtOddsAreNewsOnce)
{
    FolderNews news;
    news.expect(kFolders);
    EXPECT_TRUE(news.take(counters("Sent", 7, 10, 6)));
    news.expect(kFolders); // read again, and nothing else found
    EXPECT_FALSE(news.take(counters("Sent", 7, 10, 6)));
    EXPECT_TRUE(news.take(counters("Sent", 7, 11, 7)));
}

} // namespace
} // namespace otklik::sync
