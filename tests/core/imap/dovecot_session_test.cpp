// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A Connection against a real server: a private Dovecot.
#include "core/imap/connection.h"
#include "core/imap/protocol/modified_utf7.h"
#include "tests/support/dovecot_fixture.h"
#include "tests/support/expect_result.h"
#include "tests/support/run_task.h"

#include <QElapsedTimer>

#include <algorithm>

namespace otklik::imap {
namespace {

using test::DovecotFixture;
using test::runTask;
using test::runUntil;
const std::stop_token kNoStop;
const QString kUser = QStringLiteral("anna");

class DovecotSession : public ::testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        if (DovecotFixture::skipped())
            return;
        s_dovecot = new DovecotFixture;
        ASSERT_OK(s_dovecot->start());
    }
    static void TearDownTestSuite()
    {
        delete s_dovecot;
        s_dovecot = nullptr;
    }
    void SetUp() override
    {
        if (DovecotFixture::skipped())
            GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
        static int number = 0;
        m_user = kUser + QString::number(++number);
        ASSERT_OK(s_dovecot->addUser(m_user));
    }
    [[nodiscard]] ServerSettings settings(Security security = Security::Tls) const
    {
        ServerSettings result;
        result.host = QStringLiteral("localhost");
        result.port = security == Security::Tls ? s_dovecot->tlsPort() : s_dovecot->port();
        result.security = security;
        result.user = m_user;
        result.password = SecretString(DovecotFixture::kPassword);
        result.caFile = s_dovecot->caFile();
        return result;
    }
    [[nodiscard]] std::unique_ptr<Connection> connect() const
    {
        auto connection = runTask(connectImap(settings(), kNoStop));
        EXPECT_OK(connection) << s_dovecot->log().toStdString();
        return connection ? std::move(*connection) : nullptr;
    }
    inline static DovecotFixture *s_dovecot = nullptr;
    QString m_user;
};

QByteArray mail(int number, qsizetype size = 0)
{
    return "From: a@example.com\r\nMessage-ID: <m" + QByteArray::number(number) + "@example.com>\r\nSubject: mail " +
           QByteArray::number(number) + "\r\n\r\nbody " + QByteArray(size, 'x') + "\r\n";
}

TEST_F(DovecotSession, SignsInEveryWay)
{
    for (const Security security : {Security::Tls, Security::StartTls, Security::None}) {
        auto connection = runTask(connectImap(settings(security), kNoStop));
        ASSERT_OK(connection);
        EXPECT_EQ((*connection)->peer().encrypted, security != Security::None);
        EXPECT_TRUE((*connection)->server().qresync);
        EXPECT_TRUE((*connection)->server().capabilities.has("UIDPLUS"));
        EXPECT_FALSE((*connection)->server().namespaces.personal.empty());
        EXPECT_OK(runTask((*connection)->logout()));
    }
}

TEST_F(DovecotSession, RefusalsAreToldApart)
{
    ServerSettings wrong = settings();
    wrong.password = SecretString(QStringLiteral("wrong"));
    EXPECT_ERROR(runTask(connectImap(wrong, kNoStop)), ErrorCode::AuthRejected);
    ServerSettings stranger = settings();
    stranger.caFile.clear();
    EXPECT_ERROR(runTask(connectImap(stranger, kNoStop)), ErrorCode::TlsUntrusted);
    ServerSettings nobody = settings();
    nobody.port = 1;
    EXPECT_ERROR(runTask(connectImap(nobody, kNoStop)), ErrorCode::Offline);
}

TEST_F(DovecotSession, ListsSpecialFoldersAndMakesNewOnes)
{
    const auto connection = connect();
    ASSERT_NE(connection, nullptr);
    const QByteArray name = "Otklik/" + encodeModifiedUtf7(u"Журнал \"1\"");
    ASSERT_OK(runTask(connection->create(name, kNoStop)));
    ASSERT_OK(runTask(connection->create(name, kNoStop))) << "a second time";
    ASSERT_OK(runTask(connection->subscribe(name, kNoStop)));
    const auto folders = runTask(connection->list(kNoStop));
    ASSERT_OK(folders);
    const auto role = [&](FolderRole wanted) {
        return std::count_if(folders->begin(), folders->end(), [&](const Folder &f) { return f.role == wanted; });
    };
    EXPECT_EQ(role(FolderRole::Inbox), 1);
    EXPECT_EQ(role(FolderRole::Sent), 1);
    EXPECT_EQ(role(FolderRole::Trash), 1);
    const auto made = std::find_if(folders->begin(), folders->end(), [&](const Folder &f) { return f.name == name; });
    ASSERT_NE(made, folders->end());
    EXPECT_EQ(made->displayName, QStringLiteral("Otklik/Журнал \"1\""));
    EXPECT_TRUE(made->subscribed);
    ASSERT_TRUE(made->status.has_value());
    EXPECT_EQ(made->status->messages, 0U);
    EXPECT_ERROR(runTask(connection->select("Nowhere", {}, kNoStop)), ErrorCode::NotFound);
    EXPECT_ERROR(runTask(connection->append("Nowhere", mail(1), {}, {}, kNoStop)), ErrorCode::NotFound);
}

TEST_F(DovecotSession, AppendedBytesComeBack)
{
    const auto connection = connect();
    ASSERT_NE(connection, nullptr);
    const auto when = Instant::fromIso(QStringLiteral("2026-03-01T09:30:00.000Z"));
    const QByteArray large = mail(2, 3 << 20);
    const auto small = runTask(connection->append("Sent", mail(1), {"\\Seen", "$Forwarded"}, when, kNoStop));
    const auto big = runTask(connection->append("Sent", large, {}, when, kNoStop));
    ASSERT_OK(small);
    ASSERT_OK(big);
    const auto mailbox = runTask(connection->select("Sent", {}, kNoStop));
    ASSERT_OK(mailbox);
    EXPECT_EQ((*small)->uidValidity, mailbox->uidValidity);
    EXPECT_EQ(mailbox->exists, 2U);
    EXPECT_EQ(mailbox->uidNext, (*big)->uid + 1);
    FetchRequest request;
    request.uids = UidSet(1, kStar);
    request.flags = request.internalDate = request.size = request.modSeq = true;
    request.sections = {"HEADER", ""};
    std::vector<Fetch> messages;
    const auto result = runTask(connection->uidFetch(
        request, [&](Fetch &&f) { messages.push_back(std::move(f)); }, kNoStop));
    ASSERT_OK(result);
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_EQ(messages[0].section(""), mail(1));
    EXPECT_TRUE(mail(1).startsWith(messages[0].section("HEADER")));
    EXPECT_EQ(messages[1].section(""), large);
    EXPECT_EQ(messages[0].internalDate, when);
    EXPECT_EQ(messages[0].size, mail(1).size());
    EXPECT_TRUE(messages[0].flags->contains("\\Seen"));
    EXPECT_FALSE(messages[1].flags->contains("\\Seen")) << "fetching must not mark as read";
    EXPECT_TRUE(result->malformed.isEmpty());
    FetchRequest part = request;
    part.uids = UidSet((*big)->uid);
    part.sections = {""};
    part.part = {100, 1000};
    QByteArray piece;
    ASSERT_OK(runTask(connection->uidFetch(
        part, [&](Fetch &&f) { piece = f.sections.at(0).data; }, kNoStop)));
    EXPECT_EQ(piece, large.mid(100, 1000));
}

TEST_F(DovecotSession, FlagsConflictsAndChanges)
{
    const auto first = connect();
    ASSERT_NE(first, nullptr);
    const auto second = connect();
    ASSERT_NE(second, nullptr);
    for (int i = 1; i <= 5; ++i)
        ASSERT_OK(s_dovecot->deliver(m_user, mail(i)));
    const auto before = runTask(first->select("INBOX", {}, kNoStop));
    ASSERT_OK(before);
    EXPECT_EQ(before->exists, 5U);
    ASSERT_OK(runTask(second->select("INBOX", {}, kNoStop)));
    FlagChange change;
    change.uids = UidSet(2, 3);
    change.flags = {"\\Flagged"};
    ASSERT_OK(runTask(second->uidStore(change, kNoStop)));
    change.flags = {"\\Answered"};
    change.uids = UidSet(3, 4);
    change.unchangedSince = before->highestModSeq;
    const auto late = runTask(first->uidStore(change, kNoStop));
    ASSERT_OK(late);
    EXPECT_EQ(late->modified.toBytes(), "3");
    FlagChange deletion;
    deletion.uids = UidSet(5);
    ASSERT_OK(runTask(second->uidMove(UidSet(5), "Trash", kNoStop)));
    ASSERT_OK(runTask(first->unselect(kNoStop)));

    SelectOptions options;
    options.resync = ResyncPoint{before->uidValidity, before->highestModSeq, UidSet(1, 5)};
    const auto after = runTask(first->select("INBOX", options, kNoStop));
    ASSERT_OK(after);
    EXPECT_EQ(after->vanished.toBytes(), "5");
    UidSet changed;
    for (const Fetch &fetch : after->changed)
        changed.add(fetch.uid);
    EXPECT_EQ(changed.toBytes(), "2:4");
    EXPECT_GT(after->highestModSeq, before->highestModSeq);
    EXPECT_EQ(runTask(first->uidSearchAll(kNoStop))->all.toBytes(), "1:4");
    EXPECT_EQ(runTask(first->uidSearch("FLAGGED", kNoStop))->all.toBytes(), "2:3");
}

TEST_F(DovecotSession, CompressedIsTheSameInFewerBytes)
{
    qint64 received = 0;
    for (const bool compressed : {false, true}) {
        ServerSettings wanted = settings();
        wanted.compressLocally = compressed;
        auto made = runTask(connectImap(wanted, kNoStop));
        ASSERT_OK(made);
        Connection &connection = **made;
        EXPECT_EQ(connection.server().compressed, compressed);
        const QByteArray sent = mail(1, 3'000'000);
        ASSERT_OK(runTask(connection.append("Sent", sent, {}, {}, kNoStop)));
        ASSERT_OK(runTask(connection.select("Sent", {}, kNoStop)));
        FetchRequest request;
        request.uids = UidSet(1, kStar);
        request.sections = {QByteArray()};
        QByteArray last;
        FetchHandler keep = [&last](Fetch &&fetch) { last = fetch.sections.front().data; };
        ASSERT_OK(runTask(connection.uidFetch(request, keep, kNoStop)));
        EXPECT_TRUE(last == sent);
        ASSERT_OK(runTask(connection.logout()));
        if (compressed) {
            EXPECT_LT(connection.bytesReceived(), received / 50);
        }
        received = connection.bytesReceived();
    }
}

TEST_F(DovecotSession, IdleHearsOfNewMail)
{
    const auto reader = connect();
    ASSERT_NE(reader, nullptr);
    const auto writer = connect();
    ASSERT_NE(writer, nullptr);
    ASSERT_OK(runTask(reader->select("INBOX", {}, kNoStop)));
    std::stop_source stop;
    quint32 exists = 0;
    auto idling = reader->idle(
        [&](const Response &response) {
            if (const auto *news = std::get_if<Exists>(&response)) {
                exists = news->count;
                stop.request_stop();
            }
        },
        std::chrono::seconds(20), stop.get_token());
    ASSERT_OK(runTask(writer->append("INBOX", mail(1), {}, {}, kNoStop)));
    const auto ended = runTask(std::move(idling));
    ASSERT_OK(ended);
    EXPECT_EQ(*ended, IdleEnd::Stopped);
    EXPECT_EQ(exists, 1U);
    EXPECT_OK(runTask(reader->noop(kNoStop)));
}

TEST_F(DovecotSession, ThousandsOfMessagesInSeveralCommandsWithBackPressure)
{
    constexpr int kCount = 3000;
    for (int i = 1; i <= kCount; ++i)
        ASSERT_OK(s_dovecot->deliver(m_user, mail(i, i % 5000)));
    const auto connection = connect();
    ASSERT_NE(connection, nullptr);
    ASSERT_OK(runTask(connection->select("INBOX", {}, kNoStop)));
    UidSet odd, even;
    for (Uid uid = 1; uid <= kCount; ++uid)
        (uid % 2 ? odd : even).add(uid);
    FetchRequest request;
    request.sections = {""};
    qint64 bytes = 0;
    int pauses = 0;
    const auto count = [&](Fetch &&fetch) {
        bytes += fetch.section("").size();
        if (fetch.uid % 500 != 0)
            return;
        ++pauses;
        connection->pauseReading();
        QTimer::singleShot(1, [&] { connection->resumeReading(); });
    };
    QElapsedTimer timer;
    timer.start();
    request.uids = odd;
    auto first = connection->uidFetch(request, count, kNoStop);
    request.uids = even;
    auto second = connection->uidFetch(request, count, kNoStop);
    const auto one = runTask(std::move(first));
    const auto two = runTask(std::move(second));
    ASSERT_OK(one);
    ASSERT_OK(two);
    RecordProperty("milliseconds", int(timer.elapsed()));
    EXPECT_EQ(one->seen, odd);
    EXPECT_EQ(two->seen, even);
    qint64 expected = 0;
    for (int i = 1; i <= kCount; ++i)
        expected += mail(i, i % 5000).size();
    EXPECT_EQ(bytes, expected);
    EXPECT_EQ(pauses, 6);
}

TEST_F(DovecotSession, ServerThatGoesAwayIsOffline)
{
    const auto connection = connect();
    ASSERT_NE(connection, nullptr);
    ASSERT_OK(runTask(connection->select("INBOX", {}, kNoStop)));
    auto idling = connection->idle([](const Response &) {}, std::chrono::minutes(1), kNoStop);
    s_dovecot->stop();
    EXPECT_ERROR(runTask(std::move(idling)), ErrorCode::Offline);
    EXPECT_FALSE(connection->isOpen());
    EXPECT_ERROR(runTask(connection->noop(kNoStop)), ErrorCode::Offline);
    EXPECT_ERROR(runTask(connectImap(settings(), kNoStop)), ErrorCode::Offline);
    ASSERT_OK(s_dovecot->start());
    EXPECT_OK(runTask(connect()->noop(kNoStop)));
}

} // namespace
} // namespace otklik::imap
