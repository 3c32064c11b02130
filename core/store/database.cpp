// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include "core/sqlite/migrator.h"
#include "core/sqlite/transaction.h"
#include "core/store/migrations.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace otklik::store {

namespace {

constexpr const char *kCounter = "local_writes";

QString cachePath(const QString &profileDir)
{
    return QDir(profileDir).filePath(QStringLiteral("cache.sqlite"));
}
QString localPath(const QString &profileDir)
{
    return QDir(profileDir).filePath(QStringLiteral("local.sqlite"));
}

const std::vector<sqlite::Migration> &cacheMigrations()
{
    static const std::vector<sqlite::Migration> steps{{1, kCache0001}, {2, kCache0002}, {3, kCache0003},
                                                      {4, kCache0004}, {5, kCache0005}, {6, kCache0006},
                                                      {7, kCache0007}};
    return steps;
}
const std::vector<sqlite::Migration> &localMigrations()
{
    static const std::vector<sqlite::Migration> steps{{1, kLocal0001}, {2, kLocal0002}, {3, kLocal0003}};
    return steps;
}

/// A reader can neither migrate nor read a schema it does not know.
Result<void> checkVersion(sqlite::Connection &connection, std::string_view schema,
                          const std::vector<sqlite::Migration> &known)
{
    const auto version = sqlite::schemaVersion(connection, schema);
    if (!version)
        return Failure(version.error());
    if (*version > known.back().version)
        return fail(ErrorCode::StorageCorrupt,
                    QStringLiteral("the profile was written by a newer program (schema %1, this one knows %2): please "
                                   "update this one")
                        .arg(*version)
                        .arg(known.back().version));
    if (*version < known.back().version)
        return fail(ErrorCode::NotFound, QStringLiteral("the profile has not been opened for writing yet"));
    return {};
}

} // namespace

Database::Database(std::unique_ptr<sqlite::Connection> connection)
    : m_connection(std::move(connection))
{
}

namespace {

/// SQLite makes its files readable by everybody; what is made beside them (-wal, -shm) follows the file. A file system
/// without owners cannot be told, and needs no telling.
void keepPrivate(const QString &path)
{
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::Append))
        return; // opening it says why
    for (const char *suffix : {"", "-wal", "-shm"})
        if (const QFileInfo one(path + QLatin1String(suffix)); one.isFile())
            QFile::setPermissions(one.filePath(), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

/// What stands there is no file of ours that can be read, or does not hold what it should: damaged, as opposed to a
/// disk or a folder that refuses everything.
Error damageOf(const QString &path, Error error)
{
    const QFileInfo file(path);
    const bool folderRefuses = !QFileInfo(file.path()).isWritable();
    if (error.code == ErrorCode::Internal ||
        (error.code == ErrorCode::StorageFailed && file.exists() && !folderRefuses))
        error.code = ErrorCode::StorageCorrupt;
    if (!error.detail.contains(path))
        error.detail = QStringLiteral("%1: %2").arg(path, error.detail);
    return error;
}

constexpr const char *kNeverOverwritten =
    "it holds drafts, unsent answers and decisions and is never overwritten: put a copy in its place, or move it away "
    "and rebuild";

} // namespace

Result<void> Database::makeFolder(const QString &profileDir)
{
    const bool existed = QFileInfo::exists(profileDir);
    if (!QDir().mkpath(profileDir))
        return fail(ErrorCode::StorageFailed, QStringLiteral("cannot make the folder %1").arg(profileDir));
    if (!existed || QDir(profileDir).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden))
        QFile::setPermissions(profileDir, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return {};
}

Result<std::unique_ptr<Database>> Database::open(const QString &profileDir, sqlite::Access access)
{
    const QString cache = cachePath(profileDir);
    if (access == sqlite::Access::ReadWrite) {
        if (auto made = makeFolder(profileDir); !made)
            return Failure(made.error());
        keepPrivate(cache);
    }
    auto connection = sqlite::Connection::open(cache, access);
    if (!connection)
        return Failure(damageOf(cache, connection.error()));
    std::unique_ptr<Database> database(new Database(std::move(*connection)));
    if (auto done = database->prepare(profileDir); !done)
        return Failure(done.error());
    return database;
}

Result<void> Database::prepare(const QString &profileDir)
{
    const QString local = localPath(profileDir);
    const auto localDamage = [&local](const Error &error) {
        Error told = damageOf(local, error);
        if (told.code == ErrorCode::StorageCorrupt)
            told.detail += QStringLiteral("; ") + QLatin1String(kNeverOverwritten);
        return Failure(told);
    };
    // Asked before the file is touched: attaching writes a header into an empty one.
    if (!m_connection->isReadOnly()) {
        if (auto done = QFileInfo(local).size() == 0 ? checkLocalIsNotLost() : Result<void>(); !done)
            return localDamage(done.error());
        keepPrivate(local);
    }
    if (auto done = m_connection->attach(local, "local", "FULL"); !done)
        return localDamage(done.error());
    if (m_connection->isReadOnly()) {
        if (auto done = checkVersion(*m_connection, "main", cacheMigrations()); !done)
            return done;
        return checkVersion(*m_connection, "local", localMigrations());
    }
    const auto localVersion = sqlite::schemaVersion(*m_connection, "local");
    if (auto done = localVersion.value_or(0) == 0 ? checkLocalIsNotLost() : Result<void>(); !done)
        return localDamage(done.error());
    if (auto done = sqlite::migrate(*m_connection, "local", localMigrations()); !done)
        return localDamage(done.error());
    if (auto done = prepareCache(); !done)
        return Failure(damageOf(cachePath(profileDir), done.error()));
    return {};
}

Result<void> Database::prepareCache()
{
    if (auto done = sqlite::migrate(*m_connection, "main", cacheMigrations()); !done)
        return Failure(done.error());
    return compareCounters();
}

/// A cache that cannot be asked has nothing to say about the local file.
Result<void> Database::checkLocalIsNotLost() const
{
    const auto version = sqlite::schemaVersion(*m_connection, "main");
    if (!version || *version == 0)
        return {};
    const qint64 writes = metaInteger("main", kCounter);
    if (auto asked = m_connection->finish(); !asked || writes == 0)
        return {};
    return fail(ErrorCode::StorageCorrupt, QStringLiteral("the file is gone or empty, but the cache knows of it"));
}

Result<void> Database::checkLocal(const QString &profileDir)
{
    const QString path = localPath(profileDir);
    if (!QFileInfo::exists(path))
        return {};
    if (QFileInfo(path).isFile() && QFileInfo(path).size() == 0)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("%1 is empty").arg(path));
    auto connection = sqlite::Connection::open(path, sqlite::Access::ReadOnly);
    if (!connection)
        return Failure(damageOf(path, connection.error()));
    if (auto known = checkVersion(**connection, "main", localMigrations()); !known)
        return fail(ErrorCode::StorageCorrupt, path + QStringLiteral(": ") + known.error().detail);
    sqlite::Statement check = (*connection)->prepare("PRAGMA quick_check(1)");
    const QString verdict = check.next() ? check.text(0) : QString();
    if (auto done = (*connection)->finish(); !done)
        return Failure(damageOf(path, done.error()));
    return verdict == u"ok" ? Result<void>() : fail(ErrorCode::StorageCorrupt, path + QStringLiteral(": ") + verdict);
}

Result<void> Database::compareCounters()
{
    // an empty cache beside local work (after `rebuild`) differs too, as it should
    m_needsRecomputation = metaInteger("main", kCounter) != metaInteger("local", kCounter);
    static_cast<void>(changedByOthers());
    return m_connection->finish();
}

Result<void> Database::removeCache(const QString &profileDir)
{
    for (const char *suffix : {"", "-wal", "-shm"}) {
        QFile file(cachePath(profileDir) + QLatin1String(suffix));
        const QFileInfo there(file.fileName());
        const bool gone = there.isDir() && !there.isSymLink() ? QDir(file.fileName()).removeRecursively()
                                                              : !file.exists() || file.remove();
        if (!gone)
            return fail(ErrorCode::StorageFailed,
                        QStringLiteral("cannot delete %1: %2").arg(file.fileName(), file.errorString()));
    }
    return {};
}

void Database::markLocalWrite()
{
    m_connection
        ->prepare("INSERT INTO local.meta(name,value) VALUES('local_writes',1) "
                  "ON CONFLICT(name) DO UPDATE SET value=value+1")
        .run();
    if (!m_needsRecomputation) // else the difference must survive until everything is computed
        setMeta("main", kCounter, metaInteger("local", kCounter));
}

void Database::markRecomputed()
{
    setMeta("main", kCounter, metaInteger("local", kCounter));
    m_needsRecomputation = false;
}

bool Database::changedByOthers()
{
    sqlite::Statement main = m_connection->prepare("PRAGMA main.data_version");
    const qint64 version = main.next() ? main.integer(0) : 0;
    const bool changed = version != m_dataVersion;
    m_dataVersion = version;
    return changed;
}

QByteArray Database::meta(const char *schema, const char *name) const
{
    sqlite::Statement query = m_connection->prepare(std::string("SELECT value FROM ") + schema + ".meta WHERE name=?1");
    query.bind(QString::fromLatin1(name));
    return query.next() ? query.blob(0) : QByteArray();
}

qint64 Database::metaInteger(const char *schema, const char *name) const
{
    sqlite::Statement query = m_connection->prepare(std::string("SELECT value FROM ") + schema + ".meta WHERE name=?1");
    query.bind(QString::fromLatin1(name));
    return query.next() ? query.integer(0) : 0;
}

void Database::setMeta(const char *schema, const char *name, const QByteArray &value)
{
    m_connection->prepare(std::string("INSERT OR REPLACE INTO ") + schema + ".meta(name,value) VALUES(?1,?2)")
        .bind(QString::fromLatin1(name), value)
        .run();
}

void Database::setMeta(const char *schema, const char *name, qint64 value)
{
    m_connection->prepare(std::string("INSERT OR REPLACE INTO ") + schema + ".meta(name,value) VALUES(?1,?2)")
        .bind(QString::fromLatin1(name), value)
        .run();
}

} // namespace otklik::store
