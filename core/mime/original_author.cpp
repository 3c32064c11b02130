// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/original_author.h"

#include "core/mime/message_parser.h"
#include "core/mime/quote_marks.h"
#include "core/mime/quotes.h"

#include <QRegularExpression>

#include <algorithm>

namespace otklik::mime {

namespace {

constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;
constexpr qsizetype kLookedAt = 64 * 1024; ///< of a text
constexpr std::size_t kMostLines = 600;
constexpr std::size_t kBlockLines = 14; ///< the headers of a forwarded mail, with wrapped ones and gaps
constexpr qsizetype kLongestLine = 400;

std::vector<QString> linesOf(const QString &text)
{
    std::vector<QString> lines;
    for (const QString &line : text.left(kLookedAt).split(QLatin1Char('\n'))) {
        if (lines.size() == kMostLines)
            break;
        lines.push_back(line.size() > kLongestLine ? QString() : line);
    }
    return lines;
}

/// Some programs mark what they forward as a quote.
std::vector<QString> unquoted(std::vector<QString> lines)
{
    static const QRegularExpression marks(QStringLiteral("^[ \\t]*(?:>[ \\t]?)+"));
    for (QString &line : lines)
        line.remove(marks);
    return lines;
}

/// "Irina Belova <irina@x>", "irina@x", "Irina [mailto:irina@x]", "\"Irina\" (irina@x):".
std::optional<Mailbox> personIn(const QString &text)
{
    static const QRegularExpression address(
        QStringLiteral("([<\\[(]?)\\s*(?:mailto:)?\\s*([\\w.+=~'&/-]{1,64}@[\\w-]+(?:\\.[\\w-]+)+)"), kOptions);
    const auto match = address.match(text);
    const auto found = match.hasMatch() ? EmailAddress::parse(match.captured(2)) : std::nullopt;
    if (!found)
        return std::nullopt;
    QString name = text.left(match.capturedStart()).simplified();
    static const QRegularExpression around(QStringLiteral("^[\\s\"'*_<\\[(]+|[\\s\"'*_>\\])(,:]+$"));
    for (QString before; before != name;) {
        before = name;
        name.remove(around);
    }
    if (name.contains(QLatin1Char('@')))
        name.clear();
    return Mailbox{name.left(200), *found, {}};
}

const QRegularExpression &fromLabel()
{
    static const QRegularExpression label(
        QStringLiteral("^\\s*[*_]{0,2}(?:from|от|от кого|від|von|de|da|van|od|fra)\\s*[:：][*_]{0,2}\\s*(.*)$"),
        kOptions);
    return label;
}

/// Yandex names date and author in one line: `12.03.2026, 10:15, "Ирина" <irina@x>:`.
const QRegularExpression &datedAuthor()
{
    static const QRegularExpression line(
        QStringLiteral("^\\s*\\d{1,2}[./]\\d{1,2}[./]\\d{2,4},? \\d{1,2}:\\d\\d(?::\\d\\d)?,\\s*(.*@.*)$"), kOptions);
    return line;
}

std::optional<Mailbox> authorOfBlock(const std::vector<QString> &lines, std::size_t at)
{
    const std::size_t end = std::min(lines.size(), at + kBlockLines);
    for (std::size_t i = at; i < end; ++i) {
        if (const auto dated = datedAuthor().match(lines[i]); dated.hasMatch())
            return personIn(dated.captured(1));
        const auto from = fromLabel().match(lines[i]);
        if (!from.hasMatch())
            continue;
        auto person = personIn(from.captured(1));
        return person || i + 1 == lines.size() ? person : personIn(from.captured(1) + QLatin1Char(' ') + lines[i + 1]);
    }
    return std::nullopt;
}

QString labelled(const std::vector<QString> &lines, const QRegularExpression &label)
{
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto match = label.match(lines[i]);
        if (!match.hasMatch())
            continue;
        const QString value = match.captured(1).trimmed();
        // some forms write the value below its label
        return value.isEmpty() && i + 1 < lines.size() ? lines[i + 1].trimmed() : value;
    }
    return {};
}

bool isFrom(const Message &mail, const EmailAddress &address)
{
    return std::any_of(mail.from.begin(), mail.from.end(),
                       [&](const Mailbox &from) { return from.address == address; });
}

} // namespace

std::optional<Mailbox> forwardedAuthor(const QString &text)
{
    const std::vector<QString> lines = unquoted(linesOf(text));
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (!isBlank(lines[i]) && isQuotedOriginal(lines, i))
            return authorOfBlock(lines, i);
    return std::nullopt;
}

std::optional<Mailbox> attachedAuthor(const QByteArray &raw, const Message &mail)
{
    for (const Attachment &file : mail.attachments) {
        if (file.contentType != QLatin1String("message/rfc822"))
            continue;
        const auto attached = extractPart(raw, file.part);
        if (!attached)
            continue;
        const Message original = parseMessage(attached->left(kLookedAt));
        if (!original.from.empty() && !original.from.front().address.isEmpty())
            return original.from.front();
    }
    return std::nullopt;
}

std::optional<Mailbox> formAuthor(const Message &mail)
{
    static const QRegularExpression email(
        QStringLiteral(
            "^[\\s*_>-]*(?:(?:your|ваш|ваша|ihre?)\\s+)?(?:e-?mail(?:-?\\s?(?:address|adresse|адрес))?|(?:эл\\.?|"
            "электронная)\\s*почта|почта|адрес (?:эл\\.?|электронной) почты|имейл|емейл)[*_]*\\s*[:：][*_]*\\s*(.*)$"),
        kOptions);
    static const QRegularExpression name(
        QStringLiteral("^[\\s*_>-]*(?:(?:your|ваш|ваше|ihr)\\s+)?(?:(?:full )?name|имя|фио|ф\\.\\s?и\\.\\s?о\\.?|"
                       "контактное лицо)[*_]*\\s*[:：][*_]*\\s*(.*)$"),
        kOptions);
    std::optional<Mailbox> author;
    for (const Mailbox &replyTo : mail.replyTo)
        if (!author && !replyTo.address.isEmpty() && !isFrom(mail, replyTo.address))
            author = replyTo;
    const std::vector<QString> lines = author && !author->name.isEmpty() ? std::vector<QString>() : linesOf(mail.text);
    if (!author) {
        author = personIn(labelled(lines, email));
        if (!author || isFrom(mail, author->address))
            return std::nullopt;
    }
    if (author->name.isEmpty())
        author->name = labelled(lines, name).left(200);
    return author;
}

bool hasOwnWords(const QString &text)
{
    const std::vector<TextBlock> blocks = splitQuotes(text);
    return std::any_of(blocks.begin(), blocks.end(), [](const TextBlock &block) {
        return block.kind == BlockKind::Body && !block.text.trimmed().isEmpty();
    });
}

} // namespace otklik::mime
