// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/net/certificates.h"

#include <QFile>
#include <QProcess>

namespace otklik::test {

namespace {

void run(const QString &folder, const char *arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"), QString::fromLatin1(arguments).split(QLatin1Char(' ')));
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("openssl %s: %s", arguments, process.readAll().constData());
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

const char kAuthority[] = "[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=.\ndatabase=index.txt\nserial=serial\n"
                          "default_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n";

} // namespace

const Certificates &Certificates::get()
{
    static const Certificates made = [] {
        Certificates c;
        const QString folder = c.folder.path();
        auto good = makeServerCertificate(folder);
        if (!good)
            qFatal("%s", qPrintable(good.error().detail));
        const auto path = [&folder](const char *name) { return folder + QLatin1Char('/') + QLatin1String(name); };
        write(path("other.txt"), "subjectAltName=DNS:mail.example.com\n");
        write(path("ca.cnf"), kAuthority);
        write(path("index.txt"), "");
        write(path("serial"), "1000\n");
        run(folder, "req -new -key key.pem -subj /CN=mail.example.com -out other-req.pem");
        run(folder,
            "x509 -req -in other-req.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile other.txt -out "
            "other.pem");
        run(folder, "ca -batch -notext -config ca.cnf -cert ca.pem -keyfile ca.key -in req.pem -extfile san.txt "
                    "-startdate 20200101000000Z -enddate 20200201000000Z -out expired.pem");
        run(folder, "req -x509 -key key.pem -days 30 -subj /CN=localhost -addext subjectAltName=DNS:localhost -out "
                    "self.pem");
        run(folder, "req -x509 -key key.pem -days 30 -subj /CN=localhost -addext subjectAltName=DNS:localhost -addext "
                    "basicConstraints=critical,CA:FALSE -addext keyUsage=digitalSignature -out leaf.pem");
        c.good = *good;
        c.otherHost = {good->caFile, path("other.pem"), good->keyFile};
        c.expired = {good->caFile, path("expired.pem"), good->keyFile};
        c.selfSigned = {good->caFile, path("self.pem"), good->keyFile};
        c.selfSignedLeaf = {good->caFile, path("leaf.pem"), good->keyFile};
        return c;
    }();
    return made;
}

} // namespace otklik::test
