// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace otklik::test {

/// A Dovecot that can be started: installed on the system, or unpacked from its packages below a folder.
struct DovecotProgram
{
    QString command;     ///< takes `-F -c FILE`
    QString libraries;   ///< the folder with the service programs and `modules`
    QString doveadm;     ///< for tests that need it
    QString libraryPath; ///< for LD_LIBRARY_PATH: what was unpacked beside it since the machine lacks it; may be empty
    bool unpacked = false;
};

/// Looks in $OTKLIK_SERVERS and in what scripts/servers unpacked (`usr/sbin/dovecot` below), then in the system's
/// folders. An unpacked Dovecot has its library folder compiled in, so its few programs are copied into `scratch` with
/// the path replaced by one of the same length; that needs a `scratch` of the form /tmp/otk-XXXXXX.
[[nodiscard]] Result<DovecotProgram> findDovecot(const QString &scratch);

} // namespace otklik::test
