// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Several accounts, and servers that refuse: one account's trouble is its own, is said plainly, and passes.
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/other_client.h"

#include <QDeadlineTimer>
#include <QJsonDocument>

#include <csignal>

using namespace otklik::test;

namespace {

const QString kSales = QStringLiteral("sales@otklik.test");

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

class AccountsTest : public DeskServersTest
{
protected:
    /// With a second mailbox, whose password stands in a file.
    [[nodiscard]] Cli deskOfTwo(const QByteArray &password)
    {
        EXPECT_OK(m_dovecot.addUser(kSales));
        Cli cli = desk(QStringLiteral("desk"));
        cli.must(words("account add sales --imap-security tls --smtp-security starttls")
                 << QStringLiteral("--address") << kSales << QStringLiteral("--user") << kSales
                 << QStringLiteral("--imap") << QStringLiteral("localhost:%1").arg(m_dovecot.tlsPort())
                 << QStringLiteral("--smtp") << QStringLiteral("localhost:%1").arg(m_smtp.port())
                 << QStringLiteral("--ca-file") << m_authorities << QStringLiteral("--password-file")
                 << writeFile(QStringLiteral("sales-password"), password));
        return cli;
    }
    void deliverToSales(const char *id)
    {
        const auto delivered = m_dovecot.deliver(kSales, CustomerMail{.id = id}.raw());
        ASSERT_OK(delivered);
    }
    static QJsonValue accountOf(const CliResult &result, int index)
    {
        return result.json()[QLatin1String("accounts")][index];
    }
    [[nodiscard]] int refusedSignIns() const { return int(m_dovecot.log().count(QStringLiteral("auth failed"))); }
};

TEST_F(AccountsTest, OneFailsWhileTheOtherWorksAndResumes)
{
    const Cli cli = deskOfTwo("wrong");
    deliverToSales("s1@kunde.test");
    auto watch = cli.start(words("sync --watch"));
    ASSERT_TRUE(sees(*watch, "state.online"));
    for (const char *id : {"a@kunde.test", "b@kunde.test", "c@kunde.test"}) {
        deliver({.id = id});
        EXPECT_TRUE(sees(*watch, "message.new")) << id;
    }
    cli.must(words("ticket note 1 --text decided-meanwhile")); // wakes all accounts that wait
    const CliResult asked = cli.run(words("sync"), 20000);
    EXPECT_TRUE(accountOf(asked, 0)[QLatin1String("ok")].toBool()) << asked.said();
    EXPECT_FALSE(accountOf(asked, 1)[QLatin1String("ok")].toBool()) << asked.said();
    EXPECT_EQ(accountOf(asked, 1)[QLatin1String("error")][QLatin1String("exit_code")].toInteger(), 3) << asked.said();

    (void)writeFile(QStringLiteral("sales-password"), DovecotFixture::kPassword.toUtf8());
    const CliResult resumed = cli.run(words("sync"), 20000);
    EXPECT_EQ(resumed.exitCode, 0) << resumed.said();
    EXPECT_EQ(cli.tickets().size(), 4);
    while (cli.tickets().size() < 5) {
        deliverToSales("s2@kunde.test");
        ASSERT_TRUE(sees(*watch, "message.new")) << "it is watched again, too";
    }
    EXPECT_EQ(endOf(*watch, SIGTERM), 0);
    EXPECT_TRUE(cli.isClean());
    m_dovecot.stop(); // its log is whole only then
    EXPECT_EQ(refusedSignIns(), 2) << "one at the start, one when somebody asked: servers lock out who keeps trying";
}

TEST_F(AccountsTest, AFullMailboxIsStillRead)
{
    m_dovecot.stop();
    m_dovecot.addConfig(QStringLiteral("protocol imap {\n  mail_plugins = imap_zlib quota\n}\n"
                                       "plugin {\n  quota = count:all\n  quota_vsizes = yes\n"
                                       "  quota_rule = *:storage=100k\n  quota_grace = 0\n}\n"));
    ASSERT_OK(m_dovecot.start());
    deliver({.id = "a@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk")), colleague = desk(QStringLiteral("colleague"));
    cli.sync();
    deliver({.id = "b@kunde.test", .subject = "Large", .text = QByteArray("Many words. ").repeated(20000)});
    cli.must(words("ticket tag 1 +waits"));
    const CliResult full = cli.run(words("sync"));
    EXPECT_NE(full.exitCode, 0);
    EXPECT_TRUE(full.said().find("the mailbox is full") != std::string::npos) << full.said();
    EXPECT_EQ(cli.tickets().size(), 2) << "the mail is here all the same";
    EXPECT_EQ(cli.show(1)[QLatin1String("tags")].toArray().size(), 1);

    ASSERT_OK(m_dovecot.doveadm(words("expunge -u support@otklik.test mailbox INBOX header Message-ID b@kunde.test")));
    cli.sync();
    colleague.sync();
    EXPECT_EQ(colleague.show(1)[QLatin1String("tags")].toArray().size(), 1) << "what waited went out";
    EXPECT_EQ(colleague.stateHash(), cli.stateHash());
    EXPECT_TRUE(cli.isClean());
}

TEST_F(AccountsTest, TheServersWordsReachTheDesk)
{
    deliver({.id = "a@kunde.test"});
    FaultProxy line(m_dovecot.port());
    const Cli cli =
        desk(QStringLiteral("desk"), {QStringLiteral("--imap"), QStringLiteral("localhost:%1").arg(line.port()),
                                      QStringLiteral("--imap-security"), QStringLiteral("none")});
    for (const char *words : {"* BYE [ALERT] Closed until five\r\n", "* BYE [UNAVAILABLE] Come later\r\n"}) {
        line.sayInstead(words, true);
        const CliResult refused = cli.run({QStringLiteral("sync")});
        EXPECT_EQ(refused.exitCode, 4) << refused.said();
        const QJsonArray alerts = accountOf(refused, 0)[QLatin1String("alerts")].toArray();
        const bool isAlert = QByteArray(words).contains("ALERT");
        EXPECT_EQ(alerts, isAlert ? QJsonArray{QStringLiteral("Closed until five")} : QJsonArray()) << refused.said();
        const QString code = accountOf(refused, 0)[QLatin1String("error")][QLatin1String("code")].toString();
        EXPECT_EQ(code, isAlert ? QStringLiteral("offline") : QStringLiteral("server-refused")) << refused.said();
    }
    line.passThrough();
    cli.sync();
    EXPECT_EQ(cli.tickets().size(), 1);
}

TEST_F(AccountsTest, TooManyConnectionsAreSaidAndPass)
{
    m_dovecot.stop();
    m_dovecot.addConfig(QStringLiteral("mail_max_userip_connections = 1"));
    ASSERT_OK(m_dovecot.start());
    deliver({.id = "a@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    auto other = OtherClient::signIn(m_dovecot.port(), kSupport, DovecotFixture::kPassword);
    ASSERT_OK(other);
    const CliResult refused = cli.run(words("sync"));
    EXPECT_EQ(refused.exitCode, 4) << refused.said();
    EXPECT_TRUE(refused.said().find("too many connections") != std::string::npos) << refused.said();
    ASSERT_OK((*other)->run("LOGOUT"));
    other->reset();
    QDeadlineTimer limit(20000);
    CliResult again;
    do
        again = cli.run(words("sync"));
    while (again.exitCode != 0 && !limit.hasExpired());
    EXPECT_EQ(again.exitCode, 0) << again.said();
    EXPECT_EQ(cli.tickets().size(), 1);
}

} // namespace
