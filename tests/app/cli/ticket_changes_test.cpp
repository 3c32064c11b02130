// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// ticket new, assign, status …: each change answers with the ticket as it is then.
#include "tests/app/cli/contract_test.h"

using namespace otklik::test;

namespace {

class TicketChangesContract : public ContractTest
{
protected:
    [[nodiscard]] QJsonObject change(const char *command, const QString &ticket, const QStringList &rest) const
    {
        const QJsonObject after = done(QStringList{QStringLiteral("ticket"), QLatin1String(command), ticket} + rest);
        expectTicket(after);
        return after;
    }
};

TEST_F(TicketChangesContract, EachFieldIsSet)
{
    const QString n = someTicket();
    EXPECT_EQ(at(change("assign", n, words("anna@clearcode.example")), "assignee").toString(),
              QStringLiteral("anna@clearcode.example"));
    EXPECT_EQ(at(change("assign", n, words("me")), "assignee").toString(), QStringLiteral("maria@clearcode.example"));
    EXPECT_TRUE(at(change("assign", n, words("nobody")), "assignee").isNull());
    EXPECT_EQ(at(change("priority", n, words("urgent")), "priority").toString(), QStringLiteral("urgent"));
    EXPECT_EQ(at(change("category", n, words("speed")), "category").toString(), QStringLiteral("speed"));
    EXPECT_EQ(at(change("status", n, words("on-hold")), "status").toString(), QStringLiteral("on-hold"));
    const QJsonObject solved = change("status", n, words("solved --cause hosting"));
    EXPECT_EQ(at(solved, "status").toString(), QStringLiteral("solved"));
    EXPECT_EQ(at(solved, "cause").toString(), QStringLiteral("hosting"));
    expectTime(at(solved, "solved_at"));
    const QJsonArray tags = at(change("tag", n, words("+alpha +beta")), "tags").toArray();
    EXPECT_TRUE(tags.contains(QStringLiteral("alpha")) && tags.contains(QStringLiteral("beta")));
    EXPECT_FALSE(at(change("tag", n, words("-alpha")), "tags").toArray().contains(QStringLiteral("alpha")));
    const qint64 notes = at(m_cli.show(n.toLongLong()), "notes").toInteger();
    EXPECT_EQ(at(change("note", n, words("--text remember")), "notes").toInteger(), notes + 1);
    EXPECT_EQ(at(change("snooze", n, words("--until 2036-03-01T09:30:00Z")), "snoozed_until").toString(),
              QStringLiteral("2036-03-01T09:30:00.000Z"));
    EXPECT_TRUE(at(change("snooze", n, words("--until never")), "snoozed_until").isNull());
}

TEST_F(TicketChangesContract, DecisionsOutliveARebuild)
{
    const QString n = someTicket();
    static_cast<void>(change("category", n, words("speed")));
    static_cast<void>(change("note", n, words("--text remember")));
    m_cli.sync();
    const QString hash = m_cli.stateHash();
    m_cli.sync(QStringLiteral("rebuild"));
    EXPECT_EQ(m_cli.stateHash(), hash);
    EXPECT_TRUE(m_cli.isClean());
}

TEST_F(TicketChangesContract, NewMakesATicketOfTheHomeAccount)
{
    for (const char *channel : {"mail", "phone", "chat"}) {
        QStringList arguments = words("ticket new --requester ivan@rainbow.example --subject Call --text Words");
        const QJsonObject made = done(arguments << QStringLiteral("--channel") << QLatin1String(channel));
        expectTicket(made);
        EXPECT_EQ(at(made, "channel").toString(), QLatin1String(channel));
        EXPECT_EQ(at(made, "mailbox").toString(), QStringLiteral("support"));
        EXPECT_EQ(at(made, "status").toString(), QStringLiteral("new"));
        EXPECT_TRUE(at(made, "number").isNull()) << "only the journal numbers tickets";
    }
    m_cli.sync();
    const QJsonArray mine = m_cli.tickets(QStringLiteral("customer:ivan@rainbow.example mailbox:support"));
    ASSERT_EQ(mine.size(), 3);
    for (const QJsonValue &ticket : mine)
        EXPECT_GT(ticket[QLatin1String("number")].toInteger(), 0);
    EXPECT_TRUE(m_cli.isClean());
}

TEST_F(TicketChangesContract, NewSendsWhenToldTo)
{
    const QString text = write("words.txt", "Good morning");
    const QJsonObject made =
        done(words("ticket new --requester ivan@rainbow.example --subject Hello --send --text-file") << text);
    EXPECT_EQ(at(made, "status").toString(), QStringLiteral("pending"));
    EXPECT_EQ(m_cli.sync()[QLatin1String("outbox")][QLatin1String("sent")].toInteger(), 1);
    const QJsonArray timeline = at(m_cli.show(m_cli.numberOf(QStringLiteral("Hello"))), "timeline").toArray();
    EXPECT_TRUE(std::any_of(timeline.begin(), timeline.end(), [](const QJsonValue &entry) {
        return entry[QLatin1String("direction")].toString() == QLatin1String("out");
    }));
    EXPECT_EQ(std::count_if(timeline.begin(), timeline.end(),
                            [](const QJsonValue &entry) {
                                return entry[QLatin1String("text")].toString().contains(QStringLiteral("Good morning"));
                            }),
              1)
        << "the mail itself, and no note beside it";
}

TEST_F(TicketChangesContract, MergeSplitAndLink)
{
    const QJsonArray open = m_cli.tickets(QStringLiteral("status:open,new"));
    ASSERT_GE(open.size(), 2);
    const QString one = QString::number(open[0][QLatin1String("number")].toInteger());
    const QString other = QString::number(open[1][QLatin1String("number")].toInteger());
    static_cast<void>(change("link", one, {other}));
    const qint64 before = at(done("tickets --limit 1"), "total").toInteger();
    static_cast<void>(change("merge", one, {QStringLiteral("--into"), other}));
    EXPECT_EQ(at(done("tickets --limit 1"), "total").toInteger(), before - 1);
    const QJsonObject whole = m_cli.show(other.toLongLong());
    const qint64 messages = at(whole, "messages").toInteger();
    EXPECT_EQ(messages,
              open[0][QLatin1String("messages")].toInteger() + open[1][QLatin1String("messages")].toInteger());

    const QString many = someTicket("status:solved channel:mail");
    QStringList ids;
    for (const QJsonValue &entry : at(m_cli.show(many.toLongLong()), "timeline").toArray())
        if (entry[QLatin1String("kind")].toString() == QLatin1String("message"))
            ids << entry[QLatin1String("id")].toString();
    ASSERT_GE(ids.size(), 2);
    const QJsonObject apart = done(QStringList(words("ticket split")) << many << QStringLiteral("--message") << ids[1]);
    expectTicket(apart);
    EXPECT_EQ(at(apart, "messages").toInteger(), 1);
    EXPECT_EQ(at(m_cli.show(many.toLongLong()), "messages").toInteger(), ids.size() - 1);
    EXPECT_TRUE(m_cli.isClean());
    refused(6, "refused-by-rule", QStringList(words("ticket split")) << many << QStringLiteral("--message") << ids[0]);
}

TEST_F(TicketChangesContract, RefusesWhatMakesNoSense)
{
    const QString n = someTicket();
    const auto wrong = [&](const char *command, const char *rest) {
        refused(2, "invalid-input", QStringList{QStringLiteral("ticket"), QLatin1String(command), n} + words(rest));
    };
    wrong("status", "nonsense");
    wrong("status", "solved --cause nonsense");
    wrong("priority", "nonsense");
    wrong("assign", "nonsense");
    wrong("tag", "plain");
    wrong("tag", "");
    wrong("tag", "+alpha --json"); // once a tag called "-json" was taken away
    wrong("snooze", "--until tomorrow");
    refused(2, "invalid-input", QStringList{words("ticket merge") << n << QStringLiteral("--into") << n});
    refused(5, "not-found", QStringList{words("ticket merge") << n << words("--into 99999")});
    refused(5, "not-found", QStringList{words("ticket split") << n << words("--message 0000")});
    refused(2, "invalid-input", "ticket new --requester nobody --subject x --text y");
    refused(5, "not-found", "ticket new --requester a@b.example --subject x --text-file /nonexistent/file");
    for (const char *command :
         {"assign 99999 me", "status 99999 open", "priority 99999 low", "category 99999 speed", "tag 99999 +x",
          "note 99999 --text x", "snooze 99999 --until never", "link 99999 1", "reply 99999 --text x"})
        refused(5, "not-found", words("ticket") + words(command));
}

} // namespace
