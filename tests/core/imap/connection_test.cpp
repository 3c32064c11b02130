// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/server_error.h"
#include "tests/core/imap/transcript.h"

namespace otklik::imap {
namespace {

using test::runTask;
const std::stop_token kNoStop;

TEST(Connection, ListsFoldersWithRolesAndCounters)
{
    const Dialogue dialogue = ready("LIST-EXTENDED SPECIAL-USE LIST-STATUS CONDSTORE",
                                    "C: K1 LIST \"\" \"*\" RETURN (SUBSCRIBED SPECIAL-USE STATUS (MESSAGES UIDNEXT "
                                    "UIDVALIDITY HIGHESTMODSEQ))\n"
                                    "S: * LIST (\\\\Subscribed) \"/\" inbox\n"
                                    "S: * LIST (\\\\Sent) \"/\" \"&BB4EQg-\"\n"
                                    "S: * LIST (\\\\Noselect) \"/\" Otklik\n"
                                    "S: * STATUS inbox (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 7 HIGHESTMODSEQ 12)\n"
                                    "S: K1 OK\n");
    const auto folders = runTask(dialogue->list(kNoStop));
    ASSERT_OK(folders);
    ASSERT_EQ(folders->size(), 3U);
    EXPECT_EQ(folders->at(0).role, FolderRole::Inbox);
    EXPECT_TRUE(folders->at(0).subscribed);
    EXPECT_EQ(folders->at(0).status->messages, 3U);
    EXPECT_EQ(folders->at(1).role, FolderRole::Sent);
    EXPECT_EQ(folders->at(1).displayName, QStringLiteral("От"));
    EXPECT_FALSE(folders->at(2).selectable);
    dialogue.expectFinished();
}

TEST(Connection, ListFallsBackToThePlainForm)
{
    for (const char *answer : {"S: K1 BAD what\n", "S: K1 OK nothing\n"}) {
        const Dialogue dialogue =
            ready("LIST-EXTENDED", QByteArray("C: K1 LIST \"\" \"*\" RETURN *\n") + answer +
                                       "C: K2 LIST \"\" \"*\"\nS: * LIST () NIL INBOX\nS: K2 OK\n");
        const auto folders = runTask(dialogue->list(kNoStop));
        ASSERT_OK(folders);
        EXPECT_EQ(folders->size(), 1U);
        EXPECT_EQ(folders->at(0).delimiter, "");
        dialogue.expectFinished();
    }
}

TEST(Connection, NotifyTellsOfOtherFolders)
{
    const QByteArray command = "NOTIFY SET STATUS (SELECTED-DELAYED (MessageNew MessageExpunge FlagChange)) "
                               "(MAILBOXES (\"Sent\" \"Otklik/Journal\") (MessageNew MessageExpunge FlagChange))\n";
    const Dialogue dialogue =
        ready("NOTIFY IDLE", "C: K1 " + command +
                                 "S: * STATUS Sent (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 7)\nS: K1 OK\n"
                                 "C: K2 IDLE\nS: + idling\n"
                                 "S: * STATUS Otklik/Journal (MESSAGES 4 UIDNEXT 10 UIDVALIDITY 8)\n"
                                 "C: DONE\nS: K2 OK\n");
    QByteArrayList told;
    std::stop_source end;
    const UnsolicitedHandler keep = [&](const Response &response) {
        told += std::get<MailboxStatus>(response).name;
        if (told.size() == 2)
            end.request_stop();
    };
    dialogue->onUnsolicited(keep);
    const auto can = runTask(dialogue->notify({"Sent", "Otklik/Journal"}, kNoStop));
    ASSERT_OK(can);
    EXPECT_TRUE(*can);
    ASSERT_OK(runTask(dialogue->idle(keep, std::chrono::minutes(1), end.get_token())));
    EXPECT_EQ(told, QByteArrayList({"Sent", "Otklik/Journal"}));
    dialogue.expectFinished();
}

TEST(Connection, NotifyNamesAsManyFoldersAsFitALine)
{
    QByteArrayList names;
    for (int i = 0; i < 1000; ++i)
        names << "Folder " + QByteArray::number(1000 + i);
    const Dialogue dialogue = ready(
        "NOTIFY", "C: K1 NOTIFY SET STATUS (SELECTED-DELAYED (MessageNew MessageExpunge FlagChange)) (MAILBOXES (\"" +
                      names.mid(0, 500).join("\" \"") + "\") (MessageNew MessageExpunge FlagChange))\nS: K1 OK\n");
    const auto can = runTask(dialogue->notify(names, kNoStop));
    ASSERT_OK(can);
    EXPECT_TRUE(*can);
    dialogue.expectFinished();
}

TEST(Connection, NotifyThatIsRefusedIsNotAskedAgain)
{
    const Dialogue dialogue =
        ready("NOTIFY", "C: K1 NOTIFY *\nS: K1 NO [BADEVENT (MessageNew)] no\nC: K2 NOOP\nS: K2 OK\n");
    for (int turn = 0; turn < 2; ++turn) {
        const auto can = runTask(dialogue->notify({"Sent"}, kNoStop));
        ASSERT_OK(can);
        EXPECT_FALSE(*can);
    }
    EXPECT_OK(runTask(dialogue->noop(kNoStop)));
    dialogue.expectFinished();
}

TEST(Connection, SelectWithResync)
{
    const Dialogue dialogue = ready(
        "ENABLE QRESYNC", "C: K1 ENABLE QRESYNC\nS: * ENABLED QRESYNC\nS: K1 OK\n"
                          "C: K2 SELECT \"Old\" (CONDSTORE)\n"
                          "S: * 5 EXISTS\nS: * OK [UIDVALIDITY 1] x\nS: * OK [UIDNEXT 8] x\nS: K2 OK [READ-ONLY] in\n"
                          "C: K3 SELECT \"New\" (QRESYNC (67 900 1:50))\n"
                          "S: * VANISHED 3\nS: * 4 EXISTS\nS: * OK [CLOSED] old is closed\n"
                          "S: * 100 EXISTS\nS: * 2 RECENT\nS: * FLAGS (\\\\Seen a)\n"
                          "S: * OK [PERMANENTFLAGS (\\\\Seen \\\\*)] x\nS: * OK [UIDVALIDITY 67] x\n"
                          "S: * OK [UIDNEXT 600] x\nS: * OK [HIGHESTMODSEQ 90060128194045007] x\n"
                          "S: * VANISHED (EARLIER) 1:2,7\nS: * 49 FETCH (UID 117 FLAGS (\\\\Seen) MODSEQ (901))\n"
                          "S: K3 OK [READ-WRITE] in\n");
    const auto old = runTask(dialogue->select("Old", {}, kNoStop));
    ASSERT_OK(old);
    EXPECT_TRUE(old->readOnly);
    SelectOptions options;
    options.resync = ResyncPoint{67, 900, UidSet(1, 50)};
    const auto fresh = runTask(dialogue->select("New", options, kNoStop));
    ASSERT_OK(fresh);
    EXPECT_EQ(fresh->exists, 100U);
    EXPECT_EQ(fresh->uidValidity, 67U);
    EXPECT_EQ(fresh->uidNext, 600U);
    EXPECT_EQ(fresh->highestModSeq, 90060128194045007U);
    EXPECT_FALSE(old->resynced);
    EXPECT_TRUE(fresh->resynced);
    EXPECT_EQ(fresh->vanished.toBytes(), "1:2,7");
    ASSERT_EQ(fresh->changed.size(), 1U);
    EXPECT_EQ(fresh->changed[0].uid, 117U);
    EXPECT_EQ(fresh->permanentFlags.size(), 2);
    EXPECT_FALSE(fresh->readOnly);
    EXPECT_EQ(dialogue->selectedFolder(), "New");
    dialogue.expectFinished();
}

TEST(Connection, AFloodOfVanishedIsDropped)
{
    QByteArray flood;
    for (int line = 0; line < 60; ++line) {
        flood += "S: * VANISHED (EARLIER) ";
        for (int uid = 0; uid < 1000; ++uid)
            flood += (uid == 0 ? "" : ",") + QByteArray::number(1 + 2 * (line * 1000 + uid));
        flood += '\n';
    }
    const Dialogue dialogue = ready("ENABLE QRESYNC", "C: K1 ENABLE QRESYNC\nS: * ENABLED QRESYNC\nS: K1 OK\n"
                                                      "C: K2 SELECT \"Big\" (QRESYNC (67 900))\n" +
                                                          flood +
                                                          "S: * 1 EXISTS\nS: * OK [UIDVALIDITY 67] x\n"
                                                          "S: * OK [UIDNEXT 6] x\nS: K2 OK in\n");
    SelectOptions options;
    options.resync = ResyncPoint{67, 900, {}};
    const auto selected = runTask(dialogue->select("Big", options, kNoStop));
    ASSERT_OK(selected);
    EXPECT_FALSE(selected->resynced) << "so everything is asked for";
    EXPECT_TRUE(selected->vanished.isEmpty());
    EXPECT_EQ(selected->exists, 1U);
}

TEST(Connection, ABadAnswerToResyncIsNoResync)
{
    const Dialogue dialogue =
        ready("ENABLE QRESYNC", "C: K1 ENABLE QRESYNC\nS: * ENABLED QRESYNC\nS: K1 OK\n"
                                "C: K2 SELECT \"x\" (QRESYNC (67 900))\nS: K2 BAD what\n"
                                "C: K3 SELECT \"x\"\nS: * 2 EXISTS\n"
                                "S: * OK [UIDVALIDITY 67] x\nS: * OK [UIDNEXT 6] x\nS: K3 OK in\n");
    SelectOptions options;
    options.resync = ResyncPoint{67, 900, {}};
    const auto selected = runTask(dialogue->select("x", options, kNoStop));
    ASSERT_OK(selected);
    EXPECT_FALSE(selected->resynced);
    EXPECT_EQ(selected->exists, 2U);
    dialogue.expectFinished();
}

TEST(Connection, SelectOfWhatIsNotThere)
{
    const Dialogue coded = ready("", "C: K1 SELECT \"x\"\nS: K1 NO [NONEXISTENT] no\n");
    EXPECT_ERROR(runTask(coded->select("x", {}, kNoStop)), ErrorCode::NotFound);
    EXPECT_EQ(coded->selectedFolder(), "");
    const Dialogue plain = ready("", "C: K1 SELECT \"x\"\nS: K1 NO no such\nC: K2 STATUS \"x\" *\nS: K2 NO no such\n");
    EXPECT_ERROR(runTask(plain->select("x", {}, kNoStop)), ErrorCode::NotFound);
    plain.expectFinished();
}

TEST(Connection, AServerThatIsBusyHasTheFolderAllTheSame)
{
    for (const char *answer : {"NO [THROTTLED] later", "NO [UNAVAILABLE] later", "NO Request is throttled"}) {
        const Dialogue dialogue = ready("", QByteArray("C: K1 SELECT \"x\"\nS: K1 ") + answer +
                                                "\nC: K2 STATUS \"x\" *\nS: K2 " + answer + "\n");
        EXPECT_ERROR(runTask(dialogue->select("x", {}, kNoStop)), ErrorCode::ServerRefused);
    }
}

TEST(Connection, SelectWithoutModseqsAfterBadAndWithoutUidNext)
{
    const Dialogue dialogue = ready("CONDSTORE", "C: K1 SELECT \"x\" (CONDSTORE)\nS: K1 BAD what\n"
                                                 "C: K2 SELECT \"x\"\nS: * 1 EXISTS\nS: K2 OK [UIDNOTSTICKY] in\n"
                                                 "C: K3 STATUS \"x\" *\nS: * STATUS x (UIDNEXT 44)\nS: K3 OK\n");
    const auto mailbox = runTask(dialogue->select("x", {}, kNoStop));
    ASSERT_OK(mailbox);
    EXPECT_EQ(mailbox->uidNext, 44U);
    EXPECT_FALSE(mailbox->keepsUids);
    EXPECT_FALSE(dialogue->server().condstore);
    dialogue.expectFinished();
}

TEST(Connection, SearchInBothForms)
{
    const Dialogue extended = ready("ESEARCH", "C: K1 UID SEARCH RETURN (ALL COUNT) ALL\n"
                                               "S: * ESEARCH (TAG \"K1\") UID ALL 1:3,9 COUNT 4\nS: K1 OK\n");
    const auto found = runTask(extended->uidSearchAll(kNoStop));
    ASSERT_OK(found);
    EXPECT_EQ(found->all.toBytes(), "1:3,9");
    EXPECT_EQ(found->count, 4U);
    const Dialogue plain = ready("", "C: K1 UID SEARCH UID 5:*\nS: * SEARCH 5 6\nS: * SEARCH 9\nS: K1 OK\n");
    EXPECT_EQ(runTask(plain->uidSearch("UID 5:*", kNoStop))->all.toBytes(), "5:6,9");
}

FetchRequest bodies(UidSet uids)
{
    FetchRequest request;
    request.uids = std::move(uids);
    request.flags = true;
    request.sections = {""};
    return request;
}

TEST(Connection, PipelinedFetchesGetTheirOwnMessages)
{
    const QByteArray transcript =
        "C: K1 UID FETCH 1:2 (UID FLAGS BODY.PEEK[])\nC: K2 UID FETCH 5 (UID FLAGS BODY.PEEK[])\n"
        "S: * 1 FETCH (UID 1 FLAGS () BODY[] {3}\\r\\none)\nS: * 9 FETCH (FLAGS (\\\\Deleted))\n"
        "S: * 2 FETCH (UID 2 FLAGS (\\\\Seen))\nS: * 12 EXISTS\n"
        "S: * 5 FETCH (UID 5 FLAGS () BODY[] \"five\")\nS: K2 OK\n"
        "S: * 2 FETCH (UID 2 FLAGS () BODY[] {3}\\r\\ntwo)\nS: K1 OK [HIGHESTMODSEQ 77] done\n";
    for (const qsizetype chunk : {qsizetype(1), qsizetype(3), qsizetype(1 << 20)}) {
        const Dialogue dialogue = ready("", transcript, chunk);
        QByteArrayList news, first, second;
        dialogue->onUnsolicited([&](const Response &response) { news += QByteArray::number(response.index()); });
        auto one = dialogue->uidFetch(
            bodies(UidSet(1, 2)), [&](Fetch &&fetch) { first += fetch.section(""); }, kNoStop);
        auto two = dialogue->uidFetch(
            bodies(UidSet(5)), [&](Fetch &&fetch) { second += fetch.section(""); }, kNoStop);
        const auto ended = runTask(std::move(one));
        ASSERT_OK(ended);
        EXPECT_OK(runTask(std::move(two)));
        EXPECT_EQ(first, (QByteArrayList{"one", "two"}));
        EXPECT_EQ(second, QByteArrayList{"five"});
        EXPECT_EQ(news.size(), 3);
        EXPECT_EQ(ended->seen, UidSet(1, 2));
        EXPECT_EQ(ended->highestModSeq, 77U);
        dialogue.expectFinished();
    }
}

TEST(Connection, FetchOfChangesWithVanishedAndABrokenMessage)
{
    const Dialogue dialogue = ready("", "C: K1 UID FETCH 1:* (UID FLAGS MODSEQ) (CHANGEDSINCE 5 VANISHED)\n"
                                        "S: * VANISHED (EARLIER) 3:4\nS: * 1 FETCH (UID 1 FLAGS () MODSEQ (9))\n"
                                        "S: * 2 FETCH (UID 2 FLAGS (x MODSEQ (8)\nS: K1 OK\n");
    FetchRequest request;
    request.uids = UidSet(1, kStar);
    request.flags = true;
    request.changedSince = 5;
    request.vanished = true;
    const auto result = runTask(dialogue->uidFetch(
        request, [](Fetch &&) {}, kNoStop));
    ASSERT_OK(result);
    EXPECT_EQ(result->vanished.toBytes(), "3:4");
    EXPECT_EQ(result->malformed.toBytes(), "2");
    EXPECT_EQ(result->highestModSeq, 9U);
}

TEST(Connection, LongSetsGoOutInPieces)
{
    UidSet uids;
    for (Uid uid = 100000; uid < 100700; uid += 2)
        uids.add(uid);
    QByteArray transcript;
    int number = 0;
    for (const UidSet &piece : uids.splitByLength(900))
        transcript += "C: K" + QByteArray::number(++number) + " UID FETCH " + piece.toBytes() + " (UID)\n";
    ASSERT_EQ(number, 3);
    transcript += "S: K1 OK\nS: K2 OK\nS: K3 OK\n";
    const Dialogue dialogue = ready("", transcript);
    FetchRequest request;
    request.uids = uids;
    EXPECT_OK(runTask(dialogue->uidFetch(
        request, [](Fetch &&) {}, kNoStop)));
    dialogue.expectFinished();
}

TEST(Connection, StoreTellsWhoWasTooLate)
{
    const Dialogue dialogue = ready("", "C: K1 UID STORE 5:7 (UNCHANGEDSINCE 40) +FLAGS.SILENT (\\\\Seen)\n"
                                        "S: * 5 FETCH (UID 5 MODSEQ (44))\nS: K1 OK [MODIFIED 6:7] conditional\n");
    FlagChange change;
    change.uids = UidSet(5, 7);
    change.flags = {"\\Seen"};
    change.unchangedSince = 40;
    const auto result = runTask(dialogue->uidStore(change, kNoStop));
    ASSERT_OK(result);
    EXPECT_EQ(result->modified.toBytes(), "6:7");
    EXPECT_EQ(result->highestModSeq, 44U);
}

TEST(Connection, NothingOfItselfIsSaidInTheNameOfTheUser)
{
    const Dialogue dialogue = ready("", "");
    FlagChange change;
    change.uids = UidSet(1);
    change.flags = {"x) K2 LOGOUT"};
    EXPECT_ERROR(runTask(dialogue->uidStore(change, kNoStop)), ErrorCode::InvalidInput);
    EXPECT_ERROR(runTask(dialogue->uidSearch("ALL\r\nK2 LOGOUT", kNoStop)), ErrorCode::InvalidInput);
    dialogue.expectFinished();
}

TEST(Connection, UnselectNeverExpunges)
{
    const Dialogue dialogue =
        ready("", "C: K1 SELECT \"x\"\nS: * OK [UIDNEXT 1] x\nS: K1 OK [READ-WRITE] in\n"
                  "C: K2 EXAMINE \"x\"\nS: * OK [UIDNEXT 1] x\nS: K2 OK in\nC: K3 CLOSE\nS: K3 OK\n");
    ASSERT_OK(runTask(dialogue->select("x", {}, kNoStop)));
    ASSERT_OK(runTask(dialogue->unselect(kNoStop)));
    EXPECT_EQ(dialogue->selectedFolder(), "");
    dialogue.expectFinished();
}

TEST(Connection, MoveWithoutMove)
{
    const Dialogue dialogue = ready("UIDPLUS", "C: K1 UID COPY 3 \"Trash\"\nS: K1 OK\n"
                                               "C: K2 UID STORE 3 +FLAGS.SILENT (\\\\Deleted)\nS: K2 OK\n"
                                               "C: K3 UID EXPUNGE 3\nS: K3 OK\n");
    ASSERT_OK(runTask(dialogue->uidMove(UidSet(3), "Trash", kNoStop)));
    dialogue.expectFinished();
    EXPECT_ERROR(runTask(ready("", "")->uidMove(UidSet(3), "Trash", kNoStop)), ErrorCode::ServerRejected);
}

TEST(Connection, CreateOfWhatIsThere)
{
    EXPECT_OK(runTask(ready("", "C: K1 CREATE \"x\"\nS: K1 NO [ALREADYEXISTS] is\n")->create("x", kNoStop)));
    EXPECT_OK(runTask(ready("", "C: K1 CREATE \"x\"\nS: K1 NO is\nC: K2 STATUS \"x\" *\nS: * STATUS x (MESSAGES 0)\n"
                                "S: K2 OK\n")
                          ->create("x", kNoStop)));
    EXPECT_ERROR(runTask(ready("", "C: K1 CREATE \"x\"\nS: K1 NO [NOPERM] no\nC: K2 STATUS \"x\" *\nS: K2 NO no\n")
                             ->create("x", kNoStop)),
                 ErrorCode::ServerRejected);
}

TEST(Connection, LogoutExpectsTheGoodbye)
{
    const Dialogue dialogue = ready("", "C: K1 LOGOUT\nS: * BYE see you\nS: K1 OK\nEOF\n");
    EXPECT_OK(runTask(dialogue->logout()));
    EXPECT_FALSE(dialogue->isOpen());
}

} // namespace
} // namespace otklik::imap
