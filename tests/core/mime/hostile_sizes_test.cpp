// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Hostile mail at full size, in a thread with the stack of the program's own. That each is read at all is the test; the
// times are printed for people.
#include "core/mime/message_parser.h"
#include "tests/support/expect_result.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <iostream>
#include <memory>

using namespace otklik::mime;

namespace {

Message readInThread(const char *what, const QByteArray &raw)
{
    QElapsedTimer timer;
    timer.start();
    Message message;
    const std::unique_ptr<QThread> thread(QThread::create([&] { message = parseMessage(raw); }));
    thread->setStackSize(8 * 1024 * 1024);
    thread->start();
    thread->wait();
    std::cout << "    " << what << ": " << timer.elapsed() << " ms\n";
    return message;
}

bool has(const Message &message, Defect defect)
{
    return std::find(message.defects.begin(), message.defects.end(), defect) != message.defects.end();
}

QByteArray times(const char *piece, qsizetype count)
{
    return QByteArray(piece).repeated(count);
}

const QByteArray kMultipart = "From: a@b.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";

QByteArray part(const QByteArray &headers, const QByteArray &body = "x")
{
    return "--b\r\n" + headers + "\r\n\r\n" + body + "\r\n";
}

/// Multiparts, with a mail around each if `mails`.
QByteArray nested(int depth, bool mails)
{
    QByteArray raw = "From: a@b.org\r\n";
    for (int i = 0; i < depth; ++i) {
        const QByteArray boundary = "n" + QByteArray::number(i);
        raw += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n";
        if (mails)
            raw += "Content-Type: message/rfc822\r\n\r\nTo: a@b.org\r\n";
    }
    return raw + "\r\nheart\r\n";
}

} // namespace

/// A server hands out up to 256 MB: what stands at the end of such a mail is as whole as its beginning.
TEST(HostileSize, TheLastFileOfALargeMailIsWhole)
{
    const QByteArray last(3 * 1024 * 1024, 'z');
    const QByteArray raw = kMultipart + part("Content-Type: text/plain", "Look:") +
                           part("Content-Type: video/mp4; name=film.mp4", QByteArray(110 * 1024 * 1024, 'y')) +
                           part("Content-Type: application/zip; name=log.zip", last) + "--b--\r\n";
    const Message message = readInThread("a mail of 113 MB", raw);
    EXPECT_FALSE(has(message, Defect::TooLarge));
    ASSERT_EQ(message.attachments.size(), 2U);
    EXPECT_EQ(message.attachments.back().size, last.size());
    const auto extracted = extractPart(raw, message.attachments.back().part);
    ASSERT_OK(extracted);
    EXPECT_TRUE(*extracted == last);
}

TEST(HostileSize, Nesting)
{
    EXPECT_TRUE(has(readInThread("10,000 nested multiparts", nested(10000, false)), Defect::NestingCut));
    EXPECT_TRUE(has(readInThread("100,000 nested multiparts", nested(100000, false)), Defect::NestingCut));
    EXPECT_EQ(readInThread("5,000 mails and multiparts in turn", nested(5000, true)).attachments.size(), 1U);
    const Message mails = readInThread("200,000 nested mails",
                                       "From: a@b.org\r\n" + times("Content-Type: message/rfc822\r\n\r\n", 200000));
    EXPECT_EQ(mails.attachments.size(), 1U);
    const Message parts =
        readInThread("300,000 parts", kMultipart + times("--b\r\nContent-Type: image/png\r\n\r\nx\r\n", 300000));
    EXPECT_TRUE(has(parts, Defect::PartsCut));
    EXPECT_EQ(parts.attachments.size(), 1000U);
}

TEST(HostileSize, PlainTextBesideAPage)
{
    const QByteArray page = part("Content-Type: text/html", "<p>end</p>");
    const Message lines =
        readInThread("18,000,000 lines beside a page",
                     kMultipart + part("Content-Type: text/plain", "x" + times("\n", 18000000) + "x") + page);
    EXPECT_TRUE(lines.html.trimmed().endsWith(QLatin1String("<p>end</p>")));
    const Message blanks =
        readInThread("30 MB of blanks beside 900 pages",
                     kMultipart + part("Content-Type: text/plain") +
                         part("Content-Type: multipart/alternative; boundary=a",
                              "--a\r\nContent-Type: text/plain\r\n\r\n" + times(" ", 30 * 1024 * 1024) + "\r\n" +
                                  times("--a\r\nContent-Type: text/html\r\n\r\n<p>y\r\n", 900)));
    EXPECT_EQ(blanks.html.count(QLatin1String("<p>y")), 900);
}

TEST(HostileSize, Headers)
{
    EXPECT_EQ(readInThread("1,000,000 header lines", times("X-A: b\r\n", 1000000) + "\r\nbody").text,
              QStringLiteral("body"));
    readInThread("1,000,000 header lines in a part", kMultipart + "--b\r\n" + times("X-A: b\r\n", 1000000) + "\r\nx");
    readInThread("1,000,000 recipients' lines in a mail inside",
                 kMultipart + part("Content-Type: message/rfc822", times("To: b\r\n", 1000000)));
    const QByteArray endless(30 * 1024 * 1024, 'a');
    EXPECT_TRUE(has(readInThread("a header of 30 MB", "X: " + endless + "\r\n\r\nb"), Defect::HeadersTruncated));
    readInThread("a header of 30 MB and no more", "X: " + endless);
    const Message named = readInThread("a name of 30 MB", kMultipart + part("Content-Type: a/b; name=" + endless));
    ASSERT_EQ(named.attachments.size(), 1U);
    EXPECT_LE(named.attachments[0].fileName.size(), 120);
    EXPECT_TRUE(has(named, Defect::HeadersTruncated));
    const Message inside =
        readInThread("a header of 30 MB in a mail inside",
                     kMultipart + part("Content-Type: message/rfc822", "X: " + endless + "\r\n\r\nb"));
    EXPECT_TRUE(has(inside, Defect::HeadersTruncated));
    for (const char *declared : {"boundary=b", "Boundary = \"b\"", "boundary=b ; x=y", "boundary=\"\\b \"",
                                 "boundary*=us-ascii''b", "boundary*0=b", "boundary (of parts)=b",
                                 "boundary= (of parts) b", "boundary=\"=?us-ascii?q?b?=\"", "boundary=\"b"}) {
        const QByteArray type = "Content-Type: multipart/mixed; " + QByteArray(declared) + "\r\n\r\n";
        EXPECT_TRUE(has(readInThread(declared, type + part("X: " + endless)), Defect::HeadersTruncated)) << declared;
    }
    EXPECT_TRUE(has(readInThread("behind a line that is no header",
                                 "From: a@b.org\r\nno header\r\nContent-Type: multipart/mixed;\r\n boundary=b\r\n\r\n" +
                                     part("X: " + endless)),
                    Defect::HeadersTruncated));
    const QByteArray words = "note: " + QByteArray(200000, 'a');
    const Message text = readInThread("a long line of text", kMultipart + part("X-A: b", words + "\r\n\r\n" + words));
    EXPECT_EQ(text.text.count(QLatin1Char('a')), 400000);
    EXPECT_FALSE(has(text, Defect::HeadersTruncated));
    readInThread("100,000 words", "Subject: " + times("=?utf-8?Q?=D0=90?= ", 100000) + "\r\n\r\nb");
    readInThread("100,000 words in a name", "From: " + times("=?utf-8?Q?=D0=90?= ", 100000) + "<a@b.c>\r\n\r\nb");
    const Message answers =
        readInThread("200,000 references", "References: " + times("<a@b.org>\r\n ", 200000) + "\r\n\r\nb");
    EXPECT_LE(answers.references.size(), 200U);
    QByteArray pieces = "Content-Disposition: attachment";
    for (int i = 0; i < 200000; ++i)
        pieces += ";\r\n filename*" + QByteArray::number(i) + "*=%41";
    readInThread("a name in 200,000 pieces", kMultipart + part(pieces));
}

TEST(HostileSize, Addresses)
{
    const QByteArray groups = times("a:", 100000);
    const QByteArray comments = times("(", 200000);
    EXPECT_TRUE(has(readInThread("100,000 nested groups", "To: " + groups + "\r\n\r\nb"), Defect::AddressesCut));
    EXPECT_TRUE(has(readInThread("200,000 nested comments", "To: " + comments + "\r\n\r\nb"), Defect::AddressesCut));
    for (const char *name :
         {"From", "Sender", "Reply-To", "Cc", "Bcc", "Resent-To", "Return-Path", "X-Failed-Recipients", "Date",
          "Message-ID", "References", "Content-Type", "Content-Disposition"})
        for (const QByteArray &nest : {groups, comments})
            readInThread(name, name + (": " + nest) + "\r\n\r\nb");
    for (const QByteArray &nest : {groups, comments}) {
        const QByteArray mail = "To: " + nest + "\r\n\r\nb";
        readInThread("in a mail inside", kMultipart + part("Content-Type: message/rfc822", mail));
        readInThread("in an encoded mail inside",
                     kMultipart +
                         part("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64", mail.toBase64()));
        readInThread("in a daemon's words",
                     "From: mailer-daemon@b.org\r\nX-Failed-Recipients: " + nest.left(60000) + "\r\n\r\nb");
    }
}

TEST(HostileSize, Contents)
{
    const QByteArray base64 =
        times("QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB\r\n", 700000);
    ASSERT_GT(base64.size(), 50 * 1024 * 1024);
    const QByteArray attached =
        kMultipart + part("Content-Type: a/b; name=x\r\nContent-Transfer-Encoding: base64", base64) + "--b--\r\n";
    const Message large = readInThread("an attachment of 50 MB", attached);
    ASSERT_EQ(large.attachments.size(), 1U);
    const auto bytes = extractPart(attached, large.attachments[0].part);
    ASSERT_OK(bytes);
    EXPECT_EQ(bytes->size(), 700000 * 57);
    EXPECT_EQ(readInThread("a text of 50 MB", "Content-Transfer-Encoding: base64\r\n\r\n" + base64).text.size(),
              700000 * 57);
    readInThread("flowed lines", "Content-Type: text/plain; format=flowed\r\n\r\n" + times("aaaa \r\n", 3000000));
    readInThread("flowed quotes of quotes", "Content-Type: text/plain; format=flowed\r\n\r\n" +
                                                (QByteArray(100000, '>') + " a\r\n").repeated(100));
    readInThread("beginnings of pasted files", "From: a@b\r\n\r\n" + times("begin 644 a\nM\n", 1000000));
    readInThread("a page of 20 MB", "Content-Type: text/html\r\n\r\n" + times("<b>x<i>", 3000000));
    readInThread("1,000 pages", kMultipart + part("Content-Type: text/html", times("<div><b>x", 5000)).repeated(1000));
    readInThread("NUL", "From: a@b\r\n\r\n" + QByteArray(1024 * 1024, '\0'));
    const Message nothing = readInThread("nothing", {});
    EXPECT_TRUE(nothing.text.isEmpty());
    EXPECT_TRUE(has(nothing, Defect::NoFrom));
}

TEST(HostileSize, Reports)
{
    const QByteArray report =
        "From: mailer-daemon@b.org\r\nSubject: delivery failure\r\nContent-Type: multipart/report; "
        "report-type=delivery-status; boundary=b\r\n\r\n";
    const Message many =
        readInThread("a report of 1,000,000 people",
                     report + part("Content-Type: message/delivery-status",
                                   times("Final-Recipient: rfc822;a@b\r\nAction: failed\r\n\r\n", 1000000)));
    ASSERT_TRUE(many.bounce);
    EXPECT_LE(many.bounce->recipients.size(), 200U);
    readInThread("a diagnosis of 1,000,000 lines",
                 report + part("Content-Type: message/delivery-status",
                               "Final-Recipient: rfc822;a@b\r\nDiagnostic-Code: a\r\n" + times("  b\r\n", 1000000)));
    readInThread("addresses that run into each other",
                 "From: mailer-daemon@b.org\r\nSubject: delivery failure\r\n\r\n" + times("a@b a.a.a-a+a@", 2000000));
}
