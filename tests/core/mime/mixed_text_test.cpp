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

TEST(MixedText, AnAlternativeWithoutPlainTextIsReadAsItIs)
{
    const Message message = read(multipart("mixed", {plain("intro"), multipart("alternative", {html("letter")})}));
    EXPECT_EQ(textOf(message), "intro letter");
}
