// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Mails whose words stand in several parts: each is read once and shown once.
#include "core/mime/html_text.h"
#include "core/mime/message_parser.h"
#include "tests/support/expect_result.h"

#include <algorithm>

using namespace otklik::mime;

namespace {

/// A multipart as a part; each level has a boundary of its own.
QByteArray multipart(const QByteArray &kind, const QByteArrayList &parts)
{
    static int number = 0;
    const QByteArray boundary = "b" + QByteArray::number(++number);
    QByteArray all = "Content-Type: multipart/" + kind + "; boundary=" + boundary + "\r\n\r\n";
    for (const QByteArray &part : parts)
        all += "--" + boundary + "\r\n" + part + "\r\n";
    return all + "--" + boundary + "--\r\n";
}

QByteArray plain(const QByteArray &words)
{
    return "Content-Type: text/plain; charset=utf-8\r\n\r\n" + words;
}

QByteArray html(const QByteArray &words)
{
    return "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>" + words + "</p></body></html>";
}

const QByteArray kFile = "Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: inline\r\n\r\nx";
const QByteArray kNothing = "Content-Type: text/html\r\n\r\n";
const QByteArray kPicture = "Content-Type: image/jpeg\r\nContent-Disposition: inline; filename=a.jpg\r\n\r\nx";

Message read(const QByteArray &part)
{
    return parseMessage("From: a@b.org\r\nMIME-Version: 1.0\r\n" + part);
}

/// What is read, line by line.
std::string textOf(const Message &message)
{
    return message.text.simplified().toStdString();
}

} // namespace

TEST(MixedText, TheAlternativeOfAppleMailIsReadOnce)
{
    const Message message =
        read(multipart("alternative", {plain("letter end"), multipart("mixed", {html("letter"), kFile, html("end")})}));
    EXPECT_EQ(textOf(message), "letter end");
    EXPECT_EQ(htmlToText(message.html).simplified(), QStringLiteral("letter end"));
    EXPECT_EQ(message.attachments.size(), 1U);
    const Message related = read(multipart(
        "alternative", {plain("letter"), multipart("mixed", {multipart("related", {html("letter"), kPicture})})}));
    EXPECT_EQ(textOf(related), "letter");
    const Message outside = read(multipart("mixed", {multipart("alternative", {plain("letter"), html("letter")}),
                                                     multipart("related", {html("footer"), kPicture})}));
    EXPECT_EQ(textOf(outside), "letter footer");
}

TEST(MixedText, PlainTextBesideHtmlIsShown)
{
    const Message message =
        read(multipart("mixed", {plain("Dear all,\r\n\r\n1 < 2  https://a.b/?c&d\r\n"), kPicture, html("disclaimer")}));
    EXPECT_EQ(textOf(message), "Dear all, 1 < 2 https://a.b/?c&d disclaimer");
    EXPECT_TRUE(
        message.html.contains(QLatin1String("Dear all,<br><br>1 &lt; 2&nbsp; <a href=\"https://a.b/?c&amp;d\">")))
        << message.html.toStdString();
    EXPECT_EQ(htmlToText(message.html), QStringLiteral("Dear all,\n\n1 < 2 https://a.b/?c&d\n\ndisclaimer"));
    const Message alone = read(multipart("mixed", {plain("1 < 2"), kPicture, plain("end")}));
    EXPECT_EQ(alone.text, QStringLiteral("1 < 2\nend"));
    EXPECT_TRUE(alone.html.isEmpty());
    EXPECT_TRUE(read(multipart("mixed", {plain("words"), kNothing})).html.isEmpty()) << "a page of nothing";
}

TEST(MixedText, AFooterDoesNotHideTheLetter)
{
    const Message message = read(multipart("mixed", {html("letter"), plain("-- \r\nfooter")}));
    EXPECT_EQ(message.text, QStringLiteral("letter\n-- \nfooter"));
    EXPECT_EQ(htmlToText(message.html), QStringLiteral("letter\n\n--\nfooter"));
    const Message related =
        read(multipart("mixed", {multipart("related", {html("letter"), kPicture}), plain("footer")}));
    EXPECT_EQ(related.text, QStringLiteral("letter\nfooter"));
    EXPECT_EQ(htmlToText(related.html).simplified(), QStringLiteral("letter footer"));
}

TEST(MixedText, EachTextOfManyFormsStandsOnce)
{
    const QByteArray flat = multipart("alternative", {plain("letter"), html("letter")});
    const QByteArray pictures =
        multipart("alternative", {plain("letter"), multipart("related", {html("letter"), kPicture})});
    const QByteArray turned = multipart("alternative", {html("letter"), plain("letter")});
    const QByteArray deep = multipart("alternative", {plain("letter"), multipart("mixed", {kFile, html("letter")})});
    const QByteArray within =
        multipart("related", {multipart("alternative", {plain("letter"), html("letter")}), kPicture});
    const QByteArray silent = multipart("alternative", {plain(" \r\n"), html("letter")});
    const QByteArray pageless = multipart("alternative", {plain("letter"), kNothing});
    for (const QByteArray &letter : {flat, pictures, turned, deep, within, silent}) {
        const Message alone = read(letter);
        EXPECT_EQ(textOf(alone), "letter") << letter.toStdString();
        EXPECT_EQ(htmlToText(alone.html), QStringLiteral("letter")) << letter.toStdString();
    }
    for (const QByteArray &letter : {flat, pictures, turned, deep, within, silent, pageless}) {
        const Message before = read(multipart("mixed", {plain("header"), letter, html("footer")}));
        EXPECT_EQ(textOf(before), "header letter footer") << letter.toStdString();
        EXPECT_EQ(htmlToText(before.html).simplified(), QStringLiteral("header letter footer")) << letter.toStdString();
    }
    const Message footer = read(multipart("mixed", {flat, plain("footer")}));
    EXPECT_EQ(textOf(footer), "letter footer");
    EXPECT_EQ(htmlToText(footer.html).simplified(), QStringLiteral("letter footer"));
    const Message inside = read(
        multipart("alternative", {plain("letter"), multipart("mixed", {html("letter"), plain("more of the page")})}));
    EXPECT_EQ(htmlToText(inside.html).simplified(), QStringLiteral("letter more of the page"));
    EXPECT_EQ(textOf(inside), "letter more of the page");
}

TEST(MixedText, AnAlternativeWithoutPlainTextIsReadAsItIs)
{
    const Message message = read(multipart("mixed", {plain("intro"), multipart("alternative", {html("letter")})}));
    EXPECT_EQ(textOf(message), "intro letter");
}

TEST(MixedText, PartsBehindAWrongBoundaryAreShownAsTheyStand)
{
    const QByteArray words =
        "--B\r\nContent-Type: text/plain\r\n\r\nThe shop is down\r\n--B\r\nContent-Type: text/html\r\n\r\n<p>The shop "
        "is down</p>\r\n--B--";
    for (const QByteArray type :
         {"Content-Type: multipart/alternative; boundary=A\r\n\r\n", "Content-Type: multipart/alternative\r\n\r\n",
          "Content-Type: multipart/alternative; boundary=A\r\n\r\n--A--\r\n"}) {
        const QByteArray raw = "From: a@b.org\r\nMIME-Version: 1.0\r\n" + multipart("mixed", {type + words, kFile});
        const Message message = parseMessage(raw);
        EXPECT_TRUE(message.text.contains(QLatin1String("The shop is down"))) << type.toStdString();
        EXPECT_TRUE(message.html.isEmpty());
        EXPECT_EQ(std::count(message.defects.begin(), message.defects.end(), Defect::MissingBoundary), 1)
            << type.toStdString();
        ASSERT_EQ(message.attachments.size(), 1U);
        const auto file = extractPart(raw, message.attachments[0].part);
        ASSERT_OK(file);
        EXPECT_EQ(*file, "x");
    }
    const Message page =
        read(multipart("mixed", {"Content-Type: multipart/alternative; boundary=A\r\n\r\n" + words, html("footer")}));
    EXPECT_TRUE(htmlToText(page.html).contains(QLatin1String("The shop is down")));
    const Message cyrillic =
        read(multipart("mixed", {"Content-Type: multipart/mixed; boundary=A\r\n\r\n" +
                                     QByteArray::fromHex("cff0e8e2e5f22c20ece8f021"), // windows-1251
                                 kFile}));
    EXPECT_EQ(cyrillic.text, QStringLiteral("Привет, мир!"));
    // Where an alternative of it can be read, nobody wants to see how it is packed.
    const QByteArray broken = "Content-Type: multipart/related; boundary=A\r\n\r\n" + words;
    for (const QByteArrayList &parts :
         {QByteArrayList{plain("letter"), broken}, QByteArrayList{broken, plain("letter")}}) {
        const Message letter = read(multipart("alternative", parts));
        EXPECT_EQ(letter.text.simplified(), QStringLiteral("letter"));
        EXPECT_TRUE(letter.html.isEmpty());
    }
    const Message web = read(multipart("alternative", {broken, html("letter")}));
    EXPECT_EQ(htmlToText(web.html).simplified(), QStringLiteral("letter"));
    EXPECT_FALSE(web.text.contains(QLatin1String("--B"))) << web.text.toStdString();
    const Message blank = read(multipart("alternative", {plain(" "), broken}));
    EXPECT_TRUE(blank.text.contains(QLatin1String("The shop is down")));
    const Message empty = read(multipart("mixed", {"Content-Type: multipart/mixed; boundary=A\r\n\r\n--A--", kFile}));
    EXPECT_TRUE(empty.text.isEmpty());
    EXPECT_EQ(empty.attachments.size(), 1U);
}
