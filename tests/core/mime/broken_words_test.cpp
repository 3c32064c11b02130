// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Headers, names and texts as real programs break them (RFC 7103).
#include "core/mime/charset_text.h"
#include "core/mime/message_parser.h"
#include "core/mime/text_part.h"
#include "tests/support/expect_result.h"

using namespace otklik::mime;

namespace {

QString subjectOf(const QByteArray &value)
{
    return parseMessage("Subject: " + value + "\r\n\r\nx\r\n").subject;
}

Mailbox senderOf(const QByteArray &value)
{
    const Message message = parseMessage("From: " + value + "\r\n\r\nx\r\n");
    return message.from.empty() ? Mailbox() : message.from.front();
}

QString nameOf(const QByteArray &parameters)
{
    const Message message =
        parseMessage("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: "
                     "application/pdf\r\nContent-Disposition: attachment;\r\n " +
                     parameters + "\r\n\r\nAAAA\r\n--b--\r\n");
    return message.attachments.empty() ? QString() : message.attachments.front().fileName;
}

} // namespace

TEST(BrokenWords, InSubjects)
{
    const QString hello = QStringLiteral("Привет, мир");
    EXPECT_EQ(subjectOf("=?utf-8?B?0J/RgNC40LLQtdGCLCDQvNC40YA?="), hello);                   // no padding
    EXPECT_EQ(subjectOf("=?utf-8?B?0J/RgNC40LLQtdGCLCDQvNC40YA="), hello);                    // no "?="
    EXPECT_EQ(subjectOf("=?utf-8?B?0J/RgNC40LLQtdGCLCDQvNC40YA=?"), hello);                   // half of it
    EXPECT_EQ(subjectOf("=?UTF-8?B?0J/RgNC40LLQ?=\r\n =?utf-8?B?tdGCLCDQvNC40YA=?="), hello); // in a character
    EXPECT_EQ(subjectOf("=?utf-8?Q?=D0=9F=D1=80=D0=B8=D0?= =?utf-8?Q?=B2=D0=B5=D1=82=2C_=D0=BC=D0=B8=D1=80?="), hello);
    EXPECT_EQ(subjectOf("=?utf-8?B?0J/RgNC40LLQtdGCLA?= =?utf-8?Q?_=D0=BC=D0=B8=D1=80?="), hello);       // both ways
    EXPECT_EQ(subjectOf("=?utf-8?Q?=D0=9F=D1=80=D0=B8=D0=B2=D0=B5=D1=82, =D0=BC=D0=B8=D1=80?="), hello); // raw blank
    EXPECT_EQ(subjectOf("=?utf-8?B?0J/RgNC40LLQ\r\n =?utf-8?B?tdGCLCDQvNC40YA=?="), hello); // the first has no end
    EXPECT_EQ(subjectOf("Re:=?utf-8?B?0J/RgNC40LLQtdGC?=,=?utf-8?B?INC80LjRgA==?="), QStringLiteral("Re:Привет, мир"));
    EXPECT_EQ(subjectOf("\"=?utf-8?B?0J/RgNC40LLQtdGC?=\""), QStringLiteral("\"Привет\""));
    EXPECT_EQ(subjectOf("=?windows-1251?B?z/Do4uXy?= =?koi8-r?B?LCDNydI=?="), hello);
    EXPECT_EQ(subjectOf("=?x-unknown?B?z/Do4uXyLCDs6PA=?="), hello);
    EXPECT_EQ(subjectOf("=?gb2312?B?1tDOxMTaXsDpqEA=?=").left(3), QStringLiteral("中文内"));
    EXPECT_EQ(subjectOf("=?utf-8?X?abc?= =?utf-8?B?0J/RgNC4?="), QStringLiteral("=?utf-8?X?abc?= При"));
    EXPECT_EQ(subjectOf("=?utf-8?B?"
                        "?="),
              QString());
}

TEST(BrokenWords, AreReadInTimeThatGrowsWithThem)
{
    // None has an end, and none may look for it to the end of the header. (Headers are cut at 64 kB before.)
    for (const char *word : {"=?a?Q?x", "=?a?B?!", "=?a?Q?<", "=?a?Q", "=?"}) {
        const QByteArray repaired = repairWords(QByteArray(word).repeated(512 * 1024 / int(qstrlen(word))));
        EXPECT_LE(repaired.size(), 4 * 1024 * 1024) << word;
    }
}

TEST(BrokenWords, InSenders)
{
    for (const char *from :
         {"=?utf-8?B?0J/RgNC40LLQtdGC?= <a@b.org>", "\"=?utf-8?B?0J/RgNC40LLQtdGC?=\" <a@b.org>",
          "=?utf-8?B?0J/RgNC40LLQtdGC <a@b.org>", "=?utf-8?B?0J/RgNC40LLQtdGC?=<a@b.org>",
          "\"=?utf-8?B?0J/RgNC40LLQtdGC?= \"<a@b.org>", "=?utf-8?Q?=D0=9F=D1=80=D0=B8=D0=B2=D0=B5=D1=82 <a@b.org>",
          "'=?utf-8?B?0J/RgNC40LLQtdGC?=' <a@b.org>"}) {
        const Mailbox sender = senderOf(from);
        EXPECT_EQ(sender.address.toString(), QStringLiteral("a@b.org")) << from;
        EXPECT_TRUE(sender.name == QStringLiteral("Привет") || sender.name == QStringLiteral("'Привет'"))
            << from << " gave " << sender.name.toStdString();
    }
    // what is decoded is a name, never an address or a second person
    const Mailbox sly = senderOf("=?utf-8?Q?boss@our.example=2C_x_<c@d.org>?= <a@b.org>");
    EXPECT_EQ(sly.address.toString(), QStringLiteral("a@b.org"));
    EXPECT_EQ(parseMessage("To: =?utf-8?Q?A=2C_B?= <a@b.org>, c@d.org\r\n\r\n").to.size(), 2U);
}

TEST(BrokenWords, InFileNames)
{
    const QString bill = QStringLiteral("Счёт.pdf");
    EXPECT_EQ(nameOf("filename*=utf-8''%D0%A1%D1%87%D1%91%D1%82.pdf"), bill);
    EXPECT_EQ(nameOf("filename*=\"utf-8''%D0%A1%D1%87%D1%91%D1%82.pdf\""), bill);
    EXPECT_EQ(nameOf("filename*=%D0%A1%D1%87%D1%91%D1%82.pdf"), bill);
    EXPECT_EQ(nameOf("filename*0*=utf-8''%D0%A1%D1%87;\r\n filename*1*=%D1%91%D1%82;\r\n filename*2=.pdf"), bill);
    EXPECT_EQ(nameOf("filename*1*=%D1%91%D1%82.pdf;\r\n filename*0*=utf-8''%D0%A1%D1%87"), bill); // out of order
    EXPECT_EQ(nameOf("filename*0*=utf-8''%D0%A1%D1%87%D1;\r\n filename*1*=%91%D1%82.pdf"), bill); // in a character
    EXPECT_EQ(nameOf("filename*0=\"=?utf-8?B?0KHRh9GR\";\r\n filename*1=\"0YIucGRm?=\""), bill);  // 2047 in 2231
    EXPECT_EQ(nameOf("filename*=utf-8''=?utf-8?B?0KHRh9GR0YIucGRm?="), bill);
    EXPECT_EQ(nameOf("filename==?utf-8?B?0KHRh9GR0YIucGRm?="), bill); // no quotes
    EXPECT_EQ(nameOf("filename=\"=?utf-8?B?0KHRh9GR?=\r\n =?utf-8?B?0YIucGRm?=\""), bill);
    EXPECT_EQ(nameOf("filename=%D0%A1%D1%87%D1%91%D1%82.pdf"), bill); // encoded as in an address of the web
    EXPECT_EQ(nameOf("filename=\"100%25 sure.pdf\""), QStringLiteral("100%25 sure.pdf"));
    EXPECT_EQ(nameOf("filename*=windows-1251''%D1%F7%E5%F2.pdf"), QStringLiteral("Счет.pdf"));
    EXPECT_EQ(nameOf("filename=plain.pdf; filename*=utf-8''%D0%A1%D1%87%D1%91%D1%82.pdf"), bill); // RFC 6266 §4.3
    EXPECT_EQ(nameOf("filename*=utf-8''%D0%A1%D1%87%D1%91%D1%82.pdf; filename=plain.pdf"), bill);
    EXPECT_TRUE(nameOf("filename*=utf-8''a%00.exe").contains(QLatin1String("exe")));
}

TEST(CharsetLadder, NamesThatMeanMore)
{
    EXPECT_EQ(decodeText(QByteArray::fromHex("e946"), "gb2312").text,
              decodeText(QByteArray::fromHex("e946"), "gb18030").text);
    EXPECT_EQ(decodeText(QByteArray::fromHex("8c63"), "ks_c_5601-1987").text, QStringLiteral("똠"));
    EXPECT_EQ(decodeText("\x80 5", "iso-8859-1").text, QStringLiteral("€ 5"));
    EXPECT_EQ(decodeText("\x80 5", "iso8859-1").text, QStringLiteral("€ 5"));
    EXPECT_EQ(decodeText("\x80 5", "latin-1").text, QStringLiteral("€ 5"));
    EXPECT_EQ(decodeText("caf\xe9", "ansi_x3.4-1968").text, QStringLiteral("café"));
    EXPECT_EQ(decodeText("caf\xe9 \x85", "cp1252").text, QStringLiteral("café …"));
    EXPECT_EQ(decodeText(QByteArray::fromHex("cff0e8"), "cp-1251").text, QStringLiteral("При"));
    EXPECT_EQ(decodeText(QByteArray::fromHex("cff0e8"), "windows1251").text, QStringLiteral("При"));
    EXPECT_EQ(decodeText(QByteArray::fromHex("cff0e8"), "ansi-1251").text, QStringLiteral("При"));
    EXPECT_EQ(decodeText(QByteArray::fromHex("a4b4"), "koi8-u").text, QStringLiteral("єЄ"));
    EXPECT_EQ(decodeText(QByteArray::fromHex("a4"), "koi8-ru").text, QStringLiteral("є"));
    EXPECT_EQ(decodeText(QByteArray::fromHex("f9ece5ed"), "iso-8859-8-i").text,
              decodeText(QByteArray::fromHex("f9ece5ed"), "iso-8859-8").text);
    EXPECT_EQ(decodeText(QByteArray::fromHex("8740"), "shift_jis").text, QStringLiteral("①"));
    EXPECT_EQ(decodeText(QByteArray::fromHex("ada1"), "euc-jp").text, QStringLiteral("①"));
    EXPECT_EQ(decodeText(QStringLiteral("Привет").toUtf8(), "utf-8;").text, QStringLiteral("Привет"));
    EXPECT_EQ(decodeText(QStringLiteral("Привет").toUtf8(), "utf_8").text, QStringLiteral("Привет"));
    EXPECT_EQ(decodeText(QStringLiteral("Привет").toUtf8(), "'utf-8'").text, QStringLiteral("Привет"));
    EXPECT_FALSE(decodeText(QStringLiteral("Привет").toUtf8(), "\"UTF-8\"").wrong);
    EXPECT_EQ(decodeText("abc", "utf-8\0x").text, QStringLiteral("abc"));
}

TEST(CharsetLadder, WhatCannotBeReadIsReplacedNotDropped)
{
    const DecodedText cut = decodeText(QStringLiteral("Привет, мир").toUtf8().chopped(1), "utf-8");
    EXPECT_TRUE(cut.text.startsWith(QStringLiteral("Привет, ми"))) << cut.text.toStdString();
    const DecodedText one = decodeText("Stra\xdf"
                                       "e in einem langen Text, \xe4rgerlich",
                                       "utf-8");
    EXPECT_EQ(one.text, QStringLiteral("Straße in einem langen Text, ärgerlich"));
    EXPECT_TRUE(one.wrong);
    // one bad byte in a long text must not turn the whole into something else
    const QByteArray good = QStringLiteral("Длинный текст письма с одной ошибкой. ").repeated(20).toUtf8();
    const DecodedText long1 = decodeText(good + "\xff" + good, "utf-8");
    EXPECT_TRUE(long1.text.startsWith(QStringLiteral("Длинный текст"))) << long1.charset.toStdString();
    EXPECT_TRUE(long1.text.contains(QChar(0xfffd)));
    EXPECT_TRUE(long1.wrong);
    const DecodedText undeclared = decodeText(good + "\xff" + good, {});
    EXPECT_TRUE(undeclared.text.startsWith(QStringLiteral("Длинный текст"))) << undeclared.charset.toStdString();
}

TEST(Flowed, RFC3676)
{
    EXPECT_EQ(unflowed(QStringLiteral("a \nb\n"), false), QStringLiteral("a b\n"));
    EXPECT_EQ(unflowed(QStringLiteral("Пре \nвед\n"), true), QStringLiteral("Превед\n"));
    EXPECT_EQ(unflowed(QStringLiteral(">> a \n>> b\n> c \nd\n"), false),
              QStringLiteral(">> a b\n> c \nd\n")); // depth ends it
    EXPECT_EQ(unflowed(QStringLiteral(" From x\n >no quote\n"), false), QStringLiteral("From x\n>no quote\n"));
    EXPECT_EQ(unflowed(QStringLiteral("a \n-- \nSig \nline\n"), false), QStringLiteral("a \n-- \nSig line\n"));
    EXPECT_EQ(unflowed(QStringLiteral("> a \n> -- \n> Sig\n"), false), QStringLiteral("> a \n> -- \n> Sig\n"));
    EXPECT_EQ(unflowed(QStringLiteral("end "), false), QStringLiteral("end "));
    EXPECT_EQ(unflowed(QString(), false), QString());
    EXPECT_EQ(unflowed(QStringLiteral("\n\n"), false), QStringLiteral("\n\n"));
    EXPECT_EQ(unflowed(QStringLiteral(">\n> a\n"), false), QStringLiteral("> \n> a\n"));
}

TEST(NulBytes, AreLeftOutAndNothingWithThem)
{
    for (const char *encoding : {"8bit", "base64", "quoted-printable"}) {
        const QByteArray body("before\0after", 12);
        const QByteArray sent = qstrcmp(encoding, "base64") == 0             ? body.toBase64()
                                : qstrcmp(encoding, "quoted-printable") == 0 ? QByteArray("before=00after")
                                                                             : body;
        const Message message = parseMessage(
            "From: a@b.org\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: " + QByteArray(encoding) +
            "\r\n\r\n" + sent + "\r\n");
        EXPECT_EQ(message.text.trimmed(), QStringLiteral("beforeafter")) << encoding;
    }
    constexpr char kMail[] = "Subject: one\0two\r\nFrom: a@b.org\r\n\r\nbody\r\n";
    const Message header = parseMessage(QByteArray(kMail, sizeof kMail - 1));
    EXPECT_TRUE(header.subject.contains(QLatin1String("one")));
    EXPECT_TRUE(header.subject.contains(QLatin1String("two"))) << header.subject.toStdString();
    EXPECT_EQ(header.text.trimmed(), QStringLiteral("body"));
}
