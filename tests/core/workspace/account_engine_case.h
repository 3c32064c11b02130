// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ledger.h"
#include "tests/core/workspace/fake_desk.h"
#include "tests/support/expect_result.h"
#include "tests/support/fake_clock.h"
#include "tests/support/mailbox_life.h"
#include "tests/support/run_task.h"

#include <gtest/gtest.h>

namespace otklik::workspace::test {

inline const QString kInbox = QStringLiteral("INBOX");
inline const QString kSent = QStringLiteral("Sent");

inline QByteArray mail(int number)
{
    return "From: c" + QByteArray::number(number) + "@kunde.test\r\nTo: support@otklik.test\r\nMessage-ID: <m" +
           QByteArray::number(number) + "@kunde.test>\r\nSubject: Order " + QByteArray::number(number) +
           "\r\nDate: Sun, 01 Mar 2026 09:00:00 +0000\r\n\r\nText.\r\n";
}

/// One account on a server with an inbox and the folders that are read beside it.
class AccountEngineTest : public ::testing::Test
{
protected:
    AccountEngineTest()
    {
        for (const QString &name : otklik::test::MailboxLife::readFolders())
            if (!server.mailbox.has(name))
                server.mailbox.create(name, name == kSent ? "\\Sent" : "");
    }
    void deliver(int first, int last)
    {
        for (int i = first; i <= last; ++i)
            server.mailbox.deliver(kInbox, mail(i), clock.now());
    }
    static bool isOk(const QJsonObject &report) { return report[QLatin1String("ok")].toBool(); }
    static void runFor(std::chrono::milliseconds time)
    {
        (void)otklik::test::runUntil([] { return false; }, time);
    }
    static bool shows(FakeDesk &desk, AccountHealth health)
    {
        return otklik::test::runUntil([&] { return desk.engine().status().health == health; });
    }
    static qint64 known(FakeDesk &desk)
    {
        qint64 mails = 0;
        const auto folders = desk.store().folders().ofAccount(QStringLiteral("support"));
        for (const store::FolderState &folder : folders.value_or(std::vector<store::FolderState>()))
            if (folder.role == store::FolderRole::Inbox)
                mails += desk.store().folders().count(folder.row).value_or(0);
        return mails;
    }
    void expectWell(FakeDesk &desk)
    {
        EXPECT_EQ(desk.findings(), QStringList());
        EXPECT_EQ(server.wrongs(), QByteArrayList());
        const auto health = store::Ledger(desk.store().database()).health(QStringLiteral("support"));
        ASSERT_OK(health);
        EXPECT_EQ(health->difference, 0);
    }

    otklik::test::FakeClock clock;
    otklik::test::FakeImapServer server{
        {"IMAP4rev1", "UIDPLUS", "IDLE", "CONDSTORE", "QRESYNC", "ENABLE", "ESEARCH", "LITERAL+"}};
};

} // namespace otklik::workspace::test
