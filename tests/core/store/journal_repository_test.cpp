// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/canned_queries.h"
#include "core/store/customer_queries.h"
#include "core/store/timeline_queries.h"
#include "tests/core/store/store_fixture.h"

#include <QFile>

using namespace otklik;
using namespace otklik::store;
using otklik::store::test::MailSpec;

namespace {

class JournalRepositoryTest : public test::StoreTest
{
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        m_genesis = journal::makeGenesis(m_context.now);
        ASSERT_OK(m_store->journal().setGenesis(m_genesis));
        m_journalFolder = folder(QStringLiteral("Otklik/Journal"), FolderRole::Journal);
    }
    /// What sync does: everything pending is appended and read back.
    void replicate(Store &from, Store &to)
    {
        const auto pending = from.journal().pending();
        ASSERT_OK(pending);
        for (const OwnEvent &own : *pending) {
            const auto raw = journal::encodeMail(own.event, m_genesis.key,
                                                 *mime::EmailAddress::parse(u"support@desk.example"), own.sentence);
            ASSERT_OK(raw);
            m_mails.push_back({++m_journalUid, own.event.at, *raw, journal::decodeMail(*raw, m_genesis.key)});
            ASSERT_EQ(m_mails.back().decoded.verdict, journal::Verdict::Good);
            ASSERT_OK(to.takeJournal(m_journalFolder, {m_mails.back()}, std::nullopt));
        }
    }
    void open(const MailSpec &spec)
    {
        const auto unopened = m_store->journal().unopenedTickets(500);
        ASSERT_OK(unopened);
        std::vector<journal::Op> ops;
        for (const UnopenedTicket &ticket : *unopened)
            ops.push_back({QStringLiteral("ticket.opened"),
                           ticket.key.object(),
                           {{QStringLiteral("message"), QString::fromLatin1(ticket.key.hex())},
                            {QStringLiteral("message_id"), ticket.messageId},
                            {QStringLiteral("subject"), ticket.subject},
                            {QStringLiteral("requester"), ticket.requester},
                            {QStringLiteral("channel"), QStringLiteral("mail")}},
                           {}});
        ASSERT_OK(m_store->decide(ops, QStringLiteral("anna@desk.example"), m_context.now, QStringLiteral("Opened.")));
        static_cast<void>(spec);
    }

    journal::Genesis m_genesis;
    FolderRow m_journalFolder;
    std::vector<Store::JournalMail> m_mails;
    quint32 m_journalUid = 0;
};

} // namespace

TEST_F(JournalRepositoryTest, ADecisionIsSeenAtOnceAndCountsWhenConfirmed)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    take({spec});
    open(spec);
    EXPECT_TRUE(ticketOf(spec).pendingDecision);
    EXPECT_EQ(ticketOf(spec).number, 0);
    EXPECT_TRUE(m_store->journal().unopenedTickets(10)->empty());
    ASSERT_OK(decide(QStringLiteral("ticket.assign"), test::keyOf(spec),
                     {{QStringLiteral("to"), QStringLiteral("anna@desk.example")}}));
    EXPECT_EQ(ticketOf(spec).assignee, QStringLiteral("anna@desk.example"));
    replicate(*m_store, *m_store);
    EXPECT_EQ(ticketOf(spec).number, 1);
    EXPECT_FALSE(ticketOf(spec).pendingDecision);
    EXPECT_EQ(ticketOf(spec).assignee, QStringLiteral("anna@desk.example"));
    EXPECT_EQ(m_store->journal().pendingCount().value_or(-1), 0);
    EXPECT_TRUE(m_store->journal().missingOwn()->empty());
}

TEST_F(JournalRepositoryTest, EventsInBulkCountInTheirOrderAtOnceOrLater)
{
    std::vector<MailSpec> mails;
    for (int i = 0; i < 5; ++i) {
        mails.push_back({.id = QStringLiteral("m%1@acme.example").arg(i)});
        mails.back().at = mails.front().at + std::chrono::hours(i);
    }
    take({mails[3], mails[0], mails[4], mails[2], mails[1]});
    const auto unopened = m_store->journal().unopenedTickets(100);
    ASSERT_OK(unopened);
    std::vector<Store::BulkEvent> events;
    for (const UnopenedTicket &ticket : *unopened)
        events.push_back({{{QStringLiteral("ticket.opened"),
                            ticket.key.object(),
                            {{QStringLiteral("message"), QString::fromLatin1(ticket.key.hex())},
                             {QStringLiteral("message_id"), ticket.messageId},
                             {QStringLiteral("subject"), ticket.subject},
                             {QStringLiteral("requester"), ticket.requester},
                             {QStringLiteral("channel"), QStringLiteral("mail")}},
                            {}}},
                          QStringLiteral("Opened.")});
    const QString anna = QStringLiteral("anna@desk.example");
    ASSERT_OK(m_store->decideInBulk(events, anna, m_context.now, false));
    EXPECT_EQ(m_store->journal().pendingCount().value_or(-1), 5);
    EXPECT_TRUE(ticketOf(mails[1]).pendingDecision);
    EXPECT_TRUE(m_store->journal().unopenedTickets(10)->empty());
    ASSERT_OK(m_store->confirmPendingLocally());
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(ticketOf(mails[std::size_t(i)]).number, i + 1);
    const auto confirmedLater = tickets();
    ASSERT_OK(m_store->beginJournalEpoch()); // as when the account of the journal was removed
    ASSERT_OK(m_store->confirmPendingLocally());
    EXPECT_EQ(tickets(), confirmedLater);

    m_store.reset();
    ASSERT_TRUE(QFile::remove(m_dir.filePath(QStringLiteral("local.sqlite"))));
    ASSERT_OK(Database::removeCache(m_dir.path()));
    openStore();
    m_inbox = folder(QStringLiteral("INBOX"), FolderRole::Inbox);
    take(mails);
    ASSERT_OK(m_store->decideInBulk(events, anna, m_context.now, true));
    EXPECT_EQ(m_store->journal().pendingCount().value_or(-1), 0);
    EXPECT_FALSE(ticketOf(mails[1]).pendingDecision);
    EXPECT_EQ(tickets(), confirmedLater);
    const QByteArray counted = dump();
    ASSERT_OK(m_store->recompute());
    EXPECT_EQ(dump(), counted);
    EXPECT_EQ(tickets(), confirmedLater);
}

TEST_F(JournalRepositoryTest, WhatIsPendingCountsBeforeWhatCountsAtOnce)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    take({spec});
    const QString anna = QStringLiteral("anna@desk.example");
    ASSERT_OK(decide(QStringLiteral("ticket.assign"), test::keyOf(spec), {{QStringLiteral("to"), anna}}));
    ASSERT_EQ(m_store->journal().pendingCount().value_or(-1), 1);
    const auto key = test::keyOf(spec);
    const journal::Op opened{QStringLiteral("ticket.opened"),
                             key.object(),
                             {{QStringLiteral("message"), QString::fromLatin1(key.hex())}},
                             {}};
    ASSERT_OK(m_store->decideInBulk({{{opened}, QStringLiteral("Opened.")}}, anna, m_context.now, true));
    EXPECT_EQ(m_store->journal().pendingCount().value_or(-1), 0);
    EXPECT_EQ(m_store->journal().heldCount().value_or(-1), 0);
    EXPECT_EQ(ticketOf(spec).number, 1);
    EXPECT_EQ(ticketOf(spec).assignee, anna);
}

TEST_F(JournalRepositoryTest, ARebuildAndAColleagueComeToTheSameState)
{
    const MailSpec one{.id = QStringLiteral("a@acme.example")};
    MailSpec two{.id = QStringLiteral("b@acme.example")};
    two.at = one.at + std::chrono::hours(2);
    take({one, two});
    open(one);
    const QString text = QStringLiteral("Позвонить в пятницу");
    ASSERT_OK(decide(QStringLiteral("ticket.note"), test::keyOf(one),
                     {{QStringLiteral("id"), QStringLiteral("n1")}, {QStringLiteral("text"), text}}));
    ASSERT_OK(
        decide(QStringLiteral("ticket.tags"), test::keyOf(one),
               {{QStringLiteral("add"), QJsonArray{QStringLiteral("dns")}}, {QStringLiteral("remove"), QJsonArray()}}));
    ASSERT_OK(decide(QStringLiteral("ticket.merged"), test::keyOf(two),
                     {{QStringLiteral("into"), QString::fromLatin1(test::keyOf(one).hex())}}));
    replicate(*m_store, *m_store);
    const QByteArray expected = dump();
    EXPECT_EQ(tickets().size(), 1U);
    EXPECT_EQ(ticketOf(one).messages, 2);
    EXPECT_EQ(ticketOf(one).notes, 1);
    EXPECT_EQ(tickets(QStringLiteral("tag:dns")).size(), 1U);

    m_store.reset();
    ASSERT_OK(Database::removeCache(m_dir.path()));
    openStore();
    m_inbox = folder(QStringLiteral("INBOX"), FolderRole::Inbox);
    m_journalFolder = folder(QStringLiteral("Otklik/Journal"), FolderRole::Journal);
    ASSERT_OK(m_store->journal().setGenesis(m_genesis));
    ASSERT_OK(m_store->takeJournal(m_journalFolder, m_mails, std::nullopt));
    m_uid = 0;
    take({two, one});
    EXPECT_EQ(dump(), expected);
    ASSERT_OK(m_store->recompute());
    EXPECT_EQ(dump(), expected);
}

TEST_F(JournalRepositoryTest, WhatOtherReducersFoldedIsFoldedAnewWithoutTheServer)
{
    const MailSpec one{.id = QStringLiteral("a@acme.example")};
    MailSpec two{.id = QStringLiteral("b@acme.example")};
    two.at = one.at + std::chrono::hours(2);
    take({one, two});
    open(one);
    ASSERT_OK(decide(QStringLiteral("ticket.priority"), test::keyOf(one),
                     {{QStringLiteral("priority"), QStringLiteral("high")}}));
    ASSERT_OK(decide(QStringLiteral("ticket.merged"), test::keyOf(two),
                     {{QStringLiteral("into"), QString::fromLatin1(test::keyOf(one).hex())}}));
    replicate(*m_store, *m_store);
    ASSERT_OK(decide(QStringLiteral("ticket.note"), test::keyOf(one),
                     {{QStringLiteral("id"), QStringLiteral("n1")}, {QStringLiteral("text"), QStringLiteral("x")}}));
    const QByteArray expected = dump();
    const auto seen = tickets();
    const qint64 events = m_store->journal().eventCount().value_or(-1);
    ASSERT_EQ(events, 3);
    const QByteArray fold = m_store->database().meta("main", "journal.fold");
    ASSERT_FALSE(fold.isEmpty());

    // what a program with other reducers left
    ASSERT_OK(m_store->database().connection().execute(
        "UPDATE meta SET value=value-1 WHERE name='journal.reducer'; "
        "DELETE FROM object_state WHERE object=(SELECT min(object) FROM object_state);"
        "UPDATE object_state SET state=replace(state,'high','low'); UPDATE event SET void=1;"
        "UPDATE op SET outcome=2; UPDATE meta SET value='00' WHERE name='journal.fold'"));
    openStore();
    EXPECT_EQ(dump(), expected);
    EXPECT_EQ(tickets(), seen);
    EXPECT_EQ(ticketOf(one).priority, ticket::Priority::High);
    EXPECT_EQ(ticketOf(one).number, 1);
    EXPECT_EQ(m_store->journal().eventCount().value_or(-1), events);
    EXPECT_EQ(m_store->database().meta("main", "journal.fold"), fold);
    EXPECT_EQ(m_store->journal().pendingCount().value_or(-1), 1);
    const auto journalFolder = m_store->folders().state(m_journalFolder);
    ASSERT_OK(journalFolder);
    EXPECT_EQ(journalFolder->watermark, 0U) << "the next sync reads from the start";

    ASSERT_OK(m_store->takeJournal(m_journalFolder, m_mails, std::nullopt));
    EXPECT_EQ(dump(), expected);
    EXPECT_EQ(tickets(), seen);
    replicate(*m_store, *m_store);
    EXPECT_EQ(m_store->journal().pendingCount().value_or(-1), 0);
    EXPECT_EQ(m_store->journal().heldCount().value_or(-1), 0);
}

TEST_F(JournalRepositoryTest, WhatCannotBeFoldedAnewIsReadAgainFromTheServer)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    take({spec});
    open(spec);
    ASSERT_OK(decide(QStringLiteral("ticket.priority"), test::keyOf(spec),
                     {{QStringLiteral("priority"), QStringLiteral("high")}}));
    replicate(*m_store, *m_store);
    const QByteArray expected = dump();
    ASSERT_OK(m_store->database().connection().execute(
        "UPDATE meta SET value=value-1 WHERE name='journal.reducer'; UPDATE event SET json=x'00' WHERE pos=2"));
    openStore();
    ASSERT_NE(m_store, nullptr);
    EXPECT_EQ(m_store->journal().eventCount().value_or(-1), 0);
    ASSERT_OK(m_store->takeJournal(m_journalFolder, m_mails, std::nullopt));
    ASSERT_OK(m_store->recompute());
    EXPECT_EQ(dump(), expected);
    EXPECT_EQ(ticketOf(spec).priority, ticket::Priority::High);
}

TEST_F(JournalRepositoryTest, WithoutAJournalOnTheServerOwnDecisionsSurviveTheCache)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    take({spec});
    open(spec);
    ASSERT_OK(decide(QStringLiteral("ticket.priority"), test::keyOf(spec),
                     {{QStringLiteral("priority"), QStringLiteral("high")}}));
    ASSERT_OK(m_store->confirmPendingLocally());
    const QByteArray expected = dump();
    ASSERT_EQ(ticketOf(spec).priority, ticket::Priority::High);

    m_store.reset();
    ASSERT_OK(Database::removeCache(m_dir.path()));
    openStore();
    m_inbox = folder(QStringLiteral("INBOX"), FolderRole::Inbox);
    m_uid = 0;
    take({spec});
    for (int sync = 0; sync < 2; ++sync) {
        ASSERT_OK(m_store->confirmPendingLocally());
        EXPECT_EQ(dump(), expected);
        EXPECT_EQ(ticketOf(spec).number, 1);
    }

    // the cache as it was before they were folded, the local file with them: what a crash between two commits leaves
    ASSERT_OK(m_store->database().connection().execute(
        "DELETE FROM op; DELETE FROM event; DELETE FROM placement; DELETE FROM object_state; DELETE FROM ticket_number;"
        "DELETE FROM meta WHERE name LIKE 'journal.%' AND name<>'journal.own_here';"
        "UPDATE meta SET value=value-1 WHERE name='local_writes'"));
    openStore();
    ASSERT_OK(m_store->confirmPendingLocally());
    EXPECT_EQ(dump(), expected);
    EXPECT_EQ(ticketOf(spec).priority, ticket::Priority::High);
}

TEST_F(JournalRepositoryTest, ACrashBetweenTheTwoFilesIsMended)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    take({spec});
    ASSERT_OK(decide(QStringLiteral("ticket.priority"), test::keyOf(spec),
                     {{QStringLiteral("priority"), QStringLiteral("high")}}));
    const QByteArray expected = dump();
    // the cache as it was before the decision, the local file with it: what a crash between two commits leaves
    auto &db = m_store->database().connection();
    ASSERT_OK(db.execute("DELETE FROM event WHERE pos>=4611686018427387904; UPDATE ticket SET priority=1;"
                         "UPDATE meta SET value=value-1 WHERE name='local_writes'"));
    EXPECT_EQ(ticketOf(spec).priority, ticket::Priority::Normal);
    openStore();
    EXPECT_EQ(ticketOf(spec).priority, ticket::Priority::High);
    EXPECT_EQ(dump(), expected);
    EXPECT_EQ(m_store->journal().pendingCount().value_or(-1), 1);
}

TEST_F(JournalRepositoryTest, WhatIsNotOursGoesToQuarantineAndIsCounted)
{
    const QByteArray raw = "From: x@y.example\r\nReceived: from evil\r\n\r\nnothing\r\n";
    ASSERT_OK(m_store->takeJournal(m_journalFolder, {{1, m_context.now, raw, journal::decodeMail(raw, m_genesis.key)}},
                                   std::nullopt));
    EXPECT_EQ(verdictsOf(m_journalFolder), (Verdicts{{QStringLiteral("quarantined"), 1}}));
}

TEST_F(JournalRepositoryTest, SharedAnswersAndCustomersAreProjected)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    take({spec});
    const auto put = [&](const char *object, const char *type, const QJsonObject &data) {
        ASSERT_OK(m_store->decide({{QLatin1String(type), QLatin1String(object), data, {}}},
                                  QStringLiteral("anna@desk.example"), m_context.now, QStringLiteral("x")));
    };
    put("canned:dns", "canned.put",
        {{QStringLiteral("name"), QStringLiteral("dns")},
         {QStringLiteral("title"), QStringLiteral("DNS")},
         {QStringLiteral("language"), QStringLiteral("ru")},
         {QStringLiteral("shortcut"), QStringLiteral(";dns")},
         {QStringLiteral("body"), QStringLiteral("Подождите")},
         {QStringLiteral("tags"), QJsonArray()}});
    put("contact:ivan@acme.example", "contact.set", {{QStringLiteral("name"), QStringLiteral("Иван Петров")}});
    put("company:acme.example", "company.set",
        {{QStringLiteral("name"), QStringLiteral("Acme")},
         {QStringLiteral("domains"), QJsonArray{QStringLiteral("acme.example")}},
         {QStringLiteral("plan"), QStringLiteral("Pro")}});
    const auto canned = CannedQueries(m_store->database()).find(QStringLiteral("dns"), QStringLiteral("en"));
    ASSERT_OK(canned);
    EXPECT_EQ(canned->body, QStringLiteral("Подождите"));
    const auto card = CustomerQueries(m_store->database()).card(QStringLiteral("IVAN@acme.example"));
    ASSERT_OK(card);
    EXPECT_EQ(card->name, QStringLiteral("Иван Петров"));
    EXPECT_EQ(card->company, QStringLiteral("Acme"));
    EXPECT_EQ(card->plan, QStringLiteral("Pro"));
    EXPECT_EQ(card->tickets, 1);
    EXPECT_EQ(card->history.size(), 1U);
    EXPECT_EQ(ticketOf(spec).requester.company, QStringLiteral("Acme"));
    const auto found = CustomerQueries(m_store->database()).list(QStringLiteral("ПЕТРОВ"), 10);
    ASSERT_OK(found);
    EXPECT_EQ(found->size(), 1U);
}

TEST_F(JournalRepositoryTest, AnAnswerWaitsInTheTimelineAndFails)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    take({spec});
    OutboxMail mail;
    mail.ticket = test::keyOf(spec);
    mail.account = QStringLiteral("support");
    mail.messageId = QStringLiteral("r1@desk.example");
    mail.contentKey = ticket::Key::ofContent("raw");
    mail.recipients = {spec.from};
    mail.createdAt = mail.sendAt = mail.nextAttemptAt = m_context.now;
    ASSERT_OK(m_store->decide({{QStringLiteral("ticket.reply"),
                                mail.ticket.object(),
                                {{QStringLiteral("message"), QString::fromLatin1(mail.contentKey.hex())},
                                 {QStringLiteral("message_id"), mail.messageId},
                                 {QStringLiteral("canned"), QStringLiteral("dns")}},
                                {}},
                               {QStringLiteral("ticket.status"),
                                mail.ticket.object(),
                                {{QStringLiteral("status"), QStringLiteral("pending")}},
                                {}}},
                              QStringLiteral("anna@desk.example"), m_context.now, QStringLiteral("Anna answered."),
                              Store::Outgoing{mail, "raw"}));
    EXPECT_EQ(ticketOf(spec).status, ticket::Status::Pending);
    ASSERT_OK(
        decide(QStringLiteral("ticket.priority"), mail.ticket, {{QStringLiteral("priority"), QStringLiteral("low")}}));
    auto uses = m_store->database().connection().prepare("SELECT uses FROM canned_total WHERE name='dns'");
    ASSERT_TRUE(uses.next());
    EXPECT_EQ(uses.integer(0), 1);
    uses.rewind();
    auto due = m_store->outbox().due(m_context.now);
    ASSERT_OK(due);
    ASSERT_EQ(due->size(), 1U);
    EXPECT_EQ(m_store->outbox().waitingCount().value_or(-1), 1);
    due->front().state = ticket::SendState::Failed;
    due->front().error = QStringLiteral("550 no such user");
    ASSERT_OK(m_store->outboxChanged(due->front()));
    EXPECT_EQ(m_store->outbox().waitingCount().value_or(-1), 0);
    EXPECT_TRUE(ticketOf(spec).failedSend);
    const auto timeline = TimelineQueries(m_store->database()).timeline(mail.ticket);
    ASSERT_OK(timeline);
    EXPECT_EQ(std::count_if(timeline->begin(), timeline->end(),
                            [](const auto &e) { return e.sendState == ticket::SendState::Failed; }),
              1);
    EXPECT_EQ(m_store->outbox().raw(due->front().id).value_or(QByteArray()), "raw");
}

/// What is to be done about an answer is seen where its ticket is.
TEST_F(JournalRepositoryTest, AnAnswerOfAMergedTicketIsSeenOnTheOther)
{
    const MailSpec spec{.id = QStringLiteral("root@acme.example")};
    const MailSpec other{.id = QStringLiteral("other@acme.example"), .text = QStringLiteral("Ещё вопрос.")};
    take({spec, other});
    OutboxMail mail;
    mail.ticket = keyOf(spec);
    mail.account = QStringLiteral("support");
    mail.messageId = QStringLiteral("ours@desk.example");
    mail.contentKey = ticket::Key::ofContent("raw");
    mail.createdAt = mail.sendAt = mail.nextAttemptAt = m_context.now;
    ASSERT_OK(m_store->decide({{QStringLiteral("ticket.status"),
                                mail.ticket.object(),
                                {{QStringLiteral("status"), QStringLiteral("pending")}},
                                {}}},
                              QStringLiteral("anna@desk.example"), m_context.now, QStringLiteral("Anna answered."),
                              Store::Outgoing{mail, "raw"}));
    const auto merge = [this](const MailSpec &from, const MailSpec &into) {
        ASSERT_OK(decide(QStringLiteral("ticket.merged"), keyOf(from),
                         {{QStringLiteral("into"), QString::fromLatin1(keyOf(into).hex())}}));
    };
    const auto shown = [this](const MailSpec &root) {
        const auto timeline = TimelineQueries(m_store->database()).timeline(keyOf(root));
        EXPECT_OK(timeline);
        const auto entries = timeline.value_or(std::vector<ticket::TimelineEntry>());
        return std::count_if(entries.begin(), entries.end(), [](const auto &one) { return !one.outbox.isNone(); });
    };
    EXPECT_EQ(shown(other), 0);
    merge(spec, other);
    EXPECT_EQ(shown(other), 1);
    auto failed = *m_store->outbox().byMessageId(mail.messageId).value();
    failed.state = ticket::SendState::Failed;
    const auto changes = m_store->outboxChanged(failed);
    ASSERT_OK(changes);
    EXPECT_TRUE(changes->tickets.contains(keyOf(other)));
    EXPECT_TRUE(ticketOf(other).failedSend);
    // However far; and back.
    const MailSpec third{.id = QStringLiteral("third@acme.example"), .text = QStringLiteral("И ещё.")};
    take({third});
    merge(other, third);
    EXPECT_TRUE(ticketOf(third).failedSend);
    EXPECT_EQ(shown(third), 1);
    for (const ticket::SendState state : {ticket::SendState::Waiting, ticket::SendState::Uncertain}) {
        failed.state = state;
        ASSERT_OK(m_store->outboxChanged(failed));
        for (const MailSpec &one : {spec, other, third}) // between them, too
            EXPECT_EQ(ticketOf(one).failedSend, state == ticket::SendState::Uncertain) << one.id.toStdString();
    }
    ASSERT_OK(decide(QStringLiteral("ticket.unmerged"), keyOf(spec), {}));
    EXPECT_FALSE(ticketOf(third).failedSend);
    EXPECT_TRUE(ticketOf(spec).failedSend);
    EXPECT_EQ(shown(third), 0);
}

TEST_F(JournalRepositoryTest, AForwardLeavesTheCustomerWaiting)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    MailSpec ours{.id = QStringLiteral("f1@desk.example"), .from = QStringLiteral("support@desk.example"), .out = true};
    ours.to = QStringLiteral("partner@hoster.example");
    ours.at = spec.at + std::chrono::hours(1);
    take({spec});
    const Instant waiting = ticketOf(spec).waitingSince;
    ASSERT_FALSE(waiting.isNever());
    ASSERT_OK(decide(QStringLiteral("ticket.reply"), test::keyOf(spec),
                     {{QStringLiteral("message"), QString::fromLatin1(test::keyOf(ours).hex())},
                      {QStringLiteral("message_id"), ours.id},
                      {QStringLiteral("forward"), true}}));
    take({ours});
    EXPECT_EQ(ticketOf(spec).messages, 2);
    EXPECT_EQ(ticketOf(spec).waitingSince, waiting);
    EXPECT_EQ(ticketOf(spec).status, ticket::Status::New);
}

/// A server that rewrites what it files, or gives it another Message-ID, makes another content of it.
TEST_F(JournalRepositoryTest, ARewrittenAnswerStandsUnderTheNameOfItsWriter)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    MailSpec ours{.id = QStringLiteral("r1@desk.example"), .from = QStringLiteral("support@desk.example"), .out = true};
    ours.to = spec.from;
    ours.references = {spec.id};
    ours.at = spec.at + std::chrono::hours(1);
    take({spec});
    ASSERT_OK(decide(QStringLiteral("ticket.reply"), test::keyOf(spec),
                     {{QStringLiteral("message"), QString::fromLatin1(ticket::Key::ofContent("as it left").hex())},
                      {QStringLiteral("message_id"), ours.id}}));
    take({ours});
    const auto timeline = TimelineQueries(m_store->database()).timeline(test::keyOf(spec));
    ASSERT_OK(timeline);
    ASSERT_EQ(timeline->size(), 2U);
    EXPECT_EQ(timeline->back().by.address, QStringLiteral("anna@desk.example"));
}

TEST_F(JournalRepositoryTest, ADecisionThatFailsLeavesNothing)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    take({spec});
    const ticket::TicketRow before = ticketOf(spec);
    // Canonical form knows integers only: this event cannot be written.
    EXPECT_FALSE(decide(QStringLiteral("ticket.priority"), test::keyOf(spec), {{QStringLiteral("priority"), 0.5}}));
    EXPECT_EQ(ticketOf(spec), before);
    ASSERT_OK(decide(QStringLiteral("ticket.priority"), test::keyOf(spec),
                     {{QStringLiteral("priority"), QStringLiteral("low")}}));
    EXPECT_EQ(ticketOf(spec).priority, ticket::Priority::Low);
    EXPECT_EQ(m_store->journal().pendingCount().value_or(-1), 1);
}

TEST_F(JournalRepositoryTest, AReplyInTheSecondOfOurAnswerReopens)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    take({spec});
    const Instant answered = spec.at + std::chrono::milliseconds(700);
    ASSERT_OK(m_store->decide({{QStringLiteral("ticket.reply"),
                                test::keyOf(spec).object(),
                                {{QStringLiteral("message"), QStringLiteral("00112233445566778899aabbccddeeff")},
                                 {QStringLiteral("message_id"), QStringLiteral("r1@desk.example")}},
                                {}},
                               {QStringLiteral("ticket.status"),
                                test::keyOf(spec).object(),
                                {{QStringLiteral("status"), QStringLiteral("pending")}},
                                {}}},
                              QStringLiteral("anna@desk.example"), answered, QStringLiteral("Anna answered.")));
    ASSERT_EQ(ticketOf(spec).status, ticket::Status::Pending);
    MailSpec reply{.id = QStringLiteral("b@acme.example"), .references = {spec.id, QStringLiteral("r1@desk.example")}};
    take({reply}); // INTERNALDATE has no milliseconds
    EXPECT_EQ(ticketOf(spec).status, ticket::Status::Open);
}
