// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A customer writes, is answered, and answers again: every hop through real servers and the real program.
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"

#include <QDir>
#include <QRegularExpression>

using namespace otklik::test;

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

class RoundTripTest : public DeskServersTest
{
protected:
    void answer(const Cli &cli, qint64 number)
    {
        const QString file = writeFile(
            QStringLiteral("looking.txt"),
            "Hello {{ contact.first_name | \"there\" }},\n\nwe are looking at it now.\n\n{{ specialist.name }}\n");
        cli.must(words("canned add looking --file") << file);
        const CliResult sent =
            cli.run(words("ticket reply") << QString::number(number) << words("--canned looking --now"));
        ASSERT_EQ(sent.exitCode, 0) << sent.said();
        EXPECT_EQ(sent.json()[QLatin1String("state")].toString(), QStringLiteral("sent")) << sent.said();
    }
    /// Our answer as the customer has it.
    QByteArray received(const QString &customer)
    {
        const QByteArrayList mails = awaitMailsOf(customer, 1);
        EXPECT_EQ(mails.size(), 1);
        return mails.isEmpty() ? QByteArray() : mails.first();
    }
    static QString status(const Cli &cli, qint64 number)
    {
        return cli.show(number)[QLatin1String("status")].toString();
    }
};

TEST_F(RoundTripTest, ACannedReplyArrivesThreadsAndIsOnceInSent)
{
    deliver({.id = "first@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    const QJsonObject report = cli.sync();
    EXPECT_EQ(report[QLatin1String("tickets")][QLatin1String("created")].toInteger(), 1);
    const QJsonArray tickets = cli.tickets();
    ASSERT_EQ(tickets.size(), 1);
    const qint64 number = tickets[0][QLatin1String("number")].toInteger();
    ASSERT_EQ(number, 1);
    EXPECT_EQ(tickets[0][QLatin1String("requester")][QLatin1String("address")].toString(), kIrina);

    answer(cli, number);
    const QByteArray mail = received(kIrina);
    EXPECT_EQ(headerOf(mail, "In-Reply-To"), "<first@kunde.test>");
    EXPECT_TRUE(headerOf(mail, "References").contains("<first@kunde.test>"));
    EXPECT_TRUE(QRegularExpression(QStringLiteral("\\[#1-[a-z0-9]{5}\\]"))
                    .match(QString::fromLatin1(headerOf(mail, "Subject")))
                    .hasMatch())
        << mail.toStdString();
    EXPECT_TRUE(mail.contains("Hello Irina,")) << mail.toStdString();
    EXPECT_TRUE(mail.contains("Maria Orlova"));
    EXPECT_EQ(status(cli, number), QStringLiteral("pending"));

    cli.sync();
    cli.sync();
    const QByteArrayList sent = mailsOf(kSupport, QStringLiteral("Sent"));
    ASSERT_EQ(sent.size(), 1);
    EXPECT_EQ(headerOf(sent.first(), "Message-ID"), headerOf(mail, "Message-ID"));
    EXPECT_EQ(cli.tickets().size(), 1);
    EXPECT_EQ(cli.show(number)[QLatin1String("messages")].toInteger(), 2);
    EXPECT_TRUE(cli.isClean());
}

TEST_F(RoundTripTest, TheCustomersAnswerComesBackToItsTicket)
{
    deliver({.id = "first@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    answer(cli, 1);
    const QByteArray mail = received(kIrina);
    const QByteArray ours = headerOf(mail, "Message-ID").mid(1).chopped(1);
    const QByteArray subject = headerOf(mail, "Subject");

    // A note that she is away says nothing about the ticket.
    deliver({.id = "away@kunde.test",
             .subject = "Out of office",
             .inReplyTo = ours,
             .headers = "Auto-Submitted: auto-replied\r\n"});
    cli.sync();
    EXPECT_EQ(status(cli, 1), QStringLiteral("pending"));
    EXPECT_EQ(cli.show(1)[QLatin1String("messages")].toInteger(), 3);

    deliver({.id = "second@kunde.test", .subject = "Re: " + subject, .inReplyTo = ours});
    cli.sync();
    EXPECT_EQ(status(cli, 1), QStringLiteral("open"));
    EXPECT_EQ(cli.show(1)[QLatin1String("messages")].toInteger(), 4);

    // Headers stripped on the way: the token in the subject says where it belongs.
    deliver({.id = "third@kunde.test", .subject = "AW: " + subject});
    cli.sync();
    EXPECT_EQ(cli.show(1)[QLatin1String("messages")].toInteger(), 5);
    EXPECT_EQ(cli.tickets().size(), 1);

    // The token of somebody else's ticket opens nothing of it.
    deliver({.id = "stranger@other.test", .subject = "Re: " + subject, .from = "Oleg <oleg@other.test>"});
    cli.sync();
    EXPECT_EQ(cli.show(1)[QLatin1String("messages")].toInteger(), 5);
    EXPECT_EQ(cli.tickets().size(), 2);
    EXPECT_TRUE(cli.isClean());
}

TEST_F(RoundTripTest, ARefusedAnswerOpensItsTicketAgain)
{
    // The submission server knows the domain and has no such mailbox there: 550.
    deliver({.id = "gone@kunde.test", .from = "Nobody <nobody@kunde.test>"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    const CliResult reply = cli.run(words("ticket reply 1 --text Hello --now"));
    EXPECT_EQ(reply.exitCode, 1) << reply.said();
    EXPECT_TRUE(reply.err.contains(QLatin1String("failed"))) << reply.said();
    EXPECT_EQ(status(cli, 1), QStringLiteral("open"));
    const QJsonArray outbox = cli.run(words("outbox list")).json()[QLatin1String("outbox")].toArray();
    ASSERT_EQ(outbox.size(), 1);
    EXPECT_EQ(outbox[0][QLatin1String("state")].toString(), QStringLiteral("failed"));
    EXPECT_TRUE(outbox[0][QLatin1String("error")].toString().contains(QLatin1String("5.1.1")))
        << outbox[0][QLatin1String("error")].toString().toStdString();
    EXPECT_EQ(mailsOf(kSupport, QStringLiteral("Sent")).size(), 0);
    EXPECT_TRUE(cli.isClean());
}

TEST_F(RoundTripTest, ABounceThatComesLaterOpensItsTicketAgain)
{
    deliver({.id = "first@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    answer(cli, 1);
    const QByteArray ours = headerOf(received(kIrina), "Message-ID");
    const QByteArray bounce =
        "From: MAILER-DAEMON@mx.kunde.test\r\nTo: support@otklik.test\r\nSubject: Undelivered Mail Returned to "
        "Sender\r\n"
        "Message-ID: <dsn.1@mx.kunde.test>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nThe mailbox is full.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.kunde.test\r\n\r\n"
        "Final-Recipient: rfc822; irina@kunde.test\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        "--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: " +
        ours + "\r\nFrom: support@otklik.test\r\nTo: irina@kunde.test\r\nSubject: Re\r\n\r\nHello\r\n--b--\r\n";
    const auto delivered = m_dovecot.deliver(kSupport, bounce);
    ASSERT_OK(delivered);
    cli.sync();
    const QJsonObject ticket = cli.show(1);
    EXPECT_EQ(ticket[QLatin1String("status")].toString(), QStringLiteral("open"));
    EXPECT_EQ(ticket[QLatin1String("messages")].toInteger(), 3);
    EXPECT_EQ(cli.tickets().size(), 1);
    EXPECT_EQ(cli.tickets(QStringLiteral("is:failed")).size(), 1);
    EXPECT_TRUE(cli.isClean());
}

TEST_F(RoundTripTest, ASyncCountsTheTicketsThatStandAtItsEnd)
{
    const QString maildir = path(QStringLiteral("mail/"));
    for (const char *part : {"cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"})
        ASSERT_TRUE(QDir().mkpath(maildir + QLatin1String(part)));
    for (const char *id : {"b@kunde.test", "c@other.test"}) // two answers to one mail of ours, which is read after them
        (void)writeFile(QStringLiteral("mail/new/1700000000.%1").arg(QLatin1String(id)),
                        CustomerMail{.id = id, .inReplyTo = "s@otklik.test"}.raw());
    (void)writeFile(QStringLiteral("mail/.Sent/cur/1600000000.m.host:2,S"),
                    CustomerMail{.id = "s@otklik.test",
                                 .from = "Support <support@otklik.test>",
                                 .headers = "Cc: irina@kunde.test\r\n"}
                        .raw());
    const Cli cli(path(QStringLiteral("desk")));
    cli.must({QStringLiteral("profile"), QStringLiteral("init"), QStringLiteral("--name"), QStringLiteral("Maria"),
              QStringLiteral("--address"), QStringLiteral("maria@otklik.test")});
    cli.must({QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("support"), QStringLiteral("--address"),
              kSupport, QStringLiteral("--maildir"), maildir});
    const QJsonObject counted = cli.sync()[QLatin1String("tickets")].toObject();
    EXPECT_EQ(cli.tickets().size(), 1);
    EXPECT_EQ(counted[QLatin1String("created")].toInteger(), 1);
}

TEST_F(RoundTripTest, AnUnfilledPlaceholderIsNotSent)
{
    deliver({.id = "first@kunde.test", .from = "irina@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    const QString file = writeFile(QStringLiteral("gap.txt"), "Hello {{ contact.phone }}, {{ question.colour }}\n");
    cli.must(words("canned add gap --file") << file);
    const CliResult reply = cli.run(words("ticket reply 1 --canned gap --now"));
    EXPECT_EQ(reply.exitCode, 6) << reply.said();
    EXPECT_EQ(reply.json()[QLatin1String("error")].isObject(), true);
    EXPECT_EQ(mailsOf(kIrina).size(), 0);
    EXPECT_EQ(status(cli, 1), QStringLiteral("new"));
}

} // namespace
