// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/auto_mail.h"

#include "core/mime/absence.h"
#include "core/mime/bounce_report.h"
#include "core/mime/gmime_tree.h"
#include "core/mime/mailing_list.h"

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
