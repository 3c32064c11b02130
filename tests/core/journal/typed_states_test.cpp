// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/typed_states.h"
#include "tests/core/journal/journal_builder.h"

using namespace otklik;
using namespace otklik::journal;
using namespace otklik::journal::test;

namespace {

QString q(const char *text)
{
    return QString::fromUtf8(text);
}

/// {"a": "b", …} of texts.
QJsonObject data(std::initializer_list<std::pair<const char *, const char *>> members)
{
    QJsonObject object;
    for (const auto &[name, value] : members)
        object.insert(q(name), q(value));
    return object;
}

template<typename State>
State stateAfter(const QString &object, std::vector<Op> ops)
{
    States states;
    states.apply(event(std::move(ops)));
    return State::read(states.all[object]);
}

} // namespace

TEST(TicketState, ReadsEverythingTheJournalDecided)
{
    const QString key = kTicket.section(QLatin1Char(':'), 1);
    QJsonObject opened =
        data({{"message_id", "a@b"}, {"subject", "Сайт"}, {"requester", "ivan@x.ru"}, {"channel", "mail"}});
    opened.insert(q("message"), key);
    QJsonObject reply =
        data({{"message_id", "r@b"}, {"message", "c0ffee"}, {"subject", "Re: Сайт"}, {"canned", "dns"}});
    reply.insert(q("to"), QJsonArray{q("ivan@x.ru")});
    const auto state = stateAfter<TicketState>(
        kTicket,
        {op("ticket.opened", kTicket, opened),
         op("ticket.status", kTicket, data({{"status", "solved"}, {"cause", "own-mistake"}})),
         op("ticket.assign", kTicket, data({{"to", "boris@example.com"}})),
         op("ticket.priority", kTicket, data({{"priority", "urgent"}})),
         op("ticket.category", kTicket, data({{"category", "dns"}})),
         op("ticket.tags", kTicket, {{q("add"), QJsonArray{q("b"), q("a")}}}),
         op("ticket.note", kTicket, data({{"id", "n1"}, {"text", "позвонить"}})), op("ticket.reply", kTicket, reply),
         op("ticket.snooze", kTicket, {{q("until"), qint64(1'800'000'000'000)}}),
         op("ticket.link", kTicket, data({{"to", "other"}})), op("ticket.merged", kTicket, data({{"into", "ffff"}}))});
    const Instant at = event({}).at;
    EXPECT_EQ(state.key.hex(), key.toLatin1());
    ASSERT_TRUE(state.opening.has_value());
    EXPECT_EQ(state.opening->message, state.key);
    EXPECT_EQ(state.opening->requester, q("ivan@x.ru"));
    EXPECT_EQ(state.subject, q("Сайт"));
    EXPECT_EQ(state.status, ticket::Status::Solved);
    EXPECT_EQ(state.statusAt, at);
    EXPECT_EQ(state.statusBy, q("anna@example.com"));
    EXPECT_EQ(state.cause, q("own-mistake"));
    EXPECT_EQ(state.assignee, q("boris@example.com"));
    EXPECT_EQ(state.priority, ticket::Priority::Urgent);
    EXPECT_EQ(state.category, q("dns"));
    EXPECT_EQ(state.tags, (QStringList{q("a"), q("b")}));
    ASSERT_EQ(state.notes.size(), 1U);
    EXPECT_EQ(state.notes[0].text, q("позвонить"));
    ASSERT_EQ(state.replies.size(), 1U);
    EXPECT_EQ(state.replies[0].to, QStringList{q("ivan@x.ru")});
    EXPECT_EQ(state.replies[0].canned, q("dns"));
    EXPECT_EQ(state.snoozedUntil, Instant::fromMs(1'800'000'000'000));
    EXPECT_EQ(state.links, QStringList{q("other")});
    EXPECT_EQ(state.mergedInto.hex(), "ffff");
    EXPECT_FALSE(state.needsNewerApp || state.pending);
}

TEST(TicketState, AMailAloneHasDefaults)
{
    const TicketState state = TicketState::read(ObjectState{kTicket, {}, {}, {}, false, false});
    EXPECT_FALSE(state.opening.has_value());
    EXPECT_EQ(state.status, ticket::Status::New);
    EXPECT_TRUE(state.statusAt.isNever() && state.snoozedUntil.isNever() && state.mergedInto.isEmpty());
}

TEST(TicketState, NullTakesAwayAndANewSubjectWins)
{
    const QJsonValue null(QJsonValue::Null);
    const auto state = stateAfter<TicketState>(
        kTicket,
        {op("ticket.created", kTicket,
            data({{"subject", "old"}, {"requester", "i@x.ru"}, {"name", "Иван"}, {"channel", "phone"}, {"text", "T"}})),
         op("ticket.subject", kTicket, data({{"subject", "new"}})),
         op("ticket.assign", kTicket, data({{"to", "boris@example.com"}})),
         op("ticket.assign", kTicket, {{q("to"), null}}),
         op("ticket.snooze", kTicket, {{q("until"), qint64(1'800'000'000'000)}}),
         op("ticket.snooze", kTicket, {{q("until"), null}})});
    EXPECT_EQ(state.subject, q("new"));
    EXPECT_EQ(state.opening->channel, ticket::Channel::Phone);
    EXPECT_EQ(state.opening->requesterName, q("Иван"));
    EXPECT_EQ(state.opening->text, q("T"));
    EXPECT_TRUE(state.assignee.isEmpty());
    EXPECT_TRUE(state.snoozedUntil.isNever());
}

TEST(TicketState, AnErasedCustomerIsNamedByNothing)
{
    const QJsonValue null(QJsonValue::Null);
    const auto opened = op("ticket.created", kTicket,
                           data({{"subject", "s"}, {"requester", "i@x.ru"}, {"name", "Иван"}, {"channel", "phone"}}));
    const auto given = op("ticket.requester", kTicket, data({{"address", "olga@x.ru"}, {"name", "Olga"}}));
    const QJsonObject erasing{{q("address"), null}, {q("erased"), true}};
    const auto state = stateAfter<TicketState>(kTicket, {opened, given, op("ticket.requester", kTicket, erasing)});
    EXPECT_FALSE(state.requester);
    EXPECT_TRUE(state.opening->requester.isEmpty());
    EXPECT_TRUE(state.opening->requesterName.isEmpty());
    EXPECT_EQ(state.subject, q("s"));
    EXPECT_EQ(state.opening->channel, ticket::Channel::Phone);
    // Taken back without it: who opened it is the customer again.
    const auto back =
        stateAfter<TicketState>(kTicket, {opened, given, op("ticket.requester", kTicket, {{q("address"), null}})});
    EXPECT_EQ(back.opening->requester, q("i@x.ru"));
    // Who is the customer now stays.
    QJsonObject both = erasing;
    both[q("address")] = q("olga@x.ru");
    const auto kept = stateAfter<TicketState>(kTicket, {opened, op("ticket.requester", kTicket, both)});
    ASSERT_TRUE(kept.requester);
    EXPECT_EQ(kept.requester->address, q("olga@x.ru"));
    EXPECT_TRUE(kept.opening->requester.isEmpty());
}

TEST(TeamState, AutomaticMailIsResumedByTheNewestWordAndNeverGoesBack)
{
    ObjectState state;
    state.object = q("team");
    const Op resumed = op("automatic.resumed", state.object, {});
    const auto say = [&](const char *by, qint64 at) {
        EventMeta meta;
        meta.by = q(by);
        meta.shownAt = Instant::fromMs(at);
        return applyOp(state, resumed, meta);
    };
    EXPECT_TRUE(TeamState::read(state).automaticResumedAt.isNever());
    EXPECT_EQ(say("anna@desk.example", 2000), OpOutcome::Applied);
    EXPECT_EQ(say("boris@desk.example", 1000), OpOutcome::NoEffect);
    EXPECT_EQ(TeamState::read(state), (TeamState{Instant::fromMs(2000), q("anna@desk.example")}));
    EXPECT_EQ(say("boris@desk.example", 3000), OpOutcome::Applied);
    EXPECT_EQ(TeamState::read(state), (TeamState{Instant::fromMs(3000), q("boris@desk.example")}));
    EventMeta meta;
    EXPECT_EQ(applyOp(state, op("automatic.resumed", q("contact:a@b.example"), {}), meta), OpOutcome::Malformed);
}

TEST(TicketState, AStatusOfANewerProgramNeedsIt)
{
    EXPECT_TRUE(stateAfter<TicketState>(kTicket, {status(kTicket, "teleported")}).needsNewerApp);
}

TEST(CannedState, HasOneVariantForEachLanguage)
{
    const QString object = q("canned:dns");
    const auto put = [&](const char *language, const char *body) {
        return op(
            "canned.put", object,
            data({{"name", "dns"}, {"title", "DNS"}, {"language", language}, {"shortcut", ";dns"}, {"body", body}}));
    };
    const auto both =
        stateAfter<CannedState>(object, {put("ru", "Привет"), put("en", "Hello"), put("ru", "Здравствуйте")});
    EXPECT_EQ(both.name, q("dns"));
    ASSERT_EQ(both.variants.size(), 2U);
    EXPECT_EQ(both.variants[0].language, q("en"));
    EXPECT_EQ(both.variants[1].body, q("Здравствуйте"));
    EXPECT_EQ(both.variants[1].shortcut, q(";dns"));
    const Op removed = op("canned.removed", object, {});
    EXPECT_TRUE(stateAfter<CannedState>(object, {put("ru", "x"), removed}).variants.empty());
    const Op russian = op("canned.removed", object, data({{"language", "ru"}}));
    EXPECT_EQ(stateAfter<CannedState>(object, {put("ru", "x"), put("en", "y"), russian}).variants.size(), 1U);
}

TEST(PeopleStates, ReadWhatWasSet)
{
    const QString contact = q("contact:ivan@x.ru");
    const auto ivan = stateAfter<ContactState>(
        contact, {op("contact.set", contact,
                     data({{"name", "Иван"}, {"phone", "+7"}, {"mood", "upset"}, {"timezone", "Europe/Moscow"}})),
                  op("contact.set", contact, {{q("phone"), QJsonValue(QJsonValue::Null)}}),
                  op("contact.merged", contact, data({{"into", "i@y.ru"}}))});
    EXPECT_EQ(ivan.address, q("ivan@x.ru"));
    EXPECT_EQ(ivan.name, q("Иван"));
    EXPECT_TRUE(ivan.phone.isEmpty());
    EXPECT_EQ(ivan.mood, ticket::Mood::Upset);
    EXPECT_EQ(ivan.moodBy, q("anna@example.com"));
    EXPECT_EQ(ivan.timeZone, "Europe/Moscow");
    EXPECT_EQ(ivan.mergedInto, q("i@y.ru"));

    const QString company = q("company:x.ru");
    QJsonObject fields = data({{"name", "Икс"}, {"plan", "Business"}});
    fields.insert(q("domains"), QJsonArray{q("x.ru"), q("x.com")});
    const auto x = stateAfter<CompanyState>(company, {op("company.set", company, fields)});
    EXPECT_EQ(x.domain, q("x.ru"));
    EXPECT_EQ(x.plan, q("Business"));
    EXPECT_EQ(x.domains, (QStringList{q("x.ru"), q("x.com")}));

    const QString specialist = q("specialist:anna@example.com");
    const auto anna = stateAfter<SpecialistState>(
        specialist, {op("specialist.set", specialist, data({{"name", "Анна"}, {"role", "lead"}}))});
    EXPECT_EQ(anna.address, q("anna@example.com"));
    EXPECT_EQ(anna.role, q("lead"));
}
