// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// tickets, ticket show: the queue and a timeline as JSON.
#include "tests/app/cli/contract_test.h"

#include <QSet>

using namespace otklik::test;

namespace {

class TicketsContract : public ContractTest
{
};

TEST_F(TicketsContract, ListsTicketsInTheFormOfTheContract)
{
    const QJsonObject list = done("tickets --limit 1000");
    const QJsonArray tickets = at(list, "tickets").toArray();
    EXPECT_EQ(at(list, "total").toInteger(), tickets.size());
    EXPECT_TRUE(at(list, "next").isNull());
    ASSERT_GT(tickets.size(), 40);
    for (const QJsonValue &ticket : tickets)
        expectTicket(ticket.toObject());
}

TEST_F(TicketsContract, PagesCoverEveryTicketOnceInEverySort)
{
    const qint64 total = at(done("tickets --limit 1"), "total").toInteger();
    for (const char *sort : {"urgency", "updated", "created", "number", "priority"}) {
        QSet<qint64> seen;
        qint64 rows = 0;
        QString cursor;
        do {
            QStringList arguments = words("tickets --limit 7 --sort") << QLatin1String(sort);
            if (!cursor.isEmpty())
                arguments << QStringLiteral("--after") << cursor;
            const QJsonObject page = done(arguments);
            EXPECT_EQ(at(page, "total").toInteger(), total) << sort;
            const QJsonArray tickets = at(page, "tickets").toArray();
            ASSERT_LE(tickets.size(), 7);
            ASSERT_FALSE(tickets.isEmpty()) << sort;
            for (const QJsonValue &ticket : tickets) {
                seen.insert(ticket[QLatin1String("number")].toInteger());
                ++rows;
            }
            cursor = at(page, "next").toString();
        } while (!cursor.isEmpty());
        EXPECT_EQ(rows, total) << sort;
        EXPECT_EQ(seen.size(), total) << sort;
    }
}

TEST_F(TicketsContract, AQueryNarrows)
{
    const QJsonArray open = m_cli.tickets(QStringLiteral("status:open"));
    ASSERT_FALSE(open.isEmpty());
    for (const QJsonValue &ticket : open)
        EXPECT_EQ(ticket[QLatin1String("status")].toString(), QStringLiteral("open"));
    EXPECT_TRUE(m_cli.tickets(QStringLiteral("status:open status:solved")).isEmpty());
}

TEST_F(TicketsContract, ShowsATimelineOldestFirst)
{
    int outgoing = 0, events = 0, notes = 0, files = 0;
    for (const QJsonValue &row : m_cli.tickets()) {
        const QJsonObject ticket = m_cli.show(row[QLatin1String("number")].toInteger());
        expectTicket(ticket);
        QString before;
        for (const QJsonValue &value : at(ticket, "timeline").toArray()) {
            const QJsonObject entry = value.toObject();
            const QString kind = at(entry, "kind").toString();
            expectTime(at(entry, "at"));
            EXPECT_LE(before, at(entry, "at").toString());
            before = at(entry, "at").toString();
            EXPECT_FALSE(at(entry, "id").toString().isEmpty());
            expectTextOrNull(at(entry, "by"));
            if (kind == QLatin1String("message")) {
                static const QStringList autos{QStringLiteral("bounce"), QStringLiteral("auto-reply"),
                                               QStringLiteral("list")};
                EXPECT_TRUE(at(entry, "auto").isNull() || autos.contains(at(entry, "auto").toString()))
                    << at(entry, "auto").toString().toStdString();
                for (const char *name : {"from", "subject", "text", "direction"})
                    EXPECT_TRUE(at(entry, name).isString()) << name;
                for (const char *name : {"message_id", "html"})
                    EXPECT_TRUE(at(entry, name).isString() || at(entry, name).isNull()) << name;
                for (const char *name : {"to", "cc", "attachments"})
                    EXPECT_TRUE(at(entry, name).isArray()) << name;
                for (const QJsonValue &file : at(entry, "attachments").toArray()) {
                    EXPECT_TRUE(file[QLatin1String("name")].isString() && file[QLatin1String("type")].isString());
                    expectInteger(file[QLatin1String("size")]);
                    ++files;
                }
                outgoing += at(entry, "direction").toString() == QLatin1String("out") ? 1 : 0;
            } else if (kind == QLatin1String("event")) {
                EXPECT_FALSE(entry[QLatin1String("event")][QLatin1String("type")].toString().isEmpty());
                ++events;
            } else {
                EXPECT_TRUE(kind == QLatin1String("note") || kind == QLatin1String("call") ||
                            kind == QLatin1String("chat"))
                    << kind.toStdString();
                EXPECT_TRUE(at(entry, "text").isString());
                ++notes;
            }
        }
    }
    EXPECT_GT(outgoing, 0);
    EXPECT_GT(events, 0);
    EXPECT_GT(notes, 0);
    EXPECT_GT(files, 0);
}

TEST_F(TicketsContract, AFollowUpNamesTheTicketItFollows)
{
    const QString old = someTicket();
    const QJsonObject before = done(QStringList{QStringLiteral("ticket"), QStringLiteral("show"), old});
    EXPECT_TRUE(at(before, "follow_up_of").isNull());
    m_cli.must({QStringLiteral("ticket"), QStringLiteral("status"), old, QStringLiteral("closed")});
    QByteArray answered;
    for (const QJsonValue &entry : at(before, "timeline").toArray())
        if (entry[QLatin1String("direction")].toString() == QLatin1String("in"))
            answered = entry[QLatin1String("message_id")].toString().toUtf8();
    ASSERT_FALSE(answered.isEmpty());
    static_cast<void>(
        write("profile/demo-mailbox/new/1900000000.M1P1.late",
              "From: Ivan <ivan@late.example>\r\nTo: help@example.net\r\nSubject: Once more\r\nMessage-ID: "
              "<late@late.example>\r\nIn-Reply-To: <" +
                  answered + ">\r\n\r\nIt is broken again.\r\n"));
    m_cli.sync();
    const qint64 number = m_cli.numberOf(QStringLiteral("Once more"));
    ASSERT_GT(number, 0);
    const QJsonObject ticket = m_cli.show(number);
    EXPECT_EQ(at(ticket, "follow_up_of")[QLatin1String("number")].toInteger(), old.toLongLong());
    EXPECT_EQ(at(ticket, "follow_up_of")[QLatin1String("key")], at(before, "key"));
    EXPECT_EQ(at(ticket, "timeline")[0][QLatin1String("late_answer_to")], at(before, "key"));
    const auto plain = m_cli.runPlain({QStringLiteral("ticket"), QStringLiteral("show"), QString::number(number)});
    EXPECT_TRUE(plain.out.contains("follows #" + old.toUtf8())) << plain.said();
}

TEST_F(TicketsContract, RefusesWhatIsNotThere)
{
    refused(5, "not-found", "ticket show 99999");
    refused(2, "invalid-input", "ticket show nonsense");
    refused(2, "invalid-input", "tickets --query status:nonsense");
    refused(2, "invalid-input", "tickets --after nonsense");
    refused(2, "invalid-input", "tickets --sort colour");
    refused(2, "invalid-input", "tickets --limit 0");
}

TEST_F(TicketsContract, ShowTellsWhatTheWindowTellsOfAMail)
{
    const qint64 ordinary = someTicket().toLongLong();
    const QString mail = write(
        "odd.eml",
        "Authentication-Results: mx.clearcode.example; spf=fail smtp.mailfrom=c1earcode.example; dmarc=fail\n"
        "Received: from x by mx.clearcode.example; Mon, 2 Mar 2026 09:30:01 +0000\n"
        "From: Vera <vera@c1earcode.example>\nReply-To: vera@elsewhere.example\nTo: support@clearcode.example\n"
        "Subject: Odd lamp\nMessage-ID: <odd@lamp.example>\nDate: Mon, 2 Mar 2026 09:30:00 +0000\nMIME-Version: 1.0\n"
        "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=s\n\n--s\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n"
        "<p>Log <a href=\"https://evil.example/\">in: https://bank.example/</a></p>\n--b\n"
        "Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\nBEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\n"
        "BEGIN:VEVENT\nUID:1\nSUMMARY:About lamps\nDTSTART:20260303T100000Z\nDTEND:20260303T110000Z\n"
        "ORGANIZER:mailto:vera@lamp.example\nEND:VEVENT\nEND:VCALENDAR\n--b--\n--s\n"
        "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nx\n--s--\n");
    static_cast<void>(done(words("import eml") << mail << words("--account support")));
    m_cli.sync();
    const QJsonObject entry =
        at(m_cli.show(m_cli.numberOf(QStringLiteral("Odd lamp"))), "timeline").toArray().first().toObject();
    const QJsonObject authentication = at(entry, "authentication").toObject();
    EXPECT_EQ(at(authentication, "verdict").toString(), QStringLiteral("failed"));
    EXPECT_EQ(at(authentication, "server").toString(), QStringLiteral("mx.clearcode.example"));
    const QJsonObject check = at(authentication, "checks").toArray().first().toObject();
    EXPECT_EQ(at(check, "method").toString(), QStringLiteral("spf"));
    EXPECT_EQ(at(check, "result").toString(), QStringLiteral("fail"));
    EXPECT_EQ(at(check, "domain").toString(), QStringLiteral("c1earcode.example"));
    const QJsonObject protection = at(entry, "protection").toObject();
    EXPECT_EQ(at(protection, "scheme").toString(), QStringLiteral("smime"));
    EXPECT_TRUE(at(protection, "signed").toBool());
    EXPECT_FALSE(at(protection, "encrypted").toBool(true));
    EXPECT_TRUE(at(protection, "readable").toBool());
    const QJsonObject invitation = at(entry, "invitation").toObject();
    EXPECT_EQ(at(invitation, "method").toString(), QStringLiteral("request"));
    EXPECT_EQ(at(invitation, "summary").toString(), QStringLiteral("About lamps"));
    EXPECT_EQ(at(invitation, "organizer").toString(), QStringLiteral("vera@lamp.example"));
    expectTime(at(invitation, "start"));
    const QJsonObject twin = at(entry, "look_alikes").toArray().first().toObject();
    EXPECT_EQ(at(twin, "domain").toString(), QStringLiteral("c1earcode.example"));
    EXPECT_EQ(at(twin, "looks_like").toString(), QStringLiteral("clearcode.example"));
    const QJsonObject link = at(entry, "false_links").toArray().first().toObject();
    EXPECT_EQ(at(link, "shown").toString(), QStringLiteral("bank.example"));
    EXPECT_EQ(at(link, "leads_to").toString(), QStringLiteral("evil.example"));
    EXPECT_EQ(at(entry, "answers_go_to").toString(), QStringLiteral("vera@elsewhere.example"));
    EXPECT_EQ(at(entry, "charset").toString(), QStringLiteral("utf-8"));
    const QJsonArray plain = at(m_cli.show(ordinary), "timeline").toArray();
    for (const QJsonValue &value : plain)
        for (const char *name : {"protection", "invitation", "look_alikes", "false_links", "charset_chosen"})
            EXPECT_FALSE(value.toObject().contains(QLatin1String(name))) << name;
}

TEST_F(TicketsContract, AMailIsReadInACharsetThatIsNamed)
{
    const QString mail =
        write("garbled.eml", "From: Vera <vera@lamp.example>\nTo: support@clearcode.example\n"
                             "Subject: Garbled lamp\nMessage-ID: <garbled@lamp.example>\n"
                             "Date: Mon, 2 Mar 2026 09:30:00 +0000\nContent-Type: text/plain; "
                             "charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n\xcf\xf0\xe8\xe2\xe5\xf2\n");
    static_cast<void>(done(words("import eml") << mail << words("--account support")));
    m_cli.sync();
    const qint64 number = m_cli.numberOf(QStringLiteral("Garbled lamp"));
    const auto first = [&] { return at(m_cli.show(number), "timeline").toArray().first().toObject(); };
    const QStringList command = words("ticket read-as") << QString::number(number) << QStringLiteral("--message")
                                                        << at(first(), "id").toString();
    static_cast<void>(done(command + words("windows-1251")));
    EXPECT_EQ(at(first(), "text").toString().trimmed(), QStringLiteral("Привет"));
    EXPECT_EQ(at(first(), "charset").toString(), QStringLiteral("windows-1251"));
    EXPECT_TRUE(at(first(), "charset_chosen").toBool());
    static_cast<void>(done(command + words("--take-back")));
    EXPECT_EQ(at(first(), "charset").toString(), QStringLiteral("koi8-r"));
    EXPECT_FALSE(first().contains(QLatin1String("charset_chosen")));
    refused(2, "invalid-input", command);
    refused(2, "invalid-input", command + words("no-such-charset"));
    refused(5, "not-found", words("ticket read-as") << QString::number(number) << words("--message none utf-8"));
}

} // namespace
