// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/auto_mail.h"

#include "core/mime/absence.h"
#include "core/mime/bounce_report.h"
#include "core/mime/gmime_tree.h"

#include <QRegularExpression>

namespace otklik::mime {

namespace {

constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

bool has(const GmimeTree &tree, const char *name)
{
    return !tree.header(name).isEmpty();
}

bool isReceipt(const Message &message, const GmimeTree &tree)
{
    return isSuccessReport(message, tree) || tree.leafOf({"message/disposition-notification"}) ||
           tree.topParameter("report-type").toLower() == "disposition-notification";
}

/// The subjects that programs write, whole: the phrase alone, or with a colon and the subject of the mail they answer.
/// Whoever complains of such a mail uses the same words in a sentence, or answers it.
bool isNamedAutoReply(const QString &subject)
{
    static const QRegularExpression phrase(
        QStringLiteral(
            "^(?:auto(?:matic)?[ -]?(?:reply|response|antwort)|(?:out of (?:the )?office|ooo)(?: (?:auto[ -]?reply|"
            "automatic reply|reply|response|message|notification|notice))?|автоответ|автоматический "
            "ответ|отсутствие на работе|abwesenheit(?:snotiz)?|automatische antwort|réponse automatique|respuesta "
            "automática|risposta automatica|automatisch antwoord|vacation reply)\\s*(?:[:：].*|[.!]*)$"),
        kOptions | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression away(QStringLiteral("^auto: .{1,60} is (?:out of|away)\\b"), kOptions);
    return phrase.match(subject).hasMatch() || away.match(subject).hasMatch();
}

/// An absence note or an acknowledgement: answers of a program to a mail.
bool isAutoReply(const Message &message, const GmimeTree &tree)
{
    const QByteArray submitted = tree.header("auto-submitted").toLower();
    if (submitted.startsWith("auto-replied"))
        return true;
    if (has(tree, "x-autoreply") || has(tree, "x-autorespond") || has(tree, "x-autoresponder") ||
        tree.header("precedence").toLower() == "auto_reply")
        return true;
    if (tree.header("x-mailer").toLower().contains("autorespond"))
        return true;
    return isNamedAutoReply(message.subject);
}

void readAbsence(Message &message)
{
    message.autoKind = AutoKind::AutoReply;
    if (message.date.isNever())
        return;
    const QDate written = message.date.toUtc().date();
    message.backOn = dayOfReturn(message.subject, written);
    if (!message.backOn.isValid())
        message.backOn = dayOfReturn(message.text, written);
}

bool isList(const GmimeTree &tree)
{
    const QByteArray precedence = tree.header("precedence").toLower();
    return has(tree, "list-id") || has(tree, "list-post") || has(tree, "list-unsubscribe") || precedence == "list" ||
           precedence == "bulk" || has(tree, "x-mailing-list");
}

/// "Support <support.example.com>" (RFC 2919 §3), "<mailto:support@example.com>" (RFC 2369 §3.4), and "list
/// support@example.com; contact owner@example.com" of Google and Yahoo.
MailingList listOf(const GmimeTree &tree)
{
    MailingList list;
    const QString id = QString::fromUtf8(tree.header("list-id").left(1000)).toLower();
    list.id = (id.contains(QLatin1Char('<')) ? id.section(QLatin1Char('<'), -1).section(QLatin1Char('>'), 0, 0) : id)
                  .simplified();
    static const QRegularExpression post(QStringLiteral("<\\s*mailto:([^<>?\\s]+)"), kOptions);
    static const QRegularExpression name(QStringLiteral("^\\s*list\\s+([^;\\s]+)"), kOptions);
    const auto add = [&](const QRegularExpression &pattern, const char *header) {
        const QString found = pattern.match(QString::fromUtf8(tree.header(header).left(2000))).captured(1);
        if (const auto address =
                EmailAddress::parse(QString::fromUtf8(QByteArray::fromPercentEncoding(found.toUtf8()))))
            list.addresses.push_back(*address);
    };
    add(post, "list-post");
    add(name, "mailing-list");
    return list;
}

bool isRobot(const Message &message, const GmimeTree &tree)
{
    const QByteArray submitted = tree.header("auto-submitted").toLower();
    if (!submitted.isEmpty() && !submitted.startsWith("no"))
        return true;
    if (tree.leafOf({"message/feedback-report"}))
        return true;
    if (tree.header("precedence").toLower() == "junk" || has(tree, "x-loop"))
        return true;
    static const QRegularExpression local(
        QStringLiteral("^(?:no-?reply|do-?not-?reply|donotreply|noreply-.*|.*-noreply|robot|daemon|cron|root)$"),
        kOptions);
    for (const Mailbox &from : message.from)
        if (!from.address.isEmpty() && local.match(from.address.localPart()).hasMatch())
            return message.replyTo.empty(); // a contact form names its visitor in Reply-To
    return isFromDaemon(message, tree);
}

AutoKind robotOrPerson(const Message &message, const GmimeTree &tree)
{
    return isRobot(message, tree) ? AutoKind::Robot : AutoKind::None;
}

void readList(Message &message, const GmimeTree &tree)
{
    message.autoKind = AutoKind::List;
    message.list = listOf(tree);
    message.list->withoutIt = robotOrPerson(message, tree);
}

} // namespace

void recogniseAutomaticMail(Message &message, const GmimeTree &tree)
{
    if (isReceipt(message, tree))
        message.autoKind = AutoKind::Receipt;
    else if (recogniseBounce(message, tree))
        return;
    else if (isAutoReply(message, tree))
        readAbsence(message);
    else if (isList(tree))
        readList(message, tree);
    else
        message.autoKind = robotOrPerson(message, tree);
}

} // namespace otklik::mime
