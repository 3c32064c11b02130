// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in views of TicketQueries.
#include "core/store/ticket_queries.h"

#include <map>

namespace otklik::store {

namespace {

struct View
{
    const char *id;
    const char *query;
};
constexpr View kViews[] = {
    {"mine", "assignee:me is:unsolved -is:snoozed"},
    {"unassigned", "assignee:nobody is:unsolved -is:snoozed"},
    {"at-risk", "is:unsolved due:<1h -is:snoozed"},
    {"waiting", "status:pending"},
    {"on-hold", "status:on-hold"},
    {"open", "is:unsolved -is:snoozed"},
    {"solved-today", "solved:today"},
    {"snoozed", "is:unsolved is:snoozed"},
};

QString quoted(const QString &value)
{
    QString text = value;
    return QLatin1Char('"') + text.remove(QLatin1Char('"')) + QLatin1Char('"');
}

} // namespace

QString TicketQueries::viewQuery(const QString &viewId)
{
    for (const View &view : kViews)
        if (viewId == QLatin1String(view.id))
            return QLatin1String(view.query);
    if (viewId.startsWith(QLatin1String("mailbox:")))
        return QStringLiteral("mailbox:%1 is:unsolved -is:snoozed").arg(quoted(viewId.mid(8)));
    if (viewId.startsWith(QLatin1String("tag:")))
        return QStringLiteral("tag:%1 is:unsolved").arg(quoted(viewId.mid(4)));
    return {};
}

QStringList TicketQueries::builtInViews()
{
    QStringList ids;
    for (const View &view : kViews)
        ids.append(QLatin1String(view.id));
    return ids;
}

Result<std::vector<ViewSize>> TicketQueries::viewSizes(const ticket::QueryContext &context) const
{
    sqlite::Connection &db = m_database.connection();
    QStringList ids = builtInViews();
    sqlite::Statement mailboxes = db.prepare("SELECT DISTINCT mailbox FROM view_count WHERE mailbox<>''");
    while (mailboxes.next())
        ids.append(QStringLiteral("mailbox:") + mailboxes.text(0));
    mailboxes.rewind();
    std::vector<ViewSize> sizes;
    for (const QString &id : std::as_const(ids)) {
        const auto query = ticket::parseQuery(viewQuery(id));
        if (!query)
            return fail(ErrorCode::Internal, QStringLiteral("view %1: %2").arg(id, query.error().detail));
        const auto count = total(*query, context);
        if (!count)
            return Failure(count.error());
        sizes.push_back({id, *count});
    }
    sqlite::Statement tags = db.prepare(
        "SELECT tag,sum(tickets) FROM tag_count WHERE status<4 GROUP BY tag HAVING sum(tickets)>0 ORDER BY 2 DESC,1");
    while (tags.next())
        sizes.push_back({QStringLiteral("tag:") + tags.text(0), tags.integer(1)});
    return db.finish(std::move(sizes));
}

} // namespace otklik::store
