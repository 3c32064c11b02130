// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace otklik::test {

/// Files (PEM) of a certificate for localhost, 127.0.0.1 and ::1, signed by a CA made for it alone.
struct ServerCertificate
{
    QString caFile;
    QString certificateFile;
    QString keyFile;
};

/// Makes them in `folder` with the openssl program; takes some 50 ms.
[[nodiscard]] Result<ServerCertificate> makeServerCertificate(const QString &folder);

} // namespace otklik::test
