// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A PlacementStore in memory: messages with their placements, and the journal's part as plain tables.
#pragma once

#include "core/ticket/place_again.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace otklik::test {

using namespace otklik::ticket;

/// What the journal says. Mails are handled by the store, so that both can arrive in any order.
struct JournalTables
{
    struct Named
    {
        Key ticket;
        PlacementReason op = PlacementReason::JournalPlaced;
        Key followUpOf;
        QByteArray messageId; ///< for reply and opened ops
    };
    std::map<Key, Named> placements; ///< by content key
    std::map<Key, std::vector<StatusChange>> history;
    std::map<Key, Key> merges;
    std::map<Key, qint64> numbers;
    std::map<Key, QStringList> participants;
};

class MemoryPlacementStore final : public PlacementStore
{
public:
    JournalTables journal;
    QByteArray secret = "team secret";
    QStringList ours{QStringLiteral("support@desk.example"), QStringLiteral("anna@desk.example")};
    std::chrono::milliseconds period = kDefaultReopenPeriod;
    mutable std::map<QByteArray, size_t> lookups; ///< of messagesReferringTo(), by id

    void insert(const MessageFacts &m) { m_messages[m.contentKey].facts = m; }
    void remove(const Key &key) { m_messages.erase(key); }
    [[nodiscard]] std::vector<Key> keys() const
    {
        std::vector<Key> all;
        for (const auto &[key, row] : m_messages)
            all.push_back(key);
        return all;
    }
    [[nodiscard]] std::map<Key, Placement> placements() const
    {
        std::map<Key, Placement> all;
        for (const auto &[key, row] : m_messages)
            if (row.placement)
                all.emplace(key, *row.placement);
        return all;
    }
    void add(const MessageFacts &m)
    {
        insert(m);
        placeAgain(dirtyAfterMessage(m, *this), *this);
    }
    [[nodiscard]] Key ticketOf(const Key &key) const { return m_messages.at(key).placement->ticket; }

    std::optional<MessageFacts> facts(const Key &message) const override
    {
        const auto it = m_messages.find(message);
        return it == m_messages.end() ? std::nullopt : std::optional(it->second.facts);
    }
    std::optional<KnownMessage> message(const Key &message) const override
    {
        const auto it = m_messages.find(message);
        return it == m_messages.end() ? std::nullopt : std::optional(known(it->second));
    }
    std::vector<KnownMessage> messagesByMessageId(const QByteArray &id) const override
    {
        return select([&](const Row &row) { return row.facts.messageId == id; });
    }
    std::vector<KnownMessage> messagesOn(const Key &ticket) const override
    {
        return select([&](const Row &row) { return row.placement && row.placement->ticket == ticket; });
    }
    std::optional<JournalPlacement> journalPlacement(const MessageFacts &m) const override
    {
        if (const auto it = journal.placements.find(m.contentKey); it != journal.placements.end())
            return JournalPlacement{it->second.ticket, it->second.op, it->second.followUpOf};
        for (const auto &[key, named] : journal.placements)
            if (!named.messageId.isEmpty() && named.messageId == m.messageId && !m_messages.contains(key) &&
                (named.op != PlacementReason::JournalReply || m.outgoing))
                return JournalPlacement{named.ticket, named.op, named.followUpOf};
        return std::nullopt;
    }
    std::optional<Key> ticketByJournalMessageId(const QByteArray &id) const override
    {
        for (const auto &[key, named] : journal.placements)
            if (!id.isEmpty() && named.messageId == id)
                return named.ticket;
        return std::nullopt;
    }
    std::vector<StatusChange> statusHistory(const Key &ticket) const override
    {
        const auto it = journal.history.find(ticket);
        return it == journal.history.end() ? std::vector<StatusChange>() : it->second;
    }
    std::vector<FollowUpRef> followUpsOf(const Key &ticket) const override
    {
        std::vector<FollowUpRef> refs;
        for (const auto &[key, row] : m_messages)
            if (row.placement && !row.placement->followUpOf.isEmpty() &&
                afterMerges(row.placement->followUpOf, *this) == ticket)
                refs.push_back({row.placement->ticket, row.order});
        return refs;
    }
    Key followUpOf(const Key &ticket) const override
    {
        for (const auto &[key, row] : m_messages)
            if (row.placement && row.placement->ticket == ticket && !row.placement->followUpOf.isEmpty())
                return row.placement->followUpOf;
        return {};
    }
    Key mergedInto(const Key &ticket) const override
    {
        const auto it = journal.merges.find(ticket);
        return it == journal.merges.end() ? Key() : it->second;
    }
    std::optional<Key> ticketByNumber(qint64 number) const override
    {
        for (const auto &[key, value] : journal.numbers)
            if (value == number)
                return key;
        return std::nullopt;
    }
    std::vector<qint64> numbersOf(const Key &ticket) const override
    {
        std::vector<qint64> all;
        for (const auto &[key, value] : journal.numbers)
            if (key == ticket || afterMerges(key, *this) == ticket)
                all.push_back(value);
        return all;
    }
    QStringList journalParticipants(const Key &ticket) const override
    {
        const auto it = journal.participants.find(ticket);
        return it == journal.participants.end() ? QStringList() : it->second;
    }
    bool isOurAddress(const QString &address) const override { return ours.contains(address); }
    QByteArray teamKey() const override { return secret; }
    std::chrono::milliseconds reopenPeriod() const override { return period; }

    std::vector<Key> messagesReferringTo(const QByteArray &id) const override
    {
        ++lookups[id];
        std::vector<KnownMessage> naming = select([&](const Row &row) {
            const auto &f = row.facts;
            const auto names = [&id](const std::vector<QByteArray> &ids) {
                return std::find(ids.begin(), ids.end(), id) != ids.end();
            };
            return f.bounceOf == id || names(f.otherIds) || names(f.marks) ||
                   (!id.isEmpty() && conversationMark(f.threadIndex) == id) ||
                   std::find(f.references.begin(), f.references.end(), id) != f.references.end() ||
                   std::find(f.inReplyTo.begin(), f.inReplyTo.end(), id) != f.inReplyTo.end();
        });
        std::sort(naming.begin(), naming.end(), [](const KnownMessage &a, const KnownMessage &b) {
            return std::tie(a.at, a.key) < std::tie(b.at, b.key);
        });
        std::vector<Key> found;
        for (const KnownMessage &m : naming)
            found.push_back(m.key);
        return found;
    }
    std::vector<Key> messagesFoundAt(const Key &ticket) const override
    {
        return keysOf([&](const Row &row) { return row.placement && row.placement->found == ticket; });
    }
    std::vector<Key> messagesWithToken(qint64 number) const override
    {
        return keysOf([&](const Row &row) {
            return (row.facts.subject + row.facts.quotedTokens).contains(QStringLiteral("[#%1-").arg(number));
        });
    }
    void setOrder(const Key &message, const PlacementOrder &order) override { m_messages.at(message).order = order; }
    void setPlacement(const Key &message, const Placement &placement) override
    {
        m_messages.at(message).placement = placement;
    }
    std::optional<Placement> placement(const Key &message) const override { return m_messages.at(message).placement; }

private:
    struct Row
    {
        MessageFacts facts;
        PlacementOrder order;
        std::optional<Placement> placement;
    };
    static KnownMessage known(const Row &row)
    {
        return {row.facts.contentKey, row.facts.at, row.placement ? row.placement->ticket : Key(), row.order,
                row.placement && row.placement->reason == PlacementReason::SameMail};
    }
    template<typename Predicate>
    [[nodiscard]] std::vector<KnownMessage> select(Predicate predicate) const
    {
        std::vector<KnownMessage> found;
        for (const auto &[key, row] : m_messages)
            if (predicate(row))
                found.push_back(known(row));
        return found;
    }
    template<typename Predicate>
    [[nodiscard]] std::vector<Key> keysOf(Predicate predicate) const
    {
        std::vector<Key> found;
        for (const KnownMessage &m : select(predicate))
            found.push_back(m.key);
        return found;
    }

    std::map<Key, Row> m_messages;
};

} // namespace otklik::test
