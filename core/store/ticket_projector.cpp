// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ticket_projector.h"

#include "core/stats/ticket_facts.h"
#include "core/store/keys.h"
#include "core/store/prepared_mail.h"
#include "core/store/statistics_queries.h"
#include "core/store/threading_store.h"
#include "core/ticket/company_of.h"
#include "core/ticket/ticket_subject.h"
#include "core/ticket/urgency.h"

#include <algorithm>

namespace otklik::store {

/// What the projection wants of a ticket's mails beside their facts, oldest first.
struct TicketProjector::Mails
{
    struct Mail
    {
        ticket::Key key;
        Instant at;
        bool outgoing = false;
        bool automatic = false;
        bool seen = false;
        bool files = false;
        QString fromAddress, fromName, subject, preview, account;
        QByteArray people;
        Thanks thanks = Thanks::No;
    };
    std::vector<Mail> list;
    std::vector<ticket::MailFact> facts;
};

namespace {

constexpr std::string_view kMails =
    "SELECT content_key,date,direction,auto_kind,seen,has_files,from_address,from_name,subject,preview,account,people,"
    "courtesy FROM message WHERE ticket=?1 AND places>0 ORDER BY date, header_date, content_key";
constexpr std::string_view kMoveView =
    "INSERT INTO view_count(mailbox,assignee,status,tickets) VALUES(?1,?2,?3,?4) "
    "ON CONFLICT(mailbox,assignee,status) DO UPDATE SET tickets=tickets+excluded.tickets";
constexpr std::string_view kMoveTag = "INSERT INTO tag_count(tag,status,tickets) VALUES(?1,?2,?3) "
                                      "ON CONFLICT(tag,status) DO UPDATE SET tickets=tickets+excluded.tickets";

bool isActive(const ProjectedTicket &record)
{
    return record.visible && record.row.status < ticket::Status::Solved;
}

/// For views and customers.
bool countsTheSame(const ProjectedTicket &before, const ProjectedTicket &after)
{
    const auto counted = [](const ProjectedTicket &record) {
        return std::tie(record.visible, record.reopened, record.row.mailbox, record.row.assignee, record.row.status,
                        record.row.requester.address);
    };
    return counted(before) == counted(after);
}

/// When what we sent was decided or left, by Message-ID.
QHash<QByteArray, Instant> sentTimes(const std::vector<ticket::MessageFacts> &mails,
                                     const std::vector<journal::ReplyState> &replies)
{
    QHash<QByteArray, Instant> times;
    const auto note = [&times](const QByteArray &messageId, Instant at) {
        if (!messageId.isEmpty())
            times[messageId] = std::max(times.value(messageId), at);
    };
    for (const journal::ReplyState &reply : replies)
        note(reply.messageId.toUtf8(), reply.at);
    for (const ticket::MessageFacts &mail : mails)
        if (mail.outgoing)
            note(mail.messageId, mail.at);
    return times;
}

Instant latestOfNamed(const ticket::MessageFacts &mail, const QHash<QByteArray, Instant> &times)
{
    Instant latest = times.value(mail.bounceOf);
    for (const auto *ids : {&mail.references, &mail.inReplyTo})
        for (const QByteArray &id : *ids)
            latest = std::max(latest, times.value(id));
    return latest;
}

QString lastSolver(const ticket::StatusProjection &projection)
{
    for (auto span = projection.spans.rbegin(); span != projection.spans.rend(); ++span)
        if (span->status == ticket::Status::Solved || span->status == ticket::Status::Closed)
            return span->by;
    return {};
}

} // namespace

TicketProjector::TicketProjector(Database &database, const DeskRules &rules, JournalStates &states,
                                 ThreadingStore &threading)
    : m_database(database)
    , m_rules(rules)
    , m_states(states)
    , m_threading(threading)
    , m_customers(database)
{
}

Changes TicketProjector::project(const QSet<qint64> &ticketRows)
{
    Changes changes;
    sqlite::Connection &db = m_database.connection();
    // in the order of the file: of thousands, each page is then read once
    std::vector<qint64> rows(ticketRows.begin(), ticketRows.end());
    std::sort(rows.begin(), rows.end());
    for (const qint64 row : rows) {
        if (db.failed())
            break;
        const ProjectedTicket before = readRecord(db, row);
        const ProjectedTicket after = compute(row, before.row.key, Purpose::Write);
        changes.tickets.insert(after.row.key);
        if (before == after)
            continue;
        moveCounts(before, after);
        moveTags(before, after);
        writeRecord(db, before, after);
        if (after.visible && !before.visible)
            changes.appeared.noteCreated(after.row.key);
        if (before.visible && !after.visible)
            changes.appeared.noteGone(after.row.key);
        for (const QString &address : {before.row.requester.address, after.row.requester.address})
            if (!address.isEmpty())
                changes.customers.insert(address);
    }
    m_customers.writeIndex();
    return changes;
}

bool TicketProjector::isUpToDate(qint64 ticketRow)
{
    const ProjectedTicket stored = readRecord(m_database.connection(), ticketRow);
    return stored == compute(ticketRow, stored.row.key, Purpose::Compare);
}

TicketProjector::Mails TicketProjector::readMails(qint64 ticketRow,
                                                  const std::vector<journal::ReplyState> &replies) const
{
    Mails mails;
    sqlite::Statement query = m_database.connection().prepare(kMails);
    query.bind(ticketRow);
    while (query.next())
        mails.list.push_back({toKey(query.blob(0)), query.instant(1), query.integer(2) != 0, query.integer(3) != 0,
                              query.integer(4) != 0, query.integer(5) != 0, query.text(6), query.text(7), query.text(8),
                              query.text(9), query.text(10), query.utf8(11), static_cast<Thanks>(query.integer(12))});
    query.rewind();
    std::vector<ticket::MessageFacts> known;
    for (Mails::Mail &mail : mails.list) {
        auto facts = m_threading.facts(mail.key);
        if (!facts)
            continue;
        if (const auto author = m_threading.formAuthor(mail.key)) {
            mail.fromAddress = author->address;
            mail.fromName = author->name;
            mail.automatic = facts->autoKind != mime::AutoKind::None;
        }
        known.push_back(std::move(*facts));
    }
    const QHash<QByteArray, Instant> sent = sentTimes(known, replies);
    for (const ticket::MessageFacts &facts : known) {
        if (const auto message = m_threading.message(facts.contentKey); message && message->isCopy)
            continue; // the mail has counted already
        ticket::MailFact &fact = mails.facts.emplace_back(ticket::mailFact(facts, m_threading));
        if (!fact.outgoing)
            fact.notBefore = latestOfNamed(facts, sent);
        // Answers leave from the mailbox's address; the journal knows who wrote them.
        for (const journal::ReplyState &reply : replies)
            if (fact.outgoing && reply.message.toLatin1() == fact.key.hex())
                fact.by = reply.by;
    }
    return mails;
}

ProjectedTicket TicketProjector::compute(qint64 ticketRow, const ticket::Key &key, Purpose purpose)
{
    ProjectedTicket record;
    record.id = ticketRow;
    record.row.key = key;
    const journal::ObjectState object = m_states.state(key.object());
    const journal::TicketState state = journal::TicketState::read(object);
    const Mails mails = readMails(ticketRow, state.replies);
    if (purpose == Purpose::Write)
        for (const Mails::Mail &mail : mails.list)
            if (!mail.outgoing && !m_threading.isOurAddress(mail.fromAddress))
                m_customers.noteSender(mail.fromAddress, mail.fromName, mail.at);
    fillFromJournal(record, state);
    fillFromMails(record, mails, state);
    const ticket::StatusProjection projection = fillStatus(record, mails, state);
    if (purpose == Purpose::Write)
        writeThanks(mails, projection);
    ticket::TicketRow &row = record.row;
    if (!row.requester.address.isEmpty()) {
        if (const QString name = m_customers.nameOf(row.requester.address); !name.isEmpty())
            row.requester.name = name;
        row.requester.company = m_customers.companyOf(row.requester.address);
    }
    record.requesterDomain = row.requester.address.section(QLatin1Char('@'), -1);
    const bool createdHere = state.opening && state.opening->message.isEmpty();
    record.visible = row.mergedInto.isEmpty() && (row.messages > 0 || row.notes > 0 || createdHere);
    row.unread = isUnread(key, mails);
    row.failedSend = row.failedSend || hasFailedAnswer(key, row.status);
    record.urgency = ticket::urgencyKey(row);
    return record;
}

void TicketProjector::fillFromJournal(ProjectedTicket &record, const journal::TicketState &state) const
{
    ticket::TicketRow &row = record.row;
    row.priority = state.priority;
    row.assignee = state.assignee;
    row.category = state.category;
    row.cause = state.cause;
    row.tags = state.tags;
    row.snoozedUntil = state.snoozedUntil;
    row.mergedInto = state.mergedInto;
    row.pendingDecision = state.pending;
    row.subject = state.subject;
    sqlite::Statement number = m_database.connection().prepare("SELECT number FROM ticket_number WHERE key=?1");
    number.bind(toBlob(row.key));
    row.number = number.next() ? number.integer(0) : 0;
    const std::vector<ticket::Key> group = m_threading.mergedGroup(row.key);
    for (const ticket::Key &key : group) {
        const journal::TicketState part =
            key == row.key ? state : journal::TicketState::read(m_states.state(key.object()));
        row.notes += static_cast<int>(part.notes.size());
        for (const journal::NoteState &note : part.notes)
            row.updatedAt = std::max(row.updatedAt, note.at);
    }
    for (const Instant at : {state.statusAt, state.assignedAt})
        row.updatedAt = std::max(row.updatedAt, at);
    if (state.requester)
        row.requester = {state.requester->address.toLower(), state.requester->name, {}};
    if (!state.opening)
        return;
    row.channel = state.opening->channel;
    // Opened before the team knew that a form wrote: its mail says who filled it in.
    if (!state.requester && !m_threading.isForm(state.opening->requester.toLower()))
        row.requester = {state.opening->requester.toLower(), state.opening->requesterName, {}};
    if (state.opening->message.isEmpty()) {
        row.createdAt = state.opening->at;
        row.preview = previewOf(state.opening->text);
        row.updatedAt = std::max(row.updatedAt, state.opening->at);
    }
}

void TicketProjector::fillFromMails(ProjectedTicket &record, const Mails &mails,
                                    const journal::TicketState &state) const
{
    ticket::TicketRow &row = record.row;
    row.messages = static_cast<int>(mails.list.size());
    row.followUpOf = m_threading.followUpOf(row.key);
    row.mailbox = m_rules.homeAccount;
    if (mails.list.empty()) {
        if (row.createdAt.isNever() && state.opening) // merged away: its mails are elsewhere
            row.createdAt = state.opening->at;
        row.updatedAt = std::max(row.updatedAt, row.createdAt);
        return;
    }
    const Mails::Mail &first = mails.list.front();
    if (row.createdAt.isNever() || first.at < row.createdAt)
        row.createdAt = first.at;
    row.mailbox = first.account;
    if (row.subject.isEmpty())
        row.subject = ticket::ticketSubject(first.subject);
    for (const Mails::Mail &mail : mails.list) {
        row.updatedAt = std::max(row.updatedAt, mail.at);
        row.hasFiles |= mail.files;
        if (!mail.automatic || row.preview.isEmpty())
            row.preview = mail.preview;
    }
    if (!row.requester.address.isEmpty()) {
        // The journal names the address; the name is the one in his first mail here.
        for (const Mails::Mail &mail : mails.list)
            if (row.requester.name.isEmpty() &&
                mail.fromAddress.compare(row.requester.address, Qt::CaseInsensitive) == 0)
                row.requester.name = mail.fromName;
        return;
    }
    const auto fromOutside =
        std::find_if(mails.list.begin(), mails.list.end(), [](const auto &m) { return !m.outgoing; });
    if (fromOutside != mails.list.end()) {
        row.requester.address = fromOutside->fromAddress;
        row.requester.name = fromOutside->fromName;
    } else if (const MailPeople people = readPeople(first.people); !people.to.empty()) {
        row.requester.address = people.to.front().address;
        row.requester.name = people.to.front().name;
    }
}

ticket::StatusProjection TicketProjector::fillStatus(ProjectedTicket &record, const Mails &mails,
                                                     const journal::TicketState &state) const
{
    ticket::TicketRow &row = record.row;
    ticket::StatusRules rules;
    rules.reopenPeriod = m_rules.reopenPeriod;
    rules.createdByUs = state.opening && state.opening->message.isEmpty();
    ticket::StatusProjection projection =
        ticket::projectStatus(row.createdAt, m_threading.statusHistory(row.key), mails.facts, rules);
    row.status = projection.status;
    row.solvedAt = projection.solvedAt;
    row.closesAt = projection.closesAt;
    row.waitingSince = projection.waitingSince;
    row.failedSend = projection.failedSend;
    const ticket::SlaState sla = ticket::slaState(projection, row.priority, m_rules.sla);
    row.promise = sla.promise;
    row.dueAt = sla.dueAt;
    record.firstInboundAt = projection.firstCustomerAt;
    record.firstResponseAt = projection.firstResponseAt;
    record.firstResponder = projection.firstResponseBy;
    record.openedByUs = projection.initiatedByUs;
    record.reopened = projection.reopened;
    record.solvedBy = lastSolver(projection);
    stats::TicketFacts facts = stats::factsOf(row.key, row.createdAt, projection);
    facts.excluded =
        !row.mergedInto.isEmpty() || row.category == u"spam" ||
        (!mails.list.empty() && !rules.createdByUs &&
         std::all_of(mails.list.begin(), mails.list.end(), [](const Mails::Mail &mail) { return mail.automatic; }));
    record.facts = factsToJson(facts);
    return projection;
}

/// Whoever shows the mail need not find out once more what the thanks did.
void TicketProjector::writeThanks(const Mails &mails, const ticket::StatusProjection &projection)
{
    const auto holds = [](const std::vector<ticket::Key> &keys, const ticket::Key &key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    };
    for (const Mails::Mail &mail : mails.list) {
        if (mail.thanks == Thanks::No)
            continue;
        const Thanks now = holds(projection.keptSolved, mail.key)   ? Thanks::KeptSolved
                           : holds(projection.keptClosed, mail.key) ? Thanks::KeptClosed
                                                                    : Thanks::Only;
        if (now != mail.thanks)
            m_database.connection()
                .prepare("UPDATE message SET courtesy=?2 WHERE content_key=?1")
                .bind(toBlob(mail.key), static_cast<int>(now))
                .run();
    }
}

bool TicketProjector::isUnread(const ticket::Key &key, const Mails &mails) const
{
    sqlite::Statement mark = m_database.connection().prepare("SELECT upto FROM local.read_mark WHERE ticket=?1");
    mark.bind(toBlob(key));
    const bool marked = mark.next();
    const Instant upto = marked ? mark.instant(0) : Instant();
    const bool forced = marked && upto.isNever();
    return std::any_of(mails.list.begin(), mails.list.end(), [&](const Mails::Mail &mail) {
        return !mail.outgoing && (forced || (!mail.seen && mail.at > upto));
    });
}

bool TicketProjector::hasFailedAnswer(const ticket::Key &key, ticket::Status status) const
{
    using ticket::SendState;
    const bool isDone = status == ticket::Status::Solved || status == ticket::Status::Closed;
    struct Answer
    {
        qint64 id;
        SendState state;
        bool mayFail, refused;
    };
    std::vector<Answer> answers;
    for (const ticket::Key &one : m_threading.mergedGroup(key)) {
        sqlite::Statement query = m_database.connection().prepare(
            "SELECT id,state,next_attempt_at<>0,refused<>'[]' FROM local.outbox WHERE ticket=?1");
        query.bind(toBlob(one));
        while (query.next())
            answers.push_back({query.integer(0), static_cast<SendState>(query.integer(1)), query.integer(2) != 0,
                               query.integer(3) != 0});
    }
    std::sort(answers.begin(), answers.end(), [](const Answer &a, const Answer &b) { return a.id > b.id; });
    bool isNewest = true;
    for (const auto &[id, state, mayFail, refused] : answers) {
        if (state == SendState::Sent) {
            // Some did not get it. Nobody can take that back: the next answer, or the solution, settles it.
            if (isNewest && refused && !isDone)
                return true;
            isNewest = false;
            continue;
        }
        // One that was taken back (OutboxMail::isTakenBack) failed nobody.
        if (mayFail && (state == SendState::Failed || state == SendState::Held || state == SendState::Uncertain))
            return true;
        isNewest = isNewest && !mayFail;
    }
    return false;
}

void TicketProjector::moveCounts(const ProjectedTicket &before, const ProjectedTicket &after)
{
    if (countsTheSame(before, after))
        return;
    const auto move = [&](const ProjectedTicket &record, int by) {
        if (!record.visible)
            return;
        const ticket::TicketRow &row = record.row;
        m_database.connection()
            .prepare(kMoveView)
            .bind(row.mailbox, row.assignee, static_cast<int>(row.status), by)
            .run();
        m_customers.addTickets(row.requester.address, by, isActive(record) ? by : 0, record.reopened * by);
    };
    move(before, -1);
    move(after, 1);
}

void TicketProjector::moveTags(const ProjectedTicket &before, const ProjectedTicket &after)
{
    const bool same =
        before.visible == after.visible && before.row.status == after.row.status && before.row.tags == after.row.tags;
    if (same)
        return;
    sqlite::Connection &db = m_database.connection();
    const auto count = [&](const ProjectedTicket &record, int by) {
        if (record.visible)
            for (const QString &tag : record.row.tags)
                db.prepare(kMoveTag).bind(tag, static_cast<int>(record.row.status), by).run();
    };
    count(before, -1);
    count(after, 1);
    db.prepare("DELETE FROM ticket_tag WHERE ticket=?1").bind(after.id).run();
    for (const QString &tag : after.row.tags)
        db.prepare("INSERT OR IGNORE INTO ticket_tag(tag,ticket) VALUES(?1,?2)").bind(tag, after.id).run();
}

} // namespace otklik::store
