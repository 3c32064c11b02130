// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/desk_servers.h"

#include "tests/support/expect_result.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QThread>

namespace otklik::test {

QByteArray CustomerMail::raw() const
{
    QByteArray mail = "From: " + from + "\r\nTo: support@otklik.test\r\nSubject: " + subject + "\r\n";
    if (!id.isEmpty())
        mail += "Message-ID: <" + id + ">\r\n";
    if (!inReplyTo.isEmpty())
        mail += "In-Reply-To: <" + inReplyTo + ">\r\n";
    return mail + headers +
           "Date: Mon, 23 Nov 2026 07:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
           "charset=utf-8\r\n\r\n" +
           text + "\r\n";
}

QByteArray headerOf(const QByteArray &raw, const QByteArray &name)
{
    const QByteArray text = QByteArray(raw).replace("\r\n", "\n");
    const QByteArray head = '\n' + text.left(text.indexOf("\n\n")) + '\n';
    const qsizetype at = head.toLower().indexOf('\n' + name.toLower() + ':');
    if (at < 0)
        return {};
    qsizetype end = head.indexOf('\n', at + 1);
    while (end + 1 < head.size() && (head[end + 1] == ' ' || head[end + 1] == '\t'))
        end = head.indexOf('\n', end + 1);
    return head.mid(at + name.size() + 2, end - at - name.size() - 2).simplified();
}

void DeskServersTest::SetUp()
{
    if (DovecotFixture::skipped())
        GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
    for (const QString &user : {kSupport, kIrina, kOleg}) {
        ASSERT_OK(m_dovecot.addUser(user));
        ASSERT_OK(m_smtp.addMailbox(user, m_dovecot.maildirOf(user)));
    }
    const auto dovecot = m_dovecot.start();
    ASSERT_OK(dovecot);
    const auto smtp = m_smtp.start();
    ASSERT_OK(smtp);
    QByteArray authorities;
    for (const QString &file : {m_dovecot.caFile(), m_smtp.caFile()}) {
        QFile certificate(file);
        ASSERT_TRUE(certificate.open(QIODevice::ReadOnly));
        authorities += certificate.readAll();
    }
    m_authorities = writeFile(QStringLiteral("ca.pem"), authorities);
    qputenv("OTKLIK_TEST_PASSWORD", DovecotFixture::kPassword.toUtf8());
}

QString DeskServersTest::writeFile(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    return file.fileName();
}

QStringList DeskServersTest::accountAdd(const QStringList &options) const
{
    QStringList all{QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("support")};
    const auto give = [&all, &options](const char *option, const QString &value) {
        const QString name = QString::fromLatin1(option);
        if (!options.contains(name))
            all << name << value;
    };
    give("--address", kSupport);
    give("--imap", QStringLiteral("localhost:%1").arg(m_dovecot.tlsPort()));
    give("--imap-security", QStringLiteral("tls"));
    give("--smtp", QStringLiteral("localhost:%1").arg(m_smtp.port()));
    give("--smtp-security", QStringLiteral("starttls"));
    give("--user", kSupport);
    give("--password-env", QStringLiteral("OTKLIK_TEST_PASSWORD"));
    give("--ca-file", m_authorities);
    return all + options;
}

Cli DeskServersTest::desk(const QString &name, const QStringList &accountOptions)
{
    const Cli cli(path(name));
    cli.must({QStringLiteral("profile"), QStringLiteral("init"), QStringLiteral("--name"),
              QStringLiteral("Maria Orlova"), QStringLiteral("--address"), QStringLiteral("maria@otklik.test")});
    cli.must(accountAdd(accountOptions));
    return cli;
}

void DeskServersTest::deliver(const CustomerMail &mail)
{
    const auto delivered = m_dovecot.deliver(kSupport, mail.raw());
    ASSERT_OK(delivered);
}

QByteArrayList DeskServersTest::awaitMailsOf(const QString &user, int count) const
{
    QDeadlineTimer limit(20000);
    while (mailsOf(user).size() < count && !limit.hasExpired())
        QThread::msleep(20);
    return mailsOf(user);
}

QByteArrayList DeskServersTest::mailsOf(const QString &user, const QString &folder) const
{
    QString maildir = m_dovecot.maildirOf(user);
    if (!folder.isEmpty())
        maildir += QStringLiteral("/.") + QString(folder).replace(QLatin1Char('/'), QLatin1Char('.'));
    QFileInfoList files;
    for (const QString &part : {QStringLiteral("/cur"), QStringLiteral("/new")})
        files += QDir(maildir + part).entryInfoList(QDir::Files);
    std::sort(files.begin(), files.end(),
              [](const QFileInfo &a, const QFileInfo &b) { return a.fileName() < b.fileName(); });
    QByteArrayList mails;
    for (const QFileInfo &info : files) {
        QFile file(info.absoluteFilePath());
        if (file.open(QIODevice::ReadOnly))
            mails << file.readAll().replace("\r\n", "\n").replace("\n", "\r\n");
    }
    return mails;
}

} // namespace otklik::test
