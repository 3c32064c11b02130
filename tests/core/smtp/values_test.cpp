// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/smtp/capabilities.h"
#include "core/smtp/envelope.h"
#include "core/smtp/message_data.h"
#include "core/smtp/reply_parser.h"
#include "tests/support/expect_result.h"

#include <random>

using namespace otklik;
using namespace otklik::smtp;

namespace {

Reply parsed(const QByteArray &bytes)
{
    ReplyParser parser;
    parser.feed(bytes);
    auto reply = parser.next();
    EXPECT_OK(reply);
    EXPECT_TRUE(reply && reply->has_value());
    EXPECT_FALSE(parser.hasRest());
    return reply && *reply ? **reply : Reply{};
}

} // namespace

TEST(ReplyParser, ReadsCodesAndLines)
{
    EXPECT_EQ(parsed("250 ok\r\n"), (Reply{250, "", {"ok"}}));
    EXPECT_EQ(parsed("250\r\n"), (Reply{250, "", {""}}));
    EXPECT_EQ(parsed("250 2.1.5 Recipient ok\n"), (Reply{250, "2.1.5", {"Recipient ok"}}));
    EXPECT_EQ(parsed("550-5.1.1 No such\r\n550 5.1.1 user\r\n"), (Reply{550, "5.1.1", {"No such", "user"}}));
    EXPECT_EQ(parsed("334 \r\n"), (Reply{334, "", {""}}));
    EXPECT_EQ(parsed("250 1.2.3.4 hello\r\n"), (Reply{250, "", {"1.2.3.4 hello"}}));
    EXPECT_EQ(parsed("250 5.1.1 wrong class\r\n").enhanced, "");
}

TEST(ReplyParser, WaitsForTheWholeReplyAtEveryByte)
{
    const QByteArray bytes = "250-mx.example\r\n250-SIZE 100\r\n250 STARTTLS\r\n";
    for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
        ReplyParser parser;
        parser.feed(bytes.left(cut));
        auto early = parser.next();
        ASSERT_OK(early);
        EXPECT_FALSE(early->has_value()) << cut;
        EXPECT_TRUE(parser.hasRest());
        parser.feed(bytes.mid(cut));
        auto reply = parser.next();
        ASSERT_OK(reply);
        ASSERT_TRUE(reply->has_value());
        EXPECT_EQ((*reply)->lines.size(), 3);
    }
}

TEST(ReplyParser, KeepsWhatFollows)
{
    ReplyParser parser;
    parser.feed("220 go\r\n250 injected\r\n");
    EXPECT_EQ((*parser.next())->code, 220);
    EXPECT_TRUE(parser.hasRest());
    EXPECT_EQ((*parser.next())->code, 250);
    EXPECT_FALSE(parser.hasRest());
}

TEST(ReplyParser, RefusesNonsenseForGood)
{
    for (const QByteArray &bytes :
         {QByteArray("hello\r\n"), QByteArray("\r\n"), QByteArray("99 x\r\n"), QByteArray("150 x\r\n"),
          QByteArray("650 x\r\n"), QByteArray("250x\r\n"), QByteArray("250-a\r\n251 b\r\n"), QByteArray(5000, 'a'),
          "250 " + QByteArray(5000, 'a') + "\r\n", QByteArray("250-a\r\n").repeated(300)}) {
        ReplyParser parser;
        parser.feed(bytes);
        EXPECT_ERROR(parser.next(), ErrorCode::ProtocolViolation);
        parser.feed("250 ok\r\n");
        EXPECT_ERROR(parser.next(), ErrorCode::ProtocolViolation);
    }
}

TEST(ReplyParser, SurvivesAnyBytes)
{
    const unsigned seed = 20260312;
    std::mt19937 random(seed);
    const QByteArray alphabet("0123456789 -.\r\n\0abX", 19);
    for (int round = 0; round < 3000; ++round) {
        ReplyParser parser;
        for (int piece = 0; piece < 5; ++piece) {
            QByteArray bytes;
            for (unsigned i = 0; i < random() % 30; ++i)
                bytes += alphabet[qsizetype(random() % unsigned(alphabet.size()))];
            parser.feed(bytes);
            for (int take = 0; take < 40; ++take) {
                auto reply = parser.next();
                if (!reply || !*reply)
                    break;
                ASSERT_GE((*reply)->code, 200);
                ASSERT_LE((*reply)->code, 599);
                ASSERT_FALSE((*reply)->lines.isEmpty());
            }
        }
    }
}

TEST(Reply, IsJudgedByTheEnhancedCodeFirst)
{
    EXPECT_TRUE(parsed("550 no\r\n").isPermanent());
    EXPECT_TRUE(parsed("451 later\r\n").isTransient());
    EXPECT_TRUE(parsed("550 4.7.0 slow down\r\n").isTransient());
    EXPECT_TRUE(parsed("450 5.1.1 gone\r\n").isPermanent());
    EXPECT_TRUE(parsed("250 ok\r\n").isPositive());
    EXPECT_FALSE(parsed("354 go\r\n").isTransient());
}

TEST(Reply, FindsTheQueueId)
{
    EXPECT_EQ(parsed("250 2.0.0 Ok: queued as 4SfG2k3Zz9\r\n").queueId(), QStringLiteral("4SfG2k3Zz9"));
    EXPECT_EQ(parsed("250 OK id=1rXabc-0004Yz-2Q\r\n").queueId(), QStringLiteral("1rXabc-0004Yz-2Q"));
    EXPECT_EQ(parsed("250 2.0.0 c86ab6b0 Message accepted for delivery\r\n").queueId(), QStringLiteral("c86ab6b0"));
    EXPECT_EQ(parsed("250 2.0.0 OK  1710240000 a1-20020a05600c1c81b0042e6b92d3csm123 - gsmtp\r\n").queueId(),
              QStringLiteral("a1-20020a05600c1c81b0042e6b92d3csm123"));
    EXPECT_EQ(parsed("250 Ok\r\n").queueId(), QString());
    EXPECT_EQ(parsed("550 queued as X\r\n").queueId(), QString());
}

TEST(Capabilities, AreReadInAnyCaseAndOldForm)
{
    const auto can =
        parseCapabilities(parsed("250-mx.example STARTTLS\r\n250-PIPELINING\r\n250-size 1000\r\n250-8bitmime\r\n"
                                 "250-AUTH=LOGIN\r\n250-AUTH PLAIN LOGIN\r\n250 SMTPUTF8\r\n"));
    EXPECT_FALSE(can.startTls);
    EXPECT_TRUE(can.pipelining && can.eightBitMime && can.smtpUtf8);
    EXPECT_EQ(can.size, 1000);
    EXPECT_EQ(can.auth, (QList<QByteArray>{"LOGIN", "PLAIN"}));
    EXPECT_EQ(parseCapabilities(parsed("250 mx\r\n")), Capabilities{});
    EXPECT_EQ(parseCapabilities(parsed("250-mx\r\n250 SIZE\r\n")).size, 0);
}

TEST(Capabilities, AreNotUsedWhenTheAccountGoesWithout)
{
    const Reply ehlo = parsed("250-mx\r\n250-DSN\r\n250-AUTH=PLAIN LOGIN\r\n250 AUTH PLAIN LOGIN SCRAM-SHA-256\r\n");
    const auto can = parseCapabilities(ehlo, {QStringLiteral("DSN"), QStringLiteral("AUTH=PLAIN")});
    EXPECT_FALSE(can.dsn);
    EXPECT_EQ(can.auth, (QList<QByteArray>{"LOGIN", "SCRAM-SHA-256"})); // each as IMAP names it
    EXPECT_TRUE(parseCapabilities(ehlo, {QStringLiteral("AUTH")}).auth.isEmpty());
}

TEST(Envelope, RefusesWhatCouldBeACommand)
{
    const QString good = QStringLiteral("anna@kunde.example");
    for (const QString &bad :
         {QStringLiteral("a@b\r\nRCPT TO:<c@d>"), QStringLiteral("a@b\n"), QStringLiteral("a\r@b"),
          QStringLiteral("a@b") + QChar(0) + QStringLiteral("c"), QStringLiteral("a@b> SIZE=1"), QStringLiteral("<a@b"),
          QStringLiteral("a b@c"), QStringLiteral("a@b c"), QStringLiteral("@b"), QStringLiteral("a@"),
          QStringLiteral("nobody"), QString(QChar(0x2028)) + good,
          QString(65, QLatin1Char('a')) + QStringLiteral("@b.de"), QString()}) {
        EXPECT_ERROR(validate(Envelope{good, {good, bad}}), ErrorCode::InvalidInput);
        if (!bad.isEmpty())
            EXPECT_ERROR(validate(Envelope{bad, {good}}), ErrorCode::InvalidInput);
    }
    EXPECT_ERROR(validate(Envelope{good, {}}), ErrorCode::InvalidInput);
    EXPECT_OK(validate(Envelope{QString(), {good, QStringLiteral("\"a b\"@kunde.example")}}));
    EXPECT_OK(validate(Envelope{good, {QStringLiteral("a+b_c=d@[192.0.2.1]")}}));
}

TEST(Envelope, TurnsDomainsIntoALabelsUnlessUtf8IsNeeded)
{
    const QString wideDomain = QStringLiteral("anna@b\u00FCro.example");
    const QString wideName = QStringLiteral("\u0430\u043D\u043D\u0430@b\u00FCro.example");
    EXPECT_FALSE(needsSmtpUtf8(Envelope{wideDomain, {wideDomain}}));
    EXPECT_TRUE(needsSmtpUtf8(Envelope{wideDomain, {wideName}}));
    EXPECT_EQ(transmittedAddress(wideDomain, false), "anna@xn--bro-hoa.example");
    EXPECT_EQ(transmittedAddress(wideName, true), wideName.toUtf8());
}

TEST(MessageData, StuffsDotsAndEndsLines)
{
    const struct
    {
        QByteArray message, data;
    } cases[] = {
        {"", ".\r\n"},
        {"a", "a\r\n.\r\n"},
        {"a\r\n", "a\r\n.\r\n"},
        {"a\nb\rc\r\n\r\nd", "a\r\nb\r\nc\r\n\r\nd\r\n.\r\n"},
        {".", "..\r\n.\r\n"},
        {"a\r\n.\r\nMAIL FROM:<x>\r\n", "a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n"},
        {"a\n.\nb", "a\r\n..\r\nb\r\n.\r\n"}, // SMTP smuggling: lone LF
        {"a\r.\rb", "a\r\n..\r\nb\r\n.\r\n"}, // lone CR
        {"a\r\n.\nb\n.\r\n", "a\r\n..\r\nb\r\n..\r\n.\r\n"},
        {"a.b\r\n..c\r\n", "a.b\r\n...c\r\n.\r\n"},
    };
    for (const auto &[message, data] : cases)
        EXPECT_EQ(toDataForm(message), data);
}

TEST(MessageData, NeverShowsAnEarlyEndAndKeepsItsText)
{
    const unsigned seed = 4711;
    std::mt19937 random(seed);
    for (int round = 0; round < 5000; ++round) {
        QByteArray message;
        for (unsigned i = 0; i < random() % 24; ++i)
            message += "\r\n.a"[random() % 4];
        const QByteArray data = toDataForm(message);
        const QByteArray framed = "\r\n" + data;
        EXPECT_EQ(framed.indexOf("\r\n.\r\n"), framed.size() - 5) << message.toPercentEncoding().constData();
        QByteArray without = data;
        EXPECT_FALSE(without.replace("\r\n", "").contains('\r'));
        EXPECT_FALSE(without.contains('\n'));
        QByteArray unstuffed = "\r\n" + data.chopped(3);
        unstuffed.replace("\r\n.", "\r\n").remove(0, 2);
        QByteArray normal = message;
        normal.replace("\r\n", "\n").replace('\r', '\n');
        if (!normal.isEmpty() && !normal.endsWith('\n'))
            normal += '\n';
        EXPECT_EQ(unstuffed.replace("\r\n", "\n"), normal);
    }
}
