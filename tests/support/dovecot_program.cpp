// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/dovecot_program.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace otklik::test {

namespace {

const QByteArray kCompiledIn = QByteArrayLiteral("/usr/lib/dovecot");
const QByteArray kCompiledInReader = QByteArrayLiteral("/usr/bin/doveconf"); ///< one byte longer: "/d" fits behind

/// `path` with as many leading slashes as it takes to be `length` bytes long; empty when it is longer.
QByteArray padded(const QString &path, qsizetype length)
{
    const QByteArray bytes = path.toLocal8Bit();
    const qsizetype missing = length - bytes.size();
    return missing < 0 ? QByteArray() : QByteArray(missing, '/') + bytes;
}

/// Copies a program with its two compiled-in paths changed to `scratch`.
Result<void> copyPatched(const QString &from, const QString &to, const QString &scratch)
{
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, from + QStringLiteral(": ") + source.errorString());
    QByteArray content = source.readAll();
    content.replace(kCompiledIn, padded(scratch, kCompiledIn.size()));
    content.replace(kCompiledInReader, padded(scratch + QStringLiteral("/d"), kCompiledInReader.size()));
    QFile target(to);
    if (!target.open(QIODevice::WriteOnly) || target.write(content) != content.size())
        return fail(ErrorCode::StorageFailed, to + QStringLiteral(": ") + target.errorString());
    target.setPermissions(QFileDevice::Permissions(0x7755));
    return {};
}

/// The server's own users must reach them, also where the project lies in somebody's closed home.
Result<void> copyModules(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = to + file.mid(from.size());
        if (!QDir().mkpath(QFileInfo(target).path()) || !QFile::copy(file, target))
            return fail(ErrorCode::StorageFailed, QStringLiteral("cannot copy %1 of Dovecot").arg(file));
    }
    return {};
}

Result<void> copyLibraryFolder(const QString &from, const QString &scratch)
{
    const QFileInfoList entries = QDir(from).entryInfoList(QDir::Files | QDir::System | QDir::NoDotAndDotDot);
    for (const QFileInfo &entry : entries) {
        const QString target = scratch + QLatin1Char('/') + entry.fileName();
        if (entry.isSymLink()) {
            QFile::link(QFileInfo(entry.symLinkTarget()).fileName(), target);
            continue;
        }
        if (auto copied = copyPatched(entry.filePath(), target, scratch); !copied)
            return copied;
    }
    return copyModules(from + QStringLiteral("/modules"), scratch + QStringLiteral("/modules"));
}

Result<DovecotProgram> unpackedProgram(const QString &root, const QString &scratch)
{
    if (padded(scratch, kCompiledIn.size()).isEmpty())
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("%1 is too long a path for an unpacked Dovecot").arg(scratch));
    if (auto copied = copyLibraryFolder(root + QStringLiteral("/lib/dovecot"), scratch); !copied)
        return Failure(copied.error());
    DovecotProgram program;
    program.unpacked = true;
    for (const QString &name :
         QDir(root + QStringLiteral("/lib")).entryList({QStringLiteral("*-linux-gnu*")}, QDir::Dirs))
        program.libraryPath = root + QStringLiteral("/lib/") + name;
    program.libraries = scratch;
    for (const auto &[folder, name] :
         {std::pair("sbin", "dovecot"), std::pair("bin", "doveconf"), std::pair("bin", "doveadm")}) {
        const QString from = root + QLatin1Char('/') + QLatin1String(folder) + QLatin1Char('/') + QLatin1String(name);
        if (auto copied = copyPatched(from, scratch + QStringLiteral("/run-") + QLatin1String(name), scratch); !copied)
            return Failure(copied.error());
    }
    if (!QFile::link(QStringLiteral("run-doveconf"), scratch + QStringLiteral("/d")))
        return fail(ErrorCode::StorageFailed, QStringLiteral("cannot link doveconf"));
    program.doveadm = scratch + QStringLiteral("/run-doveadm");
    program.command = scratch + QStringLiteral("/run-dovecot");
    return program;
}

} // namespace

Result<DovecotProgram> findDovecot(const QString &scratch)
{
    const QString given = qEnvironmentVariable("OTKLIK_SERVERS");
    for (const QString &servers : {given, QStringLiteral(OTKLIK_UNPACKED_SERVERS)})
        for (const char *below : {"/usr", "/dovecot/usr"}) {
            const QString root = servers + QLatin1String(below);
            if (!servers.isEmpty() && QFileInfo(root + QStringLiteral("/sbin/dovecot")).isExecutable())
                return unpackedProgram(root, scratch);
        }
    for (const char *place : {"/usr/sbin/dovecot", "/usr/local/sbin/dovecot"})
        if (QFileInfo(QLatin1String(place)).isExecutable()) {
            const QString base = QFileInfo(QLatin1String(place)).path().chopped(5);
            return DovecotProgram{QLatin1String(place), base + QStringLiteral("/lib/dovecot"),
                                  base + QStringLiteral("/bin/doveadm"), QString(), false};
        }
    return fail(
        ErrorCode::NotFound,
        QStringLiteral("no Dovecot: neither below OTKLIK_SERVERS (%1) nor unpacked by scripts/servers nor installed")
            .arg(given.isEmpty() ? QStringLiteral("not set") : given));
}

} // namespace otklik::test
