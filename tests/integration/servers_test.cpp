// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The same mailbox life on each real server we have: Dovecot and Cyrus. OTKLIK_TRIALS: all mail of the collection also
// without each extension, else without one by chance; OTKLIK_SEED repeats the choice and the order.
#include "tests/core/mime/corpus.h"
#include "tests/integration/desk_servers.h"
#include "tests/support/cyrus_fixture.h"
#include "tests/support/expect_result.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/other_client.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <array>
#include <csignal>
#include <iostream>
#include <numeric>
#include <set>

using namespace otklik::test;

namespace {

constexpr std::array kExtensions{"COMPRESS",    "CONDSTORE",     "ENABLE",      "ESEARCH",  "ID",       "IDLE",
                                 "IMAP4REV1",   "LIST-EXTENDED", "LIST-STATUS", "LITERAL+", "LITERAL-", "MOVE",
                                 "NAMESPACE",   "NOTIFY",        "OBJECTID",    "QRESYNC",  "SASL-IR",  "SPECIAL-USE",
                                 "STATUS=SIZE", "UIDPLUS",       "UNSELECT"};

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

/// A team's mailbox on the server under test, customers on the other.
class ServersTest : public DeskServersTest
{
protected:
    /// Skips where there is no Cyrus.
    void startCyrus()
    {
        if (!CyrusFixture::isThere())
            GTEST_SKIP() << "no Cyrus: scripts/servers could not get it";
        ASSERT_OK(m_cyrus.addUser(kSupport));
        const auto started = m_cyrus.start();
        ASSERT_OK(started);
        QFile authorities(m_authorities), authority(m_cyrus.caFile());
        ASSERT_TRUE(authorities.open(QIODevice::Append) && authority.open(QIODevice::ReadOnly));
        authorities.write(authority.readAll());
    }
    [[nodiscard]] Cli deskOn(bool cyrus, const QString &name, const QStringList &options = {})
    {
        if (!cyrus)
            return desk(name, options);
        return desk(name, QStringList{QStringLiteral("--imap"), QStringLiteral("localhost:%1").arg(m_cyrus.tlsPort())} +
                              options);
    }
    [[nodiscard]] std::unique_ptr<OtherClient> clientOn(bool cyrus, const QString &user = kSupport)
    {
        auto client = cyrus ? OtherClient::signIn(m_cyrus.port(), user, CyrusFixture::kPassword)
                            : OtherClient::signIn(m_dovecot.port(), user, DovecotFixture::kPassword);
        EXPECT_OK(client);
        return client ? std::move(*client) : nullptr;
    }
    static QByteArray dateOf(int minute)
    {
        const QDateTime start = QDateTime::fromSecsSinceEpoch(1700000000, Qt::UTC);
        return QLocale::c().toString(start.addSecs(60 * minute), QStringLiteral("dd-MMM-yyyy HH:mm:ss")).toLatin1() +
               " +0000";
    }

    CyrusFixture m_cyrus;
};

/// The parameter is the server's name.
class EachServerTest : public ServersTest, public ::testing::WithParamInterface<const char *>
{
protected:
    void SetUp() override
    {
        ServersTest::SetUp();
        if (IsSkipped() || HasFatalFailure())
            return;
        if (onCyrus())
            startCyrus();
        if (!IsSkipped() && !HasFatalFailure())
            m_other = clientOn(onCyrus());
    }
    [[nodiscard]] static bool onCyrus() { return GetParam() == QByteArray("Cyrus"); }
    [[nodiscard]] Cli deskHere(const char *name, const QStringList &options = {})
    {
        return deskOn(onCyrus(), QString::fromLatin1(name), options);
    }
    void put(const CustomerMail &mail, const QByteArray &folder = "INBOX")
    {
        const auto put = m_other->append(folder, mail.raw(), dateOf(++m_minute));
        ASSERT_OK(put);
    }
    void elsewhere(const char *command)
    {
        const auto done = m_other->run(command);
        ASSERT_OK(done) << command;
    }
    /// What a sync says of the folder; the whole report when there is none.
    static qint64 told(const QJsonObject &report, const char *field, const char *folder = "INBOX")
    {
        for (const QJsonValue &value : report[QLatin1String("folders")].toArray())
            if (value[QLatin1String("name")].toString() == QLatin1String(folder))
                return value[QLatin1String(field)].toInteger(-1);
        ADD_FAILURE() << QJsonDocument(report).toJson().toStdString();
        return -1;
    }

    std::unique_ptr<OtherClient> m_other;
    int m_minute = 0;
};

TEST_P(EachServerTest, EachChangeOfTheMailboxArrivesOnce)
{
    for (const char *id : {"a@kunde.test", "b@kunde.test", "c@kunde.test"})
        put({.id = id});
    const Cli cli = deskHere("desk");
    EXPECT_EQ(told(cli.sync(), "new"), 3);
    EXPECT_EQ(told(cli.sync(), "new"), 0);
    put({.id = "b2@kunde.test", .inReplyTo = "b@kunde.test"});
    put({.id = "d@kunde.test"});
    EXPECT_EQ(told(cli.sync(), "new"), 2);
    EXPECT_EQ(cli.tickets().size(), 4);

    EXPECT_TRUE(cli.tickets(QStringLiteral("is:unread")).size() == 4);
    elsewhere("SELECT INBOX");
    elsewhere("UID STORE 1 +FLAGS (\\Seen)");
    EXPECT_EQ(told(cli.sync(), "flag_changes"), 1);
    EXPECT_EQ(cli.tickets(QStringLiteral("is:unread")).size(), 3);

    elsewhere("UID STORE 3:4 +FLAGS (\\Deleted)");
    elsewhere("EXPUNGE");
    put({.id = "e@kunde.test"}); // as many as before by count: only the UIDs tell
    const QJsonObject report = cli.sync();
    EXPECT_EQ(told(report, "vanished"), 2);
    EXPECT_EQ(told(report, "new"), 1);
    EXPECT_EQ(told(report, "messages"), 4);
    EXPECT_TRUE(cli.isClean());
    EXPECT_EQ(told(cli.sync(), "new"), 0);

    const Cli fresh = deskHere("fresh");
    fresh.sync();
    EXPECT_EQ(fresh.stateHash(), cli.stateHash());
}

/// Cyrus names its mails (OBJECTID), Dovecot 2.3 does not.
TEST_P(EachServerTest, MailThatWasMovedIsNotSentAgainWhereTheServerNamesIt)
{
    for (const char *id : {"a@kunde.test", "b@kunde.test", "c@kunde.test"})
        put({.id = id});
    elsewhere("CREATE Work");
    const Cli cli = deskHere("desk", words("--folder Work"));
    cli.sync();
    cli.sync(); // what it decided has come back
    elsewhere("SELECT INBOX");
    elsewhere("UID MOVE 1:2 Work");
    const QJsonObject report = cli.sync();
    EXPECT_EQ(told(report, "new", "Work"), 2);
    const qint64 bytes = report[QLatin1String("bytes_received")].toInteger(-1);
    EXPECT_TRUE(onCyrus() ? bytes == 0 : bytes > 0) << bytes;
    EXPECT_EQ(cli.tickets().size(), 3);
    EXPECT_TRUE(cli.isClean());
    const Cli fresh = deskHere("fresh", words("--folder Work"));
    fresh.sync();
    cli.sync();
    EXPECT_EQ(fresh.stateHash(), cli.stateHash());
}

TEST_P(EachServerTest, AFolderMadeAnewIsBoundByContent)
{
    const auto fill = [this] {
        elsewhere("CREATE Work");
        for (const char *id : {"a@kunde.test", "b@kunde.test", "c@kunde.test"})
            put({.id = id}, "Work");
        m_minute = 0;
    };
    fill();
    const Cli cli = deskHere("desk", words("--folder Work"));
    EXPECT_EQ(told(cli.sync(), "new", "Work"), 3);
    cli.must(words("ticket assign 2 me"));
    cli.sync();
    const QString hash = cli.stateHash();
    elsewhere("DELETE Work");
    fill();
    cli.sync();
    EXPECT_EQ(cli.tickets().size(), 3);
    EXPECT_EQ(cli.stateHash(), hash);
    EXPECT_EQ(told(cli.sync(), "new", "Work"), 0);
    EXPECT_TRUE(cli.isClean());
}

TEST_P(EachServerTest, DecisionsTravelToTheColleague)
{
    put({.id = "a@kunde.test"});
    put({.id = "b@kunde.test"});
    const Cli maria = deskHere("maria"), pavel = deskHere("pavel");
    maria.sync();
    pavel.sync();
    maria.must(words("ticket assign 1 me"));
    maria.must(words("ticket tag 2 +urgent"));
    pavel.must(words("ticket status 2 solved"));
    for (int turn = 0; turn < 2; ++turn) {
        maria.sync();
        pavel.sync();
    }
    EXPECT_EQ(maria.stateHash(), pavel.stateHash());
    EXPECT_EQ(maria.show(2)[QLatin1String("status")].toString(), QStringLiteral("solved"));
    EXPECT_EQ(pavel.show(2)[QLatin1String("tags")].toArray().size(), 1);
    maria.sync(QStringLiteral("rebuild"));
    EXPECT_EQ(maria.stateHash(), pavel.stateHash());
    EXPECT_TRUE(maria.isClean());
}

TEST_P(EachServerTest, AnAnswerIsOnceInSent)
{
    put({.id = "a@kunde.test"});
    const Cli cli = deskHere("desk");
    cli.sync();
    const CliResult sent = cli.run(words("ticket reply 1 --text Answer --now"));
    ASSERT_EQ(sent.exitCode, 0) << sent.said();
    ASSERT_EQ(awaitMailsOf(kIrina, 1).size(), 1);
    cli.sync();
    cli.sync();
    const auto counted = m_other->run("STATUS Sent (MESSAGES)");
    ASSERT_OK(counted);
    EXPECT_TRUE(counted->join('\n').contains("(MESSAGES 1)")) << counted->join('\n').toStdString();
    EXPECT_EQ(cli.show(1)[QLatin1String("messages")].toInteger(), 2);
    EXPECT_TRUE(cli.isClean());
}

TEST_P(EachServerTest, TellsOfMailAsItComes)
{
    const Cli cli = deskHere("desk");
    auto watch = cli.start(words("sync --watch"));
    ASSERT_TRUE(sees(*watch, "state.online")) << watch->readAllStandardError().toStdString();
    for (const char *id : {"a@kunde.test", "b@kunde.test"}) {
        put({.id = id});
        EXPECT_TRUE(sees(*watch, "message.new")) << id;
    }
    EXPECT_EQ(endOf(*watch, SIGTERM), 0);
    EXPECT_EQ(cli.tickets().size(), 2);
}

TEST_P(EachServerTest, TellsOfMailInOtherFoldersAndOfDecisionsAsTheyCome)
{
    if (onCyrus())
        GTEST_SKIP() << "Cyrus has no NOTIFY: what is not in the inbox comes within five minutes";
    elsewhere("CREATE Work");
    put({.id = "a@kunde.test"});
    const Cli maria = deskHere("maria", words("--folder Work")), pavel = deskHere("pavel");
    maria.sync();
    pavel.sync();
    auto watch = maria.start(words("sync --watch"));
    ASSERT_TRUE(sees(*watch, "state.online")) << watch->readAllStandardError().toStdString();
    for (const char *id : {"b@kunde.test", "c@kunde.test"}) {
        put({.id = id}, "Work");
        EXPECT_TRUE(sees(*watch, "message.new")) << id;
    }
    put({.id = "d@kunde.test"});
    EXPECT_TRUE(sees(*watch, "message.new")) << "and of the inbox as before";
    pavel.must(words("ticket tag 1 +seen-at-once"));
    pavel.sync();
    const auto tags = [&maria] { return maria.show(1)[QLatin1String("tags")].toArray().size(); };
    while (tags() == 0) // the ticket changes for other reasons, too
        ASSERT_TRUE(sees(*watch, "ticket.changed"));
    EXPECT_EQ(endOf(*watch, SIGTERM), 0);
    EXPECT_EQ(maria.tickets().size(), 4);
    EXPECT_TRUE(maria.isClean());
}

/// Whatever the desks do without, they end at the same state: after a first sync, after changes from elsewhere, and
/// after decisions.
TEST_P(EachServerTest, EachExtensionOffEndsAtTheSameState)
{
    for (const char *id : {"a@kunde.test", "b@kunde.test", "c@kunde.test"})
        put({.id = id});
    elsewhere("CREATE \"&BB4EQgQ0BDUEOw- &- Co\"");
    put({.id = "d@kunde.test"}, "&BB4EQgQ0BDUEOw- &- Co");
    // On this machine nothing is compressed unless asked for. A folder's name is spelled in two ways.
    const QStringList options{QStringLiteral("--compress"), QStringLiteral("--folder"), QStringLiteral("Отдел & Co")};
    const Cli reference = deskHere("all", options);
    reference.sync();
    std::vector<std::pair<const char *, Cli>> desks;
    for (const char *extension : kExtensions)
        desks.emplace_back(extension, deskHere(extension, options + QStringList{QStringLiteral("--without"),
                                                                                QLatin1String(extension)}));
    const auto expectSame = [&](const char *when, qint64 unread) {
        reference.sync();
        for (const auto &[extension, cli] : desks) {
            cli.sync();
            EXPECT_EQ(cli.stateHash(), reference.stateHash()) << when << " without " << extension;
            EXPECT_EQ(cli.tickets(QStringLiteral("is:unread")).size(), unread) << when << " without " << extension;
        }
    };
    expectSame("at first", 4);

    elsewhere("SELECT INBOX");
    elsewhere("UID STORE 1 +FLAGS (\\Seen)");
    elsewhere("UID STORE 3 +FLAGS (\\Deleted)");
    elsewhere("EXPUNGE");
    put({.id = "e@kunde.test"});
    expectSame("after changes", 3);

    reference.must(words("ticket tag 1 +from-all"));
    reference.sync();
    for (const auto &[extension, cli] : desks)
        cli.must(words("ticket tag 1") << QLatin1Char('+') + QString::fromLatin1(extension).toLower().replace(
                                                                 QLatin1Char('+'), QLatin1Char('p')));
    for (const auto &[extension, cli] : desks)
        cli.sync();
    expectSame("after decisions", 3);
    EXPECT_EQ(reference.show(1)[QLatin1String("tags")].toArray().size(), qsizetype(desks.size() + 1));
    EXPECT_TRUE(reference.isClean());
}

TEST_P(EachServerTest, CompressedIsTheSameInFewerBytes)
{
    for (int i = 0; i < 40; ++i)
        put({.id = QByteArray::number(i) + "@kunde.test", .text = QByteArray("The same words again. ").repeated(500)});
    qint64 bytes = 0;
    QString hash;
    for (const bool compressed : {false, true}) {
        FaultProxy line(onCyrus() ? m_cyrus.tlsPort() : m_dovecot.tlsPort());
        QStringList options{QStringLiteral("--imap"), QStringLiteral("localhost:%1").arg(line.port())};
        if (compressed)
            options << QStringLiteral("--compress");
        const Cli cli = desk(compressed ? QStringLiteral("packed") : QStringLiteral("plain"), options);
        EXPECT_EQ(told(cli.sync(), "new"), 40);
        EXPECT_TRUE(cli.isClean());
        const qint64 now = line.count(FaultProxy::Direction::FromServer);
        if (compressed) {
            EXPECT_LT(now, bytes / 10);
            EXPECT_EQ(cli.stateHash(), hash);
        }
        bytes = now;
        hash = cli.stateHash();
    }
}

INSTANTIATE_TEST_SUITE_P(All, EachServerTest, ::testing::Values("Dovecot", "Cyrus"),
                         [](const auto &server) { return std::string(server.param); });

/// In two orders, with every extension and without.
TEST_F(ServersTest, AllMailMakesTheSameTicketsOnBoth)
{
    const Corpus corpus;
    if (!corpus.isThere())
        GTEST_SKIP() << "OTKLIK_MAIL_CORPUS is not set";
    startCyrus();
    if (IsSkipped())
        return;
    ASSERT_OK(m_cyrus.addUser(kIrina));
    QByteArrayList mails = corpus.allMails();
    std::vector<int> order(std::size_t(mails.size()));
    std::iota(order.begin(), order.end(), 0);
    const int seed = qEnvironmentVariableIsSet("OTKLIK_SEED") ? qEnvironmentVariableIntValue("OTKLIK_SEED")
                                                              : int(QRandomGenerator::global()->bounded(1'000'000));
    SCOPED_TRACE("OTKLIK_SEED=" + std::to_string(seed));
    QRandomGenerator random{quint32(seed)};
    // a CR alone is the one byte that Dovecot does not keep
    for (QByteArray &mail : mails)
        mail.replace("\r", "").replace("\n", "\r\n");
    std::vector<int> shuffledOrder = order;
    std::shuffle(shuffledOrder.begin(), shuffledOrder.end(), random);
    std::set<int> refused;
    const auto cyrus = clientOn(true, kIrina), shuffledDovecot = clientOn(false, kIrina), dovecot = clientOn(false);
    for (const int i : shuffledOrder) {
        // Cyrus takes no NUL and no header without a name; what it refuses cannot be compared.
        const auto taken = cyrus->append("INBOX", mails[i], dateOf(i + 1));
        ASSERT_TRUE(taken || taken.error().code == otklik::ErrorCode::ServerRefused)
            << taken.error().detail.toStdString();
        if (!taken) {
            refused.insert(i);
            continue;
        }
        const auto there = shuffledDovecot->append("INBOX", mails[i], dateOf(i + 1));
        ASSERT_OK(there);
    }
    EXPECT_LT(refused.size(), order.size() / 4);
    for (const int i : order) {
        if (refused.contains(i))
            continue;
        const auto there = dovecot->append("INBOX", mails[i], dateOf(i + 1));
        ASSERT_OK(there);
    }

    const Cli first = desk(QStringLiteral("dovecot"));
    first.sync();
    const QJsonArray tickets = first.ticketsWithoutNumbers();
    EXPECT_GT(tickets.size(), 0);
    EXPECT_TRUE(first.isClean());
    int desks = 1;
    const auto expectSame = [&](bool onCyrus, const QStringList &options) {
        SCOPED_TRACE((onCyrus ? "Cyrus " : "Dovecot ") + options.join(u' ').toStdString());
        const Cli cli = deskOn(onCyrus, QString::number(++desks), options);
        const QJsonObject ledger = cli.sync()[QLatin1String("ledger")].toObject();
        EXPECT_EQ(ledger[QLatin1String("difference")].toInteger(-1), 0);
        EXPECT_EQ(ledger[QLatin1String("server")], ledger[QLatin1String("local")]);
        EXPECT_EQ(cli.ticketsWithoutNumbers(), tickets);
        EXPECT_TRUE(cli.isClean());
        ASSERT_TRUE(QDir(path(QString::number(desks))).removeRecursively());
    };
    const QStringList shuffled{QStringLiteral("--user"), kIrina};
    const bool all = qEnvironmentVariableIntValue("OTKLIK_TRIALS") > 0;
    const char *oneOf = kExtensions[std::size_t(random.bounded(int(kExtensions.size())))];
    const bool oneOnCyrus = random.bounded(2) == 1;
    expectSame(true, shuffled);
    for (const bool onCyrus : {false, true})
        for (const char *extension : kExtensions)
            if (all || (extension == oneOf && onCyrus == oneOnCyrus))
                expectSame(onCyrus, shuffled + QStringList{QStringLiteral("--no-journal"), QStringLiteral("--without"),
                                                           QLatin1String(extension)});
    std::cout << mails.size() << " mails, " << refused.size() << " of them refused by Cyrus, " << tickets.size()
              << " tickets, the same on " << desks << " desks\n";
}

} // namespace
