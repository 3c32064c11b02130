// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
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
