// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/maildir.h"
#include "tests/support/expect_result.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using otklik::ErrorCode;
using otklik::Instant;
using otklik::sync::Maildir;

namespace {

class MaildirTest : public ::testing::Test
{
protected:
    void drop(const QString &name, const QByteArray &raw)
    {
        QFile file(m_dir.filePath(QStringLiteral("new/") + name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(raw);
    }
    QTemporaryDir m_dir;
    Maildir m_maildir{m_dir.path()};
};

TEST_F(MaildirTest, GivesUidsInOrderOfArrivalAndKeepsThem)
{
    ASSERT_OK(m_maildir.ensure());
    drop(QStringLiteral("1700000002.b.host"), "Subject: second\n\n");
    drop(QStringLiteral("1700000001.z.host"), "Subject: first\n\n");
    const auto first = m_maildir.scan(QStringLiteral("INBOX"));
    ASSERT_OK(first);
    ASSERT_EQ(first->entries.size(), 2);
    EXPECT_EQ(*Maildir::read(first->entries[1]), "Subject: first\n\n");
    drop(QStringLiteral("1600000000.late.host"), "Subject: older name, later arrival\n\n");
    const auto second = m_maildir.scan(QStringLiteral("INBOX"));
    ASSERT_OK(second);
    EXPECT_EQ(second->uidValidity, first->uidValidity);
    EXPECT_EQ(*Maildir::read(second->entries[3]), "Subject: older name, later arrival\n\n");
    EXPECT_EQ(second->uidNext, 4u);
}

TEST_F(MaildirTest, AUidIsNeverUsedAgain)
{
    ASSERT_OK(m_maildir.ensure());
    const auto uid = m_maildir.append(QStringLiteral("INBOX"), "a\n", {}, Instant());
    ASSERT_OK(uid);
    const auto before = m_maildir.scan(QStringLiteral("INBOX"));
    QFile::remove(before->entries[*uid].path);
    ASSERT_OK(m_maildir.scan(QStringLiteral("INBOX")));
    const auto next = m_maildir.append(QStringLiteral("INBOX"), "b\n", {}, Instant());
    ASSERT_OK(next);
    EXPECT_GT(*next, *uid);
}

TEST_F(MaildirTest, FoldersFlagsAndDates)
{
    ASSERT_OK(m_maildir.ensure());
    const Instant date = Instant::fromIso(QStringLiteral("2026-02-03T04:05:06Z"));
    const auto uid = m_maildir.append(QStringLiteral("Otklik/Journal"), "x\n", {QStringLiteral("\\Seen")}, date);
    ASSERT_OK(uid);
    EXPECT_TRUE(m_maildir.folderNames()->contains(QStringLiteral("Otklik/Journal")));
    EXPECT_TRUE(QDir(m_dir.path()).exists(QStringLiteral(".Otklik.Journal/cur")));
    ASSERT_OK(m_maildir.changeFlags(QStringLiteral("Otklik/Journal"), *uid, {QStringLiteral("\\Flagged")},
                                    {QStringLiteral("\\Seen")}));
    const auto folder = m_maildir.scan(QStringLiteral("Otklik/Journal"));
    ASSERT_OK(folder);
    EXPECT_EQ(folder->entries[*uid].flags, QStringList{QStringLiteral("\\Flagged")});
    EXPECT_EQ(folder->entries[*uid].internalDate, date);
}

TEST_F(MaildirTest, DamageAndAbsenceAreSaid)
{
    EXPECT_ERROR(m_maildir.scan(QStringLiteral("INBOX")), ErrorCode::NotFound);
    ASSERT_OK(m_maildir.ensure());
    QFile list(m_dir.filePath(QStringLiteral("otklik-uidlist")));
    ASSERT_TRUE(list.open(QIODevice::WriteOnly));
    list.write("rubbish\n");
    list.close();
    EXPECT_ERROR(m_maildir.scan(QStringLiteral("INBOX")), ErrorCode::StorageCorrupt);
    EXPECT_ERROR(m_maildir.createFolder(QStringLiteral("../up")), ErrorCode::InvalidInput);
}

} // namespace
