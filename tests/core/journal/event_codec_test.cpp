// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/canonical_json.h"
#include "core/journal/genesis.h"
#include "tests/core/journal/journal_builder.h"

#include <QMessageAuthenticationCode>

#include <random>

using namespace otklik;
using namespace otklik::journal;
using namespace otklik::journal::test;

namespace {

const QString kSentence = QStringLiteral("Анна перевела заявку №4182 в состояние «решена»");

mime::EmailAddress mailbox()
{
    return {}; // journal@localhost
}

Event cyrillicEvent()
{
    Event e =
        event({op("ticket.note", kTicket,
                  {{QStringLiteral("id"), QStringLiteral("n1")},
                   {QStringLiteral("text"), QStringLiteral("Клиент звонил: «не открывается сайт» \"\\\n\t😀\x01")}}),
               status(kTicket, "solved", {{QStringLiteral("status"), 3}})});
    e.previous = QByteArray(64, 'a');
    e.seenId = randomId();
    e.seenHash = QByteArray(64, 'b');
    return e;
}

} // namespace

TEST(CanonicalJson, SortsKeysByUtf8AndHasNoSpace)
{
    // U+1F600 is a surrogate pair: by UTF-16 units it would come before U+FFFD.
    const QString replacement = QString(QChar(0xfffd));
    const QString smile = QStringLiteral("😀");
    const QJsonObject object{{smile, 1},
                             {replacement, 2},
                             {QStringLiteral("b"), QJsonArray{1, -2, true}},
                             {QStringLiteral("a"), QJsonValue(QJsonValue::Null)}};
    const auto bytes = canonicalJson(object);
    ASSERT_OK(bytes);
    EXPECT_EQ(*bytes, QStringLiteral("{\"a\":null,\"b\":[1,-2,true],\"\uFFFD\":2,\"😀\":1}").toUtf8());
}

TEST(CanonicalJson, KeepsWholeNumbersOf64BitsAndRefusesFractions)
{
    const auto large = canonicalJson(QJsonArray{std::numeric_limits<qint64>::max()});
    ASSERT_OK(large);
    EXPECT_EQ(*large, "[9223372036854775807]");
    EXPECT_ERROR(canonicalJson(QJsonArray{1.5}), ErrorCode::InvalidInput);
    EXPECT_ERROR(canonicalJson(QJsonArray{1e300}), ErrorCode::InvalidInput);
}

TEST(EventCodec, RoundTripsThroughAMailWithCyrillic)
{
    const Event e = cyrillicEvent();
    const auto mail = encodeMail(e, kKey, mailbox(), kSentence);
    ASSERT_OK(mail);
    const DecodedMail decoded = decodeMail(*mail, kKey);
    ASSERT_EQ(decoded.verdict, Verdict::Good) << decoded.detail.toStdString();
    ASSERT_EQ(decoded.events.size(), 1U);
    EXPECT_EQ(decoded.events[0].event, e);
    EXPECT_EQ(decoded.events[0].hash, canonicalHash(e).value_or(QByteArray()));
    EXPECT_EQ(unseal(decoded.events[0].json, kKey).events, decoded.events);
}

TEST(EventCodec, TheMailIsPlainAsciiWithShortLinesAndSmall)
{
    const auto mail = encodeMail(cyrillicEvent(), kKey, mailbox(), kSentence);
    ASSERT_OK(mail);
    EXPECT_LE(mail->size(), kGoodMailSize);
    QByteArray withoutBreaks = *mail;
    withoutBreaks.replace("\r\n", "");
    EXPECT_FALSE(withoutBreaks.contains('\r') || withoutBreaks.contains('\n'));
    for (const QByteArray &line : mail->split('\n'))
        EXPECT_LE(line.size(), 77) << line.toStdString();
    for (const char c : *mail)
        ASSERT_TRUE(static_cast<unsigned char>(c) < 0x80);
    for (const char *header :
         {"From: ", "To: ", "Subject: ", "Date: ", "Message-ID:", "Auto-Submitted: auto-generated"})
        EXPECT_TRUE(mail->contains(header)) << header;
}

TEST(EventCodec, AnotherKeyIsABadMac)
{
    const auto mail = encodeMail(cyrillicEvent(), kKey, mailbox(), kSentence);
    ASSERT_OK(mail);
    EXPECT_EQ(decodeMail(*mail, QByteArray(32, 'x')).verdict, Verdict::BadMac);
}

TEST(EventCodec, EveryChangedByteOfTheEventIsABadMac)
{
    const SealedEvent good = sealed(cyrillicEvent());
    std::mt19937 random(20260301);
    for (qsizetype i = 0; i < good.json.size(); ++i) {
        QByteArray bad = good.json;
        bad[i] = static_cast<char>(bad.at(i) ^ static_cast<char>(1U << (random() % 8)));
        ASSERT_EQ(unseal(bad, kKey).verdict, Verdict::BadMac) << "byte " << i;
        ASSERT_NE(unseal(good.json.left(i), kKey).verdict, Verdict::Good) << "cut at " << i;
    }
    EXPECT_EQ(unseal(good.json + ' ', kKey).verdict, Verdict::BadMac);
}

TEST(EventCodec, NoChangedByteOfTheMailGivesAnotherEvent)
{
    const Event e = cyrillicEvent();
    const auto mail = encodeMail(e, kKey, mailbox(), kSentence);
    ASSERT_OK(mail);
    std::mt19937 random(7);
    for (qsizetype i = 0; i < mail->size(); ++i) {
        QByteArray bad = *mail;
        bad[i] = static_cast<char>(random());
        const DecodedMail decoded = decodeMail(bad, kKey);
        if (decoded.verdict == Verdict::Good)
            ASSERT_EQ(decoded.events.at(0).event, e) << "byte " << i;
        else
            ASSERT_TRUE(decoded.events.empty());
    }
}

TEST(EventCodec, DeliveredMailIsRefused)
{
    const auto mail = encodeMail(cyrillicEvent(), kKey, mailbox(), kSentence);
    ASSERT_OK(mail);
    for (const char *header :
         {"Received: from x by y", "Return-Path: <a@b>", "delivered-to: a@b", "X-Original-To: a@b"})
        EXPECT_EQ(decodeMail(QByteArray(header) + "\r\n" + *mail, kKey).verdict, Verdict::TraceHeaders) << header;
}

TEST(EventCodec, OtherMailIsNotAnEvent)
{
    EXPECT_EQ(decodeMail("", kKey).verdict, Verdict::NotAnEvent);
    EXPECT_EQ(decodeMail("Subject: hello\r\n\r\nHello\r\n", kKey).verdict, Verdict::NotAnEvent);
    EXPECT_EQ(decodeMail(QByteArray(100000, '\n'), kKey).verdict, Verdict::NotAnEvent);
}

TEST(EventCodec, ReadsWhatServersMakeOfTheMail)
{
    const Event e = cyrillicEvent();
    auto mail = encodeMail(e, kKey, mailbox(), kSentence);
    ASSERT_OK(mail);
    QByteArray unixLines = *mail;
    unixLines.replace("\r\n", "\n");
    EXPECT_EQ(decodeMail(unixLines, kKey).verdict, Verdict::Good);
    QByteArray rewritten = *mail;
    rewritten.replace("application/vnd.otklik.event+json\r\n",
                      "Application/VND.otklik.Event+JSON;\r\n\tname=event.json; charset=utf-8\r\n");
    EXPECT_EQ(decodeMail("X-MS-Exchange: yes\r\n" + rewritten, kKey).verdict, Verdict::Good);
}

TEST(EventCodec, NewerVersionsAreKeptWithAllTheirMembers)
{
    Event e = cyrillicEvent();
    e.version = 2;
    QJsonObject json = eventToJson(e);
    json.insert(QStringLiteral("new_member"), QStringLiteral("kept"));
    // signed as a newer program would
    const QByteArray signedPart = canonicalJson(json).value_or(QByteArray());
    const QByteArray mac = QMessageAuthenticationCode::hash(signedPart, kKey, QCryptographicHash::Sha256).toHex();
    json.insert(QStringLiteral("mac"), QString::fromLatin1(mac));
    const QByteArray whole = canonicalJson(json).value_or(QByteArray());
    const DecodedMail decoded = unseal(whole, kKey);
    ASSERT_EQ(decoded.verdict, Verdict::UnknownVersion);
    EXPECT_EQ(decoded.events.at(0).event, e);
    EXPECT_EQ(decoded.events.at(0).json, whole);
    EXPECT_EQ(decoded.events.at(0).hash, sha256Hex(signedPart));
    EXPECT_EQ(unseal(whole, QByteArray(32, 'x')).verdict, Verdict::BadMac);
}

TEST(EventCodec, ASignedEventWithoutItsEnvelopeIsNotAnEvent)
{
    Event e = cyrillicEvent();
    e.sequence = 0;
    EXPECT_EQ(unseal(sealed(e).json, kKey).verdict, Verdict::NotAnEvent);
    e = cyrillicEvent();
    e.id = "short";
    EXPECT_EQ(unseal(sealed(e).json, kKey).verdict, Verdict::NotAnEvent);
}

TEST(EventCodec, RefusesWhatIsTooLargeOrNotWhole)
{
    Event large = event(
        {op("canned.put", QStringLiteral("canned:x"), {{QStringLiteral("body"), QString(70'000, QLatin1Char('x'))}})});
    EXPECT_ERROR(encodeMail(large, kKey, mailbox(), kSentence), ErrorCode::InvalidInput);
    Event fraction = event({op("ticket.snooze", kTicket, {{QStringLiteral("until"), 1.5}})});
    EXPECT_ERROR(encodeMail(fraction, kKey, mailbox(), kSentence), ErrorCode::InvalidInput);
    Event many = event({});
    many.ops.assign(501, status(kTicket, "open"));
    EXPECT_ERROR(encodeMail(many, kKey, mailbox(), kSentence), ErrorCode::InvalidInput);
    many.ops.resize(500);
    EXPECT_OK(encodeMail(many, kKey, mailbox(), kSentence));
}

TEST(EventCodec, AnImportIsOneMailOfManyEvents)
{
    std::vector<Event> events;
    for (int i = 1; i <= 40; ++i)
        events.push_back(event({status(kTicket, "open")}, "a1", i));
    const auto mail = encodeImportMail(events, kKey, mailbox(), kSentence);
    ASSERT_OK(mail);
    const DecodedMail decoded = decodeMail(*mail, kKey);
    ASSERT_EQ(decoded.verdict, Verdict::Good);
    ASSERT_EQ(decoded.events.size(), events.size());
    for (std::size_t i = 0; i < events.size(); ++i)
        EXPECT_EQ(decoded.events[i].event, events[i]);
}

TEST(Genesis, RoundTripsAndRefusesDeliveredOnes)
{
    const Genesis genesis = makeGenesis(Instant::fromMs(1'772'357'400'000));
    EXPECT_EQ(genesis.key.size(), 32);
    const QByteArray mail = encodeGenesisMail(genesis, mailbox(), kSentence);
    const auto decoded = decodeGenesisMail(mail);
    ASSERT_OK(decoded);
    EXPECT_EQ(*decoded, genesis);
    EXPECT_ERROR(decodeGenesisMail("Received: from x\r\n" + mail), ErrorCode::InvalidInput);
    EXPECT_ERROR(decodeGenesisMail("Subject: x\r\n\r\nx"), ErrorCode::NotFound);
    EXPECT_EQ(decodeMail(mail, kKey).verdict, Verdict::NotAnEvent);
}
