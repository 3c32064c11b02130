// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/canonical_json.h"

#include <QCryptographicHash>

#include <algorithm>
#include <vector>

namespace otklik::journal {

namespace {

Result<void> append(QByteArray &out, const QJsonValue &value);

void appendEscaped(QByteArray &out, char c)
{
    static constexpr char kHex[] = "0123456789abcdef";
    switch (c) {
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
    case '"':
    case '\\':
        out.append('\\').append(c);
        break;
    default:
        out.append("\\u00").append(kHex[c >> 4]).append(kHex[c & 15]);
    }
}

void appendString(QByteArray &out, const QString &text)
{
    out += '"';
    const QByteArray bytes = text.toUtf8();
    const char *const end = bytes.constEnd();
    for (const char *at = bytes.constBegin(); at != end;) {
        const char *const special =
            std::find_if(at, end, [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
        out.append(at, special - at);
        at = special;
        if (at != end)
            appendEscaped(out, *at++);
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

/// In the order of their UTF-8. QJsonObject sorts by UTF-16 units, which differs only where there are surrogates.
std::vector<QString> sortedKeys(const QJsonObject &object)
{
    const QStringList keys = object.keys();
    std::vector<QString> sorted(keys.begin(), keys.end());
    const auto isPlain = [](const QString &key) {
        return std::none_of(key.begin(), key.end(), [](QChar unit) { return unit.isSurrogate(); });
    };
    if (!std::all_of(sorted.begin(), sorted.end(), isPlain))
        std::sort(sorted.begin(), sorted.end(),
                  [](const QString &a, const QString &b) { return a.toUtf8() < b.toUtf8(); });
    return sorted;
}

Result<void> appendObject(QByteArray &out, const QJsonObject &object)
{
    out += '{';
    bool first = true;
    for (const QString &key : sortedKeys(object)) {
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
