// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/bounce_report.h"

#include "core/mime/absence.h"
#include "core/mime/gmime_tree.h"
#include "core/mime/subject_line.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace otklik::mime {

namespace {

constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

QString fieldOf(const QString &block, const char *name)
{
    const QRegularExpression field(QStringLiteral("^%1:[ \\t]*(.*(?:\\n[ \\t].*)*)").arg(QLatin1String(name)),
                                   kOptions | QRegularExpression::MultilineOption);
    return field.match(block).captured(1).simplified();
}

/// RFC 3461 §4: "+XX" is the byte of that hexadecimal number.
QString fromXtext(QString text)
{
    static const QRegularExpression hex(QStringLiteral("\\+([0-9A-F]{2})"));
    for (auto match = hex.match(text); match.hasMatch(); match = hex.match(text, match.capturedStart() + 1))
        text.replace(match.capturedStart(), 3, QChar(ushort(match.captured(1).toUInt(nullptr, 16))));
    return text;
}

/// "rfc822; user@host" or a bare address.
std::optional<EmailAddress> addressIn(const QString &value)
{
    return EmailAddress::parse(value.section(QLatin1Char(';'), -1).trimmed());
}

/// Whom the sender wrote to (RFC 3464 §2.3.1), which is who he knows: the mail may have gone on to another address.
/// Some servers copy what they were told in xtext (RFC 3461 §4.2) as it is: a "+" of the address is "+2B" there.
std::optional<EmailAddress> originalRecipientIn(const QString &block)
{
    const QString field = fieldOf(block, "Original-Recipient");
    const QString type = field.section(QLatin1Char(';'), 0, 0).trimmed().toLower();
    if (!field.contains(QLatin1Char(';')) || (type != QLatin1String("rfc822") && type != QLatin1String("utf-8")))
        return std::nullopt;
    const auto address = addressIn(field);
    return address && !field.contains(QLatin1String("+2B")) ? address : addressIn(fromXtext(field));
}

constexpr qsizetype kMostRecipients = 200;

/// RFC 3464 §2.3.3: a report of success, which somebody had asked for.
bool isDelivered(const QByteArray &content)
{
    static const QRegularExpression action(QStringLiteral("^Action:[ \\t]*(\\w+)"),
                                           kOptions | QRegularExpression::MultilineOption);
    const QString text = QString::fromUtf8(content.left(256 * 1024));
    auto actions = action.globalMatch(text);
    bool any = false;
    while (actions.hasNext()) {
        const QString word = actions.next().captured(1).toLower();
        if (word != QLatin1String("delivered") && word != QLatin1String("relayed") && word != QLatin1String("expanded"))
            return false;
        any = true;
    }
    return any;
}

bool isFrom(const Message &message, const QRegularExpression &localPart)
{
    return std::any_of(message.from.begin(), message.from.end(), [&](const Mailbox &from) {
        return localPart
            .match(from.address.isEmpty() ? from.raw.section(QLatin1Char('@'), 0, 0) : from.address.localPart())
            .hasMatch();
    });
}

bool isNamedDaemon(const Message &message)
{
    static const QRegularExpression daemon(
        QStringLiteral("^(?:mailer-daemon|mail-daemon|maildaemon|mailerdaemon|mdaemon)$"), kOptions);
    return isFrom(message, daemon);
}

bool isNamedPostmaster(const Message &message)
{
    static const QRegularExpression postmaster(QStringLiteral("^postmaster$"), kOptions);
    return isFrom(message, postmaster);
}

/// A server calls itself so as well as whoever looks after it. A report has the null return path, or has lost it on
/// the way; a person's mail has his, or answers one.
bool isFromPostmaster(const Message &message, const GmimeTree &tree)
{
    static const QRegularExpression daemon(QStringLiteral("^<?mailer-daemon\\b"), kOptions);
    const QString returnPath = QString::fromUtf8(tree.header("return-path"));
    return isNamedPostmaster(message) && (returnPath.isEmpty() || daemon.match(returnPath).hasMatch()) &&
           !isReply(message.subject);
}

bool isFromServer(const Message &message, const GmimeTree &tree)
{
    return isFromDaemon(message, tree) || isFromPostmaster(message, tree);
}

/// The report of a server, not one that a person passes on.
const Leaf *statusOf(const Message &message, const GmimeTree &tree)
{
    const Leaf *status = tree.leafOf({"message/delivery-status", "message/global-delivery-status"});
    return status && (status->parent == "multipart/report" || isFromServer(message, tree)) ? status : nullptr;
}

/// RFC 3461 §4: what the sender called the envelope, where that was a Message-ID.
QByteArray envelopeIdIn(const QString &block)
{
    QString text = fromXtext(fieldOf(block, "Original-Envelope-Id"));
    text.remove(QLatin1Char('<')).remove(QLatin1Char('>'));
    return text.count(QLatin1Char('@')) == 1 && !text.contains(QLatin1Char(' ')) ? text.toUtf8() : QByteArray();
}

/// RFC 3464 §2.3: per-recipient fields, one block each. Gives the envelope id, where that is a Message-ID.
QByteArray readStatus(const QByteArray &content, Bounce &bounce)
{
    QByteArray envelopeId;
    bounce.recipients.clear();
    QString text = QString::fromUtf8(content.left(256 * 1024));
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    static const QRegularExpression gap(QStringLiteral("\\n[ \\t]*\\n"));
    bool failed = false;
    for (const QString &block : text.split(gap, Qt::SkipEmptyParts).mid(0, kMostRecipients)) {
        if (envelopeId.isEmpty())
            envelopeId = envelopeIdIn(block);
        const QString recipient = fieldOf(block, "Final-Recipient").isEmpty() ? fieldOf(block, "Original-Recipient")
                                                                              : fieldOf(block, "Final-Recipient");
        if (recipient.isEmpty())
            continue;
        const auto original = originalRecipientIn(block);
        if (const auto address = original ? original : addressIn(recipient))
            bounce.recipients.push_back(*address);
        const QString status = fieldOf(block, "Status").section(QLatin1Char(' '), 0, 0);
        if (bounce.status.isEmpty() || status.startsWith(QLatin1Char('5')))
            bounce.status = status;
        if (bounce.diagnostic.isEmpty())
            bounce.diagnostic = fieldOf(block, "Diagnostic-Code").section(QLatin1Char(';'), 1).trimmed().left(500);
        failed |= fieldOf(block, "Action").compare(QLatin1String("failed"), Qt::CaseInsensitive) == 0;
    }
    bounce.permanent = failed;
    // "5.0.0" says nothing; the server's own words often do.
    static const QRegularExpression code(QStringLiteral("\\b([45]\\.\\d{1,3}\\.\\d{1,3})\\b"));
    const QString better = code.match(bounce.diagnostic).captured(1);
    if (bounce.status.endsWith(QLatin1String(".0.0")) && better.startsWith(bounce.status.at(0)))
        bounce.status = better;
    return envelopeId;
}

void addId(std::vector<QByteArray> &ids, const QByteArray &id, const Bounce &bounce)
{
    constexpr std::size_t kMost = 10;
    if (!id.isEmpty() && id != bounce.originalMessageId && ids.size() < kMost &&
        std::find(ids.begin(), ids.end(), id) == ids.end())
        ids.push_back(id);
}

/// Also a mail whose Message-ID a relay changed on the way can be found again.
void readOtherIds(const QString &headers, Bounce &bounce)
{
    const auto idsIn = [&headers](const char *name, int most) {
        return parseIds(fieldOf(headers, name).toUtf8(), most);
    };
    for (const char *name : {"X-Google-Original-Message-ID", "X-Microsoft-Original-Message-ID", "X-Original-Message-ID",
                             "Original-Message-ID"})
        for (const QByteArray &id : idsIn(name, 1))
            addId(bounce.otherIds, id, bounce);
    for (const QByteArray &id : idsIn("In-Reply-To", 3))
        addId(bounce.originalAnswers, id, bounce);
    const std::vector<QByteArray> references = idsIn("References", 200);
    for (auto id = references.rbegin(); id != references.rend(); ++id)
        addId(bounce.originalAnswers, *id, bounce);
}

/// What the report returns of the mail it is about.
void readOriginal(const GmimeTree &tree, Bounce &bounce)
{
    const Leaf *leaf = tree.leafOf({"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global",
                                    "message/global-headers"});
    if (!leaf)
        return;
    const QString text = QString::fromUtf8(tree.content(*leaf).left(64 * 1024))
                             .replace(QLatin1String("\r\n"), QLatin1String("\n"))
                             .trimmed();
    const QString own = text.left(text.indexOf(QLatin1String("\n\n")));
    const std::vector<QByteArray> ids = parseIds(fieldOf(own, "Message-ID").toUtf8(), 1);
    if (!ids.empty()) {
        const QByteArray envelopeId = std::exchange(bounce.originalMessageId, ids.front());
        addId(bounce.otherIds, envelopeId, bounce);
    }
    readOtherIds(own, bounce);
    const QByteArray subject = fieldOf(own, "Subject").toUtf8();
    bounce.originalSubject = QString::fromUtf8(subject.contains("=?") ? decodeWords(subject) : subject).left(1000);
}

/// Before the copy of the mail that came back: its addresses are other people's.
QString wordsOfTheServer(const QString &text)
{
    static const QRegularExpression copy(
        QStringLiteral("^(?:-{2,}.{0,60}(?:copy|original|header|returned)|Return-Path:|Received:|Message-ID:)"),
        kOptions | QRegularExpression::MultilineOption);
    const QString start = text.left(20000);
    const auto match = copy.match(start);
    return match.hasMatch() && match.capturedStart() > 0 ? start.left(match.capturedStart()) : start;
}

bool saysForGood(const QString &text)
{
    static const QRegularExpression words(
        QStringLiteral("permanent|user unknown|unknown user|no such (?:user|recipient|person|account)|does not exist|"
                       "not listed in|did not reach|could not be (?:reached|delivered)|unrouteable|unrout(?:e)?able|"
                       "no longer (?:valid|available)|mailbox (?:is )?(?:full|unavailable|not found|disabled)|"
                       "undeliverable|не существует|не найден|заблокирован"),
        kOptions);
    return words.match(text).hasMatch();
}

bool saysForNow(const QString &text)
{
    static const QRegularExpression words(
        QStringLiteral("delay|will (?:be )?(?:retr|continue)|still (?:trying|being)|warning only|do not need to resend|"
                       "задерж|повторн"),
        kOptions);
    return words.match(text).hasMatch();
}

/// Addresses that stand at the start of a line, else the first one; never those that the report was sent to.
std::vector<EmailAddress> recipientsIn(const QString &text, const Message &message)
{
    static const QRegularExpression listed(
        QStringLiteral("^[ \\t]*[\"<']{0,2}([\\w.+=-]{1,64}@[\\w-]+(?:\\.[\\w-]+)+)[\">']{0,2}[ \\t]*(?::.*|\\(.*)?$"),
        kOptions | QRegularExpression::MultilineOption);
    static const QRegularExpression any(QStringLiteral("([\\w.+=-]{1,64}@[\\w-]+(?:\\.[\\w-]+)+)"), kOptions);
    std::vector<EmailAddress> found;
    for (const QRegularExpression *pattern : {&listed, &any}) {
        auto matches = pattern->globalMatch(text);
        while (matches.hasNext() && found.size() < (pattern == &any ? 1 : 100)) {
            const auto candidate = EmailAddress::parse(matches.next().captured(1));
            const bool own = candidate && std::any_of(message.to.begin(), message.to.end(),
                                                      [&](const Mailbox &to) { return to.address == *candidate; });
            if (candidate && !own && std::find(found.begin(), found.end(), *candidate) == found.end())
                found.push_back(*candidate);
        }
        if (!found.empty())
            break;
    }
    return found;
}

/// A bounce of a server that writes prose.
void readProse(const Message &message, Bounce &bounce)
{
    static const QRegularExpression code(QStringLiteral("\\b([45]\\.\\d{1,3}\\.\\d{1,3})\\b"));
    static const QRegularExpression reply(QStringLiteral("\\b(5\\d\\d)[ -]"));
    const QString text = wordsOfTheServer(message.text);
    if (bounce.status.isEmpty())
        bounce.status = code.match(text).captured(1);
    if (bounce.recipients.empty())
        bounce.recipients = recipientsIn(text, message);
    if (!bounce.permanent)
        bounce.permanent =
            bounce.status.startsWith(QLatin1Char('5')) ||
            (bounce.status.isEmpty() && (reply.match(text).hasMatch() || saysForGood(text)) && !saysForNow(text));
    if (bounce.originalMessageId.isEmpty()) {
        static const QRegularExpression id(QStringLiteral("^\\s*Message-ID:\\s*<([^<>\\s]+)>"),
                                           kOptions | QRegularExpression::MultilineOption);
        bounce.originalMessageId = id.match(message.text).captured(1).toUtf8();
    }
}

/// A program that answers for a person leaves the return path empty as well (RFC 3834 §3.3), and repeats our subject,
/// which may speak of a delivery. It names the mail it answers; a server that does so calls itself one.
bool answersForAPerson(const Message &message)
{
    const bool answers = !message.inReplyTo.empty() || !message.references.empty();
    return isNamedAutoReply(message.subject) || (answers && !isNamedDaemon(message) && !isNamedPostmaster(message));
}

bool looksLikeBounce(const Message &message)
{
    static const QRegularExpression subject(
        QStringLiteral("undeliver|mail failure|delayed|still being retried|warning: |could not be delivered|errors "
                       "from|delivery (?:status|failure|has failed|report)|mail delivery|returned mail|failure "
                       "notice|delivery notification|не доставлено|недоставленн|не удалось доставить|ошибка "
                       "доставки|возврат почты"),
        kOptions);
    return subject.match(message.subject).hasMatch();
}

} // namespace

bool isFromDaemon(const Message &message, const GmimeTree &tree)
{
    return tree.header("return-path") == "<>" || isNamedDaemon(message);
}

bool isSuccessReport(const Message &message, const GmimeTree &tree)
{
    const Leaf *status = statusOf(message, tree);
    return status && isDelivered(tree.content(*status));
}

bool recogniseBounce(Message &message, const GmimeTree &tree)
{
    const QByteArray reportType = tree.topParameter("report-type").toLower();
    const bool report =
        tree.topType() == "multipart/report" && (reportType.isEmpty() || reportType == "delivery-status");
    const Leaf *status = statusOf(message, tree);
    const bool returned = tree.header("return-path") == "<>" && tree.leafOf({"message/rfc822"});
    if (tree.leafOf({"message/feedback-report"})) // somebody pressed "spam" (RFC 5965)
        return false;
    const QByteArray failed = tree.header("x-failed-recipients");
    if (!report && !status && failed.isEmpty() &&
        !(isFromServer(message, tree) && (looksLikeBounce(message) || returned) && !answersForAPerson(message)))
        return false;
    Bounce bounce;
    for (const ParsedMailbox &mailbox : parseMailboxes(failed, 100))
        if (const auto address = EmailAddress::parse(QString::fromUtf8(mailbox.address)))
            bounce.recipients.push_back(*address);
    if (status)
        bounce.originalMessageId = readStatus(tree.content(*status), bounce);
    readOriginal(tree, bounce);
    if (!status || bounce.recipients.empty())
        readProse(message, bounce);
    message.autoKind = AutoKind::Bounce;
    message.bounce = bounce;
    return true;
}

} // namespace otklik::mime
