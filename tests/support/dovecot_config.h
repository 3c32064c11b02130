// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace otklik::test {

/// What a private Dovecot's configuration depends on.
struct DovecotConfig
{
    QString folder;      ///< everything of this server is below it
    QString libraries;   ///< folder of the service programs
    QString libraryPath; ///< LD_LIBRARY_PATH of the services, may be empty
    QString certificateFile, keyFile;
    quint16 port = 0, tlsPort = 0;
    QString extra;
};

/// The numbers that own the mail below the folder: the user of this process, or `mail` when it runs as root (Dovecot
/// reads no mail as root).
struct MailOwner
{
    quint32 user = 0;
    quint32 group = 0;
};
[[nodiscard]] MailOwner mailOwner();

/// The text of dovecot.conf (2.3).
[[nodiscard]] QString dovecotConfigText(const DovecotConfig &config);

} // namespace otklik::test
