// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong outside: passwords, certificates, servers that are away, folders that change, mail that is broken.
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"

#include <QDir>
#include <QFile>

using namespace otklik::test;

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

QString errorOf(const CliResult &result)
{
    const QJsonObject json = result.json();
    const QJsonObject own = json[QLatin1String("error")].toObject();
    const QJsonObject error =
        own.isEmpty() ? json[QLatin1String("accounts")][0][QLatin1String("error")].toObject() : own;
    return error[QLatin1String("code")].toString() + QLatin1Char(' ') + error[QLatin1String("message")].toString();
}

class TroubleTest : public DeskServersTest
{
protected:
    /// One line on stderr, and a reason in the JSON.
    static void expectFailure(const CliResult &result, int exitCode)
    {
        EXPECT_EQ(result.exitCode, exitCode) << result.said();
        EXPECT_EQ(result.err.trimmed().count(QLatin1Char('\n')), 0) << result.said();
        EXPECT_FALSE(result.err.trimmed().isEmpty());
        EXPECT_GT(errorOf(result).size(), 3) << result.said();
    }
    QStringList inboxFiles() const
    {
        QStringList files;
        for (const char *part : {"/cur/", "/new/"}) {
            const QDir dir(m_dovecot.maildirOf(kSupport) + QLatin1String(part));
            for (const QString &name : dir.entryList(QDir::Files))
                files << dir.filePath(name);
        }
        return files;
    }
};

TEST_F(TroubleTest, WrongPasswordIsExit3)
{
    const QString file = writeFile(QStringLiteral("password"), "wrong\n");
    const Cli cli(path(QStringLiteral("desk")));
    cli.must(words("profile init --name Maria --address maria@otklik.test"));
    QStringList add = accountAdd({QStringLiteral("--password-file"), file});
    const qsizetype at = add.indexOf(QStringLiteral("--password-env"));
    add.remove(at, 2);
    cli.must(add);
    expectFailure(cli.run(words("sync")), 3);
    const CliResult tested = cli.run(words("account test support"));
    EXPECT_EQ(tested.exitCode, 3) << tested.said();
}

TEST_F(TroubleTest, APasswordThatChangedIsExit3ForSyncAndForSendingAndNothingIsLost)
{
    deliver({.id = "a@kunde.test"});
    const QString file = writeFile(QStringLiteral("password"), qgetenv("OTKLIK_TEST_PASSWORD"));
    const Cli cli(path(QStringLiteral("desk")));
    cli.must(words("profile init --name Maria --address maria@otklik.test"));
    QStringList add = accountAdd({QStringLiteral("--password-file"), file});
    add.remove(add.indexOf(QStringLiteral("--password-env")), 2);
    cli.must(add);
    cli.sync();
    (void)writeFile(QStringLiteral("password"), "wrong");
    expectFailure(cli.run(words("sync")), 3);
    expectFailure(cli.run(words("ticket reply 1 --text Answer --now")), 3);
    const CliResult list = cli.run(words("outbox list"));
    EXPECT_TRUE(list.out.contains("waiting")) << list.said();
    (void)writeFile(QStringLiteral("password"), qgetenv("OTKLIK_TEST_PASSWORD"));
    cli.sync();
    EXPECT_EQ(awaitMailsOf(kIrina, 1).size(), 1);
    cli.sync();
    EXPECT_EQ(mailsOf(kIrina).size(), 1);
}

TEST_F(TroubleTest, AServerThatIsAwayIsExit4AndDecisionsTravelLater)
{
    deliver({.id = "a@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    m_dovecot.stop();
    expectFailure(cli.run(words("sync")), 4);
    cli.must(words("ticket tag 1 +offline"));
    cli.must(words("ticket note 1 --text written-offline"));
    cli.must(words("ticket reply 1 --text Answer"));
    EXPECT_EQ(cli.show(1)[QLatin1String("tags")].toArray(), QJsonArray{QStringLiteral("offline")});
    const auto again = m_dovecot.start();
    ASSERT_OK(again);
    cli.sync();
    EXPECT_EQ(awaitMailsOf(kIrina, 1).size(), 1);
    const Cli second = desk(QStringLiteral("second"));
    second.sync();
    EXPECT_EQ(second.stateHash(), cli.stateHash());
    EXPECT_EQ(second.show(1)[QLatin1String("notes")].toInteger(), 1);
}

/// What is left of a program that was killed, or of a machine that lost its power, between making the lock and writing
/// into it: nobody's lock.
TEST_F(TroubleTest, AnEmptyLockLeftBehindKeepsNobodyOut)
{
    deliver({.id = "first@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    const QString lock = writeFile(QStringLiteral("desk/engine.lock"), {});
    QFile file(lock);
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    ASSERT_TRUE(file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(-3600), QFileDevice::FileModificationTime));
    file.close();
    cli.sync();
    cli.must(words("rebuild"));
}

TEST_F(TroubleTest, AnUntrustedCertificateIsExit4WithItsReason)
{
    const Cli cli = desk(QStringLiteral("desk"), {QStringLiteral("--ca-file"), m_smtp.caFile()});
    const CliResult result = cli.run(words("sync"));
    expectFailure(result, 4);
    EXPECT_TRUE(result.err.contains(QLatin1String("ertificate"))) << result.said();
}

TEST_F(TroubleTest, AServerWithoutTheDemandedEncryptionIsExit4AndNoMatterOfItsCertificate)
{
    const Cli cli = desk(QStringLiteral("desk"),
                         {QStringLiteral("--imap"), QStringLiteral("localhost:%1").arg(m_dovecot.port()), // plain
                          QStringLiteral("--imap-security"), QStringLiteral("tls")});
    const CliResult synced = cli.run(words("sync"));
    expectFailure(synced, 4);
    EXPECT_EQ(synced.json()[QLatin1String("accounts")][0][QLatin1String("error")][QLatin1String("code")].toString(),
              QStringLiteral("not-encrypted"))
        << synced.said();
    const CliResult tested = cli.run(words("account test support"));
    EXPECT_EQ(tested.exitCode, 4) << tested.said();
    EXPECT_FALSE(tested.err.contains(QLatin1String("ertificate"))) << tested.said();
}

TEST_F(TroubleTest, AccountTestSaysEachStep)
{
    const Cli cli = desk(QStringLiteral("desk"));
    const CliResult result = cli.run(words("account test support"));
    ASSERT_EQ(result.exitCode, 0) << result.said();
    QStringList steps;
    for (const QJsonValue &step : result.json()[QLatin1String("steps")].toArray()) {
        steps << step[QLatin1String("step")].toString();
        EXPECT_TRUE(step[QLatin1String("ok")].toBool()) << result.said();
    }
    EXPECT_EQ(steps, words("resolve connect tls sign-in capabilities folders idle journal smtp"));
}

TEST_F(TroubleTest, WrongUseIsExit2)
{
    const Cli cli(path(QStringLiteral("desk")));
    for (const char *line : {"nonsense", "ticket", "ticket show", "sync --nonsense", "ticket status 1"})
        expectFailure(cli.run(words(line)), 2);
    const CliResult plain = cli.runPlain(words("nonsense"));
    EXPECT_EQ(plain.exitCode, 2);
    EXPECT_EQ(plain.err.trimmed().count(QLatin1Char('\n')), 0) << plain.said();
    EXPECT_TRUE(plain.out.isEmpty()) << plain.said();
}

TEST_F(TroubleTest, NoSuchThingIsExit5)
{
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    expectFailure(cli.run(words("ticket show 4711")), 5);
    expectFailure(cli.run(words("canned show nothing")), 5);
    expectFailure(cli.run(words("account test nobody")), 5);
    expectFailure(cli.run(words("sync --account nobody")), 5);
}

TEST_F(TroubleTest, AFolderThatIsNumberedAnewMakesNoSecondTicket)
{
    for (const char *id : {"a@kunde.test", "b@kunde.test", "c@kunde.test"})
        deliver({.id = id});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    cli.must(words("ticket assign 2 me"));
    cli.sync();
    const QString hash = cli.stateHash();
    m_dovecot.stop();
    const QDir maildir(m_dovecot.maildirOf(kSupport));
    for (const QString &name :
         maildir.entryList({QStringLiteral("dovecot*")}, QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot))
        EXPECT_TRUE(QFile::remove(maildir.filePath(name)));
    for (const QString &folder :
         maildir.entryList({QStringLiteral(".*")}, QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot))
        for (const QString &name : QDir(maildir.filePath(folder)).entryList({QStringLiteral("dovecot*")}, QDir::Files))
            EXPECT_TRUE(QFile::remove(maildir.filePath(folder) + QLatin1Char('/') + name));
    const auto again = m_dovecot.start();
    ASSERT_OK(again);
    cli.sync();
    EXPECT_EQ(cli.tickets().size(), 3);
    EXPECT_EQ(cli.stateHash(), hash);
    cli.sync();
    EXPECT_EQ(cli.stateHash(), hash);
    EXPECT_TRUE(cli.isClean());
}

TEST_F(TroubleTest, MailTakenAwayOnTheServerGoes)
{
    deliver({.id = "a@kunde.test"});
    deliver({.id = "a2@kunde.test", .inReplyTo = "a@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    EXPECT_EQ(cli.show(1)[QLatin1String("messages")].toInteger(), 2);
    const auto gone = m_dovecot.doveadm({QStringLiteral("expunge"), QStringLiteral("-u"), kSupport,
                                         QStringLiteral("mailbox"), QStringLiteral("INBOX"), QStringLiteral("header"),
                                         QStringLiteral("Message-ID"), QStringLiteral("a2@kunde.test")});
    ASSERT_OK(gone);
    const QJsonObject report = cli.sync();
    EXPECT_EQ(report[QLatin1String("folders")][0][QLatin1String("vanished")].toInteger(), 1);
    EXPECT_EQ(cli.show(1)[QLatin1String("messages")].toInteger(), 1);
    EXPECT_TRUE(cli.isClean());
    EXPECT_EQ(cli.run(words("doctor")).json()[QLatin1String("gone_mails")].toInteger(-1), 0) << "nothing of it is kept";
}

TEST_F(TroubleTest, FlagsChangedElsewhereArrive)
{
    deliver({.id = "a@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    EXPECT_TRUE(cli.tickets()[0][QLatin1String("unread")].toBool());
    const auto seen = m_dovecot.doveadm({QStringLiteral("flags"), QStringLiteral("add"), QStringLiteral("-u"), kSupport,
                                         QStringLiteral("\\Seen"), QStringLiteral("mailbox"), QStringLiteral("INBOX"),
                                         QStringLiteral("all")});
    ASSERT_OK(seen);
    const QJsonObject report = cli.sync();
    EXPECT_EQ(report[QLatin1String("folders")][0][QLatin1String("flag_changes")].toInteger(), 1);
    EXPECT_FALSE(cli.tickets()[0][QLatin1String("unread")].toBool());
}

TEST_F(TroubleTest, BrokenMailIsOnATicketWithItsSource)
{
    QByteArray nested = "From: Oleg <oleg@other.test>\r\nSubject: Nested\r\nMIME-Version: 1.0\r\n";
    for (int i = 0; i < 10000; ++i)
        nested += "Content-Type: multipart/mixed; boundary=\"b" + QByteArray::number(i) + "\"\r\n\r\n--b" +
                  QByteArray::number(i) + "\r\n";
    nested += "\r\nthe end\r\n";
    QByteArray large =
        "From: Oleg <oleg@other.test>\r\nMessage-ID: <l@other.test>\r\nSubject: Large\r\n"
        "MIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
        "Content-Disposition: attachment; filename=\"large.bin\"\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    const QByteArray line = QByteArray(76, 'Q') + "\r\n";
    large.reserve(54 * 1024 * 1024);
    while (large.size() < 50 * 1024 * 1024)
        large += line;
    constexpr char kNul[] = "From: oleg@other.test\r\nMessage-ID: <n@other.test>\r\nSubject: Nul\r\n\r\nbe\0fore\r\n";
    const QByteArray nul(kNul, sizeof kNul - 1);
    for (const QByteArray &mail : {nested, large, nul, CustomerMail{.id = {}, .subject = "No id"}.raw()}) {
        const auto delivered = m_dovecot.deliver(kSupport, mail);
        ASSERT_OK(delivered);
    }
    const Cli cli = desk(QStringLiteral("desk"));
    const QJsonObject report = cli.sync();
    EXPECT_EQ(report[QLatin1String("folders")][0][QLatin1String("new")].toInteger(), 4);
    EXPECT_EQ(report[QLatin1String("folders")][0][QLatin1String("missing")].toInteger(), 0);
    EXPECT_EQ(cli.tickets().size(), 4);
    for (const char *subject : {"Nested", "Large", "Nul", "No id"}) {
        const qint64 number = cli.numberOf(QString::fromLatin1(subject));
        ASSERT_GT(number, 0) << subject;
        EXPECT_EQ(cli.show(number)[QLatin1String("timeline")].toArray().size() > 0, true);
    }
    const CliResult exported = cli.run(words("export tickets --format mbox --out") << path(QStringLiteral("all.mbox")));
    EXPECT_EQ(exported.exitCode, 0) << exported.said();
    EXPECT_GT(QFileInfo(path(QStringLiteral("all.mbox"))).size(), large.size() - large.count('\n') + nested.size() / 2)
        << "the sources are whole";
    EXPECT_TRUE(cli.isClean());
}

} // namespace
