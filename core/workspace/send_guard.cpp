// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/send_guard.h"

#include "core/mime/message_parser.h"
#include "core/ticket/company_of.h"
#include "core/workspace/reply_composer.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace otklik::workspace {

namespace {

using Rule = SendObjection::Rule;

constexpr QRegularExpression::PatternOptions kWords = QRegularExpression::MultilineOption |
                                                      QRegularExpression::CaseInsensitiveOption |
                                                      QRegularExpression::UseUnicodePropertiesOption;

/// What the writer wrote himself, without lines that he quotes.
bool speaksOfAFile(const QString &text)
{
    static const QRegularExpression attached(
        QStringLiteral("^(?!>).*\\b(во вложени|в приложении к письму|прилага|приложил|прикладыва|прикреп|is attached|"
                       "are attached|i attach|i've attached|i have attached|attached is|attached are|attached please|"
                       "attaching|see attached|find attached|see the attach|in the attachment|enclosed)"),
        kWords);
    return attached.match(text).hasMatch();
}

QString gapOf(const QString &text)
{
    // Only tags that the template language would have resolved: quoted mail may hold anything.
    static const QRegularExpression gap(QStringLiteral("^(?!>).*(\\{\\{[^{}\\n]*\\}\\})"),
                                        QRegularExpression::MultilineOption);
    const auto match = gap.match(text);
    return match.hasMatch() ? match.captured(1).trimmed().left(80) : QString();
}

QString nameOf(const ticket::PersonRef &person)
{
    return person.name.isEmpty() ? person.address : person.name;
}

QString bytes(qint64 count)
{
    return QLocale::c().formattedDataSize(count, 1, QLocale::DataSizeSIFormat);
}

QString sentenceOf(const SendObjection &objection)
{
    const QString who = objection.who.join(QLatin1String(", "));
    switch (objection.rule) {
    case Rule::NoRecipient:
        return QStringLiteral("nobody to send it to");
    case Rule::Empty:
        return QStringLiteral("the answer is empty");
    case Rule::Gap:
        return QStringLiteral("a placeholder has no value: %1").arg(who);
    case Rule::NoFile:
        return QStringLiteral("the text speaks of an attachment, but there is none");
    case Rule::NewMail:
        return QStringLiteral("%1 wrote again meanwhile").arg(who);
    case Rule::Answered:
        return QStringLiteral("%1 has answered meanwhile").arg(who);
    case Rule::OtherRecipients:
        return QStringLiteral("%1 wrote last and is not among the recipients").arg(who);
    case Rule::Newcomer:
        return QStringLiteral("%1 wrote last and was not in this conversation before").arg(who);
    case Rule::TooLarge:
        return QStringLiteral("the mail has about %1, the server takes %2 at most")
            .arg(bytes(objection.size), bytes(objection.limit));
    }
    return {};
}

/// Whoever has one mail of a conversation can write into it. `named`: who is in the other mails of the ticket.
bool isNewcomer(const QString &address, const QSet<QString> &named, const ticket::PersonRef &requester)
{
    if (named.isEmpty() || named.contains(address.toLower()) ||
        address.compare(requester.address, Qt::CaseInsensitive) == 0)
        return false;
    const QString company = ticket::companyDomainOf(requester.address);
    return company.isEmpty() || company != ticket::companyDomainOf(address);
}

void addOnce(QStringList &names, const QString &name)
{
    if (!names.contains(name))
        names.append(name);
}

} // namespace

std::vector<SendObjection> textObjections(const ReplyRequest &request)
{
    std::vector<SendObjection> found;
    if (request.to.isEmpty())
        found.push_back({.rule = Rule::NoRecipient});
    if (request.text.trimmed().isEmpty() && request.html.isEmpty() && !request.forward)
        found.push_back({.rule = Rule::Empty});
    if (const QString gap = gapOf(request.text); !gap.isEmpty())
        found.push_back({.rule = Rule::Gap, .who = {gap}});
    // A forward takes the files of the mail along; whoever removed them has seen them.
    if (request.attachments.empty() && speaksOfAFile(request.text))
        found.push_back({.rule = Rule::NoFile, .canOverride = true});
    return found;
}

Result<std::vector<SendObjection>> newsObjections(const store::TimelineQueries &timeline, const ticket::Key &ticket,
                                                  const store::Standing &since, const QString &me)
{
    const auto news = timeline.newsSince(ticket, since, me);
    if (!news)
        return tl::unexpected(news.error());
    SendObjection wrote{.rule = Rule::NewMail, .canOverride = true};
    for (const ticket::PersonRef &person : news->wrote)
        addOnce(wrote.who, nameOf(person));
    SendObjection answered{.rule = Rule::Answered, .canOverride = true};
    for (const ticket::PersonRef &person : news->answered)
        addOnce(answered.who, nameOf(person));
    std::vector<SendObjection> found;
    for (SendObjection &one : std::array{wrote, answered})
        if (!one.who.isEmpty())
            found.push_back(std::move(one));
    return found;
}

Result<std::vector<SendObjection>> recipientObjections(const store::TimelineQueries &timeline,
                                                       const ReplyRequest &request, const ticket::PersonRef &requester,
                                                       const QSet<QString> &ourAddresses)
{
    std::vector<SendObjection> found;
    if (request.forward || request.to.isEmpty())
        return found;
    const auto newest = timeline.newestFromCustomer(request.ticket);
    if (!newest)
        return tl::unexpected(newest.error());
    if (newest->isNone())
        return found;
    const auto raw = timeline.source(*newest);
    if (!raw)
        return tl::unexpected(raw.error());
    const auto customer = timeline.answersGoTo(request.ticket, *newest);
    if (!customer)
        return tl::unexpected(customer.error());
    ReplyRequest expected;
    fillRecipients(expected, mime::parseMessage(*raw), false, ourAddresses);
    answerCustomer(expected, *customer, requester);
    QStringList given;
    for (const QString &recipient : request.to + request.cc + request.bcc)
        given.append(bareAddress(recipient));
    SendObjection missing{.rule = Rule::OtherRecipients, .canOverride = true};
    for (const QString &address : expected.to)
        if (!given.contains(address, Qt::CaseInsensitive))
            missing.who.append(address);
    if (!missing.who.isEmpty())
        found.push_back(std::move(missing));
    const auto named = timeline.namedBeside(request.ticket, *newest);
    if (!named)
        return tl::unexpected(named.error());
    SendObjection newcomer{.rule = Rule::Newcomer, .canOverride = true};
    for (const QString &address : expected.to)
        if (given.contains(address, Qt::CaseInsensitive) && isNewcomer(address, *named, requester))
            newcomer.who.append(address);
    if (!newcomer.who.isEmpty())
        found.push_back(std::move(newcomer));
    return found;
}

std::vector<SendObjection> sizeObjections(const ReplyRequest &request, qint64 limit)
{
    // BASE64 with its line ends; text is sent twice when it is rich.
    constexpr double kBase64 = 78.0 / 57.0;
    qint64 size = 2000 + qint64(double(request.text.toUtf8().size() + request.html.toUtf8().size()) * kBase64);
    for (const AttachmentFile &file : request.attachments)
        size += qint64(double(file.bytes.size()) * kBase64) + 500;
    if (limit <= 0 || size <= limit)
        return {};
    return {{.rule = Rule::TooLarge, .size = size, .limit = limit}};
}

QString sentenceOf(const std::vector<SendObjection> &objections)
{
    QStringList parts;
    for (const SendObjection &objection : objections)
        parts.append(sentenceOf(objection));
    return parts.join(QLatin1String("; "));
}

Result<QString> objectionAtTheDoor(store::Database &database, const store::OutboxMail &mail, const QString &me)
{
    const auto standing = store::Standing::fromJson(mail.standing);
    if (!standing)
        return QString();
    const auto news = newsObjections(store::TimelineQueries(database), mail.ticket, *standing, me);
    if (!news)
        return tl::unexpected(news.error());
    return sentenceOf(*news);
}

QByteArray sizeLimitName(const QString &account)
{
    return "size_limit:" + account.toUtf8();
}

} // namespace otklik::workspace
