// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Mail made to break its reader (the table in the design notes, "hostile input"): each must be read, within a time.
#include "core/mime/html_sanitizer.h"
#include "core/mime/html_text.h"
#include "core/mime/message_parser.h"
#include "core/mime/pgp_armour.h"
#include "core/mime/quotes.h"
#include "core/mime/rtf_text.h"
#include "tests/support/expect_result.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <ctime>
#include <iostream>
#include <optional>
#include <random>

using namespace otklik::mime;

namespace {

constexpr qint64 kLongest = 5000; // ms of processor time, with sanitizers

/// Milliseconds that the processor worked for it: a busy machine is no fault. Pool threads that parse mail have 8 MB.
template<typename Work>
qint64 timed(Work work)
{
    const std::clock_t begun = std::clock();
    std::unique_ptr<QThread> thread(QThread::create(work));
    thread->setStackSize(8 * 1024 * 1024);
    thread->start();
    thread->wait();
    return qint64(std::clock() - begun) * 1000 / CLOCKS_PER_SEC;
}

/// Read in time; what had to be left out is said.
void expectRead(const QByteArray &raw, const char *what, std::optional<Defect> defect = {})
{
    const qint64 spent = timed([&] {
        const Message message = parseMessage(raw);
        EXPECT_LE(message.attachments.size(), 1100U) << what;
        EXPECT_LE(message.to.size(), 2000U) << what;
        if (defect) {
            EXPECT_EQ(std::count(message.defects.begin(), message.defects.end(), *defect), 1) << what;
        }
    });
    EXPECT_LT(spent, kLongest) << what;
}

QByteArray nested(int depth)
{
    QByteArray raw = "From: a@b.org\r\nMIME-Version: 1.0\r\n";
    for (int i = 0; i < depth; ++i)
        raw += "Content-Type: multipart/mixed; boundary=b" + QByteArray::number(i) + "\r\n\r\n--b" +
               QByteArray::number(i) + "\r\n";
    return raw + "\r\nheart\r\n";
}

} // namespace

TEST(HostileMail, NestedParts)
{
    expectRead(nested(10000), "10,000 nested multiparts", Defect::NestingCut);
    expectRead("From: a@b.org\r\n" + QByteArray("Content-Type: message/rfc822\r\n\r\n").repeated(100000),
               "100,000 mails in mails");
    QByteArray parts = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    parts += QByteArray("--b\r\nContent-Type: image/png\r\n\r\nx\r\n").repeated(100000);
    expectRead(parts, "100,000 parts", Defect::PartsCut);
}

TEST(HostileMail, Headers)
{
    expectRead(QByteArray("X-A: b\r\n").repeated(100000) + "\r\nbody", "100,000 header lines");
    expectRead("Subject: " + QByteArray(30 * 1024 * 1024, 'a') + "\r\n\r\nbody", "a header of 30 MB",
               Defect::HeadersTruncated);
    expectRead("Subject: " + QByteArray("=?utf-8?Q?=D0=90?= ").repeated(100000) + "\r\n\r\nbody",
               "100,000 encoded words");
    expectRead("References: " + QByteArray("<a@b.org>\r\n ").repeated(200000) + "\r\n\r\nbody", "200,000 references");
    expectRead("Subject: " + QByteArray("=?").repeated(500000) + "\r\n\r\nbody", "500,000 beginnings of words");
    expectRead(QByteArray(20 * 1024 * 1024, 'x'), "no header at all");
    expectRead("Subject: a\r\n\r\n" + QByteArray(101 * 1024 * 1024, 'x'), "a mail of 101 MB", Defect::TooLarge);
}

TEST(HostileMail, Addresses)
{
    expectRead("To: " + QByteArray("a:").repeated(100000) + "\r\n\r\nbody", "100,000 nested groups",
               Defect::AddressesCut);
    expectRead("To: " + QByteArray("(").repeated(200000) + "\r\n\r\nbody", "200,000 nested comments",
               Defect::AddressesCut);
    expectRead("To: " + QByteArray("a@b.org, ").repeated(100000) + "\r\n\r\nbody", "100,000 addresses");
    expectRead("From: a@b.org\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\nResent-To: " +
                   QByteArray("a:").repeated(100000) + "\r\n\r\nbody",
               "nested groups in a mail inside", Defect::AddressesCut);
    expectRead("To\t: " + QByteArray("a:").repeated(100000) + "\r\n\r\nbody", "a space before the colon");
    expectRead("To" + QByteArray(1000, ' ') + ":" + QByteArray("a:").repeated(100000) + "\r\n\r\nbody", "many spaces");
    expectRead("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nTo :" +
                   QByteArray("a:").repeated(100000) + "\r\n\r\nbody",
               "a space before the colon, inside");
}

TEST(HostileMail, NulAndNoise)
{
    QByteArray nul = "From: a@b.org\r\nSubject: a\r\n\r\n";
    nul += QByteArray(1024 * 1024, '\0');
    expectRead(nul, "a body of NUL");
    expectRead(QByteArray(1024 * 1024, '\0'), "nothing but NUL");
    std::mt19937 random(20261123);
    for (int round = 0; round < 300; ++round) {
        QByteArray noise = "From: a@b.org\r\nContent-Type: multipart/mixed; boundary=\"-\"\r\n\r\n";
        for (int i = 0; i < 2000; ++i)
            noise += "\r\n-:;<>@=?\"(Bb0\x80\xd0 "[random() % 18];
        const Message message = parseMessage(noise);
        for (const Attachment &attachment : message.attachments)
            EXPECT_OK(extractPart(noise, attachment.part));
    }
}

TEST(HostileMail, DamagedMailIsStillRead)
{
    const QByteArray whole =
        "From: =?utf-8?B?0JjRgNC40L3QsA==?= <i@x.org>\r\nTo: a: b@c.org;\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: text/html\r\n\r\n<p>a<b>c</p>\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Final-Recipient: rfc822; z@y.org\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--\r\n";
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        QByteArray damaged = whole;
        for (int hits = 0; hits < 6; ++hits)
            damaged[qsizetype(random() % unsigned(damaged.size()))] = char(random());
        const Message message = parseMessage(damaged);
        EXPECT_LE(message.text.size(), damaged.size() * 4);
    }
}

TEST(HostileMail, PagesWithoutEnd)
{
    const auto page = [](const QString &html, const char *what) {
        const qint64 spent = timed([&] {
            EXPECT_LE(htmlToText(html).size(), html.size() * 2 + 1024) << what;
            EXPECT_LE(sanitizeHtml(html).html.size(), 40 * 1024 * 1024) << what;
        });
        EXPECT_LT(spent, kLongest * 2) << what;
        if (spent > 500)
            std::cout << "    " << what << ": " << spent << " ms\n";
    };
    page(QStringLiteral("<div>").repeated(300000), "open elements");
    page(QStringLiteral("<x><div></x></div>").repeated(100000), "crossed elements");
    page(QStringLiteral("<b></q>").repeated(200000), "stray end tags");
    page(QStringLiteral("<svg>") + QStringLiteral("<td>").repeated(300000), "cells in a drawing");
    QString fonts;
    for (int i = 0; i < 300; ++i)
        fonts += QStringLiteral("<font id=%1>").arg(i);
    page(fonts + QStringLiteral("<p>x").repeated(100000), "formatting that is opened again and again");
    page(QStringLiteral("<table>").repeated(100000), "tables in tables");
    page(QStringLiteral("<a href='") + QString(8 * 1024 * 1024, QLatin1Char('a')), "an attribute without end");
    page(QStringLiteral("<blockquote>x").repeated(100000), "quotes in quotes");
    page(QStringLiteral("&amp;").repeated(1000000), "entities");
}

TEST(HostileMail, TextsWithoutEnd)
{
    const auto text = [](const QString &words, const char *what) {
        const qint64 spent = timed([&] {
            QString joined;
            for (const TextBlock &block : splitQuotes(words))
                joined += block.text;
            EXPECT_EQ(joined, words) << what;
        });
        EXPECT_LT(spent, kLongest) << what;
        if (spent > 500)
            std::cout << "    " << what << ": " << spent << " ms\n";
    };
    text(QString(5'000'000, QLatin1Char('a')), "one line");
    text(QString(5'000'000, QLatin1Char('\n')), "no words");
    text(QStringLiteral("On 3 March x\n").repeated(200000), "attributions without end");
    text(QStringLiteral("-- \n").repeated(200000), "signatures");
    text(QStringLiteral("--\n").repeated(100000), "signature marks");
    text(QStringLiteral("> a\nOn 3 March 2026, A <a@b.org> wrote:\n").repeated(50000), "quotes and attributions");
    text(QStringLiteral("From: a\nx\n").repeated(100000), "headers");
    text(QStringLiteral("12 a 12 ").repeated(40) + QStringLiteral("\n"), "a line of dates");
}

TEST(HostileMail, CalendarsMadeToExplode)
{
    const auto calendar = [](const QByteArray &lines, bool isRead, const char *what) {
        const qint64 spent = timed([&] {
            const auto invitation =
                readInvitation("BEGIN:VCALENDAR\r\n" + lines + "END:VEVENT\r\nEND:VCALENDAR\r\n", "REQUEST");
            EXPECT_EQ(invitation.has_value(), isRead) << what;
        });
        EXPECT_LT(spent, kLongest) << what;
        if (spent > 500)
            std::cout << "    " << what << ": " << spent << " ms\n";
    };
    const QByteArray event = "BEGIN:VEVENT\r\nSUMMARY:x\r\nDTSTART;TZID=Trap:20260110T090000\r\n";
    const QByteArray parameters = QByteArray(";X-A=1").repeated(2000);
    const QByteArray list = parameters + ':' + QByteArray("20260101,").repeated(2000) + "\r\n";
    for (const char *name : {"CATEGORIES", "RESOURCES", "RDATE", "EXDATE", "FREEBUSY", "X-LIST"})
        calendar(event + name + list, true, name);
    calendar(event + ("SUMMARY" + list + "ATTENDEE" + list).repeated(7), true, "parameters without end");
    calendar(event + "ATTENDEE" + QByteArray(";X-A=1").repeated(80000) + ":a\r\n", true, "a line of parameters");
    calendar(QByteArray("BE\r\n GIN:VEVENT\r\n").repeated(30000), false, "folded components");
    calendar(QByteArray("BEGIN;X\n").repeated(60000), false, "components with parameters");
    calendar(QByteArray("B\n\tEGIN;X\n").repeated(45000), false, "folded components with parameters");

    const auto upTo = [](int most) {
        QByteArray numbers = "0";
        for (int i = 1; i <= most; ++i)
            numbers += ',' + QByteArray::number(i);
        return numbers;
    };
    const auto zone = [&event](const QByteArray &rules) {
        return "BEGIN:VTIMEZONE\r\nTZID:Trap\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0500\r\n"
               "TZOFFSETTO:+0400\r\n" +
               rules + "END:STANDARD\r\nEND:VTIMEZONE\r\n" + event;
    };
    calendar(zone("RRULE:FREQ=YEARLY;BYSECOND=" + upTo(59) + ";BYMINUTE=" + upTo(59) + ";BYHOUR=" + upTo(23) + "\r\n"),
             true, "each second of a day");
    calendar(zone("RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYHOUR=" + upTo(23) +
                  ";BYMINUTE=" + upTo(59) + "\r\n"),
             true, "each minute of a month");
    calendar(zone(QByteArray("RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA\r\n").repeated(5000)), true,
             "5,000 rules");
}

TEST(HostileMail, PgpBlocksWithoutEnd)
{
    const QByteArray block = "-----BEGIN PGP MESSAGE-----\n-----END PGP MESSAGE-----\n";
    const auto blocks = [](const QByteArray &text, std::size_t encrypted, const char *what) {
        const qint64 spent = timed([&] { EXPECT_EQ(readPgpText(text).encrypted.size(), encrypted) << what; });
        EXPECT_LT(spent, kLongest) << what;
    };
    blocks(block.repeated(200000), 200, "blocks");
    blocks(QByteArray("-----BEGIN PGP MESSAGE-----\n").repeated(300000), 0, "beginnings");
    blocks(QByteArray("-----BEGIN PGP SIGNED MESSAGE-----\n").repeated(300000), 0, "beginnings of signed text");
    EXPECT_EQ(readPgpText(block.repeated(201)).text, block); // the rest stays text
    const PgpText mixed =
        readPgpText("a\n" + block + "-----BEGIN PGP SIGNED MESSAGE-----\n\nb\n" + block +
                    "-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----\nc\n" + block + "d\n");
    EXPECT_EQ(mixed.encrypted.size(), 2U);
    EXPECT_TRUE(mixed.isSigned);
    EXPECT_EQ(mixed.text, "a\nb\n" + block + "c\nd\n");
}

TEST(HostileMail, RtfOfSingleBytes)
{
    const auto rtf = [](const QByteArray &words, const char *what) {
        const qint64 spent = timed([&] { EXPECT_FALSE(rtfToText("{\\rtf1 x" + words).isEmpty()) << what; });
        EXPECT_LT(spent, kLongest) << what;
        if (spent > 500)
            std::cout << "    " << what << ": " << spent << " ms\n";
    };
    rtf(QByteArray("\\'81\\~").repeated(300000), "bytes that mean nothing");
    rtf("\\ansicpg99999 " + QByteArray("\\'e9\\~").repeated(300000), "a charset that nobody knows");
    QByteArray pages;
    for (int i = 0; i < 200000; ++i)
        pages += "\\ansicpg" + QByteArray::number(100000 + i) + " \\'e9}";
    rtf(pages, "200,000 charsets");
}

TEST(OrdinaryMail, IsReadFastEnoughForAFirstSync)
{
    const QByteArray raw =
        "Received: from a.example.org by b.example.com; Mon, 2 Mar 2026 10:00:00 +0300\r\n"
        "From: =?utf-8?B?0JjRgNC40L3QsA==?= <irina@example.org>\r\nTo: support@example.com\r\n"
        "Subject: =?utf-8?B?0J/RgNC40LLQtdGC?=\r\nDate: Mon, 2 Mar 2026 10:00:00 +0300\r\nMessage-ID: "
        "<m1@example.org>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; "
        "charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
        QStringLiteral("Здравствуйте! Сайт не открывается.\n").repeated(60).toUtf8().toBase64() +
        "\r\n--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
        QByteArray("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJiVBORw0KGgoAAAANSUhEUgAAAAEAAAA\r\n").repeated(240) +
        "\r\n--b--\r\n";
    ASSERT_GT(raw.size(), 23000);
    QElapsedTimer timer;
    timer.start();
    constexpr int kMails = 4000;
    qsizetype characters = 0;
    for (int i = 0; i < kMails; ++i)
        characters += parseMessage(raw).text.size();
    const qint64 spent = std::max<qint64>(1, timer.elapsed());
    std::cout << "    " << kMails * 1000 / spent << " mails of " << raw.size() / 1024 << " kB a second\n";
    EXPECT_EQ(characters % kMails, 0);
    EXPECT_LT(spent, 8000) << "the aim is 5,000 a second; this leaves room for a busy machine and sanitizers";
}

TEST(HostileMail, ManyThreadsAtOnce)
{
    const QByteArray raw = nested(40);
    std::vector<std::unique_ptr<QThread>> threads;
    std::atomic<int> right = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([&] {
            for (int round = 0; round < 200; ++round)
                right += parseMessage(raw).text.contains(QLatin1String("heart")) ? 1 : 0;
        }));
        threads.back()->start();
    }
    for (auto &thread : threads)
        thread->wait();
    EXPECT_EQ(right, 800);
}
