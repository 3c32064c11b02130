// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/message_builder.h"
#include "core/mime/message_parser.h"
#include "tests/support/expect_result.h"

#include <QStringList>

#include <random>

using namespace otklik::mime;

namespace {

Mailbox mailbox(const QString &name, const char16_t *address)
{
    return {name, *EmailAddress::parse(address), {}};
}

OutgoingMessage ordinary()
{
    OutgoingMessage mail;
    mail.from = mailbox(QStringLiteral("Служба поддержки, «Отклик»"), u"support@example.com");
    mail.to = {mailbox(QStringLiteral("Ирина Петрова-Водкина из отдела маркетинга"), u"irina@example.org"),
               mailbox(QStringLiteral("O'Neil, \"Bob\" \\"), u"bob@example.org")};
    mail.cc = {mailbox({}, u"c@example.org")};
    mail.subject = QStringLiteral("Re: Не открывается сайт после переноса на новый сервер [#4182-k7f3q]");
    mail.text = QStringLiteral("Здравствуйте, Ирина!\n\nВсё работает.\n-- \nАнна\n");
    mail.messageId = "t.1.2@example.com";
    mail.inReplyTo = "r2@example.org";
    mail.references = {"r1@example.org", "r2@example.org"};
    mail.date = otklik::Instant::fromMs(1772445600000);
    return mail;
}

/// CRLF, 7 bit, no line longer than told.
void expectWire(const QByteArray &mail)
{
    EXPECT_FALSE(QByteArray(mail).replace("\r\n", "").contains('\n'));
    EXPECT_FALSE(QByteArray(mail).replace("\r\n", "").contains('\r'));
    for (const QByteArray &line : mail.split('\n')) {
        EXPECT_LE(line.size(), 77) << line.toStdString(); // with its CR
        for (const char c : line)
            EXPECT_LT(static_cast<unsigned char>(c), 0x80) << line.toStdString();
    }
}

void expectSame(const OutgoingMessage &sent, const Message &read)
{
    EXPECT_EQ(read.from, std::vector<Mailbox>{sent.from});
    EXPECT_EQ(read.to, sent.to);
    EXPECT_EQ(read.cc, sent.cc);
    EXPECT_EQ(read.subject, sent.subject);
    EXPECT_EQ(read.text, sent.text);
    EXPECT_EQ(read.messageId, sent.messageId);
    EXPECT_EQ(read.references, sent.references);
    EXPECT_EQ(read.date, sent.date);
    EXPECT_TRUE(read.defects.empty());
}

} // namespace

TEST(MessageBuilder, WhatIsBuiltIsReadBack)
{
    const OutgoingMessage mail = ordinary();
    const auto built = buildMessage(mail);
    ASSERT_OK(built);
    expectWire(*built);
    const Message read = parseMessage(*built);
    expectSame(mail, read);
    EXPECT_EQ(read.inReplyTo, std::vector<QByteArray>{mail.inReplyTo});
    EXPECT_EQ(read.autoKind, AutoKind::None);
    EXPECT_EQ(*buildMessage(mail), *built);
    EXPECT_FALSE(built->contains("Bcc"));
}

TEST(MessageBuilder, CarriesHtmlPicturesAndFiles)
{
    OutgoingMessage mail = ordinary();
    mail.html = QStringLiteral("<p>Всё <b>работает</b> <img src=\"cid:shot@x\"></p>");
    QByteArray noise;
    std::mt19937 random(1);
    for (int i = 0; i < 10000; ++i)
        noise += char(random());
    mail.attachments = {{QStringLiteral("shot.png"), QStringLiteral("image/png"), noise, "shot@x", true},
                        {QStringLiteral("Очень длинное имя файла с отчётом о работе сайта за март 2026 года.pdf"),
                         QStringLiteral("application/pdf"),
                         noise.left(777),
                         {},
                         false},
                        {QStringLiteral("empty.txt"), QStringLiteral("text/plain"), {}, {}, false}};
    const auto built = buildMessage(mail);
    ASSERT_OK(built);
    expectWire(*built);
    const Message read = parseMessage(*built);
    expectSame(mail, read);
    EXPECT_EQ(read.html.trimmed(), mail.html);
    ASSERT_EQ(read.attachments.size(), 3U);
    EXPECT_TRUE(read.attachments[0].isInline);
    EXPECT_EQ(read.attachments[1].fileName, mail.attachments[1].name);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto bytes = extractPart(*built, read.attachments[i].part);
        ASSERT_OK(bytes);
        EXPECT_EQ(*bytes, mail.attachments[i].bytes);
    }
}

/// RFC 2046 §5.2.1: what is base64 cannot be of their type.
TEST(MessageBuilder, AMailThatIsAttachedIsAFile)
{
    const QByteArray inner = "From: a@example.org\r\nSubject: Inner\r\n\r\nПривет\r\n";
    OutgoingMessage mail = ordinary();
    for (const char *type : {"message/rfc822", "Message/partial", "multipart/mixed"})
        mail.attachments.push_back({QStringLiteral("letter.eml"), QLatin1String(type), inner, {}, false});
    const auto built = buildMessage(mail);
    ASSERT_OK(built);
    expectWire(*built);
    const Message read = parseMessage(*built);
    expectSame(mail, read);
    ASSERT_EQ(read.attachments.size(), 3U);
    for (const auto &attachment : read.attachments) {
        EXPECT_EQ(attachment.fileName, QStringLiteral("letter.eml"));
        const auto bytes = extractPart(*built, attachment.part);
        ASSERT_OK(bytes);
        EXPECT_EQ(*bytes, inner);
    }
    EXPECT_EQ(built->count("Content-Type: application/octet-stream"), 3);
}

TEST(MessageBuilder, AnyTextSurvives)
{
    const QStringList pieces{QStringLiteral("word "),        QStringLiteral("слово "), QStringLiteral("\n"),
                             QStringLiteral("From "),        QStringLiteral(".\n"),    QStringLiteral("  "),
                             QStringLiteral("=20"),          QStringLiteral("😀"),      QStringLiteral("\t"),
                             QString(200, QLatin1Char('x')), QStringLiteral("--=_a"),  QStringLiteral(" \n")};
    std::mt19937 random(20261123);
    for (int round = 0; round < 1500; ++round) {
        OutgoingMessage mail = ordinary();
        mail.text.clear();
        for (unsigned i = 0; i < random() % 30; ++i)
            mail.text += pieces[qsizetype(random() % unsigned(pieces.size()))];
        mail.text += QStringLiteral("end\n");
        mail.subject = QString(mail.text).replace(QLatin1Char('\n'), QLatin1Char(' ')).simplified();
        if (round % 2)
            mail.html = QStringLiteral("<p>x</p>");
        const auto built = buildMessage(mail);
        ASSERT_OK(built);
        for (const QByteArray &line : built->split('\n'))
            ASSERT_LE(line.size(), line.contains("xxxxxxxx") ? 999 : 77) << line.toStdString();
        const Message read = parseMessage(*built);
        EXPECT_EQ(read.text, mail.text);
        EXPECT_EQ(read.subject, mail.subject);
    }
}

TEST(MessageBuilder, RefusesWhatWouldBecomeAnotherHeader)
{
    const auto refused = [](auto change) {
        OutgoingMessage mail = ordinary();
        change(mail);
        EXPECT_ERROR(buildMessage(mail), otklik::ErrorCode::InvalidInput);
    };
    refused([](OutgoingMessage &m) { m.subject = QStringLiteral("a\r\nBcc: x@y.org"); });
    refused([](OutgoingMessage &m) { m.subject = QStringLiteral("a\nb"); });
    refused([](OutgoingMessage &m) { m.subject = QStringLiteral("a") + QChar(0); });
    refused([](OutgoingMessage &m) { m.from.name = QStringLiteral("a\rb"); });
    refused([](OutgoingMessage &m) { m.from.address = {}; });
    refused([](OutgoingMessage &m) { m.to[0].name = QStringLiteral("a\nb"); });
    refused([](OutgoingMessage &m) { m.to[0].address = {}; });
    refused([](OutgoingMessage &m) { m.replyTo = Mailbox{}; });
    refused([](OutgoingMessage &m) { m.messageId = "a>\r\nX: <b"; });
    refused([](OutgoingMessage &m) { m.messageId.clear(); });
    refused([](OutgoingMessage &m) { m.inReplyTo = "a\nb"; });
    refused([](OutgoingMessage &m) { m.references = {"a", "b\r\nc"}; });
    refused([](OutgoingMessage &m) { m.extraHeaders = {{"X-A", "b\r\nBcc: c"}}; });
    refused([](OutgoingMessage &m) { m.extraHeaders = {{"X-A: b\r\nX", "c"}}; });
    refused([](OutgoingMessage &m) { m.extraHeaders = {{"X-A", "\xd0\x90"}}; });
    refused([](OutgoingMessage &m) { m.extraHeaders = {{"X A", "b"}}; });
    refused([](OutgoingMessage &m) {
        m.attachments = {{QStringLiteral("a\nb"), QStringLiteral("a/b"), {}, {}, false}};
    });
    refused([](OutgoingMessage &m) {
        m.attachments = {{QStringLiteral("a"), QStringLiteral("a/b\r\nX: y"), {}, {}, false}};
    });
    refused([](OutgoingMessage &m) {
        m.attachments = {{QStringLiteral("a"), QStringLiteral("a/b"), {}, "x\ny", false}};
    });
}

TEST(MessageBuilder, AnswersMailWithOddIdsAndNames)
{
    OutgoingMessage mail = ordinary();
    mail.references = {"two words", "a<b@c", "\xd0\xb0@c", QByteArray(2000, 'i'), "good@example.org", {}};
    mail.inReplyTo = "no id at all";
    mail.to[0].name = QStringLiteral("name ").repeated(400).trimmed();
    mail.attachments = {{QStringLiteral("о").repeated(3000), QStringLiteral("a/b"), "x", {}, false}};
    const auto built = buildMessage(mail);
    ASSERT_OK(built);
    expectWire(*built);
    const Message read = parseMessage(*built);
    EXPECT_EQ(read.references, std::vector<QByteArray>{"good@example.org"});
    EXPECT_TRUE(read.inReplyTo.empty());
    EXPECT_EQ(read.to[0].name, mail.to[0].name);
    EXPECT_EQ(read.attachments[0].fileName, QStringLiteral("о").repeated(120));
}

TEST(MessageBuilder, RefusesLinesThatNoServerTakes)
{
    const auto refused = [](auto change) {
        OutgoingMessage mail = ordinary();
        change(mail);
        EXPECT_ERROR(buildMessage(mail), otklik::ErrorCode::InvalidInput);
    };
    refused([](OutgoingMessage &m) { m.messageId = QByteArray(1000, 'i'); });
    refused([](OutgoingMessage &m) { m.messageId = "\xd0\xb0@c"; });
    refused([](OutgoingMessage &m) { m.extraHeaders = {{"X-A", QByteArray(2000, 'a')}}; });
    refused([](OutgoingMessage &m) {
        m.attachments = {{QStringLiteral("a"), QStringLiteral("a/") + QString(2000, QLatin1Char('b')), {}, {}, false}};
    });
    refused([](OutgoingMessage &m) {
        m.attachments = {{QStringLiteral("a"), QStringLiteral("a/b"), {}, "x>y", false}};
    });
}

TEST(MessageBuilder, WritesDomainsInAscii)
{
    OutgoingMessage mail = ordinary();
    mail.to = {mailbox({}, u"irina@пример.рф")};
    const auto built = buildMessage(mail);
    ASSERT_OK(built);
    EXPECT_TRUE(built->contains("irina@xn--e1afmkfd.xn--p1ai"));
    expectWire(*built);
}

TEST(MessageBuilder, WritesExtraHeaders)
{
    OutgoingMessage mail = ordinary();
    mail.extraHeaders = {{"Auto-Submitted", "auto-generated"}, {"X-Long", QByteArray("word ").repeated(60).trimmed()}};
    const auto built = buildMessage(mail);
    ASSERT_OK(built);
    EXPECT_TRUE(built->contains("\r\nAuto-Submitted: auto-generated\r\n"));
    expectWire(*built);
}
