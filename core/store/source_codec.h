// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace otklik::store {

enum class SourceEncoding { Plain = 0, Zstd = 1 };

/// The raw bytes of a mail as the cache keeps them.
struct StoredSource
{
    SourceEncoding encoding = SourceEncoding::Plain;
    QByteArray bytes;
};

/// For the pool: packs fast, keeps the bytes as they are when packing gains nothing. Thread-safe.
[[nodiscard]] StoredSource compressSource(const QByteArray &raw);
/// StorageCorrupt when the bytes are not what compressSource made.
[[nodiscard]] Result<QByteArray> decompressSource(const StoredSource &source);
/// What the first bytes of a stored source unpack to, at most `most` bytes of it.
[[nodiscard]] Result<QByteArray> decompressStart(const StoredSource &start, qsizetype most);

} // namespace otklik::store
