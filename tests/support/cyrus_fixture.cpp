// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cyrus_fixture.h"

#include "tests/support/dovecot_config.h"
#include "tests/support/loopback.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <csignal>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace otklik::test {

namespace {

constexpr int kStartMs = 15000;
constexpr int kStopMs = 3000;

const char *const kSettings = R"(configdirectory: @DIR@/conf
partition-default: @DIR@/spool
defaultpartition: default
cyrus_user: @USER@
cyrus_group: @GROUP@
admins: cyrus
servername: localhost
allowplaintext: yes
sasl_mech_list: PLAIN LOGIN SCRAM-SHA-1 SCRAM-SHA-256
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: @DIR@/conf/sasldb2
altnamespace: yes
unixhierarchysep: yes
virtdomains: userid
defaultdomain: localhost
munge8bit: no
delete_mode: immediate
expunge_mode: immediate
skiplist_unsafe: yes
maxlogins_per_user: 0
autocreate_quota: 0
autocreate_post: yes
autocreate_inbox_folders: Sent | Drafts | Junk | Trash
autocreate_subscribe_folders: Sent | Drafts | Junk | Trash
xlist-sent: Sent
xlist-drafts: Drafts
xlist-junk: Junk
xlist-trash: Trash
tls_server_cert: @CERT@
tls_server_key: @KEY@
)";

const char *const kServices = R"(START {
  recover cmd="@BIN@/ctl_cyrusdb -C @DIR@/imapd.conf -r"
}
SERVICES {
  imap cmd="@BIN@/imapd -C @DIR@/imapd.conf -U 30" listen="127.0.0.1:@PORT@" prefork=1
  imaps cmd="@BIN@/imapd -C @DIR@/imapd.conf -s -U 30" listen="127.0.0.1:@TLSPORT@" prefork=1
}
EVENTS {
}
DAEMON {
  idled cmd="@BIN@/idled -C @DIR@/imapd.conf -f"
}
)";

/// The server loses the death signal of its parent when it changes its user, so a shell waits for the end of input.
const char *const kKeeper = R"("$@" </dev/null & server=$!; cat >/dev/null; kill -TERM $server; wait $server)";

QString findRoot()
{
    for (const QString &servers : {qEnvironmentVariable("OTKLIK_SERVERS"), QStringLiteral(OTKLIK_UNPACKED_SERVERS)}) {
        const QString root = servers + QStringLiteral("/cyrus/usr");
        if (!servers.isEmpty() && QFileInfo(root + QStringLiteral("/lib/cyrus/bin/master")).isExecutable())
            return root;
    }
    return {};
}

QString multiarchFolder(const QString &root)
{
    const QStringList names =
        QDir(root + QStringLiteral("/lib")).entryList({QStringLiteral("*-linux-gnu*")}, QDir::Dirs);
    return names.isEmpty() ? QStringLiteral(".") : names.first();
}

/// Whether a user without rights of his own can pass all folders above and in `path`.
bool isOpenToAll(const QString &path)
{
    for (QString folder = QFileInfo(path).absoluteFilePath(); folder != QLatin1String("/");
         folder = QFileInfo(folder).absolutePath())
        if (!QFileInfo(folder).permissions().testFlag(QFile::ExeOther))
            return false;
    return true;
}

} // namespace

CyrusFixture::CyrusFixture()
    : m_folder(QStringLiteral("/tmp/otk-XXXXXX"))
    , m_root(findRoot())
{
}

CyrusFixture::~CyrusFixture()
{
    stop();
}

bool CyrusFixture::isThere()
{
    return !findRoot().isEmpty();
}

Result<void> CyrusFixture::prepare()
{
    if (m_port != 0)
        return {};
    if (m_root.isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("no Cyrus: scripts/servers unpacks it on Debian"));
    for (const char *name : {"conf/db", "conf/socket", "conf/proc", "conf/log", "conf/msg", "conf/user", "conf/quota",
                             "conf/lock", "spool", "tls"})
        if (!QDir().mkpath(path(name)))
            return fail(ErrorCode::StorageFailed, QStringLiteral("mkdir %1").arg(path(name)));
    ::chmod(QFile::encodeName(m_folder.path()).constData(), 0755); // the server's own user must pass through
    if (auto reached = makeReachable(); !reached)
        return reached;
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

/// Started by root, the server's services run as another user: they could not be read in a checkout below /root.
Result<void> CyrusFixture::makeReachable()
{
    if (getuid() != 0 || isOpenToAll(m_root))
        return {};
    m_copy = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/otk-XXXXXX"));
    ::chmod(QFile::encodeName(m_copy->path()).constData(), 0755);
    const QString packages = QFileInfo(m_root).absolutePath();
    if (QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), packages, m_copy->path()}) != 0)
        return fail(ErrorCode::StorageFailed, QStringLiteral("%1 cannot be copied").arg(packages));
    m_root = m_copy->filePath(QStringLiteral("cyrus/usr"));
    return {};
}

Result<void> CyrusFixture::writeConfig()
{
    const MailOwner owner = mailOwner();
    const passwd *user = getpwuid(owner.user);
    const group *team = getgrgid(owner.group);
    if (!user || !team)
        return fail(ErrorCode::NotFound, QStringLiteral("the user that owns the mail has no name"));
    const auto filled = [&](const char *text) {
        QString all = QLatin1String(text);
        for (const auto &[mark, value] :
             {std::pair("@DIR@", m_folder.path()), std::pair("@USER@", QString::fromLocal8Bit(user->pw_name)),
              std::pair("@GROUP@", QString::fromLocal8Bit(team->gr_name)),
              std::pair("@CERT@", m_certificate.certificateFile), std::pair("@KEY@", m_certificate.keyFile),
              std::pair("@BIN@", m_root + QStringLiteral("/lib/cyrus/bin")),
              std::pair("@PORT@", QString::number(m_port)), std::pair("@TLSPORT@", QString::number(m_tlsPort))})
            all.replace(QLatin1String(mark), value);
        return all;
    };
    if (auto written = writeFile(path("imapd.conf"), (filled(kSettings) + m_extraConfig).toUtf8()); !written)
        return written;
    return writeFile(path("cyrus.conf"), filled(kServices).toUtf8());
}

Result<void> CyrusFixture::giveAway() const
{
    if (getuid() != 0)
        return {};
    const MailOwner owner = mailOwner();
    QDirIterator all(m_folder.path(), QDir::AllEntries | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (all.hasNext())
        if (const QString name = all.next(); ::chown(QFile::encodeName(name).constData(), owner.user, owner.group) != 0)
            return fail(ErrorCode::StorageFailed, QStringLiteral("chown %1").arg(name));
    return {};
}

Result<void> CyrusFixture::start()
{
    if (auto prepared = prepare(); !prepared)
        return prepared;
    if (auto written = writeConfig(); !written)
        return written;
    if (auto given = giveAway(); !given)
        return given;
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setProcessEnvironment(environment());
    m_process->setChildProcessModifier([] { ::setpgid(0, 0); }); // so that stop() reaches its services too
    m_process->start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QLatin1String(kKeeper), QStringLiteral("cyrus"),
                                                 m_root + QStringLiteral("/lib/cyrus/bin/master"), QStringLiteral("-C"),
                                                 path("imapd.conf"), QStringLiteral("-M"), path("cyrus.conf"),
                                                 QStringLiteral("-p"), path("conf/master.pid"), QStringLiteral("-D")});
    return awaitStart();
}

Result<void> CyrusFixture::awaitStart()
{
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
    return fail(ErrorCode::Offline, QStringLiteral("Cyrus did not start: %1").arg(said));
}

QProcessEnvironment CyrusFixture::environment() const
{
    const QString multiarch = multiarchFolder(m_root);
    const QString lib = m_root + QStringLiteral("/lib/");
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LD_LIBRARY_PATH"),
                       lib + multiarch + QLatin1Char(':') + lib + QStringLiteral("cyrus:") + lib +
                           QStringLiteral(":%1/../lib/%2").arg(m_root, multiarch)); // some libraries are not below usr
    environment.insert(QStringLiteral("SASL_PATH"),
                       lib + multiarch + QStringLiteral("/sasl2:/usr/lib/") + multiarch + QStringLiteral("/sasl2"));
    return environment;
}

void CyrusFixture::stop()
{
    if (!m_process)
        return;
    const auto group = pid_t(m_process->processId());
    m_process->closeWriteChannel();
    m_process->waitForFinished(kStopMs);
    if (group > 0)
        ::kill(-group, SIGKILL);
    m_process->waitForFinished(kStopMs);
    m_process.reset();
}

Result<void> CyrusFixture::addUser(const QString &name)
{
    if (auto prepared = prepare(); !prepared)
        return prepared;
    const QString user = name.section(QLatin1Char('@'), 0, 0), domain = name.section(QLatin1Char('@'), 1);
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(m_root + QStringLiteral("/sbin/saslpasswd2"),
                  {QStringLiteral("-p"), QStringLiteral("-c"), QStringLiteral("-f"), path("conf/sasldb2"),
                   QStringLiteral("-u"), domain.isEmpty() ? QStringLiteral("localhost") : domain, user});
    process.write(kPassword.toUtf8());
    process.closeWriteChannel();
    if (!process.waitForFinished(10000) || process.exitCode() != 0)
        return fail(ErrorCode::Internal,
                    QStringLiteral("saslpasswd2: %1").arg(QString::fromLocal8Bit(process.readAllStandardError())));
    const MailOwner owner = mailOwner();
    if (getuid() == 0 && ::chown(QFile::encodeName(path("conf/sasldb2")).constData(), owner.user, owner.group) != 0)
        return fail(ErrorCode::StorageFailed, QStringLiteral("chown sasldb2"));
    return {};
}

} // namespace otklik::test
