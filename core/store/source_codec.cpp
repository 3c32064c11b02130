// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/source_codec.h"

#include <zstd.h>

#include <memory>

namespace otklik::store {

namespace {

constexpr int kLevel = 1; // the writer is behind this; higher levels gain 5 % of space for twice the time
constexpr qsizetype kWorthPacking = 256;

struct FreeContext
{
    void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
};

} // namespace

StoredSource compressSource(const QByteArray &raw)
{
    if (raw.size() < kWorthPacking)
        return {SourceEncoding::Plain, raw};
    thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
    const auto size = static_cast<size_t>(raw.size());
    QByteArray packed(static_cast<qsizetype>(ZSTD_compressBound(size)), Qt::Uninitialized);
    const size_t written = ZSTD_compressCCtx(context.get(), packed.data(), static_cast<size_t>(packed.size()),
                                             raw.constData(), size, kLevel);
    if (ZSTD_isError(written) != 0 || static_cast<qsizetype>(written) >= raw.size())
        return {SourceEncoding::Plain, raw};
    packed.truncate(static_cast<qsizetype>(written));
    packed.squeeze();
    return {SourceEncoding::Zstd, packed};
}

Result<QByteArray> decompressSource(const StoredSource &source)
{
    if (source.encoding == SourceEncoding::Plain)
        return source.bytes;
    const auto packedSize = static_cast<size_t>(source.bytes.size());
    const unsigned long long size = ZSTD_getFrameContentSize(source.bytes.constData(), packedSize);
    constexpr unsigned long long kLargest = 1024ULL * 1024 * 1024;
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLargest)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("a stored mail is damaged"));
    QByteArray raw(static_cast<qsizetype>(size), Qt::Uninitialized);
    const size_t written = ZSTD_decompress(raw.data(), static_cast<size_t>(size), source.bytes.constData(), packedSize);
    if (ZSTD_isError(written) != 0 || written != size)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("a stored mail is damaged"));
    return raw;
}

Result<QByteArray> decompressStart(const StoredSource &start, qsizetype most)
{
    if (start.encoding == SourceEncoding::Plain)
        return start.bytes.left(most);
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_only);
    QByteArray raw;
    ZSTD_inBuffer in{start.bytes.constData(), static_cast<size_t>(start.bytes.size()), 0};
    const auto block = static_cast<qsizetype>(ZSTD_DStreamOutSize());
    for (bool isFull = true; isFull && raw.size() < most;) {
        const qsizetype done = raw.size();
        raw.resize(done + block);
        ZSTD_outBuffer out{raw.data() + done, static_cast<size_t>(block), 0};
        if (ZSTD_isError(ZSTD_decompressStream(context.get(), &out, &in)) != 0)
            return fail(ErrorCode::StorageCorrupt, QStringLiteral("a stored mail is damaged"));
        raw.truncate(done + static_cast<qsizetype>(out.pos));
        isFull = out.pos == out.size || in.pos < in.size;
    }
    return raw.left(most);
}

} // namespace otklik::store
