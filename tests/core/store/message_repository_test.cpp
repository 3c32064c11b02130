// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/message_parser.h"
#include "core/store/doctor.h"
#include "core/store/message_repository.h"
#include "core/store/source_codec.h"
#include "core/store/timeline_queries.h"
#include "tests/core/store/store_fixture.h"

#include <QRandomGenerator>

#include <sqlite3.h>

using namespace otklik;
using namespace otklik::store;
using otklik::store::test::MailSpec;

namespace {

class MessageRepositoryTest : public test::StoreTest
{
protected:
    qint64 rows(const char *table)
    {
        auto query = m_store->database().connection().prepare(std::string("SELECT count(*) FROM ") + table);
        return query.next() ? query.integer(0) : -1;
    }
    std::vector<NewMessage> batchOf(int count)
    {
        std::vector<NewMessage> batch;
        for (int i = 0; i < count; ++i) {
            MailSpec spec{.id = QStringLiteral("m%1@acme.example").arg(i)};
            spec.at = spec.at + std::chrono::minutes(i);
            batch.push_back(test::newMessage(spec, m_inbox, static_cast<quint32>(i + 1)));
        }
        return batch;
    }
};

} // namespace

TEST_F(MessageRepositoryTest, SourcesComeBackByteForByteAndRowsAreChronological)
{
    std::vector<NewMessage> batch = batchOf(3);
    std::reverse(batch.begin(), batch.end());
    const auto inserted = m_store->messages().insertBatch(batch);
    ASSERT_OK(inserted);
    ASSERT_EQ(inserted->rows.size(), 3U);
    EXPECT_GT(inserted->rows[0], inserted->rows[1]);
    EXPECT_GT(inserted->rows[1], inserted->rows[2]);
    const auto raw = m_store->messages().source(inserted->rows[0]);
    ASSERT_OK(raw);
    EXPECT_EQ(ticket::Key::ofContent(*raw), batch[0].mail.key);
}

TEST_F(MessageRepositoryTest, AHeaderIsReadWithoutTheFilesBehindIt)
{
    QByteArray noise(6 * 1024 * 1024, Qt::Uninitialized); // packs to nothing smaller
    QRandomGenerator(1).generate(reinterpret_cast<quint32 *>(noise.data()),
                                 reinterpret_cast<quint32 *>(noise.data() + noise.size()));
    QByteArray longLine;
    for (int i = 0; i < 20000; ++i)
        longLine += QByteArray::number(QRandomGenerator(static_cast<quint32>(i)).generate()) + ' ';
    const QByteArray lines = "From: a@acme.example\r\nSubject: a file\r\n";
    const std::vector<QByteArray> mails{lines + "\r\nshort",
                                        lines + "\r\n" + noise.toBase64(),
                                        lines + "X-Long: " + longLine + "\r\n\r\n" + noise.toBase64(),
                                        QByteArray(lines + "\r\nbare ends").replace("\r\n", "\n"),
                                        "\r\n" + lines + "\r\nan empty line first",
                                        lines,
                                        QByteArray()};
    for (const QByteArray &raw : mails) {
        NewMessage message = test::newMessage({.id = QStringLiteral("m@acme.example")}, m_inbox, ++m_uid);
        message.mail.key = ticket::Key::ofContent(raw);
        message.mail.source = compressSource(raw);
        const auto inserted = m_store->messages().insertBatch({message});
        ASSERT_OK(inserted);
        const auto header = TimelineQueries(m_store->database()).header(inserted->rows[0]);
        ASSERT_OK(header);
        const qsizetype end = mime::headerEnd(raw);
        EXPECT_EQ(*header, end < 0 ? raw : raw.left(end));
    }
    EXPECT_EQ(TimelineQueries(m_store->database()).header(MessageRow(1)).error().code, ErrorCode::NotFound);
}

TEST_F(MessageRepositoryTest, SameBytesAtTwoPlacesAreOneMessage)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    take({spec});
    const FolderRow extra = folder(QStringLiteral("Archive"), FolderRole::Extra);
    const auto again = m_store->takeMails({test::newMessage(spec, extra, 7)}, std::nullopt);
    ASSERT_OK(again);
    EXPECT_EQ(rows("message"), 1);
    EXPECT_EQ(rows("location"), 2);
    EXPECT_EQ(verdictsOf(extra), (Verdicts{{QStringLiteral("duplicate"), 1}}));

    // the first place goes: the second is the message's own now, and the ticket stays
    ASSERT_OK(m_store->takeVanished(m_inbox, {1, 99}, std::nullopt));
    EXPECT_EQ(verdictsOf(extra), (Verdicts{{QStringLiteral("ticket"), 1}}));
    EXPECT_EQ(tickets().size(), 1U);
    ASSERT_OK(m_store->takeVanished(extra, {7}, std::nullopt));
    EXPECT_TRUE(tickets().empty());
    // it comes back (moved by another program): same ticket
    ASSERT_OK(m_store->takeMails({test::newMessage(spec, extra, 8)}, std::nullopt));
    EXPECT_EQ(ticketOf(spec).messages, 1);
}

TEST_F(MessageRepositoryTest, APlaceThatIsLostLeavesNothingBehind)
{
    MailSpec spec{.id = QStringLiteral("a@acme.example")};
    take({spec});
    const QByteArray before = dump();
    // a copy in Sent, older and read: the mail is ours from then on, and as it was when the copy is gone
    const FolderRow sent = folder(QStringLiteral("Sent"), FolderRole::Sent);
    spec.out = true;
    spec.at = spec.at - std::chrono::hours(1);
    spec.flags = kSeen;
    ASSERT_OK(m_store->takeMails({test::newMessage(spec, sent, 3)}, std::nullopt));
    EXPECT_EQ(verdictsOf(m_inbox), (Verdicts{{QStringLiteral("own"), 1}}));
    EXPECT_NE(dump(), before);
    ASSERT_OK(m_store->takeVanished(sent, {3}, std::nullopt));
    EXPECT_EQ(dump(), before);
    EXPECT_TRUE(ticketOf({.id = QStringLiteral("a@acme.example")}).unread);
    EXPECT_EQ(verdictsOf(m_inbox), (Verdicts{{QStringLiteral("ticket"), 1}}));
    Doctor doctor(*m_store, [](const QByteArray &) { return mime::Message(); });
    const auto findings = doctor.examine(false);
    ASSERT_OK(findings);
    for (const Finding &finding : *findings)
        EXPECT_TRUE(finding.isWell()) << finding.check.toStdString() << ": " << finding.detail.toStdString();
}

TEST_F(MessageRepositoryTest, AUidThatChangesItsMessageIsReported)
{
    take({{.id = QStringLiteral("a@acme.example")}});
    EXPECT_ERROR(m_store->takeMails({test::newMessage({.id = QStringLiteral("b@acme.example")}, m_inbox, 1)}, {}),
                 ErrorCode::ProtocolViolation);
    EXPECT_EQ(rows("message"), 1);
}

TEST_F(MessageRepositoryTest, FlagsMakeATicketReadAndUnread)
{
    const MailSpec spec{.id = QStringLiteral("a@acme.example")};
    take({spec});
    EXPECT_TRUE(ticketOf(spec).unread);
    ASSERT_OK(m_store->takeFlags(m_inbox, {{1, kSeen, 5}}, std::nullopt));
    EXPECT_FALSE(ticketOf(spec).unread);
    ASSERT_OK(m_store->markRead(test::keyOf(spec), false));
    EXPECT_TRUE(ticketOf(spec).unread);
    ASSERT_OK(m_store->markRead(test::keyOf(spec), true));
    EXPECT_FALSE(ticketOf(spec).unread);
}

TEST_F(MessageRepositoryTest, NewUidsBindTheSameMailsAgain)
{
    take({{.id = QStringLiteral("a@acme.example")}, {.id = QStringLiteral("b@acme.example")}});
    const QByteArray before = dump();
    ASSERT_OK(m_store->folders().beginRebind(m_inbox, 77));
    EXPECT_EQ(tickets().size(), 2U); // nothing disappears meanwhile
    EXPECT_EQ(m_store->folders().count(m_inbox).value_or(-1), 0);
    ASSERT_OK(m_store->takeMails({test::newMessage({.id = QStringLiteral("a@acme.example")}, m_inbox, 1),
                                  test::newMessage({.id = QStringLiteral("b@acme.example")}, m_inbox, 2)},
                                 std::nullopt));
    ASSERT_OK(m_store->finishRebind(m_inbox, std::nullopt));
    EXPECT_EQ(dump(), before);
    EXPECT_EQ(verdictsOf(m_inbox), (Verdicts{{QStringLiteral("ticket"), 2}}));
}

TEST_F(MessageRepositoryTest, ADateGoesWithThePlaceThatHadIt)
{
    MailSpec mail{.id = QStringLiteral("a@acme.example")};
    take({mail});
    const Instant first = ticketOf(mail).createdAt;
    // The folder is put back from a backup, in which the same bytes came later.
    ASSERT_OK(m_store->folders().beginRebind(m_inbox, 77));
    mail.at = mail.at + std::chrono::minutes(5);
    take({mail});
    ASSERT_OK(m_store->finishRebind(m_inbox, std::nullopt));
    EXPECT_EQ(ticketOf(mail).createdAt, first + std::chrono::minutes(5));
}

TEST_F(MessageRepositoryTest, AFailureAtAnyStepLeavesNothingBehind)
{
    const std::vector<NewMessage> batch = batchOf(4);
    sqlite3 *handle = m_store->database().connection().handle();
    struct Countdown
    {
        int left = 0;
    } countdown;
    const auto callback = [](void *data) { return --static_cast<Countdown *>(data)->left == 0 ? 1 : 0; };
    int failures = 0;
    for (int step = 1; step < 4000; ++step) {
        countdown.left = step;
        sqlite3_progress_handler(handle, 7, callback, &countdown);
        const auto taken = m_store->takeMails(batch, std::nullopt);
        sqlite3_progress_handler(handle, 0, nullptr, nullptr);
        if (taken.has_value()) {
            EXPECT_EQ(rows("message"), 4);
            EXPECT_EQ(rows("search_docsize"), 4);
            EXPECT_GT(failures, 20);
            return;
        }
        ++failures;
        ASSERT_EQ(rows("message"), 0) << "step " << step;
        ASSERT_EQ(rows("location"), 0);
        ASSERT_EQ(rows("ticket"), 0);
        ASSERT_EQ(rows("search_docsize"), 0);
        ASSERT_EQ(rows("view_count"), 0);
        ASSERT_OK(m_store->database().connection().finish());
    }
    FAIL() << "never succeeded";
}

TEST_F(MessageRepositoryTest, ACheckpointIsSavedWithItsMails)
{
    auto state = m_store->folders().state(m_inbox);
    ASSERT_OK(state);
    state->uidNext = 5;
    state->uidValidity = 9;
    ASSERT_OK(m_store->takeMails(batchOf(4), *state));
    EXPECT_EQ(m_store->folders().state(m_inbox)->uidNext, 5U);
    state->uidNext = 6;
    std::vector<NewMessage> bad = batchOf(1);
    bad[0] = test::newMessage({.id = QStringLiteral("other@acme.example")}, m_inbox, 1);
    EXPECT_FALSE(m_store->takeMails(bad, *state));
    EXPECT_EQ(m_store->folders().state(m_inbox)->uidNext, 5U);
}
