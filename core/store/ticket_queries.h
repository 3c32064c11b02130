// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/ticket/query_match.h"

namespace otklik::store {

/// Number of tickets in a built-in view: "mine unassigned at-risk waiting on-hold open solved-today snoozed",
/// "mailbox:NAME" or "tag:NAME".
struct ViewSize
{
    QString id;
    qint64 count = 0;
};

/// The queue, read. On any connection. `context` carries "now", "me" and the desk's time zone.
class TicketQueries final
{
public:
    explicit TicketQueries(Database &database);

    /// One page after `cursor` (empty = first page). The cursor is opaque and holds for the same query and sort only;
    /// InvalidInput when it is not one. `withTotal` false leaves `total` at -1 (it costs a count).
    [[nodiscard]] Result<ticket::TicketPage> page(const ticket::Query &query, ticket::SortOrder sort, int limit,
                                                  const QString &cursor, const ticket::QueryContext &context,
                                                  bool withTotal = true) const;
    [[nodiscard]] Result<qint64> total(const ticket::Query &query, const ticket::QueryContext &context) const;
    /// Keys of all tickets of a view, for bulk work; at most `limit`.
    [[nodiscard]] Result<std::vector<ticket::Key>> keys(const ticket::Query &query, const ticket::QueryContext &context,
                                                        int limit) const;

    [[nodiscard]] Result<ticket::TicketRow> byKey(const ticket::Key &key) const;
    [[nodiscard]] Result<ticket::TicketRow> byNumber(qint64 number) const;
    /// "4182", "#4182", or "~3fa9": the first digits of a key (InvalidInput when several tickets begin so).
    [[nodiscard]] Result<ticket::TicketRow> byReference(const QString &reference) const;

    [[nodiscard]] Result<std::vector<ViewSize>> viewSizes(const ticket::QueryContext &context) const;
    /// The query behind a view id; empty for an unknown one.
    [[nodiscard]] static QString viewQuery(const QString &viewId);
    [[nodiscard]] static QStringList builtInViews();
    /// In use on visible tickets, the most used first.
    [[nodiscard]] Result<QStringList> tags() const;
    /// Known in the journal, and assignees; `me` first.
    [[nodiscard]] Result<std::vector<ticket::PersonRef>> specialists(const QString &me) const;

private:
    [[nodiscard]] Result<ticket::TicketRow> one(sqlite::Statement query, const QString &what) const;

    Database &m_database;
};

} // namespace otklik::store
