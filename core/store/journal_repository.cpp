// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_repository.h"

#include "core/journal/canonical_json.h"
#include "core/sqlite/transaction.h"
#include "core/store/journal_losses.h"
#include "core/store/keys.h"
#include "core/store/message_repository.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <set>

namespace otklik::store {

namespace {

constexpr int kIdLength = 32; ///< of an event, as hex

constexpr const char *kOrderMeta = "journal.order";
constexpr const char *kFoldMeta = "journal.fold";
constexpr const char *kLocalUidMeta = "journal.local_uid";
constexpr const char *kReducerMeta = "journal.reducer";
constexpr int kFoldedAtOnce = 1000;

constexpr std::string_view kInsertEvent =
    "INSERT OR REPLACE INTO event(pos,id,writer,seq,hash,uid,author,shown_at,json) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)";
constexpr std::string_view kAppliedHash = "SELECT hash FROM event WHERE id=?1 AND pos<?2";
constexpr std::string_view kConfirmedAfter =
    "SELECT pos,json,shown_at FROM event WHERE pos>?1 AND pos<?2 ORDER BY pos LIMIT ?3";
constexpr std::string_view kLastPosition = "SELECT coalesce(max(pos),0) FROM event WHERE pos<?1";

void insertEvent(sqlite::Connection &db, qint64 pos, quint32 uid, Instant shownAt, const journal::Event &event,
                 const QByteArray &hash, const QByteArray &json)
{
    db.prepare(kInsertEvent)
        .bind(pos, QByteArray::fromHex(event.id), QByteArray::fromHex(event.writer), event.sequence,
              QByteArray::fromHex(hash), static_cast<qint64>(uid), event.by, shownAt, json)
        .run();
}

} // namespace

void JournalChange::add(const JournalChange &other)
{
    const auto append = [](auto &to, const auto &from) { to.insert(to.end(), from.begin(), from.end()); };
    const QSet<QString> changed = (objects - confirmedOpenings) | (other.objects - other.confirmedOpenings);
    confirmedOpenings = (confirmedOpenings | other.confirmedOpenings) - changed;
    objects |= other.objects;
    openings |= other.openings;
    append(messageIds, other.messageIds);
    append(messages, other.messages);
    append(voidedOwn, other.voidedOwn);
    append(rejected, other.rejected);
    applied += other.applied;
    outOfOrder |= other.outOfOrder;
}

JournalRepository::JournalRepository(Database &database)
    : m_database(database)
    , m_states(database)
{
}

journal::CausalOrder &JournalRepository::order()
{
    if (m_order)
        return *m_order;
    const auto applied = [this](const QByteArray &id) -> QByteArray {
        sqlite::Statement query = m_database.connection().prepare(kAppliedHash);
        query.bind(QByteArray::fromHex(id), kPendingBase);
        return query.next() ? query.blob(0).toHex() : QByteArray();
    };
    const QByteArray saved = m_database.meta("main", kOrderMeta);
    m_order.emplace(applied);
    if (!saved.isEmpty()) {
        auto restored = journal::CausalOrder::restore(saved, applied);
        if (restored)
            m_order = std::move(*restored);
        else
            m_database.connection().latchError(restored.error());
    }
    const QByteArray fold = m_database.meta("main", kFoldMeta);
    m_foldHash = fold.isEmpty() ? journal::FoldHash() : journal::FoldHash::fromHex(fold).value_or(journal::FoldHash());
    return *m_order;
}

void JournalRepository::saveOrder()
{
    m_database.setMeta("main", kOrderMeta, order().saveState());
    m_database.setMeta("main", kFoldMeta, m_foldHash.toHex());
    m_database.setMeta("main", kReducerMeta, qint64(journal::kReducerVersion));
}

Result<JournalChange> JournalRepository::offer(quint32 uid, Instant internalDate,
                                               const std::vector<journal::SealedEvent> &events)
{
    JournalChange change;
    sqlite::Transaction transaction(m_database.connection());
    for (const journal::SealedEvent &event : events) {
        const journal::OfferResult offered = order().offer(uid, event);
        switch (offered.offered) {
        case journal::Offered::Forged:
        case journal::Offered::Forked:
            change.rejected.push_back(event.event.id);
            break;
        case journal::Offered::OutOfOrder:
            change.outOfOrder = true;
            break;
        case journal::Offered::Applied:
        case journal::Offered::Held:
        case journal::Offered::Duplicate:
            JournalLosses(m_database).drop(event.event.id);
            break;
        }
        for (const journal::SealedEvent &next : offered.applicable)
            apply(uid, internalDate, next, change);
    }
    if (change.applied > 0)
        change.objects = m_states.refold(change.objects);
    saveOrder();
    if (auto done = transaction.commit(); !done) {
        m_order.reset(); // it ran ahead of what is stored
        return Failure(done.error());
    }
    return change;
}

void JournalRepository::apply(quint32 uid, Instant internalDate, const journal::SealedEvent &sealed,
                              JournalChange &change)
{
    sqlite::Connection &db = m_database.connection();
    const journal::Event &event = sealed.event;
    const bool wasPendingOpening = isPendingOpening(event);
    confirmOwn(sealed, uid);
    sqlite::Statement last = db.prepare(kLastPosition);
    last.bind(kPendingBase);
    const qint64 pos = (last.next() ? last.integer(0) : 0) + 1;
    last.rewind();
    const journal::EventMeta meta = journal::EventMeta::confirmed(event, internalDate);
    insertEvent(db, pos, uid, meta.shownAt, event, sealed.hash, sealed.json);
    const journal::EventResult result = fold(pos, event, meta);
    JournalChange effects;
    noteEffects(event, result, effects);
    const bool sameAsPending =
        wasPendingOpening && !result.isVoid() &&
        std::all_of(result.outcomes.begin(), result.outcomes.end(),
                    [](journal::OpOutcome outcome) { return outcome == journal::OpOutcome::Applied; });
    if (sameAsPending) {
        for (const journal::Op &op : event.ops)
            effects.confirmedOpenings.insert(op.object);
        effects.messageIds.clear();
        effects.messages.clear();
    }
    effects.applied = 1;
    change.add(effects);
}

journal::EventResult JournalRepository::fold(qint64 pos, const journal::Event &event, const journal::EventMeta &meta)
{
    journal::EventResult result =
        journal::applyEvent(event, meta, [this](const QString &object) { return m_states.confirmed(object); });
    for (const auto &[object, state] : result.changed) {
        if (m_states.isConfirmed(object))
            m_foldHash.remove(m_states.confirmed(object));
        m_foldHash.add(state);
        m_states.storeConfirmed(state);
    }
    for (const QString &object : result.opened)
        if (const ticket::Key key = ticketOfObject(object); !key.isEmpty())
            m_database.connection()
                .prepare("INSERT OR IGNORE INTO ticket_number(number,key) "
                         "VALUES((SELECT coalesce(max(number),0)+1 FROM ticket_number),?1)")
                .bind(toBlob(key))
                .run();
    m_states.writeOps(pos, event, result);
    return result;
}

bool JournalRepository::isFoldOutdated() const
{
    const qint64 reducer = m_database.metaInteger("main", kReducerMeta);
    return reducer != 0 && reducer != journal::kReducerVersion;
}

void JournalRepository::forgetFold()
{
    sqlite::Connection &db = m_database.connection();
    for (const char *sql : {"DELETE FROM op WHERE event<?1", "DELETE FROM placement WHERE pos<?1"})
        db.prepare(sql).bind(kPendingBase).run();
    for (const char *sql : {"DELETE FROM object_state", "DELETE FROM ticket_number", "DELETE FROM journal_ticket"})
        db.prepare(sql).run();
    m_foldHash = journal::FoldHash();
}

/// The canonical order is that of the events alone: it stays.
Result<void> JournalRepository::foldAnew()
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    static_cast<void>(order()); // reads the old hash, which forgetFold() puts aside
    forgetFold();
    struct Confirmed
    {
        qint64 pos = 0;
        journal::Event event;
        Instant shownAt;
    };
    std::vector<Confirmed> some;
    qint64 last = 0;
    do {
        some.clear();
        sqlite::Statement query = db.prepare(kConfirmedAfter);
        query.bind(last, kPendingBase, kFoldedAtOnce);
        while (query.next()) {
            auto event = journal::eventFromJson(QJsonDocument::fromJson(query.blob(1)).object());
            if (!event)
                return Failure(event.error());
            some.push_back({query.integer(0), std::move(*event), query.instant(2)});
        }
        query.rewind();
        for (const Confirmed &one : some) {
            fold(one.pos, one.event, {one.event.id, one.event.by, one.shownAt, false});
            last = one.pos;
        }
    } while (!some.empty() && !db.failed());
    saveOrder();
    m_states.reload();
    return transaction.commit();
}

void JournalRepository::noteEffects(const journal::Event &event, const journal::EventResult &result,
                                    JournalChange &change) const
{
    for (const journal::Op &op : event.ops) {
        change.objects.insert(op.object);
        for (const char *name : {"into", "to", "followup_of"})
            if (const ticket::Key key = keyFromText(op.data.value(QLatin1String(name)).toString()); !key.isEmpty())
                change.objects.insert(key.object());
        if (const QString id = op.data.value(QLatin1String("message_id")).toString(); !id.isEmpty())
            change.messageIds.push_back(id.toUtf8());
        if (const ticket::Key key = keyFromText(op.data.value(QLatin1String("message")).toString()); !key.isEmpty())
            change.messages.push_back(key);
        const QJsonArray messages = op.data.value(QLatin1String("messages")).toArray();
        for (const QJsonValue &message : messages)
            if (const ticket::Key key = keyFromText(message.toString()); !key.isEmpty())
                change.messages.push_back(key);
    }
    for (const auto &[object, state] : result.changed)
        change.objects.insert(object);
    if (result.isVoid() && event.writer == m_database.meta("local", "writer"))
        change.voidedOwn.push_back(event.id);
}

bool JournalRepository::isPendingOpening(const journal::Event &event) const
{
    const bool opensOnly = std::all_of(event.ops.begin(), event.ops.end(),
                                       [](const journal::Op &op) { return op.type == u"ticket.opened"; });
    if (!opensOnly || event.writer != m_database.meta("local", "writer"))
        return false;
    const qint64 pos = kPendingBase + event.sequence;
    sqlite::Statement pending = m_database.connection().prepare("SELECT void FROM event WHERE pos=?1");
    pending.bind(pos);
    if (!pending.next() || pending.integer(0) != 0)
        return false;
    sqlite::Statement other = m_database.connection().prepare("SELECT 1 FROM op WHERE event=?1 AND outcome<>0 LIMIT 1");
    other.bind(pos);
    return !other.next();
}

void JournalRepository::confirmOwn(const journal::SealedEvent &sealed, quint32 uid)
{
    const journal::Event &event = sealed.event;
    if (event.writer != m_database.meta("local", "writer"))
        return;
    sqlite::Connection &db = m_database.connection();
    db.prepare("UPDATE local.own_event SET state=2, uid=?2 WHERE id=?1 AND (state<>2 OR uid<>?2)")
        .bind(QByteArray::fromHex(event.id), static_cast<qint64>(uid))
        .run();
    if (db.changes() > 0)
        m_database.markLocalWrite();
    const qint64 pos = kPendingBase + event.sequence;
    db.prepare("DELETE FROM event WHERE pos=?1").bind(pos).run();
    db.prepare("DELETE FROM placement WHERE pos=?1").bind(pos).run();
}

/// Stands for the UID that a server would give.
quint32 JournalRepository::nextLocalUid()
{
    const qint64 uid = m_database.metaInteger("main", kLocalUidMeta) + 1;
    m_database.setMeta("main", kLocalUidMeta, uid);
    return static_cast<quint32>(uid);
}

Result<JournalChange> JournalRepository::confirmPendingLocally()
{
    // Those whose fold was forgotten come first: nowhere else are they to be read again.
    const bool ownAreHere = m_database.metaInteger("main", kOwnHereMeta) != 0;
    auto waiting = ownAreHere ? Result<std::vector<OwnEvent>>(std::vector<OwnEvent>()) : missingOwn();
    if (!waiting)
        return Failure(waiting.error());
    const auto unconfirmed = pending(1000000);
    if (!unconfirmed)
        return Failure(unconfirmed.error());
    waiting->insert(waiting->end(), unconfirmed->begin(), unconfirmed->end());
    JournalChange all;
    sqlite::Transaction transaction(m_database.connection());
    for (const OwnEvent &own : *waiting) {
        auto change = offer(nextLocalUid(), own.event.at, {{own.event, own.hash, own.json}});
        if (!change)
            return change;
        all.add(*change);
    }
    if (!ownAreHere)
        m_database.setMeta("main", kOwnHereMeta, 1);
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return all;
}

Result<JournalChange> JournalRepository::beginEpoch()
{
    sqlite::Connection &db = m_database.connection();
    JournalChange change;
    sqlite::Transaction transaction(db);
    sqlite::Statement known = db.prepare("SELECT object FROM object_state");
    while (known.next())
        change.objects.insert(known.text(0));
    known.rewind();
    JournalLosses(m_database).keepOthers(order().held());
    forgetFold();
    db.prepare("DELETE FROM event WHERE pos<?1").bind(kPendingBase).run();
    m_database.setMeta("main", kOwnHereMeta, 0);
    m_order.emplace([](const QByteArray &) { return QByteArray(); });
    saveOrder();
    m_order.reset();
    m_states.reload();
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return change;
}

Result<void> JournalRepository::quarantine(FolderRow folder, quint32 uid, journal::Verdict verdict,
                                           const QString &detail, Instant date, const QByteArray &raw)
{
    m_database.connection()
        .prepare("INSERT OR REPLACE INTO quarantine(folder,uid,verdict,detail,date,raw) VALUES(?1,?2,?3,?4,?5,?6)")
        .bind(folder.value(), static_cast<qint64>(uid), journal::verdictName(verdict), detail, date, raw)
        .run();
    return m_database.connection().finish();
}

Result<std::vector<std::pair<quint32, QByteArray>>> JournalRepository::lastPairs(int count) const
{
    std::set<std::pair<quint32, QByteArray>> pairs;
    sqlite::Statement applied =
        m_database.connection().prepare("SELECT uid,id FROM event WHERE pos<?1 ORDER BY pos DESC LIMIT ?2");
    applied.bind(kPendingBase, count);
    while (applied.next())
        pairs.emplace(static_cast<quint32>(applied.integer(0)), applied.blob(1).toHex());
    sqlite::Statement mails = m_database.connection().prepare(
        "SELECT uid,reason FROM location WHERE folder IN (SELECT id FROM folder WHERE role='journal') AND verdict=?1 "
        "AND length(reason)=?2 ORDER BY uid DESC LIMIT ?3");
    mails.bind(static_cast<int>(LedgerVerdict::Journal), kIdLength, count);
    while (mails.next())
        pairs.emplace(static_cast<quint32>(mails.integer(0)), mails.utf8(1));
    return m_database.connection().finish(std::vector(pairs.begin(), pairs.end()));
}

bool JournalRepository::isAt(quint32 uid, const QByteArray &id) const
{
    sqlite::Statement query = m_database.connection().prepare(
        "SELECT 1 FROM event WHERE id=?1 AND uid=?2 AND pos<?3 UNION ALL SELECT 1 FROM location WHERE "
        "folder IN (SELECT id FROM folder WHERE role='journal') AND uid=?2 AND reason=?4");
    query.bind(QByteArray::fromHex(id), static_cast<qint64>(uid), kPendingBase, QString::fromLatin1(id));
    return query.next();
}

Result<qint64> JournalRepository::eventCount() const
{
    sqlite::Statement query = m_database.connection().prepare(kLastPosition);
    query.bind(kPendingBase);
    const qint64 events = query.next() ? query.integer(0) : 0;
    return m_database.connection().finish(events);
}

Result<qint64> JournalRepository::heldCount()
{
    const auto held = static_cast<qint64>(order().held().size());
    return m_database.connection().finish(held);
}

Result<std::vector<UnopenedTicket>> JournalRepository::unopenedTickets(int limit) const
{
    // a pending opening of ours counts as opened: it is on its way
    sqlite::Statement query = m_database.connection().prepare(
        "SELECT t.key,t.subject,t.requester,t.followup_of,coalesce(m.message_id,'') FROM ticket t "
        "LEFT JOIN message m ON m.content_key=t.key WHERE t.visible=1 AND t.number=0 "
        "AND NOT EXISTS (SELECT 1 FROM journal_ticket j WHERE j.key=t.key AND j.opened=1) "
        "ORDER BY t.created_at, t.key LIMIT ?1");
    query.bind(limit);
    std::vector<UnopenedTicket> tickets;
    while (query.next())
        tickets.push_back({toKey(query.blob(0)), query.text(4), query.text(1), query.text(2), toKey(query.blob(3))});
    return m_database.connection().finish(std::move(tickets));
}

Result<qint64> JournalRepository::numberOf(const ticket::Key &key) const
{
    sqlite::Statement query = m_database.connection().prepare("SELECT number FROM ticket_number WHERE key=?1");
    query.bind(toBlob(key));
    const qint64 number = query.next() ? query.integer(0) : 0;
    return m_database.connection().finish(number);
}

} // namespace otklik::store
