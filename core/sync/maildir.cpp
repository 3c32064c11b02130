// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/maildir.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QRandomGenerator>
#include <QSaveFile>
#include <QSysInfo>

#include <atomic>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace otklik::sync {

namespace {

#ifdef Q_OS_WIN
constexpr QLatin1Char kInfoSeparator(';'); // ':' cannot stand in a file name there
#else
constexpr QLatin1Char kInfoSeparator(':');
#endif

struct FlagLetter
{
    QLatin1Char letter;
    QLatin1String name;
};
// Letters in ASCII order, as the Maildir convention wants them in a name.
const FlagLetter kFlagLetters[] = {{QLatin1Char('D'), QLatin1String("\\Draft")},
                                   {QLatin1Char('F'), QLatin1String("\\Flagged")},
                                   {QLatin1Char('R'), QLatin1String("\\Answered")},
                                   {QLatin1Char('S'), QLatin1String("\\Seen")},
                                   {QLatin1Char('T'), QLatin1String("\\Deleted")}};

QString infoOf(const QStringList &flags)
{
    QString info = kInfoSeparator + QStringLiteral("2,");
    for (const FlagLetter &flag : kFlagLetters)
        if (flags.contains(flag.name, Qt::CaseInsensitive))
            info += flag.letter;
    return info;
}

QStringList flagsOf(const QString &fileName)
{
    QStringList flags;
    const qsizetype info = fileName.lastIndexOf(kInfoSeparator + QStringLiteral("2,"));
    if (info < 0)
        return flags;
    for (const FlagLetter &flag : kFlagLetters)
        if (fileName.indexOf(flag.letter, info + 3) >= 0)
            flags << flag.name;
    return flags;
}

QString baseOf(const QString &fileName)
{
    const qsizetype info = fileName.indexOf(kInfoSeparator);
    return info < 0 ? fileName : fileName.left(info);
}

/// Delivery order: unique names begin with the seconds of the delivery; what follows breaks ties.
bool arrivedBefore(const QString &a, const QString &b)
{
    const qint64 secondsA = a.section(QLatin1Char('.'), 0, 0).toLongLong();
    const qint64 secondsB = b.section(QLatin1Char('.'), 0, 0).toLongLong();
    return secondsA != secondsB ? secondsA < secondsB : a < b;
}

struct UidList
{
    quint32 uidValidity = 0;
    quint32 uidNext = 1;
    QHash<QString, quint32> uids;
};

QString listPath(const QString &folder)
{
    return folder + QStringLiteral("/otklik-uidlist");
}

Result<UidList> readList(const QString &folder)
{
    UidList list;
    QFile file(listPath(folder));
    if (!file.exists()) {
        list.uidValidity = quint32(QDateTime::currentSecsSinceEpoch());
        return list;
    }
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::StorageFailed,
                    QStringLiteral("cannot read %1: %2").arg(file.fileName(), file.errorString()));
    const QList<QByteArray> head = file.readLine().trimmed().split(' ');
    if (head.size() != 3 || head[0] != "1" || head[1].toUInt() == 0)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("%1 is damaged in its first line").arg(file.fileName()));
    list.uidValidity = head[1].toUInt();
    list.uidNext = head[2].toUInt();
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        const qsizetype space = line.indexOf(' ');
        const quint32 uid = line.left(space).toUInt();
        if (space > 0 && uid > 0) {
            list.uids.insert(QString::fromUtf8(line.mid(space + 1)), uid);
            list.uidNext = std::max(list.uidNext, uid + 1);
        }
    }
    return list;
}

Result<void> writeList(const QString &folder, const UidList &list)
{
    QSaveFile file(listPath(folder));
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::StorageFailed,
                    QStringLiteral("cannot write %1: %2").arg(file.fileName(), file.errorString()));
    file.write("1 " + QByteArray::number(list.uidValidity) + ' ' + QByteArray::number(list.uidNext) + '\n');
    QMap<quint32, QString> byUid;
    for (auto it = list.uids.begin(); it != list.uids.end(); ++it)
        byUid.insert(it.value(), it.key());
    for (auto it = byUid.begin(); it != byUid.end(); ++it)
        file.write(QByteArray::number(it.key()) + ' ' + it.value().toUtf8() + '\n');
    if (!file.commit())
        return fail(ErrorCode::StorageFailed,
                    QStringLiteral("cannot write %1: %2").arg(file.fileName(), file.errorString()));
    return {};
}

Result<void> lockFolder(QLockFile &lock, const QString &folder)
{
    lock.setStaleLockTime(30000);
    if (!lock.tryLock(30000))
        return fail(ErrorCode::StorageFailed, QStringLiteral("%1 is locked by another program").arg(folder));
    return {};
}

QString uniqueName(Instant at)
{
    static std::atomic<quint32> counter{0};
    return QStringLiteral("%1.M%2P%3Q%4R%5.%6")
        .arg(at.ms() / 1000)
        .arg(QDateTime::currentMSecsSinceEpoch() % 1000, 3, 10, QLatin1Char('0'))
        .arg(QCoreApplication::applicationPid())
        .arg(++counter, 8, 10, QLatin1Char('0'))
        .arg(QRandomGenerator::global()->generate(), 8, 16, QLatin1Char('0'))
        .arg(QStringLiteral("otklik"));
}

} // namespace

QString Maildir::folderPath(const QString &name) const
{
    if (name.compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        return m_root;
    QString onDisk = name;
    onDisk.replace(QLatin1Char('/'), QLatin1Char('.'));
    return m_root + QStringLiteral("/.") + onDisk;
}

Result<void> Maildir::ensure() const
{
    return createFolder(QStringLiteral("INBOX"));
}

bool Maildir::hasFolder(const QString &name) const
{
    return QFileInfo(folderPath(name) + QStringLiteral("/cur")).isDir();
}

Result<void> Maildir::createFolder(const QString &name) const
{
    if (name.contains(QLatin1String("..")) || name.contains(QLatin1Char('\\')))
        return fail(ErrorCode::InvalidInput, QStringLiteral("not a folder name: %1").arg(name));
    for (const char *part : {"cur", "new", "tmp"})
        if (!QDir().mkpath(folderPath(name) + QLatin1Char('/') + QLatin1String(part)))
            return fail(ErrorCode::StorageFailed, QStringLiteral("cannot make %1").arg(folderPath(name)));
    return {};
}

Result<QStringList> Maildir::folderNames() const
{
    if (!hasFolder(QStringLiteral("INBOX")))
        return fail(ErrorCode::NotFound, QStringLiteral("%1 is not a Maildir (no cur folder in it)").arg(m_root));
    QStringList names{QStringLiteral("INBOX")};
    const QStringList entries =
        QDir(m_root).entryList({QStringLiteral(".*")}, QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        const QString name = entry.mid(1).replace(QLatin1Char('.'), QLatin1Char('/'));
        if (hasFolder(name))
            names << name;
    }
    return names;
}

Result<Maildir::Folder> Maildir::scan(const QString &name) const
{
    if (!hasFolder(name))
        return fail(ErrorCode::NotFound, QStringLiteral("no folder %1 in %2").arg(name, m_root));
    const QString folder = folderPath(name);
    QLockFile lock(listPath(folder) + QStringLiteral(".lock"));
    if (auto locked = lockFolder(lock, folder); !locked)
        return tl::unexpected(locked.error());

    QDir fresh(folder + QStringLiteral("/new"));
    for (const QString &file : fresh.entryList(QDir::Files))
        QFile::rename(fresh.filePath(file), folder + QStringLiteral("/cur/") + baseOf(file) + infoOf(flagsOf(file)));

    auto list = readList(folder);
    if (!list)
        return tl::unexpected(list.error());
    const QFileInfoList files = QDir(folder + QStringLiteral("/cur")).entryInfoList(QDir::Files | QDir::Hidden);
    QHash<QString, QFileInfo> present;
    QStringList unknown;
    for (const QFileInfo &file : files) {
        const QString base = baseOf(file.fileName());
        if (base.startsWith(QLatin1Char('.')))
            continue;
        present.insert(base, file);
        if (!list->uids.contains(base))
            unknown << base;
    }
    std::sort(unknown.begin(), unknown.end(), arrivedBefore);
    for (const QString &base : unknown)
        list->uids.insert(base, list->uidNext++);
    const bool gone = erase_if(list->uids, [&](auto it) { return !present.contains(it.key()); }) > 0;
    if (gone || !unknown.isEmpty() || !QFile::exists(listPath(folder)))
        if (auto written = writeList(folder, *list); !written)
            return tl::unexpected(written.error());

    Folder result{list->uidValidity, list->uidNext, {}};
    for (auto it = list->uids.begin(); it != list->uids.end(); ++it) {
        const QFileInfo &file = present[it.key()];
        result.entries.insert(it.value(), Entry{it.value(), file.absoluteFilePath(), flagsOf(file.fileName()),
                                                Instant::fromDateTime(file.lastModified()), file.size()});
    }
    return result;
}

Result<QByteArray> Maildir::read(const Entry &entry)
{
    QFile file(entry.path);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    QByteArray raw = isOpen ? file.readAll() : QByteArray();
    if (isOpen && file.error() == QFileDevice::NoError)
        return raw;
    return fail(file.exists() ? ErrorCode::Internal : ErrorCode::NotFound,
                QStringLiteral("cannot read %1: %2").arg(entry.path, file.errorString()));
}

Result<quint32> Maildir::append(const QString &name, const QByteArray &raw, const QStringList &flags,
                                Instant internalDate) const
{
    if (auto made = createFolder(name); !made)
        return tl::unexpected(made.error());
    const QString folder = folderPath(name);
    const QString base = uniqueName(Instant::fromMs(QDateTime::currentMSecsSinceEpoch()));
    QFile file(folder + QStringLiteral("/tmp/") + base);
    if (!file.open(QIODevice::WriteOnly) || file.write(raw) != raw.size() || !file.flush())
        return fail(ErrorCode::StorageFailed,
                    QStringLiteral("cannot write %1: %2").arg(file.fileName(), file.errorString()));
#ifdef Q_OS_UNIX
    if (::fsync(file.handle()) != 0)
        return fail(ErrorCode::StorageFailed,
                    QStringLiteral("cannot write %1 through to the disk").arg(file.fileName()));
#endif
    if (!internalDate.isNever())
        file.setFileTime(internalDate.toUtc(), QFileDevice::FileModificationTime);
    file.close();
    if (!file.rename(folder + QStringLiteral("/cur/") + base + infoOf(flags)))
        return fail(ErrorCode::StorageFailed,
                    QStringLiteral("cannot rename %1: %2").arg(file.fileName(), file.errorString()));

    auto scanned = scan(name);
    if (!scanned)
        return tl::unexpected(scanned.error());
    for (auto it = scanned->entries.end(); it != scanned->entries.begin();) {
        --it;
        if (baseOf(QFileInfo(it->path).fileName()) == base)
            return it.key();
    }
    return fail(ErrorCode::Uncertain,
                QStringLiteral("%1 vanished from %2 right after it was written").arg(base, folder));
}

Result<void> Maildir::changeFlags(const QString &name, quint32 uid, const QStringList &add,
                                  const QStringList &remove) const
{
    auto folder = scan(name);
    if (!folder)
        return tl::unexpected(folder.error());
    const auto entry = folder->entries.constFind(uid);
    if (entry == folder->entries.constEnd())
        return fail(ErrorCode::NotFound, QStringLiteral("no message %1 in %2").arg(uid).arg(name));
    QStringList flags = entry->flags;
    for (const QString &flag : remove)
        flags.removeAll(flag);
    flags += add;
    const QFileInfo info(entry->path);
    const QString renamed = info.absolutePath() + QLatin1Char('/') + baseOf(info.fileName()) + infoOf(flags);
    if (renamed != entry->path && !QFile::rename(entry->path, renamed))
        return fail(ErrorCode::StorageFailed, QStringLiteral("cannot rename %1").arg(entry->path));
    return {};
}

QStringList Maildir::watchPaths(const QString &name) const
{
    return {folderPath(name) + QStringLiteral("/new"), folderPath(name) + QStringLiteral("/cur")};
}

} // namespace otklik::sync
