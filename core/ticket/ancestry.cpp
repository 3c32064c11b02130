// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/ancestry.h"

#include "core/ticket/company_of.h"
#include "core/ticket/subject_token.h"
#include "core/ticket/ticket_subject.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace otklik::ticket {

namespace {

struct Reference
{
    QByteArray id;
    PlacementReason reason;
};

std::vector<Reference> referencesNearestFirst(const MessageFacts &m)
{
    std::vector<Reference> all;
    for (auto id = m.references.rbegin(); id != m.references.rend(); ++id)
        all.push_back({*id, PlacementReason::References});
    for (const QByteArray &id : m.inReplyTo)
        all.push_back({id, PlacementReason::InReplyTo});
    if (!m.bounceOf.isEmpty())
        all.push_back({m.bounceOf, PlacementReason::BounceReport});
    for (const QByteArray &id : m.otherIds)
        all.push_back({id, PlacementReason::OtherHeader});
    return all;
}

bool isBefore(const KnownMessage &a, const KnownMessage &b)
{
    return std::tie(a.at, a.key) < std::tie(b.at, b.key);
}

KnownMessage selfOf(const MessageFacts &m)
{
    return {m.contentKey, m.at, {}, {}, false};
}

std::optional<KnownMessage> smallestNamesake(const QByteArray &id, const Key &except, const ThreadingContext &context)
{
    std::optional<KnownMessage> smallest;
    if (id.isEmpty())
        return smallest;
    for (const KnownMessage &m : context.messagesByMessageId(id))
        if (m.key != except && (!smallest || isBefore(m, *smallest)))
            smallest = m;
    return smallest;
}

bool isSameMail(const MessageFacts &a, const MessageFacts &b)
{
    return a.from == b.from && a.sentAt == b.sentAt && isSameButForMarks(a.subject, b.subject);
}

std::optional<KnownMessage> sameMail(const MessageFacts &m, const ThreadingContext &context)
{
    std::optional<KnownMessage> smallest;
    if (m.messageId.isEmpty() || m.from.isEmpty())
        return smallest;
    for (const KnownMessage &other : context.messagesByMessageId(m.messageId)) {
        if (!isBefore(other, smallest ? *smallest : selfOf(m)))
            continue;
        const auto facts = context.facts(other.key);
        if (facts && isSameMail(m, *facts))
            smallest = other;
    }
    return smallest;
}

/// The oldest and the nearest id it names: what the mails of one conversation have in common.
std::vector<QByteArray> rootsOf(const MessageFacts &m)
{
    const std::vector<QByteArray> &ids = m.references.empty() ? m.inReplyTo : m.references;
    std::vector<QByteArray> roots;
    if (m.autoKind != mime::AutoKind::None || ids.empty())
        return roots;
    for (const QByteArray &id : {ids.front(), ids.back()})
        if (!id.isEmpty() && id != m.messageId && (roots.empty() || roots.front() != id))
            roots.push_back(id);
    return roots;
}

/// What it has in common with mails that it does not name.
struct Mark
{
    QByteArray id;
    PlacementReason reason;
};

/// A mark has the domain of the sender, and what our own people forward has the numbers of many desks.
bool isFromUs(const MessageFacts &m, const ThreadingContext &context)
{
    return !m.from.isEmpty() && context.isOurAddress(m.from.front());
}

/// A bounce and a receipt speak of another mail, and never for the one who sends them.
std::vector<Mark> marksOf(const MessageFacts &m, const ThreadingContext &context)
{
    std::vector<Mark> all;
    if (m.autoKind == mime::AutoKind::Bounce || m.autoKind == mime::AutoKind::Receipt)
        return all;
    if (m.autoKind == mime::AutoKind::None && !m.threadIndex.isEmpty())
        all.push_back({conversationMark(m.threadIndex), PlacementReason::ThreadIndex});
    if (!m.marks.empty() && !isFromUs(m, context))
        for (const QByteArray &mark : m.marks)
            all.push_back({mark, PlacementReason::PartnerNumber});
    return all;
}

bool bears(const MessageFacts &m, const QByteArray &mark, const ThreadingContext &context)
{
    const std::vector<Mark> marks = marksOf(m, context);
    return std::any_of(marks.begin(), marks.end(), [&](const Mark &one) { return one.id == mark; });
}

bool meets(const QStringList &people, const MessageFacts &m, const ThreadingContext &context)
{
    return std::any_of(people.begin(), people.end(), [&](const QString &one) {
        const auto isOne = [&](const QString &other) { return other == one; };
        return !context.isOurAddress(one) &&
               (std::any_of(m.from.begin(), m.from.end(), isOne) || std::any_of(m.to.begin(), m.to.end(), isOne) ||
                std::any_of(m.cc.begin(), m.cc.end(), isOne));
    });
}

bool isOneCompany(const QStringList &a, const QStringList &b)
{
    const QString company = a.isEmpty() ? QString() : companyDomainOf(a.front());
    return !company.isEmpty() && !b.isEmpty() && company == companyDomainOf(b.front());
}

/// The customers of both mails: who wrote them, or whom we wrote to.
bool haveSomebodyInCommon(const MessageFacts &a, const MessageFacts &b, const ThreadingContext &context)
{
    const QStringList &ofA = a.outgoing ? a.to : a.from;
    const QStringList &ofB = b.outgoing ? b.to : b.from;
    return meets(ofA, b, context) || meets(ofB, a, context) || (!a.outgoing && !b.outgoing && isOneCompany(ofA, ofB));
}

/// The canonically smallest mail before `last` that names the id and fits. There may be thousands of them.
template<typename Fits>
std::optional<KnownMessage> smallestNaming(const QByteArray &id, const KnownMessage &last,
                                           const ThreadingContext &context, Fits fits)
{
    for (const Key &key : context.messagesReferringTo(id)) {
        const auto other = context.message(key);
        if (!other)
            continue;
        if (!isBefore(*other, last))
            break;
        if (const auto facts = context.facts(key); facts && fits(*facts))
            return other;
    }
    return std::nullopt;
}

/// Called when no id that `m` names is known.
std::optional<Ancestor> sharingARoot(const MessageFacts &m, const ThreadingContext &context)
{
    std::optional<Ancestor> smallest;
    for (const QByteArray &root : rootsOf(m)) {
        const auto fits = [&](const MessageFacts &other) {
            const std::vector<QByteArray> roots = rootsOf(other);
            return std::find(roots.begin(), roots.end(), root) != roots.end() &&
                   haveSomebodyInCommon(m, other, context);
        };
        if (const auto other = smallestNaming(root, smallest ? *smallest->message : selfOf(m), context, fits))
            smallest = Ancestor{root, PlacementReason::SharedReference, other, {}};
    }
    return smallest;
}

/// The canonically smallest mail before it of the same conversation, else with the same number of the same desk.
std::optional<Ancestor> sharingAMark(const MessageFacts &m, const ThreadingContext &context)
{
    for (const Mark &mark : marksOf(m, context)) {
        const auto fits = [&](const MessageFacts &other) {
            return bears(other, mark.id, context) &&
                   (mark.reason == PlacementReason::PartnerNumber || haveSomebodyInCommon(m, other, context));
        };
        if (const auto other = smallestNaming(mark.id, selfOf(m), context, fits))
            return Ancestor{mark.id, mark.reason, other, {}};
    }
    return std::nullopt;
}

/// Mail of ours that names nobody outside: it went to many who do not know of each other, in Bcc. What they answer is
/// each one's own matter (docs/decisions/0015).
bool isOurCircular(const KnownMessage &named, const ThreadingContext &context)
{
    const auto facts = context.facts(named.key);
    const auto isOurs = [&](const QString &one) { return context.isOurAddress(one); };
    // A copy of it may have come to our inbox, where it is nothing that we sent.
    return facts && (facts->outgoing || isFromUs(*facts, context)) && !facts->journalled && facts->references.empty() &&
           facts->inReplyTo.empty() && std::all_of(facts->to.begin(), facts->to.end(), isOurs) &&
           std::all_of(facts->cc.begin(), facts->cc.end(), isOurs);
}

/// Bounces of it, and what we write about it ourselves, are its own.
bool answersOurCircular(const MessageFacts &m, const KnownMessage &named, const ThreadingContext &context)
{
    return !m.outgoing && !isFromUs(m, context) && m.autoKind == mime::AutoKind::None && isOurCircular(named, context);
}

std::optional<Ancestor> nearestKnown(const MessageFacts &m, const ThreadingContext &context)
{
    if (const auto same = sameMail(m, context))
        return Ancestor{m.messageId, PlacementReason::SameMail, same, {}};
    for (const Reference &reference : referencesNearestFirst(m)) {
        const auto message = smallestNamesake(reference.id, m.contentKey, context);
        if (message && answersOurCircular(m, *message, context))
            continue;
        if (message)
            return Ancestor{reference.id, reference.reason, message, {}};
        if (const auto ticket = context.ticketByJournalMessageId(reference.id))
            return Ancestor{reference.id, reference.reason, std::nullopt, *ticket};
        if (const Key ticket = ticketOfOwnId(reference.id, context.teamKey()); !ticket.isEmpty())
            return Ancestor{reference.id, reference.reason, std::nullopt, ticket};
    }
    if (auto sharing = sharingARoot(m, context))
        return sharing;
    return sharingAMark(m, context);
}

/// True when following the nearest ancestors from `first` comes back to `m` over messages that are all later than it.
/// Each message has one nearest ancestor, so a cycle through `m` is unique, and one message in it is the smallest.
bool isSmallestOfCycle(const KnownMessage &m, const KnownMessage &first, const ThreadingContext &context)
{
    QSet<Key> seen;
    std::optional<KnownMessage> at = first;
    while (at && !seen.contains(at->key)) {
        if (at->key == m.key)
            return true;
        if (isBefore(*at, m))
            return false;
        seen.insert(at->key);
        const auto facts = context.facts(at->key);
        const auto ancestor = facts ? nearestKnown(*facts, context) : std::nullopt;
        at = ancestor ? ancestor->message : std::nullopt;
    }
    return false;
}

} // namespace

std::optional<Ancestor> ancestorOf(const MessageFacts &m, const ThreadingContext &context)
{
    auto ancestor = nearestKnown(m, context);
    if (!ancestor || !ancestor->message)
        return ancestor;
    // Only an edge to a later message can close a cycle at its smallest member.
    if (isBefore(selfOf(m), *ancestor->message) && isSmallestOfCycle(selfOf(m), *ancestor->message, context))
        return std::nullopt;
    return ancestor;
}

Key parentOf(const MessageFacts &m, const ThreadingContext &context)
{
    const auto ancestor = ancestorOf(m, context);
    return ancestor && ancestor->message ? ancestor->message->key : Key();
}

std::vector<Key> messagesThatMayHangOn(const MessageFacts &m, const ThreadingContext &context, LaterAsked *asked)
{
    std::vector<Key> all;
    // By what they have in common a mail hangs on an earlier one only.
    const auto addLaterNaming = [&](const QByteArray &id) {
        const auto self = std::pair(m.at, m.contentKey);
        if (asked) {
            const auto known = asked->constFind(id);
            if (known != asked->constEnd() && !(self < *known))
                return;
            asked->insert(id, self);
        }
        const std::vector<Key> naming = context.messagesReferringTo(id);
        for (auto key = naming.rbegin(); key != naming.rend(); ++key) {
            const auto other = context.message(*key);
            if (other && !isBefore(selfOf(m), *other))
                break;
            all.push_back(*key);
        }
    };
    if (!m.messageId.isEmpty()) {
        all = context.messagesReferringTo(m.messageId);
        for (const KnownMessage &namesake : context.messagesByMessageId(m.messageId))
            all.push_back(namesake.key);
    }
    for (const QByteArray &root : rootsOf(m)) {
        const auto known = smallestNamesake(root, {}, context);
        if (known && !isOurCircular(*known, context)) // all who name it hang on that
            continue;
        addLaterNaming(root);
    }
    for (const Mark &mark : marksOf(m, context))
        addLaterNaming(mark.id);
    return all;
}

} // namespace otklik::ticket
