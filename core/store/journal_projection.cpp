// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_projection.h"

#include "core/journal/typed_states.h"
#include "core/store/keys.h"
#include "core/store/prepared_mail.h"

namespace otklik::store {

namespace {

constexpr std::string_view kTicket =
    "INSERT OR REPLACE INTO journal_ticket(key,opened,created,opened_at,requester,merged_into,followup_of) "
    "VALUES(?1,?2,?3,?4,?5,?6,?7)";
constexpr std::string_view kCanned =
    "INSERT INTO canned(name,language,title,shortcut,subject,body,tags) VALUES(?1,?2,?3,?4,?5,?6,?7)";
constexpr std::string_view kUse = "INSERT INTO canned_use(name,ticket,uses) VALUES(?1,?2,1) "
                                  "ON CONFLICT(name,ticket) DO UPDATE SET uses=uses+1";
constexpr std::string_view kDirections =
    "SELECT id,direction,people,EXISTS(SELECT 1 FROM location l JOIN folder f ON f.id=l.folder "
    "WHERE l.message=m.id AND f.role='sent') FROM message m WHERE from_address=?1 AND places>0";

} // namespace

JournalProjection::JournalProjection(Database &database, JournalStates &states, CustomerFigures &customers,
                                     const QSet<QString> &deskAddresses)
    : m_database(database)
    , m_states(states)
    , m_customers(customers)
    , m_deskAddresses(deskAddresses)
{
}

QSet<qint64> JournalProjection::project(const QSet<QString> &objects, Changes &changes, QSet<QString> &concerned)
{
    QSet<qint64> tickets;
    for (const QString &object : objects) {
        const journal::ObjectState state = m_states.state(object);
        const QString kind = object.section(QLatin1Char(':'), 0, 0);
        if (kind == u"ticket") {
            if (const ticket::Key left = projectTicket(state); !left.isEmpty())
                concerned.insert(left.object());
        } else if (kind == u"canned") {
            projectCanned(state);
            changes.canned = true;
        } else if (kind == u"contact") {
            const auto contact = journal::ContactState::read(state);
            m_customers.storeContact(contact);
            changes.customers.insert(contact.address.toLower());
            addTicketsOf("requester", contact.address.toLower(), tickets);
        } else if (kind == u"company") {
            const auto company = journal::CompanyState::read(state);
            m_customers.storeCompany(company);
            changes.team = true;
            addTicketsOf("requester_domain", company.domain, tickets);
            for (const QString &domain : company.domains)
                addTicketsOf("requester_domain", domain, tickets);
        } else if (kind == u"specialist") {
            projectSpecialist(state);
            changes.team = true;
        } else if (kind == u"sender") {
            projectSender(state);
        }
    }
    if (!m_joined.empty()) {
        judgeDirections();
        for (const QString &address : std::as_const(m_joined))
            addMailsOf(address); // what is no answer of ours either way may still hang on something else
    }
    m_customers.writeIndex();
    return tickets;
}

ticket::Key JournalProjection::projectTicket(const journal::ObjectState &state)
{
    const auto ticket = journal::TicketState::read(state);
    const QByteArray key = toBlob(ticketOfObject(state.object));
    if (key.isEmpty())
        return {};
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement before = db.prepare("SELECT merged_into FROM journal_ticket WHERE key=?1");
    before.bind(key);
    const ticket::Key left = before.next() && !before.isNull(0) ? toKey(before.blob(0)) : ticket::Key();
    before.rewind();
    const bool opened = ticket.opening.has_value();
    const bool created = opened && ticket.opening->message.isEmpty();
    db.prepare(kTicket)
        .bind(key, opened, created, opened ? ticket.opening->at : Instant(),
              ticket.requester ? ticket.requester->address.toLower()
              : opened         ? ticket.opening->requester.toLower()
                               : QString(),
              toBlobOrNull(ticket.mergedInto), opened ? toBlobOrNull(ticket.opening->followUpOf) : std::nullopt)
        .run();
    db.prepare("DELETE FROM canned_use WHERE ticket=?1").bind(key).run();
    for (const journal::ReplyState &reply : ticket.replies)
        if (!reply.canned.isEmpty())
            db.prepare(kUse).bind(reply.canned, key).run();
    return left;
}

void JournalProjection::projectCanned(const journal::ObjectState &state)
{
    const auto canned = journal::CannedState::read(state);
    sqlite::Connection &db = m_database.connection();
    db.prepare("DELETE FROM canned WHERE name=?1").bind(canned.name).run();
    for (const auto &variant : canned.variants)
        db.prepare(kCanned)
            .bind(canned.name, variant.language, variant.title, variant.shortcut, variant.subject, variant.body,
                  variant.tags.join(QLatin1Char('\n')))
            .run();
}

void JournalProjection::projectSpecialist(const journal::ObjectState &state)
{
    const auto specialist = journal::SpecialistState::read(state);
    const QString address = specialist.address.toLower();
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement before = db.prepare("SELECT 1 FROM specialist WHERE address=?1");
    before.bind(address);
    if (!before.next())
        m_joined.insert(address);
    before.rewind();
    db.prepare("INSERT OR REPLACE INTO specialist(address,name,role) VALUES(?1,?2,?3)")
        .bind(address, specialist.name, specialist.role)
        .run();
}

void JournalProjection::judgeDirections()
{
    sqlite::Connection &db = m_database.connection();
    QSet<QString> ours = m_deskAddresses;
    sqlite::Statement specialists = db.prepare("SELECT address FROM specialist");
    while (specialists.next())
        ours.insert(specialists.text(0));
    std::vector<std::pair<qint64, bool>> changed;
    sqlite::Statement mails = db.prepare(kDirections);
    for (const QString &address : std::as_const(ours)) {
        mails.bind(address);
        while (mails.next())
            if (const bool isOut = isWrittenByUs(address, mails.utf8(2), ours, mails.integer(3) != 0);
                isOut != (mails.integer(1) != 0))
                changed.emplace_back(mails.integer(0), isOut);
        mails.rewind();
    }
    for (const auto &[message, isOut] : changed) {
        db.prepare("UPDATE message SET direction=?2 WHERE id=?1").bind(message, isOut ? 1 : 0).run();
        m_otherWriters.emplace_back(message);
    }
}

void JournalProjection::projectSender(const journal::ObjectState &state)
{
    const auto sender = journal::SenderState::read(state);
    const QString address = sender.address.toLower();
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement before = db.prepare("SELECT form FROM sender_rule WHERE address=?1");
    before.bind(address);
    const bool wasForm = before.next() && before.integer(0) != 0;
    before.rewind();
    db.prepare("INSERT OR REPLACE INTO sender_rule(address,form) VALUES(?1,?2)").bind(address, sender.isForm).run();
    if (wasForm != sender.isForm)
        addMailsOf(address);
}

void JournalProjection::addMailsOf(const QString &address)
{
    sqlite::Statement mails =
        m_database.connection().prepare("SELECT id FROM message WHERE from_address=?1 AND places>0");
    mails.bind(address);
    while (mails.next())
        m_otherWriters.emplace_back(mails.integer(0));
}

void JournalProjection::addTicketsOf(const char *column, const QString &value, QSet<qint64> &tickets) const
{
    sqlite::Statement query =
        m_database.connection().prepare(std::string("SELECT id FROM ticket WHERE visible=1 AND ") + column + "=?1");
    query.bind(value);
    while (query.next())
        tickets.insert(query.integer(0));
}

} // namespace otklik::store
