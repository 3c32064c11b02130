// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ticket_queries.h"

#include "core/store/keys.h"
#include "core/store/query_sql.h"
#include "core/store/ticket_record.h"

namespace otklik::store {

using ticket::SortOrder;

namespace {

/// Columns that order a page, with the ticket's row id as the last.
struct Ordering
{
    std::string columns; ///< "t.urgency,t.id"
    bool ascending = true;
    int count = 2;
};

Ordering orderingOf(SortOrder sort)
{
    switch (sort) {
    case SortOrder::Urgency:
        return {"t.urgency,t.id", true, 2};
    case SortOrder::Updated:
        return {"t.updated_at,t.id", false, 2};
    case SortOrder::Created:
        return {"t.created_at,t.id", false, 2};
    case SortOrder::Number:
        return {"t.number,t.id", false, 2};
    case SortOrder::Priority:
        return {"t.priority,t.updated_at,t.id", false, 3};
    }
    return {"t.urgency,t.id", true, 2};
}

std::string orderBy(const Ordering &ordering)
{
    std::string text = ordering.columns;
    if (!ordering.ascending)
        for (size_t at = text.find(','); at != std::string::npos; at = text.find(',', at + 6))
            text.replace(at, 1, " DESC,");
    return " ORDER BY " + text + (ordering.ascending ? "" : " DESC");
}

QString cursorOf(SortOrder sort, sqlite::Statement &row, int count)
{
    QStringList values{QString::number(static_cast<int>(sort))};
    for (int i = 0; i < count; ++i)
        values.append(QString::number(row.integer(kTicketRowColumns + i)));
    return values.join(QLatin1Char('.'));
}

/// Nothing when the text is not a cursor of this sort.
std::optional<std::vector<qint64>> readCursor(const QString &cursor, SortOrder sort, int count)
{
    const QStringList parts = cursor.split(QLatin1Char('.'));
    if (parts.size() != count + 1 || parts.first() != QString::number(static_cast<int>(sort)))
        return std::nullopt;
    std::vector<qint64> values;
    for (int i = 1; i <= count; ++i) {
        bool ok = false;
        values.push_back(parts.at(i).toLongLong(&ok));
        if (!ok)
            return std::nullopt;
    }
    return values;
}

} // namespace

TicketQueries::TicketQueries(Database &database)
    : m_database(database)
{
}

Result<ticket::TicketPage> TicketQueries::page(const ticket::Query &query, SortOrder sort, int limit,
                                               const QString &cursor, const ticket::QueryContext &context,
                                               bool withTotal) const
{
    sqlite::Connection &db = m_database.connection();
    QuerySql sql(query, context);
    const Ordering ordering = orderingOf(sort);
    std::string select(kSelectTicketRow);
    select.insert(select.find(" FROM "), "," + ordering.columns);
    select += sql.indexFor(sort) + " WHERE " + sql.where();
    if (!cursor.isEmpty()) {
        const auto values = readCursor(cursor, sort, ordering.count);
        if (!values)
            return fail(ErrorCode::InvalidInput, QStringLiteral("\"%1\" is not a cursor of this list").arg(cursor));
        std::string parameters;
        for (const qint64 value : *values)
            parameters += (parameters.empty() ? "" : ",") + sql.parameter(value);
        select += " AND (" + ordering.columns + (ordering.ascending ? ")>(" : ")<(") + parameters + ")";
    }
    select += orderBy(ordering) + " LIMIT " + sql.parameter(qint64(limit) + 1);
    ticket::TicketPage page;
    sqlite::Statement rows = sql.prepare(db, select);
    QString last;
    while (rows.next()) {
        if (static_cast<int>(page.rows.size()) == limit) {
            page.next = last;
            break;
        }
        page.rows.push_back(readTicketRow(rows));
        last = cursorOf(sort, rows, ordering.count);
    }
    rows.rewind();
    page.total = -1;
    if (withTotal) {
        const auto counted = total(query, context);
        if (!counted)
            return Failure(counted.error());
        page.total = *counted;
    }
    return db.finish(std::move(page));
}

Result<qint64> TicketQueries::total(const ticket::Query &query, const ticket::QueryContext &context) const
{
    sqlite::Connection &db = m_database.connection();
    QuerySql sql(query, context);
    const auto one = [&](const std::string &text) {
        sqlite::Statement count = sql.prepare(db, text);
        return count.next() ? count.integer(0) : 0;
    };
    if (sql.countsWhere().empty()) {
        const qint64 counted = one("SELECT count(*) FROM ticket t" + sql.indexForCount() + " WHERE " + sql.where());
        return db.finish(counted);
    }
    qint64 counted = one("SELECT coalesce(sum(tickets),0) FROM view_count WHERE " + sql.countsWhere());
    if (sql.leavesOutSnoozed()) {
        ticket::Query base = query;
        std::erase_if(base.terms, [](const ticket::Term &term) {
            return term.negated && term.field == ticket::QueryField::Is &&
                   term.values.contains(QStringLiteral("snoozed"));
        });
        QuerySql asleep(base, context);
        const std::string bound = asleep.parameter(context.now.ms());
        sqlite::Statement count =
            asleep.prepare(db, "SELECT count(*) FROM ticket t INDEXED BY ticket_snoozed WHERE " + asleep.where() +
                                   " AND t.snoozed_until>0 AND t.snoozed_until>" + bound);
        counted -= count.next() ? count.integer(0) : 0;
    }
    return db.finish(counted);
}

Result<std::vector<ticket::Key>> TicketQueries::keys(const ticket::Query &query, const ticket::QueryContext &context,
                                                     int limit) const
{
    sqlite::Connection &db = m_database.connection();
    QuerySql sql(query, context);
    const std::string select = "SELECT t.key FROM ticket t" + sql.indexFor(SortOrder::Urgency) + " WHERE " +
                               sql.where() + " ORDER BY t.urgency,t.id LIMIT " + sql.parameter(qint64(limit));
    std::vector<ticket::Key> found;
    sqlite::Statement rows = sql.prepare(db, select);
    while (rows.next())
        found.push_back(toKey(rows.blob(0)));
    return db.finish(std::move(found));
}

Result<ticket::TicketRow> TicketQueries::one(sqlite::Statement query, const QString &what) const
{
    std::vector<ticket::TicketRow> rows;
    while (query.next() && rows.size() < 2)
        rows.push_back(readTicketRow(query));
    if (auto done = m_database.connection().finish(); !done)
        return Failure(done.error());
    if (rows.empty())
        return fail(ErrorCode::NotFound, QStringLiteral("no ticket %1").arg(what));
    if (rows.size() > 1)
        return fail(ErrorCode::InvalidInput, QStringLiteral("several tickets begin with %1").arg(what));
    return std::move(rows.front());
}

Result<ticket::TicketRow> TicketQueries::byKey(const ticket::Key &key) const
{
    sqlite::Statement query = m_database.connection().prepare(std::string(kSelectTicketRow) + "WHERE t.key=?1");
    query.bind(toBlob(key));
    return one(std::move(query), QLatin1Char('~') + QString::fromLatin1(key.hex()));
}

Result<ticket::TicketRow> TicketQueries::byNumber(qint64 number) const
{
    sqlite::Statement query = m_database.connection().prepare(
        std::string(kSelectTicketRow) + "WHERE t.key=(SELECT key FROM ticket_number WHERE number=?1)");
    query.bind(number);
    return one(std::move(query), QString::number(number));
}

Result<ticket::TicketRow> TicketQueries::byReference(const QString &reference) const
{
    QString text = reference.trimmed().toLower();
    if (!text.startsWith(QLatin1Char('~'))) {
        bool ok = false;
        const qint64 number = (text.startsWith(QLatin1Char('#')) ? text.mid(1) : text).toLongLong(&ok);
        if (!ok || number <= 0)
            return fail(ErrorCode::InvalidInput,
                        QStringLiteral("\"%1\" is neither a ticket number nor ~KEY").arg(reference));
        return byNumber(number);
    }
    text = text.mid(1);
    QByteArray low = QByteArray::fromHex(text.leftJustified(32, QLatin1Char('0')).toLatin1());
    QByteArray high = QByteArray::fromHex(text.leftJustified(32, QLatin1Char('f')).toLatin1());
    if (text.isEmpty() || text.size() > 32 || low.size() != 16)
        return fail(ErrorCode::InvalidInput, QStringLiteral("\"%1\" is not the beginning of a key").arg(reference));
    sqlite::Statement query =
        m_database.connection().prepare(std::string(kSelectTicketRow) + "WHERE t.key BETWEEN ?1 AND ?2 LIMIT 2");
    query.bind(low, high);
    return one(std::move(query), reference);
}

Result<QStringList> TicketQueries::tags() const
{
    QStringList tags;
    sqlite::Statement query = m_database.connection().prepare(
        "SELECT tag FROM tag_count GROUP BY tag HAVING sum(tickets)>0 ORDER BY sum(tickets) DESC, tag");
    while (query.next())
        tags.append(query.text(0));
    return m_database.connection().finish(std::move(tags));
}

Result<std::vector<ticket::PersonRef>> TicketQueries::specialists(const QString &me) const
{
    std::vector<ticket::PersonRef> people;
    sqlite::Statement query =
        m_database.connection().prepare("SELECT address,name FROM specialist UNION "
                                        "SELECT DISTINCT assignee,'' FROM view_count WHERE assignee<>'' AND tickets>0 "
                                        "AND assignee NOT IN (SELECT address FROM specialist) ORDER BY 2,1");
    while (query.next())
        people.push_back({query.text(0), query.text(1), {}});
    std::stable_partition(people.begin(), people.end(),
                          [&](const ticket::PersonRef &p) { return p.address.compare(me, Qt::CaseInsensitive) == 0; });
    return m_database.connection().finish(std::move(people));
}

} // namespace otklik::store
