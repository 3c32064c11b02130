// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/ticket/customer.h"

#include <optional>

namespace otklik::store {

/// Customers, read. On any connection.
class CustomerQueries final
{
public:
    explicit CustomerQueries(Database &database);

    /// Any address of a person (merged ones lead to the main one). NotFound.
    [[nodiscard]] Result<ticket::CustomerCard> card(const QString &address, int historyLimit = 50) const;
    /// Domains of the companies that the team has named, at most 5,000.
    [[nodiscard]] Result<QStringList> companyDomains() const;
    /// Domains of customers whom we answered or wrote to, and that this domain could be taken for
    /// (mime::findLookAlike). Not those that we know no longer than `domain` itself: of two alike, the older one is
    /// imitated. Not free-mail providers. Some hundred index lookups at most, however many customers there are.
    [[nodiscard]] Result<QStringList> domainsLike(const QString &domain) const;
    /// Whose address, name or company holds `text` (empty = all), the most recent first.
    [[nodiscard]] Result<std::vector<ticket::CustomerRow>> list(const QString &text, int limit) const;
    /// Why a mail of ours did not reach this address for good; nothing when none came back, the address wrote since, or
    /// the team said that it can be reached again.
    [[nodiscard]] Result<std::optional<QString>> notReached(const QString &address) const;
    /// The main address of the person.
    [[nodiscard]] Result<QString> mainAddress(const QString &address) const;

private:
    [[nodiscard]] QStringList addressesOf(const QString &mainAddress) const;
    [[nodiscard]] Instant knownSince(const QString &domain) const;
    void fillNotReached(ticket::CustomerCard &card) const;
    void fillHistory(ticket::CustomerCard &card, int limit) const;

    Database &m_database;
};

} // namespace otklik::store
