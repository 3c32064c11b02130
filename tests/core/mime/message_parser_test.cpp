// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/charset_text.h"
#include "core/mime/message_parser.h"
#include "tests/support/expect_result.h"

#include <QRegularExpression>

using namespace otklik::mime;

namespace {

bool has(const Message &message, Defect defect)
{
    return std::find(message.defects.begin(), message.defects.end(), defect) != message.defects.end();
}

QString subjectOf(const QByteArray &value)
{
    return parseMessage("Subject: " + value + "\r\n\r\nx\r\n").subject;
}

QString fileNameOf(const QByteArray &headers)
{
    const Message message =
        parseMessage("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + headers +
                     "\r\n\r\nAAAA\r\n--b--\r\n");
    return message.attachments.empty() ? QString() : message.attachments.front().fileName;
}

QByteArray mixed(const QByteArray &parts)
{
    return "From: a@b.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + parts +
           "--b--\r\n";
}

const QByteArray kHello1251 = QByteArray::fromHex("cff0e8e2e5f22c20ece8f021"); // Привет, мир!
const QByteArray kHelloKoi = QByteArray::fromHex("f0d2c9d7c5d42c20cdc9d221");

} // namespace

TEST(MessageParser, ReadsAnOrdinaryMail)
{
    const Message message =
        parseMessage("From: =?utf-8?B?0JjRgNC40L3QsA==?= <irina@Example.org>\r\n"
                     "To: support@example.com, \"B, C\" <b@example.com>\r\n"
                     "Cc: team: x@example.com, y@example.com;\r\n"
                     "Subject: =?utf-8?Q?=D0=9D=D0=B5=D1=82?=\r\n =?utf-8?Q?_=D0=B4=D0=BE=D1=81?=\r\n"
                     "Date: Mon, 2 Mar 2026 10:00:00 +0300\r\n"
                     "Message-ID: <m1@example.org>\r\nIn-Reply-To: <m0@example.com>\r\n"
                     "References: <r1@example.com>\r\n <m0@example.com>\r\n"
                     "Content-Type: text/plain; charset=utf-8\r\n\r\nHello\r\nthere\r\n");
    ASSERT_EQ(message.from.size(), 1U);
    EXPECT_EQ(message.from[0].name, QStringLiteral("Ирина"));
    EXPECT_EQ(message.from[0].address.toString(), QStringLiteral("irina@example.org"));
    ASSERT_EQ(message.to.size(), 2U);
    EXPECT_EQ(message.to[1].name, QStringLiteral("B, C"));
    EXPECT_EQ(message.cc.size(), 2U);
    EXPECT_EQ(message.subject, QStringLiteral("Нет дос"));
    EXPECT_EQ(message.date.toIso(), QStringLiteral("2026-03-02T07:00:00.000Z"));
    EXPECT_EQ(message.messageId, "m1@example.org");
    EXPECT_EQ(message.references, (std::vector<QByteArray>{"r1@example.com", "m0@example.com"}));
    EXPECT_EQ(message.inReplyTo, std::vector<QByteArray>{"m0@example.com"});
    EXPECT_EQ(message.text, QStringLiteral("Hello\nthere\n"));
    EXPECT_TRUE(message.defects.empty());
    EXPECT_EQ(message.autoKind, AutoKind::None);
}

TEST(MessageParser, RepairsEncodedWords)
{
    EXPECT_EQ(subjectOf("=?utf-8?B?0J/RgNC40LLQtdGC?="), QStringLiteral("Привет"));
    EXPECT_EQ(subjectOf("=?utf-8?B?0J/RgNC40LLQtdGC"), QStringLiteral("Привет")); // no end
    EXPECT_EQ(subjectOf("=?koi8-r?B?8NLJ18XU?="), QStringLiteral("Привет"));
    EXPECT_EQ(subjectOf("=?windows-1251?Q?=CF=F0=E8=E2=E5=F2?="), QStringLiteral("Привет"));
    EXPECT_EQ(subjectOf("=?utf-8?B?0J/RgNC4?==?utf-8?B?0LLQtdGC?="), QStringLiteral("Привет"));      // no space between
    EXPECT_EQ(subjectOf("=?utf-8?B?0J/R?=\r\n =?utf-8?B?gNC40LLQtdGC?="), QStringLiteral("Привет")); // cut in a letter
    EXPECT_EQ(subjectOf("=?utf-8*ru?Q?=D0=94=D0=B0?="), QStringLiteral("Да"));
    EXPECT_EQ(subjectOf("=?utf-8?B?0JTQsDE?="), QStringLiteral("Да1")); // no padding
    EXPECT_EQ(subjectOf("=?iso-8859-1?Q?Fr\xf6sche?="), QStringLiteral("Frösche"));
    EXPECT_EQ(subjectOf("=?UTF-8?B?DQrQn9GA0Lg=?=\r\n =?UTF-8?B?0LLQtdGC?="), QStringLiteral("Привет"));
    EXPECT_EQ(subjectOf("100 =? 200 ?="), QStringLiteral("100 =? 200 ?="));
}

TEST(MessageParser, ReadsRawEightBitHeaders)
{
    EXPECT_EQ(subjectOf("Привет"), QStringLiteral("Привет"));
    EXPECT_EQ(subjectOf(kHello1251), QStringLiteral("Привет, мир!"));
    EXPECT_EQ(subjectOf(kHelloKoi), QStringLiteral("Привет, мир!"));
    const Message message = parseMessage("From: " + kHello1251.left(6) + " <a@b.org>\r\n\r\nx");
    EXPECT_EQ(message.from.at(0).name, QStringLiteral("Привет"));
    EXPECT_TRUE(has(message, Defect::UndeclaredCharset));
}

TEST(CharsetText, FollowsTheLadder)
{
    EXPECT_EQ(decodeText(kHelloKoi, "koi8-r").text, QStringLiteral("Привет, мир!"));
    EXPECT_EQ(decodeText(kHelloKoi, {}).charset, QStringLiteral("koi8-r"));
    EXPECT_EQ(decodeText(kHello1251, {}).charset, QStringLiteral("windows-1251"));
    EXPECT_EQ(decodeText(kHello1251, "iso-8859-1").text,
              QStringLiteral("Ïðèâåò, ìèð!")); // a declaration that fits wins
    EXPECT_EQ(decodeText(kHello1251, "utf-8").text, QStringLiteral("Привет, мир!"));
    EXPECT_TRUE(decodeText(kHello1251, "utf-8").wrong);
    EXPECT_EQ(decodeText(kHello1251, "us-ascii").text, QStringLiteral("Привет, мир!"));
    EXPECT_EQ(decodeText(QStringLiteral("Привет").toUtf8(), "windows-1251").text, QStringLiteral("Привет"));
    EXPECT_EQ(decodeText(QStringLiteral("Привет").toUtf8(), "x-nonsense").text, QStringLiteral("Привет"));
    EXPECT_EQ(decodeText("d\xe9j\xe0 vu, \xe9t\xe9 fran\xe7"
                         "ais",
                         {})
                  .text,
              QStringLiteral("déjà vu, été français"));
    EXPECT_EQ(decodeText("\x1b$B$3$s\x1b(B", {}).text, QStringLiteral("こん"));
    EXPECT_EQ(decodeText("\x93quoted\x94", "iso-8859-1").text, QStringLiteral("“quoted”"));
    EXPECT_EQ(decodeText({}, {}).text, QString());
    EXPECT_EQ(decodeAs(kHelloKoi, "koi8-r"), QStringLiteral("Привет, мир!"));
    EXPECT_EQ(decodeAs(kHelloKoi, "no-such"), QString());
}

TEST(CharsetText, ManyInventedNamesAreNoHarm)
{
    const QByteArray cyrillic = "\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0?";
    for (int i = 0; i < 1000; ++i)
        EXPECT_EQ(decodeText(cyrillic, "x-invented-" + QByteArray::number(i)).text,
                  QStringLiteral("Привет, как дела?"));
}

TEST(MessageParser, TakesTheCharsetOfAPageFromItsHead)
{
    const Message message = parseMessage("Content-Type: text/html\r\n\r\n<html><head><meta http-equiv=\"Content-Type\" "
                                         "content=\"text/html; charset=koi8-r\"></head><body>" +
                                         kHelloKoi + "</body></html>");
    EXPECT_EQ(message.text, QStringLiteral("Привет, мир!"));
    EXPECT_EQ(message.charset, QStringLiteral("koi8-r"));
}

TEST(MessageParser, NamesFilesAsTheirSendersDid)
{
    const QByteArray type = "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n";
    EXPECT_EQ(fileNameOf(type + "Content-Disposition: attachment; filename=\"a b.pdf\""), QStringLiteral("a b.pdf"));
    EXPECT_EQ(fileNameOf(type + "Content-Disposition: attachment; filename*=utf-8''%D0%A1%D1%87%D1%91%D1%82.pdf"),
              QStringLiteral("Счёт.pdf"));
    EXPECT_EQ(fileNameOf(type +
                         "Content-Disposition: attachment;\r\n filename*0*=koi8-r''%F3%DE;\r\n filename*1*=%C5%D4.pdf"),
              QStringLiteral("Счет.pdf"));
    EXPECT_EQ(fileNameOf(type + "Content-Disposition: attachment; filename=\"=?utf-8?B?0KHRh9GR0YI=?=.pdf\""),
              QStringLiteral("Счёт.pdf"));
    EXPECT_EQ(fileNameOf("Content-Type: application/pdf; name=\"x.pdf\"\r\nContent-Disposition: attachment"),
              QStringLiteral("x.pdf"));
    EXPECT_EQ(fileNameOf(type + "Content-Disposition: attachment; filename=\"" + kHello1251.left(6) + ".pdf\""),
              QStringLiteral("Привет.pdf"));
    EXPECT_EQ(fileNameOf(type + "Content-Disposition: attachment; filename=\"" + kHelloKoi.left(6) + ".pdf\""),
              QStringLiteral("Привет.pdf"));
    EXPECT_EQ(fileNameOf(type + "Content-Disposition: attachment; filename=\"..\\..\\boot.ini\""),
              QStringLiteral("boot.ini"));
    EXPECT_EQ(fileNameOf(type + "Content-Disposition: attachment"), QStringLiteral("attachment.pdf"));
}

TEST(MessageParser, ListsFilesAndGivesTheirBytes)
{
    const QByteArray picture(5000, '\x7f');
    const QByteArray raw =
        "From: a@b.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n"
        "--m\r\nContent-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: text/html; "
        "charset=utf-8\r\n\r\n"
        "<p>See <img src=\"cid:pic@1\"></p>\r\n--r\r\nContent-Type: image/png; name=a.png\r\nContent-ID: <pic@1>\r\n"
        "Content-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
        picture.toBase64() +
        "\r\n--r--\r\n--m\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; "
        "filename=t.csv\r\n\r\na,b\r\n--m--\r\n";
    const Message message = parseMessage(raw);
    EXPECT_EQ(message.text, QStringLiteral("See"));
    ASSERT_EQ(message.attachments.size(), 2U);
    EXPECT_TRUE(message.attachments[0].isInline);
    EXPECT_EQ(message.attachments[0].contentId, "pic@1");
    EXPECT_NEAR(double(message.attachments[0].size), 5000, 200);
    EXPECT_FALSE(message.attachments[1].isInline);
    EXPECT_TRUE(message.hasFiles());
    const auto bytes = extractPart(raw, message.attachments[0].part);
    ASSERT_OK(bytes);
    EXPECT_EQ(*bytes, picture);
    const auto byId = extractByContentId(raw, "pic@1");
    ASSERT_OK(byId);
    EXPECT_EQ(*byId, picture);
    EXPECT_ERROR(extractPart(raw, 99), otklik::ErrorCode::NotFound);
    EXPECT_ERROR(extractPart(raw, -1), otklik::ErrorCode::NotFound);
    EXPECT_ERROR(extractByContentId(raw, "other"), otklik::ErrorCode::NotFound);
}

TEST(MessageParser, TakesPastedFilesOutOfTheText)
{
    const QByteArray raw =
        "From: a@b.org\r\n\r\nHere it is:\r\nbegin 644 notes.txt\r\n%:&5L;&\\\r\n`\r\nend\r\nBye, begin 644 is "
        "no file\r\n";
    const Message message = parseMessage(raw);
    EXPECT_EQ(message.text, QStringLiteral("Here it is:\nBye, begin 644 is no file\n"));
    ASSERT_EQ(message.attachments.size(), 1U);
    EXPECT_EQ(message.attachments[0].fileName, QStringLiteral("notes.txt"));
    const auto bytes = extractPart(raw, message.attachments[0].part);
    ASSERT_OK(bytes);
    EXPECT_EQ(*bytes, "hello");
}

TEST(MessageParser, AFileThatBeginsWithDashesStaysWhole)
{
    const QByteArray yaml = "---\r\nru:\r\n" + QByteArray("  key: value of the key\r\n").repeated(9000) + "  end: end";
    ASSERT_GT(yaml.size(), 200000);
    for (const QByteArray &start : {QByteArray(), QByteArray("--\r\n"), QByteArray("--- a/ru.yml\r\n")}) {
        const QByteArray raw = mixed("--b\r\nContent-Type: text/plain\r\n\r\n" + start + yaml +
                                     "\r\n--b\r\nContent-Type: text/yaml; name=ru.yml\r\n"
                                     "Content-Disposition: attachment\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
                                     start + yaml + "\r\n");
        const Message message = parseMessage(raw);
        EXPECT_FALSE(has(message, Defect::HeadersTruncated));
        EXPECT_TRUE(message.text.endsWith(QLatin1String("end: end")));
        ASSERT_EQ(message.attachments.size(), 1U);
        const auto saved = extractPart(raw, message.attachments[0].part);
        ASSERT_OK(saved);
        EXPECT_TRUE(*saved == start + yaml);
    }
}

TEST(MessageParser, OpensAnEncodedMailInsideAMail)
{
    const QByteArray inner = "From: c@d.org\r\nSubject: inside\r\n\r\nInner words\r\n";
    const QByteArray raw = mixed("--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                                 inner.toBase64() + "\r\n");
    const Message message = parseMessage(raw);
    ASSERT_EQ(message.attachments.size(), 1U);
    EXPECT_TRUE(message.attachments[0].fileName.endsWith(QLatin1String(".eml")));
    const auto bytes = extractPart(raw, message.attachments[0].part);
    ASSERT_OK(bytes);
    EXPECT_EQ(parseMessage(*bytes).subject, QStringLiteral("inside"));
    const QByteArray plain = mixed("--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner);
    const auto whole = extractPart(plain, parseMessage(plain).attachments.at(0).part);
    ASSERT_OK(whole);
    EXPECT_EQ(parseMessage(*whole).subject, QStringLiteral("inside"));
}

TEST(MessageParser, ChoosesTheTextOfAlternatives)
{
    const Message message = parseMessage(
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: "
        "text/plain\r\n\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<b>rich</b>\r\n--b\r\nContent-Type: "
        "text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n--b--\r\n");
    EXPECT_EQ(message.text.trimmed(), QStringLiteral("plain"));
    EXPECT_EQ(message.html.trimmed(), QStringLiteral("<b>rich</b>"));
    ASSERT_EQ(message.attachments.size(), 1U);
    EXPECT_EQ(message.attachments[0].fileName, QStringLiteral("attachment.ics"));
}

TEST(MessageParser, JoinsFlowedLines)
{
    const Message message =
        parseMessage("Content-Type: text/plain; format=flowed\r\n\r\nOne \r\ntwo\r\n> quoted \r\n> more\r\n"
                     " From here\r\n-- \r\nMe\r\n");
    EXPECT_EQ(message.text, QStringLiteral("One two\n> quoted more\nFrom here\n-- \nMe\n"));
}

TEST(MessageParser, ReadsWhatIsLeftOfBrokenMail)
{
    EXPECT_EQ(parseMessage("Content-Type: multipart/mixed; boundary=b\r\n\r\nOnly a preamble\r\n").text.trimmed(),
              QStringLiteral("Only a preamble"));
    EXPECT_TRUE(parseMessage("Content-Type: multipart/mixed\r\n\r\nNo boundary\r\n").text.contains(u"No boundary"));
    const Message cut =
        parseMessage("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\ncut he");
    EXPECT_EQ(cut.text, QStringLiteral("cut he"));
    const Message nul = parseMessage(QByteArray("Content-Type: text/plain\r\n\r\nbefore\0after\r\n", 43));
    EXPECT_EQ(nul.text.trimmed(), QStringLiteral("beforeafter"));
    EXPECT_TRUE(has(nul, Defect::NulBytes));
    EXPECT_TRUE(has(parseMessage("Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\nx"),
                    Defect::DuplicateContentType));
    EXPECT_EQ(parseMessage("From: a@b.org\rSubject: mac\r\rold line ends\r").subject, QStringLiteral("mac"));
    EXPECT_EQ(parseMessage("From a@b Mon Mar  2 10:00:00 2026\nSubject: box\n\nx\n").subject, QStringLiteral("box"));
    for (const QByteArray &odd : {QByteArray(), QByteArray("\r\n"), QByteArray("\0", 1), QByteArray("x"),
                                  QByteArray(":"), QByteArray("From:"), QByteArray("\xff\xfe\xfd")}) {
        const Message message = parseMessage(odd);
        EXPECT_TRUE(has(message, Defect::NoFrom) || !message.from.empty());
    }
}

TEST(MessageParser, KeepsWhatIsNoAddressAsItStood)
{
    const Message message = parseMessage("From: Not An Address\r\nTo: undisclosed-recipients:;\r\n\r\nx");
    ASSERT_EQ(message.from.size(), 1U);
    EXPECT_TRUE(message.from[0].address.isEmpty());
    EXPECT_FALSE(message.from[0].raw.isEmpty());
    ASSERT_EQ(parseMessage("From: a@b.org <script@x.org>\r\n\r\n").from.size(), 1U);
}

TEST(MessageParser, KeepsTheNewestReferences)
{
    QByteArray references;
    for (int i = 0; i < 500; ++i)
        references += "<id" + QByteArray::number(i) + "@x.org>\r\n ";
    const Message message = parseMessage("References: " + references + "\r\n\r\nx");
    ASSERT_EQ(message.references.size(), 200U);
    EXPECT_EQ(message.references.back(), "id499@x.org");
}
