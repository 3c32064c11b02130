// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The lives of convergence_test, as far as another program can make them, on real servers; and a team of five on one
// mailbox over lines that are cut. OTKLIK_TRIALS sets how many steps (40) and events (60), OTKLIK_SEED repeats a run.
#include "core/imap/protocol/modified_utf7.h"
#include "tests/integration/desk_servers.h"
#include "tests/support/cyrus_fixture.h"
#include "tests/support/expect_result.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/mailbox_life.h"
#include "tests/support/other_client.h"

#include <QFile>
#include <QLocale>

#include <iostream>

using namespace otklik::test;

namespace {

QByteArray spelled(const QString &folder)
{
    return otklik::imap::encodeModifiedUtf7(folder);
}

/// By a second mail program. Nothing here makes what an administrator can.
class OtherOutside final : public MailboxOutside
{
public:
    explicit OtherOutside(OtherClient &client)
        : m_client(client)
    {
    }
    bool has(const QString &folder) override
    {
        for (const QByteArray &line : run("LIST \"\" " + quoted(folder)))
            if (line.startsWith("* LIST") && !line.contains("\\Noselect") && !line.contains("\\NonExistent"))
                return true;
        return false;
    }
    std::vector<quint32> uids(const QString &folder) override
    {
        select(folder);
        std::vector<quint32> found;
        for (const QByteArray &line : run("UID SEARCH ALL"))
            if (line.startsWith("* SEARCH"))
                for (const QByteArray &word : line.mid(8).split(' '))
                    if (!word.isEmpty())
                        found.push_back(word.toUInt());
        std::sort(found.begin(), found.end());
        return found;
    }
    void deliver(const QString &folder, const QByteArray &raw, otklik::Instant at) override
    {
        const QByteArray date =
            QLocale::c().toString(at.toUtc(), QStringLiteral("dd-MMM-yyyy HH:mm:ss")).toLatin1() + " +0000";
        const auto stored = m_client.append(spelled(folder), raw, date);
        EXPECT_OK(stored);
    }
    void copy(const QString &from, quint32 uid, const QString &to) override
    {
        select(from);
        run("UID COPY " + QByteArray::number(uid) + ' ' + quoted(to));
    }
    void move(const QString &from, quint32 uid, const QString &to) override
    {
        select(from);
        run("UID MOVE " + QByteArray::number(uid) + ' ' + quoted(to));
    }
    void setFlag(const QString &folder, quint32 uid, const QByteArray &flag, bool on) override
    {
        select(folder);
        run("UID STORE " + QByteArray::number(uid) + (on ? " +" : " -") + "FLAGS.SILENT (" + flag + ')');
    }
    void expunge(const QString &folder, quint32 uid) override
    {
        setFlag(folder, uid, "\\Deleted", true);
        run("UID EXPUNGE " + QByteArray::number(uid));
    }
    void create(const QString &folder) override { run("CREATE " + quoted(folder)); }
    void rename(const QString &from, const QString &to) override
    {
        select(QStringLiteral("INBOX"));
        run("RENAME " + quoted(from) + ' ' + quoted(to));
    }
    void remove(const QString &folder) override
    {
        select(QStringLiteral("INBOX"));
        run("DELETE " + quoted(folder));
    }
    bool renumber(const QString &) override { return false; }
    bool backUp() override { return false; }
    bool restore(const QString &) override { return false; }

private:
    static QByteArray quoted(const QString &folder) { return '"' + spelled(folder) + '"'; }
    void select(const QString &folder) { run("SELECT " + quoted(folder)); }
    QByteArrayList run(const QByteArray &command)
    {
        const auto lines = m_client.run(command);
        EXPECT_OK(lines) << command.toStdString();
        return lines.value_or(QByteArrayList());
    }

    OtherClient &m_client;
};

int trials(int usual)
{
    const int wished = qEnvironmentVariableIntValue("OTKLIK_TRIALS");
    return wished > 0 ? wished : usual;
}

quint32 seedOfRun()
{
    return qEnvironmentVariableIsSet("OTKLIK_SEED") ? quint32(qEnvironmentVariableIntValue("OTKLIK_SEED"))
                                                    : QRandomGenerator::global()->generate() & 0x7fffffff;
}

/// The parameter is the server's name.
class LifeTest : public DeskServersTest, public ::testing::WithParamInterface<const char *>
{
protected:
    void SetUp() override
    {
        DeskServersTest::SetUp();
        if (IsSkipped() || HasFatalFailure())
            return;
        if (!onCyrus()) {
            m_port = m_dovecot.tlsPort();
            auto client = OtherClient::signIn(m_dovecot.port(), kSupport, DovecotFixture::kPassword);
            ASSERT_OK(client);
            m_client = std::move(*client);
            return;
        }
        if (!CyrusFixture::isThere())
            GTEST_SKIP() << "no Cyrus: scripts/servers could not get it";
        ASSERT_OK(m_cyrus.addUser(kSupport));
        const auto started = m_cyrus.start();
        ASSERT_OK(started);
        QFile authorities(m_authorities), authority(m_cyrus.caFile());
        ASSERT_TRUE(authorities.open(QIODevice::Append) && authority.open(QIODevice::ReadOnly));
        authorities.write(authority.readAll());
        m_port = m_cyrus.tlsPort();
        auto client = OtherClient::signIn(m_cyrus.port(), kSupport, CyrusFixture::kPassword);
        ASSERT_OK(client);
        m_client = std::move(*client);
    }
    [[nodiscard]] static bool onCyrus() { return GetParam() == QByteArray("Cyrus"); }
    [[nodiscard]] Cli deskAt(quint16 port, const QString &name)
    {
        QStringList options{QStringLiteral("--imap"), QStringLiteral("localhost:%1").arg(port)};
        for (const QString &folder : MailboxLife::readFolders().mid(2))
            options << QStringLiteral("--folder") << folder;
        return desk(name, options);
    }
    void expectWhole(const Cli &cli, MailboxOutside &mailbox)
    {
        const QJsonObject ledger = cli.run({QStringLiteral("ledger"), QStringLiteral("--verdict"),
                                            QStringLiteral("all"), QStringLiteral("--limit"), QStringLiteral("0")})
                                       .json();
        EXPECT_EQ(ledger[QLatin1String("ledger")][QLatin1String("difference")].toInteger(-1), 0);
        std::map<QString, std::vector<quint32>> here;
        for (const QJsonValue &entry : ledger[QLatin1String("entries")].toArray())
            if (entry[QLatin1String("verdict")].toString() != QLatin1String("expunged"))
                here[entry[QLatin1String("folder")].toString()].push_back(
                    quint32(entry[QLatin1String("uid")].toInteger()));
        for (const QString &folder : MailboxLife::readFolders()) {
            auto &uids = here[QString::fromLatin1(spelled(folder))];
            std::sort(uids.begin(), uids.end());
            EXPECT_EQ(uids, mailbox.has(folder) ? mailbox.uids(folder) : std::vector<quint32>())
                << folder.toStdString();
        }
        EXPECT_TRUE(cli.isClean());
    }

    CyrusFixture m_cyrus;
    std::unique_ptr<OtherClient> m_client;
    quint16 m_port = 0;
};

TEST_P(LifeTest, EndsAsTheServerIs)
{
    const quint32 seed = seedOfRun();
    SCOPED_TRACE("OTKLIK_SEED=" + std::to_string(seed));
    OtherOutside outside(*m_client);
    MailboxLife life(outside, seed);
    life.makeFolders();
    const Cli first = deskAt(m_port, QStringLiteral("first")), second = deskAt(m_port, QStringLiteral("second"));
    for (int step = 0; step < trials(40) && !HasFailure(); ++step) {
        life.step();
        if (life.below(5) == 0)
            (life.below(2) == 0 ? first : second).sync();
    }
    for (int turn = 0; turn < 3; ++turn) {
        first.sync();
        second.sync();
    }
    expectWhole(first, outside);
    expectWhole(second, outside);
    const Cli fresh = deskAt(m_port, QStringLiteral("fresh"));
    fresh.sync();
    expectWhole(fresh, outside);
    EXPECT_EQ(first.stateHash(), second.stateHash());
    EXPECT_EQ(first.stateHash(), fresh.stateHash());
    if (HasFailure())
        std::cout << life.log().join(QLatin1Char('\n')).toStdString() << "\n";
}

TEST_P(LifeTest, FiveDesksOverCutLinesAgree)
{
    const quint32 seed = seedOfRun();
    SCOPED_TRACE("OTKLIK_SEED=" + std::to_string(seed));
    QRandomGenerator random(seed);
    for (int i = 0; i < 5; ++i) {
        const CustomerMail mail{.id = "m" + QByteArray::number(i) + "@kunde.test"};
        const auto stored = m_client->append("INBOX", mail.raw());
        ASSERT_OK(stored);
    }
    FaultProxy line(m_port);
    std::vector<Cli> desks;
    for (int i = 0; i < 5; ++i) {
        desks.push_back(deskAt(line.port(), QStringLiteral("desk%1").arg(i)));
        desks.back().sync();
    }
    int cuts = 0;
    for (int event = 0; event < trials(60) && !HasFailure(); ++event) {
        const Cli &cli = desks[std::size_t(random.bounded(5))];
        const QString ticket = QString::number(1 + random.bounded(5));
        if (random.bounded(2) == 0)
            cli.must({QStringLiteral("ticket"), QStringLiteral("tag"), ticket, QStringLiteral("+t%1").arg(event)});
        else
            cli.must({QStringLiteral("ticket"), QStringLiteral("status"), ticket,
                      random.bounded(2) == 0 ? QStringLiteral("solved") : QStringLiteral("open")});
        if (random.bounded(3) != 0)
            continue;
        line.cutAfter(random.bounded(2) == 0 ? FaultProxy::Direction::FromServer : FaultProxy::Direction::ToServer,
                      200 + random.bounded(9000));
        static_cast<void>(cli.run({QStringLiteral("sync")})); // may well end before the cut
        cuts += line.hasStruck() ? 1 : 0;
        line.passThrough();
    }
    for (int turn = 0; turn < 2; ++turn)
        for (const Cli &cli : desks)
            cli.sync();
    const QString hash = desks.front().stateHash();
    for (const Cli &cli : desks) {
        EXPECT_EQ(cli.stateHash(), hash);
        EXPECT_TRUE(cli.isClean());
    }
    desks.front().sync(QStringLiteral("rebuild"));
    EXPECT_EQ(desks.front().stateHash(), hash);
    std::cout << cuts << " cuts, seed " << seed << "\n";
}

INSTANTIATE_TEST_SUITE_P(On, LifeTest, ::testing::Values("Dovecot", "Cyrus"),
                         [](const auto &server) { return std::string(server.param); });

} // namespace
