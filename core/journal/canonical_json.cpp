// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/canonical_json.h"

#include <QCryptographicHash>

namespace otklik::journal {

namespace {

Result<void> append(QByteArray &out, const QJsonValue &value);

void appendString(QByteArray &out, const QString &text)
{
    static constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    const QByteArray bytes = text.toUtf8();
    for (const char c : bytes) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out.append("\\u00").append(kHex[c >> 4]).append(kHex[c & 15]);
            else
                out += c;
        }
    }
    out += '"';
}

Result<void> appendNumber(QByteArray &out, const QJsonValue &value)
{
    // toInteger() gives the default for whatever is not a whole number: two defaults tell the two apart.
    const qint64 number = value.toInteger(0);
    if (number != value.toInteger(1))
        return fail(ErrorCode::InvalidInput, QStringLiteral("number %1 is not a whole number").arg(value.toDouble()));
    out += QByteArray::number(number);
    return {};
}

Result<void> appendArray(QByteArray &out, const QJsonArray &array)
{
    out += '[';
    bool first = true;
    for (const QJsonValue &element : array) {
        if (!first)
            out += ',';
        first = false;
        if (auto done = append(out, element); !done)
            return done;
    }
    out += ']';
    return {};
}

Result<void> appendObject(QByteArray &out, const QJsonObject &object)
{
    // QJsonObject sorts by UTF-16 units, which differs from UTF-8 order above U+FFFF.
    std::map<QByteArray, QString> keys;
    for (auto it = object.begin(); it != object.end(); ++it)
        keys.emplace(it.key().toUtf8(), it.key());
    out += '{';
    bool first = true;
    for (const auto &[bytes, key] : keys) {
        if (!first)
            out += ',';
        first = false;
        appendString(out, key);
        out += ':';
        if (auto done = append(out, object.value(key)); !done)
            return done;
    }
    out += '}';
    return {};
}

Result<void> append(QByteArray &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        return {};
    case QJsonValue::Double:
        return appendNumber(out, value);
    case QJsonValue::String:
        appendString(out, value.toString());
        return {};
    case QJsonValue::Array:
        return appendArray(out, value.toArray());
    case QJsonValue::Object:
        return appendObject(out, value.toObject());
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    out += "null";
    return {};
}

} // namespace

Result<QByteArray> canonicalJson(const QJsonObject &object)
{
    QByteArray out;
    if (auto done = appendObject(out, object); !done)
        return Failure(done.error());
    return out;
}

Result<QByteArray> canonicalJson(const QJsonArray &array)
{
    QByteArray out;
    if (auto done = appendArray(out, array); !done)
        return Failure(done.error());
    return out;
}

QByteArray sha256Hex(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QJsonValue timeToJson(Instant time)
{
    return time.isNever() ? QJsonValue(QJsonValue::Null) : QJsonValue(time.ms());
}

Instant timeFromJson(const QJsonValue &value)
{
    return value.isString() ? Instant::fromIso(value.toString()) : Instant::fromMs(value.toInteger(0));
}

} // namespace otklik::journal
