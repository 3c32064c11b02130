// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/message_reading.h"

#include "core/mime/message_parser.h"
#include "core/mime/original_author.h"
#include "core/mime/quotes.h"
#include "core/mime/subject_line.h"
#include "core/sync/held_back.h"
#include "core/ticket/subject_token.h"

#include <QRegularExpression>

#include <algorithm>

namespace otklik::workspace {

namespace {

std::vector<ticket::PersonRef> peopleOf(const std::vector<mime::Mailbox> &mailboxes)
{
    std::vector<ticket::PersonRef> people;
    for (const mime::Mailbox &mailbox : mailboxes) {
        const QString address = mailbox.address.toString();
        people.push_back({address, mailbox.name.isEmpty() && address.isEmpty() ? mailbox.raw : mailbox.name, {}});
    }
    return people;
}

QString senderDomain(const mime::Message &mail)
{
    return mail.from.empty() ? QString() : mail.from.front().address.domain();
}

/// Only people elsewhere are worth a word: answers to another address of the same domain surprise nobody.
QString answersElsewhere(const mime::Message &mail)
{
    QStringList addresses;
    for (const mime::Mailbox &mailbox : mail.replyTo)
        if (!mailbox.address.isEmpty() && mailbox.address.domain() != senderDomain(mail))
            addresses << mailbox.address.toString();
    return addresses.join(QLatin1String(", "));
}

void warn(const mime::Message &mail, const ReadingContext &context, ticket::MessageContent &content)
{
    content.knownDomains = context.knownDomains;
    content.answersGoTo = mail.autoKind == mime::AutoKind::List ? QString() : answersElsewhere(mail);
    content.lookAlike = mime::findLookAlike(senderDomain(mail), context.knownDomains);
    for (const mime::Mailbox &mailbox : mail.replyTo)
        if (!content.lookAlike)
            content.lookAlike = mime::findLookAlike(mailbox.address.domain(), context.knownDomains);
}

ticket::PersonRef personOf(const std::optional<mime::Mailbox> &mailbox)
{
    return mailbox ? ticket::PersonRef{mailbox->address.key(), mailbox->name, {}} : ticket::PersonRef();
}

ticket::ContentHints hintsOf(const QByteArray &raw, const mime::Message &mail)
{
    ticket::ContentHints hints;
    hints.ownWords = mime::hasOwnWords(mail.text);
    hints.formAuthor = personOf(mime::formAuthor(mail));
    if (mime::isForward(ticket::withoutSubjectTokens(mail.subject)))
        hints.forwardedFrom = personOf(mime::forwardedAuthor(mail.text));
    if (hints.forwardedFrom.address.isEmpty() && mail.autoKind == mime::AutoKind::None)
        hints.forwardedFrom = personOf(mime::attachedAuthor(raw, mail));
    return hints;
}

const QString kHeldBack = QStringLiteral("held-back ");

/// What is damaged about a mail whose end was not taken says nothing about the mail.
QStringList defectsOf(const QByteArray &raw, const mime::Message &mail)
{
    if (const auto size = sync::heldBackSize(raw))
        return {kHeldBack + QString::number(*size)};
    QStringList defects;
    for (const mime::Defect defect : mail.defects)
        defects << mime::defectName(defect);
    return defects;
}

QString domainOf(const QString &address)
{
    return address.section(QLatin1Char('@'), -1);
}

/// Where the links of a mail lead to; no more than a person would look at.
QStringList linkHosts(const QString &html)
{
    constexpr int kMostHosts = 20;
    static const QRegularExpression link(
        QStringLiteral(R"(href\s*=\s*["']?\s*https?://(?:[^/\s"'<>?#@]*@)?([^/\s"'<>?#:]+))"),
        QRegularExpression::CaseInsensitiveOption);
    QStringList hosts;
    for (auto found = link.globalMatch(html); found.hasNext() && hosts.size() < kMostHosts;)
        if (const QString host = found.next().captured(1).toLower(); !hosts.contains(host))
            hosts << host;
    return hosts;
}

} // namespace

std::optional<qint64> heldBackSize(const QStringList &defects)
{
    if (defects.size() != 1 || !defects.front().startsWith(kHeldBack))
        return std::nullopt;
    return defects.front().mid(kHeldBack.size()).toLongLong();
}

Result<void> compareWithCustomers(ticket::MessageContent &content, const store::CustomerQueries &customers)
{
    QStringList people;
    for (const ticket::PersonRef &one : content.from)
        people << domainOf(one.address);
    const QStringList answers = content.answersGoTo.split(QLatin1String(", "), Qt::SkipEmptyParts);
    for (const QString &address : answers)
        people << domainOf(address);
    QStringList domains = people + linkHosts(content.html);
    domains.removeDuplicates();
    for (const QString &domain : std::as_const(domains)) {
        const auto like = customers.domainsLike(domain);
        if (!like)
            return Failure(like.error());
        content.knownDomains += *like;
    }
    for (const QString &domain : std::as_const(people))
        if (!content.lookAlike || content.lookAlike->looksLike.isEmpty())
            if (auto twin = mime::findLookAlike(domain, content.knownDomains))
                content.lookAlike = std::move(twin);
    return {};
}

ticket::MessageContent readMessage(const QByteArray &raw, const ReadingContext &context)
{
    mime::Message mail = mime::parseMessage(raw, {}, context.charset);
    ticket::MessageContent content;
    content.hints = hintsOf(raw, mail);
    content.text = std::move(mail.text);
    content.html = std::move(mail.html);
    content.charset = mail.charset;
    content.charsetChosen = !context.charset.isEmpty();
    content.defects = defectsOf(raw, mail);
    for (const mime::Attachment &file : mail.attachments)
        content.attachments.push_back(
            {file.part, file.fileName, file.contentType, file.size, file.isInline, file.contentId, file.source});
    content.subject = mail.subject;
    content.date = mail.date;
    content.from = peopleOf(mail.from);
    content.to = peopleOf(mail.to);
    content.cc = peopleOf(mail.cc);
    content.protection = mail.protection;
    content.invitation = mail.invitation;
    if (context.fromOutside) {
        content.authentication =
            mime::readAuthentication(raw, senderDomain(mail), context.authservers, context.mailHost);
        warn(mail, context, content);
    }
    return content;
}

} // namespace otklik::workspace
