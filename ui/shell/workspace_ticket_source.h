// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"
#include "ui/queue/ticket_source.h"

namespace otklik::ui {

/// The queue's pages from the workspace: at once where an index answers, from the pool where words are looked for.
class WorkspaceTicketSource final : public QObject, public TicketSource
{
    Q_OBJECT
public:
    explicit WorkspaceTicketSource(WorkspaceClient &client, QObject *parent = nullptr);
    void page(const QString &query, ticket::SortOrder sort, int limit, const QString &cursor,
              PageCallback done) override;

private:
    WorkspaceClient &m_client;
};

} // namespace otklik::ui
