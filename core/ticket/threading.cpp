// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/threading.h"

#include "core/ticket/ancestry.h"
#include "core/ticket/subject_token.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <tuple>

namespace otklik::ticket {

namespace {

struct Found
{
    Key ticket;
    PlacementReason reason = PlacementReason::NoRelation;
    QString detail;
};

bool takesPart(const QStringList &senders, const QStringList &addresses)
{
    return std::any_of(senders.begin(), senders.end(), [&](const QString &a) { return addresses.contains(a); });
}

bool senderTakesPart(const MessageFacts &m, const Key &named, const Key &ticket, const PlacementOrder &order,
                     const ThreadingContext &context)
{
    const QStringList &senders = m.autoKind == mime::AutoKind::Bounce ? m.notReached : m.from;
    if (std::any_of(senders.begin(), senders.end(), [&](const QString &a) { return context.isOurAddress(a); }))
        return true;
    if (takesPart(senders, context.journalParticipants(ticket)) ||
        takesPart(senders, context.journalParticipants(named)))
        return true;
    for (const KnownMessage &other : context.messagesOn(ticket)) {
        if (other.order >= order)
            continue;
        const auto facts = context.facts(other.key);
        if (facts &&
            (takesPart(senders, facts->from) || takesPart(senders, facts->to) || takesPart(senders, facts->cc)))
            return true;
    }
    return false;
}

std::optional<Found> findByToken(const MessageFacts &m, const QString &text, PlacementReason reason,
                                 const PlacementOrder &order, const ThreadingContext &context)
{
    const std::vector<SubjectToken> tokens = findSubjectTokens(text);
    if (tokens.empty())
        return std::nullopt;
    const QByteArray teamKey = context.teamKey();
    for (const SubjectToken &token : tokens) {
        const auto named = context.ticketByNumber(token.number);
        if (!named || !isGenuine(token, *named, teamKey))
            continue;
        const Key ticket = afterMerges(*named, context);
        if (senderTakesPart(m, *named, ticket, order, context))
            return Found{ticket, reason, token.toString()};
    }
    return std::nullopt;
}

std::optional<Found> findTicket(const MessageFacts &m, const PlacementOrder &order, const ThreadingContext &context)
{
    if (const auto ancestor = ancestorOf(m, context)) {
        const Key ticket = ancestor->message ? ancestor->message->ticket : ancestor->journalTicket;
        if (!ticket.isEmpty())
            return Found{afterMerges(ticket, context), ancestor->reason, QString::fromUtf8(ancestor->id)};
    }
    if (auto found = findByToken(m, m.subject, PlacementReason::SubjectToken, order, context))
        return found;
    return m.quotedTokens.isEmpty() ? std::nullopt
                                    : findByToken(m, m.quotedTokens, PlacementReason::QuotedToken, order, context);
}

/// The mail that came back bears a token or a Message-ID that only we can have written, of the ticket on which the
/// bounce lies: who had mail of ours about another one cannot act on this one.
bool returnsOurMark(const MessageFacts &m, const ThreadingContext &context)
{
    const auto placed = context.message(m.contentKey);
    if (!placed || placed->ticket.isEmpty())
        return false;
    if (const Key own = ticketOfOwnId(m.bounceOf, context.teamKey()); !own.isEmpty())
        return afterMerges(own, context) == placed->ticket;
    const std::vector<SubjectToken> tokens = findSubjectTokens(m.subject + QLatin1Char(' ') + m.quotedTokens);
    return std::any_of(tokens.begin(), tokens.end(), [&](const SubjectToken &token) {
        const auto named = context.ticketByNumber(token.number);
        return named && isGenuine(token, *named, context.teamKey()) && afterMerges(*named, context) == placed->ticket;
    });
}

/// How a ticket stands just before `order`; nothing when it was never solved nor closed until then.
std::optional<StatusProjection> stateOnceDone(const Key &ticket, const PlacementOrder &order,
                                              const ThreadingContext &context)
{
    std::vector<StatusChange> history = context.statusHistory(ticket);
    std::erase_if(history, [&](const StatusChange &change) { return change.at >= order.at; });
    const bool everDone = std::any_of(history.begin(), history.end(), [](const StatusChange &change) {
        return change.status == Status::Solved || change.status == Status::Closed;
    });
    if (!everDone)
        return std::nullopt;
    std::vector<MailFact> mails;
    for (const KnownMessage &known : context.messagesOn(ticket))
        if (known.order < order && !known.isCopy)
            if (const auto facts = context.facts(known.key))
                mails.push_back(mailFact(*facts, context));
    StatusRules rules;
    rules.reopenPeriod = context.reopenPeriod();
    return projectStatus(history.front().at, history, mails, rules);
}

/// Closed, or solved longer ago than the reopen period.
bool isOver(const std::optional<StatusProjection> &state, const PlacementOrder &order)
{
    return state &&
           (state->status == Status::Closed || (state->status == Status::Solved && state->closesAt <= order.at));
}

/// The newest follow-up of `ticket`, or of its follow-ups, that a mail may still join. Empty when none.
Key newestLiveFollowUp(const Key &ticket, const PlacementOrder &order, const ThreadingContext &context)
{
    std::vector<FollowUpRef> all;
    QSet<Key> seen{ticket};
    std::vector<Key> toVisit{ticket};
    while (!toVisit.empty()) {
        const Key current = toVisit.back();
        toVisit.pop_back();
        for (FollowUpRef &ref : context.followUpsOf(current)) {
            if (ref.opened >= order)
                continue;
            ref.ticket = afterMerges(ref.ticket, context);
            if (seen.contains(ref.ticket))
                continue;
            seen.insert(ref.ticket);
            toVisit.push_back(ref.ticket);
            all.push_back(ref);
        }
    }
    std::sort(all.begin(), all.end(), [](const FollowUpRef &a, const FollowUpRef &b) { return a.opened > b.opened; });
    for (const FollowUpRef &ref : all)
        if (!isOver(stateOnceDone(ref.ticket, order, context), order))
            return ref.ticket;
    return {};
}

Placement placeByJournal(const MessageFacts &m, const JournalPlacement &journal, const PlacementOrder &order,
                         const ThreadingContext &context)
{
    Placement placement;
    placement.order = order;
    placement.ticket = afterMerges(journal.ticket, context);
    placement.reason = journal.op;
    placement.detail = QString::fromLatin1(m.contentKey.hex());
    placement.kind = PlacementKind::Existing;
    if (journal.op == PlacementReason::JournalOpened && placement.ticket == journal.ticket) {
        placement.kind = journal.followUpOf.isEmpty() ? PlacementKind::NewTicket : PlacementKind::FollowUp;
        if (!journal.followUpOf.isEmpty())
            placement.followUpOf = afterMerges(journal.followUpOf, context);
    }
    return placement;
}

Placement openTicket(const MessageFacts &m, Placement placement, const ThreadingContext &context)
{
    placement.ticket = afterMerges(m.contentKey, context);
    if (placement.ticket != m.contentKey)
        placement.kind = PlacementKind::Existing;
    else
        placement.kind = placement.found.isEmpty() ? PlacementKind::NewTicket : PlacementKind::FollowUp;
    if (placement.kind == PlacementKind::FollowUp)
        placement.followUpOf = placement.found;
    return placement;
}

constexpr std::array kReasons{"journal-opened", "journal-split", "journal-placed", "journal-reply",  "references",
                              "in-reply-to",    "bounce-report", "subject-token",  "no-relation",    "shared-reference",
                              "same-mail",      "other-header",  "thread-index",   "partner-number", "quoted-token"};

} // namespace

QString toString(PlacementReason reason)
{
    return QString::fromLatin1(kReasons[static_cast<size_t>(reason)]);
}

std::optional<PlacementReason> placementReasonFromString(QStringView text)
{
    for (size_t i = 0; i < kReasons.size(); ++i)
        if (text == QLatin1String(kReasons[i]))
            return static_cast<PlacementReason>(i);
    return std::nullopt;
}

QByteArray conversationMark(const QByteArray &threadIndex)
{
    return threadIndex.isEmpty() ? QByteArray() : "conversation:" + threadIndex;
}

Key afterMerges(const Key &ticket, const ThreadingContext &context)
{
    return afterMerges(ticket, [&context](const Key &key) { return context.mergedInto(key); });
}

Key afterMerges(const Key &ticket, const std::function<Key(const Key &)> &mergedInto)
{
    std::vector<Key> path{ticket};
    for (Key next = mergedInto(ticket); !next.isEmpty(); next = mergedInto(next)) {
        const auto again = std::find(path.begin(), path.end(), next);
        if (again != path.end())
            return *std::min_element(again, path.end());
        path.push_back(next);
    }
    return path.back();
}

MailFact mailFact(const MessageFacts &m, const ThreadingContext &context)
{
    MailFact fact{m.contentKey, m.at, m.outgoing, m.autoKind, false, m.courtesyOnly, m.journalled, {}, {}, m.forwarded};
    if (!m.from.isEmpty())
        fact.by = m.from.front();
    if (m.autoKind != mime::AutoKind::Bounce || !m.bouncePermanent)
        return fact;
    // A relay may have given our mail another Message-ID: one that nobody here knows does not speak against us.
    const std::vector<KnownMessage> originals =
        m.bounceOf.isEmpty() ? std::vector<KnownMessage>() : context.messagesByMessageId(m.bounceOf);
    fact.permanentBounceOfOurs = std::any_of(originals.begin(), originals.end(), [&](const KnownMessage &known) {
        const auto original = context.facts(known.key);
        return original && original->outgoing;
    });
    if (originals.empty())
        fact.permanentBounceOfOurs =
            (!m.bounceOf.isEmpty() && context.ticketByJournalMessageId(m.bounceOf)) || returnsOurMark(m, context);
    return fact;
}

Placement placeMessage(const MessageFacts &m, const PlacementOrder &order, const ThreadingContext &context)
{
    if (const auto journal = context.journalPlacement(m))
        return placeByJournal(m, *journal, order, context);
    Placement placement;
    placement.order = order;
    const auto found = findTicket(m, order, context);
    if (!found)
        return openTicket(m, placement, context);
    placement.reason = found->reason;
    placement.detail = found->detail;
    placement.found = found->ticket;
    placement.ticket = found->ticket;
    placement.kind = PlacementKind::Existing;
    // A program with one number for all its mail would else go on unseen once the ticket of the first is closed.
    const bool maySpeak = found->reason == PlacementReason::PartnerNumber ||
                          (m.autoKind == mime::AutoKind::None && found->reason != PlacementReason::SameMail);
    if (!maySpeak)
        return placement;
    const auto state = stateOnceDone(found->ticket, order, context);
    const bool mereThanks = m.courtesyOnly && !m.outgoing && m.autoKind == mime::AutoKind::None;
    if (!isOver(state, order) || (mereThanks && !state->replies.empty()))
        return placement;
    const Key followUp = newestLiveFollowUp(found->ticket, order, context);
    if (followUp.isEmpty())
        return openTicket(m, placement, context);
    placement.ticket = followUp;
    return placement;
}

} // namespace otklik::ticket
