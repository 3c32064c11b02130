// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/sqlite/connection.h"

#include <memory>

namespace otklik::store {

/// The two files of a profile on one connection: DIR/cache.sqlite (schema main: everything that a sync brings back) and
/// DIR/local.sqlite (schema local: drafts, outbox, own events). One per thread.
///
/// A transaction that writes both files is committed file by file. `markLocalWrite` puts the same counter into both; if
/// a crash came in between they differ at the next open and `needsRecomputation()` is true: own events and projections
/// are then computed again (Store does it).
class Database final
{
public:
    /// ReadWrite makes and migrates what is missing, readable by its owner alone. StorageCorrupt: damaged, or written
    /// by a newer program; the detail names the file. A lost local.sqlite beside a cache that knows it is never made
    /// anew.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &profileDir, sqlite::Access access);
    /// The folder of a profile; made, and an empty one kept, for its owner alone.
    [[nodiscard]] static Result<void> makeFolder(const QString &profileDir);
    /// Well when local.sqlite is not there or can be read; StorageCorrupt otherwise. For a profile that does not open:
    /// tells whether a new cache would help.
    [[nodiscard]] static Result<void> checkLocal(const QString &profileDir);
    /// Deletes the cache files (`rebuild`), whatever stands in their place; nobody may have them open. The local file
    /// stays.
    [[nodiscard]] static Result<void> removeCache(const QString &profileDir);

    [[nodiscard]] sqlite::Connection &connection() const { return *m_connection; }
    [[nodiscard]] bool needsRecomputation() const { return m_needsRecomputation; }

    /// Inside a transaction that writes schema local.
    void markLocalWrite();
    /// After everything was computed again; in the same transaction.
    void markRecomputed();
    /// True when another connection committed since the last call: what was remembered outside SQLite is stale.
    [[nodiscard]] bool changedByOthers();

    /// Small values by name in schema "main" or "local". Failures are latched in connection().
    [[nodiscard]] QByteArray meta(const char *schema, const char *name) const;
    [[nodiscard]] qint64 metaInteger(const char *schema, const char *name) const;
    void setMeta(const char *schema, const char *name, const QByteArray &value);
    void setMeta(const char *schema, const char *name, qint64 value);

private:
    explicit Database(std::unique_ptr<sqlite::Connection> connection);
    [[nodiscard]] Result<void> prepare(const QString &profileDir);
    [[nodiscard]] Result<void> prepareCache();
    [[nodiscard]] Result<void> checkLocalIsNotLost() const;
    [[nodiscard]] Result<void> compareCounters();

    std::unique_ptr<sqlite::Connection> m_connection;
    bool m_needsRecomputation = false;
    qint64 m_dataVersion = 0;
};

} // namespace otklik::store
