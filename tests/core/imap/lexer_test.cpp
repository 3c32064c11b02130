// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/lexer.h"
#include "core/imap/protocol/response_parser.h"
#include "tests/support/expect_result.h"

#include <QElapsedTimer>

#include <random>

namespace otklik::imap {
namespace {

/// One stream with everything that is hard to cut: literals of all kinds, empty ones, quotes, bare LF, nonsense.
QByteArray hardStream()
{
    return "* OK [CAPABILITY IMAP4rev1 LITERAL +] ready {5}\r\n"
           "* LIST (\\HasNoChildren) \"/\" {5}\r\na\r\n\"b\r\n"
           "* 1 FETCH (UID 7 BODY[HEADER] {12}\r\nSubject: x\r\n FLAGS (\\Seen) BODY[TEXT] ~{0}\r\n MODSEQ (12))\r\n"
           "* SEARCH 1 2 3\n"
           "\r\n"
           "nonsense without end {\r\n"
           "* 2 FETCH (UID 8 BODY[] {3+}\r\n{9})\r\n"
           "* ESEARCH (TAG \"K1\") UID ALL 1:3,9\r\n"
           "* 3 FETCH (UID 9 ENVELOPE (\"a \\\"b\\\" c\" NIL ((\"n\" NIL {1}\r\n) \"h\"))))\r\n"
           "+ go {3}\r\n"
           "K1 OK [READ-WRITE] done\r\n";
}

std::vector<Response> run(const QByteArray &stream, const std::vector<qsizetype> &cuts, LexerLimits limits = {})
{
    Lexer lexer(limits);
    std::vector<Response> responses;
    qsizetype at = 0;
    const auto feed = [&](qsizetype end) {
        lexer.feed(stream.mid(at, end - at));
        at = end;
        while (auto raw = lexer.next())
            responses.push_back(parseResponse(std::move(*raw)));
    };
    for (const qsizetype cut : cuts)
        feed(cut);
    feed(stream.size());
    EXPECT_FALSE(lexer.hasPending());
    return responses;
}

TEST(Lexer, ReadsTheHardStream)
{
    const auto responses = run(hardStream(), {});
    ASSERT_EQ(responses.size(), 11U);
    EXPECT_EQ(std::get<UntaggedStatus>(responses[0]).status.text, "ready {5}");
    EXPECT_EQ(std::get<ListEntry>(responses[1]).name, "a\r\n\"b");
    const auto &first = std::get<Fetch>(responses[2]);
    EXPECT_EQ(first.section("HEADER"), "Subject: x\r\n");
    EXPECT_FALSE(first.section("TEXT").isNull());
    EXPECT_EQ(first.modSeq, 12U);
    EXPECT_EQ(std::get<SearchResult>(responses[3]).all, UidSet(1, 3));
    EXPECT_TRUE(std::holds_alternative<Unknown>(responses[4]));
    EXPECT_TRUE(std::get<Unknown>(responses[5]).malformed);
    EXPECT_EQ(std::get<Fetch>(responses[6]).section(""), "{9}");
    EXPECT_EQ(std::get<SearchResult>(responses[7]).tag, "K1");
    EXPECT_FALSE(std::get<Fetch>(responses[8]).malformed);
    EXPECT_EQ(std::get<Continuation>(responses[9]).text, "go {3}");
    EXPECT_EQ(std::get<TaggedStatus>(responses[10]).status.code.name, "READ-WRITE");
}

TEST(Lexer, CutAtEveryByteGivesTheSame)
{
    const QByteArray stream = hardStream();
    const auto whole = run(stream, {});
    std::vector<qsizetype> every;
    for (qsizetype at = 1; at < stream.size(); ++at) {
        EXPECT_EQ(run(stream, {at}), whole) << "cut at " << at;
        every.push_back(at);
    }
    EXPECT_EQ(run(stream, every), whole);
}

TEST(Lexer, RandomCutsGiveTheSame)
{
    const QByteArray stream = hardStream();
    const auto whole = run(stream, {});
    for (unsigned seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        std::vector<qsizetype> cuts;
        for (qsizetype at = qsizetype(random() % 20); at < stream.size(); at += qsizetype(random() % 40))
            cuts.push_back(at);
        EXPECT_EQ(run(stream, cuts), whole) << "seed " << seed;
    }
}

TEST(Lexer, TooLongLineIsSkippedAndTheNextIsRead)
{
    LexerLimits limits;
    limits.line = 100;
    limits.numberLine = 5000;
    const QByteArray stream =
        "* 1 FETCH (X \"" + QByteArray(3000, 'x') + "\" BODY[] {9}\r\nabc\r\nK1 OK)\r\n* 5 EXISTS\r\n";
    for (qsizetype cut = 1; cut < stream.size(); ++cut) {
        const auto responses = run(stream, {cut}, limits);
        ASSERT_EQ(responses.size(), 2U) << cut;
        EXPECT_TRUE(std::get<Unknown>(responses[0]).malformed);
        EXPECT_EQ(std::get<Exists>(responses[1]).count, 5U);
    }
    QByteArray search("* SEARCH");
    for (int i = 1; i < 900; ++i)
        search += ' ' + QByteArray::number(i);
    EXPECT_EQ(std::get<SearchResult>(run(search + "\r\n", {}, limits).at(0)).all, UidSet(1, 899));
}

TEST(Lexer, TooLargeLiteralIsDroppedAndTheMessageMarked)
{
    LexerLimits limits;
    limits.literal = 10;
    const auto responses =
        run("* 1 FETCH (BODY[] {11}\r\n12345678901 UID 4)\r\n* 2 FETCH (UID 5 BODY[] {2}\r\nab)\r\n", {}, limits);
    ASSERT_EQ(responses.size(), 2U);
    const auto &large = std::get<Fetch>(responses[0]);
    EXPECT_TRUE(large.malformed);
    EXPECT_EQ(large.uid, 4U);
    EXPECT_TRUE(large.section("").isNull());
    EXPECT_EQ(std::get<Fetch>(responses[1]).section(""), "ab");
}

TEST(Lexer, AnnouncedSizeAloneTakesNoMemory)
{
    LexerLimits limits;
    limits.literal = qint64(1) << 50;
    Lexer lexer(limits);
    lexer.feed("* 1 FETCH (BODY[] {1000000000000000}\r\nabc");
    EXPECT_FALSE(lexer.next().has_value());
    EXPECT_TRUE(lexer.hasPending());
}

TEST(Lexer, RandomBytesNeverCrashAndALineEndBringsItBackInStep)
{
    static constexpr char kAlphabet[] = "*+ ()[]{}\"\\<>019~-:,NILFETCHBODYUIDOKSEARCH\r\n\0\xff";
    const QByteArray alphabet(kAlphabet, sizeof kAlphabet - 1);
    for (unsigned seed = 1; seed <= 3000; ++seed) {
        std::mt19937 random(seed);
        QByteArray noise;
        for (unsigned i = 0; i < random() % 200; ++i)
            noise += alphabet[qsizetype(random() % unsigned(alphabet.size()))];
        LexerLimits limits;
        limits.literal = 50;
        Lexer lexer(limits);
        for (const QByteArray &line : {noise, QByteArray("* 1 FETCH (") + noise, QByteArray("* LIST (") + noise}) {
            lexer.feed(line + "\r\n");
            while (auto raw = lexer.next())
                (void)parseResponse(std::move(*raw));
        }
    }
}

TEST(Lexer, HalfAGigabyteOfLiteralsRunsAtMemorySpeed)
{
    constexpr int kMessages = 500;
    const QByteArray message(1 << 20, 'm');
    Lexer lexer;
    QElapsedTimer timer;
    timer.start();
    qint64 bytes = 0;
    for (int i = 0; i < kMessages; ++i) {
        lexer.feed("* 1 FETCH (UID 1 BODY[] {" + QByteArray::number(message.size()) + "}\r\n");
        while (auto raw = lexer.next())
            FAIL();
        for (qsizetype at = 0; at < message.size(); at += 65536) {
            lexer.feed(message.mid(at, 65536));
            EXPECT_FALSE(lexer.next().has_value());
        }
        lexer.feed(")\r\n");
        while (auto raw = lexer.next())
            bytes += std::get<Fetch>(parseResponse(std::move(*raw))).section("").size();
    }
    EXPECT_EQ(bytes, qint64(kMessages) << 20);
    RecordProperty("milliseconds", int(timer.elapsed()));
    EXPECT_LT(timer.elapsed(), 10000) << "slower than 50 MB/s";
}

} // namespace
} // namespace otklik::imap
