// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/dovecot_config.h"

#include <QStringList>

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

namespace otklik::test {

namespace {

const char *const kTemplate = R"(base_dir = @DIR@/run
state_dir = @DIR@/state
instance_name = otklik-test
log_path = @DIR@/dovecot.log
protocols = imap
protocol imap {
  mail_plugins = imap_zlib
}
listen = 127.0.0.1
libexec_dir = @LIB@
import_environment = TZ @LIBPATH@
mail_plugin_dir = @LIB@/modules
login_plugin_dir = @LIB@/modules/login
default_internal_user = @INTERNAL@
default_internal_group = @GROUP@
default_login_user = @LOGIN@
ssl = yes
ssl_cert = <@CERT@
ssl_key = <@KEY@
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_mechanisms = plain login scram-sha-1 scram-sha-256
auth_failure_delay = 0
mail_location = maildir:~/Maildir
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 100
mail_fsync = never
mailbox_list_index = yes
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u @DIR@/users/%u
}
userdb {
  driver = passwd-file
  args = username_format=%u @DIR@/users/%u
}
namespace inbox {
  inbox = yes
  separator = /
@SPECIAL@}
service imap-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    address = 127.0.0.1
    port = @PORT@
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = @TLSPORT@
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
@EXTRA@)";

QString userName()
{
    const passwd *entry = getpwuid(getuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(getuid());
}

QString groupName(quint32 id)
{
    const group *entry = getgrgid(id);
    return entry ? QString::fromLocal8Bit(entry->gr_name) : QString::number(id);
}

QString specialFolders()
{
    QString text;
    for (const char *name : {"Sent", "Drafts", "Junk", "Trash"})
        text += QStringLiteral("  mailbox %1 {\n    special_use = \\%1\n    auto = subscribe\n  }\n")
                    .arg(QLatin1String(name));
    return text;
}

} // namespace

MailOwner mailOwner()
{
    if (getuid() != 0)
        return {getuid(), getgid()};
    const passwd *entry = getpwnam("mail");
    return entry ? MailOwner{entry->pw_uid, entry->pw_gid} : MailOwner{8, 8};
}

QString dovecotConfigText(const DovecotConfig &config)
{
    const bool root = getuid() == 0;
    QString text = QLatin1String(kTemplate);
    const auto put = [&text](const char *mark, const QString &value) { text.replace(QLatin1String(mark), value); };
    put("@DIR@", config.folder);
    put("@LIB@", config.libraries);
    put("@LIBPATH@",
        config.libraryPath.isEmpty() ? QString() : QStringLiteral("LD_LIBRARY_PATH=") + config.libraryPath);
    put("@CERT@", config.certificateFile);
    put("@KEY@", config.keyFile);
    put("@INTERNAL@", root ? QStringLiteral("daemon") : userName());
    put("@GROUP@", root ? QStringLiteral("daemon") : groupName(getgid()));
    put("@LOGIN@", root ? QStringLiteral("nobody") : userName());
    put("@SPECIAL@", specialFolders());
    put("@PORT@", QString::number(config.port));
    put("@TLSPORT@", QString::number(config.tlsPort));
    put("@EXTRA@", config.extra);
    return text;
}

} // namespace otklik::test
