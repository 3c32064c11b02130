// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/auto_mail.h"

#include "core/mime/gmime_tree.h"

#include <QRegularExpression>

namespace otklik::mime {

namespace {

constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

QByteArray headerOf(const GmimeTree &tree, const char *name)
{
    for (const RawHeader &header : tree.headers())
        if (header.name == name)
            return header.value.trimmed();
    return {};
}

bool has(const GmimeTree &tree, const char *name)
{
    return !headerOf(tree, name).isEmpty();
}

bool isFromDaemon(const Message &message, const GmimeTree &tree)
{
    if (headerOf(tree, "return-path") == "<>")
        return true;
    static const QRegularExpression daemon(
        QStringLiteral("^(?:mailer-daemon|postmaster|mail-daemon|maildaemon|mailerdaemon|mdaemon)$"), kOptions);
    for (const Mailbox &from : message.from)
        if (daemon.match(from.address.isEmpty() ? from.raw.section(QLatin1Char('@'), 0, 0) : from.address.localPart())
                .hasMatch())
            return true;
    return false;
}

const Leaf *leafOf(const GmimeTree &tree, std::initializer_list<const char *> types)
{
    for (const Leaf &leaf : tree.leaves())
        for (const char *type : types)
            if (leaf.contentType == type)
                return &leaf;
    return nullptr;
}

QString fieldOf(const QString &block, const char *name)
{
    const QRegularExpression field(QStringLiteral("^%1:[ \\t]*(.*(?:\\n[ \\t].*)*)").arg(QLatin1String(name)),
                                   kOptions | QRegularExpression::MultilineOption);
    return field.match(block).captured(1).simplified();
}

/// "rfc822; user@host" or a bare address.
std::optional<EmailAddress> addressIn(const QString &value)
{
    return EmailAddress::parse(value.section(QLatin1Char(';'), -1).trimmed());
}

/// RFC 3464 §2.3: per-recipient fields, one block each.
void readStatus(const QByteArray &content, Bounce &bounce)
{
    QString text = QString::fromUtf8(content);
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    static const QRegularExpression gap(QStringLiteral("\\n[ \\t]*\\n"));
    bool failed = false;
    for (const QString &block : text.split(gap, Qt::SkipEmptyParts)) {
        const QString recipient = fieldOf(block, "Final-Recipient").isEmpty() ? fieldOf(block, "Original-Recipient")
                                                                              : fieldOf(block, "Final-Recipient");
        if (recipient.isEmpty())
            continue;
        if (const auto address = addressIn(recipient))
            bounce.recipients.push_back(*address);
        const QString status = fieldOf(block, "Status").section(QLatin1Char(' '), 0, 0);
        if (bounce.status.isEmpty() || status.startsWith(QLatin1Char('5')))
            bounce.status = status;
        if (bounce.diagnostic.isEmpty())
            bounce.diagnostic = fieldOf(block, "Diagnostic-Code").section(QLatin1Char(';'), 1).trimmed().left(500);
        failed |= fieldOf(block, "Action").compare(QLatin1String("failed"), Qt::CaseInsensitive) == 0;
    }
    bounce.permanent = failed && !bounce.status.startsWith(QLatin1Char('4'));
}

/// What the report returns of the mail it is about.
void readOriginal(const GmimeTree &tree, Bounce &bounce)
{
    const Leaf *leaf = leafOf(tree, {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers",
                                     "message/global", "message/global-headers"});
    if (!leaf)
        return;
    const QString headers =
        QString::fromUtf8(tree.content(*leaf).left(64 * 1024)).replace(QLatin1String("\r\n"), QLatin1String("\n"));
    const std::vector<QByteArray> ids = parseIds(fieldOf(headers, "Message-ID").toUtf8(), 1);
    if (!ids.empty())
        bounce.originalMessageId = ids.front();
}

/// A bounce of a server that writes prose.
void readProse(const Message &message, Bounce &bounce)
{
    static const QRegularExpression code(QStringLiteral("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b"));
    static const QRegularExpression reply(QStringLiteral("\\b(5\\d\\d)[ -]"));
    static const QRegularExpression address(QStringLiteral("<?([\\w.+=-]+@[\\w-]+(?:\\.[\\w-]+)+)>?"), kOptions);
    const QString text = message.text.left(20000);
    if (bounce.status.isEmpty())
        bounce.status = code.match(text).captured(1);
    if (bounce.recipients.empty()) {
        auto matches = address.globalMatch(text);
        while (matches.hasNext() && bounce.recipients.empty()) {
            const auto candidate = EmailAddress::parse(matches.next().captured(1));
            const bool own = candidate && std::any_of(message.to.begin(), message.to.end(),
                                                      [&](const Mailbox &to) { return to.address == *candidate; });
            if (candidate && !own)
                bounce.recipients.push_back(*candidate);
        }
    }
    bounce.permanent =
        bounce.status.startsWith(QLatin1Char('5')) || (bounce.status.isEmpty() && reply.match(text).hasMatch());
    if (bounce.originalMessageId.isEmpty()) {
        static const QRegularExpression id(QStringLiteral("^\\s*Message-ID:\\s*<([^<>\\s]+)>"),
                                           kOptions | QRegularExpression::MultilineOption);
        bounce.originalMessageId = id.match(message.text).captured(1).toUtf8();
    }
}

bool looksLikeBounce(const Message &message)
{
    static const QRegularExpression subject(
        QStringLiteral("undeliver|delivery (?:status|failure|has failed|report)|mail delivery|returned mail|failure "
                       "notice|delivery notification|не доставлено|недоставленн|не удалось доставить|ошибка "
                       "доставки|возврат почты"),
        kOptions);
    return subject.match(message.subject).hasMatch();
}

bool recogniseBounce(Message &message, const GmimeTree &tree)
{
    const bool report = tree.topType() == "multipart/report" &&
                        tree.topParameter("report-type").toLower() != "disposition-notification";
    const Leaf *status = leafOf(tree, {"message/delivery-status", "message/global-delivery-status"});
    if (!report && !status && !(isFromDaemon(message, tree) && looksLikeBounce(message)))
        return false;
    Bounce bounce;
    if (status)
        readStatus(tree.content(*status), bounce);
    readOriginal(tree, bounce);
    if (!status || bounce.recipients.empty())
        readProse(message, bounce);
    message.autoKind = AutoKind::Bounce;
    message.bounce = bounce;
    return true;
}

bool isReceipt(const GmimeTree &tree)
{
    return leafOf(tree, {"message/disposition-notification"}) ||
           tree.topParameter("report-type").toLower() == "disposition-notification";
}

/// An absence note or an acknowledgement: answers of a program to a mail.
bool isAutoReply(const Message &message, const GmimeTree &tree)
{
    const QByteArray submitted = headerOf(tree, "auto-submitted").toLower();
    if (submitted.startsWith("auto-replied"))
        return true;
    if (has(tree, "x-autoreply") || has(tree, "x-autorespond") || has(tree, "x-autoresponder") ||
        headerOf(tree, "precedence").toLower() == "auto_reply")
        return true;
    if (headerOf(tree, "x-mailer").toLower().contains("autorespond"))
        return true;
    static const QRegularExpression subject(
        QStringLiteral("^(?:(?:re|aw|отв)\\s*:\\s*)?(?:auto(?:matic)?[ -]?(?:reply|response|antwort)|out of (?:the "
                       ")?office|автоответ|автоматический ответ|abwesenheit|réponse automatique|vacation reply)\\b"),
        kOptions);
    return subject.match(message.subject).hasMatch();
}

bool isList(const GmimeTree &tree)
{
    const QByteArray precedence = headerOf(tree, "precedence").toLower();
    return has(tree, "list-id") || has(tree, "list-post") || has(tree, "list-unsubscribe") || precedence == "list" ||
           precedence == "bulk" || has(tree, "x-mailing-list");
}

bool isRobot(const Message &message, const GmimeTree &tree)
{
    const QByteArray submitted = headerOf(tree, "auto-submitted").toLower();
    if (!submitted.isEmpty() && !submitted.startsWith("no"))
        return true;
    if (headerOf(tree, "precedence").toLower() == "junk" || has(tree, "x-loop"))
        return true;
    static const QRegularExpression local(
        QStringLiteral("^(?:no-?reply|do-?not-?reply|donotreply|noreply-.*|.*-noreply|robot|daemon|cron|root)$"),
        kOptions);
    for (const Mailbox &from : message.from)
        if (!from.address.isEmpty() && local.match(from.address.localPart()).hasMatch())
            return message.replyTo.empty(); // a contact form names its visitor in Reply-To
    return isFromDaemon(message, tree);
}

} // namespace

void recogniseAutomaticMail(Message &message, const GmimeTree &tree)
{
    if (isReceipt(tree))
        message.autoKind = AutoKind::Receipt;
    else if (recogniseBounce(message, tree))
        return;
    else if (isAutoReply(message, tree))
        message.autoKind = AutoKind::AutoReply;
    else if (isList(tree))
        message.autoKind = AutoKind::List;
    else if (isRobot(message, tree))
        message.autoKind = AutoKind::Robot;
}

} // namespace otklik::mime
