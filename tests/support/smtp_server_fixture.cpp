// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/smtp_server_fixture.h"

#include "tests/support/loopback.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTcpSocket>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#endif

namespace otklik::test {

namespace {

// The argument is the recipient's address; the mailboxes are links named after the addresses. Another server, that is
// not root, may read them too.
const char kDeliver[] = R"sh(#!/bin/sh
set -e
box="${0%/*}/mailboxes/$1"
name="$(date +%s).$$.smtp-fixture"
cat >"$box/tmp/$name"
[ "$(id -u)" != 0 ] || chown --reference="$box/new" "$box/tmp/$name"
mv "$box/tmp/$name" "$box/new/$name"
)sh";

// Runs before a mail is accepted. Without it the server would try to reach the domains it does not know.
const char kRefuseStrangers[] = R"sh(#!/bin/sh
for address in $RCPT_TO; do
  if [ ! -e "$(dirname "$0")/../mailboxes/$address" ]; then
    echo "554 5.7.1 only mailboxes of this test: $address"
    exit 20
  fi
done
)sh";

const char kConfig[] = R"(hostname: "localhost"
smtp_address: "127.0.0.1:%1"
submission_address: "127.0.0.1:%2"
submission_over_tls_address: "127.0.0.1:%3"
mail_delivery_agent_bin: "%4/deliver"
mail_delivery_agent_args: "%to%"
data_dir: "%4/data"
mail_log_path: "<stderr>"
drop_characters: ""
)";

Result<QString> findProgram(const QString &name)
{
    QStringList folders;
    for (const QString &root : {qEnvironmentVariable("OTKLIK_SERVERS"), QStringLiteral(OTKLIK_UNPACKED_SERVERS)})
        if (!root.isEmpty())
            folders += {root + QStringLiteral("/usr/sbin"), root + QStringLiteral("/usr/bin")};
    QString found = QStandardPaths::findExecutable(name, folders);
    if (found.isEmpty())
        found = QStandardPaths::findExecutable(name);
    if (found.isEmpty())
        found = QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin")});
    if (!found.isEmpty())
        return found;
    return fail(ErrorCode::NotFound,
                QStringLiteral("no %1: run scripts/servers, install it, or set OTKLIK_SKIP_SERVERS").arg(name));
}

Result<void> writeScript(const QString &name, const QByteArray &content)
{
    if (auto written = writeFile(name, content); !written)
        return written;
    if (!QFile::setPermissions(name, QFile::permissions(name) | QFileDevice::ExeOwner | QFileDevice::ExeUser))
        return fail(ErrorCode::StorageFailed, QStringLiteral("%1 cannot be made executable").arg(name));
    return {};
}

} // namespace

SmtpServerFixture::~SmtpServerFixture()
{
    stop();
}

Result<void> SmtpServerFixture::prepare()
{
    if (m_folder)
        return {};
    const auto server = findProgram(QStringLiteral("chasquid"));
    const auto userTool = findProgram(QStringLiteral("chasquid-util"));
    if (!server || !userTool)
        return Failure(server ? userTool.error() : server.error());
    m_server = *server;
    m_userTool = *userTool;
    m_folder = std::make_unique<QTemporaryDir>();
    QDir folder(m_folder->path());
    for (const char *name : {"certs/localhost", "data", "domains", "hooks", "mailboxes"})
        if (!folder.mkpath(QLatin1String(name)))
            return fail(ErrorCode::StorageFailed, QStringLiteral("cannot make %1").arg(QLatin1String(name)));
    auto certificate = makeServerCertificate(m_folder->path());
    if (!certificate)
        return Failure(certificate.error());
    m_certificate = *certificate;
    if (!QFile::copy(m_certificate.certificateFile, path("certs/localhost/fullchain.pem")) ||
        !QFile::copy(m_certificate.keyFile, path("certs/localhost/privkey.pem")))
        return fail(ErrorCode::StorageFailed, QStringLiteral("cannot copy the certificate"));
    if (auto written = writeScript(path("deliver"), kDeliver); !written)
        return written;
    if (auto written = writeScript(path("hooks/post-data"), kRefuseStrangers); !written)
        return written;
    return addUser(kUser);
}

Result<void> SmtpServerFixture::addUser(const QString &address)
{
    const QString domain = address.section(QLatin1Char('@'), 1);
    if (!QDir().mkpath(m_folder->filePath(QStringLiteral("domains/") + domain)))
        return fail(ErrorCode::StorageFailed, QStringLiteral("cannot make the folder of %1").arg(domain));
    QProcess tool;
    tool.setProcessChannelMode(QProcess::MergedChannels);
    tool.start(m_userTool, {QStringLiteral("-C=") + m_folder->path(), QStringLiteral("user-add"), address,
                            QStringLiteral("--password=") + kPassword});
    if (!tool.waitForFinished() || tool.exitCode() != 0)
        return fail(ErrorCode::Internal,
                    QStringLiteral("adding %1: %2").arg(address, QString::fromUtf8(tool.readAll())));
    return {};
}

Result<void> SmtpServerFixture::addMailbox(const QString &address, const QString &maildir)
{
    if (auto prepared = prepare(); !prepared)
        return prepared;
    if (auto added = addUser(address); !added)
        return added;
    for (const char *name : {"tmp", "new", "cur"})
        if (!QDir().mkpath(maildir + QLatin1Char('/') + QLatin1String(name)))
            return fail(ErrorCode::StorageFailed, QStringLiteral("cannot make %1").arg(maildir));
    if (!QFile::link(QFileInfo(maildir).absoluteFilePath(), m_folder->filePath(QStringLiteral("mailboxes/") + address)))
        return fail(ErrorCode::StorageFailed, QStringLiteral("cannot link the mailbox of %1").arg(address));
    return {};
}

Result<void> SmtpServerFixture::writeConfig()
{
    const auto relay = freePort();
    if (!relay)
        return tl::unexpected(relay.error());
    const QString config = QString::fromLatin1(kConfig)
                               .arg(QString::number(*relay), QString::number(m_port), QString::number(m_tlsPort))
                               .replace(QStringLiteral("%4"), m_folder->path());
    return writeFile(path("chasquid.conf"), config.toUtf8());
}

Result<void> SmtpServerFixture::start()
{
    if (auto prepared = prepare(); !prepared)
        return prepared;
    if (m_port == 0) {
        const auto port = freePort(), tlsPort = freePort();
        if (!port || !tlsPort)
            return fail(ErrorCode::Offline, QStringLiteral("no free port"));
        m_port = *port;
        m_tlsPort = *tlsPort;
    }
    if (auto written = writeConfig(); !written)
        return written;
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(path("log"), QIODevice::Append);
#ifdef Q_OS_LINUX
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
#endif
    m_process->start(m_server, {QStringLiteral("-config_dir=") + m_folder->path(), QStringLiteral("-logtime")});
    if (!m_process->waitForStarted())
        return fail(ErrorCode::NotFound, m_server + QStringLiteral(": ") + m_process->errorString());
    return awaitGreeting();
}

Result<void> SmtpServerFixture::awaitGreeting()
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 15000) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        if (socket.waitForConnected(200) && socket.waitForReadyRead(1000) && socket.readAll().startsWith("220"))
            return {};
        if (m_process->waitForFinished(30))
            break;
    }
    const QString said = log();
    stop();
    return fail(ErrorCode::Offline, QStringLiteral("the SMTP server does not answer: %1").arg(said));
}

void SmtpServerFixture::stop()
{
    if (!m_process)
        return;
    m_process->terminate();
    if (!m_process->waitForFinished(5000)) {
        m_process->kill();
        m_process->waitForFinished(5000);
    }
    m_process.reset();
}

QString SmtpServerFixture::log() const
{
    if (!m_folder)
        return {};
    QFile file(path("log"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace otklik::test
