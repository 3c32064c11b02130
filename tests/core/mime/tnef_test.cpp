// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/message_parser.h"
#include "core/mime/rtf_text.h"
#include "core/mime/tnef.h"
#include "tests/support/expect_result.h"

#include <QtEndian>

#include <ctime>
#include <random>

using namespace otklik::mime;

namespace {

template<typename T>
QByteArray number(T value)
{
    QByteArray bytes(sizeof(T), '\0');
    qToLittleEndian<T>(value, bytes.data());
    return bytes;
}

QByteArray attribute(quint8 level, quint32 id, const QByteArray &data)
{
    quint16 sum = 0;
    for (const char c : data)
        sum = quint16(sum + static_cast<unsigned char>(c));
    return number(level) + number(id) + number(quint32(data.size())) + data + number(sum);
}

QByteArray filled(const QByteArray &data)
{
    return number(quint32(data.size())) + data + QByteArray((4 - data.size() % 4) % 4, '\0');
}

QByteArray property(quint16 type, quint16 id, const QByteArray &value)
{
    return number(type) + number(id) +
           (type == 0x1e || type == 0x1f || type == 0x0d || type == 0x102 ? number(quint32(1)) + filled(value) : value);
}

QByteArray properties(const QByteArrayList &list)
{
    return number(quint32(list.size())) + list.join();
}

QByteArray wide(const QString &text)
{
    QByteArray bytes;
    for (const QChar c : text + QChar(0))
        bytes += number(quint16(c.unicode()));
    return bytes;
}

QByteArray tnef(const QByteArray &attributes)
{
    return number(quint32(0x223e9f78)) + number(quint16(1)) + attribute(1, 0x69007, number(quint32(1251)) + number(0)) +
           attributes;
}

QByteArray file(const QByteArray &title, const QByteArray &bytes, const QByteArray &more = {})
{
    return attribute(2, 0x69002, QByteArray(14, '\1')) + attribute(2, 0x18010, title + '\0') +
           attribute(2, 0x6800f, bytes) + more;
}

QByteArray mailWith(const QByteArray &winmail, const QByteArray &text)
{
    return "From: a@b.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
           "boundary=b\r\n\r\n--b\r\nContent-Type: "
           "text/plain\r\n\r\n" +
           text +
           "\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: "
           "base64\r\n\r\n" +
           winmail.toBase64() + "\r\n--b--\r\n";
}

const QByteArray kHello1251 = QByteArray::fromHex("cff0e8e2e5f2"); // Привет

} // namespace

TEST(Tnef, ItsFilesAreThoseOfTheMail)
{
    const QByteArray raw =
        mailWith(tnef(file(kHello1251 + ".TXT", "one") +
                      file("PRICES~1.XLS", "two",
                           attribute(2, 0x69005,
                                     properties({property(0x1f, 0x3707, wide(QStringLiteral("Прайс за март 2026.xls"))),
                                                 property(0x1e, 0x370e, "application/vnd.ms-excel")})))),
                 "See the files");
    const Message message = parseMessage(raw);
    EXPECT_EQ(message.text.trimmed(), QStringLiteral("See the files"));
    ASSERT_EQ(message.attachments.size(), 2U);
    EXPECT_EQ(message.attachments[0].fileName, QStringLiteral("Привет.TXT"));
    EXPECT_EQ(message.attachments[0].source, QStringLiteral("winmail.dat"));
    EXPECT_EQ(message.attachments[1].fileName, QStringLiteral("Прайс за март 2026.xls"));
    EXPECT_EQ(message.attachments[1].contentType, QStringLiteral("application/vnd.ms-excel"));
    EXPECT_TRUE(message.hasFiles());
    const auto first = extractPart(raw, message.attachments[0].part);
    ASSERT_OK(first);
    EXPECT_EQ(*first, "one");
    const auto second = extractPart(raw, message.attachments[1].part);
    ASSERT_OK(second);
    EXPECT_EQ(*second, "two");
    EXPECT_ERROR(extractPart(raw, message.attachments[1].part + 1), otklik::ErrorCode::NotFound);
}

TEST(Tnef, ItsWordsAreThoseOfAMailWithoutWords)
{
    const QByteArray html = "<p>Only <b>here</b></p>";
    const QByteArray raw = mailWith(tnef(attribute(1, 0x69003, properties({property(0x102, 0x1013, html)}))), {});
    EXPECT_EQ(parseMessage(raw).html, QString::fromLatin1(html));
    EXPECT_EQ(parseMessage(raw).text, QStringLiteral("Only here"));
    EXPECT_EQ(parseMessage(mailWith(tnef(attribute(1, 0x2800c, kHello1251)), {})).text, QStringLiteral("Привет"));
    const QByteArray rtf =
        "{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0 Arial;}}\\'cf\\'f0\\'e8\\par \\u8364? {\\*\\x no}two}";
    const QByteArray packed = number(quint32(rtf.size() + 12)) + number(quint32(rtf.size())) +
                              number(quint32(0x414c454d)) + number(quint32(0)) + rtf;
    EXPECT_EQ(
        parseMessage(mailWith(tnef(attribute(1, 0x69003, properties({property(0x102, 0x1009, packed)}))), {})).text,
        QStringLiteral("При\n€ two"));
}

TEST(Tnef, AMessageInsideGivesItsFilesAndWords)
{
    const QByteArray inner = tnef(attribute(1, 0x2800c, "inner words") + file("deep.txt", "deep"));
    const Tnef outer = readTnef(tnef(file(
        "Forwarded", {}, attribute(2, 0x69005, properties({property(0x0d, 0x3701, QByteArray(16, '\7') + inner)})))));
    ASSERT_EQ(outer.files.size(), 2U);
    EXPECT_EQ(outer.files[0].name, QStringLiteral("Forwarded.txt"));
    EXPECT_EQ(outer.files[0].bytes, "inner words");
    EXPECT_EQ(outer.files[1].bytes, "deep");
}

TEST(Tnef, DamageLosesNothingThatCameBefore)
{
    const QByteArray whole = tnef(file("a.txt", "first") + file("b.txt", "second"));
    const Tnef cut = readTnef(whole.left(whole.size() - 20));
    EXPECT_TRUE(cut.isDamaged);
    ASSERT_FALSE(cut.files.empty());
    EXPECT_EQ(cut.files[0].bytes, "first");
    EXPECT_TRUE(readTnef("no tnef at all").isDamaged);
    EXPECT_TRUE(readTnef({}).isDamaged);
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) { // lengths and counts of any size, at any place
        QByteArray bytes = whole;
        for (int hits = 0; hits < 3; ++hits)
            bytes[qsizetype(random() % unsigned(bytes.size()))] = char(random() % 4 == 0 ? 0xff : random());
        qsizetype size = 0;
        for (const Tnef::File &one : readTnef(bytes).files)
            size += one.bytes.size();
        EXPECT_LE(size, bytes.size());
    }
    const QByteArray hugeCount = number(quint32(0xffffffff)) + number(quint16(0x1003)) + number(quint16(0x3001)) +
                                 number(quint32(0xffffffff)) + "rest";
    EXPECT_TRUE(readTnef(tnef(attribute(1, 0x69003, hugeCount))).isDamaged);
}

TEST(Tnef, TitlesAreDecodedOnce)
{
    const QByteArray title("\xca\xee\xf2\x81\0", 5); // guessed at: a byte that windows-1251 has no letter for
    const std::clock_t begun = std::clock();
    const Tnef tnefOf =
        readTnef(tnef(attribute(2, 0x18010, title).repeated(300000) +
                      (attribute(2, 0x69002, "x") + attribute(2, 0x18010, title)).repeated(150000) +
                      attribute(2, 0x18010, QByteArray("\xca\xee\xf2\0", 4)) + attribute(2, 0x6800f, "bytes")));
    EXPECT_LT(qint64(std::clock() - begun) * 1000 / CLOCKS_PER_SEC, 3000);
    ASSERT_EQ(tnefOf.files.size(), 1U);
    EXPECT_EQ(tnefOf.files[0].name, QStringLiteral("Кот"));
    EXPECT_EQ(tnefOf.files[0].bytes, "bytes");
    const QByteArray pages =
        property(0x102, 0x1013, "<p>\xca\xee\xf2\x81").repeated(2) + property(0x102, 0x1013, "<p>last");
    EXPECT_EQ(readTnef(tnef(attribute(1, 0x69003, number(quint32(3)) + pages))).html, QStringLiteral("<p>last"));
}

TEST(Tnef, APlainFileOfThatNameIsStillAFile)
{
    const QByteArray raw = mailWith("these bytes are no TNEF", "hello");
    const Message message = parseMessage(raw);
    ASSERT_EQ(message.attachments.size(), 1U);
    EXPECT_EQ(message.attachments[0].fileName, QStringLiteral("winmail.dat"));
    const auto bytes = extractPart(raw, message.attachments[0].part);
    ASSERT_OK(bytes);
    EXPECT_EQ(*bytes, "these bytes are no TNEF");
}

TEST(RtfText, Decompresses)
{
    // MS-OXRTFCP §4.1.1: "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\\r\\n"
    const QByteArray packed = QByteArray::fromHex("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af320"
                                                  "68656c090020627705b06c647d0a800fa0");
    EXPECT_EQ(decompressedRtf(packed), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    EXPECT_EQ(rtfToText(decompressedRtf(packed)), QStringLiteral("hello world"));
    EXPECT_TRUE(decompressedRtf("short").isEmpty());
    // MS-OXRTFCP §4.1.2: a run that reads what it writes
    EXPECT_EQ(decompressedRtf(QByteArray::fromHex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")),
              "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
}

TEST(RtfText, KnowsCodePages)
{
    const auto read = [](const QByteArray &page) { return rtfToText("{\\rtf1\\ansi" + page + " \\'ca\\'ee\\'f2}"); };
    EXPECT_EQ(read("\\ansicpg1251"), QStringLiteral("Кот"));
    EXPECT_EQ(read(""), QStringLiteral("Êîò"));
    EXPECT_EQ(read("\\ansicpg1251\\ansicpg99999"), QStringLiteral("Кот")); // nobody knows the other
    EXPECT_EQ(read("\\ansicpg0"), QStringLiteral("Êîò"));
    EXPECT_EQ(rtfToText("{\\rtf1\\ansicpg65001 \\'d0\\'9a}"), QStringLiteral("К"));
    EXPECT_EQ(rtfToText("{\\rtf1\\ansicpg932 \\'83\\'65}"), QStringLiteral("テ"));
}

TEST(RtfText, SurvivesAnything)
{
    EXPECT_EQ(rtfToText(QByteArray(200000, '{') + "deep"), QStringLiteral("deep"));
    EXPECT_EQ(rtfToText("{\\bin99999999 x}tail"), QString());
    EXPECT_EQ(rtfToText("\\"), QString());
    EXPECT_EQ(rtfToText("}}}x"), QStringLiteral("x"));
}
