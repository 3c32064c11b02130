// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// COMPRESS=DEFLATE (RFC 4978) where it is dangerous: at its beginning, and with what a bad server sends.
#include "tests/core/imap/transcript.h"
#include "tests/support/sanitizers.h"

#include <sys/resource.h>
#include <zlib.h>

namespace otklik::imap {
namespace {

using test::runUntil;

/// Raw DEFLATE of a text, or of `zeros` bytes of nothing in its middle, in the form of a transcript.
QByteArray packed(const QByteArray &before, qint64 zeros = 0, const QByteArray &after = {})
{
    z_stream zlib{};
    EXPECT_EQ(deflateInit2(&zlib, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
    QByteArray wire, room(1 << 16, '\0');
    const auto put = [&](QByteArray text, int flush) {
        zlib.next_in = reinterpret_cast<Bytef *>(text.data());
        zlib.avail_in = uInt(text.size());
        do {
            zlib.next_out = reinterpret_cast<Bytef *>(room.data());
            zlib.avail_out = uInt(room.size());
            deflate(&zlib, flush);
            wire += room.left(room.size() - qsizetype(zlib.avail_out));
        } while (zlib.avail_out == 0);
    };
    put(before, Z_NO_FLUSH);
    const QByteArray nothing(1 << 20, '\0');
    for (qint64 done = 0; done < zeros; done += nothing.size())
        put(nothing, Z_NO_FLUSH);
    put(after, Z_SYNC_FLUSH);
    deflateEnd(&zlib);
    QByteArray escaped;
    for (const char byte : wire)
        escaped += "\\x" + QByteArray(1, byte).toHex();
    return escaped;
}

Dialogue compressing(const QByteArray &transcript, qsizetype chunk = 1 << 20)
{
    return ready("COMPRESS=DEFLATE", "C: K1 COMPRESS DEFLATE\n" + transcript, chunk);
}

TEST(Compress, WhatComesInThePacketOfTheOkIsUsed)
{
    for (const qsizetype chunk : {1, 3, 1 << 20}) {
        const Dialogue dialogue =
            compressing("S+K1 OK now\\r\\n" + packed("* OK [ALERT] Disk is full\r\n") + "\n", chunk);
        ASSERT_OK(dialogue.connection);
        EXPECT_TRUE(dialogue->server().compressed);
        EXPECT_TRUE(runUntil([&] { return dialogue->server().alerts == QStringList(QStringLiteral("Disk is full")); }))
            << chunk;
        dialogue.expectFinished();
    }
}

TEST(Compress, ARefusalLeavesTheConnectionAsItIs)
{
    for (const char *answer : {"NO [COMPRESSIONACTIVE] by TLS", "BAD what"}) {
        const Dialogue dialogue = compressing(QByteArray("S: K1 ") + answer + "\nC: K2 NOOP\nS: K2 OK\n");
        ASSERT_OK(dialogue.connection);
        EXPECT_FALSE(dialogue->server().compressed);
        EXPECT_OK(test::runTask(dialogue->noop({})));
        dialogue.expectFinished();
    }
}

TEST(Compress, IsNotAskedForWhenItIsOnTheList)
{
    for (const char *name : {"COMPRESS", "compress=deflate"}) {
        ServerSettings settings = settingsFor(Security::None);
        settings.without = {name};
        const Dialogue dialogue = signedIn("S: * PREAUTH [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] ready\n", settings);
        ASSERT_OK(dialogue.connection);
        EXPECT_FALSE(dialogue->server().compressed);
    }
}

TEST(Compress, WhatIsNotCompressedEndsTheConnection)
{
    const Dialogue dialogue = compressing("S+K1 OK now\\r\\n* OK [ALERT] believe me\\r\\n\n");
    ASSERT_OK(dialogue.connection);
    EXPECT_TRUE(runUntil([&] { return !dialogue->isOpen(); }));
    EXPECT_EQ(dialogue->closeReason().code, ErrorCode::ProtocolViolation);
    EXPECT_TRUE(dialogue->server().alerts.isEmpty());
}

TEST(Compress, ACutInTheMiddleIsALostConnection)
{
    const QByteArray wire = packed("* OK [ALERT] Disk is full\r\n");
    const Dialogue dialogue = compressing("S+K1 OK now\\r\\n" + wire.left(wire.size() / 8 * 4) + "\nEOF\n");
    ASSERT_OK(dialogue.connection);
    EXPECT_TRUE(runUntil([&] { return !dialogue->isOpen(); }));
    EXPECT_EQ(dialogue->closeReason().code, ErrorCode::Offline);
    EXPECT_TRUE(dialogue->server().alerts.isEmpty());
}

TEST(Compress, AGigabyteOfNothingTakesNoMemory)
{
    const qint64 size = qint64(1) << 30;
    const QByteArray announced = QByteArray::number(size);
    const QByteArray wire =
        packed("* 1 FETCH (UID 1 BODY[] {" + announced + "}\r\n", size, ")\r\n* OK [ALERT] still in step\r\n");
    rusage before{}, after{};
    ASSERT_EQ(getrusage(RUSAGE_SELF, &before), 0);
    const Dialogue dialogue = compressing("S+K1 OK now\\r\\n" + wire + "\n");
    ASSERT_OK(dialogue.connection);
    EXPECT_TRUE(runUntil([&] { return dialogue->server().alerts.size() == 1; }, std::chrono::seconds(60)));
    ASSERT_EQ(getrusage(RUSAGE_SELF, &after), 0);
    if (test::kHasSanitizer)
        GTEST_SKIP() << "the pages counted are the sanitizer's; the builds without one hold the bound";
    const auto grown = (after.ru_maxrss - before.ru_maxrss) / 1024;
    RecordProperty("grown_mb", int(grown));
    EXPECT_LT(grown, 64) << "MB";
}

} // namespace
} // namespace otklik::imap
