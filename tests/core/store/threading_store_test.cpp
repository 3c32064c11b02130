// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/customer_queries.h"
#include "core/store/timeline_queries.h"
#include "core/ticket/subject_token.h"
#include "tests/core/store/store_fixture.h"

#include <random>

using namespace otklik;
using namespace otklik::store;
using otklik::store::test::MailSpec;

namespace {

class ThreadingStoreTest : public test::StoreTest
{
};

/// Threads of answers over some weeks, with bounces of nothing, robots and unknown references.
std::vector<MailSpec> conversation(unsigned seed, int count)
{
    std::mt19937 random(seed);
    std::vector<MailSpec> mails;
    for (int i = 0; i < count; ++i) {
        MailSpec spec{.id = QStringLiteral("m%1@x.example").arg(i)};
        spec.from = QStringLiteral("user%1@acme.example").arg(random() % 5);
        spec.subject = QStringLiteral("Вопрос %1").arg(i);
        spec.at = spec.at + std::chrono::hours(random() % 2000);
        if (i > 0 && random() % 3 != 0) {
            spec.references = {QStringLiteral("m%1@x.example").arg(random() % static_cast<unsigned>(i))};
            spec.out = random() % 2 == 0;
            if (spec.out)
                std::swap(spec.from, spec.to);
        }
        if (random() % 6 == 0) // names a mail that never comes
            spec.references = {QStringLiteral("lost%1@x.example").arg(random() % 4)};
        if (random() % 5 == 0) // a number of that company's desk
            spec.subject += QStringLiteral(" [#%1]").arg(100 + random() % 3);
        if (random() % 9 == 0)
            spec.autoKind = mime::AutoKind::AutoReply;
        mails.push_back(spec);
    }
    return mails;
}

} // namespace

TEST_F(ThreadingStoreTest, AnAnswerJoinsItsTicketAndCounts)
{
    const MailSpec root{.id = QStringLiteral("a@acme.example")};
    MailSpec reply{.id = QStringLiteral("b@desk.example"), .references = {root.id}, .out = true};
    reply.from = QStringLiteral("anna@desk.example");
    reply.to = root.from;
    reply.at = root.at + std::chrono::hours(1);
    take({root, reply});
    ASSERT_EQ(tickets().size(), 1U);
    const ticket::TicketRow row = ticketOf(root);
    EXPECT_EQ(row.messages, 2);
    EXPECT_EQ(row.status, ticket::Status::Pending);
    EXPECT_EQ(row.requester.address, root.from);
    EXPECT_EQ(row.subject, root.subject);
    EXPECT_EQ(row.number, 0);
    const auto timeline = TimelineQueries(m_store->database()).timeline(row.key);
    ASSERT_OK(timeline);
    ASSERT_EQ(timeline->size(), 2U);
    EXPECT_EQ((*timeline)[1].placeReason, QStringLiteral("references"));
    EXPECT_EQ((*timeline)[1].direction, ticket::Direction::Out);
}

TEST_F(ThreadingStoreTest, MailsOfOneSecondStandAsTheyWereWritten)
{
    for (int i = 0; i < 8; ++i) { // about half of the pairs have their keys the other way round
        const MailSpec root{.id = QStringLiteral("root%1@acme.example").arg(i)};
        const MailSpec more{.id = QStringLiteral("more%1@acme.example").arg(i),
                            .subject = QStringLiteral("Re: ") + root.subject,
                            .references = {root.id}};
        std::vector<NewMessage> batch{newMessage(more, m_inbox, ++m_uid), newMessage(root, m_inbox, ++m_uid)};
        batch[0].mail.headerDate = root.at - std::chrono::minutes(1);
        batch[1].mail.headerDate = root.at - std::chrono::minutes(2);
        const auto taken = m_store->takeMails(batch, std::nullopt);
        ASSERT_OK(taken);
        const ticket::TicketRow row = ticketOf(root);
        EXPECT_EQ(row.subject, root.subject);
        const TimelineQueries queries(m_store->database());
        const auto timeline = queries.timeline(row.key);
        ASSERT_OK(timeline);
        ASSERT_EQ(timeline->size(), 2U);
        EXPECT_EQ(timeline->front().messageId, root.id);
        const auto newest = queries.newestFromCustomer(row.key);
        ASSERT_OK(newest);
        const auto answered = queries.message(*newest);
        ASSERT_OK(answered);
        EXPECT_EQ(answered->messageId, more.id) << "this is what an answer goes to";
    }
}

TEST_F(ThreadingStoreTest, NewestFirstGivesTheSameTickets)
{
    const MailSpec root{.id = QStringLiteral("a@acme.example")};
    MailSpec reply{.id = QStringLiteral("b@acme.example"), .references = {root.id}};
    reply.at = root.at + std::chrono::hours(1);
    take({reply});
    EXPECT_EQ(tickets().size(), 1U);
    take({root});
    ASSERT_EQ(tickets().size(), 1U);
    EXPECT_EQ(ticketOf(root).messages, 2);
}

TEST_F(ThreadingStoreTest, AnswersToAMailThatNeverCameAreOneTicket)
{
    const QString lost = QStringLiteral("lost@elsewhere.example");
    const MailSpec first{.id = QStringLiteral("a@acme.example"), .references = {lost}};
    MailSpec second{.id = QStringLiteral("b@acme.example"), .references = {lost, QStringLiteral("gone@acme.example")}};
    second.at = first.at + std::chrono::hours(1);
    MailSpec stranger{.id = QStringLiteral("c@other.example"), .references = {lost}};
    stranger.from = QStringLiteral("olga@other.example");
    take({second});
    take({stranger});
    take({first});
    EXPECT_EQ(tickets().size(), 2U);
    const ticket::TicketRow row = ticketOf(first);
    EXPECT_EQ(row.messages, 2);
    const auto timeline = TimelineQueries(m_store->database()).timeline(row.key);
    ASSERT_OK(timeline);
    EXPECT_EQ(timeline->back().placeReason, QStringLiteral("shared-reference"));
}

TEST_F(ThreadingStoreTest, TheSameMailAtTwoMailboxesIsOneTicketAndCountsOnce)
{
    const MailSpec mail{.id = QStringLiteral("a@acme.example")};
    MailSpec answer{.id = QStringLiteral("b@desk.example"), .references = {mail.id}, .out = true};
    std::swap(answer.from, answer.to);
    answer.at = mail.at + std::chrono::hours(1);
    MailSpec late = mail;
    late.text += QStringLiteral("\n--\nlist footer"); // other bytes
    late.at = mail.at + std::chrono::hours(2);
    NewMessage copy = newMessage(late, m_inbox, ++m_uid);
    copy.mail.headerDate = mail.at;
    const auto taken = m_store->takeMails({copy}, std::nullopt);
    ASSERT_OK(taken);
    take({mail, answer});
    ASSERT_EQ(tickets().size(), 1U);
    EXPECT_EQ(ticketOf(mail).status, ticket::Status::Pending) << "the copy asks nothing new";
    const auto timeline = TimelineQueries(m_store->database()).timeline(ticketOf(mail).key);
    ASSERT_OK(timeline);
    ASSERT_EQ(timeline->size(), 3U);
    EXPECT_EQ(timeline->back().placeReason, QStringLiteral("same-mail"));
}

TEST_F(ThreadingStoreTest, WhatWasDecidedWithAnAnswerStandsBelowIt)
{
    const MailSpec root{.id = QStringLiteral("a@acme.example")};
    MailSpec answer{.id = QStringLiteral("b@desk.example"), .references = {root.id}, .out = true};
    std::swap(answer.from, answer.to);
    answer.at = m_context.now + std::chrono::seconds(3); // the mail takes its time
    take({root});
    const ticket::Key key = keyOf(root);
    const QJsonObject reply{{QStringLiteral("message"), QString::fromLatin1(keyOf(answer).hex())},
                            {QStringLiteral("message_id"), answer.id}};
    ASSERT_OK(m_store->decide(
        {{QStringLiteral("ticket.reply"), key.object(), reply, {}},
         {QStringLiteral("ticket.status"), key.object(), {{QStringLiteral("status"), QStringLiteral("solved")}}, {}}},
        QStringLiteral("anna@desk.example"), m_context.now, QStringLiteral("Anna answered.")));
    MailSpec thanks{
        .id = QStringLiteral("c@acme.example"), .text = QStringLiteral("Спасибо!"), .references = {answer.id}};
    thanks.at = m_context.now + std::chrono::hours(1);
    take({answer, thanks});
    EXPECT_EQ(ticketOf(root).status, ticket::Status::Solved);
    const auto timeline = TimelineQueries(m_store->database()).timeline(key);
    ASSERT_OK(timeline);
    ASSERT_EQ(timeline->size(), 4U);
    EXPECT_EQ((*timeline)[1].messageId, answer.id);
    EXPECT_EQ((*timeline)[2].op, QStringLiteral("ticket.status"));
    EXPECT_TRUE((*timeline)[3].keptSolved);
    EXPECT_FALSE((*timeline)[0].keptSolved);
}

TEST_F(ThreadingStoreTest, ABounceReopensAndMarksTheAddressUntilItWritesAgain)
{
    const MailSpec root{.id = QStringLiteral("a@acme.example")};
    MailSpec answer{.id = QStringLiteral("b@desk.example"), .references = {root.id}, .out = true};
    std::swap(answer.from, answer.to);
    answer.at = root.at + std::chrono::hours(1);
    MailSpec report{.id = QStringLiteral("c@mx.example"), .from = QStringLiteral("mailer-daemon@mx.example")};
    report.at = root.at + std::chrono::hours(2);
    mime::Message parsed = parsedOf(report);
    parsed.autoKind = mime::AutoKind::Bounce;
    parsed.bounce = mime::Bounce{.permanent = true,
                                 .status = QStringLiteral("5.1.1"),
                                 .diagnostic = QStringLiteral("550 5.1.1 No such user"),
                                 .recipients = {*mime::EmailAddress::parse(root.from)},
                                 .originalMessageId = answer.id.toUtf8(),
                                 .originalSubject = {}};
    take({root, answer});
    ASSERT_OK(
        decide(QStringLiteral("ticket.status"), keyOf(root), {{QStringLiteral("status"), QStringLiteral("solved")}}));
    NewMessage bounce = newMessage(report, m_inbox, ++m_uid);
    bounce.mail = prepareMail(rawOf(report), parsed);
    bounce.internalDate = m_context.now + std::chrono::hours(1);
    const auto taken = m_store->takeMails({bounce}, std::nullopt);
    ASSERT_OK(taken);
    EXPECT_EQ(ticketOf(root).status, ticket::Status::Open);
    EXPECT_TRUE(ticketOf(root).failedSend);
    const auto timeline = TimelineQueries(m_store->database()).timeline(keyOf(root));
    ASSERT_OK(timeline);
    EXPECT_EQ(timeline->back().notReached, QStringList{root.from});
    EXPECT_EQ(timeline->back().bounceReason, QStringLiteral("550 5.1.1 No such user"));
    EXPECT_TRUE(timeline->back().gaveUp);
    const CustomerQueries customers(m_store->database());
    auto card = customers.card(root.from, 10);
    ASSERT_OK(card);
    EXPECT_EQ(card->notReached.value(root.from), QStringLiteral("550 5.1.1 No such user"));
    EXPECT_EQ(tickets(QStringLiteral("has:bounce")).size(), 1U);
    EXPECT_TRUE(tickets(QStringLiteral("has:receipt")).empty());
    const auto reached = [&](const QJsonValue &at) {
        return m_store->decide({{QStringLiteral("contact.set"),
                                 QStringLiteral("contact:") + root.from,
                                 {{QStringLiteral("reached"), at}},
                                 {}}},
                               QStringLiteral("anna@desk.example"), m_context.now, QStringLiteral("Anna decided."));
    };
    ASSERT_OK(reached((m_context.now + std::chrono::hours(1)).ms()));
    card = customers.card(root.from, 10);
    ASSERT_OK(card);
    EXPECT_TRUE(card->notReached.isEmpty()) << "the team said so";
    ASSERT_OK(reached(QJsonValue()));
    card = customers.card(root.from, 10);
    ASSERT_OK(card);
    EXPECT_FALSE(card->notReached.isEmpty());
    MailSpec again{.id = QStringLiteral("d@acme.example"), .references = {root.id}};
    again.at = m_context.now + std::chrono::hours(2);
    take({again});
    card = customers.card(root.from, 10);
    ASSERT_OK(card);
    EXPECT_TRUE(card->notReached.isEmpty()) << "who writes can be reached";
}

namespace {

NewMessage bounceMail(const MailSpec &spec, const mime::Bounce &bounce, FolderRow folder, quint32 uid)
{
    NewMessage mail = newMessage(spec, folder, uid);
    mime::Message parsed = parsedOf(spec);
    parsed.autoKind = mime::AutoKind::Bounce;
    parsed.bounce = bounce;
    mail.mail = prepareMail(rawOf(spec), parsed);
    return mail;
}

} // namespace

TEST_F(ThreadingStoreTest, ABounceThatOnlyBearsOurTokenReopensAndMarksTheAddress)
{
    const auto genesis = journal::makeGenesis(m_context.now);
    ASSERT_OK(m_store->journal().setGenesis(genesis));
    const auto report = [&](const char *id, const QString &subject, const mime::Bounce &bounce, const MailSpec &root) {
        MailSpec spec{.id = QString::fromLatin1(id), .from = QStringLiteral("mailer-daemon@mx.example")};
        spec.subject = subject;
        spec.at = m_context.now + std::chrono::hours(1);
        const auto taken = m_store->takeMails({bounceMail(spec, bounce, m_inbox, ++m_uid)}, std::nullopt);
        ASSERT_OK(taken);
        EXPECT_EQ(ticketOf(root).messages, 2) << id;
        EXPECT_EQ(ticketOf(root).status, ticket::Status::Open) << id;
        EXPECT_TRUE(ticketOf(root).failedSend) << id;
        const auto reason = CustomerQueries(m_store->database()).notReached(root.from);
        ASSERT_OK(reason);
        EXPECT_EQ(reason->value_or(QString()), QStringLiteral("550 5.1.1 No such user")) << id;
    };
    const auto solved = [&](const char *id, const char *from) {
        MailSpec root{.id = QString::fromLatin1(id), .from = QString::fromLatin1(from)};
        take({root});
        const QJsonObject opening{{QStringLiteral("message"), QString::fromLatin1(keyOf(root).hex())},
                                  {QStringLiteral("message_id"), root.id},
                                  {QStringLiteral("subject"), root.subject},
                                  {QStringLiteral("requester"), root.from}};
        EXPECT_OK(decide(QStringLiteral("ticket.opened"), keyOf(root), opening));
        EXPECT_OK(m_store->confirmPendingLocally());
        EXPECT_OK(decide(QStringLiteral("ticket.status"), keyOf(root),
                         {{QStringLiteral("status"), QStringLiteral("solved")}}));
        return root;
    };
    const auto tokenOf = [&](const MailSpec &root) {
        return ticket::makeSubjectToken(ticketOf(root).number, keyOf(root), genesis.key).toString();
    };
    mime::Bounce bounce{.permanent = true,
                        .status = QStringLiteral("5.1.1"),
                        .diagnostic = QStringLiteral("550 5.1.1 No such user"),
                        .recipients = {*mime::EmailAddress::parse(QStringLiteral("ivan@acme.example"))},
                        .originalMessageId = "relay.77@mx.example",
                        .originalSubject = {}};
    const MailSpec first = solved("a@acme.example", "ivan@acme.example");
    bounce.originalSubject = QStringLiteral("Re: Shop ") + tokenOf(first);
    report("renamed@mx.example", QStringLiteral("Undelivered Mail Returned to Sender"), bounce, first);
    const MailSpec second = solved("b@else.example", "olga@else.example");
    bounce.recipients = {*mime::EmailAddress::parse(second.from)};
    bounce.originalMessageId.clear();
    bounce.originalSubject.clear();
    report("prose@mx.example", QStringLiteral("Undeliverable: Re: Shop ") + tokenOf(second), bounce, second);
}

TEST_F(ThreadingStoreTest, ThanksForAForwardReopenAndNothingSaysOtherwise)
{
    const MailSpec root{.id = QStringLiteral("a@acme.example")};
    MailSpec forward{.id = QStringLiteral("b@desk.example"), .references = {root.id}, .out = true};
    forward.from = root.to;
    forward.to = QStringLiteral("hoster@else.example");
    forward.at = m_context.now;
    MailSpec thanks{
        .id = QStringLiteral("c@acme.example"), .text = QStringLiteral("Спасибо!"), .references = {root.id}};
    thanks.at = m_context.now + std::chrono::hours(1);
    take({root});
    const ticket::Key key = keyOf(root);
    ASSERT_OK(m_store->decide(
        {{QStringLiteral("ticket.reply"),
          key.object(),
          {{QStringLiteral("message"), QString::fromLatin1(keyOf(forward).hex())},
           {QStringLiteral("message_id"), forward.id},
           {QStringLiteral("forward"), true}},
          {}},
         {QStringLiteral("ticket.status"), key.object(), {{QStringLiteral("status"), QStringLiteral("solved")}}, {}}},
        QStringLiteral("anna@desk.example"), m_context.now, QStringLiteral("Anna passed it on.")));
    take({forward, thanks});
    EXPECT_EQ(ticketOf(root).status, ticket::Status::Open);
    const auto timeline = TimelineQueries(m_store->database()).timeline(key);
    ASSERT_OK(timeline);
    EXPECT_TRUE(timeline->back().onlyThanks);
    EXPECT_FALSE(timeline->back().keptSolved);
}

TEST_F(ThreadingStoreTest, ThanksForAnOldAnswerStayThereAndAFollowUpSaysWhatItFollows)
{
    const MailSpec root{.id = QStringLiteral("a@acme.example")};
    MailSpec answer{.id = QStringLiteral("b@desk.example"), .references = {root.id}, .out = true};
    std::swap(answer.from, answer.to);
    answer.at = root.at + std::chrono::hours(1);
    take({root, answer});
    ASSERT_OK(
        decide(QStringLiteral("ticket.status"), keyOf(root), {{QStringLiteral("status"), QStringLiteral("solved")}}));
    MailSpec thanks{
        .id = QStringLiteral("c@acme.example"), .text = QStringLiteral("Спасибо!"), .references = {answer.id}};
    thanks.at = m_context.now + std::chrono::hours(24 * 40);
    MailSpec late{.id = QStringLiteral("d@acme.example"), .references = {answer.id}};
    late.at = thanks.at + std::chrono::hours(1);
    MailSpec more{.id = QStringLiteral("e@acme.example"), .references = {answer.id}};
    more.at = thanks.at + std::chrono::hours(2);
    take({more});
    take({late, thanks});
    EXPECT_EQ(tickets().size(), 2U);
    EXPECT_EQ(ticketOf(root).status, ticket::Status::Solved);
    EXPECT_EQ(ticketOf(late).followUpOf, keyOf(root));
    const TimelineQueries queries(m_store->database());
    const auto old = queries.timeline(keyOf(root));
    ASSERT_OK(old);
    EXPECT_TRUE(old->back().keptSolved);
    EXPECT_TRUE(old->back().keptClosed);
    EXPECT_TRUE(old->back().lateAnswerTo.isEmpty());
    const auto saysWhatItFollows = [&] {
        const auto followUp = queries.timeline(keyOf(late));
        ASSERT_OK(followUp);
        ASSERT_EQ(followUp->size(), 2U);
        for (const ticket::TimelineEntry &entry : *followUp)
            EXPECT_EQ(entry.lateAnswerTo, keyOf(root)) << entry.messageId.toStdString();
    };
    saysWhatItFollows();
    ASSERT_OK(decide(QStringLiteral("ticket.opened"), keyOf(late),
                     {{QStringLiteral("message"), QString::fromLatin1(keyOf(late).hex())},
                      {QStringLiteral("message_id"), late.id},
                      {QStringLiteral("subject"), late.subject},
                      {QStringLiteral("requester"), late.from},
                      {QStringLiteral("followup_of"), QString::fromLatin1(keyOf(root).hex())}}));
    saysWhatItFollows();
    const QByteArray before = dump();
    ASSERT_OK(m_store->recompute());
    EXPECT_EQ(dump(), before);
    saysWhatItFollows();
}

TEST_F(ThreadingStoreTest, ACacheOfOlderRulesIsComputedAnewAndKeepsWhatWasOpened)
{
    const MailSpec root{.id = QStringLiteral("a@acme.example")};
    const MailSpec reply{.id = QStringLiteral("b@acme.example"), .references = {root.id}};
    take({root, reply});
    const QByteArray rightly = dump();
    const auto runSql = [&](const char *sql) {
        m_store->database().connection().prepare(sql).run();
        ASSERT_OK(m_store->database().connection().finish());
    };
    // as another program may have left it
    runSql("DELETE FROM meta WHERE name='placing'");
    runSql("UPDATE ticket SET status=4");
    EXPECT_NE(dump(), rightly);
    openStore();
    EXPECT_EQ(dump(), rightly);
    runSql("UPDATE ticket SET status=4");
    openStore();
    EXPECT_NE(dump(), rightly) << "the next time it is not computed again";
}

namespace {

/// The mail of a form that everybody's browser sends from one address.
MailSpec formMail(const char *customer)
{
    MailSpec spec{.id = QStringLiteral("%1.form@shop.example").arg(QLatin1String(customer))};
    spec.from = QStringLiteral("wordpress@shop.example");
    spec.subject = QStringLiteral("Order");
    spec.text =
        QStringLiteral("Email: %1@kunde.example\nName: %1\nMy order does not come.").arg(QLatin1String(customer));
    return spec;
}

} // namespace

TEST_F(ThreadingStoreTest, ASenderThatIsAFormGivesEachCustomerHisTickets)
{
    const MailSpec irina = formMail("irina");
    const MailSpec oleg = formMail("oleg");
    take({irina, oleg});
    EXPECT_EQ(ticketOf(irina).requester.address, irina.from);
    ASSERT_OK(decide(QStringLiteral("ticket.opened"), keyOf(irina),
                     {{QStringLiteral("message"), QString::fromLatin1(keyOf(irina).hex())},
                      {QStringLiteral("requester"), irina.from}}));
    const auto rule = [&](const QJsonValue &form) {
        return m_store->decide({{QStringLiteral("sender.set"),
                                 QStringLiteral("sender:wordpress@shop.example"),
                                 {{QStringLiteral("form"), form}},
                                 {}}},
                               QStringLiteral("anna@desk.example"), m_context.now, QStringLiteral("Anna decided."));
    };
    const QByteArray before = dump();
    ASSERT_OK(rule(true));
    EXPECT_EQ(ticketOf(irina).requester.address, QStringLiteral("irina@kunde.example"))
        << "also one that was opened before";
    EXPECT_EQ(ticketOf(oleg).requester.address, QStringLiteral("oleg@kunde.example"));
    EXPECT_EQ(ticketOf(oleg).requester.name, QStringLiteral("oleg"));
    MailSpec late = formMail("late");
    take({late});
    EXPECT_EQ(ticketOf(late).requester.address, QStringLiteral("late@kunde.example"));
    const CustomerQueries customers(m_store->database());
    const auto card = customers.card(QStringLiteral("oleg@kunde.example"), 10);
    ASSERT_OK(card);
    EXPECT_EQ(card->tickets, 1);
    const auto newest = TimelineQueries(m_store->database()).newestFromCustomer(keyOf(oleg));
    ASSERT_OK(newest);
    const auto to = TimelineQueries(m_store->database()).answersGoTo(keyOf(oleg), *newest);
    ASSERT_OK(to);
    EXPECT_EQ(to->address, QStringLiteral("oleg@kunde.example"));
    const QByteArray withRule = dump();
    ASSERT_OK(m_store->recompute());
    EXPECT_EQ(dump(), withRule);
    ASSERT_OK(rule(QJsonValue()));
    EXPECT_EQ(ticketOf(oleg).requester.address, oleg.from) << "undone";
    EXPECT_EQ(ticketOf(irina).requester.address, irina.from);
}

TEST_F(ThreadingStoreTest, TheNumberOfAFormIsNotThatOfItsCustomers)
{
    MailSpec irina = formMail("irina");
    MailSpec oleg = formMail("oleg");
    irina.subject = oleg.subject = QStringLiteral("[Форма №12] Заявка");
    take({irina, oleg});
    ASSERT_EQ(tickets().size(), 1U);
    const auto rule = [&](const QJsonValue &form) {
        return m_store->decide({{QStringLiteral("sender.set"),
                                 QStringLiteral("sender:wordpress@shop.example"),
                                 {{QStringLiteral("form"), form}},
                                 {}}},
                               QStringLiteral("anna@desk.example"), m_context.now, QStringLiteral("Anna decided."));
    };
    ASSERT_OK(rule(true));
    MailSpec late = formMail("late");
    late.subject = irina.subject;
    take({late});
    EXPECT_EQ(tickets().size(), 3U) << "each customer has his own";
    EXPECT_EQ(ticketOf(late).requester.address, QStringLiteral("late@kunde.example"));
    const QByteArray withRule = dump();
    ASSERT_OK(m_store->recompute());
    EXPECT_EQ(dump(), withRule);
    ASSERT_OK(rule(QJsonValue()));
    EXPECT_EQ(tickets().size(), 1U) << "undone";
}

TEST_F(ThreadingStoreTest, WhatASpecialistWroteIsOursWhicheverDeskTookIt)
{
    const MailSpec root{.id = QStringLiteral("a@acme.example")};
    MailSpec reply{.id = QStringLiteral("b@desk.example"), .references = {root.id}};
    reply.from = QStringLiteral("boris@desk.example"); // of whom this desk does not know yet
    reply.to = root.from;
    reply.at = root.at + std::chrono::hours(1);
    take({root, reply});
    EXPECT_EQ(ticketOf(root).status, ticket::Status::New);
    const auto joins = [&](const char *address) {
        return m_store->decide({{QStringLiteral("specialist.set"),
                                 QStringLiteral("specialist:") + QString::fromLatin1(address),
                                 {{QStringLiteral("name"), QStringLiteral("Boris")}},
                                 {}}},
                               QStringLiteral("anna@desk.example"), m_context.now, QStringLiteral("Boris joined."));
    };
    ASSERT_OK(joins("Boris@desk.example"));
    EXPECT_EQ(ticketOf(root).status, ticket::Status::Pending);
    EXPECT_TRUE(m_store->ourAddresses().contains(QStringLiteral("boris@desk.example")));
    const QByteArray learned = dump();
    ASSERT_OK(m_store->recompute());
    EXPECT_EQ(dump(), learned);
    // What lies in the cache from before counts when it is computed anew.
    ASSERT_OK(m_store->database().connection().execute("UPDATE message SET direction=0"));
    ASSERT_OK(m_store->recompute());
    EXPECT_EQ(dump(), learned);
}

TEST_F(ThreadingStoreTest, APartnersNumberLeadsBackInAnyOrder)
{
    const MailSpec matter{.id = QStringLiteral("a@acme.example")};
    MailSpec received{.id = QStringLiteral("b@partner.example"),
                      .from = QStringLiteral("noc@partner.example"),
                      .subject = QStringLiteral("[#123456] Received"),
                      .references = {matter.id}};
    MailSpec solved{.id = QStringLiteral("c@partner.example"),
                    .from = QStringLiteral("ivan@partner.example"),
                    .subject = QStringLiteral("Request #123456: done")};
    received.at = matter.at + std::chrono::hours(1);
    solved.at = matter.at + std::chrono::hours(2);
    take({solved});
    take({received});
    take({matter});
    ASSERT_EQ(tickets().size(), 1U);
    const auto timeline = TimelineQueries(m_store->database()).timeline(keyOf(matter));
    ASSERT_OK(timeline);
    EXPECT_EQ(timeline->back().placeReason, QStringLiteral("partner-number"));
    ASSERT_OK(m_store->takeVanished(m_inbox, {2}, std::nullopt));
    EXPECT_EQ(tickets().size(), 2U) << "what linked the two is gone";
}

TEST_F(ThreadingStoreTest, TheTeamSaysWhoTheCustomerIs)
{
    MailSpec forward{.id = QStringLiteral("a@desk.example"),
                     .from = QStringLiteral("anna@desk.example"),
                     .subject = QStringLiteral("Fwd: Shop")};
    take({forward});
    EXPECT_EQ(ticketOf(forward).subject, QStringLiteral("Shop"));
    const QString message = QString::fromLatin1(keyOf(forward).hex());
    ASSERT_OK(decide(QStringLiteral("ticket.requester"), keyOf(forward),
                     {{QStringLiteral("address"), QStringLiteral("irina@kunde.example")},
                      {QStringLiteral("name"), QStringLiteral("Irina")},
                      {QStringLiteral("message"), message}}));
    EXPECT_EQ(ticketOf(forward).requester.address, QStringLiteral("irina@kunde.example"));
    EXPECT_EQ(ticketOf(forward).requester.name, QStringLiteral("Irina"));
    const TimelineQueries queries(m_store->database());
    const auto newest = queries.newestFromCustomer(keyOf(forward));
    ASSERT_OK(newest);
    auto to = queries.answersGoTo(keyOf(forward), *newest);
    ASSERT_OK(to);
    EXPECT_EQ(to->address, QStringLiteral("irina@kunde.example"));
    const auto timeline = queries.timeline(keyOf(forward));
    ASSERT_OK(timeline);
    EXPECT_EQ(timeline->front().requesterTaken, QStringLiteral("irina@kunde.example"));
    const QByteArray decided = dump();
    ASSERT_OK(m_store->recompute());
    EXPECT_EQ(dump(), decided);
    ASSERT_OK(decide(QStringLiteral("ticket.requester"), keyOf(forward), {{QStringLiteral("address"), QJsonValue()}}));
    EXPECT_EQ(ticketOf(forward).requester.address, forward.from);
    to = queries.answersGoTo(keyOf(forward), *newest);
    ASSERT_OK(to);
    EXPECT_TRUE(to->address.isEmpty());
}

TEST_F(ThreadingStoreTest, AnyOrderOfArrivalGivesTheSameState)
{
    for (const unsigned seed : {1U, 2U, 3U}) {
        const std::vector<MailSpec> mails = conversation(seed, 60);
        QByteArray expected;
        for (int order = 0; order < 4; ++order) {
            std::vector<MailSpec> shuffled = mails;
            std::mt19937 random(seed * 100 + static_cast<unsigned>(order));
            std::shuffle(shuffled.begin(), shuffled.end(), random);
            QTemporaryDir dir;
            auto opened = Store::open(dir.path(), rules());
            ASSERT_OK(opened);
            m_store = std::move(*opened);
            m_inbox = folder(QStringLiteral("INBOX"), FolderRole::Inbox);
            m_uid = 0;
            for (size_t from = 0; from < shuffled.size(); from += 7)
                take({shuffled.begin() + static_cast<long>(from),
                      shuffled.begin() + static_cast<long>(std::min(from + 7, shuffled.size()))});
            if (order == 0)
                expected = dump();
            ASSERT_EQ(dump(), expected) << "seed " << seed << " order " << order;
            ASSERT_OK(m_store->recompute());
            ASSERT_EQ(dump(), expected) << "recomputed";
        }
    }
}

TEST_F(ThreadingStoreTest, AMailThatVanishesTakesItsPlaceInTheThreadAlong)
{
    const MailSpec root{.id = QStringLiteral("a@acme.example")};
    MailSpec reply{.id = QStringLiteral("b@acme.example"), .references = {root.id}};
    reply.at = root.at + std::chrono::hours(1);
    take({reply});
    const QByteArray alone = dump();
    take({root});
    ASSERT_OK(m_store->takeVanished(m_inbox, {2}, std::nullopt));
    EXPECT_EQ(dump(), alone);
}

TEST_F(ThreadingStoreTest, DomainsOfCustomersWhomWeAnsweredAreThoseThatOthersImitate)
{
    int count = 0;
    const auto mailOf = [&](const char *from, int hours, bool answered) {
        MailSpec mail{.id = QStringLiteral("m%1@x.example").arg(++count), .from = QString::fromLatin1(from)};
        mail.at = mail.at + std::chrono::hours(hours);
        take({mail});
        if (!answered)
            return;
        MailSpec answer{.id = QStringLiteral("a%1@desk.example").arg(count), .references = {mail.id}, .out = true};
        answer.from = mail.to;
        answer.to = mail.from;
        answer.at = mail.at + std::chrono::hours(1);
        take({answer});
    };
    const auto like = [&](const char *domain) {
        const auto found = CustomerQueries(m_store->database()).domainsLike(QString::fromUtf8(domain));
        EXPECT_OK(found);
        return found.value_or(QStringList()).join(QLatin1Char(' '));
    };
    mailOf("ivan@acme.example", 0, false);
    EXPECT_EQ(like("acrne.example"), QString()) << "nobody has dealt with them";
    mailOf("olga@acme.example", 1, true);
    mailOf("ivan@gmail.com", 1, true);
    EXPECT_EQ(like("acrne.example"), QStringLiteral("acme.example"));
    EXPECT_EQ(like("mail.acrne.example"), QStringLiteral("acme.example"));
    EXPECT_EQ(like("acme.example.evil.example"), QStringLiteral("acme.example"));
    EXPECT_EQ(like("acme.example"), QString());
    EXPECT_EQ(like("shop.acme.example"), QString());
    EXPECT_EQ(like("grnail.com"), QString()) << "anybody has a mailbox there";
    EXPECT_EQ(like("other.example"), QString());
    mailOf("boss@acrne.example", 5, true);
    EXPECT_EQ(like("acrne.example"), QStringLiteral("acme.example")) << "an answer does not make it honest";
    EXPECT_EQ(like("acme.example"), QString()) << "the older one is imitated";
}
