// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/server_certificate.h"

#include <QFile>
#include <QProcess>

namespace otklik::test {

namespace {

Result<void> openssl(const QString &folder, const QString &arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"), arguments.split(QLatin1Char(' ')));
    if (!process.waitForFinished(30000) || process.exitCode() != 0)
        return fail(ErrorCode::Internal,
                    QStringLiteral("openssl %1: %2").arg(arguments, QString::fromLocal8Bit(process.readAll())));
    return {};
}

} // namespace

Result<ServerCertificate> makeServerCertificate(const QString &folder)
{
    QFile extensions(folder + QStringLiteral("/san.txt"));
    if (!extensions.open(QIODevice::WriteOnly) ||
        extensions.write("subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\n") <= 0)
        return fail(ErrorCode::StorageFailed, extensions.errorString());
    extensions.close();
    for (const char *step :
         {"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=otklik-test-ca -keyout "
          "ca.key -out ca.pem",
          "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout key.pem -out "
          "req.pem",
          "x509 -req -in req.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile san.txt -out cert.pem"})
        if (auto done = openssl(folder, QLatin1String(step)); !done)
            return Failure(done.error());
    return ServerCertificate{folder + QStringLiteral("/ca.pem"), folder + QStringLiteral("/cert.pem"),
                             folder + QStringLiteral("/key.pem")};
}

} // namespace otklik::test
