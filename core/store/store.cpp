// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store.h"

#include "core/base/freed_memory.h"
#include "core/sqlite/transaction.h"
#include "core/store/journal_losses.h"
#include "core/store/journal_projection.h"
#include "core/store/keys.h"
#include "core/store/ledger.h"
#include "core/store/secure_delete.h"
#include "core/store/threading_store.h"
#include "core/store/ticket_projector.h"

namespace otklik::store {

namespace {

constexpr const char *kPlacingMeta = "placing";

/// In a new cache there is nothing that other rules could have computed.
bool isEmpty(sqlite::Connection &db)
{
    sqlite::Statement newest =
        db.prepare("SELECT max(coalesce((SELECT max(id) FROM message),0),coalesce((SELECT max(event) FROM op),0))");
    return newest.next() && newest.integer(0) == 0;
}

} // namespace

Store::Store(std::unique_ptr<Database> database, DeskRules rules)
    : m_database(std::move(database))
    , m_rules(std::move(rules))
    , m_folders(*m_database)
    , m_messages(*m_database)
    , m_journal(*m_database)
    , m_outbox(*m_database)
    , m_drafts(*m_database)
{
}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const QString &profileDir, DeskRules rules)
{
    auto database = Database::open(profileDir, sqlite::Access::ReadWrite);
    if (!database)
        return Failure(database.error());
    std::unique_ptr<Store> store(new Store(std::move(*database), std::move(rules)));
    const bool foldsAnew = store->m_journal.isFoldOutdated();
    if (foldsAnew && !store->foldAnew()) // an event here cannot be read: the folder has them all
        if (auto done = store->forgetJournal(); !done)
            return Failure(done.error());
    bool placesAnew = store->m_database->metaInteger("main", kPlacingMeta) != ticket::kPlacingVersion;
    if (placesAnew && isEmpty(store->m_database->connection())) {
        store->m_database->setMeta("main", kPlacingMeta, qint64(ticket::kPlacingVersion));
        placesAnew = false;
    }
    if (foldsAnew || placesAnew || store->m_database->needsRecomputation()) {
        if (auto done = store->recompute(); !done)
            return Failure(done.error());
    } else {
        store->m_journal.reload();
    }
    if (auto done = store->m_database->connection().finish(); !done)
        return Failure(done.error());
    return store;
}

/// Decisions are there without a server, too. The next sync reads the folder from its start: what another version of
/// the program could not read, this one may.
Result<void> Store::foldAnew()
{
    sqlite::Transaction transaction(m_database->connection());
    if (auto done = m_journal.foldAnew(); !done)
        return done;
    setJournalUnread();
    return transaction.commit();
}

Result<void> Store::forgetJournal()
{
    sqlite::Transaction transaction(m_database->connection());
    if (auto done = m_journal.beginEpoch(); !done)
        return Failure(done.error());
    setJournalUnread();
    return transaction.commit();
}

void Store::setJournalUnread()
{
    for (const char *table : {"location", "absent", "quarantine", "unfetched"})
        m_database->connection()
            .prepare(std::string("DELETE FROM ") + table +
                     " WHERE folder IN (SELECT id FROM folder WHERE role='journal')")
            .run();
    m_database->connection().prepare("UPDATE folder SET watermark=0,uid_next=0 WHERE role='journal'").run();
    m_database->setMeta("main", kJournalReadMeta, qint64(0));
    Ledger(*m_database).forgetSums();
}

void Store::setRules(DeskRules rules)
{
    m_rules = std::move(rules);
}

void Store::refresh()
{
    if (m_database->changedByOthers())
        m_journal.reload();
}

void Store::releaseMemory()
{
    m_database->connection().releaseMemory();
    giveBackFreedMemory();
}

Result<Changes> Store::finish(sqlite::Transaction &transaction, Changes changes)
{
    if (auto done = transaction.commit(); !done) {
        m_journal.reload(); // what was folded in memory is not in the files
        return Failure(done.error());
    }
    return changes;
}

void Store::saveCheckpoint(const std::optional<FolderState> &checkpoint)
{
    if (!checkpoint)
        return;
    if (auto done = m_folders.save(*checkpoint); !done)
        m_database->connection().latchError(done.error());
}

Changes Store::project(const std::function<QSet<qint64>(ThreadingStore &)> &place)
{
    const auto genesis = m_journal.genesis();
    ThreadingStore threading(*m_database, m_rules, genesis ? genesis->key : QByteArray());
    TicketProjector projector(*m_database, m_rules, m_journal.states(), threading);
    const QSet<qint64> tickets = place(threading);
    if (!tickets.isEmpty())
        Ledger(*m_database).forgetSums();
    return projector.project(tickets);
}

QSet<qint64> Store::ticketsOf(const std::vector<MessageRow> &rows) const
{
    QSet<qint64> tickets;
    sqlite::Statement query =
        m_database->connection().prepare("SELECT ticket FROM message WHERE id=?1 AND ticket IS NOT NULL");
    for (const MessageRow row : rows) {
        query.bind(row.value());
        if (query.next())
            tickets.insert(query.integer(0));
    }
    return tickets;
}

Result<Changes> Store::takeMails(const std::vector<NewMessage> &batch, const std::optional<FolderState> &checkpoint)
{
    sqlite::Transaction transaction(m_database->connection());
    auto inserted = m_messages.insertBatch(batch);
    if (!inserted)
        return Failure(inserted.error());
    Changes changes = project([&](ThreadingStore &threading) {
        return threading.placeMessages(inserted->toPlace) | ticketsOf(inserted->touched);
    });
    changes.newMessages = std::move(inserted->toPlace);
    saveCheckpoint(checkpoint);
    return finish(transaction, std::move(changes));
}

Result<void> Store::quarantineMail(const NewMessage &mail, const QString &reason, const QString &program)
{
    sqlite::Transaction transaction(m_database->connection());
    if (auto kept = m_messages.quarantine(mail, reason, program); !kept)
        return kept;
    return transaction.commit();
}

Result<Changes> Store::takeFlags(FolderRow folder, const std::vector<FlagChange> &flags,
                                 const std::optional<FolderState> &checkpoint)
{
    sqlite::Transaction transaction(m_database->connection());
    const auto changed = m_messages.updateFlags(folder, flags);
    if (!changed)
        return Failure(changed.error());
    Changes changes = changed->empty() ? Changes() : project([&](ThreadingStore &) { return ticketsOf(*changed); });
    saveCheckpoint(checkpoint);
    return finish(transaction, std::move(changes));
}

Result<Changes> Store::projectRemoval(const std::vector<MessageRow> &affected)
{
    const auto left = m_messages.afterRemoval(affected, ourAddresses());
    if (!left)
        return Failure(left.error());
    return project([&](ThreadingStore &threading) {
        const QSet<qint64> gone = threading.removeMessages(left->gone);
        return gone | threading.placeMessages(left->toPlace) | ticketsOf(left->touched);
    });
}

Result<Changes> Store::takeVanished(FolderRow folder, const std::vector<quint32> &uids,
                                    const std::optional<FolderState> &checkpoint)
{
    const SecureDelete secure(*m_database);
    sqlite::Transaction transaction(m_database->connection());
    const auto affected = m_messages.removeLocations(folder, uids);
    if (!affected)
        return Failure(affected.error());
    auto changes = projectRemoval(*affected);
    if (!changes)
        return changes;
    saveCheckpoint(checkpoint);
    return finish(transaction, std::move(*changes));
}

Result<Changes> Store::finishRebind(FolderRow folder, const std::optional<FolderState> &checkpoint)
{
    const SecureDelete secure(*m_database);
    sqlite::Transaction transaction(m_database->connection());
    const auto affected = m_folders.finishRebind(folder);
    if (!affected)
        return Failure(affected.error());
    auto changes = projectRemoval(*affected);
    if (!changes)
        return changes;
    saveCheckpoint(checkpoint);
    return finish(transaction, std::move(*changes));
}

Result<std::vector<MessageRow>> Store::removeFolder(const FolderState &folder)
{
    sqlite::Connection &db = m_database->connection();
    const auto bound = m_folders.finishRebind(folder.row);
    if (!bound)
        return Failure(bound.error());
    const auto uids = m_folders.uids(folder.row);
    if (!uids)
        return Failure(uids.error());
    auto affected = m_messages.removeLocations(folder.row, *uids);
    if (!affected)
        return Failure(affected.error());
    affected->insert(affected->end(), bound->begin(), bound->end());
    for (const char *sql : {"DELETE FROM quarantine WHERE folder=?1", "DELETE FROM absent WHERE folder=?1",
                            "DELETE FROM unfetched WHERE folder=?1", "DELETE FROM folder WHERE id=?1"})
        db.prepare(sql).bind(folder.row.value()).run();
    return db.finish(std::move(*affected));
}

Result<Changes> Store::forgetFolder(const FolderState &folder)
{
    const SecureDelete secure(*m_database);
    sqlite::Transaction transaction(m_database->connection());
    const auto affected = removeFolder(folder);
    if (!affected)
        return Failure(affected.error());
    auto changes = projectRemoval(*affected);
    if (!changes)
        return changes;
    return finish(transaction, std::move(*changes));
}

Result<Changes> Store::forgetAccount(const QString &account)
{
    sqlite::Transaction transaction(m_database->connection());
    const auto folders = m_folders.ofAccount(account);
    if (!folders)
        return Failure(folders.error());
    for (const FolderState &folder : *folders) {
        const auto affected = removeFolder(folder);
        if (!affected)
            return Failure(affected.error());
        if (auto left = m_messages.afterRemoval(*affected, ourAddresses()); !left)
            return Failure(left.error());
        if (folder.role != FolderRole::Journal)
            continue;
        if (auto forgotten = forgetJournal(); !forgotten)
            return Failure(forgotten.error());
        if (auto forgotten = JournalLosses(*m_database).forget(); !forgotten)
            return Failure(forgotten.error());
    }
    if (auto done = finish(transaction, {}); !done)
        return done;
    return recompute();
}

QSet<QString> Store::ourAddresses() const
{
    QSet<QString> all = m_rules.ourAddresses;
    sqlite::Statement query = m_database->connection().prepare("SELECT address FROM specialist");
    while (query.next())
        all.insert(query.text(0));
    return all;
}

Changes Store::projectJournal(const JournalChange &change)
{
    CustomerFigures customers(*m_database);
    JournalProjection projection(*m_database, m_journal.states(), customers, m_rules.ourAddresses);
    Changes changes;
    JournalChange whole = change;
    const QSet<qint64> concerned = projection.project(change.objects, changes, whole.objects);
    changes.add(project([&](ThreadingStore &threading) {
        const QSet<qint64> decided = threading.placeAfterDecision(whole);
        return decided | threading.placeMessages(projection.otherWriters()) | concerned;
    }));
    return changes;
}

Result<Store::JournalOutcome> Store::takeJournal(FolderRow folder, const std::vector<JournalMail> &mails,
                                                 const std::optional<FolderState> &checkpoint, Project project)
{
    sqlite::Transaction transaction(m_database->connection());
    JournalOutcome outcome;
    for (const JournalMail &mail : mails) {
        const auto verdict = mail.decoded.verdict;
        const bool counts = verdict == journal::Verdict::Good || verdict == journal::Verdict::UnknownVersion;
        // Which event stands there is known of each mail, also of one that brought nothing new (lastPairs()).
        const QString about = counts && !mail.decoded.events.empty()
                                  ? QString::fromLatin1(mail.decoded.events.front().event.id)
                                  : mail.decoded.detail;
        auto noted = m_messages.addJournalLocation(folder, mail.uid,
                                                   counts ? LedgerVerdict::Journal : LedgerVerdict::Quarantined,
                                                   mail.raw.size(), mail.internalDate, about);
        if (noted && !counts)
            noted = m_journal.quarantine(folder, mail.uid, verdict, mail.decoded.detail, mail.internalDate, mail.raw);
        if (!noted)
            return Failure(noted.error());
        if (!counts)
            continue;
        auto change = m_journal.offer(mail.uid, mail.internalDate, mail.decoded.events);
        if (!change)
            return Failure(change.error());
        outcome.journal.add(*change);
    }
    if (project == Project::Now)
        outcome.changes = projectJournal(outcome.journal);
    saveCheckpoint(checkpoint);
    auto done = finish(transaction, outcome.changes);
    if (!done)
        return Failure(done.error());
    return outcome;
}

Result<void> Store::beginJournalEpoch()
{
    return forgetJournal();
}

Result<Changes> Store::confirmPendingLocally()
{
    sqlite::Transaction transaction(m_database->connection());
    const auto change = m_journal.confirmPendingLocally();
    if (!change)
        return Failure(change.error());
    Changes changes = projectJournal(*change);
    return finish(transaction, std::move(changes));
}

Result<Store::Decision> Store::decide(std::vector<journal::Op> ops, const QString &by, Instant at,
                                      const QString &sentence, const std::optional<Outgoing> &outgoing)
{
    sqlite::Transaction transaction(m_database->connection());
    JournalChange change;
    auto own = m_journal.append(std::move(ops), by, at, sentence, change);
    if (!own) {
        m_database->connection().latchError(own.error());
        static_cast<void>(finish(transaction, {})); // rolls back and reads again what is in the files
        return Failure(own.error());
    }
    if (outgoing)
        if (auto added = m_outbox.add(outgoing->mail, outgoing->raw); !added)
            m_database->connection().latchError(added.error());
    auto changes = finish(transaction, projectJournal(change));
    if (!changes)
        return Failure(changes.error());
    return Decision{std::move(*own), std::move(*changes)};
}

namespace {

/// Tickets that their own first mails open have less to be placed again than decisions have.
void noteOpenings(const journal::Event &event, JournalChange &effects)
{
    const bool opensOnly = std::all_of(event.ops.begin(), event.ops.end(), [](const journal::Op &op) {
        const QString message = op.data.value(QLatin1String("message")).toString();
        return op.type == u"ticket.opened" && keyFromText(message).object() == op.object;
    });
    if (!opensOnly)
        return;
    for (const journal::Op &op : event.ops)
        effects.openings.insert(op.object);
    effects.messages.clear();
    effects.messageIds.clear();
}

} // namespace

Result<void> Store::appendInBulk(std::vector<BulkEvent> events, const QString &by, Instant at, bool countAtOnce,
                                 JournalChange &change)
{
    if (countAtOnce) {
        const auto before = m_journal.confirmPendingLocally();
        if (!before)
            return Failure(before.error());
        change.add(*before);
    }
    for (BulkEvent &event : events) {
        JournalChange effects;
        const auto own = countAtOnce ? m_journal.appendConfirmed(std::move(event.ops), by, at, event.sentence, effects)
                                     : m_journal.append(std::move(event.ops), by, at, event.sentence, effects);
        if (!own)
            return Failure(own.error());
        noteOpenings(own->event, effects);
        change.add(effects);
    }
    return {};
}

Result<Changes> Store::decideInBulk(std::vector<BulkEvent> events, const QString &by, Instant at, bool countAtOnce)
{
    sqlite::Transaction transaction(m_database->connection());
    JournalChange change;
    if (auto done = appendInBulk(std::move(events), by, at, countAtOnce, change); !done) {
        m_database->connection().latchError(done.error());
        static_cast<void>(finish(transaction, {})); // rolls back and reads again what is in the files
        return Failure(done.error());
    }
    return finish(transaction, projectJournal(change));
}

Result<Changes> Store::outboxChanged(const OutboxMail &mail)
{
    sqlite::Transaction transaction(m_database->connection());
    if (auto done = m_outbox.update(mail); !done)
        m_database->connection().latchError(done.error());
    Changes changes = project([&](ThreadingStore &threading) { return threading.rowsAlongMerges(mail.ticket); });
    return finish(transaction, std::move(changes));
}

Result<std::optional<Changes>> Store::outboxMoved(const OutboxMail &mail, ticket::SendState from)
{
    sqlite::Transaction transaction(m_database->connection());
    const auto moved = m_outbox.move(mail.id, from, mail.state);
    if (!moved)
        return Failure(moved.error());
    if (!*moved) {
        if (auto done = transaction.commit(); !done)
            return Failure(done.error());
        return std::nullopt;
    }
    auto changes = outboxChanged(mail);
    if (!changes)
        return Failure(changes.error());
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return std::optional(std::move(*changes));
}

constexpr std::string_view kMark =
    "INSERT OR REPLACE INTO local.read_mark(ticket,upto) SELECT key, CASE ?2 WHEN 0 THEN 0 ELSE "
    "coalesce((SELECT max(date) FROM message WHERE message.ticket=ticket.id),1) END FROM ticket WHERE key=?1";

Result<Changes> Store::markRead(const ticket::Key &ticket, bool read)
{
    sqlite::Transaction transaction(m_database->connection());
    m_database->connection().prepare(kMark).bind(toBlob(ticket), read).run();
    m_database->markLocalWrite();
    Changes changes = project([&](ThreadingStore &threading) { return QSet<qint64>{threading.ticketRow(ticket)}; });
    return finish(transaction, std::move(changes));
}

Result<Changes> Store::recompute()
{
    sqlite::Connection &db = m_database->connection();
    sqlite::Transaction transaction(db);
    m_journal.reload();
    for (const char *sql :
         {"UPDATE message SET ticket=NULL,found=NULL,follow_up_of=NULL,order_depth=0,order_at=0,order_anchor=NULL",
          "DELETE FROM ticket_tag", "DELETE FROM ticket", "DELETE FROM view_count", "DELETE FROM tag_count",
          "DELETE FROM journal_ticket", "DELETE FROM sender_rule", "UPDATE contact SET tickets=0,active=0,reopened=0"})
        db.prepare(sql).run();
    JournalChange all;
    sqlite::Statement objects = db.prepare("SELECT object FROM object_state UNION SELECT object FROM op");
    while (objects.next())
        all.objects.insert(objects.text(0));
    objects.rewind();
    std::vector<MessageRow> rows;
    sqlite::Statement messages = db.prepare("SELECT id FROM message WHERE places>0 ORDER BY id");
    while (messages.next())
        rows.emplace_back(messages.integer(0));
    messages.rewind();
    CustomerFigures customers(*m_database);
    Changes changes;
    QSet<QString> left;
    JournalProjection projection(*m_database, m_journal.states(), customers, m_rules.ourAddresses);
    QSet<qint64> concerned = projection.project(all.objects, changes, left);
    projection.judgeDirections();
    changes.add(project([&](ThreadingStore &threading) {
        concerned |= threading.placeMessages(rows);
        for (const QString &object : std::as_const(all.objects))
            if (const ticket::Key key = ticketOfObject(object); !key.isEmpty())
                concerned.insert(threading.ticketRow(key));
        return concerned;
    }));
    m_database->markRecomputed();
    m_database->setMeta("main", kPlacingMeta, qint64(ticket::kPlacingVersion));
    return finish(transaction, std::move(changes));
}

} // namespace otklik::store
