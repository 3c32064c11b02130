// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/deflate_stream.h"

#include "tests/support/expect_result.h"
#include "tests/support/run_task.h"

#include <zlib.h>

using namespace otklik;
using namespace otklik::net;
using namespace otklik::test;
using namespace std::chrono_literals;

namespace {

/// Hands out what it was given, so many bytes in one read, then the end of the connection; keeps what is written.
class Canned final : public Stream
{
public:
    Canned(QByteArray bytes, qsizetype chunk)
        : m_bytes(std::move(bytes))
        , m_chunk(chunk)
    {
    }
    Task<QByteArray> readSome(qsizetype maxBytes, std::chrono::milliseconds, std::stop_token) override
    {
        if (received == m_bytes.size())
            co_return fail(ErrorCode::Offline, QStringLiteral("cut"));
        QByteArray piece = m_bytes.mid(received, std::min(maxBytes, m_chunk));
        received += piece.size();
        co_return piece;
    }
    Task<void> writeAll(QByteArray bytes, std::chrono::milliseconds, std::stop_token) override
    {
        written += bytes;
        co_return {};
    }
    Task<void> startTls(std::chrono::milliseconds, std::stop_token) override { co_return {}; }
    void close() override {}
    [[nodiscard]] bool isOpen() const override { return true; }
    [[nodiscard]] qint64 bytesReceived() const override { return received; }
    [[nodiscard]] qint64 bytesSent() const override { return written.size(); }
    [[nodiscard]] PeerInfo peer() const override { return {}; }

    qsizetype received = 0;
    QByteArray written;

private:
    QByteArray m_bytes;
    qsizetype m_chunk;
};

struct Packed
{
    Canned *wire;
    std::unique_ptr<DeflateStream> stream;
};

Packed overWire(QByteArray bytes, qsizetype chunk = 1 << 20, QByteArray received = {})
{
    auto canned = std::make_unique<Canned>(std::move(bytes), chunk);
    Canned *wire = canned.get();
    return {wire, std::make_unique<DeflateStream>(std::move(canned), std::move(received))};
}

/// What another end of the wire makes of the text.
QByteArray packed(const QByteArray &text)
{
    Packed other = overWire({});
    EXPECT_OK(runTask(other.stream->writeAll(text, 5s, {})));
    return other.wire->written;
}

/// Everything until the stream fails, and how it failed.
std::pair<QByteArray, ErrorCode> drain(DeflateStream &stream, qsizetype maxBytes = 1000)
{
    QByteArray text;
    while (true) {
        const auto piece = runTask(stream.readSome(maxBytes, 5s, {}));
        if (!piece)
            return {text, piece.error().code};
        EXPECT_GT(piece->size(), 0);
        EXPECT_LE(piece->size(), maxBytes);
        text += *piece;
    }
}

QByteArray someText()
{
    QByteArray text;
    for (int i = 0; i < 5000; ++i)
        text += "* " + QByteArray::number(i * 7919) + " FETCH (UID " + QByteArray::number(i) + " FLAGS ())\r\n";
    return text;
}

} // namespace

TEST(DeflateStream, SaysTheSameAtTheOtherEndHoweverItIsCut)
{
    const QByteArray text = someText();
    const QByteArray wire = packed(text);
    EXPECT_LT(wire.size(), text.size() / 4);
    for (const qsizetype chunk : {1, 2, 7, 1000, 1 << 20}) {
        const Packed here = overWire(wire, chunk);
        EXPECT_EQ(drain(*here.stream), std::pair(text, ErrorCode::Offline)) << chunk;
    }
}

TEST(DeflateStream, EachWriteCanBeReadAtOnce)
{
    Packed writer = overWire({});
    QByteArray wire;
    for (const char *line : {"a NOOP\r\n", "b IDLE\r\n", "DONE\r\n"}) {
        ASSERT_OK(runTask(writer.stream->writeAll(line, 5s, {})));
        wire = writer.wire->written;
        const Packed here = overWire(wire);
        EXPECT_TRUE(drain(*here.stream).first.endsWith(line));
    }
    EXPECT_EQ(writer.stream->bytesSent(), wire.size()) << "on the wire";
}

TEST(DeflateStream, TakesWhatWasReadBeforeIt)
{
    const QByteArray text = someText(), wire = packed(text);
    for (const qsizetype before : {qsizetype(1), qsizetype(100), wire.size()}) {
        const Packed here = overWire(wire.sliced(before), 1000, wire.left(before));
        EXPECT_EQ(drain(*here.stream).first, text) << before;
    }
}

TEST(DeflateStream, ACutLosesNothingThatCameBefore)
{
    const QByteArray text = someText(), wire = packed(text);
    for (qsizetype cut = 0; cut < wire.size(); cut += 101) {
        const Packed here = overWire(wire.left(cut));
        const auto [read, end] = drain(*here.stream);
        EXPECT_TRUE(text.startsWith(read)) << cut;
        EXPECT_EQ(end, ErrorCode::Offline) << cut;
    }
}

TEST(DeflateStream, DamagedBytesAreNoText)
{
    const QByteArray text = someText();
    QByteArray wire = packed(text);
    for (qsizetype at = 0; at < wire.size(); at += 97) {
        QByteArray damaged = wire;
        damaged[at] = char(~damaged[at]);
        const Packed here = overWire(damaged, 500);
        const auto [read, end] = drain(*here.stream);
        EXPECT_TRUE(end == ErrorCode::ProtocolViolation || end == ErrorCode::Offline) << at;
        EXPECT_NE(read, text) << at;
        EXPECT_EQ(runTask(here.stream->readSome(10, 5s, {})).error().code, end) << "it stays so";
    }
    const Packed plain = overWire("* OK this is no DEFLATE\r\n");
    EXPECT_EQ(drain(*plain.stream).second, ErrorCode::ProtocolViolation);
}

TEST(DeflateStream, TheEndOfThePackedStreamIsTheEnd)
{
    QByteArray text = "* BYE\r\n", wire(100, '\0');
    z_stream zlib{};
    ASSERT_EQ(deflateInit2(&zlib, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
    zlib.next_in = reinterpret_cast<Bytef *>(text.data());
    zlib.avail_in = uInt(text.size());
    zlib.next_out = reinterpret_cast<Bytef *>(wire.data());
    zlib.avail_out = uInt(wire.size());
    ASSERT_EQ(deflate(&zlib, Z_FINISH), Z_STREAM_END);
    wire.truncate(wire.size() - qsizetype(zlib.avail_out));
    deflateEnd(&zlib);
    const Packed here = overWire(wire + "rubbish behind it");
    EXPECT_EQ(drain(*here.stream), std::pair(text, ErrorCode::Offline));
}

TEST(DeflateStream, NothingIsUnpackedAhead)
{
    const qsizetype size = 64 << 20;
    const QByteArray wire = packed(QByteArray(size, '\0'));
    ASSERT_LT(wire.size(), size / 500);
    const Packed here = overWire(wire, 100);
    ASSERT_OK(runTask(here.stream->readSome(1000, 5s, {})));
    EXPECT_LE(here.wire->received, 300) << "not read before it is asked for";
    const auto [read, end] = drain(*here.stream, 256 * 1024);
    EXPECT_EQ(read.size(), size - 1000);
}

TEST(DeflateStream, EncryptionCannotBeginWithin)
{
    const Packed here = overWire({});
    EXPECT_EQ(runTask(here.stream->startTls(5s, {})).error().code, ErrorCode::ProtocolViolation);
}
