// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/message_repository.h"

#include "core/sqlite/transaction.h"
#include "core/store/batch_writer.h"
#include "core/store/keys.h"
#include "core/store/ledger.h"
#include "core/store/prepared_mail.h"
#include "core/store/source_codec.h"

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
    Ledger(m_database).forgetSums();
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return inserted;
}

Result<void> MessageRepository::quarantine(const NewMessage &mail, const QString &reason, const QString &program)
{
    const auto raw = decompressSource(mail.mail.source);
    if (!raw)
        return Failure(raw.error());
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    if (auto noted = addJournalLocation(mail.folder, mail.uid, LedgerVerdict::Quarantined, raw->size(),
                                        mail.internalDate, reason);
        !noted)
        return noted;
    db.prepare("INSERT OR REPLACE INTO quarantine(folder,uid,verdict,detail,date,raw,program) "
               "VALUES(?1,?2,?3,?4,?5,?6,?7)")
        .bind(mail.folder.value(), static_cast<qint64>(mail.uid),
              mail.failure.isEmpty() ? QStringLiteral("not-filed") : QStringLiteral("not-read"), reason,
              mail.internalDate, *raw, program)
        .run();
    return transaction.commit();
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
constexpr std::string_view kExpunged = "INSERT OR REPLACE INTO absent(folder,uid,verdict) VALUES(?1,?2,?3)";
constexpr std::string_view kRelease = "DELETE FROM quarantine WHERE folder=?1 AND uid=?2";

Result<std::vector<MessageRow>> MessageRepository::removeLocations(FolderRow folder, const std::vector<quint32> &uids)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    std::vector<MessageRow> affected;
    sqlite::Statement remove = db.prepare(kRemove);
    sqlite::Statement expunged = db.prepare(kExpunged);
    for (const quint32 uid : uids) {
        remove.bind(folder.value(), static_cast<qint64>(uid));
        if (!remove.next())
            continue;
        const bool isMail = !remove.isNull(0);
        if (isMail)
            affected.emplace_back(remove.integer(0));
        remove.run();
        expunged.bind(folder.value(), static_cast<qint64>(uid), static_cast<int>(LedgerVerdict::Expunged)).run();
        if (!isMail)
            db.prepare(kRelease).bind(folder.value(), static_cast<qint64>(uid)).run();
    }
    remove.rewind();
    Ledger(m_database).forgetSums();
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return affected;
}

Result<qint64> MessageRepository::journalMailsAmong(FolderRow folder, const std::vector<quint32> &uids) const
{
    qint64 found = 0;
    sqlite::Statement query =
        m_database.connection().prepare("SELECT 1 FROM location WHERE folder=?1 AND uid=?2 AND verdict=?3");
    for (const quint32 uid : uids) {
        query.bind(folder.value(), static_cast<qint64>(uid), static_cast<int>(LedgerVerdict::Journal));
        found += query.next() ? 1 : 0;
        query.rewind();
    }
    return m_database.connection().finish(found);
}

namespace {

constexpr std::string_view kPromote =
    "UPDATE location SET verdict=1 WHERE (folder,uid)=(SELECT folder,uid FROM location WHERE message=?1 "
    "ORDER BY folder,uid LIMIT 1) AND NOT EXISTS(SELECT 1 FROM location WHERE message=?1 AND verdict=1)";
constexpr std::string_view kBefore =
    "SELECT date,direction,from_address,people,EXISTS(SELECT 1 FROM location l JOIN folder f ON f.id=l.folder "
    "WHERE l.message=?1 AND f.role='sent') FROM message WHERE id=?1";
// the earliest place left gives the date; the sources stay, a mail that comes back is recognised
constexpr std::string_view kAfterRemoval =
    "UPDATE message SET places=(SELECT count(*) FROM location WHERE message=?1), direction=?2, "
    "date=coalesce((SELECT min(date) FROM location WHERE message=?1),date), "
    "seen=coalesce((SELECT max(flags&1) FROM location WHERE message=?1),seen) WHERE id=?1 RETURNING places,date";

} // namespace

Result<MessageRepository::Left> MessageRepository::afterRemoval(const std::vector<MessageRow> &rows,
                                                                const QSet<QString> &ourAddresses)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    Left left;
    sqlite::Statement promote = db.prepare(kPromote);
    sqlite::Statement before = db.prepare(kBefore);
    sqlite::Statement refresh = db.prepare(kAfterRemoval);
    for (const MessageRow row : rows) {
        promote.bind(row.value()).run();
        before.bind(row.value());
        if (!before.next())
            continue;
        const Instant date = before.instant(0);
        const qint64 direction = before.integer(1);
        const bool ours = isWrittenByUs(before.text(2), before.utf8(3), ourAddresses, before.integer(4) != 0);
        before.rewind();
        refresh.bind(row.value(), ours ? 1 : 0);
        if (!refresh.next())
            continue;
        const bool moved = refresh.instant(1) != date || direction != (ours ? 1 : 0);
        (refresh.integer(0) == 0 ? left.gone : moved ? left.toPlace : left.touched).push_back(row);
        refresh.run();
    }
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return left;
}

constexpr std::string_view kJournalLocation =
    "INSERT INTO location(folder,uid,message,size,date,verdict,reason) VALUES(?1,?2,NULL,?3,?4,?5,?6) "
    "ON CONFLICT(folder,uid) DO UPDATE SET verdict=excluded.verdict, reason=excluded.reason";

Result<void> MessageRepository::addJournalLocation(FolderRow folder, quint32 uid, LedgerVerdict verdict, qint64 size,
                                                   Instant internalDate, const QString &reason)
{
    Ledger(m_database).forgetSums();
    m_database.connection()
        .prepare(kJournalLocation)
        .bind(folder.value(), static_cast<qint64>(uid), size, internalDate, static_cast<int>(verdict), reason)
        .run();
    return m_database.connection().finish();
}

constexpr std::string_view kPlaceless =
    "SELECT server_id,id,size FROM message WHERE places=0 AND account=?1 AND server_id IS NOT NULL";
constexpr std::string_view kRenumbered =
    "SELECT m.server_id,m.id,m.size FROM location l JOIN message m ON m.id=l.message "
    "WHERE l.folder=?2 AND l.uid<0 AND m.account=?1 AND m.server_id IS NOT NULL";
constexpr std::string_view kSource = "SELECT encoding,bytes FROM message_source WHERE message=?1";

Result<MessageRepository::Strays> MessageRepository::strays(FolderRow folder, const QString &account) const
{
    Strays found;
    sqlite::Connection &db = m_database.connection();
    const auto collect = [&found](sqlite::Statement &query) {
        while (query.next())
            found.insert({query.blob(0), query.integer(2)}, MessageRow(query.integer(1)));
    };
    sqlite::Statement placeless = db.prepare(kPlaceless);
    placeless.bind(account);
    collect(placeless);
    sqlite::Statement renumbered = db.prepare(kRenumbered);
    renumbered.bind(account, folder.value());
    collect(renumbered);
    return db.finish(std::move(found));
}

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

constexpr std::string_view kChosenCharset =
    "SELECT charset FROM local.reading WHERE message=(SELECT content_key FROM message WHERE id=?1)";
constexpr std::string_view kChooseCharset =
    "INSERT INTO local.reading(message,charset) SELECT content_key,?2 FROM message WHERE id=?1 "
    "ON CONFLICT(message) DO UPDATE SET charset=excluded.charset";
constexpr std::string_view kForgetCharset =
    "DELETE FROM local.reading WHERE message=(SELECT content_key FROM message WHERE id=?1)";
constexpr std::string_view kAccountOf = "SELECT account FROM message WHERE id=?1";

Result<QByteArray> MessageRepository::chosenCharset(MessageRow row) const
{
    sqlite::Statement query = m_database.connection().prepare(kChosenCharset);
    query.bind(row.value());
    QByteArray charset = query.next() ? query.text(0).toLatin1() : QByteArray();
    return m_database.connection().finish(std::move(charset));
}

Result<void> MessageRepository::chooseCharset(MessageRow row, const QByteArray &charset)
{
    sqlite::Connection &db = m_database.connection();
    const auto account = accountOf(row);
    if (!account)
        return Failure(account.error());
    if (account->isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("no such message in the cache"));
    sqlite::Transaction transaction(db);
    if (charset.isEmpty())
        db.prepare(kForgetCharset).bind(row.value()).run();
    else
        db.prepare(kChooseCharset).bind(row.value(), QString::fromLatin1(charset)).run();
    m_database.markLocalWrite();
    return transaction.commit();
}

Result<QString> MessageRepository::accountOf(MessageRow row) const
{
    sqlite::Statement query = m_database.connection().prepare(kAccountOf);
    query.bind(row.value());
    QString account = query.next() ? query.text(0) : QString();
    return m_database.connection().finish(std::move(account));
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

constexpr std::string_view kAutomaticOutgoing =
    "SELECT m.people,m.date,t.key FROM message m LEFT JOIN ticket t ON t.id=m.ticket "
    "WHERE m.auto_kind=?1 AND m.direction=1 AND m.places>0";
Result<std::vector<OutgoingNote>> MessageRepository::automaticOutgoing() const
{
    sqlite::Connection &db = m_database.connection();
    std::vector<OutgoingNote> notes;
    sqlite::Statement query = db.prepare(kAutomaticOutgoing);
    query.bind(int(mime::AutoKind::AutoReply));
    while (query.next()) {
        OutgoingNote note{{}, query.isNull(2) ? ticket::Key() : toKey(query.blob(2)), query.instant(1)};
        const MailPeople people = readPeople(query.utf8(0));
        for (const auto *list : {&people.to, &people.cc})
            for (const ticket::PersonRef &person : *list)
                note.recipients.append(person.address);
        notes.push_back(std::move(note));
    }
    return db.finish(std::move(notes));
}

namespace {
constexpr std::string_view kNamedInFolder =
    "SELECT message_id,NULL FROM message m WHERE id_hash=?1 AND id_hash<>0 "
    "AND EXISTS(SELECT 1 FROM location WHERE message=m.id AND folder=?2 AND uid>0) "
    "UNION ALL SELECT '',m.hints FROM message_ref r JOIN message m ON m.id=r.message WHERE r.ref_hash=?1 AND "
    "r.ref_hash<>0 "
    "AND EXISTS(SELECT 1 FROM location WHERE message=m.id AND folder=?2 AND uid>0)";

bool isNamed(const std::vector<QByteArray> &ids, const QByteArray &id)
{
    return std::ranges::find(ids, id) != ids.end();
}

} // namespace

Result<bool> MessageRepository::isInFolder(const QString &messageId, FolderRow folder) const
{
    sqlite::Connection &db = m_database.connection();
    const QByteArray id = messageId.toUtf8();
    sqlite::Statement query = db.prepare(kNamedInFolder);
    query.bind(messageIdHash(id), folder.value());
    bool found = false;
    while (!found && query.next())
        found = query.utf8(0) == id || (!query.isNull(1) && isNamed(readHints(query.utf8(1)).formerIds, id));
    return db.finish(found);
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

Result<QString> MessageRepository::messageIdAt(FolderRow folder, quint32 uid) const
{
    sqlite::Statement query = m_database.connection().prepare(
        "SELECT m.message_id FROM location l JOIN message m ON m.id=l.message WHERE l.folder=?1 AND l.uid=?2");
    query.bind(folder.value(), static_cast<qint64>(uid));
    QString messageId = query.next() ? query.text(0) : QString();
    query.rewind();
    return m_database.connection().finish(std::move(messageId));
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
