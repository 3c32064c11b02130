// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/message_parser.h"
#include "core/workspace/reply_composer.h"
#include "tests/support/expect_result.h"

using namespace otklik;
using namespace otklik::workspace;

namespace {

mime::Message customerMail()
{
    return mime::parseMessage(
        "From: Irina Belova <irina@velmora.example>\r\nTo: support@desk.example, boss@velmora.example\r\n"
        "Cc: Sergey <sergey@velmora.example>\r\nSubject: Slow site\r\nMessage-ID: <1@velmora.example>\r\n"
        "\r\nThe shop opens {{ slowly }}.\r\n");
}

const QTimeZone kKathmandu("Asia/Kathmandu"); // five hours and three quarters ahead

ReplyContext context()
{
    ReplyContext context;
    context.fromAddress = QStringLiteral("support@desk.example");
    context.references = {"1@velmora.example"};
    context.messageId = "2@desk.example";
    return context;
}

} // namespace

TEST(ReplyComposer, EverybodyElseGetsACopyButNotWeOurselves)
{
    ReplyRequest request;
    fillRecipients(request, customerMail(), true, {QStringLiteral("support@desk.example")});
    EXPECT_EQ(request.to, QStringList(QStringLiteral("irina@velmora.example")));
    EXPECT_EQ(request.cc,
              QStringList({QStringLiteral("boss@velmora.example"), QStringLiteral("sergey@velmora.example")}));
}

TEST(ReplyComposer, WhatAFormSendsByOurOwnMailboxIsAnsweredToTheCustomer)
{
    const QSet<QString> ours{QStringLiteral("support@desk.example")};
    QByteArray raw = "From: Support <support@desk.example>\r\nTo: support@desk.example\r\n"
                     "Reply-To: Irina <irina@kunde.example>\r\nSubject: Order\r\n\r\nSite is down\r\n";
    ReplyRequest request;
    fillRecipients(request, mime::parseMessage(raw), true, ours);
    EXPECT_EQ(request.to, QStringList(QStringLiteral("irina@kunde.example")));
    EXPECT_TRUE(request.cc.isEmpty());
    // Our answer to a customer, which wants answers elsewhere: who writes once more, writes to him.
    raw.replace("To: support@desk.example", "To: oleg@kunde.example");
    ReplyRequest more;
    fillRecipients(more, mime::parseMessage(raw), false, ours);
    EXPECT_EQ(more.to, QStringList(QStringLiteral("oleg@kunde.example")));
}

TEST(ReplyComposer, AForwardSaysWhatItPassesOn)
{
    const QString text =
        forwardedText(customerMail(), Instant::fromIso(QStringLiteral("2026-03-12T09:32:00Z")), kKathmandu);
    for (const char *line :
         {"From: Irina Belova <irina@velmora.example>\n", "Date: 2026-03-12 15:17 +0545\n",
          "To: support@desk.example, boss@velmora.example\n", "Cc: Sergey <sergey@velmora.example>\n",
          "Subject: Slow site\n", "\nThe shop opens {{ slowly }}.\n"})
        EXPECT_TRUE(text.contains(QString::fromLatin1(line))) << line << text.toStdString();
}

TEST(ReplyComposer, AQuoteNamesTheTimeOfTheDeskInTheLanguageOfTheAnswer)
{
    const Instant at = Instant::fromIso(QStringLiteral("2026-03-12T20:32:00Z"));
    const auto quote = [&](const char *answer, const QTimeZone &zone) {
        return quotedText(customerMail(), at, zone, languageOf(QString::fromUtf8(answer)));
    };
    EXPECT_EQ(quote("Good morning.", kKathmandu),
              QStringLiteral("\n\n13 March 2026, 02:17, Irina Belova:\n> The shop opens {{ slowly }}.\n"));
    EXPECT_EQ(quote("Здравствуйте, Ирина! См. wp-config.php.", kKathmandu),
              QStringLiteral("\n\n13 марта 2026, 02:17, Irina Belova:\n> The shop opens {{ slowly }}.\n"));
    EXPECT_EQ(quote("", QTimeZone("America/New_York")),
              QStringLiteral("\n\n12 March 2026, 16:32, Irina Belova:\n> The shop opens {{ slowly }}.\n"));
}

TEST(ReplyComposer, AForwardThreadsButAnswersNobody)
{
    ReplyRequest request;
    request.to = {QStringLiteral("help@hoster.example")};
    request.subject = QStringLiteral("Fwd: Slow site");
    request.text = QStringLiteral("Please look.");
    request.forward = true;
    const auto mail = composeReply(request, context());
    ASSERT_TRUE(mail.has_value());
    EXPECT_EQ(mail->references, context().references);
    EXPECT_TRUE(mail->inReplyTo.isEmpty());
    request.forward = false;
    EXPECT_EQ(composeReply(request, context())->inReplyTo, QByteArray("1@velmora.example"));
}
