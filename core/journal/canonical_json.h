// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

namespace otklik::journal {

/// The one byte form of a JSON value that is hashed and signed: UTF-8, keys sorted by their UTF-8 bytes, no white
/// space, shortest escapes, integers only. InvalidInput when a number is not a whole number that fits 64 bits.
[[nodiscard]] Result<QByteArray> canonicalJson(const QJsonObject &object);
[[nodiscard]] Result<QByteArray> canonicalJson(const QJsonArray &array);

/// Lower-case hex SHA-256 of bytes.
[[nodiscard]] QByteArray sha256Hex(const QByteArray &bytes);

/// A time on the wire: whole milliseconds since 1970 UTC, null for never. Reading also takes ISO 8601 text.
[[nodiscard]] QJsonValue timeToJson(Instant time);
[[nodiscard]] Instant timeFromJson(const QJsonValue &value);

} // namespace otklik::journal
