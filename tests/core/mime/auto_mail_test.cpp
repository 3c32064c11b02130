// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/absence.h"
#include "core/mime/message_parser.h"
#include "tests/support/expect_result.h"

using namespace otklik::mime;

namespace {

AutoKind kindOf(const QByteArray &headers)
{
    return parseMessage("To: support@example.com\r\n" + headers + "\r\n\r\nwords\r\n").autoKind;
}

QByteArray report(const QByteArray &status, const QByteArray &subject = "Undelivered")
{
    return "From: MAILER-DAEMON@mx.example.com\r\nTo: support@example.com\r\nSubject: " + subject +
           "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
           "--b\r\nContent-Type: text/plain\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
           "Reporting-MTA: dns; mx.example.com\r\n\r\n" +
           status +
           "\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: support@example.com\r\n"
           "Message-ID: <answer.1@example.com>\r\n--b--\r\n";
}

} // namespace

TEST(AutoMail, PeopleAreNotTakenForPrograms)
{
    EXPECT_EQ(kindOf("From: a@b.org\r\nSubject: Delivery failure of my parcel"), AutoKind::None);
    EXPECT_EQ(kindOf("From: a@b.org\r\nX-Auto-Response-Suppress: All\r\nSubject: Hi"), AutoKind::None);
    EXPECT_EQ(kindOf("From: a@b.org\r\nAuto-Submitted: no\r\nSubject: Hi"), AutoKind::None);
    EXPECT_EQ(kindOf("From: a@b.org\r\nSubject: Автоответчик не работает"), AutoKind::None);
    EXPECT_EQ(kindOf("From: noreply@forms.org\r\nReply-To: visitor@b.org\r\nSubject: Contact form"), AutoKind::None);
}

TEST(AutoMail, WhoComplainsOfAnAutomaticAnswerIsAPerson)
{
    const auto kind = [](const char *subject) { return kindOf(QByteArray("From: a@b.org\r\nSubject: ") + subject); };
    for (const char *subject :
         {"Re: Автоответ не работает", "Автоответ не работает", "Auto reply in our shop is broken",
          "Out of office is not sent", "Out of office replies are sent twice", "Re: Автоответ: в отпуске",
          "AW: Automatische Antwort: Urlaub", "RE: Automatic reply: Order 17", "Fwd: Out of Office: Anna",
          "Отсутствие на работе сотрудника", "Automatic response time", "Abwesenheitsnotiz wird nicht gesendet"})
        EXPECT_EQ(kind(subject), AutoKind::None) << subject;
    for (const char *subject :
         {"Автоответ", "Автоматический ответ: Re: Сайт", "Automatic reply: Re: [#12-k7q2] Shop",
          "Auto-Reply:", "Out of the Office", "Out of Office AutoReply: Shop", "OOO: Anna", "Abwesenheitsnotiz: Urlaub",
          "Réponse automatique : Re: Boutique", "Auto: Anna is out of the office"})
        EXPECT_EQ(kind(subject), AutoKind::AutoReply) << subject;
    EXPECT_EQ(kindOf("From: a@b.org\r\nSubject: Re: Shop\r\nAuto-Submitted: auto-replied"), AutoKind::AutoReply);
}

TEST(AutoMail, APostmasterMayBeAPerson)
{
    const QByteArray from = "From: Anna <postmaster@kunde.test>\r\n";
    EXPECT_EQ(kindOf(from + "Subject: Our MX records"), AutoKind::None);
    EXPECT_EQ(kindOf("Return-Path: <postmaster@kunde.test>\r\n" + from + "Subject: Undeliverable mail from you"),
              AutoKind::None);
    EXPECT_EQ(kindOf(from + "Subject: Re: Undeliverable: your answer"), AutoKind::None);
    EXPECT_EQ(kindOf(from + "Subject: Undeliverable: your answer"), AutoKind::Bounce);
    EXPECT_EQ(kindOf("Return-Path: <>\r\n" + from + "Subject: Quota"), AutoKind::Robot);
    EXPECT_EQ(kindOf(from + "Auto-Submitted: auto-generated\r\nSubject: Quota"), AutoKind::Robot);
    EXPECT_EQ(kindOf("From: MAILER-DAEMON@kunde.test\r\nSubject: Quota"), AutoKind::Robot);
}

TEST(AutoMail, AnAbsenceNoteThatRepeatsASubjectOfDelaysIsNoBounce)
{
    const QByteArray from = "Return-Path: <>\r\nFrom: Irina <irina@kunde.test>\r\n";
    const QByteArray answers = "In-Reply-To: <t.1@example.com>\r\n";
    const QByteArray note = "\r\n\r\nOn leave. Urgent: oleg@kunde.test, +7 495 555-12-34\r\n";
    const auto read = [&](const QByteArray &headers) { return parseMessage(from + headers + note); };
    const Message named = read("Subject: Automatic reply: Re: Order is delayed [#12-abcde]\r\n"
                               "Auto-Submitted: auto-replied\r\n" +
                               answers);
    EXPECT_EQ(named.autoKind, AutoKind::AutoReply);
    EXPECT_FALSE(named.bounce);
    EXPECT_EQ(read("Subject: Automatic reply: Order is delayed").autoKind, AutoKind::AutoReply);
    // RFC 5230 §5.8: a vacation of a server's own names the mail it answers
    EXPECT_EQ(read("Subject: Auto: Order is delayed\r\nAuto-Submitted: auto-replied (vacation)\r\n" + answers).autoKind,
              AutoKind::AutoReply);
    EXPECT_EQ(read("Subject: Re: Order is delayed\r\nReferences: <t.1@example.com>").autoKind, AutoKind::Robot);
    // with our mail attached
    const Message returned = parseMessage(
        from + answers +
        "Subject: Away\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
        "boundary=b\r\n\r\n--b\r\n\r\nOn leave\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: Re: "
        "Shop\r\n\r\nHello\r\n--b--\r\n");
    EXPECT_EQ(returned.autoKind, AutoKind::AutoReply);
    // a server's own name
    for (const char *server : {"MAILER-DAEMON@mx.test", "postmaster@mx.test"})
        EXPECT_EQ(parseMessage("Return-Path: <>\r\nFrom: " + QByteArray(server) +
                               "\r\nSubject: Undelivered Mail\r\nAuto-Submitted: auto-replied\r\n" + answers + note)
                      .autoKind,
                  AutoKind::Bounce)
            << server;
    EXPECT_EQ(read("Subject: Undelivered Mail Returned to Sender").autoKind, AutoKind::Bounce);
    EXPECT_EQ(read("Subject: Undelivered Mail\r\nX-Failed-Recipients: gone@b.org\r\n" + answers).autoKind,
              AutoKind::Bounce);
}

TEST(AutoMail, AListSaysWhichOneItIs)
{
    const Message message = parseMessage(
        "From: irina@kunde.test\r\nTo: support@example.com\r\nPrecedence: list\r\nMailing-list: list "
        "Support@Example.com; contact support+owners@example.com\r\nList-ID: <Support.example.com>\r\nList-Post: "
        "<https://groups.google.com/a/example.com/group/support/post>, <mailto:support@example.com>\r\n\r\nHelp!\r\n");
    EXPECT_EQ(message.autoKind, AutoKind::List);
    ASSERT_TRUE(message.list);
    EXPECT_EQ(message.list->id, QStringLiteral("support.example.com"));
    ASSERT_EQ(message.list->addresses.size(), 2U);
    EXPECT_EQ(message.list->addresses[0].key(), QStringLiteral("support@example.com"));
    EXPECT_EQ(message.list->addresses[1].key(), QStringLiteral("support@example.com"));
    EXPECT_EQ(message.list->withoutIt, AutoKind::None);
    const Message robot = parseMessage("From: noreply@kunde.test\r\nList-Id: Dev <dev.b.org>\r\nList-Post: NO\r\n\r\n");
    ASSERT_TRUE(robot.list);
    EXPECT_EQ(robot.list->id, QStringLiteral("dev.b.org"));
    EXPECT_TRUE(robot.list->addresses.empty());
    EXPECT_EQ(robot.list->withoutIt, AutoKind::Robot);
    EXPECT_FALSE(parseMessage("From: a@b.org\r\n\r\n").list);
}

TEST(AutoMail, ProgramsAreToldApart)
{
    EXPECT_EQ(kindOf("From: a@b.org\r\nAuto-Submitted: auto-replied\r\nSubject: Away"), AutoKind::AutoReply);
    EXPECT_EQ(kindOf("From: a@b.org\r\nSubject: Out of Office: back on Monday"), AutoKind::AutoReply);
    EXPECT_EQ(kindOf("From: a@b.org\r\nSubject: Автоответ: в отпуске"), AutoKind::AutoReply);
    EXPECT_EQ(kindOf("From: a@b.org\r\nX-Autoreply: yes"), AutoKind::AutoReply);
    EXPECT_EQ(kindOf("From: a@b.org\r\nPrecedence: auto_reply"), AutoKind::AutoReply);
    EXPECT_EQ(kindOf("From: a@b.org\r\nList-Id: <dev.b.org>"), AutoKind::List);
    EXPECT_EQ(kindOf("From: a@b.org\r\nPrecedence: bulk"), AutoKind::List);
    EXPECT_EQ(kindOf("From: cron@b.org\r\nSubject: backup"), AutoKind::Robot);
    EXPECT_EQ(kindOf("From: no-reply@b.org\r\nSubject: invoice"), AutoKind::Robot);
    EXPECT_EQ(kindOf("From: a@b.org\r\nAuto-Submitted: auto-generated"), AutoKind::Robot);
    const Message receipt = parseMessage("From: a@b.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
                                         "report-type=disposition-notification; boundary=b\r\n\r\n--b\r\nContent-Type: "
                                         "message/disposition-notification\r\n\r\nDisposition: x\r\n--b--\r\n");
    EXPECT_EQ(receipt.autoKind, AutoKind::Receipt);
}

TEST(AutoMail, ReadsADeliveryReport)
{
    const Message message =
        parseMessage(report("Final-Recipient: rfc822; Gone@Example.ORG\r\nAction: failed\r\nStatus: "
                            "5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no\r\n such user\r\n"));
    EXPECT_EQ(message.autoKind, AutoKind::Bounce);
    ASSERT_TRUE(message.bounce);
    EXPECT_TRUE(message.bounce->permanent);
    EXPECT_EQ(message.bounce->status, QStringLiteral("5.1.1"));
    EXPECT_EQ(message.bounce->diagnostic, QStringLiteral("550 5.1.1 no such user"));
    ASSERT_EQ(message.bounce->recipients.size(), 1U);
    EXPECT_EQ(message.bounce->recipients[0].toString(), QStringLiteral("Gone@example.org"));
    EXPECT_EQ(message.bounce->originalMessageId, "answer.1@example.com");
}

TEST(AutoMail, AReportNamesTheMailByItsEnvelopeWhenItReturnsNone)
{
    const Message message = parseMessage(
        "From: MAILER-DAEMON@mx.example.com\r\nTo: support@example.com\r\nSubject: Undelivered\r\nMIME-Version: "
        "1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: "
        "message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\nOriginal-Envelope-Id: "
        "t.1+2B2@example.com\r\n\r\nFinal-Recipient: rfc822; gone@b.org\r\nAction: failed\r\nStatus: "
        "5.1.1\r\n--b--\r\n");
    ASSERT_TRUE(message.bounce);
    EXPECT_EQ(message.bounce->originalMessageId, "t.1+2@example.com");
}

TEST(AutoMail, AReportNamesWhomWeWroteTo)
{
    const auto recipient = [](const QByteArray &fields) {
        const Message message = parseMessage(report(fields + "Action: failed\r\nStatus: 5.1.1\r\n"));
        return message.bounce && message.bounce->recipients.size() == 1
                   ? message.bounce->recipients.front().toString().toStdString()
                   : std::string("?");
    };
    const QByteArray final = "Final-Recipient: rfc822; box17@backend.test\r\n";
    EXPECT_EQ(recipient(final + "Original-Recipient: rfc822;irina@kunde.test\r\n"), "irina@kunde.test");
    EXPECT_EQ(recipient(final + "Original-Recipient: rfc822;irina+2Bshop@kunde.test\r\n"), "irina+shop@kunde.test");
    EXPECT_EQ(recipient(final + "Original-Recipient: rfc822;irina+2026@kunde.test\r\n"), "irina+2026@kunde.test");
    EXPECT_EQ(recipient(final + "Original-Recipient: x400; /S=irina/\r\n"), "box17@backend.test");
    EXPECT_EQ(recipient(final + "Original-Recipient: irina@kunde.test\r\n"), "box17@backend.test");
    EXPECT_EQ(recipient("Original-Recipient: rfc822;irina@kunde.test\r\n"), "irina@kunde.test");
    EXPECT_EQ(recipient(final), "box17@backend.test");
}

TEST(AutoMail, AReportTellsEachNameOfTheMailThatCameBack)
{
    const Message message = parseMessage(
        "From: MAILER-DAEMON@mx.example.com\r\nTo: support@example.com\r\nSubject: Undelivered\r\nMIME-Version: "
        "1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: "
        "message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\nOriginal-Envelope-Id: "
        "t.1@example.com\r\n\r\nFinal-Recipient: rfc822; gone@b.org\r\nAction: failed\r\nStatus: "
        "5.1.1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <rewritten@relay.test>\r\n"
        "X-Google-Original-Message-ID: <kept@example.com>\r\nIn-Reply-To: <c2@b.org>\r\nReferences: <c1@b.org>\r\n "
        "<c2@b.org>\r\nSubject: Re: Shop\r\n\r\nIn-Reply-To: <body@b.org>\r\n--b--\r\n");
    ASSERT_TRUE(message.bounce);
    EXPECT_EQ(message.bounce->originalMessageId, "rewritten@relay.test");
    EXPECT_EQ(message.bounce->otherIds, (std::vector<QByteArray>{"t.1@example.com", "kept@example.com"}));
    EXPECT_EQ(message.bounce->originalAnswers, (std::vector<QByteArray>{"c2@b.org", "c1@b.org"}));
    EXPECT_EQ(message.bounce->originalSubject, QStringLiteral("Re: Shop"));
}

TEST(AutoMail, ProseOfManyServersNamesWhoAndWhy)
{
    struct Case
    {
        const char *name, *headers, *text, *recipient;
        bool permanent;
    };
    const std::vector<Case> cases{
        {"Exim",
         "From: Mail Delivery System <Mailer-Daemon@mx.test>\r\nSubject: Mail delivery failed: returning message to "
         "sender",
         "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
         "delivered "
         "to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  "
         "gone@kunde.test\n    550 5.1.1 no such user\n",
         "gone@kunde.test", true},
        {"qmail", "From: MAILER-DAEMON@mx.test\r\nSubject: failure notice",
         "Hi. This is the qmail-send program at mx.test.\nI'm afraid I wasn't able to deliver your message to the "
         "following "
         "addresses.\nThis is a permanent error; I've given up. Sorry it didn't work "
         "out.\n\n<gone@kunde.test>:\n1.2.3.4 does "
         "not like recipient.\nRemote host said: 550 unknown user\n\n--- Below this line is a copy of the message.\n\n"
         "Return-Path: <support@example.com>\nMessage-ID: <t.1@example.com>\n",
         "gone@kunde.test", true},
        {"Postfix",
         "From: MAILER-DAEMON@mx.test (Mail Delivery System)\r\nSubject: Undelivered Mail Returned to Sender",
         "I'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n"
         "<gone@kunde.test>: host mx.kunde.test[1.2.3.4] said: 550 5.1.1 <gone@kunde.test>: User unknown\n",
         "gone@kunde.test", true},
        {"Postfix, late", "From: MAILER-DAEMON@mx.test\r\nSubject: Delayed Mail (still being retried)",
         "THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\nIt will be retried until it is 5 days "
         "old.\n\n"
         "<gone@kunde.test>: connect to mx.kunde.test: Connection timed out\n",
         "gone@kunde.test", false},
        {"Exchange", "From: postmaster@mx.test\r\nSubject: Undeliverable: Re: Shop",
         "Delivery has failed to these recipients or groups:\n\ngone@kunde.test\nThe email address you entered "
         "couldn't be "
         "found.\n\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'\n",
         "gone@kunde.test", true},
        {"Yandex", "From: mailer-daemon@yandex.ru\r\nSubject: Недоставленное сообщение",
         "Это письмо отправлено почтовым сервером yandex.ru.\n\nК сожалению, мы вынуждены сообщить Вам о том, что Ваше "
         "письмо "
         "не может\nбыть отправлено одному или нескольким адресатам. Технические подробности можно найти ниже.\n\n"
         "<gone@kunde.test>: host mx.kunde.test[1.2.3.4] said: 550 5.7.1 No such user!\n",
         "gone@kunde.test", true},
        {"Mail.ru", "From: mailer-daemon@corp.mail.ru\r\nSubject: Mail failure.",
         "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
         "delivered.\n"
         "  gone@kunde.test\n    SMTP error from remote mail server after RCPT TO:<gone@kunde.test>:\n    550 Message "
         "was not "
         "accepted -- invalid mailbox.\n",
         "gone@kunde.test", true},
        {"Gmail",
         "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\r\nSubject: Delivery Status Notification "
         "(Failure)\r\nX-Failed-Recipients: gone@kunde.test",
         "** Address not found **\n\nYour message wasn't delivered to gone@kunde.test because the address couldn't be "
         "found.\n\n"
         "The response was:\n550 5.1.1 The email account that you tried to reach does not exist.\n",
         "gone@kunde.test", true}};
    for (const Case &one : cases) {
        const Message message = parseMessage(QByteArray(one.headers) +
                                             "\r\nTo: support@example.com\r\nContent-Type: "
                                             "text/plain; charset=utf-8\r\n\r\n" +
                                             one.text);
        ASSERT_TRUE(message.bounce) << one.name;
        ASSERT_FALSE(message.bounce->recipients.empty()) << one.name;
        EXPECT_EQ(message.bounce->recipients.front().toString(), QString::fromLatin1(one.recipient)) << one.name;
        EXPECT_EQ(message.bounce->permanent, one.permanent) << one.name;
    }
}

TEST(AutoMail, AnAbsenceNoteSaysWhenSomebodyIsBack)
{
    const QDate written(2026, 3, 2);
    const auto back = [&](const char *text) { return dayOfReturn(QString::fromUtf8(text), written); };
    const QDate expected(2026, 3, 16);
    for (const char *text :
         {"I am out of the office and will be back on 16 March.", "Back in the office on Monday, March 16th, 2026.",
          "returning 2026-03-16", "I will return to the office on 16.03.2026", "Я в отпуске, вернусь 16.03.2026.",
          "Буду на месте с 16 марта.", "Выйду на работу 16 марта 2026 года",
          "Ich bin ab dem 16. März wieder erreichbar.",
          "Ich bin nicht da und am 16.3. zurück; ab 16.03. bin ich wieder da", "returning 16/03/2026"})
        EXPECT_EQ(back(text), expected) << text;
    EXPECT_EQ(back("I will be back on 10 January"), QDate(2027, 1, 10));
    for (const char *text : {"I am away until further notice.", "back soon", "back on 03/04/2026",
                             "We met on 16 March.", "I will be back on 16 March 2020", "вернусь позже", ""})
        EXPECT_FALSE(back(text).isValid()) << text;
    const Message note = parseMessage("From: a@b.org\r\nDate: Mon, 02 Mar 2026 10:00:00 +0000\r\nAuto-Submitted: "
                                      "auto-replied\r\nSubject: Away\r\n\r\nI will be back on 16 March.\r\n");
    EXPECT_EQ(note.backOn, expected);
}

TEST(AutoMail, DelaysAndSuccessesAreNoFailures)
{
    const Message delay =
        parseMessage(report("Final-Recipient: rfc822; a@b.org\r\nAction: delayed\r\nStatus: 4.4.7\r\n", "Delayed"));
    ASSERT_TRUE(delay.bounce);
    EXPECT_FALSE(delay.bounce->permanent);
    const Message gaveUp =
        parseMessage(report("Final-Recipient: rfc822; a@b.org\r\nAction: failed\r\nStatus: 4.4.7\r\n"));
    ASSERT_TRUE(gaveUp.bounce);
    EXPECT_TRUE(gaveUp.bounce->permanent);
    const Message success =
        parseMessage(report("Final-Recipient: rfc822; a@b.org\r\nAction: relayed\r\nStatus: 2.0.0\r\n"));
    EXPECT_EQ(success.autoKind, AutoKind::Receipt);
    EXPECT_FALSE(success.bounce);
}

TEST(AutoMail, ReadsABounceInProse)
{
    const Message message =
        parseMessage("Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.org\r\nTo: support@example.com\r\nSubject: "
                     "failure notice\r\n\r\nHi. This is qmail.\r\n\r\n<gone@b.org>:\r\nRemote host said: "
                     "550 5.1.1 unknown\r\n\r\n--- Below this line is a copy of the message.\r\n\r\n"
                     "Message-ID: <m7@example.com>\r\nTo: other@b.org\r\n");
    ASSERT_TRUE(message.bounce);
    EXPECT_TRUE(message.bounce->permanent);
    EXPECT_EQ(message.bounce->status, QStringLiteral("5.1.1"));
    ASSERT_EQ(message.bounce->recipients.size(), 1U);
    EXPECT_EQ(message.bounce->recipients[0].toString(), QStringLiteral("gone@b.org"));
    EXPECT_EQ(message.bounce->originalMessageId, "m7@example.com");
}

TEST(AutoMail, ACustomerWhoPassesABounceOnIsAPerson)
{
    const Message message =
        parseMessage("From: irina@b.org\r\nSubject: Fwd: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: "
                     "multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\nWhat is "
                     "this?\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n" +
                     report("Final-Recipient: rfc822; a@b.org\r\nAction: failed\r\n") + "\r\n--o--\r\n");
    EXPECT_EQ(message.autoKind, AutoKind::None);
    EXPECT_FALSE(message.bounce);
}
