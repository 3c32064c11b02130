// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ThreadingStore that answers from the journal.
#include "core/store/keys.h"
#include "core/store/merged_tickets.h"
#include "core/store/prepared_mail.h"
#include "core/store/threading_store.h"

#include <QJsonDocument>

namespace otklik::store {

using ticket::Key;

namespace {

constexpr std::string_view kByMessage =
    "SELECT kind,ticket FROM placement WHERE message=?1 ORDER BY pos DESC, idx DESC LIMIT 1";
constexpr std::string_view kById = "SELECT kind,ticket,message,message_id,pos,idx FROM placement WHERE id_hash=?1 AND "
                                   "id_hash<>0 ORDER BY pos DESC, idx DESC";
constexpr std::string_view kReplyOf =
    "SELECT pos,idx FROM placement WHERE message=?1 AND kind=?2 ORDER BY pos DESC, idx DESC LIMIT 1";
constexpr std::string_view kStatusOps =
    "SELECT o.type,o.data,e.author,e.shown_at FROM op o JOIN event e ON e.pos=o.event "
    "WHERE o.object=?1 AND o.outcome=0 AND o.type IN ('ticket.status','ticket.assign','ticket.reply') "
    "ORDER BY o.event,o.idx";
constexpr std::string_view kFollowUps =
    "SELECT content_key FROM message WHERE follow_up_of=?1 AND follow_up_of IS NOT NULL AND places>0";
constexpr std::string_view kJournalFollowUps =
    "SELECT key,opened_at FROM journal_ticket WHERE followup_of=?1 AND followup_of IS NOT NULL";

} // namespace

/// An op that names a Message-ID means this mail unless the mail with the content it names is here as well.
bool ThreadingStore::isMeant(const QByteArray &content, const ticket::MessageFacts &m) const
{
    if (content.isEmpty() || content == toBlob(m.contentKey))
        return true;
    sqlite::Statement present =
        m_database.connection().prepare("SELECT 1 FROM message WHERE content_key=?1 AND places>0");
    present.bind(content);
    return !present.next();
}

bool ThreadingStore::isForward(qint64 event, qint64 op) const
{
    sqlite::Statement query = m_database.connection().prepare("SELECT data FROM op WHERE event=?1 AND idx=?2");
    query.bind(event, op);
    return query.next() && QJsonDocument::fromJson(query.utf8(0)).object().value(QLatin1String("forward")).toBool();
}

void ThreadingStore::readReplyOp(ticket::MessageFacts &m) const
{
    sqlite::Connection &db = m_database.connection();
    const auto note = [&](qint64 event, qint64 op) {
        m.journalled = true;
        m.forwarded = isForward(event, op);
    };
    sqlite::Statement exact = db.prepare(kReplyOf);
    exact.bind(toBlob(m.contentKey), static_cast<int>(ticket::PlacementReason::JournalReply));
    if (exact.next())
        return note(exact.integer(0), exact.integer(1));
    sqlite::Statement byId = db.prepare(kById);
    byId.bind(messageIdHash(m.messageId));
    while (!m.journalled && byId.next())
        if (static_cast<ticket::PlacementReason>(byId.integer(0)) == ticket::PlacementReason::JournalReply &&
            byId.utf8(3) == m.messageId && isMeant(byId.blob(2), m))
            note(byId.integer(4), byId.integer(5));
}

std::optional<ticket::JournalPlacement> ThreadingStore::namedPlacement(const ticket::MessageFacts &m) const
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement exact = db.prepare(kByMessage);
    exact.bind(toBlob(m.contentKey));
    if (exact.next())
        return ticket::JournalPlacement{
            toKey(exact.blob(1)), static_cast<ticket::PlacementReason>(exact.integer(0)), {}};
    sqlite::Statement byId = db.prepare(kById);
    byId.bind(messageIdHash(m.messageId));
    while (byId.next()) {
        const auto kind = static_cast<ticket::PlacementReason>(byId.integer(0));
        const bool allowed = kind != ticket::PlacementReason::JournalReply || m.outgoing;
        if (allowed && byId.utf8(3) == m.messageId && isMeant(byId.blob(2), m))
            return ticket::JournalPlacement{toKey(byId.blob(1)), kind, {}};
    }
    return std::nullopt;
}

std::optional<ticket::JournalPlacement> ThreadingStore::journalPlacement(const ticket::MessageFacts &m) const
{
    auto found = namedPlacement(m);
    if (found && found->op == ticket::PlacementReason::JournalOpened)
        found->followUpOf = journalColumn(found->ticket, "followup_of");
    return found;
}

std::optional<Key> ThreadingStore::ticketByJournalMessageId(const QByteArray &id) const
{
    sqlite::Statement query = m_database.connection().prepare(kById);
    query.bind(messageIdHash(id));
    while (query.next()) {
        const auto kind = static_cast<ticket::PlacementReason>(query.integer(0));
        const bool names =
            kind == ticket::PlacementReason::JournalOpened || kind == ticket::PlacementReason::JournalReply;
        if (names && query.utf8(3) == id)
            return toKey(query.blob(1));
    }
    return std::nullopt;
}

std::vector<ticket::StatusChange> ThreadingStore::statusHistory(const Key &ticket) const
{
    std::vector<ticket::StatusChange> history;
    QString assignee;
    sqlite::Statement query = m_database.connection().prepare(kStatusOps);
    query.bind(ticket.object());
    while (query.next()) {
        const QJsonObject data = QJsonDocument::fromJson(query.utf8(1)).object();
        if (query.text(0) == u"ticket.assign") {
            assignee = data.value(QLatin1String("to")).toString();
        } else if (query.text(0) == u"ticket.status") {
            const auto status = ticket::statusFromString(data.value(QLatin1String("status")).toString());
            if (status)
                history.push_back({query.instant(3), *status, query.text(2), assignee});
        }
    }
    return history;
}

bool ThreadingStore::isAnyMerged() const
{
    if (!m_anyMerged) {
        sqlite::Statement query = m_database.connection().prepare(
            "SELECT EXISTS(SELECT 1 FROM journal_ticket WHERE merged_into IS NOT NULL)");
        m_anyMerged = query.next() && query.integer(0) != 0;
    }
    return *m_anyMerged;
}

QSet<qint64> ThreadingStore::rowsAlongMerges(const Key &ticket)
{
    QSet<qint64> rows{ticketRow(ticket)};
    if (!isAnyMerged())
        return rows;
    for (Key next = mergedInto(ticket); !next.isEmpty(); next = mergedInto(next)) {
        const qint64 row = ticketRow(next);
        if (rows.contains(row)) // they were merged into each other
            break;
        rows.insert(row);
    }
    return rows;
}

std::vector<Key> ThreadingStore::mergedGroup(const Key &ticket) const
{
    return isAnyMerged() ? store::mergedGroup(m_database, ticket) : std::vector<Key>{ticket};
}

std::vector<ticket::FollowUpRef> ThreadingStore::followUpsOf(const Key &ticket) const
{
    sqlite::Connection &db = m_database.connection();
    const std::vector<Key> group = mergedGroup(ticket);
    std::vector<ticket::FollowUpRef> found;
    for (const Key &key : group) {
        sqlite::Statement byMail = db.prepare(kFollowUps);
        byMail.bind(toBlob(key));
        while (byMail.next())
            if (const Entry *one = entry(toKey(byMail.blob(0))))
                found.push_back({one->placement.ticket, one->order});
        sqlite::Statement byJournal = db.prepare(kJournalFollowUps);
        byJournal.bind(toBlob(key));
        while (byJournal.next()) {
            const Key followUp = toKey(byJournal.blob(0));
            if (std::any_of(found.begin(), found.end(), [&](const auto &ref) { return ref.ticket == followUp; }))
                continue;
            const Entry *root = entry(followUp);
            found.push_back(
                {followUp, root ? root->order : ticket::PlacementOrder::of(byJournal.instant(1), followUp)});
        }
    }
    return found;
}

Key ThreadingStore::journalColumn(const Key &ticket, const char *column) const
{
    sqlite::Statement query =
        m_database.connection().prepare(std::string("SELECT ") + column + " FROM journal_ticket WHERE key=?1");
    query.bind(toBlob(ticket));
    return query.next() && !query.isNull(0) ? toKey(query.blob(0)) : Key();
}

Key ThreadingStore::followUpOf(const Key &ticket) const
{
    if (const Key named = journalColumn(ticket, "followup_of"); !named.isEmpty())
        return named;
    const Entry *root = entry(ticket);
    return root && root->placement.ticket == ticket ? root->placement.followUpOf : Key();
}

Key ThreadingStore::mergedInto(const Key &ticket) const
{
    return journalColumn(ticket, "merged_into");
}

std::optional<Key> ThreadingStore::ticketByNumber(qint64 number) const
{
    sqlite::Statement query = m_database.connection().prepare("SELECT key FROM ticket_number WHERE number=?1");
    query.bind(number);
    return query.next() ? std::optional(toKey(query.blob(0))) : std::nullopt;
}

std::vector<qint64> ThreadingStore::numbersOf(const Key &ticket) const
{
    std::vector<qint64> numbers;
    for (const Key &key : mergedGroup(ticket)) {
        sqlite::Statement number = m_database.connection().prepare("SELECT number FROM ticket_number WHERE key=?1");
        number.bind(toBlob(key));
        if (number.next())
            numbers.push_back(number.integer(0));
    }
    return numbers;
}

QStringList ThreadingStore::journalParticipants(const Key &ticket) const
{
    sqlite::Statement query =
        m_database.connection().prepare("SELECT requester FROM journal_ticket WHERE key=?1 AND requester<>''");
    query.bind(toBlob(ticket));
    return query.next() ? QStringList{query.text(0)} : QStringList();
}

bool ThreadingStore::isOurAddress(const QString &addressKey) const
{
    if (m_rules.ourAddresses.contains(addressKey))
        return true;
    if (!m_specialists) {
        m_specialists.emplace();
        sqlite::Statement query = m_database.connection().prepare("SELECT address FROM specialist");
        while (query.next())
            m_specialists->insert(query.text(0));
    }
    return m_specialists->contains(addressKey);
}

} // namespace otklik::store
