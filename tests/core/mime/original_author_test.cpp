// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/original_author.h"

#include "core/mime/message_parser.h"

#include <gtest/gtest.h>

using namespace otklik::mime;

namespace {

std::string shown(const std::optional<Mailbox> &author)
{
    return author ? (author->name + QLatin1Char('|') + author->address.toString()).toStdString() : "nobody";
}

std::string authorOf(const char *text)
{
    return shown(forwardedAuthor(QString::fromUtf8(text)));
}

Message parsed(const QByteArray &raw)
{
    return parseMessage(raw);
}

} // namespace

TEST(ForwardedAuthor, IsFoundInTheFormsOfManyPrograms)
{
    const std::string irina = "Irina Belova|irina@kunde.test";
    EXPECT_EQ(authorOf("Please look.\n\n---------- Forwarded message ---------\nFrom: Irina Belova <irina@kunde.test>\n"
                       "Date: Thu, 12 Mar 2026 at 10:15\nSubject: Shop\nTo: Anna <anna@desk.test>\n\n\nIt is down.\n"),
              irina)
        << "Gmail";
    EXPECT_EQ(
        authorOf("---------- Forwarded message ---------\nОт: *Irina Belova* <irina@kunde.test>\nDate: чт, 12 мар. "
                 "2026 г. в 10:15\nSubject: Shop\nTo: <anna@desk.test>\n\nНе работает.\n"),
        irina)
        << "Gmail, Russian";
    EXPECT_EQ(authorOf("From: Irina Belova <irina@kunde.test>\nSent: Thursday, March 12, 2026 10:15 AM\nTo: Anna\n"
                       "Subject: Shop\n\nIt is down.\n"),
              irina)
        << "Outlook";
    EXPECT_EQ(
        authorOf("________________________________\nОт: Irina Belova [mailto:irina@kunde.test]\nОтправлено: 12 марта "
                 "2026 г. 10:15\nКому: Anna\nТема: Shop\n\nНе работает.\n"),
        irina)
        << "Outlook, Russian";
    EXPECT_EQ(authorOf("Von: Irina Belova <irina@kunde.test>\nGesendet: Donnerstag, 12. März 2026 10:15\nAn: Anna\n"
                       "Betreff: Shop\n\nGeht nicht.\n"),
              irina)
        << "Outlook, German";
    EXPECT_EQ(
        authorOf("Begin forwarded message:\n\n> From: Irina Belova <irina@kunde.test>\n> Subject: Shop\n> Date: 12 "
                 "March 2026 at 10:15:00 CET\n> To: anna@desk.test\n> \n> It is down.\n"),
        irina)
        << "Apple Mail";
    EXPECT_EQ(
        authorOf("Начало переадресованного сообщения:\n\nОт: Irina Belova <irina@kunde.test>\nТема: Shop\nДата: 12 "
                 "марта 2026 г.\nКому: anna@desk.test\n\nНе работает.\n"),
        irina)
        << "Apple Mail, Russian";
    EXPECT_EQ(authorOf("-------- Forwarded Message --------\nSubject: \tShop\nDate: \tThu, 12 Mar 2026 10:15:00 +0100\n"
                       "From: \tIrina Belova <irina@kunde.test>\nTo: \tanna@desk.test\n\nIt is down.\n"),
              irina)
        << "Thunderbird";
    EXPECT_EQ(authorOf("-------- Перенаправленное сообщение --------\nТема: \tShop\nДата: \tThu, 12 Mar 2026\nОт: "
                       "\tIrina Belova <irina@kunde.test>\nКому: \tanna@desk.test\n\nНе работает.\n"),
              irina)
        << "Thunderbird, Russian";
    EXPECT_EQ(authorOf("\n\n-------- Пересылаемое сообщение --------\n12.03.2026, 10:15, \"Irina Belova\" "
                       "<irina@kunde.test>:\n\nНе работает.\n\n-------- Конец пересылаемого сообщения --------\n"),
              irina)
        << "Yandex";
    EXPECT_EQ(authorOf("-------- Пересылаемое сообщение --------\nОт кого: Irina Belova <irina@kunde.test>\nКому: Anna "
                       "<anna@desk.test>\nДата: Четверг, 12 марта 2026, 10:15 +03:00\nТема: Shop\n\nНе работает.\n"),
              irina)
        << "Mail.ru";
    EXPECT_EQ(
        authorOf("Look at this.\n\n---------- Forwarded message ----------\nFrom: Irina Belova "
                 "<irina@kunde.test>\nDate: 2026-03-12 10:15 +0100\nTo: x@desk.test\nSubject: Shop\n\nIt is down\n"),
        irina)
        << "this program";
    EXPECT_EQ(
        authorOf("---------- Forwarded message ---------\nFrom: <irina@kunde.test>\nDate: x\nSubject: y\nTo: z\n"),
        "|irina@kunde.test");
    EXPECT_EQ(authorOf("---------- Forwarded message ---------\nFrom: Irina Belova\n <irina@kunde.test>\nDate: x\n"),
              irina)
        << "wrapped";
}

TEST(ForwardedAuthor, IsNobodyWhereNothingIsForwarded)
{
    EXPECT_EQ(authorOf("Hello,\nI am from: Berlin, write to me@kunde.test\n"), "nobody");
    EXPECT_EQ(authorOf("On 12 March 2026 Irina <irina@kunde.test> wrote:\n> It is down\n"), "nobody");
    EXPECT_EQ(authorOf("---------- Forwarded message ---------\nFrom: Irina\nDate: x\nSubject: y\n"), "nobody");
    EXPECT_EQ(authorOf(""), "nobody");
}

TEST(ForwardedAuthor, IsReadFromAnAttachedMail)
{
    const QByteArray raw =
        "From: anna@desk.test\r\nTo: support@desk.test\r\nSubject: for you\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nPlease look.\r\n"
        "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: =?utf-8?q?Irina_Belova?= <irina@kunde.test>\r\n"
        "Subject: Shop\r\n\r\nIt is down.\r\n--b--\r\n";
    EXPECT_EQ(shown(attachedAuthor(raw, parsed(raw))), "Irina Belova|irina@kunde.test");
    EXPECT_EQ(shown(attachedAuthor("From: a@b.test\r\n\r\nx", parsed("From: a@b.test\r\n\r\nx"))), "nobody");
}

TEST(FormAuthor, IsWhoReplyToNamesElseTheLabelledLine)
{
    const QByteArray head = "From: Shop <wordpress@shop.test>\r\nContent-Type: text/plain; charset=utf-8\r\n";
    EXPECT_EQ(shown(formAuthor(parsed(head + "Reply-To: Irina Belova <irina@kunde.test>\r\n\r\nEmail: x@y.test\r\n"))),
              "Irina Belova|irina@kunde.test");
    EXPECT_EQ(shown(formAuthor(parsed(head + "Reply-To: irina@kunde.test\r\n\r\nИмя: Ирина Белова\r\nТелефон: 1\r\n"))),
              "Ирина Белова|irina@kunde.test");
    EXPECT_EQ(shown(formAuthor(parsed(head + "Reply-To: wordpress@shop.test\r\n\r\nName: Irina Belova\r\nE-mail: "
                                             "irina@kunde.test\r\nMessage: write to other@kunde.test\r\n"))),
              "Irina Belova|irina@kunde.test");
    EXPECT_EQ(shown(formAuthor(parsed(head + "\r\nПочта:\r\nirina@kunde.test\r\n"))), "|irina@kunde.test");
    EXPECT_EQ(shown(formAuthor(parsed(head + "\r\n*Ваш e-mail*: irina@kunde.test\r\n"))), "|irina@kunde.test");
    EXPECT_EQ(shown(formAuthor(parsed(head + "\r\nMy mail irina@kunde.test\r\n"))), "nobody");
    EXPECT_EQ(shown(formAuthor(parsed(head + "\r\nEmail: wordpress@shop.test\r\n"))), "nobody");
}

TEST(OwnWords, AreNeitherQuotesNorSignature)
{
    EXPECT_TRUE(hasOwnWords(QStringLiteral("New question\n\n> old\n")));
    EXPECT_FALSE(hasOwnWords(QStringLiteral("> old\n> words\n")));
    EXPECT_FALSE(hasOwnWords(QStringLiteral("\n-- \nIrina\n")));
    EXPECT_FALSE(hasOwnWords(QString()));
}
