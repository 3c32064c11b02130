// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Mails as no program should write them: each is on exactly one ticket, can be shown, and its source is there byte for
// byte.
#include "tests/integration/bad_mails.h"
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"
#include "tests/support/sanitizers.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>

#include <sys/resource.h>

using namespace otklik::test;

namespace {

/// The name of a message among the team (docs/decisions/0003-content-keys.md).
QString contentKey(const QByteArray &raw)
{
    return QString::fromLatin1(QCryptographicHash::hash(raw, QCryptographicHash::Sha256).left(16).toHex());
}

QStringList words(const QString &line)
{
    return line.split(QLatin1Char(' '));
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class BadInputTest : public DeskServersTest
{
protected:
    void SetUp() override
    {
        DeskServersTest::SetUp();
        m_mails = badMails();
        for (BadMail &mail : m_mails) {
            const auto delivered = m_dovecot.deliver(kSupport, mail.raw);
            ASSERT_OK(delivered);
            mail.raw.replace('\0', '\x80'); // IMAP cannot carry NUL; Dovecot says so in this way
        }
    }
    /// Messages of each ticket: content key → number of the ticket.
    static QMultiHash<QString, qint64> ticketsOfMessages(const Cli &cli)
    {
        QMultiHash<QString, qint64> places;
        for (const QJsonValue &ticket : cli.tickets()) {
            const qint64 number = ticket[QLatin1String("number")].toInteger();
            for (const QJsonValue &entry : cli.show(number)[QLatin1String("timeline")].toArray())
                if (entry[QLatin1String("kind")].toString() == QLatin1String("message"))
                    places.insert(entry[QLatin1String("id")].toString(), number);
        }
        return places;
    }
    qint64 ticketOf(const QMultiHash<QString, qint64> &places, const char *name) const
    {
        for (const BadMail &mail : m_mails)
            if (qstrcmp(mail.name, name) == 0)
                return places.value(contentKey(mail.raw));
        return 0;
    }

    std::vector<BadMail> m_mails;
};

TEST_F(BadInputTest, EveryMailIsOnOneTicketWithItsSource)
{
    const Cli cli = desk(QStringLiteral("desk"));
    const QJsonObject report = cli.sync();
    const QJsonValue inbox = report[QLatin1String("folders")][0];
    EXPECT_EQ(inbox[QLatin1String("new")].toInteger(), qint64(m_mails.size()));
    EXPECT_EQ(inbox[QLatin1String("missing")].toInteger(), 0);
    const auto places = ticketsOfMessages(cli);
    EXPECT_EQ(places.size(), qsizetype(m_mails.size()));
    for (const BadMail &mail : m_mails) {
        SCOPED_TRACE(mail.name);
        const QString key = contentKey(mail.raw);
        ASSERT_EQ(places.count(key), 1);
        const QString number = QString::number(places.value(key));
        const QString out = path(QStringLiteral("source"));
        cli.must({QStringLiteral("ticket"), QStringLiteral("source"), number, QStringLiteral("--message"), key,
                  QStringLiteral("--out"), out});
        EXPECT_TRUE(bytesOf(out) == mail.raw) << "the source is another";
        EXPECT_EQ(cli.runPlain({QStringLiteral("ticket"), QStringLiteral("show"), number}).exitCode, 0);
    }
    EXPECT_TRUE(cli.isClean());
    const QString hash = cli.stateHash();
    EXPECT_EQ(cli.sync()[QLatin1String("folders")][0][QLatin1String("new")].toInteger(), 0);
    cli.sync(QStringLiteral("rebuild"));
    EXPECT_EQ(cli.stateHash(), hash);
    EXPECT_TRUE(cli.isClean());
}

TEST_F(BadInputTest, TimeDoesNotRunAway)
{
    const Cli cli = desk(QStringLiteral("desk"));
    QElapsedTimer timer;
    timer.start();
    cli.sync();
    EXPECT_LT(timer.elapsed(), 60000) << "some 60 MB on the slowest of machines";
}

TEST_F(BadInputTest, MemoryDoesNotRunAway)
{
    if (kHasSanitizer) // its shadow, red zones and copies made to grow a block are several times what we ask for
        GTEST_SKIP() << "the pages counted are the sanitizer's; the builds without one hold the bound";
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    rusage children{};
    ASSERT_EQ(getrusage(RUSAGE_CHILDREN, &children), 0);
    RecordProperty("peak_mb", static_cast<int>(children.ru_maxrss / 1024));
    EXPECT_LT(children.ru_maxrss / 1024, 400) << "MB, with one mail of 70 MB among them";
}

TEST_F(BadInputTest, FilesNeverLeaveTheFolderAskedFor)
{
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    const qint64 number = ticketOf(ticketsOfMessages(cli), "file names");
    ASSERT_GT(number, 0);
    const QString around = path(QStringLiteral("around"));
    const QString inside = around + QStringLiteral("/a/b/files");
    ASSERT_TRUE(QDir().mkpath(inside));
    ASSERT_TRUE(QFile::link(around + QStringLiteral("/escaped.txt"), inside + QStringLiteral("/link")));
    const CliResult saved = cli.run(words(QStringLiteral("ticket attachments %1 --out").arg(number)) << inside);
    ASSERT_EQ(saved.exitCode, 0) << saved.said();
    const QJsonArray files = saved.json()[QLatin1String("files")].toArray();
    EXPECT_EQ(files.size(), 18);
    for (const QJsonValue &file : files) {
        const QString name = file[QLatin1String("file")].toString();
        EXPECT_FALSE(name.contains(QLatin1Char('/')) || name.startsWith(QLatin1Char('.'))) << name.toStdString();
    }
    const auto all = QDir::Files | QDir::Hidden | QDir::System;
    EXPECT_EQ(QDir(inside).entryList(all).size(), files.size() + 1) << "each is a file of its own beside the link";
    for (const QString &outside : {around, around + QStringLiteral("/a"), around + QStringLiteral("/a/b")})
        EXPECT_TRUE(QDir(outside).entryList(all).isEmpty()) << outside.toStdString();
    EXPECT_FALSE(QFile::exists(QStringLiteral("/tmp/escaped.txt")));
}

TEST_F(BadInputTest, AnAnswerCarriesNothingThatWasInjected)
{
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    const qint64 number = ticketOf(ticketsOfMessages(cli), "injected address");
    ASSERT_GT(number, 0);
    cli.must(words(QStringLiteral("ticket reply %1 --now --text Answer").arg(number)));
    const QByteArrayList arrived = mailsOf(kIrina);
    ASSERT_EQ(arrived.size(), 1);
    EXPECT_TRUE(headerOf(arrived[0], "Bcc").isEmpty()) << arrived[0].toStdString();
    EXPECT_EQ(headerOf(arrived[0], "In-Reply-To"), "<injected@kunde.test>");
    EXPECT_TRUE(mailsOf(kOleg).isEmpty());
}

} // namespace
