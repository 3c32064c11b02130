// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/folder_repository.h"

#include "core/sqlite/transaction.h"
#include "core/store/ledger.h"
#include "core/store/message_repository.h"

namespace otklik::store {

namespace {

constexpr const char *kRoleNames[] = {"inbox", "sent", "extra", "journal"};

FolderRole roleFromName(const QString &name)
{
    for (int role = 0; role < 4; ++role)
        if (name == QLatin1String(kRoleNames[role]))
            return static_cast<FolderRole>(role);
    return FolderRole::Extra;
}

constexpr std::string_view kSelect =
    "SELECT id,account,name,role,uid_validity,uid_next,highest_modseq,server_count,backfill_uid,watermark,resets,"
    "synced_at,difference FROM folder";

} // namespace

FolderRepository::FolderRepository(Database &database)
    : m_database(database)
{
}

Result<std::vector<FolderState>> FolderRepository::read(sqlite::Statement query) const
{
    std::vector<FolderState> folders;
    while (query.next()) {
        FolderState state;
        state.row = FolderRow(query.integer(0));
        state.account = query.text(1);
        state.name = query.text(2);
        state.role = roleFromName(query.text(3));
        state.uidValidity = static_cast<quint32>(query.integer(4));
        state.uidNext = static_cast<quint32>(query.integer(5));
        state.highestModseq = static_cast<quint64>(query.integer(6));
        state.serverCount = query.integer(7);
        state.backfillUid = static_cast<quint32>(query.integer(8));
        state.watermark = static_cast<quint32>(query.integer(9));
        state.resets = static_cast<int>(query.integer(10));
        state.syncedAt = query.instant(11);
        state.difference = query.integer(12);
        folders.push_back(std::move(state));
    }
    return m_database.connection().finish(std::move(folders));
}

constexpr std::string_view kEnsure =
    "INSERT INTO folder(account,name,role) VALUES(?1,?2,?3) ON CONFLICT(account,name) DO UPDATE SET role=excluded.role";

Result<FolderState> FolderRepository::ensure(const QString &account, const QString &name, FolderRole role)
{
    sqlite::Connection &db = m_database.connection();
    db.prepare(kEnsure).bind(account, name, QLatin1String(kRoleNames[static_cast<int>(role)]).toString()).run();
    sqlite::Statement query = db.prepare(std::string(kSelect) + " WHERE account=?1 AND name=?2");
    query.bind(account, name);
    auto found = read(std::move(query));
    if (!found)
        return Failure(found.error());
    if (found->empty())
        return fail(ErrorCode::Internal, QStringLiteral("the folder row was not made"));
    return std::move(found->front());
}

Result<std::vector<FolderState>> FolderRepository::all() const
{
    return read(m_database.connection().prepare(std::string(kSelect) + " ORDER BY id"));
}

Result<std::vector<FolderState>> FolderRepository::ofAccount(const QString &account) const
{
    sqlite::Statement query = m_database.connection().prepare(std::string(kSelect) + " WHERE account=?1 ORDER BY name");
    query.bind(account);
    return read(std::move(query));
}

Result<FolderState> FolderRepository::state(FolderRow row) const
{
    sqlite::Statement query = m_database.connection().prepare(std::string(kSelect) + " WHERE id=?1");
    query.bind(row.value());
    auto found = read(std::move(query));
    if (!found)
        return Failure(found.error());
    if (found->empty())
        return fail(ErrorCode::NotFound, QStringLiteral("no such folder in the cache"));
    return std::move(found->front());
}

constexpr std::string_view kSave = "UPDATE folder SET uid_validity=?2,uid_next=?3,highest_modseq=?4,server_count=?5,"
                                   "backfill_uid=?6,watermark=?7,resets=?8,synced_at=?9,difference=?10 "
                                   "WHERE id=?1";

Result<void> FolderRepository::save(const FolderState &state)
{
    const auto before = this->state(state.row);
    if (!before || before->serverCount != state.serverCount || before->difference != state.difference ||
        before->backfillUid != state.backfillUid || before->syncedAt.isNever() != state.syncedAt.isNever())
        Ledger(m_database).forgetSums();
    m_database.connection()
        .prepare(kSave)
        .bind(state.row.value(), static_cast<qint64>(state.uidValidity), static_cast<qint64>(state.uidNext),
              static_cast<qint64>(state.highestModseq), state.serverCount, static_cast<qint64>(state.backfillUid),
              static_cast<qint64>(state.watermark), state.resets, state.syncedAt, state.difference)
        .run();
    return m_database.connection().finish();
}

Result<std::vector<quint32>> FolderRepository::uids(FolderRow row) const
{
    std::vector<quint32> found;
    sqlite::Statement query =
        m_database.connection().prepare("SELECT uid FROM location WHERE folder=?1 AND uid>0 ORDER BY uid");
    query.bind(row.value());
    while (query.next())
        found.push_back(static_cast<quint32>(query.integer(0)));
    return m_database.connection().finish(std::move(found));
}

Result<qint64> FolderRepository::count(FolderRow row) const
{
    sqlite::Statement query =
        m_database.connection().prepare("SELECT count(*) FROM location WHERE folder=?1 AND uid>0");
    query.bind(row.value());
    const qint64 rows = query.next() ? query.integer(0) : 0;
    return m_database.connection().finish(rows);
}

Result<qint64> FolderRepository::bytes(FolderRow row) const
{
    sqlite::Statement query =
        m_database.connection().prepare("SELECT sum(size) FROM location WHERE folder=?1 AND uid>0");
    query.bind(row.value());
    const qint64 sum = query.next() ? query.integer(0) : 0;
    return m_database.connection().finish(sum);
}

Result<void> FolderRepository::noteMissing(FolderRow row, const std::vector<quint32> &uids)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    Ledger(m_database).forgetSums();
    db.prepare("DELETE FROM absent WHERE folder=?1 AND verdict=?2")
        .bind(row.value(), static_cast<int>(LedgerVerdict::Missing))
        .run();
    sqlite::Statement insert = db.prepare("INSERT OR REPLACE INTO absent(folder,uid,verdict) VALUES(?1,?2,?3)");
    for (const quint32 uid : uids)
        insert.bind(row.value(), static_cast<qint64>(uid), static_cast<int>(LedgerVerdict::Missing)).run();
    db.prepare("DELETE FROM unfetched WHERE folder=?1 AND uid NOT IN "
               "(SELECT uid FROM absent WHERE folder=?1 AND verdict=?2)")
        .bind(row.value(), static_cast<int>(LedgerVerdict::Missing))
        .run();
    return transaction.commit();
}

Result<void> FolderRepository::noteReturned(FolderRow row, const std::vector<quint32> &uids)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    Ledger(m_database).forgetSums();
    sqlite::Statement remove = db.prepare("DELETE FROM absent WHERE folder=?1 AND uid=?2 AND EXISTS("
                                          "SELECT 1 FROM location WHERE folder=?1 AND uid=?2)");
    sqlite::Statement release = db.prepare("DELETE FROM quarantine WHERE folder=?1 AND uid=?2 AND EXISTS("
                                           "SELECT 1 FROM location WHERE folder=?1 AND uid=?2 AND verdict<>?3)");
    for (const quint32 uid : uids) {
        remove.bind(row.value(), static_cast<qint64>(uid)).run();
        release.bind(row.value(), static_cast<qint64>(uid), static_cast<int>(LedgerVerdict::Quarantined)).run();
    }
    return transaction.commit();
}

Result<void> FolderRepository::noteUnfetched(FolderRow row, const std::vector<quint32> &uids, Instant at)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    sqlite::Statement note = db.prepare("INSERT INTO unfetched(folder,uid,times,at) VALUES(?1,?2,1,?3) "
                                        "ON CONFLICT DO UPDATE SET times=times+1,at=excluded.at");
    for (const quint32 uid : uids)
        note.bind(row.value(), static_cast<qint64>(uid), at).run();
    return transaction.commit();
}

Result<std::vector<UnfetchedMail>> FolderRepository::unfetched(FolderRow row) const
{
    std::vector<UnfetchedMail> found;
    sqlite::Statement query =
        m_database.connection().prepare("SELECT uid,times,at FROM unfetched WHERE folder=?1 ORDER BY uid");
    query.bind(row.value());
    while (query.next())
        found.push_back({static_cast<quint32>(query.integer(0)), static_cast<int>(query.integer(1)), query.instant(2)});
    return m_database.connection().finish(std::move(found));
}

Result<std::vector<quint32>> FolderRepository::quarantinedByOthers(FolderRow row, const QString &program) const
{
    std::vector<quint32> found;
    sqlite::Statement query =
        m_database.connection().prepare("SELECT uid FROM quarantine WHERE folder=?1 AND program<>?2 ORDER BY uid");
    query.bind(row.value(), program);
    while (query.next())
        found.push_back(static_cast<quint32>(query.integer(0)));
    return m_database.connection().finish(std::move(found));
}

Result<void> FolderRepository::beginRebind(FolderRow row, quint32 newUidValidity)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    Ledger(m_database).forgetSums();
    // a rebind that was cut short left negative UIDs: they must not meet the new ones
    db.prepare("UPDATE location SET uid=-(uid+(SELECT coalesce(max(-uid),0) FROM location WHERE folder=?1 AND uid<0)) "
               "WHERE folder=?1 AND uid>0 AND message IS NOT NULL")
        .bind(row.value())
        .run();
    db.prepare("DELETE FROM location WHERE folder=?1 AND uid>0").bind(row.value()).run();
    for (const char *sql : {"DELETE FROM quarantine WHERE folder=?1", "DELETE FROM absent WHERE folder=?1",
                            "DELETE FROM unfetched WHERE folder=?1"})
        db.prepare(sql).bind(row.value()).run();
    db.prepare("UPDATE folder SET uid_validity=?2,uid_next=0,highest_modseq=0,server_count=0,backfill_uid=0,"
               "watermark=0,difference=0,resets=resets+1 WHERE id=?1")
        .bind(row.value(), static_cast<qint64>(newUidValidity))
        .run();
    return transaction.commit();
}

Result<bool> FolderRepository::isRebinding(FolderRow row) const
{
    sqlite::Statement query =
        m_database.connection().prepare("SELECT EXISTS(SELECT 1 FROM location WHERE folder=?1 AND uid<0)");
    query.bind(row.value());
    const bool found = query.next() && query.integer(0) != 0;
    query.rewind();
    return m_database.connection().finish(found);
}

Result<std::vector<MessageRow>> FolderRepository::finishRebind(FolderRow row)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    Ledger(m_database).forgetSums();
    std::vector<MessageRow> affected;
    sqlite::Statement lost = db.prepare("SELECT DISTINCT message FROM location WHERE folder=?1 AND uid<0");
    lost.bind(row.value());
    while (lost.next())
        affected.emplace_back(lost.integer(0));
    lost.rewind();
    db.prepare("DELETE FROM location WHERE folder=?1 AND uid<0").bind(row.value()).run();
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return affected;
}

} // namespace otklik::store
