// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/event_log.h"
#include "tests/core/journal/journal_builder.h"

#include <random>

using namespace otklik;
using namespace otklik::journal;
using namespace otklik::journal::test;

namespace {

SealedEvent next(const QByteArray &writer, qint64 sequence, const SealedEvent *before = nullptr,
                 const QByteArray &seen = {})
{
    Event e = event({status(kTicket, "open")}, writer, sequence);
    if (before)
        e.previous = before->hash;
    e.seenId = seen;
    return sealed(e);
}

std::vector<QByteArray> ids(const std::vector<SealedEvent> &events)
{
    std::vector<QByteArray> result;
    for (const SealedEvent &e : events)
        result.push_back(e.event.id);
    return result;
}

} // namespace

TEST(CausalOrder, AppliesAWritersEventsInHisOrderWhateverTheUids)
{
    const SealedEvent one = next("a1", 1);
    const SealedEvent two = next("a1", 2, &one);
    const SealedEvent three = next("a1", 3, &two);
    CausalOrder order;
    EXPECT_EQ(order.offer(1, three).offered, Offered::Held);
    EXPECT_EQ(order.offer(2, two).offered, Offered::Held);
    EXPECT_EQ(order.held().size(), 2U);
    const OfferResult last = order.offer(3, one);
    EXPECT_EQ(last.offered, Offered::Applied);
    EXPECT_EQ(ids(last.applicable), ids({one, two, three}));
    EXPECT_TRUE(order.held().empty());
    EXPECT_EQ(order.appliedSequence("a1"), 3);
    EXPECT_EQ(order.appliedHashOfWriter("a1"), three.hash);
    EXPECT_EQ(order.lastApplied(), three.event.id);
}

TEST(CausalOrder, HoldsAnEventUntilWhatItsWriterHadSeen)
{
    const SealedEvent base = next("a1", 1);
    const SealedEvent answer = next("b2", 1, nullptr, base.event.id);
    CausalOrder order;
    EXPECT_EQ(order.offer(1, answer).offered, Offered::Held);
    EXPECT_EQ(ids(order.offer(2, base).applicable), ids({base, answer}));
}

TEST(CausalOrder, ReleasedEventsComeInUidOrder)
{
    const SealedEvent base = next("a1", 1);
    const SealedEvent b = next("b2", 1, nullptr, base.event.id);
    const SealedEvent c = next("c3", 1, nullptr, base.event.id);
    const SealedEvent c2 = next("c3", 2, &c);
    CausalOrder order;
    (void)order.offer(1, c2);
    (void)order.offer(2, b);
    (void)order.offer(3, c);
    EXPECT_EQ(ids(order.offer(4, base).applicable), ids({base, b, c, c2}));
}

TEST(CausalOrder, KnownIdsAreDuplicatesOrForgeries)
{
    const SealedEvent one = next("a1", 1);
    const SealedEvent held = next("b2", 2);
    CausalOrder order;
    (void)order.offer(1, one);
    (void)order.offer(2, held);
    EXPECT_EQ(order.offer(3, one).offered, Offered::Duplicate);
    EXPECT_EQ(order.offer(4, held).offered, Offered::Duplicate);
    Event other = one.event;
    other.by = QStringLiteral("mallory@example.com");
    EXPECT_EQ(order.offer(5, sealed(other)).offered, Offered::Forged);
    EXPECT_EQ(order.appliedSequence("a1"), 1);
}

TEST(CausalOrder, ACopiedInstallationIsAFork)
{
    const SealedEvent one = next("a1", 1);
    const SealedEvent two = next("a1", 2, &one);
    const SealedEvent otherTwo = next("a1", 2, &one);
    const SealedEvent otherThree = next("a1", 3, &otherTwo);
    CausalOrder order;
    (void)order.offer(1, one);
    (void)order.offer(2, two);
    EXPECT_EQ(order.offer(3, otherTwo).offered, Offered::Forked);
    EXPECT_EQ(order.offer(4, otherThree).offered, Offered::Forked);
    EXPECT_EQ(order.offer(5, next("a1", 3, &two)).offered, Offered::Applied);
}

TEST(CausalOrder, AHeldForkIsReportedWhenItsTimeComes)
{
    const SealedEvent one = next("a1", 1);
    const SealedEvent two = next("a1", 2, &one);
    const SealedEvent otherTwo = next("a1", 2, &one);
    CausalOrder order;
    (void)order.offer(1, two);
    (void)order.offer(2, otherTwo);
    const OfferResult result = order.offer(3, one);
    EXPECT_EQ(ids(result.applicable), ids({one, two}));
    EXPECT_EQ(ids(result.forked), ids({otherTwo}));
    EXPECT_TRUE(order.held().empty());
}

TEST(CausalOrder, LowerUidsAskForARebuild)
{
    CausalOrder order;
    (void)order.offer(5, next("a1", 1));
    EXPECT_EQ(order.offer(4, next("b2", 1)).offered, Offered::OutOfOrder);
    EXPECT_EQ(order.appliedSequence("b2"), 0);
    EXPECT_EQ(order.offer(5, next("b2", 1)).offered, Offered::Applied); // several events of one mail
}

TEST(CausalOrder, AnotherWriterWaivesAGap)
{
    const SealedEvent lost = next("a1", 1);
    const SealedEvent after = next("a1", 2, &lost);
    const SealedEvent depends = next("b2", 1, nullptr, lost.event.id);
    const auto waive = [](const QByteArray &writer, QJsonObject data) {
        return sealed(event({op("journal.waive", QStringLiteral("journal"), std::move(data))}, writer, 1));
    };
    const QJsonObject gap{{QStringLiteral("writer"), QStringLiteral("a1")}, {QStringLiteral("upto"), 1}};
    CausalOrder order;
    (void)order.offer(1, after);
    (void)order.offer(2, depends);
    EXPECT_EQ(order.offer(3, waive("c3", gap)).applicable.size(), 2U);
    EXPECT_EQ(order.held().size(), 1U);
    const QJsonObject missing{{QStringLiteral("event"), QString::fromLatin1(lost.event.id)}};
    EXPECT_EQ(order.offer(4, waive("d4", missing)).applicable.size(), 2U);
    EXPECT_TRUE(order.held().empty());
    // It comes after all: its decision is not lost.
    EXPECT_EQ(order.offer(5, lost).offered, Offered::Applied);
    EXPECT_EQ(order.offer(6, lost).offered, Offered::Duplicate);
    EXPECT_EQ(order.appliedSequence("a1"), 2);
}

TEST(CausalOrder, NobodyWaivesForHimself)
{
    const QJsonObject gap{{QStringLiteral("writer"), QStringLiteral("a1")}, {QStringLiteral("upto"), 5}};
    CausalOrder order;
    (void)order.offer(1, sealed(event({op("journal.waive", QStringLiteral("journal"), gap)}, "a1", 1)));
    EXPECT_EQ(order.appliedSequence("a1"), 1);
}

TEST(CausalOrder, StateSurvivesARestartAtAnyPoint)
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        std::mt19937 random(seed);
        std::vector<SealedEvent> events;
        std::map<QByteArray, SealedEvent> last;
        for (int i = 0; i < 40; ++i) {
            const QByteArray writer = QByteArray::number(random() % 3);
            const auto before = last.find(writer);
            const QByteArray seen =
                events.empty() || random() % 2 ? QByteArray() : events[random() % events.size()].event.id;
            events.push_back(before == last.end()
                                 ? next(writer, 1, nullptr, seen)
                                 : next(writer, before->second.event.sequence + 1, &before->second, seen));
            last[writer] = events.back();
        }
        for (std::size_t i = 0; i < events.size(); ++i)
            std::swap(events[i], events[std::min(events.size() - 1, i + random() % 6)]);
        QHash<QByteArray, QByteArray> stored;
        std::vector<QByteArray> whole, parts;
        CausalOrder one;
        CausalOrder restarted;
        for (std::size_t i = 0; i < events.size(); ++i) {
            const auto uid = static_cast<quint32>(i + 1);
            for (const SealedEvent &e : one.offer(uid, events[i]).applicable)
                whole.push_back(e.event.id);
            for (const SealedEvent &e : restarted.offer(uid, events[i]).applicable) {
                parts.push_back(e.event.id);
                stored.insert(e.event.id, e.hash);
            }
            auto back =
                CausalOrder::restore(restarted.saveState(), [&](const QByteArray &id) { return stored.value(id); });
            ASSERT_OK(back);
            restarted = std::move(*back);
        }
        ASSERT_EQ(whole, parts) << "seed " << seed;
        ASSERT_EQ(whole.size(), events.size()) << "seed " << seed;
    }
}

TEST(CausalOrder, ADamagedStateIsAnError)
{
    EXPECT_ERROR(CausalOrder::restore("", {}), ErrorCode::StorageCorrupt);
    EXPECT_ERROR(CausalOrder::restore("{\"v\":1,\"held\":[{\"uid\":1,\"event\":\"{}\"}]}", {}),
                 ErrorCode::StorageCorrupt);
}
