// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"
#include "core/mime/mailbox.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace otklik::mime {

/// A meeting that came by mail (iTIP RFC 5546 in text/calendar RFC 5545). To be shown; nothing here answers it.
struct Invitation
{
    enum class Method { Publish, Request, Reply, Cancel, Counter, Other };
    enum class Answer { Unknown, Accepted, Declined, Tentative };
    struct Attendee
    {
        Mailbox who;
        Answer answer = Answer::Unknown;

        bool operator==(const Attendee &) const = default;
    };

    Method method = Method::Publish;
    QString summary, location, description; ///< readable text, each one bounded
    Instant start, end;                     ///< never when all day, or when the mail names no usable time
    QDate firstDay, lastDay;                ///< all day, both days included
    bool isFloating =
        false; ///< start and end name no zone that is known: a clock on the wall, stored as if it were UTC
    bool isCancelled = false;
    QString repeats;                 ///< "DAILY", "WEEKLY", "MONTHLY", "YEARLY"; else empty
    Mailbox organizer;               ///< empty when none is named
    std::vector<Attendee> attendees; ///< at most 200

    bool operator==(const Invitation &) const = default;
};

/// The first event of a calendar in UTF-8; nothing when it holds none. `method` is that of the Content-Type, for
/// calendars that name none themselves. Total and bounded; thread-safe.
[[nodiscard]] std::optional<Invitation> readInvitation(const QByteArray &calendar, const QByteArray &method);

} // namespace otklik::mime
