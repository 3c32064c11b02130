// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace otklik::test {

/// A Dovecot that can be started: installed on the system, or unpacked from its packages below a folder.
struct DovecotProgram
{
    QString command;   ///< takes `-F -c FILE`
    QString libraries; ///< the folder with the service programs and `modules`
    QString doveadm;   ///< for tests that need it
    bool unpacked = false;
};

/// Looks in $OTKLIK_SERVERS (the folder itself, its `dovecot`, each with `usr/` below), then in the system's folders.
/// An unpacked Dovecot has its library folder compiled in, so its few programs are copied into `scratch` with the path
/// replaced by one of the same length; that needs a `scratch` of the form /tmp/otk-XXXXXX.
[[nodiscard]] Result<DovecotProgram> findDovecot(const QString &scratch);

} // namespace otklik::test
