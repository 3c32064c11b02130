// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"

#include <QObject>

#include <functional>
#include <vector>

namespace otklik::ui {

/// Decisions on one or many tickets, with one undo for all of them. Takes effect at once, also offline; tells what was
/// done in a sentence.
class TicketOrders final : public QObject
{
    Q_OBJECT
public:
    using Keys = std::vector<ticket::Key>;

    explicit TicketOrders(WorkspaceClient &client, QObject *parent = nullptr);

    void assign(const Keys &keys, const QString &address, const QString &shownName);
    void setStatus(const Keys &keys, ticket::Status status, const QString &cause);
    void setPriority(const Keys &keys, ticket::Priority priority);
    void changeTag(const Keys &keys, const QString &tag, bool add);
    void snooze(const Keys &keys, Instant until);
    void merge(const Keys &keys, const ticket::TicketRow &into);
    void link(const Keys &keys, const ticket::TicketRow &other);
    void markRead(const Keys &keys, bool read);

    [[nodiscard]] bool canUndo() const { return static_cast<bool>(m_undo); }
    void undo();

Q_SIGNALS:
    void done(const QString &sentence, bool canUndo);
    void failed(const QString &sentence);

private:
    using Step = std::function<Result<void>(workspace::Workspace &, const ticket::TicketRow &before)>;
    /// Runs `step` for every ticket in one order; on success `back` is what undo() runs with the rows as they were.
    void run(const Keys &keys, Step step, Step back, const QString &sentence);
    [[nodiscard]] std::vector<ticket::TicketRow> rowsOf(const Keys &keys) const;
    void send(std::vector<ticket::TicketRow> rows, Step step, std::function<void()> onDone);

    WorkspaceClient &m_client;
    std::function<void()> m_undo;
};

} // namespace otklik::ui
