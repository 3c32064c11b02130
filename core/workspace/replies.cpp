// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/replies.h"

#include "core/journal/event_codec.h"
#include "core/mime/message_parser.h"
#include "core/mime/subject_line.h"
#include "core/store/merged_tickets.h"
#include "core/store/ticket_queries.h"
#include "core/store/timeline_queries.h"
#include "core/ticket/subject_token.h"
#include "core/workspace/outbox_item.h"
#include "core/workspace/reply_composer.h"
#include "core/workspace/send_guard.h"

#include <QJsonArray>

namespace otklik::workspace {

namespace {

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

QByteArray newMessageId(const ticket::Key &ticket, const QString &address, const QByteArray &teamKey)
{
    return ticket::makeOwnMessageId(ticket, journal::randomId().left(16),
                                    address.section(QLatin1Char('@'), -1).toLatin1(), teamKey);
}

QString htmlQuote(const QString &quote)
{
    return QStringLiteral(
               "<blockquote style=\"margin:0 0 0 8px;padding-left:8px;border-left:2px solid #ccc\">%1</blockquote>")
        .arg(quote.trimmed().toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

} // namespace

Result<const settings::AccountConfig *> Replies::accountFor(const settings::ProfileConfig &profile, const QString &name)
{
    if (profile.accounts.empty())
        return fail(ErrorCode::RefusedByRule,
                    QStringLiteral("there is no account to send from: add one with account add"));
    const settings::AccountConfig *account = name.isEmpty() ? nullptr : profile.account(name);
    return account ? account : &profile.accounts.front();
}

Result<ReplyRequest> Replies::completed(ReplyRequest request, const ticket::TicketRow &row)
{
    const store::TimelineQueries timeline(m_desk.store().database());
    if (request.answerTo.isNone()) {
        auto newest = timeline.newestFromCustomer(request.ticket);
        if (!newest)
            return tl::unexpected(newest.error());
        request.answerTo = *newest;
    }
    if (request.answerTo.isNone()) {
        if (request.to.isEmpty())
            request.to = {row.requester.address};
        if (request.subject.isEmpty())
            request.subject = row.subject;
        return request;
    }
    auto raw = timeline.source(request.answerTo);
    if (!raw)
        return tl::unexpected(raw.error());
    auto charset = m_desk.store().messages().chosenCharset(request.answerTo);
    if (!charset)
        return tl::unexpected(charset.error());
    const mime::Message mail = mime::parseMessage(*raw, {}, *charset);
    if (request.to.isEmpty() && !request.forward) {
        auto customer = timeline.answersGoTo(request.ticket, request.answerTo);
        if (!customer)
            return tl::unexpected(customer.error());
        fillRecipients(request, mail, false, deskRulesOf(m_desk.settings()).ourAddresses);
        answerCustomer(request, *customer, row.requester);
    }
    const QString subject = ticket::withoutSubjectTokens(mail.subject.isEmpty() ? row.subject : mail.subject);
    if (request.subject.isEmpty())
        request.subject = request.forward ? mime::forwardSubject(subject) : mime::replySubject(subject);
    if (request.quoteOriginal) {
        auto entry = timeline.message(request.answerTo);
        const Instant at = entry ? entry->at : mail.date;
        const QTimeZone zone = deskZoneOf(m_desk.settings());
        const QString quote =
            request.forward ? forwardedText(mail, at, zone) : quotedText(mail, at, zone, languageOf(request.text));
        request.text += quote;
        if (!request.html.isEmpty())
            request.html += htmlQuote(quote);
    }
    return request;
}

Result<Replies::Prepared> Replies::prepare(const ReplyRequest &request, const QString &accountName, qint64 number)
{
    const settings::ProfileConfig profile = m_desk.profile();
    auto account = accountFor(profile, accountName);
    if (!account)
        return tl::unexpected(account.error());
    ReplyContext context;
    context.fromName = profile.name;
    context.fromAddress = (*account)->address;
    const auto genesis = m_desk.store().journal().genesis();
    context.messageId = newMessageId(request.ticket, (*account)->address, genesis ? genesis->key : QByteArray());
    context.now = m_desk.clock().now();
    if (number > 0 && genesis)
        context.token = ticket::makeSubjectToken(number, request.ticket, genesis->key).toString();
    if (!request.answerTo.isNone()) {
        auto references = store::TimelineQueries(m_desk.store().database()).referencesFor(request.answerTo);
        if (!references)
            return tl::unexpected(references.error());
        context.references = *references;
    }
    auto mail = composeReply(request, context);
    if (!mail)
        return tl::unexpected(mail.error());
    auto raw = mime::buildMessage(*mail);
    if (!raw)
        return tl::unexpected(raw.error());

    Prepared prepared;
    store::OutboxMail &out = prepared.outgoing.mail;
    out.ticket = request.ticket;
    out.account = (*account)->name;
    out.messageId = QString::fromLatin1(context.messageId);
    out.contentKey = ticket::Key::ofContent(*raw);
    out.sender = (*account)->address;
    for (const QString &recipient : request.to + request.cc + request.bcc) {
        const QString bare = bareAddress(recipient);
        if (bare.isEmpty())
            return fail(ErrorCode::InvalidInput, QStringLiteral("%1 is not a mail address").arg(recipient));
        if (!out.recipients.contains(bare, Qt::CaseInsensitive))
            out.recipients << bare;
    }
    out.subject = mail->subject;
    out.preview = store::previewOf(request.text);
    out.createdAt = context.now;
    out.sendAt = std::max(request.sendAt, context.now + std::chrono::seconds(request.undoSeconds));
    out.nextAttemptAt = out.sendAt;
    prepared.outgoing.raw = *raw;
    QJsonObject data{{key("message"), QString::fromLatin1(out.contentKey.hex())},
                     {key("message_id"), out.messageId},
                     {key("to"), QJsonArray::fromStringList(request.to)},
                     {key("cc"), QJsonArray::fromStringList(request.cc)},
                     {key("subject"), out.subject}};
    if (!request.canned.isEmpty())
        data[key("canned")] = request.canned;
    if (request.forward)
        data[key("forward")] = true;
    prepared.replyOp = {key("ticket.reply"), request.ticket.object(), data, {}};
    return prepared;
}

/// Everything that speaks against it, in the order in which a person wants to know.
Result<std::vector<SendObjection>> Replies::objections(const ReplyRequest &request, const QString &account,
                                                       const ticket::PersonRef &requester)
{
    store::Database &database = m_desk.store().database();
    const store::TimelineQueries timeline(database);
    std::vector<SendObjection> found = textObjections(request);
    if (!request.forward) // computed from the mail that is answered, when nobody is named
        std::erase_if(found, [](const SendObjection &one) { return one.rule == SendObjection::Rule::NoRecipient; });
    const auto add = [&found](const std::vector<SendObjection> &more) {
        found.insert(found.end(), more.begin(), more.end());
    };
    add(sizeObjections(request, database.metaInteger("main", sizeLimitName(account).constData())));
    const auto standing = store::Standing::fromJson(request.standing);
    if (standing && !request.forward) {
        auto news = newsObjections(timeline, request.ticket, *standing, m_desk.profile().address);
        if (!news)
            return news;
        add(*news);
    }
    auto recipients = recipientObjections(timeline, request, requester, deskRulesOf(m_desk.settings()).ourAddresses);
    if (!recipients)
        return recipients;
    add(*recipients);
    if (request.ignoreWarnings)
        std::erase_if(found, [](const SendObjection &one) { return one.canOverride; });
    return database.connection().finish(std::move(found));
}

/// What the guard compares with when the answer leaves; empty when it is not to look.
Result<QByteArray> Replies::standingFor(const ReplyRequest &request)
{
    if (request.forward || !request.askAgain)
        return QByteArray();
    auto now = store::TimelineQueries(m_desk.store().database()).standing(request.ticket, m_desk.profile().address);
    if (!now)
        return tl::unexpected(now.error());
    return now->toJson();
}

Result<OutboxRow> Replies::reply(const ReplyRequest &given, std::vector<SendObjection> *refused)
{
    m_desk.store().refresh();
    auto row = store::TicketQueries(m_desk.store().database()).byKey(given.ticket);
    if (!row)
        return tl::unexpected(row.error());
    auto against = objections(given, row->mailbox, row->requester);
    if (!against)
        return tl::unexpected(against.error());
    if (!against->empty()) {
        if (refused)
            *refused = *against;
        return fail(ErrorCode::RefusedByRule, sentenceOf(*against));
    }
    auto request = completed(given, *row);
    if (!request)
        return tl::unexpected(request.error());
    if (request->to.isEmpty())
        return fail(ErrorCode::RefusedByRule, QStringLiteral("nobody to send it to"));
    auto prepared = prepare(*request, row->mailbox, row->number);
    if (!prepared)
        return tl::unexpected(prepared.error());
    auto standing = standingFor(*request);
    if (!standing)
        return tl::unexpected(standing.error());
    prepared->outgoing.mail.standing = *standing;
    std::vector<journal::Op> ops{prepared->replyOp};
    // The customer still waits when his mail was only passed on.
    if (!request->forward || request->solve)
        ops.push_back({key("ticket.status"),
                       request->ticket.object(),
                       {{key("status"), request->solve ? key("solved") : key("pending")}},
                       {}});
    auto decided =
        m_desk.decide(std::move(ops), request->forward ? QStringLiteral("forwarded") : QStringLiteral("answered"),
                      prepared->outgoing);
    if (!decided)
        return tl::unexpected(decided.error());
    return queued(prepared->outgoing.mail.messageId);
}

Result<OutboxRow> Replies::queued(const QString &messageId)
{
    auto mail = m_desk.store().outbox().byMessageId(messageId);
    if (!mail)
        return tl::unexpected(mail.error());
    if (!*mail)
        return fail(ErrorCode::Internal, QStringLiteral("the answer is not in the outbox"));
    return (*mail)->id;
}

Result<MadeTicket> Replies::newTicket(const NewTicketRequest &request, std::vector<SendObjection> *refused)
{
    const auto requester = mime::EmailAddress::parse(request.requester);
    if (!requester)
        return fail(ErrorCode::InvalidInput, QStringLiteral("%1 is not a mail address").arg(request.requester));
    if (request.subject.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("a ticket needs a subject"));
    const ticket::Key created = ticket::Key::random();
    std::vector<journal::Op> ops{{key("ticket.created"),
                                  created.object(),
                                  {{key("subject"), request.subject.trimmed()},
                                   {key("requester"), requester->key()},
                                   {key("name"), request.requesterName},
                                   {key("channel"), ticket::toString(request.channel)},
                                   {key("text"), request.send ? QString() : request.text}}, // the mail has it
                                  {}}};
    std::optional<store::Store::Outgoing> outgoing;
    if (request.send) {
        ReplyRequest mail;
        mail.ticket = created;
        mail.to = {requester->toString()};
        mail.subject = request.subject.trimmed();
        mail.text = request.text;
        mail.ignoreWarnings = request.ignoreWarnings;
        mail.undoSeconds = request.undoSeconds;
        auto against = objections(mail, request.account, {});
        if (!against)
            return tl::unexpected(against.error());
        if (!against->empty()) {
            if (refused)
                *refused = *against;
            return fail(ErrorCode::RefusedByRule, sentenceOf(*against));
        }
        auto prepared = prepare(mail, request.account, 0);
        if (!prepared)
            return tl::unexpected(prepared.error());
        ops.push_back(prepared->replyOp);
        ops.push_back({key("ticket.status"), created.object(), {{key("status"), key("pending")}}, {}});
        outgoing = std::move(prepared->outgoing);
    }
    if (auto decided = m_desk.decide(std::move(ops), QStringLiteral("made a ticket"), outgoing); !decided)
        return tl::unexpected(decided.error());
    if (!outgoing)
        return MadeTicket{created, {}};
    auto row = queued(outgoing->mail.messageId);
    if (!row)
        return tl::unexpected(row.error());
    return MadeTicket{created, *row};
}

/// Again, or, when it waits for its time, now. A held one: its writer has seen what it is held for.
Result<void> Replies::retry(OutboxRow row)
{
    using ticket::SendState;
    auto mail = m_desk.store().outbox().get(row);
    if (!mail)
        return tl::unexpected(mail.error());
    const SendState before = mail->state;
    if (before == SendState::Sending || before == SendState::HandingOver)
        return fail(ErrorCode::RefusedByRule, QStringLiteral("this answer is being sent"));
    if (before == SendState::Sent && mail->refused.empty())
        return fail(ErrorCode::RefusedByRule, QStringLiteral("this answer is sent already"));
    if (mail->isTakenBack())
        return fail(ErrorCode::RefusedByRule, QStringLiteral("this answer was taken back; write a new one"));
    for (ticket::RefusedRecipient &one : mail->refused)
        one.permanent = false; // who asks for it wants all of them tried
    if (before == SendState::Held) {
        auto now = store::TimelineQueries(m_desk.store().database()).standing(mail->ticket, m_desk.profile().address);
        if (!now)
            return tl::unexpected(now.error());
        mail->standing = now->toJson();
    }
    const Instant now = m_desk.clock().now();
    mail->state = SendState::Waiting;
    mail->attempts = 0; // it has its time anew
    mail->nextAttemptAt = now;
    mail->sendAt = before == SendState::Held ? now : std::min(mail->sendAt, now);
    mail->error.clear();
    if (auto changed = changeOutbox(*mail, before); !changed)
        return changed;
    // Its failure opened the ticket; an answer that is known to the journal says nothing to the status by itself. A
    // forward, which has no standing, left the ticket as it was.
    if (before == SendState::Waiting || mail->standing.isEmpty())
        return {};
    if (before == SendState::Sent) { // it is open when the customer himself was refused
        const auto open = isOpen(ticketOf(*mail));
        if (!open || !*open)
            return open ? Result<void>() : tl::unexpected(open.error());
    }
    const journal::Op pending{key("ticket.status"), ticketOf(*mail).object(), {{key("status"), key("pending")}}, {}};
    return m_desk.decide({pending}, QStringLiteral("sent an answer again"));
}

/// Only from the state that it was read in: another program of the profile may be sending it.
Result<void> Replies::changeOutbox(const store::OutboxMail &mail, ticket::SendState before)
{
    auto changes = m_desk.store().outboxMoved(mail, before);
    if (!changes)
        return tl::unexpected(changes.error());
    if (!*changes)
        return fail(ErrorCode::RefusedByRule, QStringLiteral("it is too late: this answer is being sent"));
    m_desk.feed().add(**changes);
    m_desk.feed().addOutbox();
    m_desk.onNews();
    return {};
}

/// An answer that did not go out: row and event end as "failed", the draft is the caller's to bring back.
Result<void> Replies::cancel(OutboxRow row)
{
    using ticket::SendState;
    auto mail = m_desk.store().outbox().get(row);
    if (!mail)
        return tl::unexpected(mail.error());
    const SendState before = mail->state;
    if (before == SendState::Sent || before == SendState::HandingOver || !mail->sentAt.isNever())
        return fail(ErrorCode::RefusedByRule, QStringLiteral("it is too late to take this answer back"));
    if (mail->isTakenBack())
        return {};
    const bool mayHaveArrived = before == SendState::Uncertain; // and stays so: Sent may still tell
    if (!mayHaveArrived)
        mail->state = SendState::Failed;
    mail->nextAttemptAt = Instant();
    mail->error = mayHaveArrived ? QStringLiteral("taken back; it may have arrived all the same")
                                 : QStringLiteral("taken back before it was sent");
    if (auto changed = changeOutbox(*mail, before); !changed)
        return changed;
    const journal::Op reopened{key("ticket.status"), ticketOf(*mail).object(), {{key("status"), key("open")}}, {}};
    return m_desk.decide({reopened}, QStringLiteral("took an answer back"));
}

/// Where it is seen: its own may have been merged into another one.
ticket::Key Replies::ticketOf(const store::OutboxMail &mail)
{
    return store::ticketNow(m_desk.store().database(), mail.ticket);
}

Result<bool> Replies::isOpen(const ticket::Key &ticket)
{
    const auto row = store::TicketQueries(m_desk.store().database()).byKey(ticket);
    if (!row)
        return tl::unexpected(row.error());
    return row->status == ticket::Status::Open;
}

/// A person knows what no server tells: it is sent, its copy is filed, and the ticket that its doubt opened waits for
/// the customer again, unless something came in since it was written.
Result<void> Replies::arrived(OutboxRow row)
{
    using ticket::SendState;
    auto mail = m_desk.store().outbox().get(row);
    if (!mail)
        return tl::unexpected(mail.error());
    if (mail->state != SendState::Uncertain || mail->isTakenBack())
        return fail(ErrorCode::RefusedByRule, QStringLiteral("of this answer it is known what became of it"));
    if (mail->isPartlySent()) {
        const QStringList tried = mail->toServe();
        std::erase_if(mail->refused, [&tried](const auto &one) { return tried.contains(one.address); });
    } else {
        mail->sentAt = m_desk.clock().now();
        mail->sentCopy = store::SentCopy::ToAppend;
    }
    mail->state = SendState::Sent;
    mail->error.clear();
    if (auto changed = changeOutbox(*mail, SendState::Uncertain); !changed)
        return changed;
    const auto standing = store::Standing::fromJson(mail->standing);
    const auto open = isOpen(ticketOf(*mail));
    if (!open)
        return tl::unexpected(open.error());
    if (!standing || !*open)
        return {};
    const store::TimelineQueries timeline(m_desk.store().database());
    const auto news = newsObjections(timeline, mail->ticket, *standing, m_desk.profile().address);
    if (!news)
        return tl::unexpected(news.error());
    if (!news->empty())
        return {};
    const journal::Op pending{key("ticket.status"), ticketOf(*mail).object(), {{key("status"), key("pending")}}, {}};
    return m_desk.decide({pending}, QStringLiteral("said that an answer arrived"));
}

Result<OutboxItem> Replies::item(OutboxRow row)
{
    auto mail = m_desk.store().outbox().get(row);
    if (!mail)
        return tl::unexpected(mail.error());
    mail->ticket = ticketOf(*mail);
    auto ticketRow = store::TicketQueries(m_desk.store().database()).byKey(mail->ticket);
    const qint64 number = ticketRow ? ticketRow->number : 0;
    return outboxItemOf(*mail, number);
}

} // namespace otklik::workspace
