// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a person decides about an answer that went wrong.
#include "core/workspace/replies.h"

#include "core/store/ticket_queries.h"
#include "core/workspace/ticket_decisions.h"
#include "tests/core/workspace/fake_desk.h"
#include "tests/support/expect_result.h"
#include "tests/support/mailbox_life.h"
#include "tests/support/server_profiles.h"

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::workspace::test;
using otklik::test::FakeClock;
using otklik::test::FakeImapServer;
using otklik::test::MailboxLife;
using ticket::SendState;
using workspace::Replies;

namespace {

QByteArray mailOf(const char *id)
{
    return QByteArray("From: Customer <c@kunde.test>\r\nTo: support@otklik.test\r\nMessage-ID: <") + id +
           "@kunde.test>\r\nReferences: <m@kunde.test>\r\nSubject: Order\r\nDate: Sun, 01 Mar 2026 09:00:00 +0000"
           "\r\n\r\nWhere is it?\r\n";
}

/// A desk whose answer to the only ticket ended as uncertain.
class RepliesTest : public testing::Test
{
protected:
    void SetUp() override
    {
        for (const QString &folder : MailboxLife::readFolders())
            if (!m_server.mailbox.has(folder))
                m_server.mailbox.create(folder, folder == QLatin1String("Sent") ? "\\Sent" : "");
        m_server.mailbox.deliver(QStringLiteral("INBOX"), mailOf("m"), m_clock.now());
        m_desk.sync();
        m_desk.sync();
        workspace::ReplyRequest request;
        request.ticket = m_ticket;
        request.text = QStringLiteral("It is on its way.");
        const auto row = Replies(m_desk.desk()).reply(request);
        ASSERT_OK(row);
        m_row = *row;
        EXPECT_EQ(status(), ticket::Status::Pending);
        change([](store::OutboxMail &mail) {
            mail.state = SendState::Uncertain;
            mail.error = QStringLiteral("connection lost");
        });
        const journal::Op open{QStringLiteral("ticket.status"),
                               m_ticket.object(),
                               {{QStringLiteral("status"), QStringLiteral("open")}},
                               {}};
        ASSERT_OK(m_desk.desk().decide({open}, QStringLiteral("uncertain")));
    }
    store::OutboxMail mail()
    {
        const auto found = m_desk.desk().store().outbox().get(m_row);
        EXPECT_OK(found);
        return found.value_or(store::OutboxMail());
    }
    void change(const std::function<void(store::OutboxMail &)> &change)
    {
        store::OutboxMail written = mail();
        change(written);
        ASSERT_OK(m_desk.desk().store().outboxChanged(written));
    }
    ticket::TicketRow row()
    {
        const auto found = store::TicketQueries(m_desk.desk().store().database()).byKey(m_ticket);
        EXPECT_OK(found);
        return found.value_or(ticket::TicketRow());
    }
    ticket::Status status() { return row().status; }
    std::size_t copies() { return m_server.mailbox.folder(QStringLiteral("Sent")).mails.size(); }

    FakeClock m_clock;
    FakeImapServer m_server{otklik::test::serverProfiles().front().offers, 1};
    FakeDesk m_desk{m_server, m_clock, QStringLiteral("Anna")};
    const ticket::Key m_ticket = ticket::Key::ofContent(mailOf("m"));
    OutboxRow m_row;
};

TEST_F(RepliesTest, OneThatArrivedIsFiledAndTheCustomerIsWaitedFor)
{
    EXPECT_TRUE(row().failedSend);
    ASSERT_OK(Replies(m_desk.desk()).arrived(m_row));
    EXPECT_EQ(mail().state, SendState::Sent);
    EXPECT_EQ(status(), ticket::Status::Pending);
    EXPECT_FALSE(row().failedSend);
    EXPECT_EQ(copies(), 0u);
    m_desk.sync();
    EXPECT_EQ(copies(), 1u);
    EXPECT_TRUE(m_desk.carried().isEmpty()) << "it was not sent again";
    EXPECT_ERROR(Replies(m_desk.desk()).arrived(m_row), ErrorCode::RefusedByRule);
}

TEST_F(RepliesTest, WhoWroteAgainIsNotForgottenWhenItArrived)
{
    m_server.mailbox.deliver(QStringLiteral("INBOX"), mailOf("n"), m_clock.now());
    m_desk.sync();
    ASSERT_OK(Replies(m_desk.desk()).arrived(m_row));
    EXPECT_EQ(mail().state, SendState::Sent);
    EXPECT_EQ(status(), ticket::Status::Open);
}

TEST_F(RepliesTest, AnUncertainOneThatIsWrittenAnewStaysUncertain)
{
    ASSERT_OK(Replies(m_desk.desk()).cancel(m_row));
    EXPECT_TRUE(mail().isTakenBack());
    EXPECT_EQ(mail().state, SendState::Uncertain) << "nobody knows";
    EXPECT_FALSE(row().failedSend) << "it was decided";
    EXPECT_ERROR(Replies(m_desk.desk()).retry(m_row), ErrorCode::RefusedByRule);
    EXPECT_ERROR(Replies(m_desk.desk()).arrived(m_row), ErrorCode::RefusedByRule);
    // Sent may still tell.
    m_server.mailbox.deliver(QStringLiteral("Sent"), *m_desk.desk().store().outbox().raw(m_row), m_clock.now());
    m_desk.sync();
    m_desk.sync();
    EXPECT_EQ(mail().state, SendState::Sent);
    EXPECT_TRUE(m_desk.carried().isEmpty());
}

TEST_F(RepliesTest, WhatIsDecidedAboutAnAnswerCountsWhereItsTicketIs)
{
    const QByteArray raw = QByteArray(mailOf("other")).replace("References: <m@kunde.test>\r\n", "");
    m_server.mailbox.deliver(QStringLiteral("INBOX"), raw, m_clock.now());
    m_desk.sync();
    const ticket::Key other = ticket::Key::ofContent(raw);
    ASSERT_OK(workspace::TicketDecisions(m_desk.desk()).merge(m_ticket, other));
    const auto of = [this](const ticket::Key &key) {
        return store::TicketQueries(m_desk.desk().store().database()).byKey(key).value_or(ticket::TicketRow());
    };
    EXPECT_TRUE(of(other).failedSend);
    EXPECT_EQ(Replies(m_desk.desk()).item(m_row)->ticket, other);
    ASSERT_OK(Replies(m_desk.desk()).retry(m_row));
    EXPECT_EQ(of(other).status, ticket::Status::Pending);
    ASSERT_OK(Replies(m_desk.desk()).cancel(m_row));
    EXPECT_EQ(of(other).status, ticket::Status::Open);
    EXPECT_FALSE(of(other).failedSend);
}

TEST_F(RepliesTest, AnotherTryOfAnUncertainOneGoesAndTheCustomerIsWaitedFor)
{
    ASSERT_OK(Replies(m_desk.desk()).retry(m_row));
    EXPECT_EQ(status(), ticket::Status::Pending);
    m_desk.sync();
    EXPECT_EQ(m_desk.carried().size(), 1);
    EXPECT_EQ(mail().state, SendState::Sent);
}

/// Another program sends what waits: it must not find a part of the decision.
TEST_F(RepliesTest, WhatIsDecidedIsWrittenAsAWhole)
{
    sqlite::Connection &db = m_desk.desk().store().database().connection();
    ASSERT_OK(db.execute("CREATE TEMP TRIGGER full BEFORE UPDATE OF attempts ON local.outbox "
                         "BEGIN SELECT RAISE(ABORT,'the disk is full'); END"));
    EXPECT_FALSE(Replies(m_desk.desk()).retry(m_row).has_value());
    EXPECT_EQ(mail().state, SendState::Uncertain);
    ASSERT_OK(db.execute("DROP TRIGGER full"));
    ASSERT_OK(Replies(m_desk.desk()).retry(m_row));
    EXPECT_EQ(mail().state, SendState::Waiting);
}

TEST_F(RepliesTest, AnotherTryBeginsAnewAndIsForAllWhoWereRefused)
{
    const QString petr = QStringLiteral("petr@kunde.test");
    change([&](store::OutboxMail &mail) {
        mail.state = SendState::Sent;
        mail.sentAt = m_clock.now();
        mail.attempts = 50;
        mail.recipients << petr;
        mail.refused = {{petr, QStringLiteral("550 no"), true},
                        {QStringLiteral("c@kunde.test"), QStringLiteral("452 full"), false}};
    });
    ASSERT_OK(Replies(m_desk.desk()).retry(m_row));
    EXPECT_EQ(mail().toServe(), (QStringList{petr, QStringLiteral("c@kunde.test")}));
    EXPECT_EQ(mail().attempts, 0);
    EXPECT_EQ(status(), ticket::Status::Pending) << "it was open because he was refused";
}

} // namespace
