// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/outbox_repository.h"

#include "core/sqlite/transaction.h"
#include "core/store/keys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace otklik::store {

namespace {

using ticket::SendState;

QByteArray listToJson(const QStringList &list)
{
    return QJsonDocument(QJsonArray::fromStringList(list)).toJson(QJsonDocument::Compact);
}

QStringList listFromJson(const QByteArray &json)
{
    QStringList list;
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &value : array)
        list.append(value.toString());
    return list;
}

QByteArray refusedToJson(const std::vector<ticket::RefusedRecipient> &refused)
{
    QJsonArray array;
    for (const ticket::RefusedRecipient &one : refused)
        array.append(QJsonObject{{QStringLiteral("address"), one.address},
                                 {QStringLiteral("words"), one.words},
                                 {QStringLiteral("permanent"), one.permanent}});
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

std::vector<ticket::RefusedRecipient> refusedFromJson(const QByteArray &json)
{
    std::vector<ticket::RefusedRecipient> refused;
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &value : array)
        refused.push_back({value[QLatin1String("address")].toString(), value[QLatin1String("words")].toString(),
                           value[QLatin1String("permanent")].toBool()});
    return refused;
}

constexpr std::string_view kSelect =
    "SELECT id,ticket,account,message_id,content_key,sender,recipients,subject,preview,state,attempts,created_at,"
    "send_at,next_attempt_at,sent_at,sent_copy,error,refused,standing FROM local.outbox ";
constexpr std::string_view kInsert =
    "INSERT INTO local.outbox(ticket,account,message_id,content_key,sender,recipients,subject,preview,state,attempts,"
    "created_at,send_at,next_attempt_at,sent_at,sent_copy,error,raw,refused,standing) "
    "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19)";
constexpr std::string_view kUpdate =
    "UPDATE local.outbox SET account=?2,recipients=?3,state=?4,attempts=?5,send_at=?6,next_attempt_at=?7,sent_at=?8,"
    "sent_copy=?9,error=?10,refused=?11,standing=?12 WHERE id=?1";

int number(SendState state)
{
    return static_cast<int>(state);
}

} // namespace

QStringList OutboxMail::toServe() const
{
    if (refused.empty())
        return recipients;
    QStringList all, putOff;
    for (const ticket::RefusedRecipient &one : refused) {
        all.append(one.address);
        if (!one.permanent)
            putOff.append(one.address);
    }
    return putOff.isEmpty() ? all : putOff;
}

bool OutboxMail::isDue(Instant now) const
{
    if (state != SendState::Waiting)
        return false;
    if (sendAt - createdAt > kLongestUndo && sendAt > now)
        return false;
    if (createdAt > now + kLongestUndo || nextAttemptAt > now + kLongestBackOff)
        return true;
    return sendAt <= now && nextAttemptAt <= now;
}

OutboxRepository::OutboxRepository(Database &database)
    : m_database(database)
{
}

Result<OutboxRow> OutboxRepository::add(const OutboxMail &mail, const QByteArray &raw)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    db.prepare(kInsert)
        .bind(toBlob(mail.ticket), mail.account, mail.messageId, toBlob(mail.contentKey), mail.sender,
              sqlite::Utf8{listToJson(mail.recipients)}, mail.subject, mail.preview, number(mail.state), mail.attempts,
              mail.createdAt, mail.sendAt, mail.nextAttemptAt, mail.sentAt, static_cast<int>(mail.sentCopy), mail.error,
              raw, sqlite::Utf8{refusedToJson(mail.refused)}, sqlite::Utf8{mail.standing})
        .run();
    const OutboxRow row(db.failed() ? 0 : db.lastInsertRowId());
    m_database.markLocalWrite();
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return row;
}

Result<std::vector<OutboxMail>> OutboxRepository::read(sqlite::Statement q) const
{
    std::vector<OutboxMail> mails;
    while (q.next()) {
        OutboxMail mail;
        mail.id = OutboxRow(q.integer(0));
        mail.ticket = toKey(q.blob(1));
        mail.account = q.text(2);
        mail.messageId = q.text(3);
        mail.contentKey = toKey(q.blob(4));
        mail.sender = q.text(5);
        mail.recipients = listFromJson(q.utf8(6));
        mail.subject = q.text(7);
        mail.preview = q.text(8);
        mail.state = static_cast<SendState>(q.integer(9));
        mail.attempts = static_cast<int>(q.integer(10));
        mail.createdAt = q.instant(11);
        mail.sendAt = q.instant(12);
        mail.nextAttemptAt = q.instant(13);
        mail.sentAt = q.instant(14);
        mail.sentCopy = static_cast<SentCopy>(q.integer(15));
        mail.error = q.text(16);
        mail.refused = refusedFromJson(q.utf8(17));
        mail.standing = q.utf8(18);
        mails.push_back(std::move(mail));
    }
    return m_database.connection().finish(std::move(mails));
}

Result<OutboxMail> OutboxRepository::get(OutboxRow id) const
{
    sqlite::Statement query = m_database.connection().prepare(std::string(kSelect) + "WHERE id=?1");
    query.bind(id.value());
    auto found = read(std::move(query));
    if (!found)
        return Failure(found.error());
    if (found->empty())
        return fail(ErrorCode::NotFound, QStringLiteral("no answer %1 in the outbox").arg(id.value()));
    return std::move(found->front());
}

Result<QByteArray> OutboxRepository::raw(OutboxRow id) const
{
    sqlite::Statement query = m_database.connection().prepare("SELECT raw FROM local.outbox WHERE id=?1");
    query.bind(id.value());
    const bool found = query.next();
    QByteArray bytes = found ? query.blob(0) : QByteArray();
    if (!found && !m_database.connection().failed())
        return fail(ErrorCode::NotFound, QStringLiteral("no answer %1 in the outbox").arg(id.value()));
    return m_database.connection().finish(std::move(bytes));
}

Result<void> OutboxRepository::update(const OutboxMail &mail)
{
    sqlite::Transaction transaction(m_database.connection());
    m_database.connection()
        .prepare(kUpdate)
        .bind(mail.id.value(), mail.account, sqlite::Utf8{listToJson(mail.recipients)}, number(mail.state),
              mail.attempts, mail.sendAt, mail.nextAttemptAt, mail.sentAt, static_cast<int>(mail.sentCopy), mail.error,
              sqlite::Utf8{refusedToJson(mail.refused)}, sqlite::Utf8{mail.standing})
        .run();
    m_database.markLocalWrite();
    return transaction.commit();
}

Result<void> OutboxRepository::remove(OutboxRow id)
{
    sqlite::Transaction transaction(m_database.connection());
    m_database.connection().prepare("DELETE FROM local.outbox WHERE id=?1").bind(id.value()).run();
    m_database.markLocalWrite();
    return transaction.commit();
}

Result<bool> OutboxRepository::move(OutboxRow id, SendState from, SendState to)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    db.prepare("UPDATE local.outbox SET state=?3 WHERE id=?1 AND state=?2")
        .bind(id.value(), number(from), number(to))
        .run();
    const bool moved = db.changes() > 0;
    if (moved)
        m_database.markLocalWrite();
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return moved;
}

Result<void> OutboxRepository::noteCopy(OutboxRow id, SentCopy copy)
{
    sqlite::Transaction transaction(m_database.connection());
    m_database.connection()
        .prepare("UPDATE local.outbox SET sent_copy=?2 WHERE id=?1")
        .bind(id.value(), static_cast<int>(copy))
        .run();
    m_database.markLocalWrite();
    return transaction.commit();
}

Result<void> OutboxRepository::hurry(const QString &account)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Transaction transaction(db);
    // What is to be held until a time has that in send_at.
    db.prepare("UPDATE local.outbox SET next_attempt_at=0 WHERE account=?1 AND state=?2 AND attempts>0")
        .bind(account, number(SendState::Waiting))
        .run();
    if (db.changes() > 0)
        m_database.markLocalWrite();
    m_pauses.remove(account);
    return transaction.commit();
}

Result<std::vector<OutboxMail>> OutboxRepository::open() const
{
    sqlite::Statement query =
        m_database.connection().prepare(std::string(kSelect) + "WHERE state<>?1 OR sent_copy<>?2 ORDER BY id");
    query.bind(number(SendState::Sent), static_cast<int>(SentCopy::Present));
    return read(std::move(query));
}

Result<std::vector<OutboxMail>> OutboxRepository::all(int limit) const
{
    sqlite::Statement query = m_database.connection().prepare(std::string(kSelect) + "ORDER BY id DESC LIMIT ?1");
    query.bind(limit);
    return read(std::move(query));
}

Result<std::vector<OutboxMail>> OutboxRepository::ofTicket(const ticket::Key &ticket) const
{
    sqlite::Statement query = m_database.connection().prepare(std::string(kSelect) + "WHERE ticket=?1 ORDER BY id");
    query.bind(toBlob(ticket));
    return read(std::move(query));
}

Result<std::vector<OutboxMail>> OutboxRepository::due(Instant now) const
{
    sqlite::Statement query =
        m_database.connection().prepare(std::string(kSelect) + "WHERE state=?1 ORDER BY next_attempt_at,id");
    query.bind(number(SendState::Waiting));
    auto waiting = read(std::move(query));
    if (!waiting)
        return waiting;
    std::erase_if(*waiting, [&](const OutboxMail &mail) {
        const Instant pausedUntil = m_pauses.value(mail.account);
        return !mail.isDue(now) || (pausedUntil > now && pausedUntil <= now + kLongestBackOff);
    });
    return waiting;
}

Result<Instant> OutboxRepository::nextDue(const QString &account) const
{
    sqlite::Statement query = m_database.connection().prepare(
        "SELECT coalesce(min(max(next_attempt_at,send_at)),0) FROM local.outbox WHERE state=?1 AND account=?2");
    query.bind(number(SendState::Waiting), account);
    const Instant next = query.next() ? query.instant(0) : Instant();
    return m_database.connection().finish(next.isNever() ? next : std::max(next, m_pauses.value(account)));
}

Result<int> OutboxRepository::waitingCount() const
{
    sqlite::Statement query = m_database.connection().prepare("SELECT count(*) FROM local.outbox WHERE state=?1");
    query.bind(number(SendState::Waiting));
    const int waiting = query.next() ? int(query.integer(0)) : 0;
    return m_database.connection().finish(waiting);
}

Result<std::optional<OutboxMail>> OutboxRepository::byMessageId(const QString &messageId) const
{
    sqlite::Statement query = m_database.connection().prepare(std::string(kSelect) + "WHERE message_id=?1");
    query.bind(messageId);
    auto found = read(std::move(query));
    if (!found)
        return Failure(found.error());
    return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

} // namespace otklik::store
