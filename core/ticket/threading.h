// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"
#include "core/ticket/placement_order.h"
#include "core/ticket/status_projection.h"
#include "core/ticket/ticket.h"

#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

/// Which ticket a mail belongs to (architecture.md "Tickets from mail"). The rules, in this order:
///  1. a journal op placed it (opened by it, split, placed, or it is the mail of a reply op);
///  2. what it hangs on (ancestry.h): the same mail that came by another way; the nearest known ancestor, References
///     right to left, then In-Reply-To, then (bounces) the Message-ID in the report, then ids in headers of relays.
///     Known = another message of ours with that Message-ID (of several the canonically smallest), an id that the
///     journal names, or an id of ours with the right keyed hash; else an earlier mail that names the same unknown id
///     or is of the same Outlook conversation, and has somebody in common with it; else an earlier mail of the same
///     desk that names the same number of its;
///  3. a token with the right keyed hash in the subject, then in what is quoted, and a sender (of a bounce: somebody
///     whom it says our mail did not reach) who takes part in that ticket or is one of us;
///  4. nothing: a new ticket whose key is the content key of the mail.
/// A mail found for a ticket (2, 3) that is closed, or solved longer ago than the reopen period, goes to the newest
/// follow-up that is not, else opens a follow-up. A second copy never does, nor mere thanks for an answer of ours, and
/// automatic mail only when it was found by the number of a desk: they stay where they were found.
///
/// Only what comes earlier in PlacementOrder counts for state, follow-ups and participants, so the result is a
/// function of the set of mails and the journal, not of the order of arrival.
namespace otklik::ticket {

/// Raise when the same mails and the same journal give other places, or another status, than before: a cache that was
/// computed with another number is computed anew from what it holds. 2: thanks stay on a ticket that is over, bounces
/// by their token, copies with marks in their subject. 3: answers to a circular of ours. 4: what a specialist writes is
/// ours whichever desk took it.
inline constexpr int kPlacingVersion = 4;

/// What placing needs to know of a mail. Ids are without angle brackets; addresses are EmailAddress::key() forms.
struct MessageFacts
{
    Key contentKey;
    QByteArray messageId;               ///< may be empty
    std::vector<QByteArray> references; ///< oldest first
    std::vector<QByteArray> inReplyTo;
    std::vector<QByteArray> otherIds; ///< Message-IDs in headers of relays
    std::vector<QByteArray> marks;    ///< numbers of another desk, see partnerMarks()
    QByteArray threadIndex;           ///< Outlook's conversation, may be empty
    Instant at;                       ///< INTERNALDATE
    Instant sentAt = {};              ///< of its Date header, never when it has none
    QString subject;                  ///< decoded
    QStringList from, to, cc;
    bool outgoing = false; ///< ours: found in Sent, or from an address of ours
    mime::AutoKind autoKind = mime::AutoKind::None;
    QString quotedTokens;   ///< our tokens in what it quotes, or in the mail that a bounce returns
    QByteArray bounceOf;    ///< Message-ID in a delivery report, else empty
    QStringList notReached; ///< of a bounce: whom our mail did not reach
    bool bouncePermanent = false;
    bool courtesyOnly = false; ///< isCourtesyOnly() of its own text (without quotes)
    bool journalled = false;   ///< the mail of a ticket.reply op (its status effect is in the journal)
    bool forwarded = false;    ///< journalled, and passed on to somebody else: no answer

    bool operator==(const MessageFacts &) const = default;
};

enum class PlacementKind {
    Existing,  ///< joins a ticket that is there
    NewTicket, ///< opens its own ticket (ticket == key of the mail)
    FollowUp,  ///< opens its own ticket, linked to followUpOf
};

/// "Why is this here". toString() gives the stable id kept in the cache and in TimelineEntry::placeReason.
enum class PlacementReason {
    JournalOpened,
    JournalSplit,
    JournalPlaced,
    JournalReply,
    References,
    InReplyTo,
    BounceReport,
    SubjectToken,
    NoRelation,
    SharedReference, ///< names the same unknown Message-ID as an earlier mail
    SameMail,        ///< the same mail came to another mailbox of ours
    OtherHeader,     ///< a header of a relay names a Message-ID of this ticket
    ThreadIndex,     ///< in Outlook it is one conversation
    PartnerNumber,   ///< the same desk named the same number
    QuotedToken,     ///< what it quotes names the ticket
};
[[nodiscard]] QString toString(PlacementReason reason); ///< "journal-opened" … "references", "no-relation"
[[nodiscard]] std::optional<PlacementReason> placementReasonFromString(QStringView text);

struct Placement
{
    Key ticket;
    PlacementKind kind = PlacementKind::NewTicket;
    PlacementReason reason = PlacementReason::NoRelation;
    QString detail; ///< the Message-ID or the token that decided, else empty
    Key found;      ///< ticket found by 2 or 3 before the follow-up rule (differs from `ticket` when it was closed)
    Key followUpOf; ///< set when this mail opens a follow-up
    PlacementOrder order; ///< with which it was decided

    bool operator==(const Placement &) const = default;
};

/// A message as the cache knows it. `ticket` is empty and `order` may be default until it was placed once.
struct KnownMessage
{
    Key key;
    Instant at;
    Key ticket;
    PlacementOrder order;
    bool isCopy = false; ///< placed as SameMail: says nothing that the other did not say
};

struct JournalPlacement
{
    Key ticket;                                          ///< as named by the op; merges are followed here
    PlacementReason op = PlacementReason::JournalPlaced; ///< one of the Journal… values
    Key followUpOf;                                      ///< of ticket.opened, else empty
};

struct FollowUpRef
{
    Key ticket;
    /// Order of the mail that opened it, as last given to setOrder() (not the one in its Placement, which may be
    /// older); PlacementOrder::of(time, ticket key) for one that a specialist created.
    PlacementOrder opened;
};

/// Under which messagesReferringTo() finds the mails of an Outlook conversation; empty for an empty one.
[[nodiscard]] QByteArray conversationMark(const QByteArray &threadIndex);

/// What the cache answers while mails are placed. All lookups are on the whole set; filtering by order is done here.
class ThreadingContext
{
public:
    virtual ~ThreadingContext() = default;
    [[nodiscard]] virtual std::optional<MessageFacts> facts(const Key &message) const = 0;
    [[nodiscard]] virtual std::optional<KnownMessage> message(const Key &message) const = 0;
    [[nodiscard]] virtual std::vector<KnownMessage> messagesByMessageId(const QByteArray &id) const = 0;
    /// Messages that name `id` in References, In-Reply-To, a relay's header or as the original of a bounce, or bear it
    /// as a mark (MessageFacts::marks, conversationMark()). In canonical order: by time, then by key.
    [[nodiscard]] virtual std::vector<Key> messagesReferringTo(const QByteArray &id) const = 0;
    [[nodiscard]] virtual std::vector<KnownMessage> messagesOn(const Key &ticket) const = 0;
    /// By content key; or by Message-ID when the op's content key is not among our messages (a server rewrote the
    /// mail), then for replies only when the mail is outgoing.
    [[nodiscard]] virtual std::optional<JournalPlacement> journalPlacement(const MessageFacts &m) const = 0;
    /// Ticket whose opened or reply op names this Message-ID.
    [[nodiscard]] virtual std::optional<Key> ticketByJournalMessageId(const QByteArray &id) const = 0;
    /// ticket.status ops that hold, in journal order.
    [[nodiscard]] virtual std::vector<StatusChange> statusHistory(const Key &ticket) const = 0;
    /// Tickets whose followup_of (of the op, or of the Placement that opens them) is `ticket` or one merged into it.
    [[nodiscard]] virtual std::vector<FollowUpRef> followUpsOf(const Key &ticket) const = 0;
    /// The ticket this one is a follow-up of; empty when none.
    [[nodiscard]] virtual Key followUpOf(const Key &ticket) const = 0;
    /// Target of the merge in force; empty when not merged.
    [[nodiscard]] virtual Key mergedInto(const Key &ticket) const = 0;
    [[nodiscard]] virtual std::optional<Key> ticketByNumber(qint64 number) const = 0;
    /// Its number, if it has one, and those of the tickets merged into it.
    [[nodiscard]] virtual std::vector<qint64> numbersOf(const Key &ticket) const = 0;
    /// Address keys the journal names as taking part (requester of opened/created ops).
    [[nodiscard]] virtual QStringList journalParticipants(const Key &ticket) const = 0;
    [[nodiscard]] virtual bool isOurAddress(const QString &addressKey) const = 0;
    [[nodiscard]] virtual QByteArray teamKey() const = 0; ///< empty = no tokens are believed
    [[nodiscard]] virtual std::chrono::milliseconds reopenPeriod() const = 0;
};

/// Rule 1 to 4 for one mail whose `order` is known (see placeAgain) against what is placed before it.
[[nodiscard]] Placement placeMessage(const MessageFacts &m, const PlacementOrder &order,
                                     const ThreadingContext &context);

/// Where merges lead from `ticket` (itself when not merged; a cycle of merges ends at its smallest key).
[[nodiscard]] Key afterMerges(const Key &ticket, const ThreadingContext &context);
/// The same for who has no context; `mergedInto` as there.
[[nodiscard]] Key afterMerges(const Key &ticket, const std::function<Key(const Key &)> &mergedInto);

/// A placed message as the status projection wants it; finds out whether a bounce is one of our own answer: of a mail
/// that we sent, or one that returns a token or a Message-ID which only we can have made for the ticket it lies on.
[[nodiscard]] MailFact mailFact(const MessageFacts &m, const ThreadingContext &context);

} // namespace otklik::ticket
