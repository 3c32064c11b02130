// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/prepared_mail.h"

#include "core/mime/quotes.h"
#include "core/store/mere_thanks.h"
#include "core/store/word_folder.h"
#include "core/ticket/company_of.h"
#include "core/ticket/partner_number.h"
#include "core/ticket/subject_token.h"
#include "core/ticket/threading.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace otklik::store {

namespace {

constexpr qsizetype kPreviewLength = 200;
constexpr qsizetype kSubjectLimit = 1000;

std::string compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

QJsonArray mailboxesToJson(const std::vector<mime::Mailbox> &mailboxes)
{
    QJsonArray array;
    for (const mime::Mailbox &mailbox : mailboxes) {
        const QString address = mailbox.address.isEmpty() ? QString() : mailbox.address.key();
        array.append(QJsonArray{address, mailbox.name.isEmpty() && address.isEmpty() ? mailbox.raw : mailbox.name});
    }
    return array;
}

std::string peopleJson(const mime::Message &mail)
{
    QJsonObject object;
    const auto put = [&](const QString &name, const std::vector<mime::Mailbox> &mailboxes) {
        if (!mailboxes.empty())
            object.insert(name, mailboxesToJson(mailboxes));
    };
    put(QStringLiteral("replyTo"), mail.replyTo);
    put(QStringLiteral("to"), mail.to);
    put(QStringLiteral("cc"), mail.cc);
    put(QStringLiteral("bcc"), mail.bcc);
    return compact(object);
}

std::string filesJson(const std::vector<mime::Attachment> &attachments)
{
    if (attachments.empty())
        return {};
    QJsonArray array;
    for (const mime::Attachment &file : attachments)
        array.append(QJsonArray{file.part, file.fileName, file.contentType, file.size, file.isInline ? 1 : 0,
                                QString::fromUtf8(file.contentId)});
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

/// All names of the mail that came back; in front the one that we gave it, when a relay wrote another into it.
std::vector<QByteArray> originalsOf(const mime::Bounce &bounce)
{
    std::vector<QByteArray> ids = bounce.otherIds;
    if (!bounce.originalMessageId.isEmpty())
        ids.insert(ids.begin(), bounce.originalMessageId);
    const auto isOurs = [](const QByteArray &id) { return id.startsWith("t.") && id.count('.') >= 3; };
    const auto ours = std::find_if(ids.begin(), ids.end(), isOurs);
    if (ours != ids.end())
        std::rotate(ids.begin(), ours, ours + 1);
    return ids;
}

/// What else leads to its conversation: of a bounce, all that is told of the mail that came back.
std::vector<QByteArray> otherIdsOf(const mime::Message &mail)
{
    std::vector<QByteArray> ids = mail.otherIds;
    if (!mail.bounce)
        return ids;
    const std::vector<QByteArray> originals = originalsOf(*mail.bounce);
    ids.insert(ids.end(), originals.begin(), originals.end());
    ids.insert(ids.end(), mail.bounce->originalAnswers.begin(), mail.bounce->originalAnswers.end());
    return ids;
}

std::string bounceJson(const std::optional<mime::Bounce> &bounce)
{
    if (!bounce)
        return {};
    QJsonArray recipients;
    for (const mime::EmailAddress &recipient : bounce->recipients)
        recipients.append(recipient.key());
    const std::vector<QByteArray> ids = originalsOf(*bounce);
    const auto array = [](auto from, auto to) {
        QJsonArray list;
        for (; from != to; ++from)
            list.append(QString::fromUtf8(*from));
        return list;
    };
    const QJsonArray others = array(ids.begin() + (ids.empty() ? 0 : 1), ids.end());
    const QJsonArray answers = array(bounce->originalAnswers.begin(), bounce->originalAnswers.end());
    QJsonObject object{{QStringLiteral("permanent"), bounce->permanent},
                       {QStringLiteral("status"), bounce->status},
                       {QStringLiteral("diagnostic"), bounce->diagnostic},
                       {QStringLiteral("recipients"), recipients},
                       {QStringLiteral("original"), ids.empty() ? QString() : QString::fromUtf8(ids.front())}};
    if (!others.isEmpty())
        object.insert(QStringLiteral("others"), others);
    if (!answers.isEmpty())
        object.insert(QStringLiteral("answers"), answers);
    return compact(object);
}

std::string joined(const std::vector<QByteArray> &ids)
{
    std::string text;
    for (const QByteArray &id : ids) {
        if (!text.empty())
            text.push_back(' ');
        text += id.toStdString();
    }
    return text;
}

/// Ours in what others quote, and in the mail that a bounce returns.
QString quotedTokens(const mime::Message &mail)
{
    constexpr qsizetype kLongest = 64 * 1024;
    QStringList tokens;
    const auto add = [&tokens](const QString &text) {
        for (const ticket::SubjectToken &token : ticket::findSubjectTokens(text))
            if (tokens.size() < 5 && !tokens.contains(token.toString()))
                tokens << token.toString();
    };
    if (mail.bounce)
        add(mail.bounce->originalSubject);
    if (!mail.text.contains(QLatin1String("[#")) || !ticket::findSubjectTokens(mail.subject).empty())
        return tokens.join(QLatin1Char(' '));
    if (mail.bounce)
        add(mail.text.left(kLongest));
    else
        for (const mime::TextBlock &block : mime::splitQuotes(mail.text.left(kLongest)))
            if (block.kind == mime::BlockKind::Quote || block.kind == mime::BlockKind::Attribution)
                add(block.text);
    return tokens.join(QLatin1Char(' '));
}

std::string hintsJson(const mime::Message &mail, const QString &tokens)
{
    QJsonObject hints;
    const auto put = [&hints](const QString &name, const std::vector<QByteArray> &ids) {
        QJsonArray array;
        for (const QByteArray &id : ids)
            array.append(QString::fromUtf8(id));
        if (!array.isEmpty())
            hints[name] = array;
    };
    put(QStringLiteral("ids"), otherIdsOf(mail));
    put(QStringLiteral("former"), mail.formerIds);
    if (!mail.threadIndex.isEmpty())
        hints[QStringLiteral("conversation")] = QString::fromLatin1(mail.threadIndex);
    if (!tokens.isEmpty())
        hints[QStringLiteral("tokens")] = tokens;
    if (mail.backOn.isValid())
        hints[QStringLiteral("backOn")] = mail.backOn.toString(Qt::ISODate);
    return hints.isEmpty() ? std::string() : compact(hints);
}

std::vector<qint64> namedIds(const mime::Message &mail, const QString &fromAddress)
{
    std::vector<qint64> hashes;
    for (const QByteArray &id : mail.references)
        hashes.push_back(messageIdHash(id));
    for (const QByteArray &id : mail.inReplyTo)
        hashes.push_back(messageIdHash(id));
    if (mail.bounce)
        hashes.push_back(messageIdHash(mail.bounce->originalMessageId));
    if (mail.bounce && mail.bounce->permanent)
        for (const mime::EmailAddress &address : mail.bounce->recipients)
            hashes.push_back(messageIdHash(notReachedMark(address.key())));
    for (const QByteArray &id : otherIdsOf(mail))
        hashes.push_back(messageIdHash(id));
    hashes.push_back(messageIdHash(ticket::conversationMark(mail.threadIndex)));
    for (const QByteArray &mark : ticket::partnerMarks(fromAddress, mail.subject))
        hashes.push_back(messageIdHash(mark));
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    std::erase(hashes, 0);
    return hashes;
}

bool isBelow(const QString &name, const QString &domain)
{
    return !domain.isEmpty() && (name == domain || name.endsWith(QLatin1Char('.') + domain));
}

bool isOurList(const mime::Message &mail, const QSet<QString> &ourAddresses)
{
    if (!mail.list)
        return false;
    const std::vector<mime::EmailAddress> &lists = mail.list->addresses;
    const QString writer = mail.from.empty() ? QString() : mail.from.front().address.domain();
    return std::any_of(ourAddresses.begin(), ourAddresses.end(), [&](const QString &our) {
        const auto address = mime::EmailAddress::parse(our);
        const bool isIt = address && mail.list->isAt(*address);
        const QString domain = ticket::companyDomainOf(our);
        const bool isOfOurs = isBelow(mail.list->id, domain) ||
                              std::any_of(lists.begin(), lists.end(),
                                          [&domain](const auto &one) { return isBelow(one.domain(), domain); });
        // what our own people send to our own lists is for many, and our newsletter no matter of a customer
        return isIt || (isOfOurs && !writer.isEmpty() && !isBelow(writer, domain));
    });
}

/// Anybody can write headers that name somebody else: only where the mail came through a mailbox of ours that is a
/// list.
const mime::Mailbox *writerOf(const mime::Message &mail, const QSet<QString> &ourAddresses)
{
    if (mail.from.empty())
        return nullptr;
    const bool isBehindOurs = mail.writer && ourAddresses.contains(mail.from.front().address.key());
    return isBehindOurs ? &*mail.writer : &mail.from.front();
}

void fillWords(PreparedMail &prepared, const mime::Message &mail)
{
    WordFolder &folder = WordFolder::ofThisThread();
    prepared.subjectWords = folder.fold(mail.subject);
    QString beside = mail.nestedText;
    if (mail.invitation)
        beside += QLatin1Char('\n') + mail.invitation->summary + QLatin1Char('\n') + mail.invitation->location;
    prepared.bodyWords = folder.fold(beside.isEmpty() ? mail.text : mail.text + QLatin1Char('\n') + beside);
    // As it stands in the mail, whoever reads it: the same words have to be given to take them out again.
    if (!mail.from.empty()) {
        const mime::Mailbox &from = mail.from.front();
        const QString name = from.name.isEmpty() && from.address.isEmpty() ? from.raw : from.name;
        prepared.senderWords = folder.fold(name + QLatin1Char(' ') + from.address.key());
    }
    QString names;
    for (const mime::Attachment &file : mail.attachments)
        if (!file.isInline)
            names += file.fileName + QLatin1Char(' ');
    prepared.fileWords = folder.fold(names);
}

QJsonArray parseArray(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).array();
}

std::vector<ticket::PersonRef> readMailboxes(const QJsonValue &value)
{
    std::vector<ticket::PersonRef> people;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &entry : array)
        people.push_back({entry.toArray().at(0).toString(), entry.toArray().at(1).toString(), {}});
    return people;
}

} // namespace

PreparedMail prepareMail(const QByteArray &raw, const mime::Message &parsed, const QSet<QString> &ourAddresses)
{
    PreparedMail prepared;
    prepared.key = ticket::Key::ofContent(raw);
    prepared.messageId = QString::fromUtf8(parsed.messageId);
    prepared.idHash = messageIdHash(parsed.messageId);
    prepared.headerDate = parsed.date;
    prepared.autoKind = isOurList(parsed, ourAddresses) ? parsed.list->withoutIt : parsed.autoKind;
    prepared.bounce = bounceJson(parsed.bounce);
    if (const mime::Mailbox *from = writerOf(parsed, ourAddresses)) {
        prepared.fromAddress = from->address.isEmpty() ? QString() : from->address.key();
        prepared.fromName = from->name.isEmpty() && from->address.isEmpty() ? from->raw : from->name;
    }
    prepared.people = peopleJson(parsed);
    prepared.subject = parsed.subject.left(kSubjectLimit);
    prepared.preview = previewOf(parsed.text);
    prepared.references = joined(parsed.references);
    prepared.inReplyTo = joined(parsed.inReplyTo);
    prepared.namedIds = namedIds(parsed, prepared.fromAddress);
    const QString quoted = quotedTokens(parsed);
    for (const ticket::SubjectToken &token : ticket::findSubjectTokens(parsed.subject + QLatin1Char(' ') + quoted))
        prepared.tokenNumbers.push_back(token.number);
    prepared.hints = hintsJson(parsed, quoted);
    prepared.courtesyOnly = isMereThanks(parsed);
    prepared.size = raw.size();
    prepared.files = filesJson(parsed.attachments);
    prepared.hasFiles = parsed.hasFiles();
    for (const mime::Defect defect : parsed.defects)
        prepared.defects |= qint64(1) << static_cast<int>(defect);
    prepared.source = compressSource(raw);
    fillWords(prepared, parsed);
    return prepared;
}

qint64 messageIdHash(QByteArrayView messageId)
{
    if (messageId.isEmpty())
        return 0;
    quint64 hash = 14695981039346656037ULL; // FNV-1a, then mixed: short ids differ in few bits
    for (const char byte : messageId) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 1099511628211ULL;
    }
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdULL;
    hash ^= hash >> 33;
    return hash == 0 ? 1 : static_cast<qint64>(hash);
}

QByteArray notReachedMark(const QString &addressKey)
{
    return "not-reached:" + addressKey.toUtf8();
}

QString previewOf(const QString &text)
{
    QString preview;
    QString quoted;
    qsizetype from = 0;
    while (from < text.size() && preview.size() < kPreviewLength) {
        qsizetype end = text.indexOf(QLatin1Char('\n'), from);
        end = end < 0 ? text.size() : end;
        const QString line = text.mid(from, std::min(end - from, 2 * kPreviewLength)).simplified();
        from = end + 1;
        if (line.isEmpty())
            continue;
        QString &target = line.startsWith(QLatin1Char('>')) ? quoted : preview;
        if (target.size() < kPreviewLength)
            target += (target.isEmpty() ? QString() : QStringLiteral(" ")) + line;
    }
    return (preview.isEmpty() ? quoted : preview).left(kPreviewLength);
}

MailPeople readPeople(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    return {readMailboxes(object.value(QStringLiteral("replyTo"))), readMailboxes(object.value(QStringLiteral("to"))),
            readMailboxes(object.value(QStringLiteral("cc"))), readMailboxes(object.value(QStringLiteral("bcc")))};
}

namespace {

std::vector<QByteArray> readIds(const QJsonObject &object, const QString &name)
{
    std::vector<QByteArray> ids;
    const QJsonArray array = object.value(name).toArray();
    for (const QJsonValue &id : array)
        ids.push_back(id.toString().toUtf8());
    return ids;
}

} // namespace

MailHints readHints(const QByteArray &json)
{
    MailHints hints;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    hints.ids = readIds(object, QStringLiteral("ids"));
    hints.formerIds = readIds(object, QStringLiteral("former"));
    hints.conversation = object.value(QStringLiteral("conversation")).toString().toLatin1();
    hints.tokens = object.value(QStringLiteral("tokens")).toString();
    hints.backOn = QDate::fromString(object.value(QStringLiteral("backOn")).toString(), Qt::ISODate);
    return hints;
}

bool isWrittenByUs(const QString &fromAddress, const QByteArray &people, const QSet<QString> &ourAddresses,
                   bool isInSent)
{
    const bool isFromUs = ourAddresses.contains(fromAddress.toLower());
    if (!isFromUs)
        return isInSent;
    const MailPeople all = readPeople(people);
    const auto namesAnother = [&](const std::vector<ticket::PersonRef> &list) {
        return std::any_of(list.begin(), list.end(),
                           [&](const ticket::PersonRef &one) { return !ourAddresses.contains(one.address.toLower()); });
    };
    if (namesAnother(all.to) || namesAnother(all.cc) || (all.to.empty() && all.cc.empty()))
        return true;
    return isInSent && !namesAnother(all.replyTo);
}

std::vector<ticket::AttachmentInfo> readFiles(const QByteArray &json)
{
    std::vector<ticket::AttachmentInfo> files;
    const QJsonArray array = parseArray(json);
    for (const QJsonValue &value : array) {
        const QJsonArray entry = value.toArray();
        files.push_back({entry.at(0).toInt(), entry.at(1).toString(), entry.at(2).toString(), entry.at(3).toInteger(),
                         entry.at(4).toInt() != 0, entry.at(5).toString().toUtf8()});
    }
    return files;
}

std::optional<mime::Bounce> readBounce(const QByteArray &json)
{
    if (json.isEmpty())
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    mime::Bounce bounce;
    bounce.permanent = object.value(QStringLiteral("permanent")).toBool();
    bounce.status = object.value(QStringLiteral("status")).toString();
    bounce.diagnostic = object.value(QStringLiteral("diagnostic")).toString();
    bounce.originalMessageId = object.value(QStringLiteral("original")).toString().toUtf8();
    bounce.otherIds = readIds(object, QStringLiteral("others"));
    bounce.originalAnswers = readIds(object, QStringLiteral("answers"));
    const QJsonArray recipients = object.value(QStringLiteral("recipients")).toArray();
    for (const QJsonValue &recipient : recipients)
        if (const auto address = mime::EmailAddress::parse(recipient.toString()))
            bounce.recipients.push_back(*address);
    return bounce;
}

QString bounceReason(const mime::Bounce &bounce)
{
    return bounce.diagnostic.contains(bounce.status) ? bounce.diagnostic
                                                     : (bounce.status + QLatin1Char(' ') + bounce.diagnostic).trimmed();
}

QString autoKindName(mime::AutoKind kind)
{
    switch (kind) {
    case mime::AutoKind::None:
        return {};
    case mime::AutoKind::Bounce:
        return QStringLiteral("bounce");
    case mime::AutoKind::AutoReply:
        return QStringLiteral("auto-reply");
    case mime::AutoKind::List:
        return QStringLiteral("list");
    case mime::AutoKind::Receipt:
        return QStringLiteral("receipt");
    case mime::AutoKind::Robot:
        return QStringLiteral("robot");
    }
    return {};
}

} // namespace otklik::store
