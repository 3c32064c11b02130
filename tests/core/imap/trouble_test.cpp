// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that go away, are silent, or say what nobody expects.
#include "core/imap/server_error.h"
#include "tests/core/imap/transcript.h"

namespace otklik::imap {
namespace {

using test::runTask;
using test::runUntil;
const std::stop_token kNoStop;
constexpr std::chrono::milliseconds kSoon(60);

/// A reading channel keeps itself alive until it is closed.
struct OpenChannel
{
    std::shared_ptr<CommandChannel> channel;
    explicit OpenChannel(std::shared_ptr<CommandChannel> opened)
        : channel(std::move(opened))
    {
    }
    OpenChannel(const OpenChannel &) = delete;
    OpenChannel &operator=(const OpenChannel &) = delete;
    ~OpenChannel() { channel->close({ErrorCode::Cancelled, {}}); }
    CommandChannel *operator->() const { return channel.get(); }
};

OpenChannel channelOver(const QByteArray &transcript, test::MemoryStream **raw,
                        std::chrono::milliseconds limit = std::chrono::seconds(5))
{
    auto stream = std::make_unique<test::MemoryStream>("S: * OK hi\n" + transcript);
    *raw = stream.get();
    CommandChannel::Limits limits;
    limits.answer = limit;
    limits.idleDone = kSoon;
    auto channel = CommandChannel::open(std::move(stream), limits);
    EXPECT_OK(runTask(channel->greeting(kNoStop)));
    return OpenChannel(std::move(channel));
}

CommandRequest request(const char *verb)
{
    CommandRequest result;
    result.command = *CommandBuilder(verb).build();
    return result;
}

TEST(Append, GoesOutWithAndWithoutWaiting)
{
    const QByteArray tail = "S: K1 OK [APPENDUID 38 3955] done\n";
    const Dialogue direct = ready("LITERAL+", "C: K1 APPEND \"Sent\" (\\\\Seen) \" 1-Mar-2026 09:30:00 +0000\" {5+}\n"
                                              "C: a\\r\\nbc\n" +
                                                  tail);
    const auto when = Instant::fromIso(QStringLiteral("2026-03-01T09:30:00.000Z"));
    const auto place = runTask(direct->append("Sent", "a\r\nbc", {"\\Seen"}, when, kNoStop));
    ASSERT_OK(place);
    EXPECT_EQ(**place, (AppendUid{38, 3955}));
    direct.expectFinished();
    const Dialogue waiting = ready("", "C: K1 APPEND \"Sent\" {5}\nS: + go\nC: a\\r\\nbc\nS: K1 OK done\n");
    const auto unknown = runTask(waiting->append("Sent", "a\r\nbc", {}, {}, kNoStop));
    ASSERT_OK(unknown);
    EXPECT_FALSE(unknown->has_value());
    waiting.expectFinished();
}

TEST(Append, RefusedBeforeTheBytes)
{
    const Dialogue dialogue = ready("", "C: K1 APPEND \"x\" {3}\nS: K1 NO [TRYCREATE] no\nC: K2 NOOP\nS: K2 OK\n");
    EXPECT_ERROR(runTask(dialogue->append("x", "abc", {}, {}, kNoStop)), ErrorCode::NotFound);
    EXPECT_OK(runTask(dialogue->noop(kNoStop)));
    dialogue.expectFinished();
    EXPECT_ERROR(runTask(ready("APPENDLIMIT=2", "")->append("x", "abc", {}, {}, kNoStop)), ErrorCode::ServerRejected);
}

TEST(Append, LostAnswerIsUncertainLostBeginningIsNot)
{
    const Dialogue lost = ready("LITERAL+", "C: K1 APPEND \"x\" {3+}\nC: abc\nEOF\n");
    EXPECT_ERROR(runTask(lost->append("x", "abc", {}, {}, kNoStop)), ErrorCode::Uncertain);
    const Dialogue before = ready("", "C: K1 APPEND \"x\" {3}\nEOF\n");
    EXPECT_ERROR(runTask(before->append("x", "abc", {}, {}, kNoStop)), ErrorCode::Offline);
    const Dialogue bye = ready("LITERAL+", "C: K1 APPEND \"x\" {3+}\nC: abc\nS: * BYE restart\n");
    EXPECT_ERROR(runTask(bye->append("x", "abc", {}, {}, kNoStop)), ErrorCode::Uncertain);
    EXPECT_FALSE(bye->isOpen());
}

TEST(Trouble, AFullMailboxAndAnAlertAreToldApart)
{
    const Status full{Condition::No, {"OVERQUOTA", {}}, "no room"};
    EXPECT_TRUE(isMailboxFull(serverError(full, QStringLiteral("APPEND"))));
    const Status spoken{Condition::No, {}, "Quota exceeded (mailbox for user is full)"};
    EXPECT_TRUE(isMailboxFull(serverError(spoken, QStringLiteral("APPEND"))));
    EXPECT_FALSE(isMailboxFull({ErrorCode::StorageFull, QStringLiteral("the disk is full")}));
    for (const char *code : {"LIMIT", "THROTTLED", "INUSE", "UNAVAILABLE"}) {
        const Status busy{Condition::No, {code, {}}, "later"};
        EXPECT_EQ(serverError(busy, QStringLiteral("SELECT")).code, ErrorCode::ServerRefused) << code;
        EXPECT_EQ(signInError(busy).code, ErrorCode::ServerRefused) << code << ": no fault of the password";
    }
    const Status alert{Condition::No, {"ALERT", {}}, "Please sign in by your browser"};
    EXPECT_EQ(signInError(alert).code, ErrorCode::AuthRejected);
    EXPECT_EQ(alertOf(signInError(alert)), QStringLiteral("Please sign in by your browser"));
    EXPECT_EQ(alertOf(signInError(full)), QString());
    const Status plain{Condition::No, {"PRIVACYREQUIRED", {}}, "not in the clear"}; // RFC 5530 §3
    EXPECT_EQ(signInError(plain).code, ErrorCode::NotEncrypted) << "no certificate is at fault";
}

TEST(Trouble, WhatIsRefusedIsToldFromAServerThatAsksToWait)
{
    const auto isRefused = [](const char *code, const QByteArray &text, Condition condition = Condition::No) {
        return isRefusal(serverError({condition, {code, {}}, text}, QStringLiteral("FETCH")));
    };
    for (const char *code : {"", "NOPERM", "CANNOT", "SERVERBUG", "CORRUPTION", "TOOBIG", "NONEXISTENT"})
        EXPECT_TRUE(isRefused(code, "no")) << code;
    EXPECT_TRUE(isRefused("", "unknown command", Condition::Bad));
    for (const char *code : {"LIMIT", "THROTTLED", "INUSE", "UNAVAILABLE"})
        EXPECT_FALSE(isRefused(code, "later")) << code;
    EXPECT_FALSE(isRefused("", "Request is throttled. Suggested Backoff Time: 1000 milliseconds"));
    EXPECT_FALSE(isRefused("OVERQUOTA", "Account exceeded command or bandwidth limits."));
    for (const char *text : {"Temporarily out of order", "Server Busy", "Server Unavailable. 15",
                             "Temporary System Error", "Please try again later"})
        EXPECT_FALSE(isRefused("", text)) << text;
    EXPECT_FALSE(isRefused("", "going down", Condition::Bye));
    EXPECT_FALSE(isRefusal({ErrorCode::StorageCorrupt, QStringLiteral("the disk is damaged")}));
    EXPECT_TRUE(isRefusal(serverError({Condition::No, {"NOPERM", {}}, "no"}, QStringLiteral("SELECT Busy"))));
    // RFC 5530 §3: another try does not help, and may lock people out.
    const Status admin{Condition::No, {"CONTACTADMIN", {}}, "call us"};
    EXPECT_EQ(signInError(admin).code, ErrorCode::AuthRejected);
}

TEST(Trouble, CloseInsideALiteralFailsEverythingInFlight)
{
    const Dialogue dialogue = ready("", "C: K1 UID FETCH 1 (UID BODY.PEEK[])\nC: K2 NOOP\n"
                                        "S+ * 1 FETCH (UID 1 BODY[] {100}\\r\\nabc\nEOF\n");
    FetchRequest fetch;
    fetch.uids = UidSet(1);
    fetch.sections = {""};
    int messages = 0;
    auto fetching = dialogue->uidFetch(
        fetch, [&](Fetch &&) { ++messages; }, kNoStop);
    auto asking = dialogue->noop(kNoStop);
    EXPECT_ERROR(runTask(std::move(fetching)), ErrorCode::Offline);
    EXPECT_ERROR(runTask(std::move(asking)), ErrorCode::Offline);
    EXPECT_ERROR(runTask(dialogue->noop(kNoStop)), ErrorCode::Offline);
    EXPECT_EQ(messages, 0);
}

TEST(Trouble, NonsenseBetweenAnswersIsSkipped)
{
    const Dialogue dialogue = ready("", "C: K1 NOOP\nS: \nS: * \nS: garbage garbage\nS: K99 OK not ours\n"
                                        "S: * 5 FETCH ((((\nS: * LIST\nS: + nobody asked\nS: )\nS: * OK [\nS: K1 OK\n");
    EXPECT_OK(runTask(dialogue->noop(kNoStop)));
    EXPECT_TRUE(dialogue->isOpen());
}

TEST(Trouble, SilenceWhileAnAnswerIsDueClosesButNotOtherwise)
{
    test::MemoryStream *stream = nullptr;
    const auto channel = channelOver("C: K1 NOOP\nS: K1 OK\nC: K2 NOOP\n", &stream, kSoon);
    EXPECT_OK(runTask(channel->run(request("NOOP"), kNoStop)));
    EXPECT_FALSE(runUntil([&] { return !channel->isOpen(); }, kSoon * 3)) << "closed although nothing was due";
    EXPECT_ERROR(runTask(channel->run(request("NOOP"), kNoStop)), ErrorCode::Timeout);
    EXPECT_FALSE(channel->isOpen());
}

TEST(Trouble, PausedReadingIsNoSilence)
{
    test::MemoryStream *stream = nullptr;
    const auto channel = channelOver("C: K1 NOOP\nS: K1 OK\n", &stream, kSoon);
    channel->pauseReading();
    auto running = channel->run(request("NOOP"), kNoStop);
    EXPECT_FALSE(runUntil([&] { return !channel->isOpen(); }, kSoon * 3));
    channel->resumeReading();
    EXPECT_OK(runTask(std::move(running)));
}

TEST(Trouble, StoppedCommandEndsAtOnceAndItsLateAnswerDisturbsNobody)
{
    const Dialogue dialogue =
        ready("", "C: K1 UID FETCH 1 (UID)\nC: K2 NOOP\nS: * 1 FETCH (UID 1)\nS: K1 OK\nS: K2 OK\n");
    std::stop_source stop;
    FetchRequest fetch;
    fetch.uids = UidSet(1);
    int messages = 0;
    auto fetching = dialogue->uidFetch(
        fetch, [&](Fetch &&) { ++messages; }, stop.get_token());
    stop.request_stop();
    EXPECT_ERROR(runTask(std::move(fetching)), ErrorCode::Cancelled);
    EXPECT_OK(runTask(dialogue->noop(kNoStop)));
    EXPECT_EQ(messages, 0);
    dialogue.expectFinished();
}

TEST(Trouble, ConnectionMayBeDestroyedFromInsideItsOwnHandler)
{
    Dialogue dialogue = ready("", "C: K1 UID FETCH 1:2 (UID)\nS: * 1 FETCH (UID 1)\nS: * 2 FETCH (UID 2)\nS: K1 OK\n");
    FetchRequest fetch;
    fetch.uids = UidSet(1, 2);
    int messages = 0;
    auto fetching = dialogue->uidFetch(
        fetch,
        [&](Fetch &&) {
            ++messages;
            dialogue.connection->reset();
        },
        kNoStop);
    EXPECT_ERROR(runTask(std::move(fetching)), ErrorCode::Offline);
    EXPECT_EQ(messages, 1);
}

TEST(Trouble, OneRefusedPieceOfAFetchEndsItAfterThoseInFlight)
{
    UidSet uids;
    for (Uid uid = 100000; uid < 100700; uid += 2)
        uids.add(uid);
    const auto pieces = uids.splitByLength(900);
    QByteArray transcript;
    for (size_t i = 0; i < pieces.size(); ++i)
        transcript += "C: K" + QByteArray::number(i + 1) + " UID FETCH " + pieces[i].toBytes() + " (UID)\n";
    const Dialogue dialogue = ready("", transcript + "S: * 1 FETCH (UID 100000)\nS: K1 NO [SERVERBUG] x\n"
                                                     "S: * 1 FETCH (UID 100698)\nS: K2 OK\nS: K3 OK\n"
                                                     "C: K4 NOOP\nS: K4 OK\n");
    FetchRequest fetch;
    fetch.uids = uids;
    int messages = 0;
    EXPECT_ERROR(runTask(dialogue->uidFetch(
                     fetch, [&](Fetch &&) { ++messages; }, kNoStop)),
                 ErrorCode::ServerRefused);
    EXPECT_OK(runTask(dialogue->noop(kNoStop)));
    EXPECT_EQ(messages, 2) << "what was on its way has not come for nothing";
    dialogue.expectFinished();
}

TEST(Trouble, ExclusiveCommandsWaitAndAreWaitedFor)
{
    test::MemoryStream *stream = nullptr;
    const auto channel = channelOver("C: K1 NOOP\nS: K1 OK\nC: K2 SELECT x\nS: K2 OK\nC: K3 NOOP\nS: K3 OK\n", &stream);
    CommandRequest select = request("SELECT x");
    select.exclusive = true;
    auto first = channel->run(request("NOOP"), kNoStop);
    auto second = channel->run(std::move(select), kNoStop);
    auto third = channel->run(request("NOOP"), kNoStop);
    EXPECT_OK(runTask(std::move(third)));
    EXPECT_OK(runTask(std::move(first)));
    EXPECT_OK(runTask(std::move(second)));
    EXPECT_TRUE(stream->finished()) << stream->remaining().toStdString();
}

TEST(Idle, NewsAndStop)
{
    const Dialogue dialogue =
        ready("IDLE", "C: K1 IDLE\nS: + idling\nS: * 8 EXISTS\nC: DONE\nS: * VANISHED 4\nS: K1 OK\n"
                      "C: K2 NOOP\nS: K2 OK\n");
    std::stop_source stop;
    int exists = 0, vanished = 0;
    auto idling = dialogue->idle(
        [&](const Response &response) {
            exists += std::holds_alternative<Exists>(response);
            vanished += std::holds_alternative<Vanished>(response);
            stop.request_stop();
        },
        std::chrono::minutes(1), stop.get_token());
    auto waiting = dialogue->noop(kNoStop);
    const auto ended = runTask(std::move(idling));
    ASSERT_OK(ended);
    EXPECT_EQ(*ended, IdleEnd::Stopped);
    EXPECT_EQ(exists, 1);
    EXPECT_EQ(vanished, 1) << "what comes between DONE and the answer counts too";
    EXPECT_OK(runTask(std::move(waiting)));
    dialogue.expectFinished();
}

TEST(Idle, TimeIsUpServerEndsItServerRefuses)
{
    const Dialogue timed = ready("IDLE", "C: K1 IDLE\nS: + idling\nC: DONE\nS: K1 OK\n");
    EXPECT_EQ(*runTask(timed->idle([](const Response &) {}, kSoon, kNoStop)), IdleEnd::TimeIsUp);
    test::MemoryStream *stream = nullptr;
    const auto ended = channelOver("C: K1 IDLE\nS: + idling\nS: K1 OK\n", &stream);
    EXPECT_EQ(*runTask(ended->idle({}, std::chrono::minutes(1), kNoStop)), IdleEnd::ServerEnded);
    const Dialogue limited = ready("IDLE", "C: K1 IDLE\nS: K1 NO [LIMIT] too much\n");
    EXPECT_ERROR(runTask(limited->idle([](const Response &) {}, std::chrono::minutes(1), kNoStop)),
                 ErrorCode::ServerRefused);
}

TEST(Idle, AServerThatRefusesItIsAskedNowAndThen)
{
    for (const QByteArray refusal : {"NO [UNAVAILABLE] not now", "BAD what is that?"}) {
        SCOPED_TRACE(refusal.toStdString());
        const Dialogue refused = ready("IDLE", "C: K1 IDLE\nS: K1 " + refusal + "\nC: K2 NOOP\nS: K2 OK\n");
        EXPECT_EQ(*runTask(refused->idle([](const Response &) {}, kSoon * 3, kNoStop)), IdleEnd::TimeIsUp);
        refused.expectFinished();
    }
}

TEST(Idle, AServerThatEndsItAtOnceIsAskedNowAndThen)
{
    const QByteArray ended = "C: K1 IDLE\nS: + idling\nS: K1 OK enough\nC: K2 NOOP\n";
    const Dialogue quiet = ready("IDLE", ended + "S: K2 OK\n");
    // one more command would be one that the transcript does not know
    EXPECT_EQ(*runTask(quiet->idle([](const Response &) {}, kSoon * 3, kNoStop)), IdleEnd::TimeIsUp);
    quiet.expectFinished();
    // what came meanwhile is told, and ends the pause
    const Dialogue news = ready("IDLE", ended + "S: * 9 EXISTS\nS: K2 OK\nC: K3 NOOP\nS: K3 OK\n");
    std::stop_source stop;
    int exists = 0;
    UnsolicitedHandler onNews = [&](const Response &response) {
        exists += std::holds_alternative<Exists>(response) ? 1 : 0;
        stop.request_stop();
    };
    EXPECT_EQ(*runTask(news->idle(onNews, std::chrono::minutes(5), stop.get_token()), std::chrono::seconds(5)),
              IdleEnd::Stopped);
    EXPECT_EQ(exists, 1);
    EXPECT_OK(runTask(news->noop(kNoStop)));
    news.expectFinished();
}

TEST(Idle, DeadServerIsFoundAfterDone)
{
    test::MemoryStream *stream = nullptr;
    const auto channel = channelOver("C: K1 IDLE\nS: + idling\nC: DONE\n", &stream);
    EXPECT_ERROR(runTask(channel->idle({}, kSoon, kNoStop)), ErrorCode::Timeout);
    EXPECT_FALSE(channel->isOpen());
}

TEST(Idle, PollsWhereThereIsNoIdle)
{
    const Dialogue dialogue = ready("", "C: K1 NOOP\nS: * 3 EXISTS\nS: K1 OK\n");
    int exists = 0;
    const auto ended = runTask(dialogue->idle([&](const Response &) { ++exists; }, kSoon, kNoStop));
    ASSERT_OK(ended);
    EXPECT_EQ(exists, 1);
}

} // namespace
} // namespace otklik::imap
