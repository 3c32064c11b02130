// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ticket_orders.h"

#include "ui/models/error_text.h"
#include "ui/queue/ticket_text.h"
#include "ui/widgets/time_text.h"

namespace otklik::ui {

using workspace::Workspace;

TicketOrders::TicketOrders(WorkspaceClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

std::vector<ticket::TicketRow> TicketOrders::rowsOf(const Keys &keys) const
{
    std::vector<ticket::TicketRow> rows;
    for (const ticket::Key &key : keys)
        if (auto row = m_client.read().ticket(key))
            rows.push_back(std::move(*row));
    return rows;
}

void TicketOrders::send(std::vector<ticket::TicketRow> rows, Step step, std::function<void()> onDone)
{
    const auto future = m_client.order([rows = std::move(rows), step = std::move(step)](Workspace &engine) {
        for (const ticket::TicketRow &row : rows)
            if (auto result = step(engine, row); !result)
                return result;
        return Result<void>();
    });
    onResult(future, this, [this, onDone = std::move(onDone)](const Result<void> &result) {
        if (result)
            onDone();
        else
            Q_EMIT failed(ErrorText::of(result.error()));
    });
}

void TicketOrders::run(const Keys &keys, Step step, Step back, const QString &sentence)
{
    const std::vector<ticket::TicketRow> before = rowsOf(keys);
    if (before.empty())
        return;
    send(before, std::move(step), [this, before, back = std::move(back), sentence] {
        m_undo = {};
        if (back)
            m_undo = [this, before, back] { send(before, back, [this] { Q_EMIT done(tr("Undone."), false); }); };
        Q_EMIT done(sentence, canUndo());
    });
}

void TicketOrders::undo()
{
    if (const auto back = std::exchange(m_undo, {}))
        back();
}

void TicketOrders::assign(const Keys &keys, const QString &address, const QString &shownName)
{
    const int count = static_cast<int>(keys.size());
    run(
        keys, [address](Workspace &engine, const ticket::TicketRow &row) { return engine.assign(row.key, address); },
        [](Workspace &engine, const ticket::TicketRow &row) { return engine.assign(row.key, row.assignee); },
        address.isEmpty() ? tr("%n ticket(s) given back.", nullptr, count)
                          : tr("%n ticket(s) assigned to %1.", nullptr, count).arg(shownName));
}

void TicketOrders::setStatus(const Keys &keys, ticket::Status status, const QString &cause)
{
    run(
        keys,
        [status, cause](Workspace &engine, const ticket::TicketRow &row) {
            return engine.setStatus(row.key, status, cause);
        },
        [](Workspace &engine, const ticket::TicketRow &row) {
            return engine.setStatus(row.key, row.status, row.cause);
        },
        tr("%n ticket(s) set to “%1”.", nullptr, static_cast<int>(keys.size())).arg(TicketText::status(status)));
}

void TicketOrders::setPriority(const Keys &keys, ticket::Priority priority)
{
    run(
        keys,
        [priority](Workspace &engine, const ticket::TicketRow &row) { return engine.setPriority(row.key, priority); },
        [](Workspace &engine, const ticket::TicketRow &row) { return engine.setPriority(row.key, row.priority); },
        tr("Priority of %n ticket(s): %1.", nullptr, static_cast<int>(keys.size()))
            .arg(TicketText::priority(priority)));
}

void TicketOrders::changeTag(const Keys &keys, const QString &tag, bool add)
{
    const QStringList tags(tag);
    const auto change = [tags](bool adds, Workspace &engine, const ticket::TicketRow &row) {
        return engine.changeTags(row.key, adds ? tags : QStringList(), adds ? QStringList() : tags);
    };
    const int count = static_cast<int>(keys.size());
    run(
        keys, [=](Workspace &engine, const ticket::TicketRow &row) { return change(add, engine, row); },
        [=](Workspace &engine, const ticket::TicketRow &row) {
            // Only where it was otherwise before.
            return row.tags.contains(tag) == add ? Result<void>() : change(!add, engine, row);
        },
        add ? tr("Tag “%1” put on %n ticket(s).", nullptr, count).arg(tag)
            : tr("Tag “%1” taken off %n ticket(s).", nullptr, count).arg(tag));
}

void TicketOrders::snooze(const Keys &keys, Instant until)
{
    const int count = static_cast<int>(keys.size());
    run(
        keys, [until](Workspace &engine, const ticket::TicketRow &row) { return engine.snooze(row.key, until); },
        [](Workspace &engine, const ticket::TicketRow &row) { return engine.snooze(row.key, row.snoozedUntil); },
        until.isNever() ? tr("%n ticket(s) woken up.", nullptr, count)
                        : tr("%n ticket(s) put off until %1.", nullptr, count).arg(TimeText::full(until.toLocal())));
}

void TicketOrders::merge(const Keys &keys, const ticket::TicketRow &into)
{
    run(
        keys, [into](Workspace &engine, const ticket::TicketRow &row) { return engine.merge(row.key, into.key); },
        [](Workspace &engine, const ticket::TicketRow &row) { return engine.unmerge(row.key); },
        tr("%n ticket(s) merged into %1.", nullptr, static_cast<int>(keys.size()))
            .arg(TicketText::number(into.number)));
}

void TicketOrders::link(const Keys &keys, const ticket::TicketRow &other)
{
    run(
        keys, [other](Workspace &engine, const ticket::TicketRow &row) { return engine.link(row.key, other.key); }, {},
        tr("%n ticket(s) linked with %1.", nullptr, static_cast<int>(keys.size()))
            .arg(TicketText::number(other.number)));
}

void TicketOrders::markRead(const Keys &keys, bool read)
{
    const auto future = m_client.order([keys, read](Workspace &engine) {
        for (const ticket::Key &key : keys)
            if (auto result = engine.markRead(key, read); !result)
                return result;
        return Result<void>();
    });
    onResult(future, this, [this](const Result<void> &result) {
        if (!result)
            Q_EMIT failed(ErrorText::of(result.error()));
    });
}

} // namespace otklik::ui
