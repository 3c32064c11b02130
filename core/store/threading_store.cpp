// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/threading_store.h"

#include "core/mime/message_parser.h"
#include "core/mime/original_author.h"
#include "core/store/keys.h"
#include "core/store/message_repository.h"
#include "core/ticket/partner_number.h"

#include <algorithm>

namespace otklik::store {

using ticket::Key;

namespace {

#define OTKLIK_ENTRY_COLUMNS                                                                                           \
    "SELECT id,content_key,message_id,refs,reply_to_ids,date,subject,from_address,people,direction,auto_kind,bounce,"  \
    "courtesy,coalesce(ticket,0),coalesce(found,0),follow_up_of,place_kind,place_reason,place_detail,order_depth,"     \
    "order_at,order_anchor,header_date,hints FROM message "

constexpr std::string_view kByKey = OTKLIK_ENTRY_COLUMNS "WHERE content_key=?1 AND places>0";
constexpr std::string_view kByRow = OTKLIK_ENTRY_COLUMNS "WHERE id=?1";
constexpr std::string_view kOnTicket = OTKLIK_ENTRY_COLUMNS "WHERE ticket=?1 AND places>0 ORDER BY date, content_key";
constexpr std::string_view kByIdHash =
    OTKLIK_ENTRY_COLUMNS "WHERE id_hash=?1 AND id_hash<>0 AND places>0 ORDER BY date, content_key";
#undef OTKLIK_ENTRY_COLUMNS

constexpr std::string_view kSetOrder = "UPDATE message SET order_depth=?2,order_at=?3,order_anchor=?4 WHERE id=?1";
constexpr std::string_view kSetPlacement =
    "UPDATE message SET ticket=?2,found=nullif(?3,0),follow_up_of=?4,place_kind=?5,place_reason=?6,place_detail=?7 "
    "WHERE id=?1";
// another reason to lie where it lies: no index of the message knows of it
constexpr std::string_view kSetReason = "UPDATE message SET place_reason=?2,place_detail=?3 WHERE id=?1";

std::vector<QByteArray> split(const QByteArray &ids)
{
    std::vector<QByteArray> list;
    for (const QByteArray &id : ids.split(' '))
        if (!id.isEmpty())
            list.push_back(id);
    return list;
}

QStringList addresses(const std::vector<ticket::PersonRef> &people)
{
    QStringList list;
    for (const ticket::PersonRef &person : people)
        if (!person.address.isEmpty())
            list.append(person.address);
    return list;
}

ticket::MessageFacts readFacts(sqlite::Statement &row, const MailPeople &people)
{
    ticket::MessageFacts facts;
    facts.contentKey = toKey(row.blob(1));
    facts.messageId = row.utf8(2);
    facts.references = split(row.utf8(3));
    facts.inReplyTo = split(row.utf8(4));
    facts.at = row.instant(5);
    facts.subject = row.text(6);
    if (const QString from = row.text(7); !from.isEmpty())
        facts.from = QStringList{from};
    facts.to = addresses(people.to);
    facts.cc = addresses(people.cc);
    facts.outgoing = row.integer(9) != 0;
    facts.autoKind = static_cast<mime::AutoKind>(row.integer(10));
    if (!row.isNull(11)) {
        if (const auto bounce = readBounce(row.utf8(11))) {
            facts.bounceOf = bounce->originalMessageId;
            facts.bouncePermanent = bounce->permanent;
            for (const mime::EmailAddress &address : bounce->recipients)
                facts.notReached.append(address.key());
        }
    }
    facts.courtesyOnly = row.integer(12) != 0;
    facts.sentAt = row.instant(22);
    if (!facts.from.isEmpty() && !facts.outgoing)
        facts.marks = ticket::partnerMarks(facts.from.front(), facts.subject);
    if (!row.isNull(23)) {
        MailHints hints = readHints(row.utf8(23));
        facts.otherIds = std::move(hints.ids);
        facts.threadIndex = hints.conversation;
        facts.quotedTokens = hints.tokens;
    }
    return facts;
}

} // namespace

ThreadingStore::ThreadingStore(Database &database, const DeskRules &rules, const QByteArray &teamKey)
    : m_database(database)
    , m_rules(rules)
    , m_teamKey(teamKey)
{
}

ThreadingStore::~ThreadingStore() = default;

bool ThreadingStore::isForm(const QString &addressKey) const
{
    if (!m_forms) {
        m_forms.emplace();
        sqlite::Statement query = m_database.connection().prepare("SELECT address FROM sender_rule WHERE form=1");
        while (query.next())
            m_forms->insert(query.text(0));
    }
    return m_forms->contains(addressKey);
}

/// The mail of a form is the mail of who filled it in: a person's, even where the form marks it as a machine's.
void ThreadingStore::readFormAuthor(Entry &entry, const MailPeople &people) const
{
    for (const ticket::PersonRef &one : people.replyTo)
        if (!entry.formAuthor && !one.address.isEmpty() && !entry.facts.from.contains(one.address))
            entry.formAuthor = one;
    if (!entry.formAuthor || entry.formAuthor->name.isEmpty()) {
        const auto raw = MessageRepository(m_database).source(MessageRow(entry.row));
        if (const auto author = raw ? mime::formAuthor(mime::parseMessage(*raw)) : std::nullopt)
            entry.formAuthor = ticket::PersonRef{author->address.key(), author->name, {}};
    }
    if (!entry.formAuthor)
        return;
    entry.facts.from = QStringList{entry.formAuthor->address};
    entry.facts.marks.clear(); // the number of the form, which is the same for everybody
    if (entry.facts.autoKind == mime::AutoKind::Robot || entry.facts.autoKind == mime::AutoKind::List)
        entry.facts.autoKind = mime::AutoKind::None;
}

std::optional<ticket::PersonRef> ThreadingStore::formAuthor(const Key &message) const
{
    const Entry *found = entry(message);
    return found ? found->formAuthor : std::nullopt;
}

ThreadingStore::Entry *ThreadingStore::entry(sqlite::Statement &row) const
{
    const Key key = toKey(row.blob(1));
    std::shared_ptr<Entry> &slot = m_entries[key];
    if (slot)
        return slot.get();
    slot = std::make_shared<Entry>();
    slot->row = row.integer(0);
    const MailPeople people = readPeople(row.utf8(8));
    slot->facts = readFacts(row, people);
    if (!slot->facts.from.isEmpty() && isForm(slot->facts.from.front()))
        readFormAuthor(*slot, people);
    slot->ticketRow = row.integer(13);
    slot->order = ticket::PlacementOrder::of(slot->facts.at, key);
    if (row.integer(19) != 0) {
        slot->order.depth = static_cast<int>(row.integer(19));
        slot->order.at = row.instant(20);
        slot->order.anchor = toKey(row.blob(21));
    }
    ticket::Placement &placement = slot->placement;
    if (slot->ticketRow != 0) {
        placement.ticket = ticketKey(slot->ticketRow);
        if (const qint64 found = row.integer(14); found != 0)
            placement.found = ticketKey(found);
        placement.followUpOf = row.isNull(15) ? Key() : toKey(row.blob(15));
        placement.kind = static_cast<ticket::PlacementKind>(row.integer(16));
        placement.reason = static_cast<ticket::PlacementReason>(row.integer(17));
        placement.detail = row.text(18);
        placement.order = slot->order;
    }
    if (slot->facts.outgoing)
        readReplyOp(slot->facts);
    return slot.get();
}

ThreadingStore::Entry *ThreadingStore::entry(const Key &key) const
{
    if (const auto known = m_entries.constFind(key); known != m_entries.constEnd())
        return known->get();
    sqlite::Statement query = m_database.connection().prepare(kByKey);
    query.bind(toBlob(key));
    if (query.next())
        return entry(query);
    m_entries.insert(key, nullptr);
    return nullptr;
}

ticket::KnownMessage ThreadingStore::known(const Entry &entry) const
{
    return {entry.facts.contentKey, entry.facts.at, entry.placement.ticket, entry.order,
            entry.placement.reason == ticket::PlacementReason::SameMail};
}

std::optional<ticket::MessageFacts> ThreadingStore::facts(const Key &message) const
{
    const Entry *found = entry(message);
    return found ? std::optional(found->facts) : std::nullopt;
}

std::optional<ticket::KnownMessage> ThreadingStore::message(const Key &message) const
{
    const Entry *found = entry(message);
    return found ? std::optional(known(*found)) : std::nullopt;
}

std::vector<ticket::KnownMessage> ThreadingStore::messagesByMessageId(const QByteArray &id) const
{
    std::vector<ticket::KnownMessage> found;
    sqlite::Statement query = m_database.connection().prepare(kByIdHash);
    query.bind(messageIdHash(id));
    while (query.next())
        if (query.utf8(2) == id)
            if (const Entry *one = entry(query))
                found.push_back(known(*one));
    return found;
}

std::vector<ticket::KnownMessage> ThreadingStore::messagesOn(const Key &ticket) const
{
    std::vector<ticket::KnownMessage> found;
    const qint64 row = m_ticketRows.contains(ticket) ? m_ticketRows.value(ticket) : findTicketRow(ticket);
    if (row == 0)
        return found;
    sqlite::Statement query = m_database.connection().prepare(kOnTicket);
    query.bind(row);
    while (query.next())
        if (const Entry *one = entry(query))
            found.push_back(known(*one));
    return found;
}

std::vector<Key> ThreadingStore::keys(sqlite::Statement query) const
{
    std::vector<Key> found;
    while (query.next())
        found.push_back(toKey(query.blob(0)));
    return found;
}

std::vector<Key> ThreadingStore::messagesReferringTo(const QByteArray &id) const
{
    const auto known = m_referring.constFind(id);
    if (known != m_referring.constEnd())
        return *known;
    sqlite::Statement query = m_database.connection().prepare(
        "SELECT m.content_key FROM message_ref r JOIN message m ON m.id=r.message WHERE r.ref_hash=?1 AND m.places>0 "
        "ORDER BY m.date, m.content_key");
    query.bind(messageIdHash(id));
    return *m_referring.insert(id, keys(std::move(query)));
}

std::vector<Key> ThreadingStore::messagesFoundAt(const Key &ticket) const
{
    const qint64 row = findTicketRow(ticket);
    if (row == 0)
        return {};
    sqlite::Statement query =
        m_database.connection().prepare("SELECT content_key FROM message WHERE found=?1 AND places>0");
    query.bind(row);
    return keys(std::move(query));
}

std::vector<Key> ThreadingStore::messagesWithToken(qint64 number) const
{
    sqlite::Statement query = m_database.connection().prepare(
        "SELECT m.content_key FROM message_token t JOIN message m ON m.id=t.message WHERE t.number=?1 AND m.places>0");
    query.bind(number);
    return keys(std::move(query));
}

void ThreadingStore::setOrder(const Key &message, const ticket::PlacementOrder &order)
{
    Entry *found = entry(message);
    if (!found || found->order == order)
        return;
    found->order = order;
    found->placement.order = order;
    m_database.connection()
        .prepare(kSetOrder)
        .bind(found->row, order.depth, order.isCanonical() ? Instant() : order.at,
              order.isCanonical() ? std::nullopt : std::optional(toBlob(order.anchor)))
        .run();
}

void ThreadingStore::setPlacement(const Key &message, const ticket::Placement &placement)
{
    Entry *found = entry(message);
    if (!found)
        return;
    if (found->ticketRow != 0)
        m_affected.insert(found->ticketRow);
    const bool samePlace = found->ticketRow != 0 && ticket::isSamePlace(found->placement, placement);
    found->ticketRow = ticketRow(placement.ticket);
    found->placement = placement;
    m_affected.insert(found->ticketRow);
    if (samePlace) {
        m_database.connection()
            .prepare(kSetReason)
            .bind(found->row, static_cast<int>(placement.reason), placement.detail)
            .run();
        return;
    }
    const qint64 foundRow = placement.found.isEmpty() ? 0 : ticketRow(placement.found);
    m_database.connection()
        .prepare(kSetPlacement)
        .bind(found->row, found->ticketRow, foundRow, toBlobOrNull(placement.followUpOf),
              static_cast<int>(placement.kind), static_cast<int>(placement.reason), placement.detail)
        .run();
}

std::optional<ticket::Placement> ThreadingStore::placementOf(const Entry &entry)
{
    return entry.ticketRow == 0 ? std::nullopt : std::optional(entry.placement);
}

std::optional<ticket::Placement> ThreadingStore::placement(const Key &message) const
{
    const Entry *found = entry(message);
    return found ? placementOf(*found) : std::nullopt;
}

qint64 ThreadingStore::findTicketRow(const Key &key) const
{
    if (const auto known = m_ticketRows.constFind(key); known != m_ticketRows.constEnd())
        return *known;
    sqlite::Statement query = m_database.connection().prepare("SELECT id FROM ticket WHERE key=?1");
    query.bind(toBlob(key));
    if (!query.next())
        return 0;
    m_ticketRows.insert(key, query.integer(0));
    m_ticketKeys.insert(query.integer(0), key);
    return query.integer(0);
}

qint64 ThreadingStore::ticketRow(const Key &key)
{
    if (const qint64 row = findTicketRow(key); row != 0)
        return row;
    sqlite::Connection &db = m_database.connection();
    db.prepare("INSERT INTO ticket(key) VALUES(?1)").bind(toBlob(key)).run();
    const qint64 row = db.failed() ? 0 : db.lastInsertRowId();
    m_ticketRows.insert(key, row);
    m_ticketKeys.insert(row, key);
    return row;
}

Key ThreadingStore::ticketKey(qint64 row) const
{
    if (const auto known = m_ticketKeys.constFind(row); known != m_ticketKeys.constEnd())
        return *known;
    sqlite::Statement query = m_database.connection().prepare("SELECT key FROM ticket WHERE id=?1");
    query.bind(row);
    const Key key = query.next() ? toKey(query.blob(0)) : Key();
    m_ticketKeys.insert(row, key);
    m_ticketRows.insert(key, row);
    return key;
}

void ThreadingStore::run(const std::vector<Key> &dirty)
{
    if (!dirty.empty())
        static_cast<void>(ticket::placeAgain(dirty, *this)); // setPlacement has noted whose tickets changed
}

QSet<qint64> ThreadingStore::placeMessages(const std::vector<MessageRow> &rows)
{
    std::vector<Key> dirty;
    for (const MessageRow row : rows) {
        sqlite::Statement query = m_database.connection().prepare(kByRow);
        query.bind(row.value());
        if (!query.next())
            continue;
        const Entry *one = entry(query);
        query.rewind();
        const std::vector<Key> more = ticket::dirtyAfterMessage(one->facts, *this, placementOf(*one));
        dirty.insert(dirty.end(), more.begin(), more.end());
        if (one->ticketRow != 0)
            m_affected.insert(one->ticketRow);
    }
    run(dirty);
    return std::exchange(m_affected, {});
}

QSet<qint64> ThreadingStore::removeMessages(const std::vector<MessageRow> &rows)
{
    std::vector<std::pair<ticket::MessageFacts, std::optional<ticket::Placement>>> removed;
    for (const MessageRow row : rows) {
        sqlite::Statement query = m_database.connection().prepare(kByRow);
        query.bind(row.value());
        if (!query.next())
            continue;
        const Entry *one = entry(query);
        query.rewind();
        removed.emplace_back(one->facts, placementOf(*one));
        if (one->ticketRow != 0)
            m_affected.insert(one->ticketRow);
        m_database.connection()
            .prepare("UPDATE message SET ticket=NULL,found=NULL,follow_up_of=NULL,order_depth=0 WHERE id=?1")
            .bind(row.value())
            .run();
        m_entries.insert(removed.back().first.contentKey, nullptr);
    }
    std::vector<Key> dirty;
    for (const auto &[facts, former] : removed) {
        const std::vector<Key> more = ticket::dirtyAfterMessage(facts, *this, former);
        dirty.insert(dirty.end(), more.begin(), more.end());
    }
    std::erase_if(dirty, [this](const Key &key) { return entry(key) == nullptr; });
    run(dirty);
    return std::exchange(m_affected, {});
}

/// Its first mail is here and lies on it, and no other bears the same Message-ID: that the ticket is opened now changes
/// why that mail lies there, and nothing for any other.
bool ThreadingStore::isOpenedByItsMail(const Key &ticket) const
{
    const Entry *root = entry(ticket);
    if (!root || root->ticketRow == 0 || root->placement.ticket != ticket)
        return false;
    return root->facts.messageId.isEmpty() || messagesByMessageId(root->facts.messageId).size() == 1;
}

/// True when the opening gives the ticket's first mail another reason to lie there and nothing else: then no other mail
/// need be looked at.
bool ThreadingStore::takesOpening(const Key &ticket)
{
    const Entry *root = entry(ticket);
    const ticket::Placement now = ticket::placeMessage(root->facts, root->order, *this);
    if (!ticket::isSamePlace(root->placement, now))
        return false;
    if (now != root->placement)
        setPlacement(ticket, now);
    return true;
}

/// In the order of the file, with their rows.
std::vector<std::pair<qint64, QString>> ThreadingStore::ticketsAmong(const QSet<QString> &objects)
{
    std::vector<std::pair<qint64, QString>> tickets;
    for (const QString &object : objects)
        if (const Key key = ticketOfObject(object); !key.isEmpty())
            tickets.emplace_back(ticketRow(key), object);
    std::sort(tickets.begin(), tickets.end());
    return tickets;
}

QSet<qint64> ThreadingStore::placeAfterDecision(const JournalChange &change)
{
    std::vector<Key> tickets;
    std::vector<Key> dirty;
    std::vector<Key> messages = change.messages;
    std::vector<QByteArray> messageIds = change.messageIds;
    for (const auto &[row, object] : ticketsAmong(change.objects)) {
        const Key key = ticketOfObject(object);
        m_affected.insert(row);
        m_affected.unite(rowsAlongMerges(key));
        const bool opensOnly = change.openings.contains(object) && isOpenedByItsMail(key);
        if (!opensOnly && !change.confirmedOpenings.contains(object)) {
            tickets.push_back(key);
            if (const Entry *root = change.openings.contains(object) ? entry(key) : nullptr) {
                messages.push_back(key);
                messageIds.push_back(root->facts.messageId);
            }
            continue;
        }
        if (opensOnly && !takesOpening(key))
            dirty.push_back(key);
        for (const qint64 number : numbersOf(key)) // tokens with the new number mean something from now on
            for (const Key &message : messagesWithToken(number))
                dirty.push_back(message);
    }
    const std::vector<Key> more = ticket::dirtyAfterDecision(tickets, messageIds, messages, *this);
    dirty.insert(dirty.end(), more.begin(), more.end());
    run(dirty);
    return std::exchange(m_affected, {});
}

} // namespace otklik::store
