// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every decision comes back from the journal: after a rebuild, on a second workstation, on IMAP and on a Maildir.
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"

#include <QDir>
#include <QFile>

#include <string_view>

using namespace otklik::test;

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

QJsonObject ticketWith(const Cli &cli, const QString &subject)
{
    for (const QJsonValue &ticket : cli.tickets())
        if (ticket[QLatin1String("subject")].toString() == subject)
            return ticket.toObject();
    ADD_FAILURE() << "no ticket " << subject.toStdString();
    return {};
}

const std::vector<CustomerMail> &customerMails()
{
    static const std::vector<CustomerMail> mails{
        {.id = "a@kunde.test", .subject = "Site is down"},
        {.id = "a2@kunde.test", .subject = "Re: Site is down", .text = "And mail too.", .inReplyTo = "a@kunde.test"},
        {.id = "b@kunde.test", .subject = "Domain"},
        {.id = "c@other.test", .subject = "Invoice", .from = "Oleg <oleg@other.test>"},
        {.id = "d@other.test", .subject = "Invoice again", .from = "Oleg <oleg@other.test>"},
        {.id = "e@kunde.test", .subject = "Backup"}};
    return mails;
}

/// One decision of each kind.
void decideEverything(const Cli &cli, const QString &cannedFile)
{
    const auto number = [&cli](const char *subject) {
        return QString::number(cli.numberOf(QString::fromLatin1(subject)));
    };
    const QString site = number("Site is down"), invoice = number("Invoice"), again = number("Invoice again");
    const QString backup = number("Backup"), domain = number("Domain");
    cli.must(words("ticket assign") << site << words("me"));
    cli.must(words("ticket priority") << site << words("high"));
    cli.must(words("ticket category") << site << words("hosting"));
    cli.must(words("ticket tag") << site << words("+vip +outage"));
    cli.must(words("ticket tag") << site << words("-vip"));
    cli.must(words("ticket note") << site << words("--text disk-is-full"));
    cli.must(words("ticket merge") << again << words("--into") << invoice);
    cli.must(words("ticket snooze") << backup << words("--until 2031-01-01T00:00:00.000Z"));
    cli.must(words("ticket status") << domain << words("solved"));
    cli.must(words("canned add hello --file") << cannedFile);
    cli.must(words("customer set oleg@other.test --phone +4912345"));
    QString second;
    for (const QJsonValue &entry : cli.show(site.toLongLong())[QLatin1String("timeline")].toArray())
        if (entry[QLatin1String("message_id")].toString().contains(QLatin1String("a2@kunde.test")))
            second = entry[QLatin1String("id")].toString();
    ASSERT_FALSE(second.isEmpty());
    cli.must(words("ticket split") << site << words("--message") << second);
    cli.must(words("ticket new --requester irina@kunde.test --subject Called --text Call --channel phone"));
}

void expectDecisions(const Cli &cli)
{
    const QJsonObject site = ticketWith(cli, QStringLiteral("Site is down"));
    EXPECT_EQ(site[QLatin1String("assignee")].toString(), QStringLiteral("maria@otklik.test"));
    EXPECT_EQ(site[QLatin1String("priority")].toString(), QStringLiteral("high"));
    EXPECT_EQ(site[QLatin1String("category")].toString(), QStringLiteral("hosting"));
    EXPECT_EQ(site[QLatin1String("tags")].toArray(), QJsonArray{QStringLiteral("outage")});
    EXPECT_EQ(site[QLatin1String("notes")].toInteger(), 1);
    EXPECT_EQ(site[QLatin1String("messages")].toInteger(), 1) << "its second mail was split off";
    EXPECT_EQ(ticketWith(cli, QStringLiteral("Invoice"))[QLatin1String("messages")].toInteger(), 2);
    EXPECT_EQ(cli.numberOf(QStringLiteral("Invoice again")), 0) << "merged";
    EXPECT_EQ(ticketWith(cli, QStringLiteral("Backup"))[QLatin1String("snoozed_until")].toString(),
              QStringLiteral("2031-01-01T00:00:00.000Z"));
    EXPECT_EQ(ticketWith(cli, QStringLiteral("Domain"))[QLatin1String("status")].toString(), QStringLiteral("solved"));
    EXPECT_EQ(ticketWith(cli, QStringLiteral("Called"))[QLatin1String("channel")].toString(), QStringLiteral("phone"));
    EXPECT_EQ(cli.run(words("canned show hello")).exitCode, 0);
}

class RebuildTest : public DeskServersTest
{
protected:
    void proveRebuild(const Cli &cli)
    {
        expectDecisions(cli);
        EXPECT_TRUE(cli.isClean());
        const QString before = cli.stateHash();
        const QJsonObject dump = cli.stateDump();
        cli.sync(QStringLiteral("rebuild"));
        EXPECT_EQ(cli.stateHash(), before);
        EXPECT_EQ(cli.stateDump(), dump);
        EXPECT_TRUE(cli.isClean());
        expectDecisions(cli);
    }
};

TEST_F(RebuildTest, EveryDecisionComesBackFromTheServer)
{
    for (const CustomerMail &mail : customerMails())
        deliver(mail);
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    decideEverything(cli, writeFile(QStringLiteral("hello.txt"), "Hello!\n"));
    cli.sync();
    proveRebuild(cli);
    const Cli second = desk(QStringLiteral("second"));
    second.sync();
    EXPECT_EQ(second.stateHash(), cli.stateHash());
    expectDecisions(second);
    EXPECT_TRUE(second.isClean());
}

TEST_F(RebuildTest, DecisionsOfTwoWorkstationsMeet)
{
    deliver({.id = "a@kunde.test"});
    const Cli one = desk(QStringLiteral("one"));
    const Cli two = desk(QStringLiteral("two"));
    one.sync();
    two.sync();
    one.must(words("ticket tag 1 +first"));
    two.must(words("ticket note 1 --text second"));
    one.sync();
    two.sync();
    one.sync();
    EXPECT_EQ(one.stateHash(), two.stateHash());
    const QJsonObject ticket = one.show(1);
    EXPECT_EQ(ticket[QLatin1String("tags")].toArray(), QJsonArray{QStringLiteral("first")});
    EXPECT_EQ(ticket[QLatin1String("notes")].toInteger(), 1);
    EXPECT_TRUE(one.isClean());
    EXPECT_TRUE(two.isClean());
}

TEST_F(RebuildTest, OfOneAccountLeavesTheMailOfTheOthers)
{
    const Cli cli(path(QStringLiteral("desk")));
    cli.must(words("profile init --name Maria --address maria@otklik.test"));
    for (const char *account : {"support", "sales"}) {
        const QString name = QString::fromLatin1(account);
        for (const char *part : {"/cur", "/new", "/tmp"})
            ASSERT_TRUE(QDir().mkpath(path(name) + QLatin1String(part)));
        cli.must(words("account add") << name << QStringLiteral("--address") << name + QStringLiteral("@otklik.test")
                                      << QStringLiteral("--maildir") << path(name));
    }
    const QByteArray both = CustomerMail{.id = "both@kunde.test", .subject = "Both"}.raw();
    (void)writeFile(QStringLiteral("support/new/1700000000.m.host"),
                    CustomerMail{.id = "a@kunde.test", .subject = "One"}.raw());
    (void)writeFile(QStringLiteral("support/new/1700000001.m.host"), both);
    (void)writeFile(QStringLiteral("sales/new/1700000002.m.host"),
                    CustomerMail{.id = "b@kunde.test", .subject = "Two"}.raw());
    (void)writeFile(QStringLiteral("sales/new/1700000003.m.host"), both);
    cli.sync();
    cli.must(words("ticket note 1 --text disk-is-full"));
    cli.must(words("ticket tag 3 +vip"));
    cli.sync();
    const QString hash = cli.stateHash();
    EXPECT_EQ(cli.tickets().size(), 3);
    for (const char *account : {"support", "sales"}) {
        const QString other =
            path(account == std::string_view("sales") ? QStringLiteral("support") : QStringLiteral("sales"));
        ASSERT_TRUE(QDir().rename(other, other + QStringLiteral(".away"))) << "nothing can be read from it now";
        const CliResult rebuilt = cli.run(words("rebuild --account") << QLatin1String(account));
        ASSERT_EQ(rebuilt.exitCode, 0) << rebuilt.said();
        const QJsonObject report = rebuilt.json()[QLatin1String("accounts")][0].toObject();
        EXPECT_EQ(report[QLatin1String("name")].toString(), QLatin1String(account));
        EXPECT_EQ(report[QLatin1String("folders")][0][QLatin1String("new")].toInteger(), 2) << "it was read again";
        ASSERT_TRUE(QDir().rename(other + QStringLiteral(".away"), other));
        EXPECT_EQ(cli.tickets().size(), 3) << account;
        EXPECT_EQ(cli.stateHash(), hash) << account;
        EXPECT_TRUE(cli.isClean()) << account;
    }
    (void)cli.run(words("rebuild"));
    EXPECT_EQ(cli.stateHash(), hash);
}

TEST_F(RebuildTest, AnAccountThatIsRemovedTakesItsMailAlongAndBringsItBack)
{
    const Cli cli = desk(QStringLiteral("desk"));
    for (const char *part : {"/cur", "/new", "/tmp"})
        ASSERT_TRUE(QDir().mkpath(path(QStringLiteral("sales")) + QLatin1String(part)));
    const QStringList addSales = words("account add sales --address sales@otklik.test --maildir")
                                 << path(QStringLiteral("sales"));
    cli.must(addSales);
    const CustomerMail both{.id = "both@kunde.test", .subject = "Both"};
    deliver({.id = "a@kunde.test", .subject = "One"});
    deliver(both);
    (void)writeFile(QStringLiteral("sales/new/1700000002.m.host"),
                    CustomerMail{.id = "b@other.test", .subject = "Two", .from = "Oleg <oleg@other.test>"}.raw());
    (void)writeFile(QStringLiteral("sales/new/1700000003.m.host"), both.raw());
    cli.sync();
    ASSERT_EQ(cli.tickets().size(), 3);
    cli.must(words("ticket tag") << QString::number(cli.numberOf(QStringLiteral("Two"))) << words("+vip"));
    cli.sync();
    const QString hash = cli.stateHash();

    const CliResult refused = cli.run(words("account remove support"));
    EXPECT_EQ(refused.exitCode, 6) << "the decisions of the team are kept there: " << refused.said();
    cli.must(words("account remove sales"));
    EXPECT_EQ(cli.tickets().size(), 2) << "what came to both stays";
    EXPECT_TRUE(cli.isClean());
    cli.sync();
    EXPECT_EQ(cli.tickets().size(), 2);
    cli.must(addSales);
    cli.sync();
    EXPECT_EQ(cli.stateHash(), hash);

    cli.must(words("account remove sales"));
    cli.must(words("ticket note") << QString::number(cli.numberOf(QStringLiteral("One")))
                                  << words("--text not-yet-on-the-server"));
    cli.must(words("account remove support"));
    ASSERT_EQ(cli.tickets().size(), 1) << "only the one with a decision that is nowhere else";
    EXPECT_EQ(cli.tickets()[0][QLatin1String("notes")].toInteger(), 1);
    EXPECT_TRUE(cli.isClean());
    cli.must(accountAdd());
    cli.must(addSales);
    cli.sync();
    EXPECT_EQ(ticketWith(cli, QStringLiteral("One"))[QLatin1String("notes")].toInteger(), 1) << "it was only here";
    EXPECT_EQ(ticketWith(cli, QStringLiteral("Two"))[QLatin1String("tags")].toArray(),
              QJsonArray{QStringLiteral("vip")});
    EXPECT_TRUE(cli.isClean());
    const QString whole = cli.stateHash();
    cli.sync(QStringLiteral("rebuild"));
    EXPECT_EQ(cli.stateHash(), whole);
}

TEST_F(RebuildTest, AnAccountWithAnAnswerOnItsWayStays)
{
    deliver({.id = "a@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    cli.must(words("ticket reply 1 --text Soon --send-at 2031-01-01T00:00:00Z"));
    const CliResult refused = cli.run(words("account remove support"));
    EXPECT_EQ(refused.exitCode, 6) << refused.said();
    EXPECT_EQ(cli.tickets().size(), 1);
    cli.must(words("outbox cancel 1"));
    cli.must(words("account remove support"));
    EXPECT_EQ(cli.tickets().size(), 0);
}

TEST_F(RebuildTest, EveryDecisionComesBackFromAMaildir)
{
    const QString maildir = path(QStringLiteral("mail"));
    for (const char *part : {"cur", "new", "tmp"})
        ASSERT_TRUE(QDir().mkpath(maildir + QLatin1Char('/') + QLatin1String(part)));
    int at = 0;
    for (const CustomerMail &mail : customerMails())
        (void)writeFile(QStringLiteral("mail/new/17000000%1.m.host").arg(++at, 2, 10, QLatin1Char('0')), mail.raw());
    const Cli cli(path(QStringLiteral("desk")));
    cli.must(words("profile init --name Maria --address maria@otklik.test"));
    cli.must(words("account add support --address support@otklik.test --maildir") << maildir);
    cli.sync();
    decideEverything(cli, writeFile(QStringLiteral("hello.txt"), "Hello!\n"));
    cli.sync();
    proveRebuild(cli);
}

} // namespace
