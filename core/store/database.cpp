// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include "core/sqlite/migrator.h"
#include "core/sqlite/transaction.h"
#include "core/store/migrations.h"

#include <QDir>
#include <QFile>

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
    static const std::vector<sqlite::Migration> steps{{1, kCache0001}};
    return steps;
}
const std::vector<sqlite::Migration> &localMigrations()
{
    static const std::vector<sqlite::Migration> steps{{1, kLocal0001}};
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

Result<std::unique_ptr<Database>> Database::open(const QString &profileDir, sqlite::Access access)
{
    if (access == sqlite::Access::ReadWrite && !QDir().mkpath(profileDir))
        return fail(ErrorCode::StorageFailed, QStringLiteral("cannot make the folder %1").arg(profileDir));
    auto connection = sqlite::Connection::open(cachePath(profileDir), access);
    if (!connection)
        return Failure(connection.error());
    std::unique_ptr<Database> database(new Database(std::move(*connection)));
    if (auto done = database->prepare(profileDir); !done)
        return Failure(done.error());
    return database;
}

Result<void> Database::prepare(const QString &profileDir)
{
    if (auto done = m_connection->attach(localPath(profileDir), "local", "FULL"); !done)
        return done;
    if (m_connection->isReadOnly()) {
        if (auto done = checkVersion(*m_connection, "main", cacheMigrations()); !done)
            return done;
        return checkVersion(*m_connection, "local", localMigrations());
    }
    if (auto done = sqlite::migrate(*m_connection, "local", localMigrations()); !done)
        return Failure(done.error());
    if (auto done = sqlite::migrate(*m_connection, "main", cacheMigrations()); !done)
        return Failure(done.error());
    return compareCounters();
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
        if (file.exists() && !file.remove())
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
