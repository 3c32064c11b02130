// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/store/desk_rules.h"
#include "core/store/journal_repository.h"
#include "core/store/prepared_mail.h"
#include "core/ticket/place_again.h"

#include <QHash>

namespace otklik::store {

/// The cache as the placing of mails sees it (ticket::PlacementStore). Lives for one transaction: it remembers what it
/// has read. Failures are latched in the connection; answers are then empty and the transaction rolls back.
class ThreadingStore final : public ticket::PlacementStore
{
public:
    ThreadingStore(Database &database, const DeskRules &rules, const QByteArray &teamKey);
    ~ThreadingStore() override;

    /// Places these messages and all that depend on them. Rows of the tickets that have to be projected again.
    QSet<qint64> placeMessages(const std::vector<MessageRow> &rows);
    /// Messages without any place left: taken off their tickets.
    QSet<qint64> removeMessages(const std::vector<MessageRow> &rows);
    /// After journal ops.
    QSet<qint64> placeAfterDecision(const JournalChange &change);
    /// Row of a ticket, made when there is none.
    [[nodiscard]] qint64 ticketRow(const ticket::Key &key);
    /// Of the ticket and of those that it was merged into, on which it is seen, too.
    [[nodiscard]] QSet<qint64> rowsAlongMerges(const ticket::Key &ticket);

    /// Who wrote a mail, when that is not its From: who filled in the form that its sender is (sender.set).
    [[nodiscard]] std::optional<ticket::PersonRef> formAuthor(const ticket::Key &message) const;
    [[nodiscard]] bool isForm(const QString &addressKey) const;

    /// The ticket and those merged into it, however far.
    [[nodiscard]] std::vector<ticket::Key> mergedGroup(const ticket::Key &ticket) const;

    // ticket::PlacementStore
    [[nodiscard]] std::optional<ticket::MessageFacts> facts(const ticket::Key &message) const override;
    [[nodiscard]] std::optional<ticket::KnownMessage> message(const ticket::Key &message) const override;
    [[nodiscard]] std::vector<ticket::KnownMessage> messagesByMessageId(const QByteArray &id) const override;
    [[nodiscard]] std::vector<ticket::KnownMessage> messagesOn(const ticket::Key &ticket) const override;
    [[nodiscard]] std::optional<ticket::JournalPlacement>
    journalPlacement(const ticket::MessageFacts &m) const override;
    [[nodiscard]] std::optional<ticket::Key> ticketByJournalMessageId(const QByteArray &id) const override;
    [[nodiscard]] std::vector<ticket::StatusChange> statusHistory(const ticket::Key &ticket) const override;
    [[nodiscard]] std::vector<ticket::FollowUpRef> followUpsOf(const ticket::Key &ticket) const override;
    [[nodiscard]] ticket::Key followUpOf(const ticket::Key &ticket) const override;
    [[nodiscard]] ticket::Key mergedInto(const ticket::Key &ticket) const override;
    [[nodiscard]] std::optional<ticket::Key> ticketByNumber(qint64 number) const override;
    [[nodiscard]] std::vector<qint64> numbersOf(const ticket::Key &ticket) const override;
    [[nodiscard]] QStringList journalParticipants(const ticket::Key &ticket) const override;
    [[nodiscard]] bool isOurAddress(const QString &addressKey) const override;
    [[nodiscard]] QByteArray teamKey() const override { return m_teamKey; }
    [[nodiscard]] std::chrono::milliseconds reopenPeriod() const override { return m_rules.reopenPeriod; }
    [[nodiscard]] std::vector<ticket::Key> messagesReferringTo(const QByteArray &id) const override;
    [[nodiscard]] std::vector<ticket::Key> messagesFoundAt(const ticket::Key &ticket) const override;
    [[nodiscard]] std::vector<ticket::Key> messagesWithToken(qint64 number) const override;
    void setOrder(const ticket::Key &message, const ticket::PlacementOrder &order) override;
    void setPlacement(const ticket::Key &message, const ticket::Placement &placement) override;
    [[nodiscard]] std::optional<ticket::Placement> placement(const ticket::Key &message) const override;

private:
    /// One message as read.
    struct Entry
    {
        qint64 row = 0;
        qint64 ticketRow = 0;
        ticket::MessageFacts facts;
        ticket::PlacementOrder order;
        ticket::Placement placement;
        std::optional<ticket::PersonRef> formAuthor;
    };
    [[nodiscard]] Entry *entry(const ticket::Key &key) const;
    [[nodiscard]] Entry *entry(sqlite::Statement &row) const;
    void readFormAuthor(Entry &entry, const MailPeople &people) const;
    [[nodiscard]] static std::optional<ticket::Placement> placementOf(const Entry &entry);
    [[nodiscard]] ticket::KnownMessage known(const Entry &entry) const;
    [[nodiscard]] ticket::Key ticketKey(qint64 row) const;
    [[nodiscard]] qint64 findTicketRow(const ticket::Key &key) const; ///< 0 = none
    /// Sets `journalled` and `forwarded` of a mail of ours.
    void readReplyOp(ticket::MessageFacts &facts) const;
    [[nodiscard]] bool isForward(qint64 event, qint64 op) const;
    [[nodiscard]] bool isMeant(const QByteArray &content, const ticket::MessageFacts &m) const;
    [[nodiscard]] std::optional<ticket::JournalPlacement> namedPlacement(const ticket::MessageFacts &m) const;
    /// `merged_into` or `followup_of`.
    [[nodiscard]] ticket::Key journalColumn(const ticket::Key &ticket, const char *column) const;
    [[nodiscard]] std::vector<ticket::Key> keys(sqlite::Statement query) const;
    [[nodiscard]] bool isAnyMerged() const;
    [[nodiscard]] bool isOpenedByItsMail(const ticket::Key &ticket) const;
    bool takesOpening(const ticket::Key &ticket);
    [[nodiscard]] std::vector<std::pair<qint64, QString>> ticketsAmong(const QSet<QString> &objects);
    void run(const std::vector<ticket::Key> &dirty);

    Database &m_database;
    const DeskRules &m_rules;
    QByteArray m_teamKey;
    mutable QHash<ticket::Key, std::shared_ptr<Entry>> m_entries;
    mutable QHash<ticket::Key, qint64> m_ticketRows;
    mutable QHash<qint64, ticket::Key> m_ticketKeys;
    mutable QHash<QByteArray, std::vector<ticket::Key>> m_referring; ///< who is asked for it, is for each of many mails
    mutable std::optional<QSet<QString>> m_forms;
    mutable std::optional<QSet<QString>> m_specialists;
    mutable std::optional<bool> m_anyMerged;
    QSet<qint64> m_affected;
};

} // namespace otklik::store
