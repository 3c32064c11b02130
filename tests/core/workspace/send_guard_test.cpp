// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/send_guard.h"
#include "tests/core/store/store_fixture.h"

using namespace otklik;
using namespace otklik::workspace;
using Rule = SendObjection::Rule;
using namespace std::chrono_literals;

namespace {

const QString kMe = QStringLiteral("anna@desk.example");

std::vector<Rule> rulesOf(const std::vector<SendObjection> &objections)
{
    std::vector<Rule> rules;
    for (const SendObjection &one : objections)
        rules.push_back(one.rule);
    return rules;
}

ReplyRequest answer(const char *text)
{
    ReplyRequest request;
    request.to = {QStringLiteral("irina@velmora.example")};
    request.text = QString::fromUtf8(text);
    return request;
}

TEST(SendGuard, AForwardNeedsNoWordsButSomebodyToGoTo)
{
    ReplyRequest request;
    request.forward = true;
    EXPECT_EQ(rulesOf(textObjections(request)), std::vector{Rule::NoRecipient});
    request.to = {QStringLiteral("help@hoster.example")};
    EXPECT_TRUE(textObjections(request).empty());
    request.forward = false;
    EXPECT_EQ(rulesOf(textObjections(request)), std::vector{Rule::Empty});
}

TEST(SendGuard, KnowsAPromisedFileInBothLanguages)
{
    for (const char *text :
         {"Файл во вложении.", "Прикрепил скриншот.", "Прикрепляю счёт", "Прилагаю договор", "The log is attached.",
          "Please find attached the invoice", "I've attached a picture", "See the attachment.", "I am attaching it"}) {
        const auto found = textObjections(answer(text));
        ASSERT_EQ(rulesOf(found), std::vector{Rule::NoFile}) << text;
        EXPECT_TRUE(found[0].canOverride);
        ReplyRequest with = answer(text);
        with.attachments = {{QStringLiteral("a.txt"), {}, "x"}};
        EXPECT_TRUE(textObjections(with).empty()) << text;
    }
    for (const char *text : {"No strings here.", "> The log is attached.\nThank you", "> Файл во вложении\nСпасибо",
                             "We detached the disk.", "Открепили номер"})
        EXPECT_TRUE(textObjections(answer(text)).empty()) << text;
}

TEST(SendGuard, AGapIsNamedAndCannotBeWavedThrough)
{
    const auto found = textObjections(answer("Hello {{ contact.first_name }},\nwelcome"));
    ASSERT_EQ(rulesOf(found), std::vector{Rule::Gap});
    EXPECT_EQ(found[0].who, QStringList{QStringLiteral("{{ contact.first_name }}")});
    EXPECT_FALSE(found[0].canOverride);
    EXPECT_TRUE(textObjections(answer("Fine.\n> Hello {{ name }}")).empty());
}

TEST(SendGuard, SaysTheFiguresOfATooLargeMail)
{
    ReplyRequest request = answer("Here it is");
    request.attachments = {{QStringLiteral("a.bin"), {}, QByteArray(8'000'000, 'x')}};
    EXPECT_TRUE(sizeObjections(request, 0).empty()) << "a server that does not say";
    EXPECT_TRUE(sizeObjections(request, 12'000'000).empty());
    const auto found = sizeObjections(request, 10'000'000);
    ASSERT_EQ(rulesOf(found), std::vector{Rule::TooLarge});
    EXPECT_FALSE(found[0].canOverride);
    EXPECT_EQ(sentenceOf(found), QStringLiteral("the mail has about 10.9 MB, the server takes 10.0 MB at most"));
}

class SendGuardNews : public store::test::StoreTest
{
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        take({m_root});
    }
    store::Standing standing()
    {
        auto now = store::TimelineQueries(m_store->database()).standing(store::test::keyOf(m_root), kMe);
        EXPECT_OK(now);
        return now.value_or(store::Standing());
    }
    std::vector<SendObjection> news(const store::Standing &since)
    {
        auto found =
            newsObjections(store::TimelineQueries(m_store->database()), store::test::keyOf(m_root), since, kMe);
        EXPECT_OK(found);
        return found.value_or(std::vector<SendObjection>());
    }
    store::test::MailSpec later(const char *id, std::chrono::minutes after)
    {
        return {.id = QString::fromLatin1(id), .references = {m_root.id}, .at = m_root.at + after};
    }
    void decideReply(const QString &by, bool forward = false)
    {
        QJsonObject data{{QStringLiteral("message"), QStringLiteral("00")}};
        if (forward)
            data[QStringLiteral("forward")] = true;
        const journal::Op op{QStringLiteral("ticket.reply"), store::test::keyOf(m_root).object(), data, {}};
        ASSERT_OK(m_store->decide({op}, by, m_root.at + 1h, QStringLiteral("answered")));
    }

    store::test::MailSpec m_root{.id = QStringLiteral("root@acme.example")};
};

TEST_F(SendGuardNews, OnlyWhatPeopleDidSinceThen)
{
    const store::Standing before = standing();
    EXPECT_TRUE(news(before).empty());
    store::test::MailSpec away = later("away@acme.example", 1min);
    away.autoKind = mime::AutoKind::AutoReply;
    take({away});
    decideReply(kMe);
    decideReply(QStringLiteral("boris@desk.example"), true);
    EXPECT_TRUE(news(before).empty()) << "a machine, we ourselves, a forward";

    take({later("again@acme.example", 2min)});
    const auto wrote = news(before);
    ASSERT_EQ(rulesOf(wrote), std::vector{Rule::NewMail});
    EXPECT_EQ(wrote[0].who, QStringList{m_root.from});
    EXPECT_TRUE(wrote[0].canOverride);
    EXPECT_TRUE(news(standing()).empty()) << "seen";

    decideReply(QStringLiteral("boris@desk.example"));
    EXPECT_EQ(rulesOf(news(before)), (std::vector{Rule::NewMail, Rule::Answered}));
    const auto parsed = store::Standing::fromJson(before.toJson());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(rulesOf(news(*parsed)), (std::vector{Rule::NewMail, Rule::Answered}));
    EXPECT_FALSE(store::Standing::fromJson({}));
}

/// The answer stays with the ticket it was written on; what holds it comes onto the one that this was merged into.
TEST_F(SendGuardNews, OfTheTicketThatItsOwnWasMergedInto)
{
    store::test::MailSpec other{.id = QStringLiteral("other@acme.example"), .text = QStringLiteral("Ещё вопрос.")};
    other.at = m_root.at - 60min;
    take({other});
    const auto decideOn = [&](const store::test::MailSpec &root, const char *type, const QJsonObject &data,
                              const QString &by, std::chrono::minutes after) {
        const journal::Op op{QLatin1String(type), store::test::keyOf(root).object(), data, {}};
        ASSERT_OK(m_store->decide({op}, by, m_root.at + after, QStringLiteral("decided")));
    };
    const QJsonObject answered{{QStringLiteral("message"), QStringLiteral("00")}};
    const QString boris = QStringLiteral("boris@desk.example");
    decideOn(other, "ticket.reply", answered, boris, -30min);
    const store::Standing before = standing();
    decideOn(m_root, "ticket.merged", {{QStringLiteral("into"), QString::fromLatin1(store::test::keyOf(other).hex())}},
             kMe, 1min);
    EXPECT_TRUE(news(before).empty()) << "all of it is older";
    decideOn(other, "ticket.reply", answered, boris, 2min);
    EXPECT_EQ(rulesOf(news(before)), std::vector{Rule::Answered});
    EXPECT_TRUE(news(standing()).empty()) << "seen, where it is now";
    const store::Standing merged = standing();
    store::OutboxMail mail;
    mail.ticket = store::test::keyOf(m_root);
    mail.standing = merged.toJson();
    EXPECT_EQ(objectionAtTheDoor(m_store->database(), mail, kMe).value_or(QStringLiteral("?")), QString());
    store::test::MailSpec again = later("again@acme.example", 3min);
    again.references = {other.id};
    take({again});
    EXPECT_EQ(rulesOf(news(merged)), std::vector{Rule::NewMail});
    EXPECT_FALSE(objectionAtTheDoor(m_store->database(), mail, kMe).value_or(QString()).isEmpty());
}

TEST_F(SendGuardNews, WhenTheMailItWasWrittenUnderHasLeftTheTicket)
{
    store::Standing before = standing();
    before.newest = ticket::Key::ofContent("gone");
    const auto found = news(before);
    ASSERT_EQ(rulesOf(found), std::vector{Rule::NewMail})
        << "what came since then cannot be told: the specialist looks";
    EXPECT_EQ(found[0].who, QStringList{m_root.from});
}

TEST_F(SendGuardNews, AnAnswerThatDidNotLeaveFromHereIsAColleagues)
{
    const store::Standing before = standing();
    store::test::MailSpec ours = later("ours@desk.example", 1min);
    ours.from = QStringLiteral("support@desk.example");
    ours.out = true;
    take({ours});
    EXPECT_EQ(rulesOf(news(before)), std::vector{Rule::Answered});
}

TEST_F(SendGuardNews, WhoWroteLastMustGetIt)
{
    const store::TimelineQueries timeline(m_store->database());
    ReplyRequest request = answer("Done");
    request.ticket = store::test::keyOf(m_root);
    const auto missing = [&] {
        auto found = recipientObjections(timeline, request, {}, {QStringLiteral("support@desk.example")});
        EXPECT_OK(found);
        return found.value_or(std::vector<SendObjection>());
    };
    ASSERT_EQ(rulesOf(missing()), std::vector{Rule::OtherRecipients});
    EXPECT_EQ(missing()[0].who, QStringList{m_root.from});
    request.cc = {QStringLiteral("Ivan <IVAN@acme.example>")};
    EXPECT_TRUE(missing().empty());
    request.cc.clear();
    request.forward = true;
    EXPECT_TRUE(missing().empty());
}

/// Whoever got hold of one mail of a conversation can answer it.
TEST_F(SendGuardNews, ItIsAskedBeforeAnAnswerGoesToANewcomer)
{
    const store::TimelineQueries timeline(m_store->database());
    const ticket::PersonRef requester{m_root.from, {}, {}};
    const auto asked = [&](const QString &to) {
        ReplyRequest request = answer("Done");
        request.ticket = store::test::keyOf(m_root);
        request.to = {to};
        auto found = recipientObjections(timeline, request, requester, {QStringLiteral("support@desk.example")});
        EXPECT_OK(found);
        return rulesOf(found.value_or(std::vector<SendObjection>()));
    };
    EXPECT_TRUE(asked(m_root.from).empty());
    store::test::MailSpec stranger = later("stranger@evil.example", 1min);
    stranger.from = QStringLiteral("stranger@evil.example");
    take({stranger});
    EXPECT_EQ(asked(stranger.from), std::vector{Rule::Newcomer});
    EXPECT_EQ(asked(m_root.from), std::vector{Rule::OtherRecipients});
    // Once one of us has written to him he takes part.
    store::test::MailSpec ours = later("ours@desk.example", 2min);
    ours.from = QStringLiteral("support@desk.example");
    ours.out = true;
    ours.to = stranger.from;
    take({ours});
    EXPECT_TRUE(asked(stranger.from).empty());
    store::test::MailSpec colleague = later("colleague@acme.example", 3min);
    colleague.from = QStringLiteral("olga@acme.example");
    take({colleague});
    EXPECT_TRUE(asked(colleague.from).empty()) << "of the customer's company";
}

} // namespace
