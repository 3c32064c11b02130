// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk.h"

namespace otklik::workspace {

/// What a person decides about tickets, customers and canned responses: each call is one journal event, in effect here
/// at once. NotFound when there is no such ticket, InvalidInput for words that are none.
class TicketDecisions final
{
public:
    explicit TicketDecisions(Desk &desk)
        : m_desk(desk)
    {
    }

    [[nodiscard]] Result<void> assign(const ticket::Key &key, const QString &address);
    [[nodiscard]] Result<void> setStatus(const ticket::Key &key, ticket::Status status, const QString &cause);
    [[nodiscard]] Result<void> setPriority(const ticket::Key &key, ticket::Priority priority);
    [[nodiscard]] Result<void> setCategory(const ticket::Key &key, const QString &category);
    [[nodiscard]] Result<void> changeTags(const ticket::Key &key, const QStringList &add, const QStringList &remove);
    [[nodiscard]] Result<void> addNote(const ticket::Key &key, const QString &text);
    [[nodiscard]] Result<void> snooze(const ticket::Key &key, Instant until);
    [[nodiscard]] Result<void> merge(const ticket::Key &key, const ticket::Key &into);
    [[nodiscard]] Result<void> unmerge(const ticket::Key &key);
    [[nodiscard]] Result<ticket::Key> split(const ticket::Key &key, const QStringList &messages);
    [[nodiscard]] Result<void> link(const ticket::Key &key, const ticket::Key &other);

    /// Empty address: who opened the ticket again. `message` (content key) told so; may be empty.
    [[nodiscard]] Result<void> setRequester(const ticket::Key &key, const ticket::PersonRef &person,
                                            const QString &message);
    [[nodiscard]] Result<void> dismissOffer(const ticket::Key &key, const QString &message, const QString &offer);
    [[nodiscard]] Result<void> setFormSender(const QString &address, bool isForm);

    [[nodiscard]] Result<void> putCanned(const CannedRow &canned);
    [[nodiscard]] Result<void> removeCanned(const QString &name);
    [[nodiscard]] Result<void> setCustomer(const QString &address, const QJsonObject &fields);
    [[nodiscard]] Result<void> mergeCustomers(const QString &address, const QString &into);
    [[nodiscard]] Result<void> setCompany(const QString &domain, const QJsonObject &fields);

private:
    [[nodiscard]] Result<void> onTicket(const ticket::Key &key, const journal::Op &op, const QString &sentence);
    [[nodiscard]] Result<void> field(const ticket::Key &key, const char *type, const QJsonObject &data,
                                     const char *field, const QString &sentence);

    Desk &m_desk;
};

} // namespace otklik::workspace
