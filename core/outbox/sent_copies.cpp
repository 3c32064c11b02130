// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/sent_copies.h"

#include "core/imap/server_error.h"
#include "core/mime/message_parser.h"
#include "core/store/merged_tickets.h"
#include "core/store/ticket_queries.h"

#include <algorithm>

namespace otklik::outbox {

namespace {

/// It arrived after all: what opened its ticket is settled, unless something else keeps it open.
Result<void> closeAgain(const SendContext &context, const store::OutboxMail &mail)
{
    if (mail.standing.isEmpty()) // a forward, which left the ticket as it was
        return {};
    store::Database &database = context.store->database();
    const auto row = store::TicketQueries(database).byKey(store::ticketNow(database, mail.ticket));
    if (!row)
        return tl::unexpected(row.error());
    if (row->status != ticket::Status::Open)
        return {};
    auto news = context.objection ? context.objection(mail) : Result<QString>();
    if (!news)
        return tl::unexpected(news.error());
    if (!news->isEmpty())
        return {};
    return setTicketStatus(context, mail, "pending", "An answer that was uncertain is in Sent");
}

/// It left, to some at least, and is not known to be in Sent.
bool wantsCopy(const store::OutboxMail &mail)
{
    const bool isOnItsWay =
        mail.state == ticket::SendState::Sending || mail.state == ticket::SendState::HandingOver; // not ours to write
    return mail.isPartlySent() && !isOnItsWay && mail.sentCopy != store::SentCopy::Present;
}

/// What is in Sent of one that some had before says nothing about the others.
bool isUncertain(const store::OutboxMail &mail)
{
    return mail.state == ticket::SendState::Uncertain && !mail.isPartlySent();
}

/// Less than `pause` ago; never when the clock was set back.
bool isWithin(std::chrono::milliseconds pause, Instant then, const SendContext &context)
{
    const auto age = context.clock->now() - then;
    return age >= age.zero() && age < pause;
}

bool isRefusedLately(const CopyTrials *trials, OutboxRow id, const SendContext &context)
{
    if (!trials)
        return false;
    const auto refused = trials->refused.find(id);
    return refused != trials->refused.end() && isWithin(kOfferCopyAgain, refused->second, context);
}

/// After that many answers were lost.
std::chrono::milliseconds pauseAfterLosses(int times)
{
    const auto pause = std::chrono::milliseconds(kMayStillAppear) * (1 << std::min(times - 1, 6));
    return std::min<std::chrono::milliseconds>(pause, kOfferCopyAgain);
}

/// Nothing else of it is written: it may be on its way to those who did not get it yet.
Result<void> noteCopy(const SendContext &context, OutboxRow id, store::SentCopy copy)
{
    return context.store->outbox().noteCopy(id, copy);
}

/// It is in Sent.
Result<void> settleFound(const SendContext &context, store::OutboxMail mail)
{
    if (!isUncertain(mail))
        return noteCopy(context, mail.id, store::SentCopy::Present);
    const bool wasTakenBack = mail.isTakenBack();
    mail.state = ticket::SendState::Sent;
    mail.sentCopy = store::SentCopy::Present;
    mail.sentAt = context.clock->now();
    mail.error.clear();
    if (auto saved = save(context, mail); !saved || wasTakenBack)
        return saved;
    return closeAgain(context, mail);
}

bool hasIt(const std::vector<sync::RemoteId> &mails, const QString &messageId)
{
    return std::ranges::any_of(mails, [&messageId](const sync::RemoteId &mail) {
        return QString::fromUtf8(mime::parseMessage(mail.messageId).messageId) == messageId;
    });
}

/// Mails that were asked for in vain: the copy itself, when a slow line broke over it, or one that no longer can be
/// read, whose refusal says nothing. Each of them alone.
async::Task<bool> isAmongUnfetched(SendContext context, Filing filing, sync::MailboxSession *session,
                                   quint32 uidValidity, std::vector<quint32> uids, QString messageId)
{
    CopyTrials none;
    CopyTrials &trials = filing.trials ? *filing.trials : none;
    for (const quint32 uid : uids) {
        const auto fatal = trials.fatal.find({uidValidity, uid});
        if (fatal != trials.fatal.end() && fatal->second >= 2) // once is chance
            continue;
        std::vector<quint32> alone{uid};
        auto named = co_await session->messageIds(alone);
        if (named && hasIt(*named, messageId))
            co_return true;
        if (named || (session->isOpen() && imap::isRefusal(named.error())))
            continue;
        if (!session->isOpen() && !context.stop.stop_requested())
            ++trials.fatal[{uidValidity, uid}];
        co_return tl::unexpected(named.error());
    }
    co_return false;
}

/// Among the mails of Sent that the cache does not have: a list that left a mail out is no proof that it is not there.
async::Task<bool> isOnServer(SendContext context, Filing filing, sync::MailboxSession *session, sync::RemoteFolder sent,
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
    const auto unfetched = context.store->folders().unfetched(folder);
    if (!unfetched)
        co_return tl::unexpected(unfetched.error());
    std::vector<quint32> unknown, inVain;
    for (const sync::RemoteFlags &mail : *there) {
        if (std::ranges::binary_search(*known, mail.uid))
            continue;
        const bool wasInVain = std::ranges::binary_search(*unfetched, mail.uid, {}, &store::UnfetchedMail::uid);
        (wasInVain ? inVain : unknown).push_back(mail.uid);
    }
    if (!unknown.empty()) {
        auto named = co_await session->messageIds(unknown);
        if (!named)
            co_return tl::unexpected(named.error());
        if (hasIt(*named, messageId))
            co_return true;
    }
    auto found = co_await isAmongUnfetched(context, filing, session, opened->state.uidValidity, std::move(inVain),
                                           std::move(messageId));
    co_return found;
}

/// The server said no to this mail: it may take the next one. A full mailbox, a lost folder or a lost line is another
/// matter.
bool isAboutTheCopy(const Error &error)
{
    return error.code == ErrorCode::ServerRejected || error.code == ErrorCode::ServerRefused ||
           error.code == ErrorCode::ProtocolViolation;
}

void noteLost(CopyTrials &trials, OutboxRow id, Instant now)
{
    const auto [lost, isNew] = trials.lost.try_emplace(id, CopyTrials::Lost{now, 0});
    lost->second = {now, lost->second.times + 1};
}

async::Task<void> putCopy(SendContext context, Filing filing, sync::MailboxSession *session, sync::RemoteFolder sent,
                          store::OutboxMail mail, FiledCopies *filed)
{
    auto raw = context.store->outbox().raw(mail.id);
    if (!raw)
        co_return tl::unexpected(raw.error());
    if (!session->isOpen())
        co_return fail(ErrorCode::Offline, QStringLiteral("the connection was lost"));
    // Until the answer is here.
    if (auto noted = noteCopy(context, mail.id, store::SentCopy::Unknown); !noted)
        co_return noted;
    QStringList flags{QStringLiteral("\\Seen")};
    auto appended = co_await session->append(sent, *raw, flags, mail.sentAt);
    if (!appended) // it has not come to the end, or the server said no
        if (auto noted = noteCopy(context, mail.id, store::SentCopy::ToAppend); !noted)
            co_return noted;
    if (!appended && filing.trials && isAboutTheCopy(appended.error())) {
        filing.trials->refused.insert_or_assign(mail.id, context.clock->now());
        filed->refused = appended.error();
        co_return Result<void>();
    }
    if (!appended)
        co_return tl::unexpected(appended.error());
    ++filed->appended;
    if (filing.trials)
        filing.trials->refused.erase(mail.id);
    if (appended->outcome == sync::Appended::Uncertain) { // looked for when the folder was read again
        if (filing.trials)
            noteLost(*filing.trials, mail.id, context.clock->now());
        co_return Result<void>();
    }
    if (filing.trials)
        filing.trials->lost.erase(mail.id);
    auto noted = noteCopy(context, mail.id, store::SentCopy::Present);
    co_return noted;
}

/// The server may file it itself, or be storing what we put there.
bool isAwaited(const SendContext &context, const Filing &filing, const store::OutboxMail &mail, FiledCopies *filed)
{
    if (filing.serverFiles && isWithin(kServerFilesWithin, mail.sentAt, context)) {
        ++filed->awaited;
        return true;
    }
    if (mail.sentCopy != store::SentCopy::Unknown || !filing.comesAgain || !filing.trials)
        return false;
    // one that this program does not remember may have been lost just before it began
    const auto [lost, isNew] = filing.trials->lost.try_emplace(mail.id, CopyTrials::Lost{context.clock->now(), 1});
    if (!isWithin(pauseAfterLosses(lost->second.times), lost->second.at, context))
        return false;
    if (lost->second.times >= kLossesToTell)
        filed->refused =
            Error{ErrorCode::Uncertain,
                  QStringLiteral("the connection was lost over a copy of an answer %1 times").arg(lost->second.times)};
    filed->awaited += lost->second.times == 1 ? 1 : 0; // else it is looked for with the next round
    return true;
}

async::Task<void> fileCopy(SendContext context, Filing filing, sync::MailboxSession *session, sync::RemoteFolder sent,
                           FolderRow folder, store::OutboxMail mail, FiledCopies *filed)
{
    auto found = context.store->messages().isInFolder(mail.messageId, folder);
    if (!found)
        co_return tl::unexpected(found.error());
    bool isThere = *found;
    if (!isThere && isUncertain(mail))
        co_return Result<void>(); // the specialist decides
    if (!isThere && isRefusedLately(filing.trials, mail.id, context))
        co_return Result<void>();
    if (!isThere && isAwaited(context, filing, mail, filed))
        co_return Result<void>();
    if (!isThere && mail.sentCopy == store::SentCopy::Unknown) { // put there once, and no answer came
        auto there = co_await isOnServer(context, filing, session, sent, mail.messageId, folder);
        if (!there)
            co_return tl::unexpected(there.error());
        isThere = *there;
    }
    if (isThere) {
        if (filing.trials) {
            filing.trials->lost.erase(mail.id);
            filing.trials->refused.erase(mail.id);
        }
        auto settled = settleFound(context, mail);
        co_return settled;
    }
    auto put = co_await putCopy(context, filing, session, sent, mail, filed);
    co_return put;
}

} // namespace

Result<bool> hasUnfiled(const SendContext &context)
{
    auto open = context.store->outbox().open();
    if (!open)
        return tl::unexpected(open.error());
    return std::any_of(open->begin(), open->end(), [&context](const store::OutboxMail &mail) {
        return mail.account == context.account && wantsCopy(mail);
    });
}

async::Task<FiledCopies> fileSentCopies(SendContext context, Filing filing, sync::MailboxSession *session,
                                        sync::RemoteFolder sent)
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
        auto mail = context.store->outbox().get(listed.id); // it may have been tried again meanwhile
        if (!mail)
            co_return tl::unexpected(mail.error());
        if (!wantsCopy(*mail) && !isUncertain(*mail))
            continue;
        auto done = co_await fileCopy(context, filing, session, sent, folder->row, *mail, &filed);
        if (!done)
            co_return tl::unexpected(done.error());
    }
    co_return filed;
}

} // namespace otklik::outbox
