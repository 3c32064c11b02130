// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mere_thanks.h"

#include "core/mime/html_sanitizer.h"
#include "core/mime/inline_picture.h"
#include "core/mime/quotes.h"
#include "core/ticket/courtesy.h"

#include <QRegularExpression>

#include <algorithm>

namespace otklik::store {

namespace {

constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;
/// A thank-you is short: longer texts are not looked at.
constexpr qsizetype kLongest = 20000, kLongestLine = 500;

/// "Sent from my iPhone": a device or a program, and nothing else. «Отправлено с ошибкой» is the customer's own.
bool isDeviceLine(const QString &line)
{
    static const QRegularExpression device(
        QStringLiteral("^\\W{0,3}(?:sent (?:from|via|with)|get|отправлено (?:с|со|из|через)) [^,;:!?]{0,24}"
                       "(?:iphone|ipad|android|galaxy|samsung|huawei|honor|xiaomi|redmi|nokia|blackberry|"
                       "outlook|yahoo|mail|почты?|proton|mobile|phone|телефона|смартфона)[^,;:!?]{0,24}$"),
        kOptions);
    return device.match(line.trimmed()).hasMatch();
}

struct OwnWords
{
    QString text;
    bool isSigned = false; ///< there is a signature, which may have a logo
};

/// An original without marks is a quotation when one of those whom the mail goes to wrote it: whatever else has such
/// lines (a mail that came back, for one) the writer put there himself.
bool namesOneOf(const QString &text, const std::vector<mime::Mailbox> &people)
{
    const QString start = text.left(1000);
    return std::any_of(people.begin(), people.end(), [&start](const mime::Mailbox &one) {
        const auto has = [&start](const QString &what) {
            return what.size() > 2 && start.contains(what, Qt::CaseInsensitive);
        };
        return has(one.name) || (!one.address.isEmpty() && has(one.address.toString()));
    });
}

void addSignature(const QString &block, OwnWords &own)
{
    own.isSigned = true;
    if (block.startsWith(QLatin1String("-- ")))
        return;
    // a bare "--" may be a line between two thoughts
    for (const QString &line : block.split(QLatin1Char('\n')))
        if (!isDeviceLine(line))
            own.text += line + QLatin1Char('\n');
}

OwnWords ownWordsOf(const mime::Message &mail)
{
    OwnWords own;
    QString quoted;
    for (const mime::TextBlock &block : mime::splitQuotes(mail.text)) {
        if (block.kind == mime::BlockKind::Body)
            own.text += block.text;
        else if (block.kind == mime::BlockKind::Signature)
            addSignature(block.text, own);
        else
            quoted += block.text;
    }
    const bool marked = QStringView(quoted).trimmed().isEmpty() || quoted.startsWith(QLatin1Char('>')) ||
                        quoted.contains(QLatin1String("\n>"));
    if (!marked && !namesOneOf(quoted, mail.to) && !namesOneOf(quoted, mail.cc))
        own.text += quoted;
    return own;
}

/// "Спасибо!", and below it the name that the mail comes from.
void dropOwnName(QString &text, const mime::Message &mail)
{
    static const QRegularExpression gaps(QStringLiteral("[\\s,.]+"), kOptions);
    text = text.trimmed();
    const qsizetype last = text.lastIndexOf(QLatin1Char('\n'));
    if (last < 0 || mail.from.empty())
        return;
    const QStringList names = mail.from.front().name.toLower().split(gaps, Qt::SkipEmptyParts);
    const QStringList words = text.mid(last).toLower().split(gaps, Qt::SkipEmptyParts);
    if (!words.isEmpty() &&
        std::all_of(words.begin(), words.end(), [&names](const QString &word) { return names.contains(word); }))
        text.truncate(last);
}

/// A logo comes with a signature; a picture beside bare thanks, or of some size, is there to be looked at.
bool showsSomething(const mime::Message &mail, bool isSigned)
{
    if (mail.html.isEmpty())
        return false;
    mime::SanitizeOptions options;
    options.splitQuotes = true;
    const QString own = mime::sanitizeHtml(mail.html, options).html;
    if (own.contains(QLatin1String("<img src=\"data:"))) // of no known size
        return true;
    const QSet<QByteArray> named = mime::picturesNamedIn(own);
    return std::any_of(mail.attachments.begin(), mail.attachments.end(), [&](const mime::Attachment &file) {
        return file.isInline && named.contains(file.contentId) && !(isSigned && mime::isSmallPicture(file));
    });
}

/// Nearly every mail ends here, before its quotes are told apart line by line.
bool mayBeThanks(const QString &text)
{
    qsizetype from = 0;
    while (from < text.size() && text[from].isSpace())
        ++from;
    const qsizetype end = text.indexOf(QLatin1Char('\n'), from);
    const QStringView line = QStringView(text).sliced(from, (end < 0 ? text.size() : end) - from).trimmed();
    const bool mayBeQuote = line.startsWith(u'>') || line.startsWith(u'-') || line.endsWith(u':');
    return mayBeQuote || ticket::courtesyOf(line.left(kLongestLine).toString()).isPolite;
}

} // namespace

bool isMereThanks(const mime::Message &mail)
{
    if (mail.text.size() > kLongest || mail.hasFiles() || mail.invitation || mail.protection.isEncrypted ||
        mail.protection.isOpaque || !mayBeThanks(mail.text))
        return false;
    OwnWords own = ownWordsOf(mail);
    dropOwnName(own.text, mail);
    const ticket::Courtesy courtesy = ticket::courtesyOf(own.text);
    return courtesy.isAll && !showsSomething(mail, own.isSigned || courtesy.isSigned);
}

} // namespace otklik::store
