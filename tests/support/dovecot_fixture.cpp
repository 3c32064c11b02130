// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/dovecot_fixture.h"

#include "tests/support/dovecot_config.h"
#include "tests/support/loopback.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <csignal>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <unistd.h>

namespace otklik::test {

namespace {

constexpr int kStartMs = 15000;
constexpr int kStopMs = 3000;

Result<void> giveToMail(const QString &name)
{
    const MailOwner owner = mailOwner();
    if (getuid() == 0 && ::chown(QFile::encodeName(name).constData(), owner.user, owner.group) != 0)
        return fail(ErrorCode::StorageFailed, QStringLiteral("chown %1").arg(name));
    return {};
}

Result<void> makeMailFolder(const QString &name)
{
    if (!QDir().mkpath(name))
        return fail(ErrorCode::StorageFailed, QStringLiteral("mkdir %1").arg(name));
    return giveToMail(name);
}

} // namespace

DovecotFixture::DovecotFixture()
    : m_folder(std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/otk-XXXXXX")))
{
}

DovecotFixture::~DovecotFixture()
{
    stop();
}

Result<void> DovecotFixture::prepare()
{
    if (m_port != 0)
        return {};
    const QString root = m_folder->path();
    for (const char *name : {"run", "state", "mail", "tls", "users"})
        if (!QDir().mkpath(path(name)))
            return fail(ErrorCode::StorageFailed, QStringLiteral("cannot make folders in %1").arg(root));
    // The server's own users must pass through the folder to the mail.
    ::chmod(QFile::encodeName(root).constData(), 0755);
    if (auto owned = giveToMail(path("mail")); !owned)
        return owned;
    auto program = findDovecot(root);
    if (!program)
        return Failure(program.error());
    m_program = *program;
    auto certificate = makeServerCertificate(path("tls"));
    if (!certificate)
        return Failure(certificate.error());
    m_certificate = *certificate;
    const auto port = freePort();
    const auto tlsPort = freePort();
    if (!port || !tlsPort)
        return fail(ErrorCode::Offline, QStringLiteral("no free port"));
    m_port = *port;
    m_tlsPort = *tlsPort;
    return {};
}

Result<void> DovecotFixture::writeConfig()
{
    DovecotConfig config;
    config.folder = m_folder->path();
    config.libraries = m_program.libraries;
    config.libraryPath = m_program.libraryPath;
    config.certificateFile = m_certificate.certificateFile;
    config.keyFile = m_certificate.keyFile;
    config.port = m_port;
    config.tlsPort = m_tlsPort;
    config.extra = m_extraConfig;
    return writeFile(path("dovecot.conf"), dovecotConfigText(config).toUtf8());
}

Result<void> DovecotFixture::start()
{
    if (auto prepared = prepare(); !prepared)
        return prepared;
    if (auto written = writeConfig(); !written)
        return written;
    return launch();
}

Result<void> DovecotFixture::launch()
{
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setProcessEnvironment(environment());
    m_process->setChildProcessModifier([] {
        ::setpgid(0, 0); // so that stop() reaches its services too
#ifdef __linux__
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
    });
    m_process->start(m_program.command, {QStringLiteral("-F"), QStringLiteral("-c"), path("dovecot.conf")});
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kStartMs) {
        if (m_process->waitForFinished(20) || m_process->state() == QProcess::NotRunning)
            break;
        if (answers(m_port, true) && answers(m_tlsPort, false))
            return {};
    }
    const QString said = QString::fromLocal8Bit(m_process->readAll());
    stop();
    return fail(ErrorCode::Offline, QStringLiteral("Dovecot did not start: %1\n%2").arg(said, log()));
}

QProcessEnvironment DovecotFixture::environment() const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    if (!m_program.libraryPath.isEmpty())
        environment.insert(QStringLiteral("LD_LIBRARY_PATH"), m_program.libraryPath);
    return environment;
}

void DovecotFixture::stop()
{
    if (!m_process)
        return;
    // To the whole group: a service that passes TLS on would wait for its client, who may be waiting for us.
    const auto group = pid_t(m_process->processId());
    if (group > 0)
        ::kill(-group, SIGTERM);
    m_process->waitForFinished(kStopMs);
    if (group > 0)
        ::kill(-group, SIGKILL);
    m_process->waitForFinished(kStopMs);
    m_process.reset();
}

Result<void> DovecotFixture::addUser(const QString &name, Format format)
{
    const MailOwner owner = mailOwner();
    const QString home = path("mail") + QLatin1Char('/') + name;
    if (!QDir().mkpath(path("mail")) || !QDir().mkpath(path("users")))
        return fail(ErrorCode::StorageFailed, QStringLiteral("mkdir %1").arg(path("mail")));
    if (auto made = makeMailFolder(home); !made)
        return made;
    if (format == Format::Maildir)
        for (const char *folder : {"", "/cur", "/new", "/tmp"})
            if (auto made = makeMailFolder(maildirOf(name) + QLatin1String(folder)); !made)
                return made;
    const QString line =
        QStringLiteral("%1:{PLAIN}%2:%3:%4::%5::%6\n")
            .arg(name, kPassword)
            .arg(owner.user)
            .arg(owner.group)
            .arg(home, format == Format::Mdbox ? QStringLiteral("userdb_mail=mdbox:~/mdbox") : QString());
    // A file each: one for all would be read again only a second after the last time.
    return writeFile(path("users") + QLatin1Char('/') + name, line.toUtf8());
}

QString DovecotFixture::maildirOf(const QString &user) const
{
    return path("mail") + QLatin1Char('/') + user + QStringLiteral("/Maildir");
}

Result<void> DovecotFixture::deliver(const QString &user, const QByteArray &raw, const QString &folder)
{
    QString maildir = maildirOf(user);
    if (!folder.isEmpty())
        maildir += QStringLiteral("/.") + QString(folder).replace(QLatin1Char('/'), QLatin1Char('.'));
    for (const char *below : {"", "/cur", "/new", "/tmp"})
        if (auto made = makeMailFolder(maildir + QLatin1String(below)); !made)
            return made;
    const QString name = QStringLiteral("%1.M%2P%3.localhost")
                             .arg(QDateTime::currentSecsSinceEpoch())
                             .arg(++m_delivered, 6, 10, QLatin1Char('0'))
                             .arg(getpid());
    const QString temporary = maildir + QStringLiteral("/tmp/") + name;
    if (auto written = writeFile(temporary, raw); !written)
        return written;
    if (auto owned = giveToMail(temporary); !owned)
        return owned;
    if (!QFile::rename(temporary, maildir + QStringLiteral("/new/") + name))
        return fail(ErrorCode::StorageFailed, QStringLiteral("cannot deliver %1").arg(name));
    return {};
}

Result<QByteArray> DovecotFixture::doveadm(const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(m_program.doveadm, QStringList{QStringLiteral("-c"), path("dovecot.conf")} + arguments);
    if (!process.waitForFinished(30000) || process.exitCode() != 0)
        return fail(ErrorCode::Internal,
                    QStringLiteral("doveadm: %1").arg(QString::fromLocal8Bit(process.readAllStandardError())));
    return process.readAllStandardOutput();
}

QString DovecotFixture::log() const
{
    QFile file(path("dovecot.log"));
    return file.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(file.readAll()) : QString();
}

} // namespace otklik::test
