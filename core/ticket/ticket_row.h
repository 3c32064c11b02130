// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/ticket/ticket.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace otklik::ticket {

/// A person as shown in a row: the address is the key, the name may be empty.
struct PersonRef
{
    QString address;
    QString name;
    QString company;

    bool operator==(const PersonRef &) const = default;
};

/// Which promise is due next.
enum class Promise { None, FirstResponse, NextResponse, Resolution };

/// One ticket as the queue shows it and as `otklik-cli tickets` prints it. `core/store` fills it, windows
/// and the command line read it. Durations and "overdue" are computed by the reader against its clock.
struct TicketRow
{
    Key key;
    qint64 number = 0; ///< 0 until the journal has given one (shown as "…")
    QString subject;
    Status status = Status::New; ///< as stored: Closed only when set; use effectiveStatus() to show
    Priority priority = Priority::Normal;
    QString assignee; ///< address, empty = nobody
    QString category;
    QString cause;
    QStringList tags;
    Channel channel = Channel::Mail;
    PersonRef requester;
    Instant createdAt;
    Instant updatedAt; ///< newest message, note or decision
    Instant solvedAt;
    Instant closesAt; ///< end of the reopen period of a solved ticket; never when not solved
    int messages = 0;
    int notes = 0;
    bool unread = false;
    bool hasFiles = false;
    bool failedSend = false;      ///< an answer of ours failed or bounced
    bool pendingDecision = false; ///< holds decisions that are not yet confirmed in the journal
    Promise promise = Promise::None;
    Instant dueAt;        ///< of `promise`; never when nothing runs
    Instant waitingSince; ///< oldest customer mail we have not answered; never when none
    Instant snoozedUntil;
    QString mailbox; ///< account name
    QString preview; ///< first words of the newest message, one line
    Key mergedInto;
    Key followUpOf;

    [[nodiscard]] Status effectiveStatus(Instant now) const
    {
        return status == Status::Solved && !closesAt.isNever() && closesAt <= now ? Status::Closed : status;
    }
    [[nodiscard]] bool isOverdue(Instant now) const { return !dueAt.isNever() && dueAt < now; }
    bool operator==(const TicketRow &) const = default;
};

enum class SortOrder { Urgency, Updated, Created, Number, Priority };

/// One page of a view: keyset paging, so a page costs the same anywhere in the list.
struct TicketPage
{
    std::vector<TicketRow> rows;
    qint64 total = 0;
    QString next; ///< cursor of the next page, empty at the end
};

} // namespace otklik::ticket
