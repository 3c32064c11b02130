// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/message_repository.h"

#include "core/sqlite/transaction.h"
#include "core/store/batch_writer.h"

namespace otklik::store {

MessageRepository::MessageRepository(Database &database)
    : m_database(database)
{
}

Result<MessageRepository::Inserted> MessageRepository::insertBatch(const std::vector<NewMessage> &batch)
{
    Inserted inserted;
    sqlite::Transaction transaction(m_database.connection());
    BatchWriter(m_database).write(batch, inserted);
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return inserted;
}

constexpr std::string_view kSetFlags =
    "UPDATE location SET flags=?3, modseq=max(modseq,?4) WHERE folder=?1 AND uid=?2 AND flags<>?3 RETURNING message";
constexpr std::string_view kRefreshSeen =
    "UPDATE message SET seen=(SELECT max(flags&1) FROM location WHERE message=?1) WHERE id=?1 "
    "AND seen<>(SELECT max(flags&1) FROM location WHERE message=?1)";

Result<std::vector<MessageRow>> MessageRepository::updateFlags(FolderRow folder, const std::vector<FlagChange> &changes)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    std::vector<MessageRow> seenChanged;
    sqlite::Statement set = db.prepare(kSetFlags);
    sqlite::Statement refresh = db.prepare(kRefreshSeen);
    for (const FlagChange &change : changes) {
        set.bind(folder.value(), static_cast<qint64>(change.uid), static_cast<qint64>(change.flags),
                 static_cast<qint64>(change.modseq));
        const MessageRow row(set.next() && !set.isNull(0) ? set.integer(0) : 0);
        set.run();
        if (!row.isNone() && refresh.bind(row.value()).run() && db.changes() > 0)
            seenChanged.push_back(row);
    }
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return seenChanged;
}

constexpr std::string_view kRemove = "DELETE FROM location WHERE folder=?1 AND uid=?2 RETURNING message, verdict";
constexpr std::string_view kPromote =
    "UPDATE location SET verdict=1 WHERE (folder,uid)=(SELECT folder,uid FROM location WHERE message=?1 "
    "ORDER BY folder,uid LIMIT 1)";
// the earliest place left gives the date; the sources stay, a mail that comes back is recognised
constexpr std::string_view kAfterRemoval =
    "UPDATE message SET places=(SELECT count(*) FROM location WHERE message=?1), "
    "date=coalesce((SELECT min(date) FROM location WHERE message=?1),date), "
    "seen=coalesce((SELECT max(flags&1) FROM location WHERE message=?1),seen) WHERE id=?1 RETURNING places";

Result<std::vector<MessageRow>> MessageRepository::removeLocations(FolderRow folder, const std::vector<quint32> &uids)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    std::vector<MessageRow> gone;
    sqlite::Statement remove = db.prepare(kRemove);
    sqlite::Statement refresh = db.prepare(kAfterRemoval);
    for (const quint32 uid : uids) {
        remove.bind(folder.value(), static_cast<qint64>(uid));
        if (!remove.next() || remove.isNull(0)) {
            remove.run();
            continue;
        }
        const MessageRow row(remove.integer(0));
        const bool wasFirst = remove.integer(1) == static_cast<int>(LedgerVerdict::Message);
        remove.run();
        if (wasFirst)
            db.prepare(kPromote).bind(row.value()).run();
        refresh.bind(row.value());
        if (refresh.next() && refresh.integer(0) == 0)
            gone.push_back(row);
        refresh.run();
    }
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return gone;
}

constexpr std::string_view kJournalLocation =
    "INSERT INTO location(folder,uid,message,size,date,verdict,reason) VALUES(?1,?2,NULL,?3,?4,?5,?6) "
    "ON CONFLICT(folder,uid) DO UPDATE SET verdict=excluded.verdict, reason=excluded.reason";

Result<void> MessageRepository::addJournalLocation(FolderRow folder, quint32 uid, LedgerVerdict verdict, qint64 size,
                                                   Instant internalDate, const QString &reason)
{
    m_database.connection()
        .prepare(kJournalLocation)
        .bind(folder.value(), static_cast<qint64>(uid), size, internalDate, static_cast<int>(verdict), reason)
        .run();
    return m_database.connection().finish();
}

constexpr std::string_view kSource = "SELECT encoding,bytes FROM message_source WHERE message=?1";

Result<QByteArray> MessageRepository::source(MessageRow row) const
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement query = db.prepare(kSource);
    query.bind(row.value());
    if (!query.next()) {
        if (auto done = db.finish(); !done)
            return Failure(done.error());
        return fail(ErrorCode::NotFound, QStringLiteral("no such message in the cache"));
    }
    return decompressSource({static_cast<SourceEncoding>(query.integer(0)), query.blob(1)});
}

constexpr std::string_view kByContent = "SELECT id FROM message WHERE content_key=?1";

Result<MessageRow> MessageRepository::byContentKey(const ticket::Key &key) const
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement query = db.prepare(kByContent);
    query.bind(QByteArray::fromHex(key.hex()));
    const MessageRow row(query.next() ? query.integer(0) : 0);
    if (auto done = db.finish(); !done)
        return Failure(done.error());
    if (row.isNone())
        return fail(ErrorCode::NotFound, QStringLiteral("no message with that content in the cache"));
    return row;
}

constexpr std::string_view kById =
    "SELECT id,message_id FROM message WHERE id_hash=?1 AND id_hash<>0 AND places>0 ORDER BY date, content_key";

Result<std::vector<MessageRow>> MessageRepository::byMessageId(const QString &messageId) const
{
    sqlite::Connection &db = m_database.connection();
    std::vector<MessageRow> rows;
    sqlite::Statement query = db.prepare(kById);
    query.bind(messageIdHash(messageId.toUtf8()));
    while (query.next())
        if (query.text(1) == messageId)
            rows.emplace_back(query.integer(0));
    return db.finish(std::move(rows));
}

constexpr std::string_view kLocations =
    "SELECT folder,uid,message,flags,verdict FROM location WHERE message=?1 AND uid>0";
constexpr std::string_view kLocationsIn =
    "SELECT folder,uid,coalesce(message,0),flags,verdict FROM location WHERE folder=?1 AND uid BETWEEN ?2 AND ?3 "
    "ORDER BY uid";

namespace {

std::vector<Location> readLocations(sqlite::Statement &query)
{
    std::vector<Location> places;
    while (query.next())
        places.push_back({FolderRow(query.integer(0)), static_cast<quint32>(query.integer(1)),
                          MessageRow(query.integer(2)), static_cast<quint32>(query.integer(3)),
                          static_cast<LedgerVerdict>(query.integer(4))});
    return places;
}

} // namespace

Result<std::vector<Location>> MessageRepository::locations(MessageRow row) const
{
    sqlite::Statement query = m_database.connection().prepare(kLocations);
    query.bind(row.value());
    std::vector<Location> places = readLocations(query);
    return m_database.connection().finish(std::move(places));
}

Result<std::vector<Location>> MessageRepository::locationsIn(FolderRow folder, quint32 fromUid, quint32 toUid) const
{
    sqlite::Statement query = m_database.connection().prepare(kLocationsIn);
    query.bind(folder.value(), static_cast<qint64>(fromUid), static_cast<qint64>(toUid));
    std::vector<Location> places = readLocations(query);
    return m_database.connection().finish(std::move(places));
}

Result<qint64> MessageRepository::count() const
{
    sqlite::Statement query = m_database.connection().prepare("SELECT count(*) FROM message");
    const qint64 messages = query.next() ? query.integer(0) : 0;
    return m_database.connection().finish(messages);
}

} // namespace otklik::store
