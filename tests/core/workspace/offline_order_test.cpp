// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody does without a network is read in one order by everybody, once it has travelled.
#include "core/store/timeline_queries.h"
#include "core/workspace/replies.h"
#include "core/workspace/ticket_decisions.h"
#include "tests/core/workspace/fake_desk.h"
#include "tests/support/expect_result.h"
#include "tests/support/mailbox_life.h"
#include "tests/support/server_profiles.h"

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::workspace::test;
using otklik::test::FakeClock;
using otklik::test::FakeImapServer;
using otklik::test::MailboxLife;

namespace {

const QByteArray kOrder = "From: Customer <c@kunde.test>\r\nTo: support@otklik.test\r\nMessage-ID: <m@kunde.test>\r\n"
                          "Subject: Order\r\nDate: Sun, 01 Mar 2026 09:00:00 +0000\r\n\r\nWhere is it?\r\n";

QStringList timelineOf(FakeDesk &desk)
{
    const auto entries = store::TimelineQueries(desk.store().database()).timeline(ticket::Key::ofContent(kOrder));
    EXPECT_OK(entries);
    QStringList lines;
    if (entries)
        for (const ticket::TimelineEntry &entry : *entries)
            lines << QStringLiteral("%1 %2 %3 %4").arg(int(entry.kind)).arg(entry.op, entry.id, entry.at.toIso());
    return lines;
}

class OfflineOrder : public ::testing::TestWithParam<std::pair<bool, int>>
{
};

TEST_P(OfflineOrder, IsTheSameOnEveryDesk)
{
    const auto [noteFirst, gap] = GetParam();
    FakeClock clock;
    FakeImapServer server(otklik::test::serverProfiles().front().offers);
    for (const QString &folder : MailboxLife::readFolders())
        if (!server.mailbox.has(folder))
            server.mailbox.create(folder, folder == QLatin1String("Sent") ? "\\Sent" : "");
    server.mailbox.deliver(QStringLiteral("INBOX"), kOrder, clock.now());
    FakeDesk anna(server, clock, QStringLiteral("Anna")), boris(server, clock, QStringLiteral("Boris"));
    for (FakeDesk *desk : {&anna, &boris, &anna, &boris})
        desk->sync();
    clock.advance(std::chrono::milliseconds(60'250));
    const auto note = [&] {
        ASSERT_OK(workspace::TicketDecisions(anna.desk())
                      .addNote(ticket::Key::ofContent(kOrder), QStringLiteral("He will wait.")));
    };
    if (noteFirst)
        note();
    clock.advance(std::chrono::milliseconds(noteFirst ? gap : 0));
    workspace::ReplyRequest request;
    request.ticket = ticket::Key::ofContent(kOrder);
    request.text = QStringLiteral("On its way.");
    ASSERT_OK(workspace::Replies(anna.desk()).reply(request));
    clock.advance(std::chrono::milliseconds(noteFirst ? 0 : gap));
    if (!noteFirst)
        note();
    clock.advance(std::chrono::hours(2));
    for (FakeDesk *desk : {&anna, &boris, &anna, &boris})
        desk->sync();
    FakeDesk fresh(server, clock, QStringLiteral("Clara"));
    fresh.sync();
    EXPECT_GE(timelineOf(anna).size(), 3);
    EXPECT_EQ(timelineOf(anna).join(QLatin1Char('\n')).toStdString(),
              timelineOf(boris).join(QLatin1Char('\n')).toStdString());
    EXPECT_EQ(timelineOf(anna).join(QLatin1Char('\n')).toStdString(),
              timelineOf(fresh).join(QLatin1Char('\n')).toStdString());
}

INSTANTIATE_TEST_SUITE_P(Gaps, OfflineOrder,
                         ::testing::Values(std::pair(true, 0), std::pair(true, 300), std::pair(true, 5000),
                                           std::pair(false, 0), std::pair(false, 300), std::pair(false, 5000)));

} // namespace
