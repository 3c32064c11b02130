// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/batch_writer.h"

#include <algorithm>
#include <numeric>

namespace otklik::store {

namespace {

constexpr int kCounterBits = 20;

constexpr std::string_view kKnown = "SELECT id FROM message WHERE content_key=?1";
constexpr std::string_view kLastOfSecond = "SELECT max(id) FROM message WHERE id BETWEEN ?1 AND ?2";
constexpr std::string_view kInsertMessage =
    "INSERT INTO message(id,content_key,message_id,id_hash,date,header_date,direction,auto_kind,bounce,from_address,"
    "from_name,people,subject,preview,refs,reply_to_ids,size,files,has_files,defects,account,seen,courtesy,hints,"
    "server_id,places) "
    "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,1)";
constexpr std::string_view kInsertSource = "INSERT INTO message_source(message,encoding,bytes) VALUES(?1,?2,?3)";
constexpr std::string_view kInsertRef = "INSERT OR IGNORE INTO message_ref(ref_hash,message) VALUES(?1,?2)";
constexpr std::string_view kInsertToken = "INSERT OR IGNORE INTO message_token(number,message) VALUES(?1,?2)";
constexpr std::string_view kInsertLocation =
    "INSERT INTO location(folder,uid,message,flags,modseq,size,date,verdict) VALUES(?1,?2,?3,?4,?5,?6,?7,?8) "
    "ON CONFLICT(folder,uid) DO UPDATE SET flags=excluded.flags, modseq=excluded.modseq, message=excluded.message, "
    "verdict=CASE location.verdict WHEN 4 THEN excluded.verdict ELSE location.verdict END, "
    "reason=CASE location.verdict WHEN 4 THEN '' ELSE location.reason END "
    "WHERE location.message=excluded.message OR location.verdict=4";
constexpr std::string_view kInsertWords = "INSERT INTO search(rowid,subject,body,sender,files) VALUES(?1,?2,?3,?4,?5)";
constexpr std::string_view kVoidPlace = "DELETE FROM location WHERE folder=?1 AND uid<0 AND message=?2";
constexpr std::string_view kPlaces = "SELECT folder,uid,verdict FROM location WHERE message=?1";
// The canonical date is the earliest of all places, so that it does not depend on which folder was read first.
constexpr std::string_view kRefresh =
    "UPDATE message SET date=(SELECT min(date) FROM location WHERE message=?1), direction=max(direction,?2), "
    "seen=(SELECT max(flags&1) FROM location WHERE message=?1), "
    "places=(SELECT count(*) FROM location WHERE message=?1), "
    "server_id=CASE account WHEN ?3 THEN coalesce(?4,server_id) ELSE server_id END WHERE id=?1 RETURNING date";
constexpr std::string_view kBefore = "SELECT date,direction,places FROM message WHERE id=?1";

std::optional<std::string> orNull(const std::string &text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

qint64 signedUid(quint32 uid)
{
    return static_cast<qint64>(uid);
}

} // namespace

BatchWriter::BatchWriter(Database &database)
    : m_connection(database.connection())
    , m_known(m_connection.prepare(kKnown))
    , m_lastOfSecond(m_connection.prepare(kLastOfSecond))
    , m_message(m_connection.prepare(kInsertMessage))
    , m_source(m_connection.prepare(kInsertSource))
    , m_ref(m_connection.prepare(kInsertRef))
    , m_location(m_connection.prepare(kInsertLocation))
    , m_words(m_connection.prepare(kInsertWords))
{
}

void BatchWriter::write(const std::vector<NewMessage> &batch, MessageRepository::Inserted &inserted)
{
    m_inserted = &inserted;
    inserted.rows.resize(batch.size());
    // rising row ids: FTS5 writes its buffer out whenever they fall
    std::vector<size_t> order(batch.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return std::tie(batch[a].internalDate, batch[a].mail.key) < std::tie(batch[b].internalDate, batch[b].mail.key);
    });
    for (const size_t index : order) {
        writeOne(batch[index], inserted.rows[index]);
        if (m_connection.failed())
            return;
    }
    // last and together: a statement that may be undone alone, as an upsert, makes FTS5 write its buffer out first
    for (const auto &[row, mail] : m_unindexed)
        insertWords(row, *mail);
    m_unindexed.clear();
}

void BatchWriter::writeOne(const NewMessage &message, MessageRow &row)
{
    m_known.bind(QByteArray::fromHex(message.mail.key.hex()));
    if (m_known.next()) {
        row = MessageRow(m_known.integer(0));
        m_known.rewind();
        addPlace(row, message);
        return;
    }
    row = insertMessage(message);
    addLocation(row, message, LedgerVerdict::Message);
    m_unindexed.emplace_back(row, &message.mail);
    m_inserted->toPlace.push_back(row);
}

MessageRow BatchWriter::insertMessage(const NewMessage &message)
{
    const PreparedMail &mail = message.mail;
    const MessageRow row(freeRowId(message.internalDate));
    m_message
        .bind(row.value(), QByteArray::fromHex(mail.key.hex()), mail.messageId, mail.idHash, message.internalDate,
              mail.headerDate, static_cast<int>(message.direction), static_cast<int>(mail.autoKind),
              orNull(mail.bounce), mail.fromAddress, mail.fromName, mail.people, mail.subject, mail.preview,
              mail.references, mail.inReplyTo, mail.size, orNull(mail.files), mail.hasFiles, mail.defects,
              message.account, (message.flags & kSeen) != 0, mail.courtesyOnly, orNull(mail.hints),
              orNull(message.serverId.toStdString()))
        .run();
    m_source.bind(row.value(), static_cast<int>(mail.source.encoding)).bindBlobNoCopy(3, mail.source.bytes);
    m_source.run();
    for (const qint64 hash : mail.namedIds)
        m_ref.bind(hash, row.value()).run();
    for (const qint64 number : mail.tokenNumbers)
        m_connection.prepare(kInsertToken).bind(number, row.value()).run();
    return row;
}

void BatchWriter::insertWords(MessageRow row, const PreparedMail &mail)
{
    m_words.bind(row.value())
        .bindTextNoCopy(2, mail.subjectWords)
        .bindTextNoCopy(3, mail.bodyWords)
        .bindTextNoCopy(4, mail.senderWords)
        .bindTextNoCopy(5, mail.fileWords);
    m_words.run();
}

void BatchWriter::addPlace(MessageRow row, const NewMessage &message)
{
    sqlite::Statement before = m_connection.prepare(kBefore);
    before.bind(row.value());
    if (!before.next())
        return;
    const Instant dateBefore = before.instant(0);
    const bool turned = static_cast<int>(message.direction) > before.integer(1);
    const bool wasGone = before.integer(2) == 0;
    before.rewind();
    m_connection.prepare(kVoidPlace).bind(message.folder.value(), row.value()).run();
    bool hasFirst = false; // a renumbered folder may have had it, then this is the first one now
    sqlite::Statement places = m_connection.prepare(kPlaces);
    places.bind(row.value());
    while (places.next())
        hasFirst |= places.integer(2) == static_cast<int>(LedgerVerdict::Message) &&
                    (places.integer(0) != message.folder.value() || places.integer(1) != signedUid(message.uid));
    places.rewind();
    addLocation(row, message, hasFirst ? LedgerVerdict::Duplicate : LedgerVerdict::Message);
    sqlite::Statement refresh = m_connection.prepare(kRefresh);
    refresh.bind(row.value(), static_cast<int>(message.direction), message.account,
                 orNull(message.serverId.toStdString()));
    const bool moved = refresh.next() && refresh.instant(0) != dateBefore;
    refresh.run();
    (moved || turned || wasGone ? m_inserted->toPlace : m_inserted->touched).push_back(row);
}

void BatchWriter::addLocation(MessageRow row, const NewMessage &message, LedgerVerdict verdict)
{
    m_location
        .bind(message.folder.value(), signedUid(message.uid), row.value(), static_cast<qint64>(message.flags),
              static_cast<qint64>(message.modseq), message.mail.size, message.internalDate, static_cast<int>(verdict))
        .run();
    // the same UID with other bytes: identity broken, the caller has to treat it as new UIDs
    if (!m_connection.failed() && m_connection.changes() == 0)
        m_connection.latchError({ErrorCode::ProtocolViolation,
                                 QStringLiteral("UID %1 holds another message than before").arg(message.uid)});
}

qint64 BatchWriter::freeRowId(Instant internalDate)
{
    const qint64 second = std::max<qint64>(1, internalDate.ms() / 1000);
    const qint64 first = second << kCounterBits;
    if (second != m_second) {
        m_lastOfSecond.bind(first, first + (qint64(1) << kCounterBits) - 1);
        m_lastId = m_lastOfSecond.next() && !m_lastOfSecond.isNull(0) ? m_lastOfSecond.integer(0) : first;
        m_lastOfSecond.rewind();
        m_second = second;
    }
    return ++m_lastId;
}

} // namespace otklik::store
