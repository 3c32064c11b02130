// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/send_queue.h"

#include "core/mime/message_parser.h"
#include "core/store/ticket_queries.h"

#include <QJsonObject>
#include <QLoggingCategory>

#include <algorithm>
#include <functional>

namespace otklik::outbox {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.outbox", QtInfoMsg)

Result<void> save(const SendContext &context, const store::OutboxMail &mail)
{
    auto changes = context.store->outboxChanged(mail);
    if (!changes)
        return tl::unexpected(changes.error());
    if (context.changed)
        context.changed(*changes);
    return {};
}

/// False, and nothing is written, when it is in another state by now: taken back, by this or another program.
Result<bool> move(const SendContext &context, const store::OutboxMail &mail, ticket::SendState from)
{
    auto changes = context.store->outboxMoved(mail, from);
    if (!changes)
        return tl::unexpected(changes.error());
    if (*changes && context.changed)
        context.changed(**changes);
    return changes->has_value();
}

Result<void> setStatus(const SendContext &context, const store::OutboxMail &mail, const char *status,
                       const char *sentence)
{
    journal::Op op{QStringLiteral("ticket.status"),
                   mail.ticket.object(),
                   QJsonObject{{QStringLiteral("status"), QLatin1String(status)}},
                   {}};
    auto decided = context.store->decide({op}, context.me, context.clock->now(), QLatin1String(sentence));
    if (!decided)
        return tl::unexpected(decided.error());
    if (context.changed)
        context.changed(decided->changes);
    return {};
}

/// The customer has not been answered, or nobody knows: his ticket is ours again.
Result<void> reopen(const SendContext &context, const store::OutboxMail &mail, const char *sentence)
{
    return setStatus(context, mail, "open", sentence);
}

/// It arrived after all: what opened its ticket is settled, unless something else keeps it open.
Result<void> closeAgain(const SendContext &context, const store::OutboxMail &mail)
{
    if (mail.standing.isEmpty()) // a forward, which left the ticket as it was
        return {};
    const auto row = store::TicketQueries(context.store->database()).byKey(mail.ticket);
    if (!row)
        return tl::unexpected(row.error());
    if (row->status != ticket::Status::Open)
        return {};
    auto news = context.objection ? context.objection(mail) : Result<QString>();
    if (!news)
        return tl::unexpected(news.error());
    if (!news->isEmpty())
        return {};
    return setStatus(context, mail, "pending", "An answer that was uncertain is in Sent");
}

Result<bool> isRequesterRefused(const SendContext &context, const store::OutboxMail &mail)
{
    if (mail.refused.empty())
        return false;
    const auto row = store::TicketQueries(context.store->database()).byKey(mail.ticket);
    if (!row && row.error().code == ErrorCode::NotFound) // the cache is being built anew
        return false;
    if (!row)
        return tl::unexpected(row.error());
    return std::ranges::any_of(mail.refused, [&row](const ticket::RefusedRecipient &one) {
        return one.address.compare(row->requester.address, Qt::CaseInsensitive) == 0;
    });
}

/// Those who were tried now have their words anew; those who were refused for good before stay.
void noteRefused(store::OutboxMail &mail, const std::vector<ticket::RefusedRecipient> &now)
{
    const QStringList tried = mail.toServe();
    std::erase_if(mail.refused, [&tried](const ticket::RefusedRecipient &one) { return tried.contains(one.address); });
    mail.refused.insert(mail.refused.end(), now.begin(), now.end());
}

bool isAnyPutOff(const store::OutboxMail &mail)
{
    return std::ranges::any_of(mail.refused, std::not_fn(&ticket::RefusedRecipient::permanent));
}

bool isGivenUp(const store::OutboxMail &mail, Instant now)
{
    return mail.attempts >= kTriesBeforeGivingUp && now - std::max(mail.createdAt, mail.sendAt) > kGiveUpAfter;
}

/// Some have it; nobody else will by itself.
void endPartlySent(store::OutboxMail &mail)
{
    mail.state = ticket::SendState::Sent;
    for (ticket::RefusedRecipient &one : mail.refused)
        one.permanent = true;
}

void applySent(store::OutboxMail &mail, const Attempt &attempt, Instant now)
{
    noteRefused(mail, attempt.refused);
    if (!mail.isPartlySent()) {
        mail.sentAt = now;
        mail.sentCopy = store::SentCopy::ToAppend;
    }
    mail.state = ticket::SendState::Sent;
    if (!isAnyPutOff(mail))
        return;
    if (isGivenUp(mail, now))
        return endPartlySent(mail);
    mail.state = ticket::SendState::Waiting;
    mail.nextAttemptAt = now + backOff(mail.attempts);
}

void applyFailed(store::OutboxMail &mail)
{
    if (mail.isPartlySent())
        endPartlySent(mail);
    else
        mail.state = ticket::SendState::Failed;
}

void applyPostponed(store::OutboxMail &mail, const Attempt &attempt, Instant now)
{
    mail.state = ticket::SendState::Waiting;
    if (attempt.signInRefused) { // nobody looked at it
        --mail.attempts;
        return;
    }
    mail.nextAttemptAt = now + backOff(mail.attempts);
    if (isGivenUp(mail, now))
        applyFailed(mail);
}

Result<void> reopenWhenNeeded(const SendContext &context, const store::OutboxMail &mail)
{
    using ticket::SendState;
    if (mail.state == SendState::Failed)
        return reopen(context, mail, "An answer could not be delivered, its ticket is open again");
    if (mail.state == SendState::Uncertain)
        return reopen(context, mail, "An answer may not have been delivered, its ticket is open again");
    if (mail.state != SendState::Sent)
        return {};
    const auto refused = isRequesterRefused(context, mail);
    if (!refused)
        return tl::unexpected(refused.error());
    if (*refused)
        return reopen(context, mail, "An answer was not delivered to the customer, its ticket is open again");
    return {};
}

Result<void> applyAttempt(const SendContext &context, store::OutboxMail &mail, const Attempt &attempt)
{
    const Instant now = context.clock->now();
    mail.error = attempt.detail;
    const bool isNo = attempt.end == Attempt::End::Refused || attempt.end == Attempt::End::Postponed;
    if (mail.isPartlySent() && isNo && !attempt.refused.empty())
        noteRefused(mail, attempt.refused);
    switch (attempt.end) {
    case Attempt::End::Sent:
        applySent(mail, attempt, now);
        break;
    case Attempt::End::Refused:
        applyFailed(mail);
        break;
    case Attempt::End::Uncertain:
        mail.state = ticket::SendState::Uncertain;
        break;
    case Attempt::End::Postponed:
        applyPostponed(mail, attempt, now);
        break;
    case Attempt::End::Withdrawn: // as if it had not been taken up
        mail.state = ticket::SendState::Waiting;
        mail.error.clear();
        --mail.attempts;
        break;
    }
    if (mail.state == ticket::SendState::Uncertain && mail.error.isEmpty())
        mail.error = QStringLiteral("the connection was lost"); // empty is for what nobody was told of
    if (auto saved = save(context, mail); !saved)
        return saved;
    return reopenWhenNeeded(context, mail);
}

void count(SendReport &report, ticket::SendState state)
{
    switch (state) {
    case ticket::SendState::Sent:
        ++report.sent;
        break;
    case ticket::SendState::Failed:
        ++report.failed;
        break;
    case ticket::SendState::Uncertain:
        ++report.uncertain;
        break;
    case ticket::SendState::Held:
        ++report.held;
        break;
    default:
        break;
    }
}

/// Why it is not to go now; empty when it may.
Result<QString> objectionTo(const SendContext &context, const store::OutboxMail &mail)
{
    if (mail.isPartlySent())
        return QString();
    auto objection = context.objection ? context.objection(mail) : Result<QString>();
    if (!objection || !objection->isEmpty())
        return objection;
    const auto age = context.clock->now() - std::max(mail.createdAt, mail.sendAt);
    return context.wasAway && age > kLookAgainAfter ? ticket::kWaitedTooLong : QString();
}

/// True when it is not to go now.
Result<bool> heldBack(const SendContext &context, store::OutboxMail &mail, SendReport &report)
{
    auto objection = objectionTo(context, mail);
    if (!objection)
        return tl::unexpected(objection.error());
    if (objection->isEmpty())
        return false;
    mail.state = ticket::SendState::Held;
    mail.nextAttemptAt = context.clock->now();
    mail.error = *objection;
    auto taken = move(context, mail, ticket::SendState::Waiting);
    if (!taken)
        return tl::unexpected(taken.error());
    if (!*taken)
        return true;
    count(report, mail.state);
    if (mail.error == ticket::kWaitedTooLong && mail.standing.isEmpty()) // a forward left its ticket as it was
        return true;
    auto reopened = reopen(context, mail, "An answer is held back, its ticket is open again");
    if (!reopened)
        return tl::unexpected(reopened.error());
    return true;
}

/// From here on a crash makes it uncertain.
Result<void> beginHandOver(const SendContext &context, OutboxRow id)
{
    auto moved = context.store->outbox().move(id, ticket::SendState::Sending, ticket::SendState::HandingOver);
    if (!moved)
        return tl::unexpected(moved.error());
    if (!*moved)
        return fail(ErrorCode::Cancelled, QStringLiteral("taken back at the last moment"));
    return {};
}

async::Task<void> sendOne(SendContext context, Carrier *carrier, store::OutboxMail mail, SendReport *report)
{
    auto held = heldBack(context, mail, *report);
    if (!held || *held)
        co_return held ? Result<void>() : tl::unexpected(held.error());
    auto raw = context.store->outbox().raw(mail.id);
    if (!raw)
        co_return tl::unexpected(raw.error());
    mail.state = ticket::SendState::Sending;
    mail.error.clear();               // of the attempt before
    if (mail.nextAttemptAt.isNever()) // hurried; without a next attempt it would count as taken back
        mail.nextAttemptAt = context.clock->now();
    ++mail.attempts;
    auto taken = move(context, mail, ticket::SendState::Waiting);
    if (!taken)
        co_return tl::unexpected(taken.error());
    if (!*taken)
        co_return Result<void>();
    std::function<Result<void>()> handOver = [context, id = mail.id] { return beginHandOver(context, id); };
    auto carrying = carrier->carry(mail, *raw, handOver, context.stop);
    auto attempt = co_await carrying;
    Attempt end;
    if (attempt)
        end = *attempt;
    else
        end.detail = attempt.error().detail;
    qCInfo(log) << "answer" << mail.id.value() << "attempt" << mail.attempts << "ended as" << int(end.end);
    auto here = context.store->outbox().get(mail.id);
    if (!here)
        co_return tl::unexpected(here.error());
    if (here->state != ticket::SendState::Sending && here->state != ticket::SendState::HandingOver)
        co_return Result<void>();   // taken back in time
    mail.sentCopy = here->sentCopy; // it may have been filed meanwhile
    auto applied = applyAttempt(context, mail, end);
    if (!applied)
        co_return applied;
    count(*report, mail.state == ticket::SendState::Waiting && end.end == Attempt::End::Sent
                       ? ticket::SendState::Sent // to some; the others are tried again
                       : mail.state);
    report->signInRefused = end.signInRefused ? end.detail : QString();
    if (end.signInRefused)
        context.store->outbox().pause(context.account, context.clock->now() + kSignInPause);
    else if (end.noAnswer)
        context.store->outbox().pause(context.account, context.clock->now() + kNoAnswerPause);
    co_return Result<void>();
}

/// What was under way when a program died, or when its end could not be written; nothing of the account is under way
/// now. An uncertain answer without words is one that nobody was told of yet.
Result<void> settleInterrupted(const SendContext &context, SendReport &report)
{
    using ticket::SendState;
    auto open = context.store->outbox().open();
    if (!open)
        return tl::unexpected(open.error());
    for (store::OutboxMail &mail : *open) {
        if (mail.account != context.account)
            continue;
        const bool isNews = mail.state == SendState::Uncertain && mail.error.isEmpty() && !mail.isTakenBack();
        if (mail.state != SendState::Sending && mail.state != SendState::HandingOver && !isNews)
            continue;
        const SendState before = mail.state;
        if (mail.nextAttemptAt.isNever()) // hurried; without a next attempt it would count as taken back
            mail.nextAttemptAt = mail.createdAt;
        if (before == SendState::Sending) {
            mail.state = SendState::Waiting;
        } else {
            mail.state = SendState::Uncertain;
            mail.error = QStringLiteral("it was interrupted while its last bytes left");
        }
        auto moved = move(context, mail, before);
        if (!moved)
            return tl::unexpected(moved.error());
        if (!*moved)
            continue;
        qCWarning(log) << "answer" << mail.id.value() << "was interrupted and is" << int(mail.state) << "now";
        count(report, mail.state);
        if (auto reopened = reopenWhenNeeded(context, mail); !reopened)
            return reopened;
    }
    return {};
}

/// The first due answer of the account that this run has not tried. Asked anew for each one: while another is on its
/// way one may be taken back, or added.
Result<std::optional<store::OutboxMail>> nextDue(const SendContext &context, const std::vector<OutboxRow> &tried)
{
    auto due = context.store->outbox().due(context.clock->now());
    if (!due)
        return tl::unexpected(due.error());
    for (store::OutboxMail &mail : *due)
        if (mail.account == context.account && std::ranges::find(tried, mail.id) == tried.end())
            return std::optional(std::move(mail));
    return std::nullopt;
}

/// It left, to some at least, and is not known to be in Sent.
bool wantsCopy(const store::OutboxMail &mail)
{
    const bool isOnItsWay =
        mail.state == ticket::SendState::Sending || mail.state == ticket::SendState::HandingOver; // not ours to write
    return mail.isPartlySent() && !isOnItsWay && mail.sentCopy != store::SentCopy::Present;
}

/// Nothing else of it is written: it may be on its way to those who did not get it yet.
Result<void> noteCopy(const SendContext &context, OutboxRow id, store::SentCopy copy)
{
    return context.store->outbox().noteCopy(id, copy);
}

/// An uncertain one that is in Sent.
Result<void> settleFound(const SendContext &context, store::OutboxMail mail)
{
    const bool wasTakenBack = mail.isTakenBack();
    mail.state = ticket::SendState::Sent;
    mail.sentCopy = store::SentCopy::Present;
    mail.sentAt = context.clock->now();
    mail.error.clear();
    if (auto saved = save(context, mail); !saved || wasTakenBack)
        return saved;
    return closeAgain(context, mail);
}

bool isInFolder(store::Store &store, const QString &messageId, FolderRow folder)
{
    auto rows = store.messages().byMessageId(messageId);
    if (!rows)
        return false;
    for (const MessageRow row : *rows) {
        auto places = store.messages().locations(row);
        if (places && std::any_of(places->begin(), places->end(),
                                  [folder](const store::Location &place) { return place.folder == folder; }))
            return true;
    }
    return false;
}

/// Among the mails of Sent that the cache does not have: a list that left a mail out is no proof that it is not there.
async::Task<bool> isOnServer(SendContext context, sync::MailboxSession *session, sync::RemoteFolder sent,
                             QString messageId, FolderRow folder)
{
    auto opened = co_await session->open(sent);
    if (!opened)
        co_return tl::unexpected(opened.error());
    if (opened->state.exists == 0)
        co_return false;
    auto there = co_await session->flags(0);
    if (!there)
        co_return tl::unexpected(there.error());
    const auto known = context.store->folders().uids(folder);
    if (!known)
        co_return tl::unexpected(known.error());
    std::vector<quint32> unknown;
    for (const sync::RemoteFlags &mail : *there)
        if (!std::binary_search(known->begin(), known->end(), mail.uid))
            unknown.push_back(mail.uid);
    if (unknown.empty())
        co_return false;
    auto named = co_await session->messageIds(unknown);
    if (!named)
        co_return tl::unexpected(named.error());
    co_return std::any_of(named->begin(), named->end(), [&messageId](const sync::RemoteId &mail) {
        return QString::fromUtf8(mime::parseMessage(mail.messageId).messageId) == messageId;
    });
}

/// The server said no to this mail: it may take the next one. A full mailbox, a lost folder or a lost line is another
/// matter.
bool isAboutTheCopy(const Error &error)
{
    return error.code == ErrorCode::ServerRejected || error.code == ErrorCode::ServerRefused ||
           error.code == ErrorCode::ProtocolViolation;
}

bool wasRefusedLately(const SendContext &context, OutboxRow copy)
{
    if (!context.refusedCopies)
        return false;
    const auto refused = context.refusedCopies->find(copy);
    if (refused == context.refusedCopies->end())
        return false;
    const auto age = context.clock->now() - refused->second;
    return age >= age.zero() && age < kOfferCopyAgain;
}

} // namespace

Result<int> settleInterrupted(const SendContext &context)
{
    SendReport report;
    if (auto settled = settleInterrupted(context, report); !settled)
        return tl::unexpected(settled.error());
    return report.uncertain;
}

std::chrono::milliseconds backOff(int attempts)
{
    const int doublings = std::clamp(attempts - 1, 0, 6);
    return std::min(std::chrono::minutes(1 << doublings), store::kLongestBackOff);
}

async::Task<SendReport> sendDue(SendContext context, Carrier *carrier)
{
    SendReport report;
    if (auto settled = settleInterrupted(context, report); !settled)
        co_return tl::unexpected(settled.error());
    std::vector<OutboxRow> tried;
    while (!context.stop.stop_requested()) {
        auto mail = nextDue(context, tried);
        if (!mail)
            co_return tl::unexpected(mail.error());
        if (!*mail)
            break;
        tried.push_back((*mail)->id);
        auto sent = co_await sendOne(context, carrier, **mail, &report);
        if (!sent)
            co_return tl::unexpected(sent.error());
    }
    auto left = context.store->outbox().open();
    if (!left)
        co_return tl::unexpected(left.error());
    for (const store::OutboxMail &mail : *left)
        if (mail.account == context.account && mail.state == ticket::SendState::Waiting)
            ++report.waiting;
    co_return report;
}

Result<bool> hasUnfiled(const SendContext &context)
{
    auto open = context.store->outbox().open();
    if (!open)
        return tl::unexpected(open.error());
    return std::any_of(open->begin(), open->end(), [&context](const store::OutboxMail &mail) {
        return mail.account == context.account && wantsCopy(mail);
    });
}

async::Task<FiledCopies> fileSentCopies(SendContext context, sync::MailboxSession *session, sync::RemoteFolder sent,
                                        bool serverFiles)
{
    auto folder =
        context.store->folders().ensure(context.account, QString::fromLatin1(sent.rawName), store::FolderRole::Sent);
    if (!folder)
        co_return tl::unexpected(folder.error());
    auto open = context.store->outbox().open();
    if (!open)
        co_return tl::unexpected(open.error());
    FiledCopies filed;
    for (const store::OutboxMail &listed : *open) {
        if (listed.account != context.account)
            continue;
        auto here = context.store->outbox().get(listed.id); // it may have been tried again meanwhile
        if (!here)
            co_return tl::unexpected(here.error());
        const store::OutboxMail &mail = *here;
        // What is in Sent of one that some had before says nothing about the others.
        const bool uncertain = mail.state == ticket::SendState::Uncertain && !mail.isPartlySent();
        if (!wantsCopy(mail) && !uncertain)
            continue;
        if (isInFolder(*context.store, mail.messageId, folder->row)) {
            auto noted = uncertain ? settleFound(context, mail) : noteCopy(context, mail.id, store::SentCopy::Present);
            if (!noted)
                co_return tl::unexpected(noted.error());
            continue;
        }
        if (uncertain)
            continue; // the specialist decides
        // Below zero: the clock was set back.
        const auto age = context.clock->now() - mail.sentAt;
        if (serverFiles && age >= age.zero() && age < kServerFilesWithin) {
            ++filed.awaited;
            continue;
        }
        if (mail.sentCopy == store::SentCopy::Unknown) { // put there once, and no answer came
            auto there = co_await isOnServer(context, session, sent, mail.messageId, folder->row);
            if (!there)
                co_return tl::unexpected(there.error());
            if (*there) {
                if (auto noted = noteCopy(context, mail.id, store::SentCopy::Present); !noted)
                    co_return tl::unexpected(noted.error());
                continue;
            }
        }
        if (wasRefusedLately(context, mail.id))
            continue;
        auto raw = context.store->outbox().raw(mail.id);
        if (!raw)
            co_return tl::unexpected(raw.error());
        // Until the answer is here.
        if (auto noted = noteCopy(context, mail.id, store::SentCopy::Unknown); !noted)
            co_return tl::unexpected(noted.error());
        QStringList flags{QStringLiteral("\\Seen")};
        auto appended = co_await session->append(sent, *raw, flags, mail.sentAt);
        if (!appended && context.refusedCopies && isAboutTheCopy(appended.error())) {
            context.refusedCopies->insert_or_assign(mail.id, context.clock->now());
            filed.refused = appended.error();
            continue;
        }
        if (!appended)
            co_return tl::unexpected(appended.error());
        ++filed.appended;
        if (context.refusedCopies)
            context.refusedCopies->erase(mail.id);
        // An uncertain append is looked for when the folder was read again.
        if (appended->outcome == sync::Appended::Uncertain)
            continue;
        if (auto noted = noteCopy(context, mail.id, store::SentCopy::Present); !noted)
            co_return tl::unexpected(noted.error());
    }
    co_return filed;
}

} // namespace otklik::outbox
