// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/canonical_json.h"
#include "core/journal/event_codec.h"

#include <algorithm>

namespace otklik::journal {

namespace {

bool isHex(const QByteArray &text, qsizetype minimum, qsizetype maximum)
{
    return text.size() >= minimum && text.size() <= maximum && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

Failure off(const char *member)
{
    return fail(
        ErrorCode::InvalidInput,
        QStringLiteral("journal event: member \"%1\" is missing or has another type").arg(QLatin1String(member)));
}

QJsonObject opToJson(const Op &op)
{
    QJsonObject json{{QStringLiteral("type"), op.type}, {QStringLiteral("on"), op.object}};
    json.insert(QStringLiteral("data"), op.data);
    if (!op.condition.isEmpty())
        json.insert(QStringLiteral("if"), op.condition);
    return json;
}

Result<Op> opFromJson(const QJsonValue &value)
{
    const QJsonObject json = value.toObject();
    Op op;
    op.type = json.value(QLatin1String("type")).toString();
    op.object = json.value(QLatin1String("on")).toString();
    if (op.type.isEmpty() || op.object.isEmpty())
        return off("ops");
    op.data = json.value(QLatin1String("data")).toObject();
    op.condition = json.value(QLatin1String("if")).toObject();
    return op;
}

Result<void> readOps(Event &event, const QJsonValue &value)
{
    if (!value.isArray())
        return off("ops");
    for (const QJsonValue &element : value.toArray()) {
        auto op = opFromJson(element);
        if (!op)
            return Failure(op.error());
        event.ops.push_back(std::move(*op));
    }
    return {};
}

QByteArray latin(const QJsonValue &value)
{
    return value.toString().toLatin1();
}

} // namespace

QJsonObject eventToJson(const Event &event)
{
    QJsonArray ops;
    for (const Op &op : event.ops)
        ops.append(opToJson(op));
    const QJsonArray seen{QString::fromLatin1(event.seenId), QString::fromLatin1(event.seenHash)};
    return {{QStringLiteral("v"), event.version},
            {QStringLiteral("id"), QString::fromLatin1(event.id)},
            {QStringLiteral("writer"), QString::fromLatin1(event.writer)},
            {QStringLiteral("seq"), event.sequence},
            {QStringLiteral("prev"), QString::fromLatin1(event.previous)},
            {QStringLiteral("seen"), seen},
            {QStringLiteral("by"), event.by},
            {QStringLiteral("at"), event.at.ms()},
            {QStringLiteral("ops"), ops}};
}

Result<Event> eventFromJson(const QJsonObject &json)
{
    Event event;
    const qint64 version = json.value(QLatin1String("v")).toInteger(0);
    if (version < 1 || version > 1'000'000)
        return off("v");
    event.version = static_cast<int>(version);
    event.id = latin(json.value(QLatin1String("id")));
    if (!isHex(event.id, 32, 32))
        return off("id");
    event.writer = latin(json.value(QLatin1String("writer")));
    if (!isHex(event.writer, 1, 64))
        return off("writer");
    event.sequence = json.value(QLatin1String("seq")).toInteger(0);
    if (event.sequence < 1)
        return off("seq");
    event.previous = latin(json.value(QLatin1String("prev")));
    const QJsonArray seen = json.value(QLatin1String("seen")).toArray();
    event.seenId = latin(seen.at(0));
    event.seenHash = latin(seen.at(1));
    if (!isHex(event.previous, 0, 64) || !isHex(event.seenId, 0, 32) || !isHex(event.seenHash, 0, 64))
        return off("prev or seen");
    event.by = json.value(QLatin1String("by")).toString();
    event.at = Instant::fromMs(json.value(QLatin1String("at")).toInteger(0));
    if (auto done = readOps(event, json.value(QLatin1String("ops"))); !done)
        return Failure(done.error());
    return event;
}

Result<QByteArray> canonicalHash(const Event &event)
{
    auto bytes = canonicalJson(eventToJson(event));
    if (!bytes)
        return Failure(bytes.error());
    return sha256Hex(*bytes);
}

} // namespace otklik::journal
