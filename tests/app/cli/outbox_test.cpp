// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// ticket reply, outbox: what is written, what it becomes.
#include "tests/app/cli/contract_test.h"

using namespace otklik::test;

namespace {

class OutboxContract : public ContractTest
{
protected:
    [[nodiscard]] QJsonObject reply(const QString &ticket, const QStringList &rest) const
    {
        const QJsonObject item = done(words("ticket reply") + QStringList{ticket} + rest);
        expectItem(item);
        return item;
    }
    static void expectItem(const QJsonObject &item)
    {
        expectInteger(at(item, "id"));
        expectInteger(at(item, "attempts"));
        for (const char *name : {"account", "subject", "message_id", "state"})
            EXPECT_FALSE(at(item, name).toString().isEmpty()) << name;
        EXPECT_FALSE(at(item, "recipients").toArray().isEmpty());
        expectTime(at(item, "created_at"));
        for (const char *name : {"send_at", "next_attempt_at", "sent_at"})
            expectTimeOrNull(at(item, name));
        expectTextOrNull(at(item, "error"));
    }
    [[nodiscard]] QJsonObject item(qint64 id) const
    {
        for (const QJsonValue &one : at(done("outbox list"), "outbox").toArray())
            if (one[QLatin1String("id")].toInteger() == id)
                return one.toObject();
        ADD_FAILURE() << "no outbox entry " << id;
        return {};
    }
    [[nodiscard]] static QStringList numbered(const char *line, qint64 id)
    {
        return words(line) << QString::number(id);
    }
};

TEST_F(OutboxContract, AnAnswerWithEverythingGoesOut)
{
    const QString html = write("answer.html", "<p>Look <b>here</b></p>");
    const QString file = write("shot.txt", "what it looks like");
    const QString n = someTicket();
    const QJsonObject queued = reply(n, words("--text Look-here --cc boss@clearcode.example --solve --html-file")
                                            << html << QStringLiteral("--attach") << file);
    EXPECT_EQ(at(queued, "state").toString(), QStringLiteral("waiting"));
    EXPECT_TRUE(at(queued, "recipients").toArray().contains(QStringLiteral("boss@clearcode.example")));
    EXPECT_EQ(at(m_cli.show(n.toLongLong()), "status").toString(), QStringLiteral("solved"));
    const QJsonObject report = m_cli.sync();
    EXPECT_EQ(report[QLatin1String("outbox")][QLatin1String("sent")].toInteger(), 1);
    const QJsonObject sent = item(at(queued, "id").toInteger());
    EXPECT_EQ(at(sent, "state").toString(), QStringLiteral("sent"));
    expectTime(at(sent, "sent_at"));
    QJsonObject mail;
    int copies = 0;
    for (const QJsonValue &entry : at(m_cli.show(n.toLongLong()), "timeline").toArray())
        if (entry[QLatin1String("message_id")] == at(queued, "message_id")) {
            mail = entry.toObject();
            ++copies;
        }
    EXPECT_EQ(copies, 1) << "once in Sent";
    EXPECT_TRUE(at(mail, "text").toString().startsWith(QLatin1String("Look-here")));
    EXPECT_TRUE(at(mail, "html").toString().contains(QLatin1String("<b>here</b>")));
    EXPECT_EQ(at(mail, "attachments").toArray().first()[QLatin1String("name")].toString(), QStringLiteral("shot.txt"));
    EXPECT_TRUE(at(mail, "cc").toArray().contains(QStringLiteral("boss@clearcode.example")));
}

TEST_F(OutboxContract, NowWaitsUntilItIsSent)
{
    const QJsonObject sent = reply(someTicket(), words("--text Hello --now"));
    EXPECT_EQ(at(sent, "state").toString(), QStringLiteral("sent"));
}

TEST_F(OutboxContract, ALaterOneWaitsForItsTime)
{
    const QJsonObject later = reply(someTicket(), words("--text Hello --send-at 2036-03-01T09:30:00Z"));
    EXPECT_EQ(at(later, "send_at").toString(), QStringLiteral("2036-03-01T09:30:00.000Z"));
    EXPECT_EQ(m_cli.sync()[QLatin1String("outbox")][QLatin1String("waiting")].toInteger(), 1);
    EXPECT_EQ(at(item(at(later, "id").toInteger()), "state").toString(), QStringLiteral("waiting"));
}

TEST_F(OutboxContract, ACancelledAnswerIsNeverSent)
{
    const QString n = someTicket();
    const qint64 id = at(reply(n, words("--text Wrong")), "id").toInteger();
    EXPECT_EQ(at(done(numbered("outbox cancel", id)), "ok").toBool(), true);
    EXPECT_EQ(at(item(id), "state").toString(), QStringLiteral("cancelled"));
    refused(6, "refused-by-rule", numbered("outbox retry", id));
    EXPECT_EQ(m_cli.sync()[QLatin1String("outbox")][QLatin1String("sent")].toInteger(), 0);
    EXPECT_EQ(at(item(id), "state").toString(), QStringLiteral("cancelled"));
    const QJsonObject ticket = m_cli.show(n.toLongLong());
    EXPECT_EQ(at(ticket, "status").toString(), QStringLiteral("open"));
    EXPECT_FALSE(at(ticket, "failed_send").toBool()) << "nobody waits for it to be tried again";
    EXPECT_TRUE(m_cli.isClean());
}

TEST_F(OutboxContract, RetryTriesAWaitingOneAtOnceAndRefusesASentOne)
{
    const qint64 id = at(reply(someTicket(), words("--text Hello")), "id").toInteger();
    EXPECT_TRUE(at(done(numbered("outbox retry", id)), "ok").toBool());
    m_cli.sync();
    EXPECT_EQ(at(item(id), "state").toString(), QStringLiteral("sent"));
    refused(6, "refused-by-rule", numbered("outbox retry", id));
    refused(6, "refused-by-rule", numbered("outbox cancel", id));
    refused(5, "not-found", "outbox retry 99999");
    refused(6, "refused-by-rule", numbered("outbox arrived", id));
    refused(5, "not-found", "outbox cancel 99999");
    refused(5, "not-found", "outbox arrived 99999");
}

TEST_F(OutboxContract, RefusesAnAnswerThatMayNotGo)
{
    const QString n = someTicket();
    const auto answer = [&n](const char *rest) { return words("ticket reply") + QStringList{n} + words(rest); };
    refused(6, "refused-by-rule", answer("--canned dns-propagation --now"));
    refused(2, "invalid-input", answer(""));
    refused(2, "invalid-input", answer("--text x --canned closing-silence"));
    refused(2, "invalid-input", answer("--text x --send-at tomorrow"));
    refused(2, "invalid-input", answer("--text x --cc nobody"));
    refused(5, "not-found", answer("--canned nonsense"));
    refused(5, "not-found", answer("--text x --attach /nonexistent/file"));
    refused(5, "not-found", answer("--text-file /nonexistent/file"));
    EXPECT_TRUE(at(done("outbox list"), "outbox").toArray().isEmpty()) << "nothing of this may stay behind";
}

} // namespace
