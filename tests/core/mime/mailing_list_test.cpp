// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/message_parser.h"

#include <gtest/gtest.h>

namespace otklik::mime {
namespace {

/// "Name <address>", or "From"
QString writerOf(const QByteArray &headers)
{
    const Message message = parseMessage(headers + "\r\nTo: support@example.com\r\n\r\nHelp!\r\n");
    if (!message.writer)
        return QStringLiteral("From");
    return QStringLiteral("%1 <%2>").arg(message.writer->name, message.writer->address.toString());
}

const QByteArray kGoogle = "Mailing-list: list support@example.com; contact support+owners@example.com\r\n"
                           "List-ID: <support.example.com>\r\n"
                           "List-Post: <https://groups.google.com/a/example.com/group/support/post>, "
                           "<mailto:support@example.com>\r\n";

} // namespace

TEST(MailingList, AGoogleGroupThatStandsInFromNamesTheWriterBeside)
{
    EXPECT_EQ(writerOf("From: \"'Irina Belova' via Support\" <support@example.com>\r\n" + kGoogle +
                       "X-Original-Sender: bounce-17@mailer.test\r\nX-Original-From: Irina Belova <irina@kunde.test>"),
              QStringLiteral("Irina Belova <irina@kunde.test>"));
    EXPECT_EQ(writerOf("From: \"'Irina Belova' via Support\" <support@example.com>\r\n" + kGoogle +
                       "X-Original-Sender: irina@kunde.test"),
              QStringLiteral("Irina Belova <irina@kunde.test>"));
    EXPECT_EQ(writerOf("From: =?utf-8?B?J9CY0YDQuNC90LAnINGH0LXRgNC10Lcg0J/QvtC80L7RidGM?= <Support@Example.com>\r\n" +
                       kGoogle + "X-Original-From: irina@kunde.test"),
              QString::fromUtf8("Ирина <irina@kunde.test>"));
}

TEST(MailingList, MailmanNamesTheWriterInReplyTo)
{
    EXPECT_EQ(writerOf("From: Irina Belova via Support <support@lists.example.com>\r\n"
                       "List-Id: Support <support.lists.example.com>\r\n"
                       "Reply-To: support@lists.example.com, irina@kunde.test"),
              QStringLiteral("Irina Belova <irina@kunde.test>"));
}

TEST(MailingList, WhoeverIsNotTheListIsTheWriter)
{
    EXPECT_EQ(writerOf("From: Irina <irina@kunde.test>\r\n" + kGoogle + "X-Original-From: Pavel <pavel@kunde.test>"),
              QStringLiteral("From"));
    EXPECT_EQ(writerOf("From: Support <support@example.com>\r\nX-Original-From: Pavel <pavel@kunde.test>\r\n"
                       "Reply-To: pavel@kunde.test"),
              QStringLiteral("From"))
        << "no list";
    EXPECT_EQ(writerOf("From: Irina via Support <support@example.com>\r\n" + kGoogle +
                       "Reply-To: support@example.com\r\nX-Original-From: nonsense"),
              QStringLiteral("From"))
        << "nobody else is named";
}

} // namespace otklik::mime
