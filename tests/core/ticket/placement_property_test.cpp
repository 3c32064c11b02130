// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any order of arrival, of mails and of decisions, with placing again as we go, ends where placing everything at once
// ends. Seeds are fixed; a failure names its seed.
#include "core/ticket/partner_number.h"
#include "core/ticket/subject_token.h"
#include "memory_placement_store.h"

#include <gtest/gtest.h>

#include <random>

using namespace otklik;
using namespace otklik::ticket;
using otklik::test::JournalTables;
using otklik::test::MemoryPlacementStore;

namespace {

struct World
{
    std::vector<MessageFacts> mails;
    JournalTables journal;
};

class Generator final
{
public:
    explicit Generator(unsigned seed)
        : m_random(seed)
    {
    }

    World world()
    {
        World world;
        const int count = pick(2, 14);
        for (int i = 0; i < count; ++i)
            world.mails.push_back(mail(i, count));
        for (int i = 0; i < count; ++i)
            decide(world, world.mails[static_cast<size_t>(i)].contentKey);
        for (MessageFacts &m : world.mails)
            maybeToken(world, m);
        return world;
    }

    int pick(int from, int to) { return std::uniform_int_distribution<int>(from, to)(m_random); }
    bool chance(int percent) { return pick(1, 100) <= percent; }
    template<typename List>
    void shuffle(List &list)
    {
        std::shuffle(list.begin(), list.end(), m_random);
    }

private:
    // Ids are few, so that namesakes, missing ids, self references and cycles all happen.
    QByteArray someId(int count) { return "id" + QByteArray::number(pick(0, count)) + "@x"; }
    Instant someTime()
    {
        return Instant::fromIso(QStringLiteral("2026-03-01")) + std::chrono::hours(12 * pick(1, 100));
    }

    MessageFacts mail(int i, int count)
    {
        MessageFacts m;
        m.contentKey = Key::ofContent("mail" + QByteArray::number(i));
        m.messageId = chance(10) ? QByteArray() : chance(80) ? "id" + QByteArray::number(i) + "@x" : someId(count);
        for (int n = pick(0, 3); n > 0; --n)
            m.references.push_back(someId(count));
        if (chance(30))
            m.inReplyTo.push_back(someId(count));
        m.at = someTime();
        m.outgoing = chance(30);
        m.from = {m.outgoing ? QStringLiteral("support@desk.example")
                             : QStringLiteral("customer%1@example.org").arg(pick(1, 3))};
        m.to = {QStringLiteral("customer%1@example.org").arg(pick(1, 3))};
        if (m.outgoing && chance(30)) // to many, in Bcc
            m.to = m.from;
        if (chance(10))
            m.otherIds.push_back(someId(count));
        if (chance(25))
            m.threadIndex = "c" + QByteArray::number(pick(1, 2));
        if (!m.outgoing && chance(35))
            m.marks = partnerMarks(m.from.front(), QStringLiteral("[#%1] matter").arg(pick(100, 102)));
        if (chance(5))
            m.references.push_back(makeOwnMessageId(Key::ofContent("mail" + QByteArray::number(pick(0, count))), "ab",
                                                    "x", "team secret"));
        if (chance(15)) {
            m.autoKind = chance(50) ? mime::AutoKind::Bounce : mime::AutoKind::AutoReply;
            m.bounceOf = m.autoKind == mime::AutoKind::Bounce ? someId(count) : QByteArray();
            m.bouncePermanent = chance(70);
            m.notReached = {QStringLiteral("customer%1@example.org").arg(pick(1, 3))};
        }
        m.courtesyOnly = !m.outgoing && chance(20);
        m.forwarded = m.outgoing && chance(10);
        return m;
    }

    void decide(World &world, const Key &key)
    {
        if (chance(70))
            world.journal.numbers[key] = static_cast<qint64>(world.journal.numbers.size()) + 1;
        if (chance(60))
            for (int n = pick(1, 3); n > 0; --n)
                world.journal.history[key].push_back(
                    {someTime(),
                     std::array{Status::Solved, Status::Closed, Status::Open}[static_cast<size_t>(pick(0, 2))],
                     {},
                     {}});
        if (chance(10))
            world.journal.merges[key] = anyKey(world);
        if (chance(15))
            world.journal.placements[key] = placed(world, key, idOf(world, key));
        if (chance(10)) // a mail that never comes, or that its server rewrote
            world.journal.placements[Key::ofContent("gone" + key.hex())] = placed(world, key, someId(3));
        if (chance(20))
            world.journal.participants[key] = {QStringLiteral("customer%1@example.org").arg(pick(1, 3))};
    }

    static QByteArray idOf(const World &world, const Key &key)
    {
        for (const MessageFacts &m : world.mails)
            if (m.contentKey == key)
                return m.messageId;
        return {};
    }

    JournalTables::Named placed(const World &world, const Key &key, const QByteArray &id)
    {
        switch (pick(0, 2)) {
        case 0:
            return {key, PlacementReason::JournalOpened, chance(30) ? anyKey(world) : Key(), id};
        case 1:
            return {anyKey(world), PlacementReason::JournalReply, {}, id};
        default:
            return {anyKey(world), PlacementReason::JournalSplit, {}, {}};
        }
    }

    Key anyKey(const World &world)
    {
        return world.mails[static_cast<size_t>(pick(0, static_cast<int>(world.mails.size()) - 1))].contentKey;
    }

    void maybeToken(const World &world, MessageFacts &m)
    {
        if (world.journal.numbers.empty() || !chance(40))
            return;
        auto it = world.journal.numbers.begin();
        std::advance(it, pick(0, static_cast<int>(world.journal.numbers.size()) - 1));
        (chance(60) ? m.subject : m.quotedTokens) = makeSubjectToken(it->second, it->first, "team secret").toString();
    }

    std::mt19937 m_random;
};

std::map<Key, Placement> placedAtOnce(const World &world)
{
    MemoryPlacementStore store;
    store.journal = world.journal;
    for (const MessageFacts &m : world.mails)
        store.insert(m);
    placeAgain(store.keys(), store);
    return store.placements();
}

std::string difference(const std::map<Key, Placement> &a, const std::map<Key, Placement> &b)
{
    std::string text;
    for (const auto &[key, placement] : a)
        if (const auto it = b.find(key); it == b.end() || it->second != placement)
            text += key.hex().left(6).toStdString() + ": " + placement.ticket.hex().left(6).toStdString() + " " +
                    toString(placement.reason).toStdString() + " / " +
                    (it == b.end() ? "missing"
                                   : it->second.ticket.hex().left(6).toStdString() + " " +
                                         toString(it->second.reason).toStdString()) +
                    "\n";
    return text;
}

constexpr unsigned kWorlds = 1500;

} // namespace

TEST(PlacementProperty, AnyOrderOfArrivalGivesTheSame)
{
    size_t followUps = 0;
    size_t byToken = 0;
    size_t shared = 0;
    size_t same = 0;
    std::map<PlacementReason, size_t> reasons;
    for (unsigned seed = 1; seed <= kWorlds; ++seed) {
        Generator generator(seed);
        World world = generator.world();
        const auto expected = placedAtOnce(world);
        ASSERT_EQ(expected.size(), world.mails.size());
        for (int round = 0; round < 3; ++round) {
            generator.shuffle(world.mails);
            MemoryPlacementStore store;
            store.journal = world.journal;
            for (const MessageFacts &m : world.mails)
                store.add(m);
            ASSERT_TRUE(store.placements() == expected) << "seed " << seed << "\n"
                                                        << difference(expected, store.placements());
        }
        for (const auto &[key, p] : expected) {
            ++reasons[p.reason];
            followUps += p.kind == PlacementKind::FollowUp ? 1 : 0;
            byToken += p.reason == PlacementReason::SubjectToken ? 1 : 0;
            shared += p.reason == PlacementReason::SharedReference ? 1 : 0;
            same += p.reason == PlacementReason::SameMail ? 1 : 0;
        }
    }
    EXPECT_GT(followUps, 100u) << "the worlds have to be interesting";
    EXPECT_GT(byToken, 100u);
    EXPECT_GT(shared, 100u);
    EXPECT_GT(same, 100u);
    for (const PlacementReason reason : {PlacementReason::OtherHeader, PlacementReason::ThreadIndex,
                                         PlacementReason::PartnerNumber, PlacementReason::QuotedToken})
        EXPECT_GT(reasons[reason], 50u) << toString(reason).toStdString();
}

TEST(PlacementProperty, NewestFirstAndInBatchesGivesTheSame)
{
    for (unsigned seed = 1; seed <= kWorlds; ++seed) {
        Generator generator(seed * 7919);
        World world = generator.world();
        const auto expected = placedAtOnce(world);
        std::sort(world.mails.begin(), world.mails.end(),
                  [](const MessageFacts &a, const MessageFacts &b) { return a.at > b.at; });
        MemoryPlacementStore store;
        store.journal = world.journal;
        for (size_t from = 0; from < world.mails.size();) {
            std::vector<MessageFacts> batch;
            for (int n = generator.pick(1, 5); n > 0 && from < world.mails.size(); --n, ++from)
                batch.push_back(world.mails[from]);
            for (const MessageFacts &m : batch)
                store.insert(m);
            std::vector<Key> dirty;
            for (const MessageFacts &m : batch)
                for (const Key &key : dirtyAfterMessage(m, store))
                    dirty.push_back(key);
            placeAgain(dirty, store);
        }
        ASSERT_TRUE(store.placements() == expected) << "seed " << seed << "\n"
                                                    << difference(expected, store.placements());
    }
}

TEST(PlacementProperty, DecisionsThatArriveBetweenMailsGiveTheSame)
{
    for (unsigned seed = 1; seed <= kWorlds; ++seed) {
        Generator generator(seed * 104729);
        World world = generator.world();
        const auto expected = placedAtOnce(world);
        std::vector<int> steps; // mail index, or -1 - mail index for the decisions on that mail's key
        for (int i = 0; i < static_cast<int>(world.mails.size()); ++i) {
            steps.push_back(i);
            steps.push_back(-1 - i);
        }
        generator.shuffle(steps);
        MemoryPlacementStore store;
        for (const int step : steps) {
            if (step >= 0) {
                store.add(world.mails[static_cast<size_t>(step)]);
                continue;
            }
            const Key key = world.mails[static_cast<size_t>(-1 - step)].contentKey;
            std::vector<Key> tickets{key};
            std::vector<QByteArray> ids;
            const auto copy = [&](auto &from, auto &to) {
                if (const auto it = from.find(key); it != from.end())
                    to[key] = it->second;
            };
            copy(world.journal.numbers, store.journal.numbers);
            copy(world.journal.history, store.journal.history);
            copy(world.journal.merges, store.journal.merges);
            copy(world.journal.placements, store.journal.placements);
            copy(world.journal.participants, store.journal.participants);
            const Key gone = Key::ofContent("gone" + key.hex());
            if (const auto it = world.journal.placements.find(gone); it != world.journal.placements.end()) {
                store.journal.placements[gone] = it->second;
                tickets.push_back(it->second.ticket);
                tickets.push_back(it->second.followUpOf);
                ids.push_back(it->second.messageId);
            }
            if (const auto it = world.journal.merges.find(key); it != world.journal.merges.end())
                tickets.push_back(it->second);
            if (const auto it = world.journal.placements.find(key); it != world.journal.placements.end()) {
                tickets.push_back(it->second.ticket);
                tickets.push_back(it->second.followUpOf);
                ids.push_back(it->second.messageId);
            }
            placeAgain(dirtyAfterDecision(tickets, ids, {key}, store), store);
        }
        ASSERT_TRUE(store.placements() == expected) << "seed " << seed << "\n"
                                                    << difference(expected, store.placements());
    }
}

TEST(PlacementProperty, RemovingAndAddingAgainGivesTheSame)
{
    for (unsigned seed = 1; seed <= kWorlds; ++seed) {
        Generator generator(seed * 31337);
        const World world = generator.world();
        const auto expected = placedAtOnce(world);
        MemoryPlacementStore store;
        store.journal = world.journal;
        for (const MessageFacts &m : world.mails)
            store.add(m);
        const MessageFacts &gone =
            world.mails[static_cast<size_t>(generator.pick(0, static_cast<int>(world.mails.size()) - 1))];
        const auto former = store.placement(gone.contentKey);
        store.remove(gone.contentKey);
        placeAgain(dirtyAfterMessage(gone, store, former), store);
        World without = world;
        std::erase_if(without.mails, [&](const MessageFacts &m) { return m.contentKey == gone.contentKey; });
        const auto expectedWithout = placedAtOnce(without);
        ASSERT_TRUE(store.placements() == expectedWithout) << "seed " << seed << "\n"
                                                           << difference(expectedWithout, store.placements());
        store.add(gone);
        ASSERT_TRUE(store.placements() == expected) << "seed " << seed;
    }
}
