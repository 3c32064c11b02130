// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/canned_queries.h"
#include "core/templates/template_expansion.h"
#include "core/ticket/customer.h"
#include "core/workspace/desk_values.h"

namespace otklik::workspace {

/// Values of placeholders (core/templates/placeholders.h) for one ticket.
struct AnswerSubject
{
    ticket::TicketRow ticket;
    ticket::CustomerCard customer;
    Me me;
    Instant now;
    QString lastMail; ///< words of the customer's last mail; empty when there is none
};

/// Language an answer to this customer has: that of the last mail, guessed from its letters (from subject and name when
/// it has none); when the team has set languages, only one of these, the first if the mail is in none of them.
[[nodiscard]] QString answerLanguage(const AnswerSubject &subject);

/// A canned response filled in. `find` gives the text of an included one.
[[nodiscard]] RenderedAnswer renderAnswer(const store::CannedResponse &response, const AnswerSubject &subject,
                                          const QHash<QString, QString> &answers,
                                          const std::function<std::optional<QString>(const QString &)> &find);

} // namespace otklik::workspace
