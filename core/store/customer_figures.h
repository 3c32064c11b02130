// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/journal/typed_states.h"
#include "core/store/database.h"

#include <QHash>

namespace otklik::store {

/// Writes customers: who wrote (names and times from mail), what the team says about them, how many tickets. Lives for
/// one transaction; failures are latched.
class CustomerFigures final
{
public:
    explicit CustomerFigures(Database &database);

    /// Somebody wrote a mail. The name of the newest mail stays.
    void noteSender(const QString &address, const QString &name, Instant at);
    void addTickets(const QString &address, int tickets, int active, int reopened);
    void storeContact(const journal::ContactState &state);
    void storeCompany(const journal::CompanyState &state);

    /// Makes what was noted and stored findable. To be called at the end: one pass over the index for all of them.
    void writeIndex();

    /// The team's name for him; empty when it gave none.
    [[nodiscard]] QString nameOf(const QString &address);
    /// The company's name: set for the contact, else found by mail domain.
    [[nodiscard]] QString companyOf(const QString &address);

private:
    struct Known
    {
        qint64 id = 0;
        QString name, mailName, company;
        Instant namedAt, firstSeen, lastAt;
        bool isNew = false;     ///< made now, not in the index
        bool mustIndex = false; ///< what the index says of him is old
    };
    [[nodiscard]] Known &contact(const QString &address, bool make);
    [[nodiscard]] QString companyOfDomain(const QString &domain);

    Database &m_database;
    QHash<QString, Known> m_contacts;
    QHash<QString, QString> m_companies;
};

} // namespace otklik::store
