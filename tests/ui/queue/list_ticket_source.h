// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/queue/ticket_source.h"

#include <QMap>

#include <algorithm>

namespace otklik::test {

/// Answers pages from lists kept in memory, one list per query; at once, or when released.
class ListTicketSource final : public ui::TicketSource
{
public:
    QMap<QString, std::vector<ticket::TicketRow>> lists;
    std::optional<Error> error;
    bool isHolding = false;
    int requests = 0;

    void page(const QString &query, ticket::SortOrder, int limit, const QString &cursor, PageCallback done) override
    {
        ++requests;
        if (isHolding) {
            m_held.push_back([=, this] { done(answer(query, limit, cursor)); });
            return;
        }
        done(answer(query, limit, cursor));
    }
    void release()
    {
        isHolding = false;
        auto held = std::move(m_held);
        m_held.clear();
        for (const auto &job : held)
            job();
    }

private:
    Result<ticket::TicketPage> answer(const QString &query, int limit, const QString &cursor) const
    {
        if (error)
            return Failure(*error);
        const std::vector<ticket::TicketRow> rows = lists.value(query);
        ticket::TicketPage page;
        page.total = static_cast<qint64>(rows.size());
        const auto from = static_cast<size_t>(cursor.toULongLong());
        const size_t to = std::min(rows.size(), from + static_cast<size_t>(limit));
        page.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(from),
                         rows.begin() + static_cast<std::ptrdiff_t>(to));
        if (to < rows.size())
            page.next = QString::number(to);
        return page;
    }
    std::vector<std::function<void()>> m_held;
};

inline ticket::TicketRow makeTicket(int number, const QString &subject)
{
    ticket::TicketRow row;
    row.key = ticket::Key(QByteArray::number(number).rightJustified(32, '0'));
    row.number = number;
    row.subject = subject;
    row.status = ticket::Status::Open;
    row.requester = {QStringLiteral("person%1@x.example").arg(number), QStringLiteral("Person %1").arg(number), {}};
    return row;
}
inline std::vector<ticket::TicketRow> makeTickets(int from, int count)
{
    std::vector<ticket::TicketRow> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(makeTicket(from + i, QStringLiteral("Subject %1").arg(from + i)));
    return rows;
}

} // namespace otklik::test
