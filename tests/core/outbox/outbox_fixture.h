// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/outbox/send_queue.h"
#include "core/store/timeline_queries.h"
#include "tests/core/store/store_fixture.h"
#include "tests/support/fake_clock.h"
#include "tests/support/run_task.h"

#include <deque>

namespace otklik::outbox::test {

/// Ends each attempt as told, one after the other.
class ScriptedCarrier final : public Carrier
{
public:
    async::Task<Attempt> carry(store::OutboxMail mail, QByteArray raw, std::function<Result<void>()> beforeLastBytes,
                               std::stop_token) override
    {
        statesSeen.push_back(mail.state);
        carried.push_back(std::move(raw));
        servedTo.push_back(mail.toServe());
        if (meanwhile)
            std::exchange(meanwhile, {})();
        Attempt attempt = script.empty() ? Attempt{} : script.front();
        if (!script.empty())
            script.pop_front();
        const bool comesToTheEnd = attempt.end == Attempt::End::Sent || attempt.end == Attempt::End::Uncertain;
        if (comesToTheEnd && !beforeLastBytes())
            attempt = {Attempt::End::Withdrawn, {}};
        else if (comesToTheEnd && atTheEnd)
            atTheEnd();
        co_return attempt;
    }
    std::function<void()> atTheEnd; ///< when the last bytes leave
    std::vector<QStringList> servedTo;
    std::deque<Attempt> script;
    std::function<void()> meanwhile; ///< happens once, while the first mail is on its way
    std::vector<QByteArray> carried;
    std::vector<ticket::SendState> statesSeen;
};

/// A ticket, and an answer to it that is due.
class OutboxTest : public store::test::StoreTest
{
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        take({m_root});
        m_raw = queue("ours@desk.example");
    }
    /// Puts an answer into the outbox; the bytes it will have.
    QByteArray queue(const QByteArray &messageId)
    {
        const QByteArray raw = "Message-ID: <" + messageId +
                               ">\r\nFrom: support@desk.example\r\nTo: ivan@acme.example\r\nSubject: Re\r\n\r\n"
                               "Hello\r\n";
        store::Store::Outgoing outgoing;
        outgoing.raw = raw;
        store::OutboxMail &mail = outgoing.mail;
        mail.ticket = store::test::keyOf(m_root);
        mail.account = QStringLiteral("support");
        mail.messageId = QString::fromLatin1(messageId);
        mail.contentKey = ticket::Key::ofContent(raw);
        mail.sender = QStringLiteral("support@desk.example");
        mail.recipients = QStringList{QStringLiteral("ivan@acme.example")};
        mail.createdAt = mail.sendAt = mail.nextAttemptAt = m_clock.now();
        const journal::Op pending{QStringLiteral("ticket.status"),
                                  mail.ticket.object(),
                                  {{QStringLiteral("status"), QStringLiteral("pending")}},
                                  {}};
        const auto decided = m_store->decide({pending}, QStringLiteral("anna@desk.example"), m_clock.now(),
                                             QStringLiteral("Anna answered."), outgoing);
        EXPECT_OK(decided);
        return raw;
    }
    store::OutboxMail mail(const QString &messageId = QStringLiteral("ours@desk.example"))
    {
        const auto found = m_store->outbox().byMessageId(messageId);
        EXPECT_OK(found);
        return found && *found ? **found : store::OutboxMail();
    }
    SendContext context()
    {
        SendContext all{
            m_store.get(), &m_clock, QStringLiteral("support"), QStringLiteral("anna@desk.example"), {}, {}};
        all.wasAway = m_wasAway;
        return all;
    }
    SendReport send()
    {
        auto report = otklik::test::runTask(sendDue(context(), &m_carrier));
        EXPECT_OK(report);
        return report.value_or(SendReport());
    }
    /// As one that Replies writes: the guard knows what stood on the ticket.
    void giveStanding()
    {
        const auto standing =
            store::TimelineQueries(m_store->database()).standing(mail().ticket, QStringLiteral("anna@desk.example"));
        ASSERT_OK(standing);
        store::OutboxMail written = mail();
        written.standing = standing->toJson();
        ASSERT_OK(m_store->outboxChanged(written));
    }
    void setWritable(bool writable)
    {
        sqlite::Connection &db = m_store->database().connection();
        db.prepare(writable ? "PRAGMA query_only=0" : "PRAGMA query_only=1").run();
        EXPECT_OK(db.finish());
    }
    store::OutboxMail changed(const std::function<void(store::OutboxMail &)> &change)
    {
        store::OutboxMail written = mail();
        change(written);
        EXPECT_OK(m_store->outboxChanged(written));
        return mail();
    }

    store::test::MailSpec m_root{.id = QStringLiteral("root@acme.example")};
    QByteArray m_raw;
    otklik::test::FakeClock m_clock;
    bool m_wasAway = false;
    ScriptedCarrier m_carrier;
};

} // namespace otklik::outbox::test
