// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/genesis.h"

#include "core/journal/canonical_json.h"
#include "core/journal/event_codec.h"
#include "core/journal/mail_form.h"

#include <QJsonDocument>

namespace otklik::journal {

namespace {

const QByteArray kContentType = QByteArrayLiteral("application/vnd.otklik.genesis+json");

} // namespace

Genesis makeGenesis(Instant now)
{
    return {randomId(), QByteArray::fromHex(randomId() + randomId()), now};
}

QByteArray encodeGenesisMail(const Genesis &genesis, const mime::EmailAddress &mailbox, const QString &sentence)
{
    const QJsonObject inner{{QStringLiteral("journal"), QString::fromLatin1(genesis.journal)},
                            {QStringLiteral("key"), QString::fromLatin1(genesis.key.toBase64())},
                            {QStringLiteral("created"), genesis.created.ms()}};
    const auto payload = canonicalJson(QJsonObject{{QStringLiteral("v"), 1}, {QStringLiteral("genesis"), inner}});
    Q_ASSERT(payload); // whole numbers and text only
    MailForm form;
    form.mailbox = mailbox;
    form.messageIdStart = genesis.journal + ".genesis";
    form.date = genesis.created;
    form.sentence = sentence;
    form.contentType = kContentType;
    form.fileName = QStringLiteral("genesis.json");
    form.payload = *payload;
    return buildMail(form);
}

Result<Genesis> decodeGenesisMail(const QByteArray &raw)
{
    const MailReading reading = readMail(raw, kContentType);
    if (!reading.payload)
        return fail(ErrorCode::NotFound, QStringLiteral("no journal genesis in this mail"));
    if (reading.hasTraceHeaders)
        return fail(ErrorCode::InvalidInput, QStringLiteral("journal genesis was delivered from outside"));
    const QJsonObject json = QJsonDocument::fromJson(*reading.payload).object();
    const QJsonObject inner = json.value(QLatin1String("genesis")).toObject();
    Genesis genesis;
    genesis.journal = inner.value(QLatin1String("journal")).toString().toLatin1();
    genesis.key = QByteArray::fromBase64(inner.value(QLatin1String("key")).toString().toLatin1());
    genesis.created = timeFromJson(inner.value(QLatin1String("created")));
    const bool readable = json.value(QLatin1String("v")).toInteger() >= 1;
    if (!readable || genesis.key.size() != 32 || QByteArray::fromHex(genesis.journal).toHex() != genesis.journal ||
        genesis.journal.size() != 32)
        return fail(ErrorCode::InvalidInput, QStringLiteral("journal genesis is damaged"));
    return genesis;
}

} // namespace otklik::journal
