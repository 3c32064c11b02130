// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/html_quotes.h"

#include "core/mime/html_tree.h"

#include <QRegularExpression>
#include <QSet>

namespace otklik::mime {

namespace {

const QSet<QString> kQuoteClasses{
    QStringLiteral("gmail_attr"),          QStringLiteral("moz-cite-prefix"),  QStringLiteral("moz-forward-container"),
    QStringLiteral("yahoo_quoted"),        QStringLiteral("protonmail_quote"), QStringLiteral("zmail_extra"),
    QStringLiteral("mail-quote-collapse"), QStringLiteral("tutanota_quote")};
const QSet<QString> kRestIds{QStringLiteral("divrplyfwdmsg"), QStringLiteral("appendonsend"),
                             QStringLiteral("mail-editor-reference-message-container")};

QStringList classesOf(const GumboNode &element)
{
    static const QRegularExpression blank(QStringLiteral("\\s+"));
    return attributeOf(element, "class").toLower().split(blank, Qt::SkipEmptyParts);
}

/// The line that Outlook draws above "From: Sent: To: Subject:".
bool isOutlookRule(const GumboNode &element)
{
    static const QRegularExpression rule(QStringLiteral("border-top:\\s*solid\\s*#(?:e1e1e1|b5c4df)\\s*1\\.0pt"),
                                         QRegularExpression::CaseInsensitiveOption);
    return rule.match(attributeOf(element, "style")).hasMatch();
}

} // namespace

HtmlQuote htmlQuoteOf(const GumboNode &element)
{
    const QByteArray name = elementName(element);
    const QStringList classes = classesOf(element);
    if (name == "blockquote")
        return attributeOf(element, "type").compare(QLatin1String("cite"), Qt::CaseInsensitive) == 0 ||
                       classes.contains(QLatin1String("gmail_quote")) ||
                       classes.contains(QLatin1String("protonmail_quote"))
                   ? HtmlQuote::Quoted
                   : HtmlQuote::None;
    if (name != "div" && name != "p" && name != "span" && name != "table")
        return HtmlQuote::None;
    if (kRestIds.contains(attributeOf(element, "id").toLower()) || isOutlookRule(element))
        return HtmlQuote::QuotedRest;
    for (const QString &one : classes)
        if (kQuoteClasses.contains(one))
            return HtmlQuote::Quoted;
    return HtmlQuote::None;
}

} // namespace otklik::mime
