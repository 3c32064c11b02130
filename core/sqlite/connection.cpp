// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/connection.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <QFileInfo>
#include <QUrl>

#include <algorithm>

namespace otklik::sqlite {

namespace {

constexpr int kBusyTimeoutMs = 10000;
constexpr size_t kCachedStatements = 512;

/// `what`: SQLite's words. Our statements name only tables of our schema: one that is not there was lost.
ErrorCode codeFor(int extendedCode, const QString &what = {})
{
    if ((extendedCode & 0xff) == SQLITE_ERROR && (what.contains(u"no such table") || what.contains(u"no such column")))
        return ErrorCode::StorageCorrupt;
    switch (extendedCode & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::StorageCorrupt;
    case SQLITE_FULL:
        return ErrorCode::StorageFull;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::Timeout;
    case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
    case SQLITE_CONSTRAINT:
        return ErrorCode::Conflict;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ErrorCode::StorageFailed;
    default:
        return ErrorCode::Internal;
    }
}

// Readers map 256 MB: a first screen at a million tickets stays in memory, the bulk of sources does not. The writer
// maps nothing: it would touch every page once while a mailbox comes, and each stays resident for the window's whole
// life. The page size is that of a new file; one that is there keeps its own. Mails are stored whole: with twice
// SQLite's usual size half as many pages are written, read again and written by the checkpoint (record 20).
constexpr const char *kWriterSetup = "PRAGMA page_size=8192;"
                                     "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                                     "PRAGMA cache_size=-24576; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;"
                                     "PRAGMA wal_autocheckpoint=8000; PRAGMA secure_delete=OFF;"
                                     "PRAGMA journal_size_limit=67108864;";
constexpr const char *kReaderSetup = "PRAGMA query_only=ON; PRAGMA cache_size=-16384; PRAGMA mmap_size=268435456;"
                                     "PRAGMA temp_store=MEMORY;";

/// Counting what it allocates costs SQLite a lock each time, and nobody asks. Refused once SQLite is in use, which is
/// no fault.
void countNoMemory()
{
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(done);
}

/// What SQLite is to open for reading. A WAL database wants a file beside it also to be read; where none can be made,
/// nobody writes, and the file alone is all there is. With a -wal of somebody who does write, SQLite says why not.
std::string nameToRead(const QString &path)
{
    const bool canHaveFiles = QFileInfo(QFileInfo(path).path()).isWritable();
    if (canHaveFiles || QFileInfo(path + QStringLiteral("-wal")).size() > 0)
        return path.toStdString();
    return QUrl::fromLocalFile(path).toEncoded().toStdString() + "?immutable=1";
}

} // namespace

Connection::Connection(std::unique_ptr<SQLite::Database> database, Access access)
    : m_database(std::move(database))
    , m_access(access)
{
}

Connection::~Connection()
{
    m_cache.clear();
}

Result<std::unique_ptr<Connection>> Connection::open(const QString &path, Access access)
{
    if (access == Access::ReadOnly && !QFileInfo::exists(path))
        return fail(ErrorCode::NotFound, QStringLiteral("no cache at %1").arg(path));
    countNoMemory();
    const bool reads = access == Access::ReadOnly;
    const int flags = SQLite::OPEN_NOMUTEX |
                      (reads ? SQLite::OPEN_READONLY | SQLite::OPEN_URI : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    try {
        const std::string name = reads ? nameToRead(path) : path.toStdString();
        auto database = std::make_unique<SQLite::Database>(name, flags, kBusyTimeoutMs);
        std::unique_ptr<Connection> connection(new Connection(std::move(database), access));
        if (auto done = connection->execute(access == Access::ReadOnly ? kReaderSetup : kWriterSetup); !done)
            return fail(done.error().code, QStringLiteral("%1: %2").arg(path, done.error().detail));
        return connection;
    } catch (const SQLite::Exception &exception) {
        return fail(codeFor(exception.getExtendedErrorCode()),
                    QStringLiteral("%1: %2").arg(path, QString::fromUtf8(exception.what())));
    }
}

Result<void> Connection::attach(const QString &path, const char *schema, const char *synchronous)
{
    const std::string name(schema);
    Statement attach = prepare("ATTACH DATABASE ?1 AS " + name);
    attach.bind(isReadOnly() ? QString::fromStdString(nameToRead(path)) : path).run();
    if (auto done = finish(); !done)
        return fail(done.error().code, QStringLiteral("%1: %2").arg(path, done.error().detail));
    if (isReadOnly())
        return {};
    return execute("PRAGMA " + name + ".journal_mode=WAL; PRAGMA " + name + ".synchronous=" + synchronous);
}

Result<void> Connection::execute(std::string_view sql)
{
    try {
        m_database->exec(std::string(sql));
    } catch (const SQLite::Exception &exception) {
        latch(exception.getExtendedErrorCode(), QString::fromUtf8(exception.what()));
    }
    return finish();
}

Statement Connection::prepare(std::string_view sql)
{
    if (failed())
        return {*this, {}};
    if (const auto known = m_cache.find(sql); known != m_cache.end())
        return {*this, m_cache.extract(known)};
    try {
        PreparedStatements one;
        std::string key(sql);
        auto prepared = std::make_unique<SQLite::Statement>(*m_database, key);
        const auto made = one.emplace(std::move(key), std::move(prepared)).first;
        return {*this, one.extract(made)};
    } catch (const SQLite::Exception &exception) {
        const QString what = QString::fromUtf8(exception.what());
        latch(exception.getExtendedErrorCode(),
              QStringLiteral("%1 in: %2").arg(what, QString::fromUtf8(sql.data(), qsizetype(sql.size()))));
        return {*this, {}};
    }
}

void Connection::giveBack(PreparedStatements::node_type node)
{
    node.mapped()->tryReset();
    if (m_cache.size() >= kCachedStatements)
        m_cache.clear();
    m_cache.insert(std::move(node));
}

QByteArray Connection::blobStart(const char *table, const char *column, qint64 row, int most)
{
    if (failed())
        return {};
    sqlite3_blob *blob = nullptr;
    int code = sqlite3_blob_open(handle(), "main", table, column, row, 0, &blob);
    QByteArray bytes;
    if (code == SQLITE_OK) {
        bytes.resize(std::min(most, sqlite3_blob_bytes(blob)));
        code = sqlite3_blob_read(blob, bytes.data(), static_cast<int>(bytes.size()), 0);
    }
    if (code != SQLITE_OK) {
        bytes.clear();
        latch(code, QStringLiteral("%1 in row %2 of %3")
                        .arg(QLatin1String(sqlite3_errmsg(handle())))
                        .arg(row)
                        .arg(QLatin1String(table)));
    }
    sqlite3_blob_close(blob); // nothing for nullptr
    return bytes;
}

Result<void> Connection::finish()
{
    if (!m_failure)
        return {};
    Error error = std::move(*m_failure);
    m_failure.reset();
    return Failure(std::move(error));
}

void Connection::latchError(Error error)
{
    if (!m_failure)
        m_failure = std::move(error);
}

void Connection::latch(int extendedCode, const QString &what)
{
    latchError({codeFor(extendedCode, what), QStringLiteral("SQLite %1: %2").arg(extendedCode).arg(what)});
}

void Connection::latchLast(std::string_view sql)
{
    latch(m_database->getExtendedErrorCode(),
          QStringLiteral("%1 in: %2")
              .arg(QString::fromUtf8(m_database->getErrorMsg()),
                   QString::fromUtf8(sql.data(), static_cast<qsizetype>(sql.size()))));
}

void Connection::releaseMemory()
{
    sqlite3_db_release_memory(handle()); // its result is always SQLITE_OK
}

qint64 Connection::lastInsertRowId() const
{
    return m_database->getLastInsertRowid();
}

int Connection::changes() const
{
    return m_database->getChanges();
}

bool Connection::inTransaction() const
{
    return sqlite3_get_autocommit(handle()) == 0;
}

sqlite3 *Connection::handle() const
{
    return m_database->getHandle();
}

} // namespace otklik::sqlite
