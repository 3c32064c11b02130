// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ticket_record.h"

#include "core/store/keys.h"

namespace otklik::store {

#define OTKLIK_ROW_COLUMNS                                                                                             \
    "t.id,t.key,t.number,t.subject,t.status,t.priority,t.assignee,t.category,t.cause,t.tags,t.channel,t.requester,"    \
    "t.requester_name,t.company,t.created_at,t.updated_at,t.solved_at,t.closes_at,t.messages,t.notes,t.unread,"        \
    "t.has_files,t.failed_send,t.pending,t.promise,t.due_at,t.waiting_since,t.snoozed_until,t.mailbox,t.preview,"      \
    "t.merged_into,t.followup_of,t.urgency"

const std::string_view kSelectTicketRow = "SELECT " OTKLIK_ROW_COLUMNS " FROM ticket t ";

namespace {

constexpr std::string_view kSelectRecord =
    "SELECT " OTKLIK_ROW_COLUMNS ",t.visible,t.requester_domain,t.first_inbound_at,t.first_response_at,"
    "t.first_responder,t.solved_by,t.opened_by_us,t.reopened,coalesce(t.facts,'') FROM ticket t WHERE t.id=?1";
#undef OTKLIK_ROW_COLUMNS

constexpr std::string_view kUpdate =
    "UPDATE ticket SET visible=?2,number=?3,subject=?4,status=?5,priority=?6,assignee=?7,category=?8,cause=?9,tags=?10,"
    "channel=?11,requester=?12,requester_name=?13,requester_domain=?14,company=?15,created_at=?16,updated_at=?17,"
    "solved_at=?18,closes_at=?19,messages=?20,notes=?21,unread=?22,has_files=?23,failed_send=?24,pending=?25,"
    "promise=?26,due_at=?27,waiting_since=?28,snoozed_until=?29,urgency=?30,mailbox=?31,preview=?32,merged_into=?33,"
    "followup_of=?34,first_inbound_at=?35,first_response_at=?36,first_responder=?37,solved_by=?38,opened_by_us=?39,"
    "reopened=?40,facts=?41 WHERE id=?1";
// a number given or a mark set touches one index of fifteen
constexpr std::string_view kUpdateMarks = "UPDATE ticket SET number=?2,pending=?3,unread=?4,failed_send=?5 WHERE id=?1";

bool differsOnlyInMarks(ProjectedTicket before, const ProjectedTicket &after)
{
    before.row.number = after.row.number;
    before.row.pendingDecision = after.row.pendingDecision;
    before.row.unread = after.row.unread;
    before.row.failedSend = after.row.failedSend;
    return before == after;
}

} // namespace

ticket::TicketRow readTicketRow(sqlite::Statement &q)
{
    ticket::TicketRow row;
    row.key = toKey(q.blob(1));
    row.number = q.integer(2);
    row.subject = q.text(3);
    row.status = static_cast<ticket::Status>(q.integer(4));
    row.priority = static_cast<ticket::Priority>(q.integer(5));
    row.assignee = q.text(6);
    row.category = q.text(7);
    row.cause = q.text(8);
    row.tags = q.text(9).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    row.channel = static_cast<ticket::Channel>(q.integer(10));
    row.requester = {q.text(11), q.text(12), q.text(13)};
    row.createdAt = q.instant(14);
    row.updatedAt = q.instant(15);
    row.solvedAt = q.instant(16);
    row.closesAt = q.instant(17);
    row.messages = static_cast<int>(q.integer(18));
    row.notes = static_cast<int>(q.integer(19));
    row.unread = q.integer(20) != 0;
    row.hasFiles = q.integer(21) != 0;
    row.failedSend = q.integer(22) != 0;
    row.pendingDecision = q.integer(23) != 0;
    row.promise = static_cast<ticket::Promise>(q.integer(24));
    row.dueAt = q.instant(25);
    row.waitingSince = q.instant(26);
    row.snoozedUntil = q.instant(27);
    row.mailbox = q.text(28);
    row.preview = q.text(29);
    row.mergedInto = q.isNull(30) ? ticket::Key() : toKey(q.blob(30));
    row.followUpOf = q.isNull(31) ? ticket::Key() : toKey(q.blob(31));
    return row;
}

ProjectedTicket readRecord(sqlite::Connection &connection, qint64 id)
{
    ProjectedTicket record;
    record.id = id;
    sqlite::Statement query = connection.prepare(kSelectRecord);
    query.bind(id);
    if (!query.next())
        return record;
    record.row = readTicketRow(query);
    record.urgency = query.integer(32);
    record.visible = query.integer(33) != 0;
    record.requesterDomain = query.text(34);
    record.firstInboundAt = query.instant(35);
    record.firstResponseAt = query.instant(36);
    record.firstResponder = query.text(37);
    record.solvedBy = query.text(38);
    record.openedByUs = query.integer(39) != 0;
    record.reopened = static_cast<int>(query.integer(40));
    record.facts = query.utf8(41);
    return record;
}

void writeRecord(sqlite::Connection &connection, const ProjectedTicket &before, const ProjectedTicket &record)
{
    const ticket::TicketRow &row = record.row;
    if (before == record)
        return;
    if (differsOnlyInMarks(before, record)) {
        connection.prepare(kUpdateMarks)
            .bind(record.id, row.number, row.pendingDecision, row.unread, row.failedSend)
            .run();
        return;
    }
    connection.prepare(kUpdate)
        .bind(record.id, record.visible, row.number, row.subject, static_cast<int>(row.status),
              static_cast<int>(row.priority), row.assignee, row.category, row.cause, row.tags.join(QLatin1Char('\n')),
              static_cast<int>(row.channel), row.requester.address, row.requester.name, record.requesterDomain,
              row.requester.company, row.createdAt, row.updatedAt, row.solvedAt, row.closesAt, row.messages, row.notes,
              row.unread, row.hasFiles, row.failedSend, row.pendingDecision, static_cast<int>(row.promise), row.dueAt,
              row.waitingSince, row.snoozedUntil, record.urgency, row.mailbox, row.preview,
              toBlobOrNull(row.mergedInto), toBlobOrNull(row.followUpOf), record.firstInboundAt, record.firstResponseAt,
              record.firstResponder, record.solvedBy, record.openedByUs, record.reopened, sqlite::Utf8{record.facts})
        .run();
}

} // namespace otklik::store
