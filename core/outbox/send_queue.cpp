// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/send_queue.h"

#include <QJsonObject>
#include <QLoggingCategory>

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

/// The customer has not been answered: his ticket is ours again.
Result<void> reopen(const SendContext &context, const store::OutboxMail &mail)
{
    journal::Op op{QStringLiteral("ticket.status"),
                   mail.ticket.object(),
                   QJsonObject{{QStringLiteral("status"), QStringLiteral("open")}},
                   {}};
    auto decided = context.store->decide({op}, context.me, context.clock->now(),
                                         QStringLiteral("An answer could not be delivered, its ticket is open again"));
    if (!decided)
        return tl::unexpected(decided.error());
    if (context.changed)
        context.changed(decided->changes);
    return {};
}

Result<void> applyAttempt(const SendContext &context, store::OutboxMail &mail, const Attempt &attempt)
{
    const Instant now = context.clock->now();
    mail.error = attempt.end == Attempt::End::Sent ? QString() : attempt.detail;
    switch (attempt.end) {
    case Attempt::End::Sent:
        mail.state = ticket::SendState::Sent;
        mail.sentAt = now;
        mail.sentCopy = store::SentCopy::ToAppend;
        mail.error = attempt.detail;
        break;
    case Attempt::End::Refused:
        mail.state = ticket::SendState::Failed;
        break;
    case Attempt::End::Uncertain:
        mail.state = ticket::SendState::Uncertain;
        break;
    case Attempt::End::Postponed:
        mail.state = now - mail.createdAt > kGiveUpAfter ? ticket::SendState::Failed : ticket::SendState::Waiting;
        mail.nextAttemptAt = now + backOff(mail.attempts);
        break;
    }
    if (auto saved = save(context, mail); !saved)
        return saved;
    if (mail.state == ticket::SendState::Failed)
        return reopen(context, mail);
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
    default:
        break;
    }
}

async::Task<void> sendOne(SendContext context, Carrier *carrier, store::OutboxMail mail, SendReport *report)
{
    auto raw = context.store->outbox().raw(mail.id);
    if (!raw)
        co_return tl::unexpected(raw.error());
    mail.state = ticket::SendState::Sending;
    ++mail.attempts;
    if (auto saved = save(context, mail); !saved)
        co_return saved;
    auto attempt = co_await carrier->carry(mail, *raw, context.stop);
    Attempt end;
    if (attempt)
        end = *attempt;
    else
        end.detail = attempt.error().detail;
    qCInfo(log) << "answer" << mail.id.value() << "attempt" << mail.attempts << "ended as" << int(end.end);
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

async::Task<bool> fileSentCopies(SendContext context, sync::MailboxSession *session, sync::RemoteFolder sent)
{
    auto folder =
        context.store->folders().ensure(context.account, QString::fromLatin1(sent.rawName), store::FolderRole::Sent);
    if (!folder)
        co_return tl::unexpected(folder.error());
    auto open = context.store->outbox().open();
    if (!open)
        co_return tl::unexpected(open.error());
    bool appendedAny = false;
    for (store::OutboxMail mail : *open) {
        const bool uncertain = mail.state == ticket::SendState::Uncertain;
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
        auto raw = context.store->outbox().raw(mail.id);
        if (!raw)
            co_return tl::unexpected(raw.error());
        QStringList flags{QStringLiteral("\\Seen")};
        auto appended = co_await session->append(sent, *raw, flags, mail.sentAt);
        if (!appended)
            co_return tl::unexpected(appended.error());
        appendedAny = true;
        // An uncertain append is looked for when the folder was read again.
        if (appended->outcome == sync::Appended::Uncertain)
            continue;
        mail.sentCopy = store::SentCopy::Present;
        if (auto saved = save(context, mail); !saved)
            co_return tl::unexpected(saved.error());
    }
    co_return appendedAny;
}

} // namespace otklik::outbox
