// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The same mails as seven other readers see them, and what is left of mails that were damaged on purpose.
#include "core/mime/charset_text.h"
#include "core/mime/html_sanitizer.h"
#include "core/mime/html_text.h"
#include "core/mime/message_parser.h"
#include "core/mime/quotes.h"
#include "core/mime/text_part.h"
#include "tests/core/mime/corpus.h"
#include "tests/support/expect_result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <iostream>
#include <random>

using namespace otklik::mime;

namespace {

class OtherReaders : public ::testing::Test
{
protected:
    void SetUp() override
    {
        if (!corpus.isThere())
            GTEST_SKIP() << "OTKLIK_MAIL_CORPUS is not set";
    }

    Corpus corpus;
};

QString textOf(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8).replace(QLatin1String("\r\n"), QLatin1String("\n"));
}

/// Letters and digits in ASCII: what every decoder agrees on.
QByteArray letters(const QByteArray &bytes)
{
    QByteArray kept;
    for (const char c : bytes)
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            kept += c;
    return kept;
}

/// All that a reader of this program can get to see or to save.
QByteArray everythingIn(const QByteArray &raw, int depth = 0)
{
    const Message message = parseMessage(raw);
    QByteArray all = letters(message.text.toUtf8()) + '|' + letters(message.html.toUtf8());
    for (const Attachment &attachment : message.attachments) {
        const auto bytes = extractPart(raw, attachment.part);
        if (!bytes)
            continue;
        all += '|' + letters(*bytes);
        if (attachment.contentType == QLatin1String("message/rfc822") && depth < 4)
            all += '|' + everythingIn(*bytes, depth + 1);
    }
    return all;
}

QStringList addressesIn(const QJsonValue &value)
{
    QStringList addresses;
    const QJsonObject object = value.toObject();
    if (object.contains(QStringLiteral("mailbox")))
        addresses << object.value(QStringLiteral("mailbox")).toString().toLower();
    for (const QJsonValue &one : object.value(QStringLiteral("items")).toArray())
        addresses += addressesIn(one);
    return addresses;
}

QStringList addressesIn(const std::vector<Mailbox> &mailboxes)
{
    QStringList addresses;
    for (const Mailbox &mailbox : mailboxes)
        addresses << (mailbox.address.isEmpty() ? mailbox.raw : mailbox.address.toString()).toLower();
    return addresses;
}

QStringList namesIn(const QJsonObject &part)
{
    QStringList names;
    if (part.contains(QStringLiteral("filename")))
        names << part.value(QStringLiteral("filename")).toString();
    for (const QJsonValue &one :
         part.value(QStringLiteral("parts")).toObject().value(QStringLiteral("items")).toArray())
        names += namesIn(one.toObject());
    return names;
}

QString bodyOf(const QString &text)
{
    QString body;
    for (const TextBlock &block : splitQuotes(text))
        if (block.kind == BlockKind::Body || block.kind == BlockKind::Signature)
            body += block.text;
    return body;
}

std::vector<QByteArray> splitMbox(const QByteArray &box)
{
    std::vector<QByteArray> mails;
    qsizetype start = 0;
    while (start < box.size()) {
        qsizetype end = box.indexOf("\n\nFrom ", start);
        end = end < 0 ? box.size() : end + 2;
        mails.push_back(box.mid(start, end - start));
        start = end;
    }
    return mails;
}

void expectSound(const QByteArray &raw, const std::string &name)
{
    const Message message = parseMessage(raw);
    QString joined;
    for (const TextBlock &block : splitQuotes(message.text))
        joined += block.text;
    EXPECT_EQ(joined, message.text) << name;
    EXPECT_LE(message.text.size(), raw.size() * 6 + 1024) << name;
    for (const Attachment &attachment : message.attachments) {
        EXPECT_OK(extractPart(raw, attachment.part)) << name;
        EXPECT_FALSE(attachment.fileName.isEmpty()) << name;
        EXPECT_FALSE(attachment.fileName.contains(QLatin1Char('/'))) << name;
    }
    if (!message.html.isEmpty()) {
        EXPECT_FALSE(sanitizeHtml(message.html).html.contains(QLatin1String("<script"), Qt::CaseInsensitive)) << name;
    }
}

} // namespace

TEST_F(OtherReaders, HeadersOfTheTortureCollection)
{
    Score subject(QStringLiteral("libetpan, subject"));
    Score people(QStringLiteral("libetpan, sender and recipients"));
    Score thread(QStringLiteral("libetpan, Message-ID and references"));
    Score date(QStringLiteral("libetpan, date"));
    Score files(QStringLiteral("libetpan, names of files"));
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("libetpan"), QStringLiteral("mail"))) {
        const QJsonObject json = corpus.expectedJson(entry.path + QStringLiteral(".json")).object();
        if (json.isEmpty())
            continue;
        const QJsonObject header = json.value(QStringLiteral("header")).toObject();
        const Message message = parseMessage(corpus.mail(entry.path));
        const QString wanted = header.value(QStringLiteral("subject")).toString();
        subject.count(squeezed(wanted) == squeezed(message.subject),
                      entry.path + QStringLiteral(" wanted ") + wanted + QStringLiteral(" got ") + message.subject);
        for (const auto &[key, got] : {std::pair{"from", message.from}, {"to", message.to}, {"cc", message.cc}}) {
            const QStringList told = addressesIn(header.value(QLatin1String(key)));
            people.count(told == addressesIn(got), entry.path + QStringLiteral(" wanted ") +
                                                       told.join(QLatin1Char(' ')) + QStringLiteral(" got ") +
                                                       addressesIn(got).join(QLatin1Char(' ')));
        }
        QStringList references;
        for (const QByteArray &id : message.references)
            references << QString::fromUtf8(id);
        QStringList told;
        for (const QJsonValue &one : header.value(QStringLiteral("references")).toArray())
            told << one.toString();
        // That program invents an id where the mail has none.
        const QString id = QString::fromUtf8(message.messageId);
        thread.count((id.isEmpty() || id == header.value(QStringLiteral("messageID")).toString()) && told == references,
                     entry.path + QStringLiteral(" wanted ") + told.join(QLatin1Char(' ')) + QStringLiteral(" got ") +
                         references.join(QLatin1Char(' ')));
        const qint64 seconds = header.value(QStringLiteral("date")).toString().toLongLong();
        if (seconds > 0 && seconds < 2000000000) // two-digit years come out a century late there
            date.count(
                message.date.ms() / 1000 == seconds,
                QStringLiteral("%1 wanted %2 got %3").arg(entry.path).arg(seconds).arg(message.date.ms() / 1000));
        QStringList got;
        for (const Attachment &attachment : message.attachments)
            got << attachment.fileName;
        // A detached signature is named on the mail and not listed: nobody sent it to be opened.
        for (const QString &name : namesIn(json.value(QStringLiteral("mainPart")).toObject()))
            files.count(got.contains(name) || got.contains(name.section(QLatin1Char('/'), -1)) ||
                            (name == QLatin1String("smime.p7s") && message.protection.isSigned),
                        entry.path + QStringLiteral(" wanted ") + name + QStringLiteral(" got ") +
                            got.join(QLatin1Char(' ')));
    }
    EXPECT_EQ(subject.right(), subject.total());
    EXPECT_GE(subject.total(), 107);
    // Not met: a comment where people should stand, shown here and dropped there; a name that holds quotes.
    EXPECT_GE(people.right(), 319);
    EXPECT_EQ(thread.right(), thread.total());
    // Not met: two mails without a date, which are of 2001 there.
    EXPECT_GE(date.right(), 69);
    EXPECT_EQ(files.right(), files.total());
    EXPECT_GE(files.total(), 36);
}

TEST_F(OtherReaders, NoPartIsLost)
{
    Score score(QStringLiteral("mime4j, parts that can be read or saved"));
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("mime4j"), QStringLiteral("mail"))) {
        const QByteArray all = everythingIn(corpus.mail(entry.path));
        const QString stem = entry.path.left(entry.path.lastIndexOf(QLatin1Char('.'))) + QStringLiteral("_decoded_");
        for (const QString &name : corpus.expectedBeside(stem)) {
            const QByteArray wanted = letters(corpus.expected(name));
            score.count(all.contains(wanted),
                        name + QStringLiteral(" wanted ") + QString::fromLatin1(wanted.left(100)));
        }
    }
    // Not met: a line without a colon among the headers, which begins the body there and is left out here.
    EXPECT_GE(score.right(), 87);
}

TEST_F(OtherReaders, BodiesReadTheSame)
{
    Score text(QStringLiteral("stalwart, text"));
    Score files(QStringLiteral("stalwart, number of attachments"));
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("stalwart_mail_parser"), QStringLiteral("mail"))) {
        const QString wanted = entry.path.left(entry.path.lastIndexOf(QLatin1Char('.'))) + QStringLiteral(".json");
        const QJsonObject json = corpus.expectedJson(wanted).object();
        const QJsonArray parts = json.value(QStringLiteral("parts")).toArray();
        const Message message = parseMessage(corpus.mail(entry.path));
        const QString all = squeezed(message.text + message.html);
        for (const QJsonValue &index : json.value(QStringLiteral("text_body")).toArray()) {
            const QJsonObject body = parts.at(index.toInt()).toObject().value(QStringLiteral("body")).toObject();
            const QString plain = body.value(QStringLiteral("Text")).toString();
            if (!plain.isEmpty())
                text.count(all.contains(squeezed(plain)), entry.path + QStringLiteral(" wanted ") + plain.left(200) +
                                                              QStringLiteral(" got ") + message.text.left(200));
        }
        int shown = 0;
        for (const Attachment &attachment : message.attachments)
            shown += attachment.contentType.startsWith(QLatin1String("text/")) ? 0 : 1;
        int told = 0;
        for (const QJsonValue &index : json.value(QStringLiteral("attachments")).toArray()) {
            const QJsonObject body = parts.at(index.toInt()).toObject().value(QStringLiteral("body")).toObject();
            told += body.contains(QStringLiteral("Text")) || body.contains(QStringLiteral("Html")) ? 0 : 1;
        }
        files.count(shown == told, QStringLiteral("%1 wanted %2 got %3").arg(entry.path).arg(told).arg(shown));
    }
    // Not met: raw Latin-1, read here and U+FFFD there; a file in uuencode, left in the text there and listed here; a
    // text without an encoding that is read in three ways by three programs.
    EXPECT_GE(text.right(), 57);
    EXPECT_GE(files.right(), 62);
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("thunderbird"), QStringLiteral("mail"))) {
        const QByteArray wanted = corpus.expected(entry.path + QStringLiteral(".out"));
        if (wanted.isEmpty())
            continue;
        const QByteArray all = everythingIn(corpus.mail(entry.path));
        EXPECT_TRUE(all.contains(letters(wanted)) || all.contains(letters(htmlToText(textOf(wanted)).toUtf8())))
            << entry.path.toStdString() << ": " << wanted.toStdString();
    }
    const QString flowed = textOf(corpus.mail(QStringLiteral("roundcube/format-flowed.txt")));
    const QString whole = textOf(corpus.expected(QStringLiteral("roundcube/format-flowed-unfolded.txt")));
    EXPECT_EQ(squeezed(unflowed(flowed, false)), squeezed(whole));
    EXPECT_EQ(unflowed(flowed, false).count(QLatin1Char('\n')), whole.count(QLatin1Char('\n')));
}

TEST_F(OtherReaders, QuotesInPages)
{
    Score score(QStringLiteral("mailspring, replies in HTML"));
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("mailspring/emails"), QStringLiteral("html"))) {
        const QString wanted = QString(entry.path).replace(QLatin1String(".html"), QLatin1String("_stripped.html"));
        const QString body = bodyOf(htmlToText(textOf(corpus.mail(entry.path))));
        const QString told = bodyOf(htmlToText(textOf(corpus.expected(wanted))));
        score.count(squeezed(body) == squeezed(told), entry.path + QStringLiteral(" wanted ") +
                                                          told.simplified().left(300) + QStringLiteral(" GOT ") +
                                                          body.simplified().left(300));
    }
    // Not met: signatures cut there and kept here as what they are; a rule left at the end; words below a quote.
    EXPECT_GE(score.right(), 13);
    EXPECT_GE(score.total(), 17);
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("mailspring/autoload_images"), QStringLiteral("html"))) {
        const SanitizedHtml clean = sanitizeHtml(textOf(corpus.mail(entry.path)));
        EXPECT_EQ(clean.blockedImages > 0, entry.path.contains(QLatin1String("marketing")))
            << "grounds are not counted";
        EXPECT_FALSE(clean.html.contains(QRegularExpression(QStringLiteral("(?:src|background)=\"(?:http|//)"))));
    }
}

TEST_F(OtherReaders, MailboxFilesAreRead)
{
    int mails = 0;
    int named = 0;
    for (const Corpus::Entry &entry : corpus.entries()) {
        if (entry.kind != QLatin1String("mbox"))
            continue;
        for (const QByteArray &raw : splitMbox(corpus.mail(entry.path))) {
            expectSound(raw, entry.path.toStdString());
            ++mails;
            named += parseMessage(raw).from.empty() ? 0 : 1;
        }
    }
    std::cout << "mails in mbox files: " << mails << ", with a sender " << named << '\n';
    EXPECT_GE(mails, 88);
    EXPECT_GE(named, 84);
}

TEST_F(OtherReaders, DamagedMailIsStillRead)
{
    std::mt19937 random(20261123);
    const auto below = [&random](qsizetype n) { return qsizetype(random() % unsigned(std::max<qsizetype>(1, n))); };
    QByteArray last;
    for (const Corpus::Entry &entry : corpus.entries()) {
        QByteArray raw = corpus.mail(entry.path);
        if (entry.kind != QLatin1String("mail") || raw.size() > 100 * 1024 || raw.isEmpty())
            continue;
        for (int round = 0; round < 3; ++round) {
            QByteArray damaged = raw;
            for (int hits = 0; hits < 1 + round * 8; ++hits)
                damaged[below(damaged.size())] = "\r\n-:;<>=?\"\0\xff\xd0(B"[below(15)];
            if (round == 1 && damaged.size() > 10)
                damaged.remove(below(damaged.size()), below(damaged.size()));
            if (round == 2)
                damaged.insert(below(damaged.size()), last.mid(below(last.size()), below(4000)));
            expectSound(damaged, entry.path.toStdString());
        }
        last = raw;
    }
}
