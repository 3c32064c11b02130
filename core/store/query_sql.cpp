// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/query_sql.h"

#include "core/store/prepared_mail.h"
#include "core/store/search.h"

namespace otklik::store {

using ticket::QueryField;
using ticket::Term;

namespace {

std::string joinOr(const std::vector<std::string> &parts)
{
    std::string joined;
    for (const std::string &part : parts)
        joined += (joined.empty() ? "(" : " OR ") + part;
    return joined.empty() ? "t.status<0" : joined + ")";
}

const char *timeColumn(QueryField field)
{
    switch (field) {
    case QueryField::Created:
        return "t.created_at";
    case QueryField::Updated:
        return "t.updated_at";
    case QueryField::Solved:
        return "t.solved_at";
    case QueryField::Due:
        return "t.due_at";
    default:
        return "t.waiting_since";
    }
}

const char *comparisonSign(ticket::Comparison comparison)
{
    switch (comparison) {
    case ticket::Comparison::Equal:
        return "=";
    case ticket::Comparison::Less:
        return "<";
    case ticket::Comparison::LessOrEqual:
        return "<=";
    case ticket::Comparison::Greater:
        return ">";
    case ticket::Comparison::GreaterOrEqual:
        return ">=";
    }
    return "=";
}

bool isActiveStatus(const QString &name)
{
    const auto status = ticket::statusFromString(name);
    return status && *status < ticket::Status::Solved;
}

bool onlyActive(const Term &term)
{
    if (term.negated)
        return false;
    if (term.field == QueryField::Status)
        return !term.values.isEmpty() && std::all_of(term.values.begin(), term.values.end(), isActiveStatus);
    return term.field == QueryField::Is && term.values == QStringList{QStringLiteral("unsolved")};
}

bool isLeavingOutSnoozed(const Term &term)
{
    return term.field == QueryField::Is && term.negated && term.values == QStringList{QStringLiteral("snoozed")};
}

} // namespace

QuerySql::QuerySql(const ticket::Query &query, const ticket::QueryContext &context)
    : m_context(context)
{
    m_where = "t.visible=1";
    m_countsWhere = "tickets<>0";
    for (const Term &term : query.terms) {
        noteShape(term);
        const std::string one = condition(term);
        m_where += term.negated ? " AND NOT " + one : " AND " + one;
        const std::string counted = countsCondition(term);
        m_countable = m_countable && !counted.empty();
        m_countsWhere += " AND " + counted;
    }
    if (m_active)
        m_where += " AND t.status<4"; // literally, so that the partial indexes apply
    if (!m_countable)
        m_countsWhere.clear();
}

std::string QuerySql::parameter(std::variant<qint64, QString> value)
{
    m_values.push_back(std::move(value));
    return "?" + std::to_string(m_values.size());
}

sqlite::Statement QuerySql::prepare(sqlite::Connection &connection, const std::string &sql) const
{
    sqlite::Statement statement = connection.prepare(sql);
    statement.rewind();
    const int used = statement.parameterCount();
    int index = 0;
    for (const auto &value : m_values) {
        if (++index > used)
            break;
        if (const auto *number = std::get_if<qint64>(&value))
            statement.bindAt(index, *number);
        else
            statement.bindAt(index, std::get<QString>(value));
    }
    return statement;
}

void QuerySql::noteShape(const Term &term)
{
    m_active = m_active || onlyActive(term);
    m_leavesOutSnoozed = m_leavesOutSnoozed || isLeavingOutSnoozed(term);
    if (term.negated)
        return;
    const bool single = term.values.size() == 1;
    const QString value = term.values.value(0);
    m_oneAssignee = m_oneAssignee || (term.field == QueryField::Assignee && single);
    m_oneStatus = m_oneStatus || (term.field == QueryField::Status && single && isActiveStatus(value));
    if (term.field == QueryField::Customer && single) {
        m_oneDomain = m_oneDomain || value.startsWith(QLatin1Char('@'));
        m_selective = m_selective || !value.startsWith(QLatin1Char('@'));
    }
    m_due = m_due || term.field == QueryField::Due;
    m_solved = m_solved || term.field == QueryField::Solved;
    m_snoozed = m_snoozed || (term.field == QueryField::Is && single && value == QLatin1String("snoozed"));
    m_selective = m_selective || (term.field == QueryField::Has && single && value != QLatin1String("note") &&
                                  value != QLatin1String("attachment"));
    m_selective = m_selective || term.field == QueryField::Word || term.field == QueryField::Phrase ||
                  term.field == QueryField::Tag ||
                  (term.field == QueryField::Number && term.comparison == ticket::Comparison::Equal);
}

std::string QuerySql::indexFor(ticket::SortOrder sort) const
{
    if (m_selective)
        return {};
    switch (sort) {
    case ticket::SortOrder::Urgency:
        if (m_active && m_oneAssignee)
            return " INDEXED BY ticket_of_assignee";
        if (m_oneStatus)
            return " INDEXED BY ticket_of_status";
        if (m_oneDomain)
            return " INDEXED BY ticket_of_domain";
        return m_active ? " INDEXED BY ticket_active" : " INDEXED BY ticket_by_urgency";
    case ticket::SortOrder::Updated:
        return " INDEXED BY ticket_by_updated";
    case ticket::SortOrder::Created:
        return " INDEXED BY ticket_by_created";
    case ticket::SortOrder::Number:
        return " INDEXED BY ticket_by_number";
    case ticket::SortOrder::Priority:
        return " INDEXED BY ticket_by_priority";
    }
    return {};
}

std::string QuerySql::indexForCount() const
{
    if (m_selective)
        return {};
    if (m_due)
        return " INDEXED BY ticket_due";
    if (m_solved)
        return " INDEXED BY ticket_solved";
    if (m_snoozed)
        return " INDEXED BY ticket_snoozed";
    return indexFor(ticket::SortOrder::Urgency);
}

std::string QuerySql::condition(const Term &term)
{
    if (term.isTime())
        return timeCondition(term);
    if (term.field == QueryField::Word || term.field == QueryField::Phrase)
        return wordCondition(term.values.value(0), term.field == QueryField::Phrase);
    std::vector<std::string> parts;
    if (term.field == QueryField::Priority) {
        for (const ticket::Priority priority : term.priorities())
            parts.push_back("t.priority=" + std::to_string(static_cast<int>(priority)));
        return joinOr(parts);
    }
    for (const QString &value : term.values)
        parts.push_back(valueCondition(term, value));
    return parts.size() == 1 ? "(" + parts.front() + ")" : joinOr(parts);
}

std::string QuerySql::valueCondition(const Term &term, const QString &value)
{
    switch (term.field) {
    case QueryField::Number: {
        const bool above = term.comparison == ticket::Comparison::Less ||
                           term.comparison == ticket::Comparison::LessOrEqual ||
                           term.comparison == ticket::Comparison::GreaterOrEqual;
        return std::string(above ? "t.number<>0 AND t.number" : "t.number") + comparisonSign(term.comparison) +
               parameter(value.toLongLong());
    }
    case QueryField::Status:
        return statusCondition(value);
    case QueryField::Assignee: {
        const QString address = value.compare(u"me", Qt::CaseInsensitive) == 0       ? m_context.me.toLower()
                                : value.compare(u"nobody", Qt::CaseInsensitive) == 0 ? QString()
                                                                                     : value.toLower();
        if (value.compare(u"me", Qt::CaseInsensitive) == 0 && address.isEmpty())
            return "t.status<0";
        return "t.assignee=" + parameter(address);
    }
    case QueryField::Tag: {
        const std::string tagged =
            "t.id IN (SELECT ticket FROM ticket_tag WHERE tag=" + parameter(value.toLower()) + ")";
        return value.compare(u"none", Qt::CaseInsensitive) == 0 ? tagged + " OR t.tags=''" : tagged;
    }
    case QueryField::Category:
        return sameText("t.category", value);
    case QueryField::Cause:
        return sameText("t.cause", value);
    case QueryField::Customer:
        return customerCondition(value);
    case QueryField::Company:
        return sameText("t.company", value);
    case QueryField::Mailbox:
        return "t.mailbox=" + parameter(value) + " COLLATE NOCASE";
    case QueryField::Channel: {
        const auto channel = ticket::channelFromString(value);
        return channel ? "t.channel=" + std::to_string(static_cast<int>(*channel)) : "t.status<0";
    }
    case QueryField::Is:
        return isCondition(value);
    case QueryField::Has:
        return hasCondition(value);
    default:
        return "t.status<0";
    }
}

std::string QuerySql::sameText(const char *column, const QString &value)
{
    std::string same = std::string(column) + "=" + parameter(value) + " COLLATE NOCASE";
    if (value.compare(u"none", Qt::CaseInsensitive) == 0)
        same += std::string(" OR ") + column + "=''";
    return same;
}

std::string QuerySql::statusCondition(const QString &value)
{
    const auto status = ticket::statusFromString(value);
    if (!status)
        return "t.status<0";
    const std::string over = "(t.closes_at<>0 AND t.closes_at<=" + parameter(m_context.now.ms()) + ")";
    if (*status == ticket::Status::Solved)
        return "(t.status=4 AND NOT " + over + ")";
    if (*status == ticket::Status::Closed)
        return "(t.status=5 OR (t.status=4 AND " + over + "))";
    m_values.pop_back();
    return "t.status=" + std::to_string(static_cast<int>(*status));
}

std::string QuerySql::isCondition(const QString &value)
{
    if (value == QLatin1String("unread"))
        return "t.unread=1";
    if (value == QLatin1String("overdue"))
        return "t.due_at>0 AND t.due_at<" + parameter(m_context.now.ms());
    if (value == QLatin1String("snoozed"))
        return "t.snoozed_until>0 AND t.snoozed_until>" + parameter(m_context.now.ms());
    if (value == QLatin1String("unassigned"))
        return "t.assignee=''";
    if (value == QLatin1String("unsolved"))
        return "t.status<4";
    if (value == QLatin1String("waiting"))
        return "t.waiting_since>0";
    return value == QLatin1String("failed") ? "t.failed_send=1" : "t.status<0";
}

/// By the index of the ledger: as many rows as there are such mails.
std::string QuerySql::hasCondition(const QString &value)
{
    if (value == QLatin1String("note"))
        return "t.notes>0";
    if (value == QLatin1String("attachment"))
        return "t.has_files=1";
    for (int kind = 1; kind <= static_cast<int>(mime::AutoKind::Robot); ++kind)
        if (value == autoKindName(static_cast<mime::AutoKind>(kind)))
            return "t.id IN (SELECT ticket FROM message WHERE places>0 AND auto_kind=" + std::to_string(kind) + ")";
    return "t.status<0";
}

std::string QuerySql::customerCondition(const QString &value)
{
    if (value.startsWith(QLatin1Char('@')))
        return "t.requester_domain=" + parameter(value.mid(1).toLower());
    if (value.contains(QLatin1Char('@')))
        return "t.requester=" + parameter(value.toLower());
    const std::string part = parameter(value.toLower());
    std::string found = "instr(t.requester," + part + ")>0 OR instr(lower(t.requester_name)," + part + ")>0";
    if (value.size() >= 3) { // the trigram index ignores the case of all letters, lower() only of ASCII
        QString quoted = value.toLower();
        quoted.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        found += " OR t.requester IN (SELECT address FROM contact WHERE id IN (SELECT rowid FROM contact_search "
                 "WHERE contact_search MATCH " +
                 parameter(QLatin1Char('"') + quoted + QLatin1Char('"')) + "))";
    }
    return found;
}

std::string QuerySql::wordCondition(const QString &words, bool phrase)
{
    const QByteArray expression =
        Search::matchExpression(phrase ? QLatin1Char('"') + words + QLatin1Char('"') : words, !phrase);
    std::string subject = "(t.messages=0 AND instr(lower(t.subject)," + parameter(words.toLower()) + ")>0)";
    if (const qint64 number = phrase ? 0 : ticket::numberNamed(words); number > 0)
        subject += " OR t.number=" + parameter(number);
    if (expression.isEmpty())
        return "(" + subject + ")";
    return "(t.id IN (SELECT m.ticket FROM search JOIN message m ON m.id=search.rowid WHERE search MATCH " +
           parameter(QString::fromUtf8(expression)) + " AND m.places>0) OR " + subject + ")";
}

std::string QuerySql::timeCondition(const Term &term)
{
    const std::string column = timeColumn(term.field);
    const ticket::TimeRange range = term.timeRange(m_context.now, m_context.zone);
    std::string condition = "(" + column + ">0";
    if (!range.from.isNever())
        condition += " AND " + column + ">=" + parameter(range.from.ms());
    if (!range.to.isNever())
        condition += " AND " + column + "<" + parameter(range.to.ms());
    return condition + ")";
}

/// Empty when `view_count` cannot tell.
std::string QuerySql::countsCondition(const Term &term)
{
    if (isLeavingOutSnoozed(term))
        return "1";
    std::vector<std::string> parts;
    for (const QString &value : term.values) {
        if (term.field == QueryField::Status && isActiveStatus(value))
            parts.push_back("status=" + std::to_string(static_cast<int>(*ticket::statusFromString(value))));
        else if (term.field == QueryField::Is && value == QLatin1String("unsolved"))
            parts.emplace_back("status<4");
        else if (term.field == QueryField::Is && value == QLatin1String("unassigned"))
            parts.emplace_back("assignee=''");
        else if (const bool known = term.field == QueryField::Assignee || term.field == QueryField::Mailbox; known) {
            const std::string one = valueCondition(term, value);
            parts.push_back(one.starts_with("t.") ? one.substr(2) : one);
        } else
            return {};
    }
    if (parts.empty())
        return {};
    return (term.negated ? "NOT " : "") + joinOr(parts);
}

} // namespace otklik::store
