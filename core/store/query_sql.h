// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sqlite/connection.h"
#include "core/ticket/query_match.h"

#include <string>
#include <variant>
#include <vector>

namespace otklik::store {

/// A query over the queue as the WHERE of a SELECT over `ticket t`, with its values and the index to walk.
class QuerySql final
{
public:
    QuerySql(const ticket::Query &query, const ticket::QueryContext &context);

    /// "t.visible=1 AND …"
    [[nodiscard]] const std::string &where() const { return m_where; }
    /// " INDEXED BY …" for walking in this order; empty where a term is so selective that sorting its hits is cheaper.
    [[nodiscard]] std::string indexFor(ticket::SortOrder sort) const;
    /// The same for counting.
    [[nodiscard]] std::string indexForCount() const;
    /// WHERE over `view_count` when the query asks for nothing but status, assignee and mailbox (and possibly leaves
    /// snoozed tickets out); empty otherwise.
    [[nodiscard]] const std::string &countsWhere() const { return m_countsWhere; }
    [[nodiscard]] bool leavesOutSnoozed() const { return m_leavesOutSnoozed; }

    /// Adds a value; its parameter, "?7".
    [[nodiscard]] std::string parameter(std::variant<qint64, QString> value);
    /// Prepares `sql` and binds all values.
    [[nodiscard]] sqlite::Statement prepare(sqlite::Connection &connection, const std::string &sql) const;

private:
    [[nodiscard]] std::string condition(const ticket::Term &term);
    [[nodiscard]] std::string valueCondition(const ticket::Term &term, const QString &value);
    [[nodiscard]] std::string statusCondition(const QString &value);
    [[nodiscard]] static std::string hasCondition(const QString &value);
    [[nodiscard]] std::string isCondition(const QString &value);
    [[nodiscard]] std::string customerCondition(const QString &value);
    [[nodiscard]] std::string wordCondition(const QString &words, bool phrase);
    [[nodiscard]] std::string timeCondition(const ticket::Term &term);
    [[nodiscard]] std::string sameText(const char *column, const QString &value);
    void noteShape(const ticket::Term &term);
    [[nodiscard]] std::string countsCondition(const ticket::Term &term);

    const ticket::QueryContext &m_context;
    std::vector<std::variant<qint64, QString>> m_values;
    std::string m_where;
    std::string m_countsWhere;
    bool m_countable = true;
    bool m_leavesOutSnoozed = false;
    bool m_active = false;
    bool m_oneAssignee = false;
    bool m_oneStatus = false;
    bool m_oneDomain = false;
    bool m_due = false;
    bool m_solved = false;
    bool m_snoozed = false;
    bool m_selective = false;
};

} // namespace otklik::store
