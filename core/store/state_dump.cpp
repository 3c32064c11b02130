// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/state_dump.h"

#include "core/journal/canonical_json.h"
#include "core/journal/object_state.h"
#include "core/journal/state_hash.h"
#include "core/store/keys.h"
#include "core/store/ticket_record.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace otklik::store {

namespace {

constexpr std::string_view kMessagesOf =
    "SELECT content_key FROM message WHERE ticket=?1 AND places>0 ORDER BY content_key";
constexpr std::string_view kTickets = "SELECT id FROM ticket WHERE visible=1 OR merged_into IS NOT NULL ORDER BY key";
constexpr std::string_view kObjects = "SELECT object,state FROM object_state ORDER BY object";

QString hex(const ticket::Key &key)
{
    return QString::fromLatin1(key.hex());
}

QJsonArray messagesOf(sqlite::Connection &db, qint64 ticketRow)
{
    QJsonArray messages;
    sqlite::Statement query = db.prepare(kMessagesOf);
    query.bind(ticketRow);
    while (query.next())
        messages.append(QString::fromLatin1(query.blob(0).toHex()));
    return messages;
}

/// What mail and journal together say. Nothing of this desk alone (unread, outbox), no account names, no clock.
QJsonObject ticketJson(sqlite::Connection &db, const ProjectedTicket &record)
{
    const ticket::TicketRow &row = record.row;
    return {{QStringLiteral("key"), hex(row.key)},
            {QStringLiteral("number"), row.number},
            {QStringLiteral("subject"), row.subject},
            {QStringLiteral("status"), ticket::toString(row.status)},
            {QStringLiteral("priority"), ticket::toString(row.priority)},
            {QStringLiteral("assignee"), row.assignee},
            {QStringLiteral("category"), row.category},
            {QStringLiteral("cause"), row.cause},
            {QStringLiteral("tags"), QJsonArray::fromStringList(row.tags)},
            {QStringLiteral("channel"), ticket::toString(row.channel)},
            {QStringLiteral("requester"), row.requester.address},
            {QStringLiteral("created_at"), row.createdAt.ms()},
            {QStringLiteral("solved_at"), row.solvedAt.ms()},
            {QStringLiteral("snoozed_until"), row.snoozedUntil.ms()},
            {QStringLiteral("notes"), row.notes},
            {QStringLiteral("merged_into"), hex(row.mergedInto)},
            {QStringLiteral("followup_of"), hex(row.followUpOf)},
            {QStringLiteral("messages"), messagesOf(db, record.id)}};
}

QJsonArray ticketsJson(sqlite::Connection &db)
{
    std::vector<qint64> rows;
    sqlite::Statement query = db.prepare(kTickets);
    while (query.next())
        rows.push_back(query.integer(0));
    query.rewind();
    QJsonArray tickets;
    for (const qint64 row : rows)
        tickets.append(ticketJson(db, readRecord(db, row)));
    return tickets;
}

Result<QJsonObject> dumpObject(Database &database)
{
    sqlite::Connection &db = database.connection();
    QJsonArray objects;
    sqlite::Statement query = db.prepare(kObjects);
    while (query.next())
        objects.append(QJsonObject{{QStringLiteral("object"), query.text(0)},
                                   {QStringLiteral("state"), QJsonDocument::fromJson(query.utf8(1)).object()}});
    query.rewind();
    QJsonObject dump{{QStringLiteral("version"), 1},
                     {QStringLiteral("tickets"), ticketsJson(db)},
                     {QStringLiteral("objects"), objects}};
    return db.finish(std::move(dump));
}

} // namespace

Result<QByteArray> stateDump(Database &database)
{
    const auto dump = dumpObject(database);
    return dump ? journal::canonicalJson(*dump) : Failure(dump.error());
}

Result<QByteArray> stateHashOf(Database &database)
{
    const auto dump = dumpObject(database);
    return dump ? journal::stateHash(*dump) : Failure(dump.error());
}

} // namespace otklik::store
