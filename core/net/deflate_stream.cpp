// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/deflate_stream.h"

#include <zlib.h>

namespace otklik::net {

namespace {

constexpr int kRawDeflate = -15; ///< no header; the largest window, which a reader must be ready for
constexpr qsizetype kReadSize = 64 * 1024;
constexpr qsizetype kPiece = 64 * 1024;   ///< unpacked at once
constexpr qsizetype kWriteSize = 1 << 20; ///< packed at once

/// Unpacks on demand.
class Inflater final
{
public:
    Inflater() { m_ready = inflateInit2(&m_zlib, kRawDeflate) == Z_OK; }
    ~Inflater() { inflateEnd(&m_zlib); }
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;

    [[nodiscard]] bool ended() const { return m_ended; }
    /// All that was fed before has been taken.
    void feed(QByteArray bytes)
    {
        m_input = std::move(bytes);
        m_zlib.next_in = reinterpret_cast<Bytef *>(m_input.data());
        m_zlib.avail_in = uInt(m_input.size());
    }
    /// The next bytes, at most so many; empty when more must be fed.
    [[nodiscard]] Result<QByteArray> take(qsizetype maxBytes)
    {
        if (!m_ready)
            return fail(ErrorCode::ProtocolViolation, QStringLiteral("the compressed stream is damaged"));
        if (m_ended || (m_zlib.avail_in == 0 && !m_mayHoldMore))
            return QByteArray();
        QByteArray piece(std::min(maxBytes, kPiece), Qt::Uninitialized);
        m_zlib.next_out = reinterpret_cast<Bytef *>(piece.data());
        m_zlib.avail_out = uInt(piece.size());
        const int result = inflate(&m_zlib, Z_SYNC_FLUSH);
        piece.truncate(piece.size() - qsizetype(m_zlib.avail_out));
        m_mayHoldMore = m_zlib.avail_out == 0;
        m_ended = result == Z_STREAM_END;
        // Without progress there is nothing left in it. Anything else that is not right stays so.
        m_ready = result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
        if (!m_ready && piece.isEmpty())
            return take(maxBytes);
        return piece;
    }

private:
    z_stream m_zlib{};
    QByteArray m_input;
    bool m_ready = false;
    bool m_ended = false;
    bool m_mayHoldMore = false; ///< the last piece was full
};

class Deflater final
{
public:
    Deflater()
    {
        m_ready = deflateInit2(&m_zlib, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRawDeflate, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~Deflater() { deflateEnd(&m_zlib); }
    Deflater(const Deflater &) = delete;
    Deflater &operator=(const Deflater &) = delete;

    /// Packed so that the other end can read all of it now.
    [[nodiscard]] Result<QByteArray> pack(QByteArrayView bytes)
    {
        if (!m_ready)
            return fail(ErrorCode::Internal, QStringLiteral("zlib cannot start"));
        m_zlib.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(bytes.data()));
        m_zlib.avail_in = uInt(bytes.size());
        QByteArray packed;
        do {
            const qsizetype before = packed.size();
            const qsizetype room = qsizetype(deflateBound(&m_zlib, m_zlib.avail_in)) + 16;
            packed.resize(before + room);
            m_zlib.next_out = reinterpret_cast<Bytef *>(packed.data() + before);
            m_zlib.avail_out = uInt(room);
            deflate(&m_zlib, Z_SYNC_FLUSH);
            packed.truncate(packed.size() - qsizetype(m_zlib.avail_out));
        } while (m_zlib.avail_out == 0);
        return packed;
    }

private:
    z_stream m_zlib{};
    bool m_ready = false;
};

} // namespace

struct DeflateStream::Core
{
    std::unique_ptr<Stream> inner;
    Inflater inflater;
    Deflater deflater;
};

DeflateStream::DeflateStream(std::unique_ptr<Stream> inner, QByteArray received)
    : m_core(std::make_shared<Core>())
{
    m_core->inner = std::move(inner);
    m_core->inflater.feed(std::move(received));
}

DeflateStream::~DeflateStream()
{
    m_core->inner->close();
}

Task<QByteArray> DeflateStream::read(std::shared_ptr<Core> core, qsizetype maxBytes,
                                     std::chrono::milliseconds idleLimit, std::stop_token stop)
{
    while (true) {
        if (stop.stop_requested())
            co_return fail(ErrorCode::Cancelled, QStringLiteral("%1: stopped").arg(core->inner->peer().host));
        auto unpacked = core->inflater.take(maxBytes);
        if (!unpacked || !unpacked->isEmpty())
            co_return unpacked;
        if (core->inflater.ended())
            co_return fail(ErrorCode::Offline,
                           QStringLiteral("%1 ended the compressed stream").arg(core->inner->peer().host));
        auto reading = core->inner->readSome(kReadSize, idleLimit, stop);
        auto bytes = co_await reading;
        if (!bytes)
            co_return bytes;
        core->inflater.feed(std::move(*bytes));
    }
}

Task<void> DeflateStream::write(std::shared_ptr<Core> core, QByteArray bytes, std::chrono::milliseconds idleLimit,
                                std::stop_token stop)
{
    for (qsizetype at = 0; at < bytes.size(); at += kWriteSize) {
        auto packed = core->deflater.pack(QByteArrayView(bytes).sliced(at, std::min(kWriteSize, bytes.size() - at)));
        if (!packed)
            co_return Failure(packed.error());
        auto writing = core->inner->writeAll(std::move(*packed), idleLimit, stop);
        auto written = co_await writing;
        if (!written)
            co_return written;
    }
    co_return {};
}

Task<QByteArray> DeflateStream::readSome(qsizetype maxBytes, std::chrono::milliseconds idleLimit, std::stop_token stop)
{
    return read(m_core, maxBytes, idleLimit, std::move(stop));
}

Task<void> DeflateStream::writeAll(QByteArray bytes, std::chrono::milliseconds idleLimit, std::stop_token stop)
{
    return write(m_core, std::move(bytes), idleLimit, std::move(stop));
}

Task<void> DeflateStream::startTls(std::chrono::milliseconds, std::stop_token)
{
    co_return fail(ErrorCode::ProtocolViolation, QStringLiteral("TLS cannot begin within a compressed stream"));
}

void DeflateStream::close()
{
    const auto core = m_core; // who is woken may destroy the stream
    core->inner->close();
}

bool DeflateStream::isOpen() const
{
    return m_core->inner->isOpen();
}

qint64 DeflateStream::bytesReceived() const
{
    return m_core->inner->bytesReceived();
}

qint64 DeflateStream::bytesSent() const
{
    return m_core->inner->bytesSent();
}

PeerInfo DeflateStream::peer() const
{
    return m_core->inner->peer();
}

} // namespace otklik::net
