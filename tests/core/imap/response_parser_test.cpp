// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/lexer.h"
#include "core/imap/protocol/response_parser.h"
#include "tests/support/expect_result.h"

namespace otklik::imap {
namespace {

Response parse(const QByteArray &line)
{
    Lexer lexer;
    lexer.feed(line + "\r\n");
    auto raw = lexer.next();
    EXPECT_TRUE(raw.has_value()) << line.toStdString();
    EXPECT_FALSE(lexer.next().has_value()) << line.toStdString();
    return raw ? parseResponse(std::move(*raw)) : Response(Unknown{});
}

template<typename T>
T as(const QByteArray &line)
{
    const Response response = parse(line);
    EXPECT_TRUE(std::holds_alternative<T>(response)) << line.toStdString() << " is kind " << response.index();
    return std::holds_alternative<T>(response) ? std::get<T>(response) : T{};
}

TEST(ResponseParser, Statuses)
{
    EXPECT_EQ(as<TaggedStatus>("K7 NO [AUTHENTICATIONFAILED] Bad password"),
              (TaggedStatus{"K7", {Condition::No, {"AUTHENTICATIONFAILED", {}}, "Bad password"}}));
    EXPECT_EQ(as<TaggedStatus>("K7 ok").status.condition, Condition::Ok);
    EXPECT_EQ(as<UntaggedStatus>("* bye see you").status, (Status{Condition::Bye, {}, "see you"}));
    EXPECT_EQ(as<UntaggedStatus>("* OK [UIDVALIDITY 38]").status.code.number(), 38U);
    EXPECT_EQ(as<UntaggedStatus>("* PREAUTH hi").status.condition, Condition::PreAuth);
    EXPECT_EQ(as<UntaggedStatus>("* OK [BADCHARSET (\"a]\" b)] x").status.text, "x");
    EXPECT_EQ(as<UntaggedStatus>("* OK [PERMANENTFLAGS (\\Seen a] \\*)] y").status.code.words(),
              (QByteArrayList{"\\Seen", "a]", "\\*"}));
    EXPECT_EQ(as<UntaggedStatus>("* OK [broken \"x] z").status.code.name, "BROKEN");
    EXPECT_EQ(as<UntaggedStatus>("* OK [never closed").status.text, "[never closed");
    EXPECT_EQ(as<Continuation>("+").text, "");
    EXPECT_EQ(as<Continuation>("+ abc=").text, "abc=");
}

TEST(ResponseParser, CodeWithoutOk)
{
    const auto status = as<UntaggedStatus>("* [COPYUID 1 2 3] moved").status;
    EXPECT_EQ(status.condition, Condition::Ok);
    EXPECT_EQ(status.code, (ResponseCode{"COPYUID", "1 2 3"}));
}

TEST(ResponseParser, CodesWithNumbers)
{
    EXPECT_EQ(as<TaggedStatus>("A OK [APPENDUID 38505 3955] x").status.code.appendUid(), (AppendUid{38505, 3955}));
    EXPECT_FALSE(as<TaggedStatus>("A OK [APPENDUID] x").status.code.appendUid().has_value());
    EXPECT_EQ(as<UntaggedStatus>("* OK [UIDNEXT 9.3736e+06] as Mail.ru writes").status.code.number(), 9373600U);
    EXPECT_EQ(as<UntaggedStatus>("* OK [HIGHESTMODSEQ -1] as Zoho writes").status.code.number(), 0U);
    EXPECT_EQ(as<TaggedStatus>("A OK [MODIFIED 7,9] x").status.code.uids(), UidSet::of({7, 9}));
}

TEST(ResponseParser, Capability)
{
    const auto list = as<CapabilityList>("* capability IMAP4rev1 auth=PLAIN literal + APPENDLIMIT=100").capabilities;
    EXPECT_TRUE(list.has("imap4REV1"));
    EXPECT_TRUE(list.hasAuth("plain"));
    EXPECT_EQ(list.literalMode(), LiteralMode::Plus);
    EXPECT_EQ(list.appendLimit(), 100);
    const auto rev2 = as<CapabilityList>("* CAPABILITY IMAP4rev2").capabilities;
    EXPECT_TRUE(rev2.isRev2Only());
    for (const char *implied : {"ESEARCH", "IDLE", "LIST-STATUS", "MOVE", "SASL-IR", "UIDPLUS"})
        EXPECT_TRUE(rev2.has(implied)) << implied;
    EXPECT_EQ(rev2.literalMode(), LiteralMode::Minus);
    const auto both = as<CapabilityList>("* CAPABILITY IMAP4rev1 IMAP4rev2").capabilities;
    EXPECT_FALSE(both.isRev2Only());
    EXPECT_FALSE(both.has("MOVE"));
    EXPECT_EQ(as<Enabled>("* ENABLED").names, QByteArrayList());
    EXPECT_EQ(as<Enabled>("* ENABLED qresync").names, QByteArrayList{"QRESYNC"});
}

struct ListCase
{
    const char *line;
    QByteArray name;
    QByteArray delimiter;
};

TEST(ResponseParser, ListNames)
{
    const std::vector<ListCase> cases{
        {"* LIST (\\HasNoChildren) \"/\" INBOX", "INBOX", "/"},
        {"* LIST () \".\" \"a \\\"b\\\" \\\\c\"", "a \"b\" \\c", "."},
        {"* LIST (\\Noselect) NIL NIL", "NIL", ""},
        {"* LIST NIL \"/\" a[b]%*", "a[b]%*", "/"},
        {"* LIST () \"/\" Exchange Folder (old)", "Exchange Folder (old)", "/"},
        {"* LIST () \"/\" INBOX (\"CHILDINFO\" (\"SUBSCRIBED\"))", "INBOX", "/"},
        {"* LIST () \"\\\\\" \"x\"", "x", "\\"},
        {"* XLIST (\\Sent) \"/\" \"[Gmail]/&BB4EQgQ,-\"", "[Gmail]/&BB4EQgQ,-", "/"},
        {"* LIST () \"/\" {4}\r\na\"\r\n", "a\"\r\n", "/"},
        {"* LSUB () / atom", "atom", "/"},
    };
    for (const ListCase &row : cases) {
        const auto entry = as<ListEntry>(row.line);
        EXPECT_EQ(entry.name, row.name) << row.line;
        EXPECT_EQ(entry.delimiter, row.delimiter) << row.line;
    }
    EXPECT_TRUE(as<ListEntry>("* LIST (\\hasnochildren \\sent) \"/\" x").hasFlag("\\Sent"));
}

TEST(ResponseParser, Namespace)
{
    const auto spaces =
        as<Namespaces>("* NAMESPACE ((\"\" \"/\")(\"#x\" NIL \"X\" (\"y\"))) nil ((\"Shared/\" \"/\"))");
    ASSERT_EQ(spaces.personal.size(), 2U);
    EXPECT_EQ(spaces.personal[1], (Namespaces::Entry{"#x", {}}));
    EXPECT_TRUE(spaces.others.empty());
    ASSERT_EQ(spaces.shared.size(), 1U);
    EXPECT_EQ(spaces.shared[0].prefix, "Shared/");
}

TEST(ResponseParser, Search)
{
    EXPECT_TRUE(as<SearchResult>("* SEARCH").all.isEmpty());
    const auto plain = as<SearchResult>("* SEARCH 9 2 3 (MODSEQ 917162500)");
    EXPECT_EQ(plain.all, UidSet::of({2, 3, 9}));
    EXPECT_EQ(plain.modSeq, 917162500U);
    const auto extended = as<SearchResult>("* esearch (TAG \"K3\") UID COUNT 5 ALL 4:6,8,10 FOO (1 2) MODSEQ 99");
    EXPECT_TRUE(extended.extended);
    EXPECT_EQ(extended.all.count(), 5U);
    EXPECT_EQ(extended.count, 5U);
    EXPECT_EQ(extended.modSeq, 99U);
    EXPECT_EQ(as<SearchResult>("* ESEARCH (TAG K3) UID").tag, "K3");
}

TEST(ResponseParser, MailboxStatus)
{
    const auto status =
        as<MailboxStatus>("* STATUS \"a b\" (messages 9.3736e+06 UIDNEXT 44 HIGHESTMODSEQ 7011231777 X (1))");
    EXPECT_EQ(status.name, "a b");
    EXPECT_EQ(status.messages, 9373600U);
    EXPECT_EQ(status.uidNext, 44U);
    EXPECT_EQ(status.highestModSeq, 7011231777U);
    EXPECT_FALSE(status.uidValidity.has_value());
}

TEST(ResponseParser, Counters)
{
    EXPECT_EQ(as<Exists>("* 23 EXISTS").count, 23U);
    EXPECT_EQ(as<SearchResult>("* SEARCH 7 1.2e+01").all, UidSet::of({7, 12}));
    EXPECT_EQ(as<Exists>("* 9.3736e+06 exists").count, 9373600U);
    EXPECT_EQ(as<Expunge>("* 44 EXPUNGE").sequence, 44U);
    EXPECT_EQ(as<Recent>("* 0 RECENT").count, 0U);
    EXPECT_EQ(as<FlagList>("* FLAGS (\\answered $x)").flags, (QByteArrayList{"\\Answered", "$x"}));
}

TEST(ResponseParser, Vanished)
{
    const auto earlier = as<Vanished>("* VANISHED (EARLIER) 41,43:116,118");
    EXPECT_TRUE(earlier.earlier);
    EXPECT_EQ(earlier.uids.count(), 76U);
    EXPECT_FALSE(as<Vanished>("* VANISHED 405,407,410:405").earlier);
    EXPECT_TRUE(as<Unknown>("* VANISHED (EARLIER) 41,,x").malformed);
    EXPECT_TRUE(as<Unknown>("* VANISHED").malformed);
}

TEST(ResponseParser, Id)
{
    const auto id = as<ServerId>("* ID (\"Name\" \"Dovecot\" \"version\" NIL)");
    ASSERT_EQ(id.fields.size(), 2U);
    EXPECT_EQ(id.fields[0], (std::pair<QByteArray, QByteArray>{"name", "Dovecot"}));
    EXPECT_TRUE(as<ServerId>("* ID NIL").fields.empty());
}

TEST(ResponseParser, FetchWhole)
{
    const auto fetch =
        as<Fetch>("* 12 FETCH (uid 100 flags (\\seen $Forwarded \\custom) INTERNALDATE \"17-Jul-1996 "
                  "02:44:25 -0700\" RFC822.SIZE 4286 MODSEQ (65402) X-GM-LABELS (NIL \"\\\\Inbox\" ((a))) "
                  "ENVELOPE (NIL \"x\" ((NIL NIL \"a\"b\" NIL)) ) "
                  "BODY[HEADER.FIELDS (Subject \"From\")]<0> {5}\r\nhello BODY[] NIL)");
    EXPECT_FALSE(fetch.malformed);
    EXPECT_EQ(fetch.sequence, 12U);
    EXPECT_EQ(fetch.uid, 100U);
    EXPECT_EQ(fetch.flags, (QByteArrayList{"\\Seen", "$Forwarded", "\\custom"}));
    EXPECT_EQ(fetch.internalDate.toIso(), QStringLiteral("1996-07-17T09:44:25.000Z"));
    EXPECT_EQ(fetch.size, 4286);
    EXPECT_EQ(as<Fetch>("* 1 FETCH (UID 5 EMAILID (M00-a_1) THREADID (T1) FLAGS ())").serverId, "M00-a_1");
    EXPECT_EQ(as<Fetch>("* 1 FETCH (X-GM-THRID 4 X-GM-MSGID 1278455344230334865 UID 5)").serverId,
              "1278455344230334865");
    EXPECT_EQ(fetch.modSeq, 65402U);
    ASSERT_EQ(fetch.sections.size(), 2U);
    EXPECT_EQ(fetch.sections[0], (Section{"HEADER.FIELDS (SUBJECT \"FROM\")", 0, "hello"}));
    EXPECT_TRUE(fetch.sections[1].data.isNull());
}

struct FetchCase
{
    const char *line;
    Uid uid;
    bool malformed;
    const char *body; ///< nullptr: none
};

TEST(ResponseParser, FetchQuirks)
{
    const std::vector<FetchCase> cases{
        {"* 0 FETCH (UID 5)", 5, false, nullptr},
        {"* -3 FETCH (UID 5)", 5, false, nullptr},
        {"* 1 FETCH (UID 5 MODSEQ (-1))", 5, false, nullptr},
        {"* 1 FETCH (UID 5 MODSEQ 7)", 5, false, nullptr},
        {"* 1 FETCH (UID 5 RFC822.SIZE -1)", 5, false, nullptr},
        {"* 1 FETCH (UID 5 RFC822.SIZE 1.2e3)", 5, false, nullptr},
        {"* 1 FETCH (UID \"5\" FLAGS NIL)", 5, false, nullptr},
        {"* 1 FETCH (BODY[] UID 5)", 5, true, nullptr},
        {"* 1 FETCH (UID 5 BODY[])", 5, true, nullptr},
        {"* 1 FETCH (UID 5 BODY[] \"a \"b c\")", 5, false, "a \"b c"},
        {"* 1 FETCH (UID 5 BODY[] \"\\(a\\)\")", 5, false, "(a)"},
        {"* 1 FETCH (UID 5 RFC822 ~{3}\r\nabc)", 5, false, "abc"},
        {"* 1 FETCH (UID 5 BODY[] {2}\r\nab", 5, true, "ab"},
        {"* 1 FETCH (UID 5 BODY[] {3}\r\nab)", 5, true, "ab"},
        {"* 1 FETCH (UID 5 BODY[] {2}\r\nab BODY[] {1}\r\nc)", 5, true, "ab"},
        {"* 1 FETCH (UID 5 BODY[", 5, true, nullptr},
        {"* 1 FETCH (UID 5 FLAGS (\\Seen", 5, true, nullptr},
        {"* 1 FETCH UID 5", 0, true, nullptr},
        {"* 1 FETCH", 0, true, nullptr},
        {"* 1 FETCH (UID x FLAGS (\\Seen))", 0, true, nullptr},
        {"* 1 FETCH (UID (5) FLAGS ())", 0, true, nullptr},
        {"* 1 FETCH (UID 5 INTERNALDATE \"00-Jan-0000 00:00:00 +0000\")", 5, false, nullptr},
        {"* 1 FETCH (UID 5 BODY (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" -1 0))", 5, false, nullptr},
    };
    for (const FetchCase &row : cases) {
        const auto fetch = as<Fetch>(row.line);
        EXPECT_EQ(fetch.uid, row.uid) << row.line;
        EXPECT_EQ(fetch.malformed, row.malformed) << row.line;
        EXPECT_EQ(fetch.section(""), row.body ? QByteArray(row.body) : QByteArray()) << row.line;
    }
    EXPECT_EQ(as<Fetch>("* 1 FETCH (RFC822.SIZE 1.2e3)").size, 1200);
    EXPECT_FALSE(as<Fetch>("* 1 FETCH (MODSEQ (-1))").modSeq.has_value());
}

TEST(ResponseParser, DeepNestingIsCutNotFollowed)
{
    const QByteArray deep = "* 1 FETCH (UID 9 BODYSTRUCTURE " + QByteArray(100000, '(') + QByteArray(100000, ')') + ")";
    const auto fetch = as<Fetch>(deep);
    EXPECT_TRUE(fetch.malformed);
    EXPECT_EQ(fetch.uid, 9U);
    const QByteArray allowed = "* 1 FETCH (BODYSTRUCTURE " + QByteArray(60, '(') + QByteArray(60, ')') + " UID 9)";
    EXPECT_FALSE(as<Fetch>(allowed).malformed);
    EXPECT_EQ(as<Fetch>(allowed).uid, 9U);
}

TEST(ResponseParser, UnknownIsKeptShort)
{
    EXPECT_EQ(as<Unknown>("* WHATEVER 1 2").text, "* WHATEVER 1 2");
    EXPECT_FALSE(as<Unknown>("* 5 STARS").malformed);
    EXPECT_TRUE(as<Unknown>("K5 WHAT").malformed);
    EXPECT_EQ(as<Unknown>("* " + QByteArray(1000, 'x')).text.size(), 200);
}

} // namespace
} // namespace otklik::imap
