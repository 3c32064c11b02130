// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a mail that decides about its ticket: from the bytes, as the intake does it.
#include "core/mime/message_parser.h"
#include "core/store/prepared_mail.h"
#include "tests/support/expect_result.h"

using namespace otklik;
using namespace otklik::store;

namespace {

const QByteArray kHead = "From: =?utf-8?b?0JjRgNC40L3QsCDQkdC10LvQvtCy0LA=?= <irina@kunde.test>\r\n" // Ирина Белова
                         "To: Shop Support <support@shop.example>\r\nSubject: Re: Shop\r\n";
const QByteArray kUtf8 = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";

PreparedMail prepared(const QByteArray &raw, const QSet<QString> &ours = {})
{
    return prepareMail(raw, mime::parseMessage(raw), ours);
}

bool isCourtesy(const QByteArray &text)
{
    return prepared(kHead + kUtf8 + text).courtesyOnly;
}

QByteArray multipart(const QByteArray &kind, const QByteArrayList &parts)
{
    QByteArray mail = kHead + "MIME-Version: 1.0\r\nContent-Type: multipart/" + kind + "; boundary=b\r\n\r\n";
    for (const QByteArray &part : parts)
        mail += "--b\r\n" + part + "\r\n";
    return mail + "--b--\r\n";
}

QByteArray picture(const QByteArray &headers, qsizetype size)
{
    return "Content-Type: image/png\r\n" + headers + "Content-Transfer-Encoding: base64\r\n\r\n" +
           QByteArray(size, '\x7f').toBase64();
}

QByteArray page(const QByteArray &html)
{
    return "Content-Type: text/html; charset=utf-8\r\n\r\n" + html;
}

} // namespace

TEST(MereThanks, AFileIsMoreThanThanks)
{
    const QByteArray thanks = kUtf8 + "Спасибо!";
    EXPECT_TRUE(isCourtesy("Спасибо!"));
    for (const QByteArray &file :
         {picture("Content-Disposition: attachment; filename=error.png\r\n", 300),
          picture("Content-Disposition: inline; filename=error.png\r\n", 300),
          QByteArray("Content-Type: message/rfc822\r\n\r\nFrom: a@b.org\r\nSubject: x\r\n\r\nhelp"),
          QByteArray("Content-Type: application/pdf; name=act.pdf\r\n\r\nx")})
        EXPECT_FALSE(prepared(multipart("mixed", {thanks, file})).courtesyOnly) << file.toStdString();
}

TEST(MereThanks, APastedPictureIsMoreThanThanksAndALogoIsNot)
{
    const QByteArray shot =
        picture("Content-ID: <shot@1>\r\nContent-Disposition: inline; filename=image.png\r\n", 50000);
    const QByteArray small =
        picture("Content-ID: <shot@1>\r\nContent-Disposition: inline; filename=image.png\r\n", 4000);
    const QByteArray bare = page("<p>Спасибо!</p><img src=\"cid:shot@1\">");
    const QByteArray signedPage = page("<p>Спасибо!</p><p>С уважением,<br>Ирина</p><img src=\"cid:shot@1\">");
    EXPECT_FALSE(prepared(multipart("related", {bare, shot})).courtesyOnly);
    EXPECT_FALSE(prepared(multipart("related", {bare, small})).courtesyOnly) << "a small window of an error";
    EXPECT_TRUE(prepared(multipart("related", {signedPage, small})).courtesyOnly) << "a signature's logo";
    EXPECT_FALSE(prepared(multipart("related", {signedPage, shot})).courtesyOnly);
    EXPECT_FALSE(
        prepared(kHead + page("<p>Спасибо!</p><img src=\"data:image/png;base64,iVBORw0KGgo=\">")).courtesyOnly);
    // the picture of the mail that is quoted is not his
    EXPECT_TRUE(prepared(multipart("related", {page("<p>Спасибо!</p><blockquote type=cite>See:<img "
                                                    "src=\"cid:shot@1\"></blockquote>"),
                                               shot}))
                    .courtesyOnly);
}

TEST(MereThanks, QuotesAndSignaturesOfManyProgramsAreNotMore)
{
    for (const char *text :
         {"Спасибо!\n\n> Готово.\n",
          "Спасибо!\n\nпн, 2 мар. 2026 г. в 10:15, Shop Support <support@shop.example>:\n\n> Готово.\n",
          "Thanks!\n\nOn Mon, Mar 2, 2026 at 10:15 AM Shop Support Department of the Shop\n<support@shop.example> "
          "wrote:\n\n"
          "> It works now.\n",
          "Thank you very much!\n\nFrom: Shop Support <support@shop.example>\nSent: Monday, March 2, 2026 10:15 AM\n"
          "To: Irina\nSubject: Re: Shop\n\nIt works now. Does it?\n",
          "Спасибо!\n\n-----Original Message-----\nFrom: Shop Support\nSent: Monday\nTo: Irina\nSubject: Re: "
          "Shop\n\nDone.\n",
          "Thanks!\n\nSent from my iPhone", "Спасибо!\n\nОтправлено с iPhone",
          "Спасибо\n\nОтправлено из мобильной Почты Mail.ru", "Thanks\n\nGet Outlook for iOS\n",
          "Спасибо!\n\nС уважением, Ирина", "Спасибо большое!\n\n--\nС уважением,\nИрина Белова",
          "Thanks a lot, all works now.\n\nBest regards,\nIrina Belova\n+7 495 000-00-00", "Спасибо!\nИрина",
          "Спасибо!\n-- \nИрина Белова, директор\n"})
        EXPECT_TRUE(isCourtesy(text)) << text;
}

TEST(MereThanks, InDoubtATicketOpens)
{
    for (const char *text :
         {"Спасибо!\n\nОтправлено с ошибкой, снова", "Спасибо!\n\nОтправлено с iPhone\nно ошибка осталась",
          "Спасибо!\n--\nНо ошибка осталась", "Спасибо!\n\nС уважением, Ирина\nОшибка осталась",
          "Спасибо!\n\nС уважением,\nошибка осталась", "Спасибо!\nОшибка осталась",
          "Thanks!\n\nFrom: MAILER-DAEMON@mx.test\nTo: irina@kunde.test\nSubject: Undelivered\nDate: "
          "Monday\n\nfailed\n",
          "Спасибо\n---------- Forwarded message ---------\nFrom: Oleg <oleg@kunde.test>\nDate: Mon\nSubject: x\nTo: "
          "y\n\nfail\n",
          "> Готово?\nНет\n", "Спасибо!\n> Всё?\nНе всё\n", "> only a quote\n", ""})
        EXPECT_FALSE(isCourtesy(text)) << text;
}

TEST(OurList, WhomItNamesIsTheWriterAndNobodyElsesListIsBelieved)
{
    const auto writer = [](const QByteArray &list, const QByteArray &headers) {
        return prepared("From: \"'Irina' via Support\" <" + list + ">\r\nTo: " + list +
                            "\r\nList-Post: <mailto:" + list + ">\r\n" + headers + "\r\n\r\nHelp\r\n",
                        {QStringLiteral("support@shop.example")})
            .fromAddress;
    };
    const QByteArray original = "X-Original-From: Irina <irina@kunde.test>";
    EXPECT_EQ(writer("support@shop.example", original), QStringLiteral("irina@kunde.test"));
    EXPECT_EQ(writer("support@shop.example", "X-Other: 1"), QStringLiteral("support@shop.example"));
    EXPECT_EQ(writer("x@evil.example", original), QStringLiteral("x@evil.example"));
}

TEST(OurList, MailByAGroupThatIsOurAddressIsAPersons)
{
    const QSet<QString> ours{QStringLiteral("support@shop.example"), QStringLiteral("anna@gmail.com")};
    const auto kind = [&ours](const QByteArray &from, const QByteArray &headers) {
        return prepared("From: " + from + "\r\nTo: support@shop.example\r\nSubject: Help\r\n" + headers +
                            "\r\n\r\nHelp\r\n",
                        ours)
            .autoKind;
    };
    const QByteArray customer = "Irina <irina@kunde.test>";
    const QByteArray group =
        "Precedence: list\r\nList-ID: <support.shop.example>\r\nList-Post: <mailto:support@shop.example>\r\n"
        "List-Unsubscribe: <mailto:x@googlegroups.com>";
    EXPECT_EQ(kind(customer, group), mime::AutoKind::None);
    EXPECT_EQ(kind("\"'Irina' via Support\" <support@shop.example>", group), mime::AutoKind::None);
    EXPECT_EQ(kind(customer, "List-Id: <support.shop.example>"), mime::AutoKind::None);
    EXPECT_EQ(kind(customer, "Mailing-list: list support@shop.example; contact x@shop.example\r\nPrecedence: list"),
              mime::AutoKind::None);
    EXPECT_EQ(kind(customer, "List-Id: <sales.shop.example>"), mime::AutoKind::None) << "another group of ours";
    EXPECT_EQ(kind("noreply@kunde.test", group), mime::AutoKind::Robot);
    EXPECT_EQ(kind(customer, group + "\r\nAuto-Submitted: auto-generated"), mime::AutoKind::Robot);
    // lists that are lists
    EXPECT_EQ(kind("news@shop.example", "List-Id: <news.shop.example>"), mime::AutoKind::List);
    EXPECT_EQ(kind(customer, "List-Id: <dev.lists.test>"), mime::AutoKind::List);
    EXPECT_EQ(kind(customer, "List-Id: <x.evilshop.example>"), mime::AutoKind::List);
    EXPECT_EQ(kind(customer, "List-Id: <friends.gmail.com>"), mime::AutoKind::List) << "anybody's domain is not ours";
    EXPECT_EQ(kind(customer, "Precedence: bulk"), mime::AutoKind::List);
}

TEST(WrittenByUs, WhatAFormSendsByOurOwnMailboxIsACustomers)
{
    const QSet<QString> ours{QStringLiteral("support@desk.example"), QStringLiteral("anna@desk.example")};
    const auto isOurs = [&](const char *from, const char *header, bool isInSent) {
        const QByteArray raw = QByteArray("From: ") + from + "\r\n" + header + "\r\nSubject: x\r\n\r\nx\r\n";
        const PreparedMail mail = prepareMail(raw, mime::parseMessage(raw), ours);
        return isWrittenByUs(mail.fromAddress, QByteArray::fromStdString(mail.people), ours, isInSent);
    };
    const char *const toUs = "To: support@desk.example";
    const char *const form = "To: support@desk.example\r\nReply-To: irina@kunde.example";
    const char *const answer = "To: irina@kunde.example\r\nReply-To: irina@kunde.example";
    for (const bool isInSent : {false, true}) { // a provider files what leaves by it, and hands it out in the inbox
        EXPECT_FALSE(isOurs("support@desk.example", form, isInSent));
        EXPECT_TRUE(isOurs("support@desk.example", answer, isInSent));
        EXPECT_TRUE(isOurs("anna@desk.example", "To: irina@kunde.example", isInSent));
        EXPECT_EQ(isOurs("anna@desk.example", toUs, isInSent), isInSent);
        EXPECT_EQ(isOurs("somebody@else.example", toUs, isInSent), isInSent);
    }
}

TEST(Bounced, AllNamesOfTheMailThatCameBackLeadToIt)
{
    const QByteArray raw =
        "From: MAILER-DAEMON@mx.test\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
        "report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Original-Envelope-Id: t.0a1b.2c3d.4e5f@shop.example\r\n\r\nFinal-Recipient: rfc822; box@backend.test\r\n"
        "Original-Recipient: rfc822; irina@kunde.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: "
        "text/rfc822-headers\r\n\r\nMessage-ID: <rewritten@relay.test>\r\nReferences: "
        "<t.0a1b.0000.1111@shop.example>\r\n "
        "<c1@kunde.test>\r\n--b--\r\n";
    const PreparedMail mail = prepared(raw);
    const auto bounce = readBounce(QByteArray::fromStdString(mail.bounce));
    ASSERT_TRUE(bounce);
    EXPECT_EQ(bounce->originalMessageId, "t.0a1b.2c3d.4e5f@shop.example") << "ours, not what a relay wrote over it";
    EXPECT_EQ(bounce->otherIds, std::vector<QByteArray>{"rewritten@relay.test"});
    EXPECT_EQ(bounce->originalAnswers, (std::vector<QByteArray>{"c1@kunde.test", "t.0a1b.0000.1111@shop.example"}));
    ASSERT_EQ(bounce->recipients.size(), 1U);
    EXPECT_EQ(bounce->recipients.front().key(), QStringLiteral("irina@kunde.test"));
    for (const QByteArray id : {"t.0a1b.2c3d.4e5f@shop.example", "rewritten@relay.test", "c1@kunde.test"})
        EXPECT_TRUE(std::binary_search(mail.namedIds.begin(), mail.namedIds.end(), messageIdHash(id)))
            << id.toStdString();
    const MailHints hints = readHints(QByteArray::fromStdString(mail.hints));
    EXPECT_EQ(hints.ids.size(), 4U);
}
