// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/query_match.h"

#include <algorithm>

namespace otklik::ticket {

namespace {

bool isSame(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isNone(const QString &value)
{
    return isSame(value, QStringLiteral("none"));
}

bool holdsText(const QString &actual, const QString &value)
{
    return isSame(actual, value) || (actual.isEmpty() && isNone(value));
}

bool holdsTag(const QStringList &tags, const QString &value)
{
    return tags.contains(value, Qt::CaseInsensitive) || (tags.isEmpty() && isNone(value));
}

bool holdsAssignee(const QString &assignee, const QString &value, const QString &me)
{
    if (isSame(value, QStringLiteral("me")))
        return !me.isEmpty() && isSame(assignee, me);
    if (isSame(value, QStringLiteral("nobody")))
        return assignee.isEmpty();
    return isSame(assignee, value);
}

bool holdsCustomer(const PersonRef &person, const QString &value)
{
    if (value.startsWith(QLatin1Char('@')))
        return person.address.endsWith(value, Qt::CaseInsensitive);
    if (value.contains(QLatin1Char('@')))
        return isSame(person.address, value);
    return person.address.contains(value, Qt::CaseInsensitive) || person.name.contains(value, Qt::CaseInsensitive);
}

bool holdsIs(const TicketRow &ticket, const QString &value, Instant now)
{
    const Status status = ticket.effectiveStatus(now);
    if (value == QLatin1String("unread"))
        return ticket.unread;
    if (value == QLatin1String("overdue"))
        return ticket.isOverdue(now);
    if (value == QLatin1String("snoozed"))
        return ticket.snoozedUntil > now;
    if (value == QLatin1String("unassigned"))
        return ticket.assignee.isEmpty();
    if (value == QLatin1String("unsolved"))
        return status != Status::Solved && status != Status::Closed;
    if (value == QLatin1String("waiting"))
        return !ticket.waitingSince.isNever();
    return ticket.failedSend;
}

bool holdsNumber(const Term &term, qint64 number, const QString &value)
{
    const qint64 bound = value.toLongLong();
    switch (term.comparison) {
    case Comparison::Equal:
        return number == bound;
    case Comparison::Less:
        return number != 0 && number < bound;
    case Comparison::LessOrEqual:
        return number != 0 && number <= bound;
    case Comparison::Greater:
        return number > bound;
    case Comparison::GreaterOrEqual:
        return number != 0 && number >= bound;
    }
    return false;
}

Instant timeOf(QueryField field, const TicketRow &ticket)
{
    switch (field) {
    case QueryField::Created:
        return ticket.createdAt;
    case QueryField::Updated:
        return ticket.updatedAt;
    case QueryField::Solved:
        return ticket.solvedAt;
    case QueryField::Due:
        return ticket.dueAt;
    default:
        return ticket.waitingSince;
    }
}

/// The phrase begins at the beginning of a word; a word may go on after it, a phrase may not.
bool holdsWords(const QString &text, const QString &words, bool asPhrase)
{
    for (auto at = text.indexOf(words, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(words, at + 1, Qt::CaseInsensitive)) {
        const auto end = at + words.size();
        const bool begins = at == 0 || !text[at - 1].isLetterOrNumber();
        const bool ends = !asPhrase || end >= text.size() || !text[end].isLetterOrNumber();
        if (begins && ends)
            return true;
    }
    return false;
}

} // namespace

qint64 numberNamed(const QString &word)
{
    bool isNumber = false;
    const qint64 number = word.toLongLong(&isNumber);
    return isNumber && number > 0 ? number : 0;
}

namespace {

bool holdsValue(const Term &term, const TicketRow &ticket, const QString &value, const QueryContext &context)
{
    switch (term.field) {
    case QueryField::Number:
        return holdsNumber(term, ticket.number, value);
    case QueryField::Status:
        return toString(ticket.effectiveStatus(context.now)) == value;
    case QueryField::Assignee:
        return holdsAssignee(ticket.assignee, value, context.me);
    case QueryField::Tag:
        return holdsTag(ticket.tags, value);
    case QueryField::Category:
        return holdsText(ticket.category, value);
    case QueryField::Cause:
        return holdsText(ticket.cause, value);
    case QueryField::Customer:
        return holdsCustomer(ticket.requester, value);
    case QueryField::Company:
        return holdsText(ticket.requester.company, value);
    case QueryField::Mailbox:
        return isSame(ticket.mailbox, value);
    case QueryField::Channel:
        return toString(ticket.channel) == value;
    case QueryField::Is:
        return holdsIs(ticket, value, context.now);
    case QueryField::Has:
        return value == QLatin1String("note") ? ticket.notes > 0
                                              : value == QLatin1String("attachment") && ticket.hasFiles;
    default:
        return false;
    }
}

bool holds(const Term &term, const TicketRow &ticket, const QString &text, const QueryContext &context)
{
    if (term.field == QueryField::Word && ticket.number > 0 && numberNamed(term.values.value(0)) == ticket.number)
        return true;
    if (term.field == QueryField::Word || term.field == QueryField::Phrase)
        return holdsWords(text, term.values.value(0), term.field == QueryField::Phrase);
    if (term.isTime())
        return term.timeRange(context.now, context.zone).contains(timeOf(term.field, ticket));
    if (term.field == QueryField::Priority) {
        const std::vector<Priority> wanted = term.priorities();
        return std::find(wanted.begin(), wanted.end(), ticket.priority) != wanted.end();
    }
    return std::any_of(term.values.begin(), term.values.end(),
                       [&](const QString &value) { return holdsValue(term, ticket, value, context); });
}

} // namespace

bool matches(const Term &term, const TicketRow &ticket, const QString &text, const QueryContext &context)
{
    return holds(term, ticket, text, context) != term.negated;
}

bool matches(const Query &query, const TicketRow &ticket, const QString &text, const QueryContext &context)
{
    return std::all_of(query.terms.begin(), query.terms.end(),
                       [&](const Term &term) { return matches(term, ticket, text, context); });
}

} // namespace otklik::ticket
