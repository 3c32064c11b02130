// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A mail that is too large to be taken is a ticket all the same, and is downloaded once.
#include "core/store/ledger.h"
#include "core/store/ticket_queries.h"
#include "core/sync/held_back.h"
#include "core/workspace/message_reading.h"
#include "tests/core/workspace/fake_desk.h"
#include "tests/support/expect_result.h"
#include "tests/support/fake_clock.h"
#include "tests/support/mailbox_life.h"

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::workspace::test;
using otklik::test::FakeClock;
using otklik::test::FakeImapServer;

namespace {

const QString kInbox = QStringLiteral("INBOX");
/// A mail of more than 20 kB is large.
void small(imap::ServerSettings &settings)
{
    settings.literalLimit = 20'000;
}

QByteArray headOf(const char *id, const char *type)
{
    return "From: Clara <c@kunde.test>\r\nTo: support@otklik.test\r\nMessage-ID: <" + QByteArray(id) +
           "@kunde.test>\r\nSubject: Film of the fault\r\n =?utf-8?q?=C3=BC?=\r\nMIME-Version: 1.0\r\nContent-Type: " +
           type + "\r\nDate: Sun, 01 Mar 2026 09:00:00 +0000\r\n\r\n";
}

QByteArray film(const char *id)
{
    return headOf(id, "multipart/mixed;\r\n boundary=\"b1\"") +
           "--b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
           "Здравствуйте, the film is below.\r\n--b1\r\nContent-Type: video/mp4; name=\"fault.mp4\"\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\n" +
           QByteArray(30'000, 'A') + "\r\n--b1--\r\n";
}

class LargeMailTest : public ::testing::TestWithParam<bool>
{
protected:
    /// The stand-in that lies in the inbox at `uid`.
    static QByteArray standIn(FakeDesk &desk, quint32 uid)
    {
        const auto folders = desk.store().folders().all();
        EXPECT_OK(folders);
        for (const store::FolderState &folder : *folders) {
            const auto places = desk.store().messages().locationsIn(folder.row, uid, uid);
            if (folder.name == kInbox && places && !places->empty())
                return desk.store().messages().source(places->front().message).value_or(QByteArray());
        }
        return {};
    }
    static void expectWhole(FakeDesk &desk)
    {
        const auto folders = store::Ledger(desk.store().database()).folders({});
        ASSERT_OK(folders);
        for (const store::LedgerFolder &folder : *folders) {
            EXPECT_EQ(folder.sum.difference, 0);
            EXPECT_EQ(folder.sum.missing, 0);
            EXPECT_EQ(folder.sum.verdicts.value(QStringLiteral("quarantined")), 0);
        }
        EXPECT_EQ(desk.findings(), QStringList());
    }

    FakeClock m_clock;
};

/// True: the server does not say how large its mails are.
INSTANTIATE_TEST_SUITE_P(Sizes, LargeMailTest, ::testing::Bool(),
                         [](const auto &hidden) { return hidden.param ? "Hidden" : "Told"; });

TEST_P(LargeMailTest, BecomesATicketFromItsBeginning)
{
    FakeImapServer server({"IMAP4rev1"});
    server.hidesSizes = GetParam();
    server.mailbox.deliver(kInbox, film("f1"), m_clock.now());
    server.mailbox.deliver(kInbox, headOf("f2", "text/plain") + "Small.\r\n", m_clock.now());
    FakeDesk desk(server, m_clock, QStringLiteral("Anna"), small);
    for (int turn = 0; turn < 3; ++turn)
        EXPECT_TRUE(desk.sync()[QLatin1String("ok")].toBool());
    const auto events = int(server.mailbox.folder(otklik::test::MailboxLife::kJournal).mails.size());
    EXPECT_EQ(server.bodies() - events, 2) << "the large one is downloaded once, and not again";
    expectWhole(desk);
    const auto query = ticket::parseQuery(QString());
    const ticket::QueryContext context{m_clock.now(), QStringLiteral("anna@otklik.test"), QTimeZone::utc()};
    const auto page =
        store::TicketQueries(desk.store().database()).page(*query, ticket::SortOrder::Created, 50, {}, context);
    ASSERT_OK(page);
    EXPECT_EQ(page->rows.size(), 2U);
    const QByteArray raw = standIn(desk, 1);
    EXPECT_EQ(sync::heldBackSize(raw), GetParam() ? 0 : qint64(film("f1").size()));
    const ticket::MessageContent read = workspace::readMessage(raw, {});
    EXPECT_EQ(read.text.trimmed(), QStringLiteral("Здравствуйте, the film is below."));
    EXPECT_EQ(read.subject, QStringLiteral("Film of the fault ü"));
    EXPECT_EQ(read.from.front().address, QStringLiteral("c@kunde.test"));
    EXPECT_TRUE(read.attachments.empty()) << "a file that is cut off is of no use";
    EXPECT_EQ(workspace::heldBackSize(read.defects), sync::heldBackSize(raw));
    EXPECT_EQ(server.wrongs(), QByteArrayList());
    // the same bytes on another desk, and after the folder was renumbered
    FakeDesk other(server, m_clock, QStringLiteral("Boris"), small);
    server.mailbox.renumber(kInbox);
    for (int turn = 0; turn < 2; ++turn) {
        other.sync();
        desk.sync();
    }
    EXPECT_EQ(other.hash(), desk.hash());
    expectWhole(desk);
}

TEST(HeldBack, OfAFileAloneOnlyTheHeaderIsKept)
{
    const QByteArray raw = sync::makeStandIn({headOf("f3", "video/mp4"), {}, "\x00\x01 bytes of a film", 300'000'000});
    EXPECT_EQ(sync::heldBackSize(raw), 300'000'000);
    EXPECT_TRUE(raw.endsWith("\r\n\r\n"));
    EXPECT_FALSE(raw.contains("video"));
    EXPECT_TRUE(raw.contains("Subject: Film of the fault\r\n =?utf-8"));
    EXPECT_EQ(sync::heldBackSize("From: a@b\r\nX-Otklik-Held-Back: 5\r\n\r\n"), std::nullopt);
    EXPECT_EQ(sync::heldBackSize("X-Otklik-Held-Back: five\r\n\r\n"), std::nullopt);
    EXPECT_EQ(sync::heldBackSize("X-Otklik-Held-Back: "), std::nullopt);
}

} // namespace
