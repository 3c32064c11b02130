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
};

/// Language an answer to this customer has: set by the team, else guessed from the letters of subject and name.
[[nodiscard]] QString answerLanguage(const AnswerSubject &subject);

/// A canned response filled in. `find` gives the text of an included one.
[[nodiscard]] RenderedAnswer renderAnswer(const store::CannedResponse &response, const AnswerSubject &subject,
                                          const QHash<QString, QString> &answers,
                                          const std::function<std::optional<QString>(const QString &)> &find);

} // namespace otklik::workspace
