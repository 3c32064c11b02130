// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Real mail, and what other programs make of it. The floors are what this reader reaches; an expectation is one
// program's opinion, so they are not all met. Deviations are named beside each floor.
#include "core/mime/html_sanitizer.h"
#include "core/mime/html_text.h"
#include "core/mime/message_parser.h"
#include "core/mime/quotes.h"
#include "core/mime/subject_line.h"
#include "tests/core/mime/corpus.h"
#include "tests/support/expect_result.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <iostream>
#include <tuple>

using namespace otklik::mime;

namespace {

class RealMail : public ::testing::Test
{
protected:
    void SetUp() override
    {
        if (!corpus.isThere())
            GTEST_SKIP() << "OTKLIK_MAIL_CORPUS is not set";
        ASSERT_FALSE(corpus.entries().empty()) << "no mail/index.tsv below OTKLIK_MAIL_CORPUS";
    }

    Corpus corpus;
};

QString joined(const std::vector<TextBlock> &blocks)
{
    QString text;
    for (const TextBlock &block : blocks)
        text += block.text;
    return text;
}

QString bodyOf(const QString &text)
{
    QString body;
    for (const TextBlock &block : splitQuotes(text))
        if (block.kind == BlockKind::Body)
            body += block.text;
    return body;
}

void expectHarmless(const SanitizedHtml &clean, const std::string &name)
{
    static const QRegularExpression bad(
        QStringLiteral(
            "<(?:script|form|input|iframe|object|embed|meta|link|style|base|svg|button)\\b|<[^>]*\\son\\w+\\s*=|"
            "(?:src|href|style)=\"[^\"]*(?:javascript:|vbscript:|expression\\(|url\\(|position\\s*:)|"
            "<img src=\"(?!cid:|data:image/)"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = bad.match(clean.html);
    EXPECT_FALSE(match.hasMatch()) << name << ": " << match.captured().toStdString();
}

void expectBounded(const Message &message, const QByteArray &raw, const std::string &name)
{
    EXPECT_LE(message.text.size(), raw.size() * 6 + 1024) << name;
    EXPECT_LE(message.html.size(), raw.size() * 2 + 1024) << name;
    EXPECT_FALSE(message.subject.contains(QLatin1Char('\n'))) << name;
    EXPECT_EQ(joined(splitQuotes(message.text)), message.text) << name;
    EXPECT_FALSE(message.text.contains(QChar(0))) << name;
    EXPECT_EQ(message.autoKind == AutoKind::Bounce, message.bounce.has_value()) << name;
    for (const Attachment &attachment : message.attachments) {
        EXPECT_FALSE(attachment.fileName.isEmpty()) << name;
        EXPECT_LE(attachment.fileName.size(), 120) << name;
        EXPECT_FALSE(attachment.fileName.contains(QLatin1Char('/'))) << name;
        const auto bytes = extractPart(raw, attachment.part);
        ASSERT_OK(bytes);
        EXPECT_LE(std::abs(bytes->size() - attachment.size), bytes->size() / 2 + 1024) << name;
    }
}

/// Without the HTML body, which that program keeps as a file of its own, and without the machine part of a report.
int filesIn(const QJsonArray &attachments)
{
    int files = 0;
    for (const QJsonValue &one : attachments) {
        const QJsonObject told = one.toObject().value(QStringLiteral("preferences")).toObject();
        const bool own = told.value(QStringLiteral("content-alternative")).toBool() ||
                         told.value(QStringLiteral("Mime-Type")).toString() == QLatin1String("message/delivery-status");
        files += own ? 0 : 1;
    }
    return files;
}

QString textOf(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8).replace(QLatin1String("\r\n"), QLatin1String("\n"));
}

} // namespace

TEST_F(RealMail, EveryMailIsRead)
{
    qint64 bytes = 0;
    int mails = 0;
    QElapsedTimer timer;
    timer.start();
    for (const Corpus::Entry &entry : corpus.entries()) {
        const QByteArray raw = corpus.mail(entry.path);
        const std::string name = entry.path.toStdString();
        const Message message = parseMessage(raw);
        expectBounded(message, raw, name);
        if (!message.html.isEmpty())
            expectHarmless(sanitizeHtml(message.html), name);
        bytes += raw.size();
        ++mails;
    }
    std::cout << mails << " mails, " << bytes / 1024 << " kB, read, folded, cleaned and opened in " << timer.elapsed()
              << " ms\n";
    EXPECT_GT(mails, 1900);
}

TEST_F(RealMail, AHeaderAloneNamesTheSamePeople)
{
    const auto addressing = [](const QByteArray &raw) {
        const Message mail = parseMessage(raw);
        return std::tuple(mail.from, mail.replyTo, mail.to, mail.cc, mail.subject, mail.messageId);
    };
    for (const QByteArray &raw : corpus.allMails()) {
        const qsizetype end = headerEnd(raw);
        if (end < 0)
            continue;
        EXPECT_TRUE(addressing(raw) == addressing(raw.left(end))) << raw.left(2000).toStdString();
    }
}

TEST_F(RealMail, LinksThatLieAreFew)
{
    int pages = 0;
    int warned = 0;
    const auto look = [&](const QString &html, const std::string &name) {
        if (html.isEmpty())
            return;
        ++pages;
        const SanitizedHtml safe = sanitizeHtml(html);
        warned += safe.suspiciousLinks.empty() ? 0 : 1;
        for (const SuspiciousLink &link : safe.suspiciousLinks)
            std::cout << name << ": " << link.shownHost.toStdString() << " is " << link.realHost.toStdString() << '\n';
    };
    for (const Corpus::Entry &entry : corpus.entries())
        look(parseMessage(corpus.mail(entry.path)).html, entry.path.toStdString());
    for (const QString &file : corpus.htmlFiles())
        look(QString::fromUtf8(corpus.read(file)), file.toStdString());
    std::cout << warned << " of " << pages << " pages warn\n";
    EXPECT_GT(pages, 300);
    EXPECT_LT(warned, pages / 10);
}

TEST_F(RealMail, EveryPageIsMadeHarmless)
{
    const QStringList files = corpus.htmlFiles();
    EXPECT_GT(files.size(), 70);
    for (const QString &file : files) {
        const QString html = QString::fromUtf8(corpus.read(file));
        expectHarmless(sanitizeHtml(html), file.toStdString());
        EXPECT_LE(htmlToText(html).size(), html.size() * 2 + 1024) << file.toStdString();
    }
}

TEST_F(RealMail, CutMailIsRead)
{
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("zammad"), QStringLiteral("mail"))) {
        const QByteArray raw = corpus.mail(entry.path);
        for (const qsizetype size : {raw.size() / 3, raw.size() * 3 / 4, raw.size() - 1})
            expectBounded(parseMessage(raw.left(size)), raw.left(size), entry.path.toStdString());
    }
}

TEST_F(RealMail, RepliesAreToldFromQuotes)
{
    Score score(QStringLiteral("email_reply_trimmer, reply alone"));
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("email_reply_trimmer"), QStringLiteral("text"))) {
        QString wanted = entry.path;
        wanted.insert(wanted.indexOf(QLatin1Char('/')), QStringLiteral("/trimmed"));
        const QString body = bodyOf(textOf(corpus.mail(entry.path)));
        score.count(squeezed(body) == squeezed(textOf(corpus.expected(wanted))), entry.path);
    }
    // Not met: rows of dashes and stars as delimiters, a signature below a rule of underscores, "|" as a quote mark,
    // a list of thirty phone signatures as one; two mails with a quote, which that program keeps whole; and a forwarded
    // mail, whose original it takes for the writer's own words.
    EXPECT_GE(score.right(), 36);
    Score replies(QStringLiteral("talon, plain replies"));
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("talon/standard_replies"), QStringLiteral("mail"))) {
        const QString wanted = QString(entry.path).replace(QLatin1String(".eml"), QLatin1String("_reply_text.txt"));
        const QString body = bodyOf(parseMessage(corpus.mail(entry.path)).text);
        replies.count(squeezed(body) == squeezed(textOf(corpus.expected(wanted))), entry.path);
    }
    EXPECT_EQ(replies.right(), replies.total());
    EXPECT_GE(replies.total(), 7);
}

TEST_F(RealMail, RepliesInHtmlAreToldFromQuotes)
{
    Score score(QStringLiteral("talon, HTML replies"));
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("talon/html_replies"), QStringLiteral("html"))) {
        const QString body = bodyOf(htmlToText(QString::fromUtf8(corpus.mail(entry.path))));
        const QByteArray wanted = corpus.expected(entry.path + QStringLiteral(".reply.txt"));
        score.count(squeezed(body) == squeezed(textOf(wanted)), entry.path + QStringLiteral(" got ") + body.left(200));
    }
    EXPECT_EQ(score.right(), score.total());
    EXPECT_GE(score.total(), 6);
}

TEST_F(RealMail, SignaturesAreFound)
{
    Score score(QStringLiteral("talon, signatures"));
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("talon/signature"), QStringLiteral("text"))) {
        const QString wanted = QString(entry.path).replace(QLatin1String("_body"), QLatin1String("_signature"));
        QString signature;
        for (const TextBlock &block : splitQuotes(textOf(corpus.mail(entry.path))))
            if (block.kind == BlockKind::Signature)
                signature += block.text;
        score.count(squeezed(signature) == squeezed(textOf(corpus.expected(wanted))), entry.path);
    }
    // Only signatures behind "-- " and those of phones are known by their marks; that program guesses the others
    // ("Thanks, Jeff" and a phone number) from the sender's name. A wrong guess would fold words of a customer.
    EXPECT_GE(score.right(), 1);
}

TEST_F(RealMail, BouncesAreRecognised)
{
    const QJsonObject table = corpus.expectedJson(QStringLiteral("sisimai/sisimai-expected.json")).object();
    Score found(QStringLiteral("sisimai, is a bounce or not"));
    Score permanent(QStringLiteral("sisimai, permanent or not"));
    Score status(QStringLiteral("sisimai, status code"));
    Score count(QStringLiteral("sisimai, how many were not reached"));
    for (auto it = table.begin(); it != table.end(); ++it) {
        const QByteArray raw = corpus.mail(QStringLiteral("sisimai/") + it.key());
        const QJsonArray rows = it.value().toArray();
        const QJsonObject row = rows.first().toObject();
        const QString reason = row.value(QStringLiteral("reason")).toString();
        if (raw.isEmpty() || it.key().endsWith(QLatin1String(".mbox")))
            continue;
        const Message message = parseMessage(raw);
        const bool wanted = reason != QLatin1String("feedback") && reason != QLatin1String("vacation") &&
                            reason != QLatin1String("delivered");
        found.count(wanted == message.bounce.has_value(), it.key() + QLatin1Char(' ') + reason);
        if (!wanted || !message.bounce)
            continue;
        bool hard = false;
        for (const QJsonValue &one : rows)
            hard |= one.toObject().value(QStringLiteral("hardbounce")).toBool();
        // Sisimai calls only unknown people and hosts "hard"; a refusal by policy is permanent for us too.
        if (hard)
            permanent.count(message.bounce->permanent, it.key() + QLatin1Char(' ') + reason);
        const QString code = row.value(QStringLiteral("status")).toString();
        static const QRegularExpression own(QStringLiteral("^\\d\\.(?:0\\.9|9\\.)"));
        if (!code.isEmpty() && rows.size() == 1 && !own.match(code).hasMatch())
            status.count(message.bounce->status == code,
                         it.key() + QLatin1Char(' ') + code + QLatin1Char(' ') + message.bounce->status);
        count.count(int(message.bounce->recipients.size()) == rows.size(),
                    QStringLiteral("%1 %2 %3").arg(it.key()).arg(rows.size()).arg(message.bounce->recipients.size()));
    }
    // Not met: a notice in JSON from a cloud provider, a bounce that a person passes on, an answer in prose from
    // noreply@.
    EXPECT_GE(found.right(), 258);
    EXPECT_GE(found.total(), 261);
    // Not met: a report that says "delayed".
    EXPECT_GE(permanent.right(), 65);
    // Not met: where the server's words contradict its Status field, that program believes the words (or its own list).
    EXPECT_GE(status.right(), 163);
    // Not met: reports whose MIME structure is broken (read as prose), one that names nobody.
    EXPECT_GE(count.right(), 237);
}

TEST_F(RealMail, AnswersOfProgramsAreNoBounces)
{
    const QJsonObject table = corpus.expectedJson(QStringLiteral("bounceparser/bounceparser-expected.json")).object();
    Score score(QStringLiteral("bounceparser, is a bounce or not"));
    Score original(QStringLiteral("bounceparser, original Message-ID"));
    for (auto it = table.begin(); it != table.end(); ++it) {
        QByteArray raw = corpus.mail(QStringLiteral("bounceparser/") + it.key());
        const QJsonObject row = it.value().toObject();
        if (raw.isEmpty() || !row.contains(QStringLiteral("is_bounce")))
            continue;
        const Message message = parseMessage(raw);
        const bool wanted = row.value(QStringLiteral("is_bounce")).toBool();
        score.count(wanted == message.bounce.has_value(), it.key() + (wanted ? QStringLiteral(" bounce") : QString()));
        QString id = row.value(QStringLiteral("orig_message_id")).toString();
        id.remove(QLatin1Char('<')).remove(QLatin1Char('>'));
        if (!id.isEmpty() && message.bounce)
            original.count(QString::fromUtf8(message.bounce->originalMessageId) == id, it.key());
    }
    // Not met: a challenge in the form of a delivery report; spam without any sign of a bounce.
    EXPECT_GE(score.right(), 76);
    EXPECT_GE(score.total(), 78);
    EXPECT_EQ(original.right(), original.total());
}

TEST_F(RealMail, CustomersMailReadsAsAnotherDeskReadsIt)
{
    Score from(QStringLiteral("zammad, sender"));
    Score subject(QStringLiteral("zammad, subject"));
    Score files(QStringLiteral("zammad, number of attachments"));
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("zammad"), QStringLiteral("mail"))) {
        QString wanted = entry.path;
        wanted = QStringLiteral("zammad/") + wanted.section(QLatin1Char('/'), -1).section(QLatin1Char('.'), 0, 0) +
                 QStringLiteral(".json");
        const QJsonObject json = corpus.expectedJson(wanted).object();
        if (json.isEmpty())
            continue;
        const Message message = parseMessage(corpus.mail(entry.path));
        if (json.value(QStringLiteral("from_email")).isString()) {
            const QString address = json.value(QStringLiteral("from_email")).toString();
            const QString got = message.from.empty()                     ? QString()
                                : message.from.front().address.isEmpty() ? message.from.front().raw
                                                                         : message.from.front().address.toString();
            from.count(got.compare(address, Qt::CaseInsensitive) == 0,
                       entry.path + QStringLiteral(" wanted ") + address + QStringLiteral(" got ") + got);
        }
        if (json.value(QStringLiteral("subject")).isString())
            subject.count(squeezed(json.value(QStringLiteral("subject")).toString()) == squeezed(message.subject),
                          entry.path + QStringLiteral(" wanted ") + json.value(QStringLiteral("subject")).toString() +
                              QStringLiteral(" got ") + message.subject);
        if (json.value(QStringLiteral("attachments")).isArray())
            files.count(filesIn(json.value(QStringLiteral("attachments")).toArray()) == int(message.attachments.size()),
                        QStringLiteral("%1 wanted %2 got %3")
                            .arg(entry.path)
                            .arg(json.value(QStringLiteral("attachments")).toArray().size())
                            .arg(message.attachments.size()));
    }
    // Not met: senders that are no addresses, kept as raw text here and repaired by guessing there; a last dot.
    EXPECT_GE(from.right(), 36);
    // Not met: UTF-7 decoded here and left encoded there; four undeclared bytes of Shift-JIS.
    EXPECT_GE(subject.right(), 39);
    EXPECT_EQ(files.right(), files.total());
    EXPECT_GE(files.total(), 15);
}

TEST_F(RealMail, CharsetsAreRepairedAsAnotherProgramRepairsThem)
{
    Score score(QStringLiteral("libetpan, words of the text found"));
    for (const Corpus::Entry &entry :
         corpus.of(QStringLiteral("libetpan/plaintext-rendering"), QStringLiteral("mail"))) {
        const QString wanted = QString(entry.path).section(QLatin1Char('.'), 0, 0) + QStringLiteral(".txt");
        const QString expected = textOf(corpus.expected(wanted));
        if (expected.isEmpty())
            continue;
        const Message message = parseMessage(corpus.mail(entry.path));
        const QString all = squeezed(message.text + message.subject + htmlToText(message.html));
        static const QRegularExpression word(QStringLiteral("[^\\x00-\\x7f\\s]{2,}"));
        int words = 0, missing = 0;
        auto matches = word.globalMatch(expected);
        while (matches.hasNext()) {
            ++words;
            missing += all.contains(squeezed(matches.next().captured())) ? 0 : 1;
        }
        score.count(missing * 20 <= words,
                    QStringLiteral("%1 %2 of %3 missing").arg(entry.path).arg(missing).arg(words));
    }
    // Not met: names of senders that program puts above the text; dashes and waves that JIS tables map in two ways;
    // a letter that only one telephone company has.
    EXPECT_GE(score.right(), 20);
    EXPECT_GE(score.total(), 24);
}

TEST_F(RealMail, HeadersReadAsAStrictParserReadsThem)
{
    Score subject(QStringLiteral("stalwart, subject"));
    Score from(QStringLiteral("stalwart, sender"));
    for (const Corpus::Entry &entry : corpus.of(QStringLiteral("stalwart_mail_parser"), QStringLiteral("mail"))) {
        const QString wanted = entry.path.left(entry.path.lastIndexOf(QLatin1Char('.'))) + QStringLiteral(".json");
        const QJsonArray parts = corpus.expectedJson(wanted).object().value(QStringLiteral("parts")).toArray();
        if (parts.isEmpty())
            continue;
        const Message message = parseMessage(corpus.mail(entry.path));
        for (const QJsonValue &one : parts.first().toObject().value(QStringLiteral("headers")).toArray()) {
            const QJsonObject header = one.toObject();
            const QJsonObject value = header.value(QStringLiteral("value")).toObject();
            const QString name = header.value(QStringLiteral("name")).toString();
            if (name == QLatin1String("subject"))
                subject.count(squeezed(value.value(QStringLiteral("Text")).toString()) == squeezed(message.subject),
                              entry.path + QStringLiteral(" wanted ") + value.value(QStringLiteral("Text")).toString() +
                                  QStringLiteral(" got ") + message.subject);
            if (name != QLatin1String("from"))
                continue;
            const QJsonArray list =
                value.value(QStringLiteral("Address")).toObject().value(QStringLiteral("List")).toArray();
            if (list.isEmpty())
                continue;
            const QJsonObject first = list.first().toObject();
            const QString got = message.from.empty() ? QString() : message.from.front().address.toString();
            from.count(first.value(QStringLiteral("address")).toString().compare(got, Qt::CaseInsensitive) == 0,
                       entry.path + QStringLiteral(" wanted ") + first.value(QStringLiteral("address")).toString() +
                           QStringLiteral(" got ") + got);
        }
    }
    // Not met: raw Latin-1, which is read here and is U+FFFD there.
    EXPECT_GE(subject.right(), 44);
    EXPECT_EQ(from.right(), from.total());
    EXPECT_GE(from.total(), 50);
}
