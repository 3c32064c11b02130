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

PreparedMail prepared(const QByteArray &raw)
{
    return prepareMail(raw, mime::parseMessage(raw));
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
