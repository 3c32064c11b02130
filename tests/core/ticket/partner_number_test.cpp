// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/partner_number.h"
#include "core/ticket/subject_token.h"

#include <gtest/gtest.h>

using namespace otklik::ticket;

namespace {

std::string numbers(const char *subject, const char *from = "support@partner.example")
{
    std::string all;
    for (const QByteArray &mark : partnerMarks(QString::fromLatin1(from), QString::fromUtf8(subject)))
        all += (all.empty() ? "" : " ") + mark.mid(mark.lastIndexOf(':') + 1).toStdString();
    return all;
}

} // namespace

TEST(PartnerNumber, IsReadInTheFormsOfManyDesks)
{
    EXPECT_EQ(numbers("Re: [#123456] Server is down"), "123456");
    EXPECT_EQ(numbers("[Ticket#2024010110000012] RE: Server"), "2024010110000012");
    EXPECT_EQ(numbers("[Ticket: 4711] Server"), "4711");
    EXPECT_EQ(numbers("[desk.partner.example #1234] Server"), "1234");
    EXPECT_EQ(numbers("Your request #1234 was received"), "1234");
    EXPECT_EQ(numbers("Ticket Received - #12345"), "12345");
    EXPECT_EQ(numbers("Ticket no. 12345: Server"), "12345");
    EXPECT_EQ(numbers("Обращение №12345 зарегистрировано"), "12345");
    EXPECT_EQ(numbers("По вашей заявке № 778 получен ответ"), "778");
    EXPECT_EQ(numbers("[SID#42] Сервер"), "42");
    EXPECT_EQ(numbers("INC0012345 - Server"), "INC0012345");
    EXPECT_EQ(numbers("[JIRA] (SHOP-12) Server"), "SHOP-12");
    EXPECT_EQ(numbers("Re: [SHOP-123] Server"), "SHOP-123");
    EXPECT_EQ(numbers("[~4711] Server"), "4711");
    EXPECT_EQ(numbers("Vorgang: 1234"), "1234");
    EXPECT_EQ(numbers("Anfrage: 20261"), "20261") << "begins like a year";
}

TEST(PartnerNumber, IsNoneInPlainWords)
{
    for (const char *subject : {"Offer for 2024", "Request for 3 servers", "Order 12345", "Re: 50% off [EXT]",
                                "UTF-8 (ISO-88)", "Ticket to Berlin", "[2] Server", "Phone +7 495 1234567", ""})
        EXPECT_EQ(numbers(subject), "") << subject;
    for (const char *subject : {"Card (RTX-4090) is out", "Роутер (DIR-615)", "Audit [ISO-9001]", "[RFC-5322] and mail",
                                "[CVE-2024]", "Anfrage: 2026", "Запрос : 1999 год", "Request:2026-05"})
        EXPECT_EQ(numbers(subject), "") << subject << ": a product, a standard, a year";
    EXPECT_EQ(numbers(makeSubjectToken(4182, Key::ofContent("x"), "secret").toString().toUtf8().constData()), "")
        << "our own";
}

TEST(PartnerNumber, IsOfOneDomainAndNeverOfFreeMail)
{
    EXPECT_NE(partnerMarks(QStringLiteral("a@one.example"), QStringLiteral("[#123]")),
              partnerMarks(QStringLiteral("a@two.example"), QStringLiteral("[#123]")));
    EXPECT_EQ(partnerMarks(QStringLiteral("a@one.example"), QStringLiteral("[#123]")),
              partnerMarks(QStringLiteral("b@one.example"), QStringLiteral("Re: [Ticket#123] x")));
    EXPECT_EQ(numbers("[#123456] x", "somebody@gmail.com"), "");
    EXPECT_EQ(numbers("[#123456] x", "somebody@yandex.ru"), "");
    EXPECT_EQ(numbers("[#123456] x", ""), "");
}

TEST(OwnMessageId, NamesItsTicketOnlyWithTheRightHash)
{
    const Key ticket = Key::ofContent("x");
    const QByteArray id = makeOwnMessageId(ticket, "0123456789abcdef", "desk.example", "secret");
    EXPECT_EQ(ticketOfOwnId(id, "secret"), ticket);
    EXPECT_TRUE(ticketOfOwnId(id, "other").isEmpty());
    EXPECT_TRUE(ticketOfOwnId(id, {}).isEmpty());
    EXPECT_TRUE(ticketOfOwnId(QByteArray(id).replace("0123", "0124"), "secret").isEmpty());
    EXPECT_TRUE(ticketOfOwnId(makeOwnMessageId(ticket, "ab", "x", {}), "secret").isEmpty());
    EXPECT_TRUE(ticketOfOwnId("t.1.2.3@x", "secret").isEmpty());
}
