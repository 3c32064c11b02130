// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/fold.h"
#include "core/journal/state_hash.h"
#include "tests/core/journal/journal_builder.h"

#include <random>

using namespace otklik;
using namespace otklik::journal;
using namespace otklik::journal::test;

namespace {

const QString kOther = QStringLiteral("ticket:ffffffffffffffffffffffffffffffff");
const QString kStatus = QStringLiteral("status");

Op assign(const QString &object, const char *to, QJsonObject condition = {})
{
    return op("ticket.assign", object, {{QStringLiteral("to"), QLatin1String(to)}}, std::move(condition));
}

Op merged(const QString &object, const QString &into)
{
    return op("ticket.merged", object, {{QStringLiteral("into"), into.section(QLatin1Char(':'), 1)}});
}

Op tags(const QJsonArray &add, const QJsonArray &remove)
{
    return op("ticket.tags", kTicket, {{QStringLiteral("add"), add}, {QStringLiteral("remove"), remove}});
}

Op note(const char *id, const char *text)
{
    return op("ticket.note", kTicket,
              {{QStringLiteral("id"), QLatin1String(id)}, {QStringLiteral("text"), QLatin1String(text)}});
}

} // namespace

TEST(Fold, CountsHowOftenAFieldWasSet)
{
    States states;
    states.apply(event({status(kTicket, "open")}));
    states.apply(event({status(kTicket, "open"), assign(kTicket, "boris@example.com")}));
    EXPECT_EQ(states.all[kTicket].version(kStatus), 2);
    EXPECT_EQ(states.all[kTicket].version(QStringLiteral("assignee")), 1);
    EXPECT_EQ(states.all[kTicket].version(QStringLiteral("priority")), 0);
    EXPECT_EQ(states.all[kTicket].value(kStatus).toString(), QStringLiteral("open"));
}

TEST(Fold, TheSecondClaimOnTheSameVersionIsVoid)
{
    States states;
    const QJsonObject nobody{{QStringLiteral("assignee"), 0}};
    EXPECT_FALSE(states.apply(event({assign(kTicket, "anna@example.com", nobody)})).isVoid());
    const EventResult second = states.apply(event({assign(kTicket, "boris@example.com", nobody)}, "b2"));
    ASSERT_TRUE(second.isVoid());
    EXPECT_EQ(second.outcomes, std::vector{OpOutcome::Void});
    EXPECT_EQ(second.broken[0].field, QStringLiteral("assignee"));
    EXPECT_EQ(second.broken[0].expected, 0);
    EXPECT_EQ(second.broken[0].found, 1);
    EXPECT_TRUE(second.changed.empty());
    EXPECT_EQ(states.all[kTicket].value(QStringLiteral("assignee")).toString(), QStringLiteral("anna@example.com"));
}

TEST(Fold, AllOpsOfAnEventHoldOrNoneAcrossObjects)
{
    States states;
    states.apply(event({status(kOther, "open")}));
    const auto before = states.all;
    const Event e = event({status(kTicket, "solved"), status(kOther, "solved", {{kStatus, 0}})});
    EXPECT_TRUE(states.apply(e).isVoid());
    EXPECT_EQ(states.all, before);
    EXPECT_FALSE(states.apply(event({status(kTicket, "solved"), status(kOther, "solved", {{kStatus, 1}})})).isVoid());
}

TEST(Fold, ConditionsLookAtTheStateBeforeTheEvent)
{
    States states;
    const QJsonObject unset{{kStatus, 0}};
    EXPECT_FALSE(states.apply(event({status(kTicket, "open", unset), status(kTicket, "pending", unset)})).isVoid());
    EXPECT_EQ(states.all[kTicket].version(kStatus), 2);
}

TEST(Fold, ConditionOnNamesTheVersionsAWriterSees)
{
    States states;
    states.apply(event({status(kTicket, "open")}));
    const QJsonObject condition = conditionOn(states.all[kTicket], {kStatus, QStringLiteral("assignee")});
    EXPECT_EQ(condition, (QJsonObject{{kStatus, 1}, {QStringLiteral("assignee"), 0}}));
}

TEST(Fold, OnlyTheFirstOpeningCountsAndItsEventStaysWhole)
{
    States states;
    const Op opened = op("ticket.opened", kTicket, {{QStringLiteral("subject"), QStringLiteral("A")}});
    const Op openedOther = op("ticket.opened", kOther, {{QStringLiteral("subject"), QStringLiteral("B")}});
    EXPECT_EQ(states.apply(event({opened})).opened, std::vector{kTicket});
    const EventResult second = states.apply(event({opened, openedOther}));
    EXPECT_EQ(second.outcomes, (std::vector{OpOutcome::NoEffect, OpOutcome::Applied}));
    EXPECT_EQ(second.opened, std::vector{kOther});
}

TEST(Fold, TagsAreAddedAndRemovedByElement)
{
    States states;
    states.apply(event({tags({QStringLiteral("dns"), QStringLiteral("mail")}, {})}));
    states.apply(event({tags({QStringLiteral("ssl")}, {QStringLiteral("mail")})}));
    const std::set<QString> expected{QStringLiteral("dns"), QStringLiteral("ssl")};
    EXPECT_EQ(states.all[kTicket].sets[QStringLiteral("tags")], expected);
    EXPECT_EQ(states.apply(event({tags({QStringLiteral("dns")}, {})})).outcomes[0], OpOutcome::NoEffect);
}

TEST(Fold, NotesAreAppendedOnceById)
{
    States states;
    states.apply(event({note("n1", "first"), note("n2", "second")}));
    EXPECT_EQ(states.apply(event({note("n1", "changed")})).outcomes[0], OpOutcome::NoEffect);
    const auto &notes = states.all[kTicket].lists[QStringLiteral("notes")];
    ASSERT_EQ(notes.size(), 2U);
    EXPECT_EQ(notes[0].data.value(QStringLiteral("text")).toString(), QStringLiteral("first"));
}

TEST(Fold, MergesNeverMakeACircle)
{
    States states;
    EXPECT_TRUE(states.apply(event({merged(kTicket, kTicket)})).isVoid());
    EXPECT_TRUE(states.apply(event({merged(kTicket, kOther), merged(kOther, kTicket)})).isVoid());
    EXPECT_FALSE(states.apply(event({merged(kTicket, kOther)})).isVoid());
    const EventResult back = states.apply(event({merged(kOther, kTicket)}));
    ASSERT_TRUE(back.isVoid());
    EXPECT_EQ(back.broken[0].field, QStringLiteral("merged_into"));
    EXPECT_FALSE(states.apply(event({op("ticket.unmerged", kTicket, {})})).isVoid());
    EXPECT_FALSE(states.apply(event({merged(kOther, kTicket)})).isVoid());
}

TEST(Fold, SplitAndPlacedTellWhereMessagesBelong)
{
    States states;
    const QString key = QString(32, QLatin1Char('1'));
    const QJsonObject message{{QStringLiteral("message"), key}, {QStringLiteral("message_id"), QStringLiteral("a@b")}};
    const Op split = op(
        "ticket.split", kTicket,
        {{QStringLiteral("messages"), QJsonArray{message}}, {QStringLiteral("into"), QString(32, QLatin1Char('f'))}});
    const Op placed = op("ticket.placed", kTicket, message);
    const EventResult result = states.apply(event({split, placed}));
    const QString own = kTicket.section(QLatin1Char(':'), 1);
    const std::vector<Placement> expected{{key, QStringLiteral("a@b"), QString(32, QLatin1Char('f'))},
                                          {key, QStringLiteral("a@b"), own}};
    EXPECT_EQ(result.placements, expected);
}

TEST(Fold, UnknownTypesAreKeptAndMarkTheirObjectOnly)
{
    States states;
    const EventResult result = states.apply(event({op("ticket.teleport", kTicket, {}), status(kOther, "open")}));
    EXPECT_EQ(result.outcomes, (std::vector{OpOutcome::Unknown, OpOutcome::Applied}));
    EXPECT_TRUE(states.all[kTicket].needsNewerApp);
    EXPECT_FALSE(states.all[kOther].needsNewerApp);
}

TEST(Fold, AnUnknownVersionMarksEveryObjectAndChangesNothingElse)
{
    States states;
    Event e = event({status(kTicket, "open", {{kStatus, 7}}), status(kOther, "open")});
    e.version = 2;
    const EventResult result = states.apply(e);
    EXPECT_FALSE(result.isVoid());
    EXPECT_TRUE(states.all[kTicket].needsNewerApp && states.all[kOther].needsNewerApp);
    EXPECT_EQ(states.all[kTicket].version(kStatus), 0);
}

TEST(Fold, MalformedOpsChangeNothing)
{
    States states;
    const std::vector<Op> bad{op("ticket.status", kTicket, {}),
                              op("ticket.status", QStringLiteral("contact:a@b"), {{kStatus, QStringLiteral("open")}}),
                              op("ticket.assign", kTicket, {{QStringLiteral("to"), QJsonArray{}}}),
                              op("ticket.note", kTicket, {{QStringLiteral("text"), QStringLiteral("x")}}),
                              op("ticket.snooze", kTicket, {{QStringLiteral("until"), 0.5}}),
                              op("canned.put", QStringLiteral("canned:x"), {}),
                              op("contact.set", QStringLiteral("contact:a@b"), {})};
    const EventResult result = states.apply(event(bad));
    EXPECT_EQ(result.outcomes, std::vector<OpOutcome>(bad.size(), OpOutcome::Malformed));
    for (const auto &[object, state] : states.all)
        EXPECT_TRUE(state.fields.empty()) << object.toStdString();
}

TEST(Fold, PendingDecisionsAreMarkedButNotHashed)
{
    const Event e = event({status(kTicket, "open"), note("n1", "x")});
    const auto empty = [](const QString &object) { return ObjectState{object, {}, {}, {}, false, false}; };
    const EventResult confirmed = applyEvent(e, EventMeta::confirmed(e, e.at), empty);
    const EventResult pending = applyEvent(e, EventMeta::unconfirmed(e), empty);
    EXPECT_TRUE(pending.changed.at(kTicket).pending);
    EXPECT_TRUE(pending.changed.at(kTicket).fields.at(kStatus).pending);
    EXPECT_FALSE(confirmed.changed.at(kTicket).pending);
    EXPECT_EQ(FoldHash::of(pending.changed), FoldHash::of(confirmed.changed));
}

TEST(Fold, ShowsTheSmallerOfTheTwoTimes)
{
    const Event e = event({status(kTicket, "open")});
    const Instant earlier = e.at - std::chrono::seconds(5);
    const Instant later = e.at + std::chrono::seconds(5);
    EXPECT_EQ(EventMeta::confirmed(e, earlier).shownAt, earlier);
    EXPECT_EQ(EventMeta::confirmed(e, later).shownAt, e.at);
    EXPECT_EQ(EventMeta::confirmed(e, Instant()).shownAt, e.at);
}

TEST(FoldProperty, RunningHashAndStoredStatesEqualAFoldFromNothing)
{
    const char *words[] = {"new", "open", "pending", "solved"};
    for (unsigned seed = 1; seed <= 40; ++seed) {
        std::mt19937 random(seed);
        States states;
        FoldHash running;
        for (int i = 0; i < 60; ++i) {
            const QString &object = random() % 2 ? kTicket : kOther;
            const QJsonObject condition = random() % 3 ? QJsonObject() : QJsonObject{{kStatus, int(random() % 5)}};
            const Event e = event({status(object, words[random() % 4], condition),
                                   tags({QString::number(random() % 5)}, {QString::number(random() % 5)})});
            const EventResult result = applyEvent(e, EventMeta::confirmed(e, e.at), states.lookup());
            for (const auto &[name, state] : result.changed) {
                if (const auto before = states.all.find(name); before != states.all.end())
                    running.remove(before->second);
                running.add(state);
                auto stored = objectStateFromJson(objectStateToJson(state));
                ASSERT_OK(stored);
                ASSERT_EQ(*stored, state);
                states.all.insert_or_assign(name, *stored);
            }
            ASSERT_EQ(running, FoldHash::of(states.all)) << "seed " << seed << " step " << i;
        }
        const auto back = FoldHash::fromHex(running.toHex());
        ASSERT_OK(back);
        EXPECT_EQ(*back, running);
    }
}

TEST(StateHash, DependsOnContentNotOnTheOrderOfMembers)
{
    const auto one = stateHash({{QStringLiteral("a"), 1}, {QStringLiteral("b"), 2}});
    const auto same = stateHash({{QStringLiteral("b"), 2}, {QStringLiteral("a"), 1}});
    const auto other = stateHash({{QStringLiteral("a"), 1}, {QStringLiteral("b"), 3}});
    ASSERT_OK(one);
    EXPECT_EQ(*one, *same);
    EXPECT_NE(*one, *other);
    EXPECT_ERROR(stateHash({{QStringLiteral("a"), 0.5}}), ErrorCode::InvalidInput);
    EXPECT_ERROR(FoldHash::fromHex("12"), ErrorCode::InvalidInput);
}
