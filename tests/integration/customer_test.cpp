// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whose matter a mail is when its sender is not the customer: what one of us forwards, and what a form sends.
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"

using namespace otklik::test;

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

QString requesterOf(const QJsonObject &ticket)
{
    return ticket[QLatin1String("requester")][QLatin1String("address")].toString();
}

class CustomerTest : public DeskServersTest
{
protected:
    static QJsonObject messageAt(const Cli &cli, qint64 number, int index)
    {
        const QJsonArray timeline = cli.show(number)[QLatin1String("timeline")].toArray();
        int seen = 0;
        for (const QJsonValue &entry : timeline)
            if (entry[QLatin1String("kind")].toString() == u"message" && seen++ == index)
                return entry.toObject();
        return {};
    }
    static QStringList offersAt(const Cli &cli, qint64 number, int index)
    {
        QStringList offers;
        for (const QJsonValue &offer : messageAt(cli, number, index)[QLatin1String("offers")].toArray())
            offers << (offer[QLatin1String("offer")].toString() + QLatin1Char(' ') +
                       offer[QLatin1String("address")].toString())
                          .trimmed();
        return offers;
    }
};

TEST_F(CustomerTest, WhoWroteWhatOneOfUsForwardsBecomesTheCustomerOnEveryDesk)
{
    const Cli cli = desk(QStringLiteral("desk"));
    const Cli second = desk(QStringLiteral("second"));
    cli.sync();
    second.sync();
    deliver(
        {.id = "forward@otklik.test",
         .subject = "Fwd: Shop",
         .from = "Maria Orlova <maria@otklik.test>",
         .text =
             "Please look.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Irina Belova <irina@kunde.test>\r\n"
             "Date: Thu, 12 Mar 2026 at 10:15\r\nSubject: Shop\r\nTo: maria@otklik.test\r\n\r\nIt is down."});
    cli.sync();
    QJsonObject ticket = cli.show(1);
    EXPECT_EQ(ticket[QLatin1String("subject")].toString(), QStringLiteral("Shop"));
    EXPECT_EQ(ticket[QLatin1String("status")].toString(), QStringLiteral("new")) << "somebody has to see to it";
    EXPECT_EQ(requesterOf(ticket), QStringLiteral("maria@otklik.test"));
    EXPECT_EQ(offersAt(cli, 1, 0), QStringList{QStringLiteral("requester irina@kunde.test")});
    const QString message = messageAt(cli, 1, 0)[QLatin1String("id")].toString();

    cli.must(words("ticket requester 1 --message") << message);
    EXPECT_EQ(requesterOf(cli.show(1)), kIrina);
    EXPECT_TRUE(offersAt(cli, 1, 0).isEmpty());
    cli.sync();
    second.sync();
    EXPECT_EQ(requesterOf(second.show(1)), kIrina);
    EXPECT_EQ(second.stateHash(), cli.stateHash());

    // The answer goes to her, and hers comes back.
    const CliResult sent = second.run(words("ticket reply 1 --text Hello --now"));
    ASSERT_EQ(sent.exitCode, 0) << sent.said();
    const QByteArrayList mails = awaitMailsOf(kIrina, 1);
    ASSERT_EQ(mails.size(), 1);
    deliver({.id = "second@kunde.test", .subject = "Re: " + headerOf(mails.first(), "Subject")}); // by the token alone
    cli.sync();
    EXPECT_EQ(cli.tickets().size(), 1);

    cli.must(words("ticket requester 1 --take-back"));
    EXPECT_EQ(requesterOf(cli.show(1)), QStringLiteral("maria@otklik.test"));
    cli.sync();
    second.sync();
    EXPECT_EQ(second.stateHash(), cli.stateHash());
    EXPECT_TRUE(cli.isClean());
    EXPECT_TRUE(second.isClean());
}

TEST_F(CustomerTest, AFormsCustomersAreTwoOnceTheTeamSaysSo)
{
    const auto form = [](const QByteArray &id, const QByteArray &customer) {
        return CustomerMail{.id = id,
                            .subject = "Order",
                            .from = "Shop <wordpress@shop.test>",
                            .text = "My order does not come.",
                            .headers = "Reply-To: " + customer + "\r\n"};
    };
    deliver(form("one@shop.test", "Irina Belova <irina@kunde.test>"));
    deliver(form("two@shop.test", "Oleg <oleg@other.test>"));
    const Cli cli = desk(QStringLiteral("desk"));
    const Cli second = desk(QStringLiteral("second"));
    cli.sync();
    EXPECT_EQ(requesterOf(cli.show(1)), QStringLiteral("wordpress@shop.test")) << "never from Reply-To without a rule";
    EXPECT_EQ(offersAt(cli, 1, 0), QStringList{QStringLiteral("form-sender irina@kunde.test")});

    cli.must(words("sender form wordpress@shop.test"));
    EXPECT_EQ(requesterOf(cli.show(1)), kIrina);
    EXPECT_EQ(requesterOf(cli.show(2)), kOleg);
    EXPECT_TRUE(offersAt(cli, 1, 0).isEmpty());
    cli.sync();
    second.sync();
    EXPECT_EQ(requesterOf(second.show(2)), kOleg);
    EXPECT_EQ(second.stateHash(), cli.stateHash());
    deliver(form("three@shop.test", "Irina Belova <irina@kunde.test>"));
    cli.sync();
    const QJsonObject card = cli.run(words("customer show irina@kunde.test")).json();
    EXPECT_EQ(card[QLatin1String("figures")][QLatin1String("tickets")].toInteger(), 2);
    const QString hash = cli.stateHash();
    cli.sync(QStringLiteral("rebuild"));
    EXPECT_EQ(cli.stateHash(), hash);

    const CliResult sent = cli.run(words("ticket reply 2 --text Hello --now"));
    ASSERT_EQ(sent.exitCode, 0) << sent.said();
    EXPECT_EQ(awaitMailsOf(kOleg, 1).size(), 1);
    EXPECT_EQ(mailsOf(kIrina).size(), 0);
    EXPECT_TRUE(cli.isClean());
}

TEST_F(CustomerTest, AnotherSubjectOffersATicketOfItsOwnAndStaysTurnedDown)
{
    deliver({.id = "first@kunde.test"});
    deliver({.id = "other@kunde.test",
             .subject = "Re: Invoice for March",
             .text = "One more thing: the invoice is wrong.\r\n\r\n> Good morning",
             .inReplyTo = "first@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    EXPECT_EQ(cli.tickets().size(), 1) << "never by itself";
    EXPECT_EQ(offersAt(cli, 1, 1), QStringList{QStringLiteral("split")});
    const QString message = messageAt(cli, 1, 1)[QLatin1String("id")].toString();
    cli.must(words("ticket dismiss 1 --offer split --message") << message);
    EXPECT_TRUE(offersAt(cli, 1, 1).isEmpty());
    cli.sync();
    const Cli second = desk(QStringLiteral("second"));
    second.sync();
    EXPECT_TRUE(offersAt(second, 1, 1).isEmpty());
    EXPECT_TRUE(cli.isClean());
}

} // namespace
