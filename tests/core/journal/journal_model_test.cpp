// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Four desks and one mailbox that loses acknowledgements, renumbers and goes back to a backup, in
// small: every desk must end in the same state with every decision in it.
#include "core/journal/event_log.h"
#include "core/journal/fold.h"
#include "core/journal/state_hash.h"
#include "tests/core/journal/journal_builder.h"

#include <algorithm>
#include <random>
#include <set>

using namespace otklik;
using namespace otklik::journal;
using namespace otklik::journal::test;

namespace {

struct Mailbox
{
    int epoch = 1;
    quint32 nextUid = 1;
    std::vector<std::pair<quint32, QByteArray>> mails;

    void append(const QByteArray &mail) { mails.emplace_back(nextUid++, mail); }

    /// Back to a backup: later mails are gone, their UIDs are given again.
    void restore(std::size_t keep)
    {
        mails.resize(std::min(keep, mails.size()));
        nextUid = mails.empty() ? 1 : mails.back().first + 1;
        ++epoch;
    }

    /// Two replicas are merged: what came last gets new UIDs in another order, some of it twice.
    void renumber(std::mt19937 &random)
    {
        const std::size_t from = mails.size() - std::min<std::size_t>(mails.size(), random() % 12);
        std::vector<QByteArray> tail;
        for (std::size_t i = from; i < mails.size(); ++i)
            tail.push_back(mails[i].second);
        mails.resize(from);
        std::shuffle(tail.begin(), tail.end(), random);
        for (const QByteArray &mail : tail)
            append(mail);
        if (!tail.empty() && random() % 2)
            append(tail.front());
        ++epoch;
    }
};

struct Counters
{
    int held = 0, duplicates = 0, voids = 0, rebuilds = 0;
};

class Desk
{
public:
    explicit Desk(QByteArray writer)
        : m_writer(std::move(writer))
    {
    }

    void decide(std::mt19937 &random)
    {
        const QString object = QStringLiteral("ticket:") + QString::number(random() % 3);
        const QJsonObject condition =
            random() % 2 ? conditionOn(m_states.lookup()(object), {QStringLiteral("status")}) : QJsonObject();
        Event e = event({status(object, random() % 2 ? "open" : "solved", condition),
                         op("ticket.note", object,
                            {{QStringLiteral("id"), QString::fromLatin1(randomId())},
                             {QStringLiteral("text"), QString::number(++m_note)}})},
                        m_writer, static_cast<qint64>(m_own.size()) + 1);
        e.previous = m_own.empty() ? QByteArray() : m_own.back().hash;
        e.seenId = m_order.lastApplied();
        e.seenHash = FoldHash::of(m_states.all).toHex();
        m_own.push_back(sealed(e));
    }

    /// Sends what the folder does not show; the answer may be lost before or after the server kept the mail.
    void send(Mailbox &box, std::mt19937 &random, bool faults)
    {
        for (const SealedEvent &own : m_own) {
            if (m_order.isApplied(own.event.id) || isHeld(own.event.id))
                continue;
            if (faults && random() % 5 == 0)
                return;
            const auto mail = encodeMail(own.event, kKey, {}, QStringLiteral("decision"));
            ASSERT_OK(mail);
            box.append(*mail);
            if (faults && random() % 4 == 0)
                box.append(*mail); // sent again: the first answer was lost
        }
    }

    void read(const Mailbox &box, Counters &counters)
    {
        if (box.epoch != m_epoch) {
            m_epoch = box.epoch;
            m_order = CausalOrder();
            m_states = {};
            m_applied.clear();
            m_readUpTo = 0;
            ++counters.rebuilds;
        }
        for (const auto &[uid, mail] : box.mails)
            if (uid > m_readUpTo)
                readOne(uid, mail, counters);
    }

    [[nodiscard]] const std::vector<SealedEvent> &own() const { return m_own; }
    [[nodiscard]] const std::vector<Event> &applied() const { return m_applied; }
    [[nodiscard]] QByteArray hash() const { return FoldHash::of(m_states.all).toHex(); }
    [[nodiscard]] const States &states() const { return m_states; }
    [[nodiscard]] std::size_t heldCount() const { return m_order.held().size(); }

private:
    void readOne(quint32 uid, const QByteArray &mail, Counters &counters)
    {
        m_readUpTo = uid;
        const DecodedMail decoded = decodeMail(mail, kKey);
        ASSERT_EQ(decoded.verdict, Verdict::Good);
        const OfferResult result = m_order.offer(uid, decoded.events.at(0));
        ASSERT_TRUE(result.forked.empty());
        ASSERT_NE(result.offered, Offered::Forked);
        ASSERT_NE(result.offered, Offered::Forged);
        ASSERT_NE(result.offered, Offered::OutOfOrder);
        counters.held += result.offered == Offered::Held;
        counters.duplicates += result.offered == Offered::Duplicate;
        for (const SealedEvent &e : result.applicable) {
            counters.voids += m_states.apply(e.event).isVoid();
            m_applied.push_back(e.event);
        }
    }

    [[nodiscard]] bool isHeld(const QByteArray &id) const
    {
        for (const CausalOrder::Held &held : m_order.held())
            if (held.event.event.id == id)
                return true;
        return false;
    }

    QByteArray m_writer;
    std::vector<SealedEvent> m_own;
    CausalOrder m_order;
    States m_states;
    std::vector<Event> m_applied;
    int m_epoch = 0;
    quint32 m_readUpTo = 0;
    int m_note = 0;
};

void step(std::vector<Desk> &desks, Mailbox &box, std::mt19937 &random, Counters &counters)
{
    Desk &desk = desks[random() % desks.size()];
    const auto dice = random() % 100;
    if (dice < 40) {
        desk.decide(random);
    } else if (dice < 70) {
        desk.send(box, random, true);
    } else if (dice < 96) {
        desk.read(box, counters);
    } else if (dice < 98) {
        box.restore(box.mails.size() - std::min<std::size_t>(box.mails.size(), random() % 10));
    } else {
        box.renumber(random);
    }
}

void settle(std::vector<Desk> &desks, Mailbox &box, std::mt19937 &random, Counters &counters)
{
    for (int round = 0; round < 2; ++round) {
        for (Desk &desk : desks) {
            desk.read(box, counters);
            desk.send(box, random, false);
        }
    }
    for (Desk &desk : desks)
        desk.read(box, counters);
}

void expectOneTruth(const std::vector<Desk> &desks, unsigned seed)
{
    std::size_t decisions = 0;
    for (const Desk &desk : desks)
        decisions += desk.own().size();
    for (const Desk &desk : desks) {
        ASSERT_EQ(desk.hash(), desks.front().hash()) << "seed " << seed;
        ASSERT_EQ(desk.applied(), desks.front().applied()) << "seed " << seed;
        ASSERT_EQ(desk.heldCount(), 0U) << "seed " << seed;
        ASSERT_EQ(desk.applied().size(), decisions) << "seed " << seed;
    }
    States fromNothing;
    std::map<QByteArray, qint64> sequence;
    std::set<QByteArray> seen;
    for (const Event &e : desks.front().applied()) {
        ASSERT_EQ(e.sequence, ++sequence[e.writer]) << "seed " << seed;
        ASSERT_TRUE(e.seenId.isEmpty() || seen.contains(e.seenId)) << "seed " << seed;
        seen.insert(e.id);
        fromNothing.apply(e);
    }
    ASSERT_EQ(FoldHash::of(fromNothing.all).toHex(), desks.front().hash()) << "seed " << seed;
}

} // namespace

TEST(JournalModel, FourDesksEndInOneStateWithEveryDecision)
{
    Counters counters;
    for (unsigned seed = 1; seed <= 24; ++seed) {
        std::mt19937 random(seed);
        Mailbox box;
        std::vector<Desk> desks{Desk("a1"), Desk("b2"), Desk("c3"), Desk("d4")};
        for (int i = 0; i < 160; ++i)
            step(desks, box, random, counters);
        settle(desks, box, random, counters);
        expectOneTruth(desks, seed);
    }
    // The faults did happen, or this test would prove nothing.
    EXPECT_GT(counters.held, 100);
    EXPECT_GT(counters.duplicates, 100);
    EXPECT_GT(counters.voids, 100);
    EXPECT_GT(counters.rebuilds, 100);
}
