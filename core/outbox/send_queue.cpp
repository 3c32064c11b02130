// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/send_queue.h"

#include "core/mime/message_parser.h"

#include <QJsonObject>
#include <QLoggingCategory>

#include <algorithm>

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

/// False, and nothing is written, when it does not wait any more: taken back, by this or another program.
Result<bool> takeUp(const SendContext &context, const store::OutboxMail &mail)
{
    auto changes = context.store->outboxMoved(mail, ticket::SendState::Waiting);
    if (!changes)
        return tl::unexpected(changes.error());
    if (*changes && context.changed)
        context.changed(**changes);
    return changes->has_value();
}

/// The customer has not been answered: his ticket is ours again.
Result<void> reopen(const SendContext &context, const store::OutboxMail &mail, const QString &sentence)
{
    journal::Op op{QStringLiteral("ticket.status"),
                   mail.ticket.object(),
                   QJsonObject{{QStringLiteral("status"), QStringLiteral("open")}},
                   {}};
    auto decided = context.store->decide({op}, context.me, context.clock->now(), sentence);
    if (!decided)
        return tl::unexpected(decided.error());
    if (context.changed)
        context.changed(decided->changes);
    return {};
}

/// A later attempt for those whom the server refused: the others have the mail, whatever becomes of it.
bool isPartlySent(const store::OutboxMail &mail)
{
    return !mail.sentAt.isNever();
}

void applySent(store::OutboxMail &mail, const Attempt &attempt, Instant now)
{
    mail.state = ticket::SendState::Sent;
    mail.refused = attempt.refused;
    if (isPartlySent(mail))
        return;
    mail.sentAt = now;
    mail.sentCopy = store::SentCopy::ToAppend;
}

void applyFailed(store::OutboxMail &mail, const Attempt &attempt)
{
    mail.state = isPartlySent(mail) ? ticket::SendState::Sent : ticket::SendState::Failed;
    if (isPartlySent(mail) && !attempt.refused.empty())
        mail.refused = attempt.refused;
}

Result<void> applyAttempt(const SendContext &context, store::OutboxMail &mail, const Attempt &attempt)
{
    const Instant now = context.clock->now();
    mail.error = attempt.detail;
    if (mail.nextAttemptAt.isNever()) // hurried; without a next attempt it would count as taken back
        mail.nextAttemptAt = now;
    switch (attempt.end) {
    case Attempt::End::Sent:
        applySent(mail, attempt, now);
        break;
    case Attempt::End::Refused:
        applyFailed(mail, attempt);
        break;
    case Attempt::End::Uncertain:
        mail.state = ticket::SendState::Uncertain;
        break;
    case Attempt::End::Postponed:
        mail.state = ticket::SendState::Waiting;
        mail.nextAttemptAt = now + backOff(mail.attempts);
        if (now - std::max(mail.createdAt, mail.sendAt) > kGiveUpAfter)
            applyFailed(mail, attempt);
        break;
    case Attempt::End::Withdrawn: // as if it had not been taken up
        mail.state = ticket::SendState::Waiting;
        mail.error.clear();
        --mail.attempts;
        break;
    }
    if (auto saved = save(context, mail); !saved)
        return saved;
    if (mail.state == ticket::SendState::Failed)
        return reopen(context, mail, QStringLiteral("An answer could not be delivered, its ticket is open again"));
    return {};
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

/// True when it is not to go now.
Result<bool> heldBack(const SendContext &context, store::OutboxMail &mail, SendReport &report)
{
    if (!context.objection || isPartlySent(mail))
        return false;
    auto objection = context.objection(mail);
    if (!objection)
        return tl::unexpected(objection.error());
    if (objection->isEmpty())
        return false;
    mail.state = ticket::SendState::Held;
    mail.nextAttemptAt = context.clock->now();
    mail.error = *objection;
    auto taken = takeUp(context, mail);
    if (!taken)
        return tl::unexpected(taken.error());
    if (!*taken)
        return true;
    count(report, mail.state);
    auto reopened = reopen(context, mail, QStringLiteral("An answer is held back, its ticket is open again"));
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
    ++mail.attempts;
    auto taken = takeUp(context, mail);
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
        co_return Result<void>(); // taken back in time
    auto applied = applyAttempt(context, mail, end);
    if (!applied)
        co_return applied;
    count(*report, mail.state);
    report->signInRefused = end.signInRefused ? end.detail : QString();
    co_return Result<void>();
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

std::chrono::milliseconds backOff(int attempts)
{
    const int doublings = std::clamp(attempts - 1, 0, 6);
    return std::min(std::chrono::minutes(1 << doublings), std::chrono::minutes(60));
}

async::Task<SendReport> sendDue(SendContext context, Carrier *carrier)
{
    SendReport report;
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
        return mail.account == context.account && mail.state == ticket::SendState::Sent;
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
    for (store::OutboxMail mail : *open) {
        const bool uncertain = mail.state == ticket::SendState::Uncertain;
        if (uncertain && isPartlySent(mail))
            continue; // what is in Sent is of the time before
        if (mail.account != context.account || (mail.state != ticket::SendState::Sent && !uncertain))
            continue;
        if (isInFolder(*context.store, mail.messageId, folder->row)) {
            mail.state = ticket::SendState::Sent;
            mail.sentCopy = store::SentCopy::Present;
            if (mail.sentAt.isNever())
                mail.sentAt = context.clock->now();
            if (auto saved = save(context, mail); !saved)
                co_return tl::unexpected(saved.error());
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
                mail.sentCopy = store::SentCopy::Present;
                if (auto saved = save(context, mail); !saved)
                    co_return tl::unexpected(saved.error());
                continue;
            }
        }
        if (wasRefusedLately(context, mail.id))
            continue;
        auto raw = context.store->outbox().raw(mail.id);
        if (!raw)
            co_return tl::unexpected(raw.error());
        mail.sentCopy = store::SentCopy::Unknown; // until the answer is here
        if (auto saved = save(context, mail); !saved)
            co_return tl::unexpected(saved.error());
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
        mail.sentCopy = store::SentCopy::Present;
        if (auto saved = save(context, mail); !saved)
            co_return tl::unexpected(saved.error());
    }
    co_return filed;
}

} // namespace otklik::outbox
