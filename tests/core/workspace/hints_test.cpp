// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A server that says which mail is which (OBJECTID, X-GM-EXT-1) spares the bytes of those that only changed their
// place.
#include "tests/core/workspace/fake_desk.h"
#include "tests/support/expect_result.h"
#include "tests/support/fake_clock.h"
#include "tests/support/mailbox_life.h"

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::workspace::test;
using otklik::test::FakeClock;
using otklik::test::FakeImapServer;
using otklik::test::FakeMailbox;
using otklik::test::MailboxLife;

namespace {

const QString kInbox = QStringLiteral("INBOX");
const QString kWork = QStringLiteral("Work");

QByteArray mail(int number)
{
    return "From: c@kunde.test\r\nTo: support@otklik.test\r\nMessage-ID: <m" + QByteArray::number(number) +
           "@kunde.test>\r\nSubject: Order\r\nDate: Sun, 01 Mar 2026 09:00:00 +0000\r\n\r\nText.\r\n";
}

class HintsTest : public ::testing::TestWithParam<const char *>
{
protected:
    /// Whole mails that the server hands out in a sync.
    int bodiesOf(FakeDesk &desk)
    {
        const int before = m_server.bodies();
        const QJsonObject report = desk.sync();
        EXPECT_TRUE(report[QLatin1String("ok")].toBool());
        return m_server.bodies() - before;
    }
    [[nodiscard]] static bool named() { return GetParam() != QByteArray(); }

    FakeClock m_clock;
    FakeImapServer m_server{{"IMAP4rev1", GetParam()}};
};

TEST_P(HintsTest, WhatOnlyChangedItsPlaceIsNotSentAgain)
{
    FakeMailbox &mailbox = m_server.mailbox;
    for (const QString &name : MailboxLife::readFolders().mid(1, 2))
        mailbox.create(name);
    for (int i = 0; i < 6; ++i)
        mailbox.deliver(kInbox, mail(i), m_clock.now());
    FakeDesk desk(m_server, m_clock, QStringLiteral("Anna"));
    for (int turn = 0; turn < 3; ++turn) // until its own events have been read back
        bodiesOf(desk);
    EXPECT_EQ(bodiesOf(desk), 0);

    for (quint32 uid = 1; uid <= 3; ++uid)
        mailbox.move(kInbox, uid, kWork);
    EXPECT_EQ(bodiesOf(desk), named() ? 0 : 3);
    mailbox.renumber(kInbox);
    EXPECT_EQ(bodiesOf(desk), named() ? 0 : 3);
    mailbox.rename(kWork, MailboxLife::readFolders().last());
    EXPECT_EQ(bodiesOf(desk) + bodiesOf(desk), named() ? 0 : 3); // seen as lost, then as found
    mailbox.deliver(kInbox, mail(7), m_clock.now());
    EXPECT_GE(bodiesOf(desk), 1);

    mailbox.expunge(kInbox, mailbox.folder(kInbox).mails.back().uid);
    bodiesOf(desk);
    EXPECT_EQ(desk.findings(), QStringList());
    FakeDesk fresh(m_server, m_clock, QStringLiteral("Boris"));
    for (int turn = 0; turn < 2; ++turn) {
        bodiesOf(fresh);
        bodiesOf(desk);
    }
    EXPECT_EQ(fresh.hash(), desk.hash());
    EXPECT_EQ(m_server.wrongs(), QByteArrayList());
}

INSTANTIATE_TEST_SUITE_P(By, HintsTest, ::testing::Values("OBJECTID", "X-GM-EXT-1", ""), [](const auto &by) {
    const QByteArray name = by.param;
    return name.isEmpty() ? std::string("Nothing") : QByteArray(name).replace("-", "").toStdString();
});

} // namespace
