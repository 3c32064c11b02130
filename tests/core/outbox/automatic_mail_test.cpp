// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/fold.h"
#include "core/journal/typed_states.h"
#include "core/mime/message_parser.h"
#include "core/outbox/automatic_mail.h"
#include "tests/core/store/store_fixture.h"

#include <map>
#include <random>

using namespace otklik;
using namespace otklik::outbox;
using namespace std::chrono_literals;

namespace {

const QSet<QString> kOurs{QStringLiteral("support@desk.example")};
const Instant kStart = Instant::fromIso(QStringLiteral("2026-03-01T00:00:00Z"));

AutomaticRequest request(const char *to, const char *ticket = "a")
{
    return {QString::fromLatin1(to), ticket::Key(ticket), mime::AutoKind::None};
}

TEST(AutomaticMail, AnswersNoMachineAndNotOurselves)
{
    for (const mime::AutoKind kind : {mime::AutoKind::Bounce, mime::AutoKind::AutoReply, mime::AutoKind::List,
                                      mime::AutoKind::Receipt, mime::AutoKind::Robot}) {
        AutomaticRequest toMachine = request("irina@kunde.example");
        toMachine.answers = kind;
        EXPECT_EQ(decide(toMachine, {}, kOurs, {}, kStart), AutomaticVerdict::ToAMachine);
    }
    for (const char *address :
         {"MAILER-DAEMON@mx.example", "noreply@shop.example", "no-reply+17@shop.example", "owner-list@lists.example",
          "list-request@lists.example", "list-bounces@lists.example", "donotreply@bank.example", ""})
        EXPECT_EQ(decide(request(address), {}, kOurs, {}, kStart), AutomaticVerdict::ToAMachine) << address;
    EXPECT_EQ(decide(request("Support@desk.example"), {}, kOurs, {}, kStart), AutomaticVerdict::ToOurselves);
    EXPECT_EQ(decide(request("irina@kunde.example"), {}, kOurs, {}, kStart), AutomaticVerdict::Send);
    EXPECT_EQ(decide(request("norepl@kunde.example"), {}, kOurs, {}, kStart), AutomaticVerdict::Send);
}

TEST(AutomaticMail, AWrongClockMakesNoLoop)
{
    const std::vector<AutomaticMail> sent{{QStringLiteral("irina@kunde.example"), ticket::Key("a"), kStart + 48h}};
    EXPECT_EQ(decide(request("IRINA@kunde.example", "b"), sent, kOurs, {}, kStart), AutomaticVerdict::TooSoon);
}

/// Two desks that see each other's mail late would be another matter; here: whoever sends knows what was sent.
TEST(AutomaticMail, NoLimitIsEverPassedWhoeverAsksAndHoweverOften)
{
    for (quint32 seed = 1; seed <= 60; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&random](int limit) { return int(random() % quint32(limit)); };
        AutomaticLimits limits;
        limits.perHour = 3 + below(20);
        limits.perTicket = 1 + below(5);
        std::vector<AutomaticMail> sent;
        Instant now = kStart, resumedAt;
        bool tripped = false;
        for (int i = 0; i < 400; ++i) {
            now = now + std::chrono::seconds(below(seed % 2 == 0 ? 60 : 7200));
            if (tripped && below(50) == 0) {
                resumedAt = now;
                tripped = false;
            }
            const QString to = QStringLiteral("u%1@kunde.example").arg(below(200));
            const AutomaticRequest asked{to, ticket::Key(QByteArray::number(below(150))), mime::AutoKind::None};
            const AutomaticVerdict verdict = decide(asked, sent, kOurs, resumedAt, now, limits);
            // After a restart, or on another desk, they come in another order.
            std::shuffle(sent.begin(), sent.end(), random);
            ASSERT_EQ(decide(asked, sent, kOurs, resumedAt, now, limits), verdict);
            if (tripped) {
                ASSERT_NE(verdict, AutomaticVerdict::Send) << "the breaker closed by itself, seed " << seed;
            }
            if (verdict == AutomaticVerdict::Send)
                sent.push_back({to, asked.ticket, now});
            tripped = tripped || isBreakerOpen(sent, resumedAt, limits);
        }
        std::sort(sent.begin(), sent.end(), [](const auto &a, const auto &b) { return a.at < b.at; });
        std::map<QString, Instant> last;
        std::map<QByteArray, int> onTicket;
        for (size_t i = 0; i < sent.size(); ++i) {
            const auto before = last.find(sent[i].address);
            ASSERT_TRUE(before == last.end() || sent[i].at - before->second >= limits.perAddress) << seed;
            last[sent[i].address] = sent[i].at;
            ASSERT_LE(++onTicket[sent[i].ticket.hex()], limits.perTicket) << seed;
        }
        ASSERT_FALSE(sent.empty());
    }
}

/// Whoever resumes, at whatever clock, in whatever order the journal brings it: between two words of people that count
/// no hour sees more than the limit.
TEST(AutomaticMail, NoSequenceOfEventsLetsMoreThrough)
{
    for (quint32 seed = 1; seed <= 60; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&random](int limit) { return int(random() % quint32(limit)); };
        AutomaticLimits limits;
        limits.perHour = 2 + below(10);
        journal::ObjectState team;
        team.object = QStringLiteral("team");
        std::vector<AutomaticMail> sent;
        std::vector<Instant> resumed;
        Instant now = kStart;
        int refused = 0;
        for (int i = 0; i < 500; ++i) {
            now = now + std::chrono::seconds(below(240));
            if (below(25) == 0) {
                journal::Event event;
                event.by = QStringLiteral("anna@desk.example");
                event.ops = {{QStringLiteral("automatic.resumed"), team.object, {}, {}}};
                // The clock of that desk may be days off; the server's says when it came.
                event.at = now + std::chrono::minutes(below(5000) - 2500);
                const auto meta = journal::EventMeta::confirmed(event, now);
                if (journal::applyOp(team, event.ops.front(), meta) == journal::OpOutcome::Applied)
                    resumed.push_back(meta.shownAt);
            }
            const Instant resumedAt = journal::TeamState::read(team).automaticResumedAt;
            ASSERT_TRUE(resumedAt.isNever() || resumedAt <= now) << "nothing is waved through in advance " << seed;
            const QString to = QStringLiteral("u%1@kunde.example").arg(i);
            const AutomaticRequest asked{to, ticket::Key(QByteArray::number(i)), mime::AutoKind::None};
            if (decide(asked, sent, kOurs, resumedAt, now, limits) == AutomaticVerdict::Send)
                sent.push_back({to, asked.ticket, now});
            else
                ++refused;
        }
        ASSERT_GT(refused, 0) << seed;
        ASSERT_GT(sent.size(), size_t(limits.perHour)) << "somebody resumed, seed " << seed;
        for (size_t last = size_t(limits.perHour); last < sent.size(); ++last) {
            const Instant from = sent[last - size_t(limits.perHour)].at;
            if (sent[last].at - from >= 1h)
                continue;
            const bool byAPerson = std::any_of(resumed.begin(), resumed.end(),
                                               [&](Instant at) { return at >= from && at <= sent[last].at; });
            ASSERT_TRUE(byAPerson) << "more than " << limits.perHour << " in an hour, seed " << seed;
        }
    }
}

class AutomaticHistory : public store::test::StoreTest
{
};

TEST_F(AutomaticHistory, IsWhatTheMailboxAndTheOutboxSay)
{
    const store::test::MailSpec root{.id = QStringLiteral("root@acme.example")};
    // A colleague's desk confirmed it; the same words by a person count for nothing.
    store::test::MailSpec byColleague{.id = QStringLiteral("c@desk.example"),
                                      .from = QStringLiteral("support@desk.example"),
                                      .references = {root.id},
                                      .out = true,
                                      .to = QStringLiteral("petr@kunde.example"),
                                      .autoKind = mime::AutoKind::AutoReply};
    store::test::MailSpec byHand = byColleague;
    byHand.id = QStringLiteral("d@desk.example");
    byHand.autoKind = mime::AutoKind::None;
    take({root, byColleague, byHand});
    const auto raw = [](const char *id, bool automatic) {
        mime::OutgoingMessage mail;
        mail.from = {{}, *mime::EmailAddress::parse(QStringLiteral("support@desk.example")), {}};
        mail.to = {{{}, *mime::EmailAddress::parse(QStringLiteral("irina@kunde.example")), {}}};
        mail.subject = QStringLiteral("We have your mail");
        mail.text = QStringLiteral("Thank you.");
        mail.messageId = id;
        mail.date = kStart;
        if (automatic)
            markAutomatic(mail);
        auto built = mime::buildMessage(mail);
        EXPECT_OK(built);
        return built.value_or(QByteArray());
    };
    EXPECT_EQ(mime::parseMessage(raw("1@desk.example", true)).autoKind, mime::AutoKind::AutoReply);
    EXPECT_TRUE(raw("1@desk.example", true).contains("\r\nX-Auto-Response-Suppress: All\r\n"));
    for (const bool automatic : {false, true}) {
        store::OutboxMail mail;
        mail.ticket = store::test::keyOf(root);
        mail.account = QStringLiteral("support");
        mail.messageId = automatic ? QStringLiteral("1@desk.example") : QStringLiteral("2@desk.example");
        const QByteArray bytes = raw(mail.messageId.toLatin1().constData(), automatic);
        mail.contentKey = ticket::Key::ofContent(bytes);
        mail.recipients = QStringList{QStringLiteral("irina@kunde.example")};
        mail.createdAt = mail.sendAt = mail.nextAttemptAt = kStart;
        ASSERT_OK(m_store->outbox().add(mail, bytes));
    }
    auto sent = automaticMailOf(*m_store);
    ASSERT_OK(sent);
    const std::vector<AutomaticMail> expected{
        {QStringLiteral("petr@kunde.example"), store::test::keyOf(root), byColleague.at},
        {QStringLiteral("irina@kunde.example"), store::test::keyOf(root), kStart}};
    EXPECT_EQ(*sent, expected);
    EXPECT_EQ(outbox::decide(request("irina@kunde.example"), *sent, kOurs, {}, kStart + 1h), AutomaticVerdict::TooSoon);
}

} // namespace
