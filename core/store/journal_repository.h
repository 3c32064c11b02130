// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/journal/event_log.h"
#include "core/journal/genesis.h"
#include "core/journal/state_hash.h"
#include "core/store/journal_states.h"
#include "core/ticket/ticket.h"

#include <memory>
#include <optional>

namespace otklik::store {

enum class OwnEventState { Pending = 0, Appended = 1, Confirmed = 2 };

/// One of our own events, as local.sqlite keeps it.
struct OwnEvent
{
    qint64 sequence = 0;
    journal::Event event;
    QByteArray json, hash; ///< canonical, and its SHA-256 in hex
    QString sentence;      ///< for a person who opens the mail
    QByteArray mail;       ///< the bytes that go (went) to the server; empty until saveMail()
    OwnEventState state = OwnEventState::Pending;
    quint32 uid = 0;
};

/// What reading a part of the journal changed: objects to be projected again.
struct JournalChange
{
    QSet<QString> objects;
    /// Those of `objects` to which nothing happened but that our own pending opening was confirmed: their mails stay
    /// where they are (only the number is new).
    QSet<QString> confirmedOpenings;
    /// Those of `objects` that were opened by their first mail, and nothing else; not in `messageIds` and `messages`.
    QSet<QString> openings;
    std::vector<QByteArray> messageIds; ///< named by ops
    std::vector<ticket::Key> messages;
    int applied = 0;
    std::vector<QByteArray> voidedOwn; ///< own events that lost a compare-and-set: tell the author
    std::vector<QByteArray> rejected;  ///< forged or forked ids: alarm
    bool outOfOrder = false;           ///< the journal has to be read again from the start (beginEpoch)

    void add(const JournalChange &other);
};

/// A ticket that has no opening in the journal yet.
struct UnopenedTicket
{
    ticket::Key key;
    QString messageId, subject, requester;
    ticket::Key followUpOf;
};

/// The journal in the cache: events, fold, numbers, and our own events (schema local). All methods that write join the
/// transaction that is open. Projections are not touched here: Store does that with the JournalChange.
class JournalRepository final
{
public:
    explicit JournalRepository(Database &database);

    /// This installation's id, made at first use.
    [[nodiscard]] Result<QByteArray> writerId();
    [[nodiscard]] std::optional<journal::Genesis> genesis() const;
    [[nodiscard]] Result<void> setGenesis(const journal::Genesis &genesis);

    /// Makes our next event from `ops` and folds it as pending.
    [[nodiscard]] Result<OwnEvent> append(std::vector<journal::Op> ops, const QString &by, Instant at,
                                          const QString &sentence, JournalChange &change);
    /// The same where no journal is kept: it counts at once. Nothing may be pending before it.
    [[nodiscard]] Result<OwnEvent> appendConfirmed(std::vector<journal::Op> ops, const QString &by, Instant at,
                                                   const QString &sentence, JournalChange &change);
    /// Not confirmed, in sequence.
    [[nodiscard]] Result<std::vector<OwnEvent>> pending(int limit = 1000) const;
    [[nodiscard]] Result<qint64> pendingCount() const;
    /// Before the first APPEND: the bytes that will be sent, and sent again.
    [[nodiscard]] Result<void> saveMail(qint64 sequence, const QByteArray &mail);
    [[nodiscard]] Result<void> markAppended(qint64 sequence, quint32 uid);
    /// Confirmed own events that the journal as read does not hold: to be appended again.
    [[nodiscard]] Result<std::vector<OwnEvent>> missingOwn() const;

    /// Events of one journal mail, in rising UID order. Own ones among them become confirmed.
    [[nodiscard]] Result<JournalChange> offer(quint32 uid, Instant internalDate,
                                              const std::vector<journal::SealedEvent> &events);
    /// `--no-journal`: everything pending counts at once.
    [[nodiscard]] Result<JournalChange> confirmPendingLocally();
    /// The states are those of other reducers, that is of another version of the program.
    [[nodiscard]] bool isFoldOutdated() const;
    /// Folds the confirmed events once more; what they are and their order stays.
    [[nodiscard]] Result<void> foldAnew();
    /// UIDs are void: forgets what was read; own events stay. All objects it knew.
    [[nodiscard]] Result<JournalChange> beginEpoch();
    [[nodiscard]] Result<void> quarantine(FolderRow folder, quint32 uid, journal::Verdict verdict,
                                          const QString &detail, Instant date, const QByteArray &raw);

    /// Of the last `count` events and of the last `count` mails, also those that brought nothing new: (UID, event id as
    /// hex), for a spot check.
    [[nodiscard]] Result<std::vector<std::pair<quint32, QByteArray>>> lastPairs(int count) const;
    /// A confirmed event, as hex, came from this UID, or stands there again. False also when the cache cannot be asked.
    [[nodiscard]] bool isAt(quint32 uid, const QByteArray &id) const;
    [[nodiscard]] Result<qint64> eventCount() const;
    [[nodiscard]] Result<qint64> heldCount();
    /// In (date, key) order.
    [[nodiscard]] Result<std::vector<UnopenedTicket>> unopenedTickets(int limit) const;
    [[nodiscard]] Result<qint64> numberOf(const ticket::Key &key) const; ///< 0 = none

    [[nodiscard]] JournalStates &states() { return m_states; }
    /// After another process wrote into the profile.
    void reload();

private:
    [[nodiscard]] Result<OwnEvent> makeOwn(std::vector<journal::Op> ops, const QString &by, Instant at,
                                           const QString &sentence);
    [[nodiscard]] quint32 nextLocalUid();
    [[nodiscard]] journal::CausalOrder &order();
    void apply(quint32 uid, Instant internalDate, const journal::SealedEvent &event, JournalChange &change);
    journal::EventResult fold(qint64 pos, const journal::Event &event, const journal::EventMeta &meta);
    void forgetFold();
    void noteEffects(const journal::Event &event, const journal::EventResult &result, JournalChange &change) const;
    void confirmOwn(const journal::SealedEvent &event, quint32 uid);
    /// Whether it is pending here, opens tickets and nothing else, and all of it holds.
    [[nodiscard]] bool isPendingOpening(const journal::Event &event) const;
    void saveOrder();
    [[nodiscard]] Result<std::vector<OwnEvent>> readOwn(sqlite::Statement query) const;

    /// In the cache: every own event that counts was folded, so that confirmPendingLocally() need not look at all.
    static constexpr const char *kOwnHereMeta = "journal.own_here";

    Database &m_database;
    JournalStates m_states;
    std::optional<journal::CausalOrder> m_order;
    journal::FoldHash m_foldHash;
};

} // namespace otklik::store
