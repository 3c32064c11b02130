// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/reply_composer.h"

#include <algorithm>

namespace otklik::workspace {

namespace {

QStringList addressesOf(const std::vector<mime::Mailbox> &mailboxes)
{
    QStringList addresses;
    for (const mime::Mailbox &mailbox : mailboxes)
        if (!mailbox.address.isEmpty())
            addresses << mailbox.address.toString();
    return addresses;
}

void addUnlessKnown(QStringList &list, const QStringList &candidates, const QSet<QString> &without)
{
    for (const QString &address : candidates)
        if (!without.contains(address.toLower()) && !list.contains(address, Qt::CaseInsensitive))
            list << address;
}

Result<std::vector<mime::Mailbox>> mailboxesOf(const QStringList &addresses)
{
    std::vector<mime::Mailbox> mailboxes;
    for (const QString &text : addresses) {
        // "Name <address>" is taken as well as the bare address.
        const qsizetype bracket = text.lastIndexOf(QLatin1Char('<'));
        const auto address = mime::EmailAddress::parse(bracket < 0 ? text : text.mid(bracket));
        if (!address)
            return fail(ErrorCode::InvalidInput, QStringLiteral("%1 is not a mail address").arg(text));
        const QString name = bracket > 0 ? text.left(bracket).trimmed().remove(QLatin1Char('"')) : QString();
        mailboxes.push_back({name, *address, {}});
    }
    return mailboxes;
}

/// "2026-03-12 10:32 +0100": for readers anywhere.
QString headerTime(Instant at, const QTimeZone &zone)
{
    const QDateTime time = at.toUtc().toTimeZone(zone);
    const int minutes = time.offsetFromUtc() / 60;
    return QStringLiteral("%1 %2%3%4")
        .arg(time.toString(QStringLiteral("yyyy-MM-dd HH:mm")), QLatin1String(minutes < 0 ? "-" : "+"))
        .arg(std::abs(minutes) / 60, 2, 10, QLatin1Char('0'))
        .arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

void fillRecipients(ReplyRequest &request, const mime::Message &mail, bool toAll, const QSet<QString> &ourAddresses)
{
    const QStringList from = addressesOf(mail.from);
    const auto isAnother = [&](const QString &address) { return !ourAddresses.contains(address.toLower()); };
    const auto namesAnother = [&](const QStringList &list) { return std::any_of(list.begin(), list.end(), isAnother); };
    const QStringList to = addressesOf(mail.to);
    const bool ours = !from.isEmpty() && !isAnother(from.first());
    const bool isBehindList = ours && mail.writer; // a list of ours stands in From
    // A form that sends by way of our own mailbox, to ourselves.
    const bool isOwnForm = ours && !namesAnother(to) && namesAnother(addressesOf(mail.replyTo));
    const QStringList answerTo = isBehindList           ? addressesOf({*mail.writer})
                                 : isOwnForm            ? addressesOf(mail.replyTo)
                                 : ours                 ? to
                                 : mail.replyTo.empty() ? from
                                                        : addressesOf(mail.replyTo);
    addUnlessKnown(request.to, answerTo, ourAddresses);
    if (!toAll)
        return;
    QSet<QString> without = ourAddresses;
    for (const QString &address : request.to)
        without.insert(address.toLower());
    addUnlessKnown(request.cc, to, without);
    addUnlessKnown(request.cc, addressesOf(mail.cc), without);
}

void answerCustomer(ReplyRequest &request, const ticket::PersonRef &customer, const ticket::PersonRef &requester)
{
    if (!customer.address.isEmpty())
        request.to = {customer.address};
    else if (request.to.isEmpty() && !requester.address.isEmpty())
        request.to = {requester.address};
    request.cc.removeIf([&](const QString &one) { return request.to.contains(one, Qt::CaseInsensitive); });
}

QString forwardedText(const mime::Message &mail, Instant at, const QTimeZone &zone)
{
    const auto line = [](const char *name, const std::vector<mime::Mailbox> &mailboxes) {
        QStringList shown;
        for (const mime::Mailbox &one : mailboxes)
            shown << (one.name.isEmpty() ? one.address.toString()
                                         : QStringLiteral("%1 <%2>").arg(one.name, one.address.toString()));
        return shown.isEmpty() ? QString()
                               : QStringLiteral("%1: %2\n").arg(QLatin1String(name), shown.join(QLatin1String(", ")));
    };
    return QStringLiteral("\n\n---------- Forwarded message ----------\n") + line("From", mail.from) +
           QStringLiteral("Date: %1\n").arg(headerTime(at, zone)) + line("To", mail.to) + line("Cc", mail.cc) +
           QStringLiteral("Subject: %1\n\n").arg(mail.subject) + mail.text.trimmed() + QLatin1Char('\n');
}

QLocale::Language languageOf(const QString &text)
{
    int cyrillic = 0, others = 0;
    for (const QChar letter : text)
        if (letter.isLetter())
            ++(letter.script() == QChar::Script_Cyrillic ? cyrillic : others);
    return cyrillic > others ? QLocale::Russian : QLocale::English;
}

QString quotedText(const mime::Message &mail, Instant at, const QTimeZone &zone, QLocale::Language language)
{
    const mime::Mailbox from = mail.from.empty() ? mime::Mailbox() : mail.from.front();
    const QString time = QLocale(language).toString(at.toUtc().toTimeZone(zone), QStringLiteral("d MMMM yyyy, HH:mm"));
    QString quote =
        QStringLiteral("\n\n%1, %2:\n").arg(time, from.name.isEmpty() ? from.address.toString() : from.name);
    for (const QString &line : mail.text.trimmed().split(QLatin1Char('\n')))
        quote +=
            (line.startsWith(QLatin1Char('>')) ? QStringLiteral(">") : QStringLiteral("> ")) + line + QLatin1Char('\n');
    return quote;
}

Result<mime::OutgoingMessage> composeReply(const ReplyRequest &request, const ReplyContext &context)
{
    mime::OutgoingMessage mail;
    auto from = mailboxesOf({context.fromAddress});
    auto to = mailboxesOf(request.to);
    auto cc = mailboxesOf(request.cc);
    for (const auto *list : {&from, &to, &cc})
        if (!*list)
            return tl::unexpected(list->error());
    mail.from = from->front();
    mail.from.name = context.fromName;
    mail.to = *to;
    mail.cc = *cc;
    mail.subject = request.subject;
    if (!context.token.isEmpty() && !mail.subject.contains(context.token))
        mail.subject += QLatin1Char(' ') + context.token;
    mail.text = request.text;
    mail.html = request.html;
    mail.messageId = context.messageId;
    mail.references = context.references;
    if (!context.references.empty() && !request.forward)
        mail.inReplyTo = context.references.back();
    mail.date = context.now;
    for (const AttachmentFile &file : request.attachments) {
        mime::OutgoingAttachment attachment;
        attachment.name = file.name;
        attachment.type = file.type.isEmpty() ? QStringLiteral("application/octet-stream") : file.type;
        attachment.bytes = file.bytes;
        mail.attachments.push_back(std::move(attachment));
    }
    return mail;
}

QString bareAddress(const QString &text)
{
    const qsizetype bracket = text.lastIndexOf(QLatin1Char('<'));
    const auto address = mime::EmailAddress::parse(bracket < 0 ? text : text.mid(bracket));
    return address ? address->toString() : QString();
}

} // namespace otklik::workspace
