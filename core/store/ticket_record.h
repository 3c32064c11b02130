// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sqlite/connection.h"
#include "core/ticket/ticket_row.h"

namespace otklik::store {

/// A row of table `ticket`.
struct ProjectedTicket
{
    qint64 id = 0;
    bool visible = false;
    ticket::TicketRow row;
    QString requesterDomain;
    qint64 urgency = 0;
    Instant firstInboundAt, firstResponseAt;
    QString firstResponder, solvedBy;
    bool openedByUs = false;
    int reopened = 0;
    QByteArray facts;

    bool operator==(const ProjectedTicket &) const = default;
};

/// "SELECT <the columns of ticket::TicketRow> FROM ticket t ", to be followed by WHERE; read with readTicketRow().
extern const std::string_view kSelectTicketRow;
inline constexpr int kTicketRowColumns = 33;
[[nodiscard]] ticket::TicketRow readTicketRow(sqlite::Statement &query);

/// An all-empty record when there is none.
[[nodiscard]] ProjectedTicket readRecord(sqlite::Connection &connection, qint64 id);
/// `before`: what readRecord() says now.
void writeRecord(sqlite::Connection &connection, const ProjectedTicket &before, const ProjectedTicket &record);

} // namespace otklik::store
