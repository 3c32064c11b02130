// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_ticket_source.h"

#include "ui/queue/search_words.h"

namespace otklik::ui {
namespace {
constexpr int kAtOnce = 200; ///< rows; more take longer than the window may be held
} // namespace

WorkspaceTicketSource::WorkspaceTicketSource(WorkspaceClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void WorkspaceTicketSource::page(const QString &query, ticket::SortOrder sort, int limit, const QString &cursor,
                                 PageCallback done)
{
    if (limit <= kAtOnce && wordsToMark(query).isEmpty()) {
        done(m_client.read().tickets(query, sort, limit, cursor));
        return;
    }
    const auto future = m_client.readInPool([query, sort, limit, cursor](const workspace::ReadSession &session) {
        return session.tickets(query, sort, limit, cursor);
    });
    onResult(future, this, [done](Result<ticket::TicketPage> page) { done(std::move(page)); });
}

} // namespace otklik::ui
