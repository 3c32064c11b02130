// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/customer_queries.h"

#include "core/mime/look_alike.h"
#include "core/store/customer_figures.h"
#include "core/store/keys.h"
#include "core/store/prepared_mail.h"
#include "core/ticket/company_of.h"

#include <algorithm>

namespace otklik::store {

namespace {

constexpr std::string_view kCard =
    "SELECT address,name,mail_name,phone,company,language,timezone,mood,mood_by,mood_at,note,first_seen,tickets,active,"
    "reopened FROM contact WHERE address=?1";
constexpr std::string_view kOthers =
    "SELECT address FROM contact WHERE merged_into=?1 AND merged_into<>'' ORDER BY address";
constexpr std::string_view kFigures = "SELECT first_seen,tickets,active,reopened,phone FROM contact WHERE address=?1";
constexpr std::string_view kHistory =
    "SELECT key,number,subject,channel,status,created_at,solved_by,"
    "(SELECT name FROM specialist WHERE address=solved_by) FROM ticket WHERE visible=1 AND requester=?1 "
    "ORDER BY created_at DESC LIMIT ?2";
constexpr std::string_view kAll =
    "SELECT address,name,mail_name,company,tickets,active,last_at FROM contact WHERE merged_into='' "
    "ORDER BY last_at DESC,id DESC LIMIT ?1";
constexpr std::string_view kFound =
    "SELECT address,name,mail_name,company,tickets,active,last_at FROM contact WHERE id IN "
    "(SELECT rowid FROM contact_search WHERE contact_search MATCH ?2) ORDER BY last_at DESC,id DESC LIMIT ?1";
// fewer than three letters: the trigram index cannot help, but so short a text is met among the newest
constexpr std::string_view kFoundShort =
    "SELECT address,name,mail_name,company,tickets,active,last_at FROM contact WHERE merged_into='' AND "
    "(instr(address,?2)>0 OR instr(name,?2)>0 OR instr(mail_name,?2)>0) ORDER BY last_at DESC,id DESC LIMIT ?1";
// A bounce that belongs to no mail of ours (reasons 0 and 8: it opened a ticket of its own) says nothing: anybody can
// have written in our name.
constexpr std::string_view kBounces =
    "SELECT m.bounce,m.date FROM message_ref r JOIN message m ON m.id=r.message WHERE r.ref_hash=?1 AND m.places>0 "
    "AND m.auto_kind=?2 AND m.bounce IS NOT NULL AND m.place_reason NOT IN (0,8) ORDER BY m.date DESC";
constexpr std::string_view kWroteSince =
    "SELECT 1 FROM message WHERE from_address=?1 AND places>0 AND auto_kind=0 AND date>?2 LIMIT 1";
constexpr std::string_view kReached = "SELECT reached_at FROM contact WHERE address=?1";
// Of one with very many tickets the most urgent ones tell well enough since when it is known.
constexpr std::string_view kKnownSince =
    "SELECT min(created_at) FROM (SELECT created_at FROM ticket WHERE visible=1 AND requester_domain=?1 AND "
    "(first_response_at>0 OR opened_by_us=1) LIMIT 1000)";
constexpr std::string_view kIsKnown = "SELECT 1 FROM ticket WHERE visible=1 AND requester_domain=?1 AND "
                                      "(first_response_at>0 OR opened_by_us=1) LIMIT 1";
constexpr std::string_view kPlan = "SELECT plan FROM company WHERE name=?1 LIMIT 1";

} // namespace

CustomerQueries::CustomerQueries(Database &database)
    : m_database(database)
{
}

Result<QString> CustomerQueries::mainAddress(const QString &address) const
{
    QString main = address.toLower();
    constexpr int kLongestChain = 20;
    for (int step = 0; step < kLongestChain; ++step) {
        sqlite::Statement query = m_database.connection().prepare("SELECT merged_into FROM contact WHERE address=?1");
        query.bind(main);
        if (!query.next() || query.text(0).isEmpty())
            break;
        main = query.text(0);
    }
    return m_database.connection().finish(std::move(main));
}

QStringList CustomerQueries::addressesOf(const QString &mainAddress) const
{
    QStringList addresses{mainAddress};
    for (qsizetype i = 0; i < addresses.size(); ++i) {
        sqlite::Statement query = m_database.connection().prepare(kOthers);
        query.bind(addresses.at(i));
        while (query.next())
            if (!addresses.contains(query.text(0)))
                addresses.append(query.text(0));
    }
    return addresses;
}

Result<ticket::CustomerCard> CustomerQueries::card(const QString &address, int historyLimit) const
{
    sqlite::Connection &db = m_database.connection();
    const auto main = mainAddress(address);
    if (!main)
        return Failure(main.error());
    sqlite::Statement query = db.prepare(kCard);
    query.bind(*main);
    if (!query.next()) {
        if (auto done = db.finish(); !done)
            return Failure(done.error());
        return fail(ErrorCode::NotFound, QStringLiteral("no customer %1").arg(address));
    }
    ticket::CustomerCard card;
    card.address = query.text(0);
    card.name = query.text(1).isEmpty() ? query.text(2) : query.text(1);
    if (!query.text(5).isEmpty())
        card.languages = query.text(5).split(QLatin1Char(','), Qt::SkipEmptyParts);
    card.timeZone = query.utf8(6);
    card.mood = static_cast<ticket::Mood>(query.integer(7));
    card.moodBy = query.text(8);
    card.moodAt = query.instant(9);
    card.note = query.text(10);
    query.rewind();
    card.company = CustomerFigures(m_database).companyOf(card.address);
    sqlite::Statement plan = db.prepare(kPlan);
    plan.bind(card.company);
    if (plan.next())
        card.plan = plan.text(0);
    card.addresses = addressesOf(card.address);
    fillHistory(card, historyLimit);
    fillNotReached(card);
    return db.finish(std::move(card));
}

void CustomerQueries::fillNotReached(ticket::CustomerCard &card) const
{
    for (const QString &address : std::as_const(card.addresses))
        if (const auto reason = notReached(address); reason && *reason)
            card.notReached.insert(address, **reason);
}

Result<std::optional<QString>> CustomerQueries::notReached(const QString &address) const
{
    const QString key = address.toLower();
    sqlite::Connection &db = m_database.connection();
    std::optional<QString> reason;
    Instant since;
    sqlite::Statement bounces = db.prepare(kBounces);
    bounces.bind(messageIdHash(notReachedMark(key)), static_cast<int>(mime::AutoKind::Bounce));
    while (since.isNever() && bounces.next()) {
        const auto bounce = readBounce(bounces.utf8(0));
        const bool named = bounce && bounce->permanent &&
                           std::any_of(bounce->recipients.begin(), bounce->recipients.end(),
                                       [&](const mime::EmailAddress &one) { return one.key() == key; });
        if (!named)
            continue;
        since = bounces.instant(1);
        reason = bounceReason(*bounce);
    }
    if (!reason)
        return db.finish(std::move(reason));
    sqlite::Statement reached = db.prepare(kReached);
    reached.bind(key);
    sqlite::Statement wrote = db.prepare(kWroteSince);
    wrote.bind(key, since);
    if ((reached.next() && reached.instant(0) >= since) || wrote.next())
        reason.reset();
    return db.finish(std::move(reason));
}

void CustomerQueries::fillHistory(ticket::CustomerCard &card, int limit) const
{
    sqlite::Connection &db = m_database.connection();
    for (const QString &address : std::as_const(card.addresses)) {
        sqlite::Statement figures = db.prepare(kFigures);
        figures.bind(address);
        if (figures.next()) {
            const Instant seen = figures.instant(0);
            if (!seen.isNever())
                card.firstSeen = card.firstSeen.isNever() ? seen : std::min(card.firstSeen, seen);
            card.tickets += static_cast<int>(figures.integer(1));
            card.openTickets += static_cast<int>(figures.integer(2));
            card.reopened += static_cast<int>(figures.integer(3));
            if (const QString phone = figures.text(4); !phone.isEmpty())
                card.phones.append(phone);
        }
        sqlite::Statement history = db.prepare(kHistory);
        history.bind(address, limit);
        while (history.next())
            card.history.push_back({toKey(history.blob(0)), history.integer(1), history.text(2),
                                    static_cast<ticket::Channel>(history.integer(3)),
                                    static_cast<ticket::Status>(history.integer(4)), history.instant(5),
                                    ticket::PersonRef{history.text(6), history.text(7), QString()}});
    }
    std::stable_sort(card.history.begin(), card.history.end(),
                     [](const auto &a, const auto &b) { return a.at > b.at; });
    if (card.history.size() > static_cast<size_t>(limit))
        card.history.resize(static_cast<size_t>(limit));
}

Result<std::vector<ticket::CustomerRow>> CustomerQueries::list(const QString &text, int limit) const
{
    sqlite::Connection &db = m_database.connection();
    const QString part = text.trimmed().toLower();
    sqlite::Statement query = db.prepare(part.isEmpty() ? kAll : part.size() < 3 ? kFoundShort : kFound);
    if (part.isEmpty()) {
        query.bind(limit);
    } else if (part.size() < 3) {
        query.bind(limit, part);
    } else {
        QString quoted = part;
        quoted.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        query.bind(limit, QString(QLatin1Char('"') + quoted + QLatin1Char('"')));
    }
    std::vector<ticket::CustomerRow> rows;
    CustomerFigures figures(m_database);
    while (query.next()) {
        ticket::CustomerRow row;
        row.address = query.text(0);
        row.name = query.text(1).isEmpty() ? query.text(2) : query.text(1);
        row.company = figures.companyOf(row.address);
        row.tickets = static_cast<int>(query.integer(4));
        row.openTickets = static_cast<int>(query.integer(5));
        row.lastAt = query.instant(6);
        rows.push_back(std::move(row));
    }
    return db.finish(std::move(rows));
}

Result<QStringList> CustomerQueries::companyDomains() const
{
    sqlite::Connection &db = m_database.connection();
    QStringList domains;
    sqlite::Statement query = db.prepare("SELECT domain FROM company ORDER BY domain LIMIT 5000");
    while (query.next())
        domains << query.text(0);
    return db.finish(std::move(domains));
}

Instant CustomerQueries::knownSince(const QString &domain) const
{
    sqlite::Statement query = m_database.connection().prepare(kKnownSince);
    query.bind(domain);
    return query.next() && !query.isNull(0) ? query.instant(0) : Instant();
}

Result<QStringList> CustomerQueries::domainsLike(const QString &domain) const
{
    sqlite::Connection &db = m_database.connection();
    QStringList own, others;
    sqlite::Statement query = db.prepare(kIsKnown);
    const QStringList candidates = mime::likenessCandidates(domain);
    for (const QString &one : candidates) {
        query.bind(one);
        if (query.next() && !ticket::isFreeMailDomain(one))
            (mime::isWithinDomain(domain, one) ? own : others) << one;
        query.rewind();
    }
    if (others.isEmpty())
        return db.finish(std::move(others));
    Instant ownSince;
    for (const QString &one : std::as_const(own))
        if (const Instant since = knownSince(one); ownSince.isNever() || since < ownSince)
            ownSince = since;
    others.removeIf([&](const QString &one) { return !ownSince.isNever() && knownSince(one) >= ownSince; });
    return db.finish(std::move(others));
}

} // namespace otklik::store
