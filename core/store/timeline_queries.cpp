// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/timeline_queries.h"

#include "core/mime/message_parser.h"
#include "core/mime/original_author.h"
#include "core/mime/quotes.h"
#include "core/store/journal_states.h"
#include "core/store/keys.h"
#include "core/store/merged_tickets.h"
#include "core/store/outbox_repository.h"
#include "core/store/prepared_mail.h"
#include "core/store/source_codec.h"
#include "core/ticket/offers.h"
#include "core/ticket/threading.h"

#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace otklik::store {

using ticket::EntryKind;
using ticket::TimelineEntry;

namespace {

#define OTKLIK_MESSAGE_COLUMNS                                                                                         \
    "SELECT id,content_key,message_id,date,direction,auto_kind,from_address,from_name,people,subject,preview,size,"    \
    "files,seen,place_reason,courtesy,bounce,EXISTS(SELECT 1 FROM sender_rule WHERE address=from_address AND "         \
    "form=1),hints,CASE WHEN found<>ticket THEN (SELECT key FROM ticket WHERE id=found) ELSE follow_up_of END "        \
    "FROM message "
constexpr std::string_view kMessages =
    OTKLIK_MESSAGE_COLUMNS "WHERE ticket=(SELECT id FROM ticket WHERE key=?1) AND places>0 "
                           "ORDER BY date,header_date,content_key"; // within a second of arrival, as they were written
constexpr std::string_view kMessage = OTKLIK_MESSAGE_COLUMNS "WHERE id=?1";
#undef OTKLIK_MESSAGE_COLUMNS

constexpr std::string_view kOps =
    "SELECT o.event,o.idx,o.type,o.data,e.id,e.author,e.shown_at,s.name FROM op o JOIN event e ON e.pos=o.event "
    "LEFT JOIN specialist s ON s.address=e.author WHERE o.object=?1 AND o.outcome=0 ORDER BY o.event,o.idx";
constexpr std::chrono::milliseconds kLeaves = std::chrono::minutes(5);
constexpr std::string_view kRequester = "SELECT data FROM op WHERE object=?1 AND type='ticket.requester' AND outcome=0 "
                                        "ORDER BY event DESC,idx DESC LIMIT 1";
constexpr std::string_view kSource = "SELECT encoding,bytes FROM message_source WHERE message=?1";
constexpr std::string_view kSourceSize = "SELECT encoding,length(bytes) FROM message_source WHERE message=?1";
constexpr int kHeaderBytes = 16 * 1024;      ///< nearly every header, packed
constexpr int kMostHeader = 4 * 1024 * 1024; ///< what lies behind is not read
constexpr std::string_view kNewest =
    "SELECT content_key FROM message WHERE ticket=(SELECT id FROM ticket WHERE key=?1) AND places>0 "
    "ORDER BY date DESC,header_date DESC,content_key DESC LIMIT 1";
constexpr std::string_view kNewestInbound =
    "SELECT id FROM message WHERE ticket=(SELECT id FROM ticket WHERE key=?1) AND places>0 AND direction=0 "
    "AND (auto_kind=0 OR from_address IN (SELECT address FROM sender_rule WHERE form=1)) ORDER BY date "
    "DESC,header_date DESC,content_key DESC LIMIT 1";

void readBounceInto(TimelineEntry &entry, const QByteArray &json)
{
    const auto bounce = readBounce(json);
    if (!bounce)
        return;
    for (const mime::EmailAddress &address : bounce->recipients)
        entry.notReached.append(address.key());
    entry.bounceReason = bounceReason(*bounce);
    entry.gaveUp = bounce->permanent;
}

TimelineEntry readMessage(sqlite::Statement &q)
{
    TimelineEntry entry;
    entry.kind = EntryKind::Message;
    entry.message = MessageRow(q.integer(0));
    entry.id = QString::fromLatin1(q.blob(1).toHex());
    entry.messageId = q.text(2);
    entry.at = q.instant(3);
    entry.direction = q.integer(4) != 0 ? ticket::Direction::Out : ticket::Direction::In;
    entry.automatic = autoKindName(static_cast<mime::AutoKind>(q.integer(5)));
    entry.by = {q.text(6), q.text(7), {}};
    const MailPeople people = readPeople(q.utf8(8));
    entry.to = people.to;
    entry.cc = people.cc;
    if (!people.replyTo.empty())
        entry.replyTo = people.replyTo.front();
    entry.subject = q.text(9);
    entry.preview = q.text(10);
    entry.size = q.integer(11);
    if (!q.isNull(12))
        entry.attachments = readFiles(q.utf8(12));
    entry.unread = entry.direction == ticket::Direction::In && q.integer(13) == 0;
    entry.placeReason = ticket::toString(static_cast<ticket::PlacementReason>(q.integer(14)));
    const auto thanks = static_cast<Thanks>(q.integer(15));
    entry.onlyThanks = thanks != Thanks::No && entry.direction == ticket::Direction::In;
    entry.keptClosed = entry.onlyThanks && thanks == Thanks::KeptClosed;
    entry.keptSolved = entry.keptClosed || (entry.onlyThanks && thanks == Thanks::KeptSolved);
    if (!q.isNull(16))
        readBounceInto(entry, q.utf8(16));
    entry.fromForm = q.integer(17) != 0;
    if (!q.isNull(18)) {
        MailHints hints = readHints(q.utf8(18));
        entry.backOn = hints.backOn;
        entry.formerIds = std::move(hints.formerIds);
    }
    if (!q.isNull(19))
        entry.lateAnswerTo = toKey(q.blob(19));
    return entry;
}

TimelineEntry outboxEntry(const OutboxMail &mail)
{
    TimelineEntry entry;
    entry.kind = EntryKind::Message;
    entry.id = QString::fromLatin1(mail.contentKey.hex());
    entry.messageId = mail.messageId;
    entry.at = mail.sentAt.isNever() ? mail.createdAt : mail.sentAt;
    entry.direction = ticket::Direction::Out;
    entry.by.address = mail.sender;
    for (const QString &recipient : mail.recipients)
        entry.to.push_back({recipient, {}, {}});
    entry.subject = mail.subject;
    entry.preview = mail.preview;
    entry.sendState = mail.state;
    entry.outbox = mail.id;
    entry.takenBack = mail.isTakenBack();
    entry.sendError = mail.error;
    entry.sendAt = mail.sendAt;
    entry.refused = mail.refused;
    return entry;
}

/// What the writer wrote, without what he quoted.
QString ownWords(const QByteArray &raw)
{
    QString words;
    for (const mime::TextBlock &block : mime::splitQuotes(mime::parseMessage(raw).text))
        if (block.kind == mime::BlockKind::Body || block.kind == mime::BlockKind::Signature)
            words += block.text;
    return words.trimmed();
}

/// Notes, calls and chats are entries of their own; a reply is shown by its mail.
void shapeOp(TimelineEntry &entry)
{
    entry.kind = EntryKind::Event;
    if (entry.op == u"ticket.note") {
        entry.kind = EntryKind::Note;
        entry.text = entry.data.value(QLatin1String("text")).toString();
        if (const QString id = entry.data.value(QLatin1String("id")).toString(); !id.isEmpty())
            entry.id = id;
    } else if (entry.op == u"ticket.created") {
        const QString channel = entry.data.value(QLatin1String("channel")).toString();
        entry.text = entry.data.value(QLatin1String("text")).toString();
        entry.subject = entry.data.value(QLatin1String("subject")).toString();
        if (channel == u"phone")
            entry.kind = EntryKind::Call;
        else if (channel == u"chat")
            entry.kind = EntryKind::Chat;
        else if (!entry.text.isEmpty())
            entry.kind = EntryKind::Note;
    }
}

/// A person was erased: earlier decisions of the same ticket name him no more.
void forgetCustomer(std::vector<TimelineEntry> &entries, size_t from)
{
    for (size_t i = from; i < entries.size(); ++i)
        if (entries[i].op == u"ticket.requester" || entries[i].op == u"ticket.created")
            for (const char *member : {"address", "requester", "name"})
                entries[i].data.remove(QLatin1String(member));
}

} // namespace

TimelineQueries::TimelineQueries(Database &database)
    : m_database(database)
{
}

Result<std::vector<TimelineEntry>> TimelineQueries::timeline(const ticket::Key &key) const
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement exists = db.prepare("SELECT 1 FROM ticket WHERE key=?1");
    exists.bind(toBlob(key));
    if (!exists.next() && !db.failed())
        return fail(ErrorCode::NotFound, QStringLiteral("no ticket ~%1").arg(QString::fromLatin1(key.hex())));
    std::vector<TimelineEntry> entries;
    addMessages(key, entries);
    const std::vector<ticket::Key> group = mergedGroup(m_database, key);
    for (const ticket::Key &one : group) // before the decisions: they say who wrote an answer
        addOutbox(one, entries);
    for (const ticket::Key &one : group)
        addOps(one, entries);
    std::stable_sort(entries.begin(), entries.end(),
                     [](const TimelineEntry &a, const TimelineEntry &b) { return a.at < b.at; });
    ticket::markOffers(entries);
    return db.finish(std::move(entries));
}

void TimelineQueries::addMessages(const ticket::Key &key, std::vector<TimelineEntry> &entries) const
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement mark = db.prepare("SELECT upto FROM local.read_mark WHERE ticket=?1");
    mark.bind(toBlob(key));
    const bool marked = mark.next();
    const Instant upto = marked ? mark.instant(0) : Instant();
    sqlite::Statement query = db.prepare(kMessages);
    query.bind(toBlob(key));
    while (query.next()) {
        entries.push_back(readMessage(query));
        TimelineEntry &entry = entries.back();
        if (marked && upto.isNever())
            entry.unread = entry.direction == ticket::Direction::In;
        else
            entry.unread = entry.unread && entry.at > upto;
    }
}

void TimelineQueries::addOps(const ticket::Key &key, std::vector<TimelineEntry> &entries) const
{
    sqlite::Statement query = m_database.connection().prepare(kOps);
    query.bind(key.object());
    const size_t firstOfTicket = entries.size();
    qint64 answering = 0; // the event whose answer left at `answeredAt`
    Instant answeredAt;
    while (query.next()) {
        TimelineEntry entry;
        entry.op = query.text(2);
        entry.data = QJsonDocument::fromJson(query.utf8(3)).object();
        if (entry.op == u"ticket.reply") {
            // The mail itself stands in the timeline already, sent from the mailbox: this is who wrote it.
            // A server that rewrites what it files makes another content of it.
            const QString answer = entry.data[u"message"].toString(), id = entry.data[u"message_id"].toString();
            const auto isIt = [&answer, &id](const TimelineEntry &mail) {
                return mail.id == answer ||
                       (!id.isEmpty() && mail.direction == ticket::Direction::Out && mail.isCalled(id));
            };
            for (TimelineEntry &message : entries)
                if (message.kind == EntryKind::Message && isIt(message)) {
                    answering = query.integer(0);
                    answeredAt = message.at;
                    message.by.address = query.text(5);
                    if (message.by.name.isEmpty())
                        message.by.name = query.text(7);
                }
            continue;
        }
        if (entry.op == u"ticket.opened")
            continue;
        entry.pending = query.integer(0) >= kPendingBase;
        entry.id = QString::fromLatin1(query.blob(4).toHex()) + QLatin1Char('.') + QString::number(query.integer(1));
        entry.by = {query.text(5), query.text(7), {}};
        entry.at = query.instant(6);
        // What was decided with an answer stands below it, though the mail took its seconds to leave.
        if (query.integer(0) == answering && answeredAt - entry.at < kLeaves)
            entry.at = std::max(entry.at, answeredAt);
        shapeOp(entry);
        if (entry.data.value(QLatin1String("erased")).toBool())
            forgetCustomer(entries, firstOfTicket);
        entries.push_back(std::move(entry));
    }
}

void TimelineQueries::addOutbox(const ticket::Key &key, std::vector<TimelineEntry> &entries) const
{
    const OutboxRepository outbox(m_database);
    const auto mails = outbox.ofTicket(key);
    if (!mails) {
        m_database.connection().latchError(mails.error());
        return;
    }
    for (const OutboxMail &mail : *mails) {
        const auto here = std::find_if(entries.begin(), entries.end(), [&](const TimelineEntry &entry) {
            return entry.kind == EntryKind::Message && entry.direction == ticket::Direction::Out &&
                   entry.isCalled(mail.messageId);
        });
        if (here == entries.end()) {
            entries.push_back(outboxEntry(mail));
            if (const auto raw = outbox.raw(mail.id))
                entries.back().text = ownWords(*raw);
            else
                m_database.connection().latchError(raw.error());
        } else {
            here->outbox = mail.id;
            here->sendState = mail.state;
            here->takenBack = mail.isTakenBack();
            here->sendError = mail.error;
            here->refused = mail.refused;
        }
    }
}

bool TimelineQueries::leftFromHere(const TimelineEntry &mail) const
{
    QStringList ids{mail.messageId};
    for (const QByteArray &id : mail.formerIds)
        ids.append(QString::fromUtf8(id));
    const OutboxRepository outbox(m_database);
    for (const QString &id : ids) {
        const auto own = outbox.byMessageId(id);
        if (!own)
            m_database.connection().latchError(own.error());
        else if (own->has_value())
            return true;
    }
    return false;
}

QByteArray Standing::toJson() const
{
    return QJsonDocument(QJsonObject{{QStringLiteral("newest"), QString::fromLatin1(newest.hex())},
                                     {QStringLiteral("answers"), answers},
                                     {QStringLiteral("tickets"), tickets}})
        .toJson(QJsonDocument::Compact);
}

std::optional<Standing> Standing::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (!object.contains(QLatin1String("newest")))
        return std::nullopt;
    return Standing{ticket::Key(object[QLatin1String("newest")].toString().toLatin1()),
                    object[QLatin1String("answers")].toInteger(), object[QLatin1String("tickets")].toInteger(1)};
}

std::vector<ticket::PersonRef> TimelineQueries::answerers(const std::vector<ticket::Key> &group, const QString &me,
                                                          Instant since) const
{
    std::map<std::pair<qint64, qint64>, ticket::PersonRef> found;
    for (const ticket::Key &key : group) {
        sqlite::Statement query = m_database.connection().prepare(kOps);
        query.bind(key.object());
        while (query.next()) {
            const QString author = query.text(5);
            if (query.text(2) == u"ticket.reply" && author.compare(me, Qt::CaseInsensitive) != 0 &&
                query.instant(6) >= since &&
                !QJsonDocument::fromJson(query.utf8(3)).object()[QLatin1String("forward")].toBool())
                found.emplace(std::pair(query.integer(0), query.integer(1)),
                              ticket::PersonRef{author, query.text(7), {}});
        }
    }
    std::vector<ticket::PersonRef> people;
    people.reserve(found.size());
    for (const auto &[place, person] : found)
        people.push_back(person);
    return people;
}

Instant TimelineQueries::arrivalOf(const ticket::Key &message) const
{
    sqlite::Statement query = m_database.connection().prepare("SELECT date FROM message WHERE content_key=?1");
    query.bind(toBlob(message));
    return query.next() ? query.instant(0) : Instant();
}

Result<Standing> TimelineQueries::standing(const ticket::Key &key, const QString &me) const
{
    const ticket::Key seenOn = ticketNow(m_database, key);
    const std::vector<ticket::Key> group = mergedGroup(m_database, seenOn);
    Standing now;
    now.answers = qint64(answerers(group, me).size());
    now.tickets = qint64(group.size());
    sqlite::Statement query = m_database.connection().prepare(kNewest);
    query.bind(toBlob(seenOn));
    if (query.next())
        now.newest = toKey(query.blob(0));
    return m_database.connection().finish(std::move(now));
}

Result<TimelineQueries::News> TimelineQueries::newsSince(const ticket::Key &key, const Standing &since,
                                                         const QString &me) const
{
    News news;
    const ticket::Key seenOn = ticketNow(m_database, key);
    const std::vector<ticket::Key> group = mergedGroup(m_database, seenOn);
    const bool isAsItWas = since.tickets == qint64(group.size());
    // Merged since, the answers of the others stand between those that were counted.
    const auto decided = answerers(group, me, isAsItWas ? Instant() : arrivalOf(since.newest));
    for (size_t i = isAsItWas ? size_t(std::max<qint64>(since.answers, 0)) : 0; i < decided.size(); ++i)
        news.answered.push_back(decided[i]);
    sqlite::Statement query = m_database.connection().prepare(kMessages);
    query.bind(toBlob(seenOn));
    const QString newest = QString::fromLatin1(since.newest.hex());
    bool past = since.newest.isEmpty();
    std::optional<ticket::PersonRef> lastWriter;
    while (query.next()) {
        const TimelineEntry mail = readMessage(query);
        if (mail.automatic.isEmpty() && mail.direction == ticket::Direction::In)
            lastWriter = mail.by;
        if (past && mail.automatic.isEmpty()) {
            if (mail.direction == ticket::Direction::In)
                news.wrote.push_back(mail.by);
            else if (news.answered.empty() && !leftFromHere(mail)) // else its decision has said by whom
                news.answered.push_back(mail.by);
        }
        past = past || mail.id == newest;
    }
    if (!past && lastWriter) // that mail has left the ticket: what came after it cannot be told any more
        news.wrote.push_back(*lastWriter);
    return m_database.connection().finish(std::move(news));
}

Result<TimelineEntry> TimelineQueries::message(MessageRow row) const
{
    sqlite::Statement query = m_database.connection().prepare(kMessage);
    query.bind(row.value());
    const bool found = query.next();
    TimelineEntry entry = found ? readMessage(query) : TimelineEntry();
    if (!found && !m_database.connection().failed())
        return fail(ErrorCode::NotFound, QStringLiteral("no such message in the cache"));
    return m_database.connection().finish(std::move(entry));
}

Result<ticket::Key> TimelineQueries::ticketOf(MessageRow row) const
{
    sqlite::Statement query =
        m_database.connection().prepare("SELECT t.key FROM message m JOIN ticket t ON t.id=m.ticket WHERE m.id=?1");
    query.bind(row.value());
    const bool found = query.next();
    ticket::Key key = found ? toKey(query.blob(0)) : ticket::Key();
    if (!found && !m_database.connection().failed())
        return fail(ErrorCode::NotFound, QStringLiteral("the message is on no ticket"));
    return m_database.connection().finish(std::move(key));
}

Result<MessageRow> TimelineQueries::newestFromCustomer(const ticket::Key &key) const
{
    sqlite::Statement query = m_database.connection().prepare(kNewestInbound);
    query.bind(toBlob(key));
    const MessageRow row(query.next() ? query.integer(0) : 0);
    return m_database.connection().finish(row);
}

Result<QSet<QString>> TimelineQueries::namedBeside(const ticket::Key &key, MessageRow message) const
{
    QSet<QString> named;
    sqlite::Statement query = m_database.connection().prepare(
        "SELECT from_address,people FROM message WHERE id<>?2 AND ticket=(SELECT id FROM ticket WHERE key=?1) "
        "AND (message_id='' OR message_id<>(SELECT message_id FROM message WHERE id=?2))");
    query.bind(toBlob(key), message.value());
    while (query.next()) {
        named.insert(query.text(0).toLower());
        const MailPeople people = readPeople(query.utf8(1));
        for (const auto *list : {&people.replyTo, &people.to, &people.cc, &people.bcc})
            for (const ticket::PersonRef &one : *list)
                named.insert(one.address.toLower());
    }
    return m_database.connection().finish(std::move(named));
}

Result<ticket::PersonRef> TimelineQueries::answersGoTo(const ticket::Key &key, MessageRow row) const
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement decided = db.prepare(kRequester);
    decided.bind(key.object());
    const QJsonObject requester = decided.next() ? QJsonDocument::fromJson(decided.utf8(0)).object() : QJsonObject();
    decided.rewind();
    sqlite::Statement query = db.prepare(kMessage);
    query.bind(row.value());
    const bool found = query.next();
    const TimelineEntry entry = found ? readMessage(query) : TimelineEntry();
    query.rewind();
    ticket::PersonRef person;
    if (found && requester.value(QLatin1String("message")).toString() == entry.id) {
        person.address = requester.value(QLatin1String("address")).toString();
        person.name = requester.value(QLatin1String("name")).toString();
    } else if (entry.fromForm) {
        const auto raw = source(row);
        if (!raw)
            return Failure(raw.error());
        if (const auto author = mime::formAuthor(mime::parseMessage(*raw)))
            person = {author->address.key(), author->name, {}};
    }
    return db.finish(std::move(person));
}

Result<QByteArray> TimelineQueries::source(MessageRow row) const
{
    sqlite::Statement query = m_database.connection().prepare(kSource);
    query.bind(row.value());
    if (query.next())
        return decompressSource({static_cast<SourceEncoding>(query.integer(0)), query.blob(1)});
    if (auto done = m_database.connection().finish(); !done)
        return Failure(done.error());
    return fail(ErrorCode::NotFound, QStringLiteral("no such message in the cache"));
}

Result<QByteArray> TimelineQueries::header(MessageRow row) const
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement query = db.prepare(kSourceSize);
    query.bind(row.value());
    const bool found = query.next();
    const auto encoding = static_cast<SourceEncoding>(found ? query.integer(0) : 0);
    const qint64 size = found ? query.integer(1) : 0;
    query.rewind();
    if (auto done = db.finish(); !done)
        return Failure(done.error());
    if (!found)
        return fail(ErrorCode::NotFound, QStringLiteral("no such message in the cache"));
    for (int most = kHeaderBytes;; most = std::min(most, kMostHeader) * 8) {
        const StoredSource start{encoding, db.blobStart("message_source", "bytes", row.value(), most)};
        if (auto done = db.finish(); !done)
            return Failure(done.error());
        auto raw = decompressStart(start, kMostHeader);
        if (!raw)
            return raw;
        const qsizetype end = mime::headerEnd(*raw);
        if (end >= 0 || start.bytes.size() >= size || raw->size() >= kMostHeader)
            return end < 0 ? *raw : raw->left(end);
    }
}

Result<std::vector<QByteArray>> TimelineQueries::referencesFor(MessageRow row) const
{
    sqlite::Statement query =
        m_database.connection().prepare("SELECT refs,reply_to_ids,message_id FROM message WHERE id=?1");
    query.bind(row.value());
    std::vector<QByteArray> ids;
    if (query.next()) {
        const QByteArray before = query.utf8(0).isEmpty() ? query.utf8(1) : query.utf8(0); // RFC 5322 §3.6.4
        for (const QByteArray &id : before.split(' ') + QByteArrayList{query.utf8(2)})
            if (!id.isEmpty())
                ids.push_back(id);
    }
    return m_database.connection().finish(std::move(ids));
}

} // namespace otklik::store
