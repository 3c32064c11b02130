// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/quotes.h"
#include "core/mime/text_part.h"
#include "tests/support/expect_result.h"

#include <QStringList>

#include <random>

using namespace otklik::mime;

namespace {

/// "B:text|Q:text|…", line ends and blank edges left out; fails when a character is lost.
QString shape(const QString &text)
{
    QString joined;
    QStringList blocks;
    for (const TextBlock &block : splitQuotes(text)) {
        joined += block.text;
        const QChar kind = QStringLiteral("BQSA").at(int(block.kind));
        blocks << QString(kind) + QLatin1Char(':') + block.text.simplified();
    }
    EXPECT_EQ(joined, text);
    return blocks.join(QLatin1Char('|'));
}

} // namespace

TEST(Quotes, PlainTextIsBody)
{
    EXPECT_EQ(shape(QString()), QString());
    EXPECT_EQ(shape(QStringLiteral("Hello\n\nthere")), QStringLiteral("B:Hello there"));
    EXPECT_EQ(shape(QStringLiteral("He wrote: no\nprice > 5\n")), QStringLiteral("B:He wrote: no price > 5"));
    EXPECT_EQ(shape(QStringLiteral("From: the heart\nTo: you\n")), QStringLiteral("B:From: the heart To: you"));
}

TEST(Quotes, AttributionsOfManyPrograms)
{
    for (const char16_t *attribution :
         {u"On 3 March 2026, Irina <i@x.org> wrote:",
          u"On Mon, Mar 2, 2026 at 10:00 AM Irina Petrova\n<i@x.org> wrote:",
          u"3 марта 2026 г. в 10:00 Ирина <i@x.org> пишет:", u"Ирина Петрова писал(а) 2026-03-03 10:00:",
          u"пн, 2 мар. 2026 г. в 10:00, Ирина <i@x.org>:", u"02.03.2026, 10:00, \"Ирина\" <i@x.org>:",
          u"2 марта 2026, 10:00 +03:00 от Ирина <i@x.org>:", u"Ирина написала:", u"Am 2.3.2026 um 10:00 schrieb Irina:",
          u"Le 2 mars 2026 à 10:00, Irina <i@x.org> a écrit :", u"2026-03-02 10:00 GMT+03:00 Irina <i@x.org>:"}) {
        const QString line = QString::fromUtf16(attribution);
        EXPECT_EQ(shape(QStringLiteral("Thanks\n\n") + line + QStringLiteral("\n> was\n> so\n")),
                  QStringLiteral("B:Thanks|A:%1|Q:> was > so").arg(line.simplified()));
    }
}

TEST(Quotes, TheAttributionThatWeWriteOurselves)
{
    EXPECT_EQ(shape(QStringLiteral("Мы смотрим.\n\n2026-11-23 13:13, Ирина Белова:\n> Сайт?\n")),
              QStringLiteral("B:Мы смотрим.|A:2026-11-23 13:13, Ирина Белова:|Q:> Сайт?"));
    EXPECT_EQ(shape(QStringLiteral("2026-11-23 13:13, plan:\nwe move the site")),
              QStringLiteral("B:2026-11-23 13:13, plan: we move the site"));
    for (const char16_t *line : {u"12 марта 2026, 10:32, Ирина Белова:", u"1 May 2026, 10:32, irina@x.org:"}) {
        const QString attribution = QString::fromUtf16(line);
        EXPECT_EQ(shape(QStringLiteral("Hello.\n\n%1\n> Site?\n").arg(attribution)),
                  QStringLiteral("B:Hello.|A:%1|Q:> Site?").arg(attribution));
    }
}

TEST(Quotes, AnswersBetweenTheLinesAreBody)
{
    EXPECT_EQ(shape(QStringLiteral("> first?\nYes.\n> second?\n\nNo.\n>> deep\n> third\nNever.\n")),
              QStringLiteral("Q:> first?|B:Yes.|Q:> second?|B:No.|Q:>> deep > third|B:Never."));
}

TEST(Quotes, OriginalsWithoutMarks)
{
    EXPECT_EQ(
        shape(QStringLiteral("Спасибо!\n\n________________________________\nОт: Ирина <i@x.org>\nОтправлено: 2 марта\n"
                             "Кому: b@x.org\nТема: Сайт\n\nТекст\n")),
        QStringLiteral("B:Спасибо!|Q:________________________________ От: Ирина <i@x.org> Отправлено: 2 марта Кому: "
                       "b@x.org Тема: Сайт Текст"));
    EXPECT_EQ(shape(QStringLiteral("Ok\n-----Original Message-----\nFrom: x\n\nold\n")),
              QStringLiteral("B:Ok|Q:-----Original Message----- From: x old"));
    EXPECT_EQ(shape(QStringLiteral("Ok\n\nOn 3 March 2026, Irina <i@x.org> wrote:\n\nold words\nmore\n")),
              QStringLiteral("B:Ok|A:On 3 March 2026, Irina <i@x.org> wrote:|Q:old words more"));
    // The same line as the first words of a mail: the answer is what follows.
    EXPECT_EQ(shape(QStringLiteral("On 3 March 2026, Irina <i@x.org> wrote:\n\nmy words\n")),
              QStringLiteral("A:On 3 March 2026, Irina <i@x.org> wrote:|B:my words"));
}

TEST(Quotes, Signatures)
{
    EXPECT_EQ(shape(QStringLiteral("Hello\n-- \nIvan\n+7 1\n")), QStringLiteral("B:Hello|S:-- Ivan +7 1"));
    EXPECT_EQ(shape(QStringLiteral("Hello\n-- \nIvan\n> old\n")), QStringLiteral("B:Hello|S:-- Ivan|Q:> old"));
    EXPECT_EQ(shape(QStringLiteral("Да\n\nОтправлено с iPhone\n")), QStringLiteral("B:Да|S:Отправлено с iPhone"));
    EXPECT_EQ(shape(QStringLiteral("Yes\n\nSent from my iPhone\n\nAnd one more thing.\n")),
              QStringLiteral("B:Yes|S:Sent from my iPhone|B:And one more thing."));
    QString table = QStringLiteral("List\n--\n");
    for (int i = 0; i < 40; ++i)
        table += QStringLiteral("row\n");
    EXPECT_EQ(splitQuotes(table).size(), 1U);
}

TEST(Quotes, NothingIsEverLost)
{
    const QStringList pieces{QStringLiteral("\n"),
                             QStringLiteral("> "),
                             QStringLiteral("-- \n"),
                             QStringLiteral("\r\n"),
                             QStringLiteral("wrote:"),
                             QStringLiteral("On 3 March "),
                             QStringLiteral("From: a\n"),
                             QStringLiteral("To: b\n"),
                             QStringLiteral("Subject: c\n"),
                             QStringLiteral("words "),
                             QStringLiteral("____________\n"),
                             QStringLiteral(" ")};
    std::mt19937 random(42);
    for (int round = 0; round < 5000; ++round) {
        QString text;
        for (unsigned i = 0; i < random() % 40; ++i)
            text += pieces[qsizetype(random() % unsigned(pieces.size()))];
        shape(text);
    }
}

TEST(FlowedText, IsJoinedAsTheStandardSays)
{
    EXPECT_EQ(unflowed(QStringLiteral("a \nb\nc"), false), QStringLiteral("a b\nc"));
    EXPECT_EQ(unflowed(QStringLiteral("a \nb"), true), QStringLiteral("ab"));
    EXPECT_EQ(unflowed(QStringLiteral(">> a \n>> b\n> c \nd\n"), false), QStringLiteral(">> a b\n> c \nd\n"));
    EXPECT_EQ(unflowed(QStringLiteral(" > kept\n"), false), QStringLiteral("> kept\n"));
    EXPECT_EQ(unflowed(QStringLiteral("a \n-- \nIrina\n"), false), QStringLiteral("a \n-- \nIrina\n"));
    EXPECT_EQ(unflowed(QStringLiteral("> a \n\n> b\n"), false), QStringLiteral("> a \n\n> b\n"));
    EXPECT_EQ(unflowed(QString(), false), QString());
}
