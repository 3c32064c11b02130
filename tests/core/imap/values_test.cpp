// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/command.h"
#include "core/imap/protocol/internal_date.h"
#include "core/imap/protocol/modified_utf7.h"
#include "core/imap/protocol/uid_set.h"
#include "tests/support/expect_result.h"

#include <random>
#include <set>

namespace otklik::imap {
namespace {

TEST(UidSet, TextForms)
{
    EXPECT_EQ(UidSet::parse("7,1:3,2:5,9:*")->toBytes(), "1:5,7,9:*");
    EXPECT_EQ(UidSet::parse("5:1")->toBytes(), "1:5");
    EXPECT_EQ(UidSet::parse("*")->toBytes(), "*");
    EXPECT_EQ(UidSet::of({3, 1, 2, 9, 9}).toBytes(), "1:3,9");
    for (const char *bad : {"", "0", "1,", ",1", "1:", "a", "1:2:3", "4294967296", "1;2", "1:0"})
        EXPECT_FALSE(UidSet::parse(bad).has_value()) << bad;
    EXPECT_TRUE(UidSet(5, kStar).contains(4000000000U));
}

TEST(UidSet, BehavesLikeASet)
{
    for (unsigned seed = 1; seed <= 300; ++seed) {
        std::mt19937 random(seed);
        UidSet set, other;
        std::set<Uid> model, otherModel;
        for (int i = 0; i < 40; ++i) {
            const Uid first = 1 + Uid(random() % 100);
            const Uid last = first + Uid(random() % 8);
            UidSet &target = random() % 3 ? set : other;
            auto &targetModel = &target == &set ? model : otherModel;
            target.addRange(first, last);
            for (Uid uid = first; uid <= last; ++uid)
                targetModel.insert(uid);
        }
        EXPECT_EQ(set.toList(), std::vector<Uid>(model.begin(), model.end())) << seed;
        EXPECT_EQ(set.count(), model.size());
        EXPECT_EQ(UidSet::parse(set.toBytes()), set);
        for (Uid uid = 1; uid < 120; ++uid)
            EXPECT_EQ(set.contains(uid), model.count(uid) == 1) << seed << " " << uid;
        UidSet difference = set;
        difference.subtract(other);
        UidSet both = set;
        both.unite(other);
        for (const Uid uid : otherModel)
            model.erase(uid);
        EXPECT_EQ(difference.toList(), std::vector<Uid>(model.begin(), model.end())) << seed;
        UidSet joined = difference;
        joined.unite(other);
        EXPECT_EQ(joined, both) << seed;
    }
}

TEST(UidSet, SplitsByLength)
{
    UidSet set;
    for (Uid uid = 1; uid < 4000; uid += 3)
        set.addRange(uid, uid + (uid % 2));
    UidSet again;
    for (const UidSet &piece : set.splitByLength(100)) {
        EXPECT_LE(piece.toBytes().size(), 100);
        again.unite(piece);
    }
    EXPECT_EQ(again, set);
    EXPECT_TRUE(UidSet().splitByLength(100).empty());
    EXPECT_EQ(UidSet(1000000, 2000000).splitByLength(3).size(), 1U);
}

TEST(ModifiedUtf7, RoundTrips)
{
    EXPECT_EQ(encodeModifiedUtf7(u"Отправленные"), "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-");
    EXPECT_EQ(encodeModifiedUtf7(u"R&D"), "R&-D");
    EXPECT_EQ(decodeModifiedUtf7("~peter/mail/&U,BTFw-/&ZeVnLIqe-"), QStringLiteral("~peter/mail/台北/日本語"));
    EXPECT_EQ(decodeModifiedUtf7("a&b"), QStringLiteral("a&b"));
    EXPECT_EQ(decodeModifiedUtf7("&***-x"), QStringLiteral("&***-x"));
    EXPECT_EQ(decodeModifiedUtf7("Папка"), QStringLiteral("Папка"));
    for (unsigned seed = 1; seed <= 300; ++seed) {
        std::mt19937 random(seed);
        QString name;
        for (unsigned i = 0; i < 1 + random() % 12; ++i)
            name += random() % 2 ? QChar(ushort(0x20 + random() % 0x5F)) : QChar(ushort(0x400 + random() % 0x200));
        EXPECT_EQ(decodeModifiedUtf7(encodeModifiedUtf7(name)), name);
    }
}

TEST(InternalDate, ReadsWhatServersWrite)
{
    const Instant expected = Instant::fromIso(QStringLiteral("2026-03-01T06:30:00.000Z"));
    for (const char *text : {" 1-Mar-2026 09:30:00 +0300", "1-Mar-2026 09:30:00 +0300", "01-MAR-2026 09:30:00 +0300",
                             "01-Mar-2026 06:30:00"})
        EXPECT_EQ(parseInternalDate(text), expected) << text;
    for (const char *text : {"", "00-Jan-0000 00:00:00 +0000", "31-Feb-2026 00:00:00 +0000", "x", "1-Mar-2026"})
        EXPECT_TRUE(parseInternalDate(text).isNever()) << text;
    for (qint64 seconds = -2000000000; seconds < 4000000000; seconds += 76543217) {
        const Instant time = Instant::fromMs(seconds * 1000);
        EXPECT_EQ(parseInternalDate(formatInternalDate(time)), time) << seconds;
    }
}

TEST(Command, QuotesAndLiterals)
{
    const auto quoted = CommandBuilder("SELECT").mailbox("a \"b\\").build();
    ASSERT_OK(quoted);
    ASSERT_EQ(quoted->pieces.size(), 1U);
    EXPECT_EQ(quoted->pieces[0].bytes, " SELECT \"a \\\"b\\\\\"\r\n");

    const auto waiting = CommandBuilder("LOGIN").string("u").string("п").build();
    ASSERT_OK(waiting);
    ASSERT_EQ(waiting->pieces.size(), 3U);
    EXPECT_EQ(waiting->pieces[0].bytes, " LOGIN \"u\" {2}\r\n");
    EXPECT_TRUE(waiting->pieces[0].waits);
    EXPECT_EQ(waiting->pieces[2].bytes, "\r\n");

    const auto direct = CommandBuilder("X", LiteralMode::Minus).literal(QByteArray(4096, 'a')).build();
    EXPECT_FALSE(direct->pieces[0].waits);
    EXPECT_TRUE(direct->pieces[0].bytes.endsWith("{4096+}\r\n"));
    EXPECT_TRUE(CommandBuilder("X", LiteralMode::Minus).literal(QByteArray(4097, 'a')).build()->pieces[0].waits);
    EXPECT_FALSE(CommandBuilder("X", LiteralMode::Plus).literal(QByteArray(9000, 'a')).build()->pieces[0].waits);
}

TEST(Command, ArgumentsCannotEndIt)
{
    EXPECT_ERROR(CommandBuilder("X").raw("a\r\nK2 LOGOUT").build(), ErrorCode::InvalidInput);
    EXPECT_ERROR(CommandBuilder("X").string(QByteArray("a\0b", 3)).build(), ErrorCode::InvalidInput);
    for (const char *flag : {"a b", "a)", "", "\\", "a\r\n", "п"})
        EXPECT_ERROR(CommandBuilder("X").flags({flag}).build(), ErrorCode::InvalidInput);
    EXPECT_OK(CommandBuilder("X").flags({"\\Seen", "$Forwarded"}).build());
    const auto injected = CommandBuilder("X").mailbox("a\r\nK2 LOGOUT").build();
    ASSERT_OK(injected);
    EXPECT_EQ(injected->pieces[0].bytes, " X {12}\r\n");
}

} // namespace
} // namespace otklik::imap
