// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of JournalRepository that concerns this installation's own events (schema local).
#include "core/journal/canonical_json.h"
#include "core/sqlite/transaction.h"
#include "core/store/journal_losses.h"
#include "core/store/journal_repository.h"
#include "core/store/keys.h"

#include <QJsonDocument>

namespace otklik::store {

namespace {

constexpr const char *kWriterMeta = "writer";

constexpr std::string_view kSelectOwn = "SELECT seq,json,sentence,mail,state,uid,hash FROM local.own_event";
constexpr std::string_view kInsertOwn =
    "INSERT INTO local.own_event(seq,id,hash,json,sentence,created_at) VALUES(?1,?2,?3,?4,?5,?6)";
constexpr std::string_view kInsertPending =
    "INSERT OR REPLACE INTO event(pos,id,writer,seq,hash,uid,author,shown_at,json) VALUES(?1,?2,?3,?4,?5,0,?6,?7,?8)";
constexpr std::string_view kLastOwn =
    "SELECT seq,hash FROM local.own_event WHERE seq=(SELECT max(seq) FROM local.own_event)";

void insertPendingRow(sqlite::Connection &db, const journal::Event &event, const QByteArray &hash,
                      const QByteArray &json)
{
    db.prepare(kInsertPending)
        .bind(kPendingBase + event.sequence, QByteArray::fromHex(event.id), QByteArray::fromHex(event.writer),
              event.sequence, QByteArray::fromHex(hash), event.by, event.at, json)
        .run();
}

} // namespace

Result<QByteArray> JournalRepository::writerId()
{
    QByteArray writer = m_database.meta("local", kWriterMeta);
    if (writer.isEmpty() && !m_database.connection().isReadOnly()) {
        sqlite::Transaction transaction(m_database.connection());
        writer = m_database.meta("local", kWriterMeta); // another process may have been faster
        if (writer.isEmpty()) {
            writer = journal::randomId();
            m_database.setMeta("local", kWriterMeta, writer);
            m_database.markLocalWrite();
        }
        if (auto done = transaction.commit(); !done)
            return Failure(done.error());
    }
    return m_database.connection().finish(writer);
}

/// The oldest of all: see JournalLosses.
std::optional<journal::Genesis> JournalRepository::genesis() const
{
    const std::vector<journal::Genesis> all = JournalLosses(m_database).allGenesis();
    return all.empty() ? std::nullopt : std::optional(all.front());
}

Result<void> JournalRepository::setGenesis(const journal::Genesis &genesis)
{
    const auto added = JournalLosses(m_database).addGenesis(genesis);
    return added ? Result<void>() : Failure(added.error());
}

Result<OwnEvent> JournalRepository::makeOwn(std::vector<journal::Op> ops, const QString &by, Instant at,
                                            const QString &sentence)
{
    const auto writer = writerId();
    if (!writer)
        return Failure(writer.error());
    sqlite::Connection &db = m_database.connection();
    OwnEvent own;
    own.event.id = journal::randomId();
    own.event.writer = *writer;
    sqlite::Statement last = db.prepare(kLastOwn);
    own.event.sequence = 1;
    if (last.next()) {
        own.event.sequence = last.integer(0) + 1;
        own.event.previous = last.blob(1).toHex();
    }
    last.rewind();
    own.event.seenId = order().lastApplied();
    if (!own.event.seenId.isEmpty())
        own.event.seenHash = m_foldHash.toHex();
    own.event.by = by;
    own.event.at = at;
    own.event.ops = std::move(ops);
    own.sequence = own.event.sequence;
    own.sentence = sentence;
    const auto json = journal::canonicalJson(journal::eventToJson(own.event));
    if (!json)
        return Failure(json.error());
    own.json = *json;
    own.hash = journal::sha256Hex(own.json);
    db.prepare(kInsertOwn)
        .bind(own.sequence, QByteArray::fromHex(own.event.id), QByteArray::fromHex(own.hash), own.json, sentence, at)
        .run();
    m_database.markLocalWrite();
    return db.finish(std::move(own));
}

Result<OwnEvent> JournalRepository::append(std::vector<journal::Op> ops, const QString &by, Instant at,
                                           const QString &sentence, JournalChange &change)
{
    sqlite::Transaction transaction(m_database.connection());
    auto own = makeOwn(std::move(ops), by, at, sentence);
    if (!own)
        return own;
    insertPendingRow(m_database.connection(), own->event, own->hash, own->json);
    noteEffects(own->event, m_states.addPending(own->event), change);
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return own;
}

Result<OwnEvent> JournalRepository::appendConfirmed(std::vector<journal::Op> ops, const QString &by, Instant at,
                                                    const QString &sentence, JournalChange &change)
{
    sqlite::Transaction transaction(m_database.connection());
    auto own = makeOwn(std::move(ops), by, at, sentence);
    if (!own)
        return own;
    auto offered = offer(nextLocalUid(), at, {{own->event, own->hash, own->json}});
    if (!offered)
        return Failure(offered.error());
    change.add(*offered);
    own->state = OwnEventState::Confirmed;
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return own;
}

Result<std::vector<OwnEvent>> JournalRepository::readOwn(sqlite::Statement query) const
{
    std::vector<OwnEvent> events;
    while (query.next()) {
        OwnEvent own;
        auto event = journal::eventFromJson(QJsonDocument::fromJson(query.blob(1)).object());
        if (!event)
            return Failure(event.error());
        own.sequence = query.integer(0);
        own.json = query.blob(1);
        own.hash = query.blob(6).toHex();
        own.event = std::move(*event);
        own.sentence = query.text(2);
        own.mail = query.isNull(3) ? QByteArray() : query.blob(3);
        own.state = static_cast<OwnEventState>(query.integer(4));
        own.uid = static_cast<quint32>(query.integer(5));
        events.push_back(std::move(own));
    }
    return m_database.connection().finish(std::move(events));
}

namespace {

/// What lies in the folder and waits for another event is not lost. Known once the order was asked for (heldCount()).
std::vector<OwnEvent> withoutHeld(std::vector<OwnEvent> own, const std::optional<journal::CausalOrder> &order)
{
    if (!order)
        return own;
    QSet<QByteArray> held;
    for (const journal::CausalOrder::Held &one : order->held())
        held.insert(one.event.event.id);
    std::erase_if(own, [&held](const OwnEvent &event) { return held.contains(event.event.id); });
    return own;
}

} // namespace

Result<std::vector<OwnEvent>> JournalRepository::pending(int limit) const
{
    sqlite::Statement query =
        m_database.connection().prepare(std::string(kSelectOwn) + " WHERE state<2 ORDER BY seq LIMIT ?1");
    query.bind(limit);
    auto own = readOwn(std::move(query));
    return own ? withoutHeld(std::move(*own), m_order) : own;
}

Result<qint64> JournalRepository::pendingCount() const
{
    sqlite::Statement query = m_database.connection().prepare("SELECT count(*) FROM local.own_event WHERE state<2");
    const qint64 events = query.next() ? query.integer(0) : 0;
    return m_database.connection().finish(events);
}

Result<std::vector<OwnEvent>> JournalRepository::missingOwn() const
{
    auto own = readOwn(m_database.connection().prepare(
        std::string(kSelectOwn) +
        " AS o WHERE o.state=2 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id=o.id) ORDER BY o.seq"));
    return own ? withoutHeld(std::move(*own), m_order) : own;
}

Result<void> JournalRepository::saveMail(qint64 sequence, const QByteArray &mail)
{
    sqlite::Transaction transaction(m_database.connection());
    m_database.connection().prepare("UPDATE local.own_event SET mail=?2 WHERE seq=?1").bind(sequence, mail).run();
    m_database.markLocalWrite();
    return transaction.commit();
}

Result<void> JournalRepository::markAppended(qint64 sequence, quint32 uid)
{
    sqlite::Transaction transaction(m_database.connection());
    m_database.connection()
        .prepare("UPDATE local.own_event SET state=1, uid=?2 WHERE seq=?1 AND state=0")
        .bind(sequence, static_cast<qint64>(uid))
        .run();
    m_database.markLocalWrite();
    return transaction.commit();
}

void JournalRepository::reload()
{
    m_order.reset();
    sqlite::Connection &db = m_database.connection();
    if (m_database.needsRecomputation()) {
        // crash between the two files, or a new cache: what is pending is what local.sqlite says
        m_database.setMeta("main", kOwnHereMeta, 0);
        db.prepare("DELETE FROM event WHERE pos>=?1").bind(kPendingBase).run();
        db.prepare("DELETE FROM placement WHERE pos>=?1").bind(kPendingBase).run();
        const auto waiting = pending(1000000);
        if (!waiting) {
            db.latchError(waiting.error());
            return;
        }
        m_states.reload();
        for (const OwnEvent &own : *waiting) {
            const auto hash = journal::canonicalHash(own.event);
            const auto json = journal::canonicalJson(journal::eventToJson(own.event));
            if (!hash || !json) {
                db.latchError(hash ? json.error() : hash.error());
                return;
            }
            sqlite::Statement known = db.prepare("SELECT 1 FROM event WHERE id=?1");
            known.bind(QByteArray::fromHex(own.event.id));
            if (known.next()) { // confirmed in the cache; the local file lost the news of it
                known.rewind();
                db.prepare("UPDATE local.own_event SET state=2 WHERE seq=?1").bind(own.sequence).run();
                continue;
            }
            insertPendingRow(db, own.event, *hash, *json);
            m_states.addPending(own.event);
        }
        return;
    }
    m_states.reload();
}

} // namespace otklik::store
