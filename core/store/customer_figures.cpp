// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/customer_figures.h"

#include "core/ticket/company_of.h"

#include <map>

namespace otklik::store {

namespace {

constexpr std::string_view kSelect =
    "SELECT id,name,mail_name,company,named_at,first_seen,last_at FROM contact WHERE address=?1";
constexpr std::string_view kSeen = "UPDATE contact SET mail_name=?2,named_at=?3,first_seen=?4,last_at=?5 WHERE id=?1";
constexpr std::string_view kAddTickets =
    "UPDATE contact SET tickets=tickets+?2,active=active+?3,reopened=reopened+?4 WHERE id=?1";
constexpr std::string_view kSetByTeam =
    "UPDATE contact SET name=?2,phone=?3,company=?4,language=?5,timezone=?6,mood=?7,mood_by=?8,mood_at=?9,note=?10,"
    "merged_into=?11,reached_at=?12 WHERE id=?1";

} // namespace

CustomerFigures::CustomerFigures(Database &database)
    : m_database(database)
{
}

CustomerFigures::Known &CustomerFigures::contact(const QString &address, bool make)
{
    Known &known = m_contacts[address];
    if (known.id != 0)
        return known;
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement query = db.prepare(kSelect);
    query.bind(address);
    if (query.next()) {
        known = {query.integer(0), query.text(1),    query.text(2),   query.text(3),
                 query.instant(4), query.instant(5), query.instant(6)};
    } else if (make) {
        query.rewind();
        db.prepare("INSERT INTO contact(address) VALUES(?1)").bind(address).run();
        known.id = db.failed() ? 0 : db.lastInsertRowId();
        known.isNew = known.mustIndex = true;
    }
    return known;
}

// Statements between these make FTS5 write its buffer out each time, so do falling row ids.
void CustomerFigures::writeIndex()
{
    std::map<qint64, std::pair<QString, Known *>> due;
    for (auto it = m_contacts.begin(); it != m_contacts.end(); ++it)
        if (it->mustIndex)
            due.emplace(it->id, std::pair(it.key(), &*it));
    sqlite::Connection &db = m_database.connection();
    for (const auto &[id, contact] : due) {
        const auto &[address, known] = contact;
        if (!known->isNew)
            db.prepare("DELETE FROM contact_search WHERE rowid=?1").bind(id).run();
        const QStringList words{address, known->name, known->mailName, known->company};
        db.prepare("INSERT INTO contact_search(rowid,words) VALUES(?1,?2)")
            .bind(id, words.join(QLatin1Char('\n')).toLower())
            .run();
        known->isNew = known->mustIndex = false;
    }
}

void CustomerFigures::noteSender(const QString &address, const QString &name, Instant at)
{
    if (address.isEmpty())
        return;
    Known &known = contact(address, true);
    const Known before = known;
    if (!name.isEmpty() && at >= known.namedAt) {
        known.mailName = name;
        known.namedAt = at;
    }
    known.firstSeen = known.firstSeen.isNever() ? at : std::min(known.firstSeen, at);
    known.lastAt = std::max(known.lastAt, at);
    known.mustIndex |= before.mailName != known.mailName;
    if (before.namedAt != known.namedAt || before.firstSeen != known.firstSeen || before.lastAt != known.lastAt)
        m_database.connection()
            .prepare(kSeen)
            .bind(known.id, known.mailName, known.namedAt, known.firstSeen, known.lastAt)
            .run();
}

void CustomerFigures::addTickets(const QString &address, int tickets, int active, int reopened)
{
    if (address.isEmpty() || (tickets == 0 && active == 0 && reopened == 0))
        return;
    const Known &known = contact(address, true);
    m_database.connection().prepare(kAddTickets).bind(known.id, tickets, active, reopened).run();
}

void CustomerFigures::storeContact(const journal::ContactState &state)
{
    const QString address = state.address.toLower();
    Known &known = contact(address, true);
    known.name = state.name;
    known.company = state.company;
    m_database.connection()
        .prepare(kSetByTeam)
        .bind(known.id, state.name, state.phone, state.company, state.language, QString::fromLatin1(state.timeZone),
              static_cast<int>(state.mood), state.moodBy, state.moodAt, state.note, state.mergedInto.toLower(),
              state.reachedAt)
        .run();
    known.mustIndex = true;
}

void CustomerFigures::storeCompany(const journal::CompanyState &state)
{
    sqlite::Connection &db = m_database.connection();
    m_companies.clear();
    db.prepare("DELETE FROM company WHERE object=?1").bind(state.domain).run();
    if (state.name.isEmpty())
        return;
    QStringList domains = state.domains;
    domains.append(state.domain);
    domains.removeDuplicates();
    for (const QString &domain : std::as_const(domains))
        db.prepare("INSERT OR REPLACE INTO company(domain,object,name,plan) VALUES(?1,?2,?3,?4)")
            .bind(domain.toLower(), state.domain, state.name, state.plan)
            .run();
}

QString CustomerFigures::nameOf(const QString &address)
{
    // Only what the team has set: a ticket otherwise keeps the name its own mails give, whatever mail comes later.
    return contact(address, false).name;
}

QString CustomerFigures::companyOf(const QString &address)
{
    if (const Known &known = contact(address, false); !known.company.isEmpty()) {
        const QString named = companyOfDomain(known.company.toLower()); // a domain names the company's object
        return named.isEmpty() ? known.company : named;
    }
    return companyOfDomain(ticket::companyDomainOf(address));
}

QString CustomerFigures::companyOfDomain(const QString &domain)
{
    if (domain.isEmpty())
        return {};
    if (const auto known = m_companies.constFind(domain); known != m_companies.constEnd())
        return *known;
    sqlite::Statement query = m_database.connection().prepare("SELECT name FROM company WHERE domain=?1");
    query.bind(domain);
    const QString name = query.next() ? query.text(0) : QString();
    m_companies.insert(domain, name);
    return name;
}

} // namespace otklik::store
