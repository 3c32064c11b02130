// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/event_codec.h"

#include "core/journal/canonical_json.h"
#include "core/journal/mail_form.h"

#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <algorithm>

namespace otklik::journal {

namespace {

const QByteArray kContentType = QByteArrayLiteral("application/vnd.otklik.event+json");
const QLatin1String kMac("mac");
constexpr QByteArrayView kMessageIdMark(".journal@");
constexpr qsizetype kIdLength = 32;

QByteArray macOf(const QByteArray &canonical, const QByteArray &key)
{
    return QMessageAuthenticationCode::hash(canonical, key, QCryptographicHash::Sha256).toHex();
}

bool equalInConstantTime(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    int difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= a.at(i) ^ b.at(i);
    return difference == 0;
}

DecodedMail refused(Verdict verdict, const QString &detail)
{
    return {verdict, {}, detail};
}

/// False when `out` now says why the event is refused.
bool readSealed(DecodedMail &out, QJsonObject json, const QByteArray &canonical, const QByteArray &key)
{
    const QByteArray mac = json.take(kMac).toString().toLatin1();
    auto signedPart = canonicalJson(json);
    if (!signedPart || !equalInConstantTime(mac, macOf(*signedPart, key))) {
        out = refused(Verdict::BadMac, QStringLiteral("the signature does not belong to this content"));
        return false;
    }
    auto event = eventFromJson(json);
    if (!event) {
        out = refused(Verdict::NotAnEvent, event.error().detail);
        return false;
    }
    if (event->version > 1)
        out.verdict = Verdict::UnknownVersion;
    out.events.push_back({std::move(*event), sha256Hex(*signedPart), canonical});
    return true;
}

MailForm formOf(const Event &event, const mime::EmailAddress &mailbox, const QString &sentence)
{
    MailForm form;
    form.mailbox = mailbox;
    form.messageIdStart = event.id + ".journal";
    form.date = event.at;
    form.sentence = sentence;
    form.contentType = kContentType;
    form.fileName = QStringLiteral("event.json");
    return form;
}

Result<QByteArray> sized(const MailForm &form, qsizetype maximum)
{
    const QByteArray mail = buildMail(form);
    if (mail.size() > maximum)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("journal mail of %1 bytes is over the limit of %2").arg(mail.size()).arg(maximum));
    return mail;
}

} // namespace

QString verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Good:
        return QStringLiteral("good");
    case Verdict::BadMac:
        return QStringLiteral("bad-mac");
    case Verdict::TraceHeaders:
        return QStringLiteral("trace-headers");
    case Verdict::NotAnEvent:
        return QStringLiteral("not-an-event");
    case Verdict::UnknownVersion:
        return QStringLiteral("unknown-version");
    }
    return {};
}

QByteArray randomId()
{
    QByteArray bytes(16, '\0');
    QRandomGenerator::system()->generate(reinterpret_cast<quint32 *>(bytes.data()),
                                         reinterpret_cast<quint32 *>(bytes.data() + bytes.size()));
    return bytes.toHex();
}

Result<SealedEvent> seal(const Event &event, const QByteArray &key)
{
    QJsonObject json = eventToJson(event);
    auto signedPart = canonicalJson(json);
    if (!signedPart)
        return Failure(signedPart.error());
    json.insert(kMac, QString::fromLatin1(macOf(*signedPart, key)));
    auto whole = canonicalJson(json);
    if (!whole)
        return Failure(whole.error());
    return SealedEvent{event, sha256Hex(*signedPart), *whole};
}

DecodedMail unseal(const QByteArray &json, const QByteArray &key)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const auto canonical = document.isArray() ? canonicalJson(document.array()) : canonicalJson(document.object());
    // Only the canonical bytes are accepted: nothing may be read in two ways.
    if (document.isNull() || !canonical || *canonical != json)
        return refused(Verdict::BadMac, QStringLiteral("the attachment is damaged: not canonical JSON"));
    DecodedMail out;
    out.verdict = Verdict::Good;
    bool isReadable = document.isArray() || readSealed(out, document.object(), json, key);
    for (const QJsonValue &element : document.array()) {
        const QJsonObject object = element.toObject();
        isReadable = isReadable && readSealed(out, object, canonicalJson(object).value_or(QByteArray()), key);
    }
    if (!isReadable)
        return out;
    if (out.events.empty())
        return refused(Verdict::NotAnEvent, QStringLiteral("the attachment holds no event"));
    return out;
}

Result<QByteArray> encodeMail(const Event &event, const QByteArray &key, const mime::EmailAddress &mailbox,
                              const QString &sentence)
{
    auto sealed = seal(event, key);
    if (!sealed)
        return Failure(sealed.error());
    if (event.ops.size() > kMaxImportOps)
        return fail(ErrorCode::InvalidInput, QStringLiteral("journal event with %1 ops").arg(event.ops.size()));
    MailForm form = formOf(event, mailbox, sentence);
    form.payload = sealed->json;
    return sized(form, event.ops.size() > kMaxOps ? kMaxImportMailSize : kMaxMailSize);
}

Result<QByteArray> encodeImportMail(const std::vector<Event> &events, const QByteArray &key,
                                    const mime::EmailAddress &mailbox, const QString &sentence)
{
    if (events.empty() || events.size() > kMaxImportOps)
        return fail(ErrorCode::InvalidInput, QStringLiteral("import of %1 events in one mail").arg(events.size()));
    QByteArray payload = "[";
    for (const Event &event : events) {
        auto sealed = seal(event, key);
        if (!sealed)
            return Failure(sealed.error());
        payload += (payload.size() > 1 ? "," : "") + sealed->json;
    }
    MailForm form = formOf(events.front(), mailbox, sentence);
    form.payload = payload + ']';
    return sized(form, kMaxImportMailSize);
}

QByteArray eventNamedBy(const QByteArray &messageId)
{
    const qsizetype mark = messageId.indexOf(kMessageIdMark);
    if (mark < kIdLength)
        return {};
    const QByteArray id = messageId.mid(mark - kIdLength, kIdLength);
    const bool isHex =
        std::all_of(id.begin(), id.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    return isHex ? id : QByteArray();
}

DecodedMail decodeMail(const QByteArray &raw, const QByteArray &key)
{
    const MailReading reading = readMail(raw, kContentType);
    if (!reading.payload)
        return refused(Verdict::NotAnEvent, QStringLiteral("no journal attachment"));
    if (reading.hasTraceHeaders)
        return refused(Verdict::TraceHeaders, QStringLiteral("the mail was delivered from outside"));
    return unseal(*reading.payload, key);
}

} // namespace otklik::journal
