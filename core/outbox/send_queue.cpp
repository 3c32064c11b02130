// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/send_queue.h"

#include "core/outbox/answer_state.h"
#include "core/store/merged_tickets.h"
#include "core/store/ticket_queries.h"

#include <QLoggingCategory>

#include <algorithm>
#include <functional>

namespace otklik::outbox {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.outbox", QtInfoMsg)

/// The customer has not been answered, or nobody knows: his ticket is ours again.
Result<void> reopen(const SendContext &context, const store::OutboxMail &mail, const char *sentence)
{
    return setTicketStatus(context, mail, "open", sentence);
}

Result<bool> isRequesterRefused(const SendContext &context, const store::OutboxMail &mail)
{
    if (mail.refused.empty())
        return false;
    store::Database &database = context.store->database();
    const auto row = store::TicketQueries(database).byKey(store::ticketNow(database, mail.ticket));
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
    auto taken = saveIfStill(context, mail, ticket::SendState::Waiting);
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
    auto taken = saveIfStill(context, mail, ticket::SendState::Waiting);
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
    const bool isTried = end.end != Attempt::End::Withdrawn && !end.signInRefused;
    report->putOff += isTried && mail.state == ticket::SendState::Waiting ? 1 : 0;
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
        auto moved = saveIfStill(context, mail, before);
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
    for (const store::OutboxMail &mail : *left) {
        if (mail.account != context.account || mail.state != ticket::SendState::Waiting)
            continue;
        ++report.waiting;
        // One without words was interrupted.
        if (mail.error.isEmpty() || mail.attempts <= report.mostAttempts)
            continue;
        report.mostAttempts = mail.attempts;
        report.words = mail.error;
    }
    co_return report;
}

} // namespace otklik::outbox
