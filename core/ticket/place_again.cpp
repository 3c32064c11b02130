// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/place_again.h"

#include "core/ticket/ancestry.h"

#include <QHash>
#include <QSet>

#include <map>

namespace otklik::ticket {

namespace {

/// One run of placeAgain().
class Run final
{
public:
    explicit Run(PlacementStore &store)
        : m_store(store)
    {
    }

    void collect(const std::vector<Key> &dirty)
    {
        std::vector<Key> toVisit = dirty;
        LaterAsked asked;
        while (!toVisit.empty()) {
            const Key key = toVisit.back();
            toVisit.pop_back();
            if (m_facts.contains(key))
                continue;
            const auto facts = m_store.facts(key);
            if (!facts)
                continue; // removed meanwhile
            m_facts.insert(key, *facts);
            for (const Key &other : messagesThatMayHangOn(*facts, m_store, &asked))
                toVisit.push_back(other);
        }
    }

    void orderAll()
    {
        for (auto it = m_facts.cbegin(); it != m_facts.cend(); ++it)
            orderOf(it.key());
        std::vector<Key> moved;
        for (auto it = m_orders.cbegin(); it != m_orders.cend(); ++it) {
            const auto known = m_store.message(it.key());
            if (known && known->order == it.value())
                continue;
            m_store.setOrder(it.key(), it.value());
            moved.push_back(it.key());
        }
        for (auto it = m_orders.cbegin(); it != m_orders.cend(); ++it)
            m_queue.emplace(it.value(), it.key());
        for (const Key &key : moved)
            addWhatSawItsOldOrder(key);
    }

    std::vector<Key> placeQueue()
    {
        std::vector<Key> changed;
        while (!m_queue.empty()) {
            const auto [order, key] = *m_queue.begin();
            m_queue.erase(m_queue.begin());
            const auto facts = m_store.facts(key);
            if (facts && placeOne(*facts, order))
                changed.push_back(key);
        }
        return changed;
    }

private:
    /// Parents first, without recursion: threads can be thousands of answers deep.
    void orderOf(const Key &message)
    {
        std::vector<std::pair<Key, Key>> path; // message, its parent
        Key key = message;
        while (!key.isEmpty() && m_facts.contains(key) && !m_orders.contains(key)) {
            const Key parent = parentOf(m_facts.value(key), m_store);
            path.emplace_back(key, parent);
            key = parent;
        }
        for (auto step = path.rbegin(); step != path.rend(); ++step) {
            const Instant at = m_facts.value(step->first).at;
            const auto parentOrder = knownOrder(step->second);
            m_orders.insert(step->first, parentOrder ? PlacementOrder::after(*parentOrder, at, step->first)
                                                     : PlacementOrder::of(at, step->first));
        }
    }

    std::optional<PlacementOrder> knownOrder(const Key &message) const
    {
        if (message.isEmpty())
            return std::nullopt;
        if (const auto it = m_orders.constFind(message); it != m_orders.cend())
            return it.value();
        const auto known = m_store.message(message);
        return known ? std::optional(known->order) : std::nullopt;
    }

    /// A message that takes a later place than before no longer counts for those in between.
    void addWhatSawItsOldOrder(const Key &message)
    {
        const auto before = m_store.placement(message);
        if (!before)
            return;
        for (const Key &start : {before->ticket, before->followUpOf}) {
            QSet<Key> seen;
            for (Key ticket = start; !ticket.isEmpty() && !seen.contains(ticket); ticket = originOf(ticket)) {
                seen.insert(ticket);
                addDependents(ticket, std::nullopt);
            }
        }
    }

    bool placeOne(const MessageFacts &m, const PlacementOrder &order)
    {
        const auto before = m_store.placement(m.contentKey);
        const Placement now = placeMessage(m, order, m_store);
        const bool changed = before != now;
        if (changed)
            m_store.setPlacement(m.contentKey, now);
        // A bounce whose original turned up acts on its ticket otherwise than before without moving.
        if ((changed && !(before && isSamePlace(*before, now))) || m.autoKind == mime::AutoKind::Bounce)
            spread(m, order, before, now);
        return changed;
    }

    void spread(const MessageFacts &m, const PlacementOrder &order, const std::optional<Placement> &before,
                const Placement &now)
    {
        if (!before || before->ticket != now.ticket)
            add(messagesThatMayHangOn(m, m_store), order);
        spreadTicket(now.ticket, order);
        spreadTicket(now.followUpOf, order);
        if (before) {
            spreadTicket(before->ticket, order);
            spreadTicket(before->followUpOf, order);
        }
    }

    /// Later messages found at this ticket, or at one it is a follow-up of, see another state. Once per run is enough:
    /// the first time has the smallest order, and what is found later in the run is placed in the run.
    void spreadTicket(Key ticket, const PlacementOrder &order)
    {
        for (; !ticket.isEmpty() && !m_spread.contains(ticket); ticket = originOf(ticket)) {
            m_spread.insert(ticket);
            addDependents(ticket, order);
        }
    }

    [[nodiscard]] Key originOf(const Key &ticket) const
    {
        const Key origin = m_store.followUpOf(ticket);
        return origin.isEmpty() ? origin : afterMerges(origin, m_store);
    }

    void addDependents(const Key &ticket, const std::optional<PlacementOrder> &after)
    {
        add(m_store.messagesFoundAt(ticket), after);
        for (const qint64 number : m_store.numbersOf(ticket))
            add(m_store.messagesWithToken(number), after);
    }

    void add(const std::vector<Key> &messages, const std::optional<PlacementOrder> &after)
    {
        for (const Key &key : messages)
            if (const auto known = m_store.message(key); known && (!after || known->order > *after))
                m_queue.emplace(known->order, key);
    }

    PlacementStore &m_store;
    QHash<Key, MessageFacts> m_facts;
    QHash<Key, PlacementOrder> m_orders;
    std::map<PlacementOrder, Key> m_queue;
    QSet<Key> m_spread;
};

class Collector final
{
public:
    void add(const Key &key)
    {
        if (!key.isEmpty() && !m_seen.contains(key)) {
            m_seen.insert(key);
            m_keys.push_back(key);
        }
    }
    void add(const std::vector<Key> &keys)
    {
        for (const Key &key : keys)
            add(key);
    }
    void add(const std::vector<KnownMessage> &messages)
    {
        for (const KnownMessage &m : messages)
            add(m.key);
    }
    void addId(const QByteArray &id, const PlacementStore &store)
    {
        if (id.isEmpty())
            return;
        add(store.messagesByMessageId(id));
        add(store.messagesReferringTo(id));
    }
    void addTicket(Key ticket, const PlacementStore &store)
    {
        QSet<Key> seen;
        while (!ticket.isEmpty() && !seen.contains(ticket)) {
            seen.insert(ticket);
            add(store.messagesOn(ticket));
            add(store.messagesFoundAt(ticket));
            for (const FollowUpRef &followUp : store.followUpsOf(ticket))
                add(followUp.opened.own);
            for (const qint64 number : store.numbersOf(ticket))
                add(store.messagesWithToken(number));
            ticket = store.followUpOf(ticket);
        }
    }
    [[nodiscard]] std::vector<Key> take() { return std::move(m_keys); }

private:
    QSet<Key> m_seen;
    std::vector<Key> m_keys;
};

} // namespace

bool isSamePlace(const Placement &before, const Placement &now)
{
    return before.ticket == now.ticket && before.found == now.found && before.followUpOf == now.followUpOf &&
           before.kind == now.kind && before.order == now.order;
}

std::vector<Key> placeAgain(const std::vector<Key> &dirty, PlacementStore &store)
{
    Run run(store);
    run.collect(dirty);
    run.orderAll();
    return run.placeQueue();
}

std::vector<Key> dirtyAfterMessage(const MessageFacts &m, const PlacementStore &store,
                                   const std::optional<Placement> &former)
{
    Collector dirty;
    if (store.message(m.contentKey))
        dirty.add(m.contentKey);
    dirty.add(messagesThatMayHangOn(m, store));
    if (former) {
        dirty.addTicket(former->ticket, store);
        dirty.addTicket(former->followUpOf, store);
    }
    return dirty.take();
}

std::vector<Key> dirtyAfterDecision(const std::vector<Key> &tickets, const std::vector<QByteArray> &messageIds,
                                    const std::vector<Key> &messages, const PlacementStore &store)
{
    Collector dirty;
    dirty.add(messages);
    for (const QByteArray &id : messageIds)
        dirty.addId(id, store);
    for (const Key &ticket : tickets) {
        dirty.addTicket(ticket, store);
        if (const Key merged = afterMerges(ticket, store); merged != ticket)
            dirty.addTicket(merged, store);
    }
    return dirty.take();
}

} // namespace otklik::ticket
