// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/query.h"
#include "core/ticket/ticket_row.h"

namespace otklik::ticket {

struct QueryContext
{
    Instant now;
    QString me; ///< address of the specialist at the desk
    QTimeZone zone = QTimeZone::utc();
};

/// Whether a ticket meets a query; the meaning that the store's SQL has to agree with. `text` is what words are looked
/// for in (subject, names, bodies): here a word meets any word that begins with it, ignoring case; the text index also
/// knows inflections, so a cross-check leaves words out. Status is the effective one at `now`. Snoozed tickets are not
/// hidden unless the query says `-is:snoozed`. customer: `@example.org` = the domain, `anna@example.org` = the address,
/// else a part of address or name. What mails of programs are on a ticket (has:bounce …) only the store
/// knows: false here. Other texts are equal ignoring case.
[[nodiscard]] bool matches(const Query &query, const TicketRow &ticket, const QString &text,
                           const QueryContext &context);
[[nodiscard]] bool matches(const Term &term, const TicketRow &ticket, const QString &text, const QueryContext &context);

/// A bare word of digits looks for the ticket of that number too: who types a number means the ticket. 0 = no number.
[[nodiscard]] qint64 numberNamed(const QString &word);

} // namespace otklik::ticket
