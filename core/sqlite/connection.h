// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/sqlite/statement.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
namespace SQLite {
class Database;
}

namespace otklik::sqlite {

enum class Access { ReadWrite, ReadOnly };

/// One connection to a SQLite file (and to those attached), used by one thread at a time. WAL, foreign keys on,
/// 10 s busy time-out, memory-mapped reads.
///
/// Failures are latched: the first failing statement sets `failed()`, every later one does nothing, and the method
/// that used them ends with `return connection.finish(value)`, which hands out the Error and clears it. A Transaction
/// that ends while a failure is latched rolls back. So a loop over statements needs one check, at its end.
class Connection final
{
public:
    /// Makes the file when `access` is ReadWrite. NotFound when it must exist and does not, StorageCorrupt when it is
    /// not a database.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const QString &path, Access access);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// `synchronous` is "NORMAL" or "FULL". Not inside a transaction.
    [[nodiscard]] Result<void> attach(const QString &path, const char *schema, const char *synchronous);
    /// Runs statements separated by semicolons that take no parameters (migrations, pragmas).
    [[nodiscard]] Result<void> execute(std::string_view sql);

    /// A statement from the cache, or a new one. A failure to prepare is latched.
    [[nodiscard]] Statement prepare(std::string_view sql);

    /// The first bytes of a blob, at most `most`, without reading what lies behind them. Empty, and a failure latched,
    /// when there is no such row.
    [[nodiscard]] QByteArray blobStart(const char *table, const char *column, qint64 row, int most);

    /// The value, or the latched failure, which is cleared.
    [[nodiscard]] Result<void> finish();
    template<typename T>
    [[nodiscard]] Result<T> finish(T value)
    {
        if (auto done = finish(); !done)
            return Failure(done.error());
        return value;
    }
    [[nodiscard]] bool failed() const { return m_failure.has_value(); }
    /// Latches a failure found by the caller itself (a value in the file that makes no sense, a rule of his).
    void latchError(Error error);
    /// The same for an extended result code of SQLite.
    void latch(int extendedCode, const QString &what);

    [[nodiscard]] qint64 lastInsertRowId() const;
    [[nodiscard]] int changes() const;
    /// Pages kept in memory and not needed by a statement that runs: read again when they are.
    void releaseMemory();
    [[nodiscard]] bool isReadOnly() const { return m_access == Access::ReadOnly; }
    [[nodiscard]] bool inTransaction() const;
    /// For what SQLiteCpp has no words for (tests: progress handler; never kept).
    [[nodiscard]] sqlite3 *handle() const;

private:
    friend class Statement;
    friend class Transaction;
    Connection(std::unique_ptr<SQLite::Database> database, Access access);
    void giveBack(PreparedStatements::node_type node);
    void latchLast(std::string_view sql);

    std::unique_ptr<SQLite::Database> m_database;
    Access m_access;
    std::optional<Error> m_failure;
    PreparedStatements m_cache;
};

} // namespace otklik::sqlite
