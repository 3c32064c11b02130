// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The one door to the engine, as both programs use it: on a demo profile, whose mailbox is a real Maildir.
#include "core/mime/message_parser.h"
#include "core/store/database.h"
#include "core/store/outbox_repository.h"
#include "core/workspace/profile_files.h"
#include "core/workspace/read_session.h"
#include "core/workspace/workspace.h"
#include "tests/support/expect_result.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace otklik;
using namespace otklik::workspace;

namespace {

class FacadeTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        m_first = open();
        ASSERT_TRUE(m_first);
        ASSERT_OK(m_first->makeDemo());
        ASSERT_TRUE(sync(*m_first));
        const auto readers = session();
        ASSERT_TRUE(readers);
        const auto page = readers->tickets(QStringLiteral("is:unsolved"), ticket::SortOrder::Number, 1, {});
        ASSERT_OK(page);
        ASSERT_FALSE(page->rows.empty());
        m_ticket = page->rows.front().key;
    }
    void TearDown() override { close(m_first); }

    std::unique_ptr<Workspace> open()
    {
        auto opened = Workspace::open(m_dir.filePath(QStringLiteral("profile")), m_clock);
        EXPECT_OK(opened);
        return opened ? std::move(*opened) : nullptr;
    }
    std::unique_ptr<ReadSession> session()
    {
        auto opened = ReadSession::open(m_dir.filePath(QStringLiteral("profile")), m_clock);
        EXPECT_OK(opened);
        return opened ? std::move(*opened) : nullptr;
    }
    static bool await(const std::function<bool()> &happened)
    {
        QDeadlineTimer limit(30000);
        while (!happened() && !limit.hasExpired())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        return happened();
    }
    static bool sync(Workspace &workspace)
    {
        std::optional<Result<QJsonObject>> report;
        workspace.syncOnce({}, [&report](Result<QJsonObject> done) { report = std::move(done); });
        EXPECT_TRUE(await([&report] { return report.has_value(); }));
        if (!report || !*report)
            return false;
        return (**report)[QLatin1String("accounts")][0][QLatin1String("ok")].toBool();
    }
    static void close(std::unique_ptr<Workspace> &workspace)
    {
        if (!workspace)
            return;
        bool drained = false;
        workspace->stop([&drained] { drained = true; });
        EXPECT_TRUE(await([&drained] { return drained; }));
        workspace.reset();
    }
    qint64 notes(const ReadSession &reader)
    {
        const auto row = reader.ticket(m_ticket);
        EXPECT_OK(row);
        return row ? row->notes : -1;
    }
    /// A mail that the demo mailbox gets, and the ticket it makes.
    ticket::Key delivered(const char *name, const QByteArray &body, const QByteArray &host = "example.org",
                          const QByteArray &type = "text/plain", const char *subject = nullptr)
    {
        const QString id = QString::fromLatin1(name);
        QFile file(m_dir.filePath(QStringLiteral("profile/demo-mailbox/new/") + id));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("From: Ivan <" + QByteArray(name) + "@" + host +
                   ">\r\nTo: help@example.net\r\nSubject: " + (subject ? subject : name) + "\r\nMessage-ID: <" + name +
                   "@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: " + type +
                   "; charset=utf-8\r\n"
                   "Content-Transfer-Encoding: 8bit\r\n\r\n" +
                   body + "\r\n");
        file.close();
        EXPECT_TRUE(sync(*m_first));
        const auto page = session()->tickets(QStringLiteral("customer:%1@%2").arg(id, QString::fromUtf8(host)),
                                             ticket::SortOrder::Number, 1, {});
        EXPECT_OK(page);
        return page && !page->rows.empty() ? page->rows.front().key : ticket::Key();
    }
    /// What waits in the outbox once that was answered.
    QString outgoingText(const ReplyRequest &request)
    {
        const auto row = m_first->reply(request);
        EXPECT_OK(row);
        const auto database =
            store::Database::open(m_dir.filePath(QStringLiteral("profile")), sqlite::Access::ReadOnly);
        EXPECT_OK(database);
        if (!row || !database)
            return {};
        const auto raw = store::OutboxRepository(**database).raw(*row);
        EXPECT_OK(raw);
        return raw ? mime::parseMessage(*raw).text : QString();
    }
    /// First listed, and inserted when no language is named.
    void expectFirst(const ticket::Key &ticket, const QString &filter, const QString &language)
    {
        const auto reader = session();
        const auto rows = reader->cannedResponses(filter, {}, ticket);
        ASSERT_OK(rows);
        ASSERT_GE(rows->size(), 2U);
        EXPECT_EQ(rows->front().language, language);
        EXPECT_EQ((*rows)[1].name, rows->front().name) << "the other variant stands next";
        const auto filled = reader->renderCanned(rows->front().name, {}, ticket, {});
        ASSERT_OK(filled);
        EXPECT_EQ(filled->language, language);
    }
    void expectWell(Workspace &workspace)
    {
        const auto report = workspace.doctor(false);
        ASSERT_OK(report);
        EXPECT_TRUE((*report)[QLatin1String("ok")].toBool())
            << QJsonDocument(*report).toJson(QJsonDocument::Compact).toStdString();
    }

    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<Workspace> m_first;
    ticket::Key m_ticket;
};

} // namespace

TEST_F(FacadeTest, EachDecisionIsAnnouncedWithItsTicket)
{
    QSet<ticket::Key> told;
    QObject::connect(m_first.get(), &Workspace::changed, m_first.get(),
                     [&told](const ChangeSet &changes) { told |= changes.tickets; });
    ASSERT_TRUE(await([] { return true; }));
    told.clear();
    ASSERT_OK(m_first->addNote(m_ticket, QStringLiteral("disk is full")));
    EXPECT_TRUE(await([&] { return told.contains(m_ticket); }));
    EXPECT_ERROR(m_first->setStatus(ticket::Key(), ticket::Status::Open, {}), ErrorCode::NotFound);
}

TEST_F(FacadeTest, AnAnswerThatWaitsIsShownAsItWasWritten)
{
    ReplyRequest request;
    request.ticket = m_ticket;
    request.text = QStringLiteral("Good morning,\n\nwe look into it.");
    request.undoSeconds = 3600;
    ASSERT_OK(m_first->reply(request));
    const auto timeline = session()->timeline(m_ticket);
    ASSERT_OK(timeline);
    const auto waiting = std::find_if(timeline->begin(), timeline->end(),
                                      [](const ticket::TimelineEntry &entry) { return entry.outbox != OutboxRow(); });
    ASSERT_NE(waiting, timeline->end());
    EXPECT_EQ(waiting->text, request.text) << "its lines, and nothing of what it quotes";
    EXPECT_EQ(waiting->by.name, session()->me().name);
    EXPECT_EQ(waiting->by.address, session()->me().address);
}

TEST_F(FacadeTest, TwoReadersSeeWhatTheWriterDoesAsItDoesIt)
{
    const auto one = session(), two = session();
    const qint64 before = notes(*one);
    for (int i = 1; i <= 30; ++i) {
        ASSERT_OK(m_first->addNote(m_ticket, QStringLiteral("note %1").arg(i)));
        EXPECT_EQ(notes(*one), before + i);
        EXPECT_EQ(notes(*two), before + i);
    }
}

TEST_F(FacadeTest, AProfileThatAnotherEngineHoldsIsWorkedOnThroughIt)
{
    auto second = open();
    ASSERT_TRUE(second);
    EXPECT_TRUE(m_first->isOwner());
    EXPECT_FALSE(second->isOwner());
    std::optional<Result<QJsonObject>> rebuilt;
    second->rebuild({}, [&rebuilt](Result<QJsonObject> done) { rebuilt = std::move(done); });
    ASSERT_TRUE(await([&rebuilt] { return rebuilt.has_value(); }));
    EXPECT_ERROR(*rebuilt, ErrorCode::Conflict);
    const auto reader = session();
    const qint64 before = notes(*reader);
    ASSERT_OK(second->addNote(m_ticket, QStringLiteral("from beside")));
    ASSERT_OK(m_first->addNote(m_ticket, QStringLiteral("from the owner")));
    EXPECT_EQ(notes(*reader), before + 2);
    EXPECT_TRUE(sync(*second)) << "asks the owner, who is this same thread";
    expectWell(*m_first);
    close(m_first);
    EXPECT_TRUE(sync(*second)) << "nobody holds it any more";
    EXPECT_TRUE(second->isOwner());
    EXPECT_EQ(notes(*reader), before + 2);
    close(second);
}

TEST_F(FacadeTest, DecisionsWhileASyncRunsAreKeptAndTravel)
{
    const auto reader = session();
    const qint64 before = notes(*reader);
    std::optional<Result<QJsonObject>> report;
    m_first->syncOnce({}, [&report](Result<QJsonObject> done) { report = std::move(done); });
    int made = 0;
    while (!report && made < 200) {
        ASSERT_OK(m_first->addNote(m_ticket, QStringLiteral("meanwhile")));
        ++made;
        QCoreApplication::processEvents();
    }
    ASSERT_TRUE(await([&report] { return report.has_value(); }));
    EXPECT_GT(made, 0);
    EXPECT_EQ(notes(*reader), before + made);
    ASSERT_TRUE(sync(*m_first));
    const auto hash = m_first->stateHash();
    std::optional<Result<QJsonObject>> rebuilt;
    m_first->rebuild({}, [&rebuilt](Result<QJsonObject> done) { rebuilt = std::move(done); });
    ASSERT_TRUE(await([&rebuilt] { return rebuilt.has_value(); }));
    EXPECT_OK(m_first->stateHash());
    EXPECT_EQ(m_first->stateHash().value_or("other"), hash.value_or("none")) << "all of them are in the journal";
    expectWell(*m_first);
}

TEST_F(FacadeTest, ClosingDuringASyncLeavesAWholeProfile)
{
    for (int turns : {0, 1, 3, 10, 40}) {
        ASSERT_OK(m_first->addNote(m_ticket, QStringLiteral("before closing")));
        m_first->rebuild({}, [](const Result<QJsonObject> &) {});
        for (int i = 0; i < turns; ++i)
            QCoreApplication::processEvents();
        close(m_first);
        m_first = open();
        ASSERT_TRUE(m_first) << turns;
        ASSERT_TRUE(sync(*m_first)) << turns;
        expectWell(*m_first);
    }
    EXPECT_GE(notes(*session()), 5);
}

TEST_F(FacadeTest, AnAnswerComesInTheLanguageOfTheCustomersLastMail)
{
    const QString russian = QStringLiteral("ru"), english = QStringLiteral("en");
    const ticket::Key fromRussian = delivered("ivanov", "Добрый день! Сайт не открывается с утра, посмотрите.");
    const ticket::Key fromEnglish = delivered("smith", "Hello, the site has been down since this morning.");
    for (const QString &filter : {QString(), QStringLiteral(";dns"), QStringLiteral("старый сайт")}) {
        expectFirst(fromRussian, filter, russian);
        expectFirst(fromEnglish, filter, english);
    }
    ASSERT_OK(m_first->setCustomer(QStringLiteral("smith@example.org"), {{QStringLiteral("language"), russian}}));
    expectFirst(fromEnglish, {}, russian);
    ASSERT_OK(m_first->setCustomer(QStringLiteral("smith@example.org"),
                                   {{QStringLiteral("language"), QStringLiteral("ru,en")}}));
    expectFirst(fromEnglish, {}, english);
}

TEST_F(FacadeTest, ACharsetChosenHereHoldsUntilItsSenderIsErased)
{
    const ticket::Key ticket = delivered("petrov", "\xcf\xf0\xe8\xe2\xe5\xf2"); // not the utf-8 that it says
    const auto timeline = session()->timeline(ticket);
    ASSERT_OK(timeline);
    ASSERT_FALSE(timeline->empty());
    const MessageRow mail = timeline->front().message;
    EXPECT_ERROR(m_first->readAs(mail, "no-such-charset"), ErrorCode::InvalidInput);
    ASSERT_OK(m_first->readAs(mail, "koi8-r"));
    const auto wrong = session()->content(mail);
    ASSERT_OK(wrong);
    EXPECT_TRUE(wrong->charsetChosen);
    EXPECT_EQ(wrong->text.trimmed(), QStringLiteral("оПХБЕР"));
    close(m_first);
    m_first = open();
    ASSERT_OK(m_first->readAs(mail, "windows-1251"));
    EXPECT_EQ(session()->content(mail)->text.trimmed(), QStringLiteral("Привет"));
    ASSERT_OK(m_first->eraseCustomer(QStringLiteral("petrov@example.org")));
    const auto after = session()->content(mail);
    ASSERT_OK(after);
    EXPECT_FALSE(after->charsetChosen);
}

TEST_F(FacadeTest, WhatIsQuotedAndPassedOnIsReadInTheChosenCharset)
{
    const ticket::Key ticket =
        delivered("petrov", "\xcf\xf0\xe8\xe2\xe5\xf2", "example.org", "text/plain", "\xd2\xe5\xec\xe0");
    const auto timeline = session()->timeline(ticket);
    ASSERT_OK(timeline);
    ASSERT_FALSE(timeline->empty());
    const MessageRow mail = timeline->front().message;
    ASSERT_OK(m_first->readAs(mail, "windows-1251"));
    ReplyRequest answer;
    answer.ticket = ticket;
    answer.answerTo = mail;
    answer.to = {QStringLiteral("petrov@example.org")};
    answer.text = QStringLiteral("Посмотрю.");
    answer.quoteOriginal = true;
    answer.undoSeconds = 600;
    answer.ignoreWarnings = true;
    const auto quoted = outgoingText(answer);
    EXPECT_TRUE(quoted.contains(QStringLiteral("> Привет"))) << quoted.toStdString();
    const auto forwarding = session()->forwardDefaults(ticket, mail);
    ASSERT_OK(forwarding);
    EXPECT_EQ(forwarding->subject, QStringLiteral("Fwd: Тема"));
    ReplyRequest forward = *forwarding;
    forward.to = {QStringLiteral("oleg@example.org")};
    forward.text = QStringLiteral("Посмотри.");
    forward.quoteOriginal = true;
    forward.undoSeconds = 600;
    forward.ignoreWarnings = true;
    const auto passedOn = outgoingText(forward);
    EXPECT_TRUE(passedOn.contains(QStringLiteral("Привет"))) << passedOn.toStdString();
}

TEST_F(FacadeTest, TheProvidersWordOnASenderIsBelievedWhereItsMailboxIsRead)
{
    const char *body = "Hello";
    const char *subject =
        "Bill\r\nReceived: from mail.example.org (mail.example.org. [192.0.2.7])\r\n by mx.google.com with "
        "ESMTPS id q22;\r\n Mon, 2 Mar 2026 02:00:00 -0800 (PST)\r\nReceived-SPF: pass (google.com: "
        "domain of x)\r\nAuthentication-Results: mx.google.com;\r\n dkim=pass header.i=@example.org;\r\n "
        "spf=pass smtp.mailfrom=a@example.org;\r\n dmarc=pass (p=NONE) header.from=example.org";
    const ticket::Key ticket = delivered("sidorov", body, "example.org", "text/plain", subject);
    const auto timeline = session()->timeline(ticket);
    ASSERT_OK(timeline);
    ASSERT_FALSE(timeline->empty());
    const MessageRow mail = timeline->front().message;
    using Verdict = mime::Authentication::Verdict;
    EXPECT_EQ(session()->content(mail)->authentication.verdict, Verdict::Unknown) << "a mailbox on this computer";
    close(m_first);
    const auto readAt = [&](const char *host, const QStringList &servers) {
        auto settings = settings::Settings::open(configPath(m_dir.filePath(QStringLiteral("profile"))));
        EXPECT_OK(settings);
        settings::ProfileConfig profile = profileOf(*settings);
        settings::AccountConfig &account = profile.accounts.front();
        account.kind = settings::AccountKind::Imap;
        account.imap = {QString::fromLatin1(host), 993, settings::Security::Tls};
        account.smtp = {QString::fromLatin1(host), 465, settings::Security::Tls};
        account.user = QStringLiteral("help");
        account.authservers = servers;
        EXPECT_OK(settings->setProfile(profile));
        EXPECT_OK(settings->save());
        return session()->content(mail)->authentication;
    };
    const mime::Authentication google = readAt("imap.gmail.com", {});
    EXPECT_EQ(google.verdict, Verdict::Passed);
    EXPECT_EQ(google.server, QStringLiteral("mx.google.com"));
    EXPECT_EQ(readAt("mail.example.net", {}).server, QString()) << "where nobody knows who writes what";
    EXPECT_EQ(readAt("mail.example.net", {QStringLiteral("mx.google.com")}).verdict, Verdict::Passed);
    EXPECT_EQ(readAt("imap.gmail.com", {QStringLiteral("mx.example.net")}).server, QString()) << "the person decides";
}

TEST_F(FacadeTest, AutomaticMailThatRanAwayStandsUntilAPersonHasLooked)
{
    const auto standing = [this](const char *member) {
        const auto state = m_first->automaticMail();
        EXPECT_OK(state);
        return state ? (*state)[QLatin1String(member)] : QJsonValue();
    };
    const auto filed = [this](int from, int to) {
        for (int i = from; i < to; ++i) {
            const QByteArray id = QByteArray::number(i);
            QFile file(m_dir.filePath(QStringLiteral("profile/demo-mailbox/.Sent/cur/auto%1:2,S").arg(i)));
            ASSERT_TRUE(file.open(QIODevice::WriteOnly)) << file.fileName().toStdString();
            file.write(
                "From: Help <help@example.net>\r\nTo: u" + id +
                "@kunde.example\r\nSubject: We have your mail\r\nAuto-Submitted: auto-replied\r\nDate: " +
                QDateTime::fromMSecsSinceEpoch(m_clock.now().ms(), Qt::UTC).toString(Qt::RFC2822Date).toLatin1() +
                "\r\nMessage-ID: <auto" + id + "@example.net>\r\n\r\nThank you.\r\n");
        }
        ASSERT_TRUE(sync(*m_first));
    };
    EXPECT_EQ(standing("breaker").toString(), QStringLiteral("closed"));
    EXPECT_ERROR(m_first->resumeAutomaticMail(), ErrorCode::RefusedByRule);
    filed(0, 29);
    EXPECT_EQ(standing("breaker").toString(), QStringLiteral("closed"));
    EXPECT_EQ(standing("sent")[QLatin1String("last_hour")].toInteger(), 29);
    filed(29, 30);
    EXPECT_EQ(standing("breaker").toString(), QStringLiteral("open"));
    EXPECT_TRUE(standing("opened_at").isString());
    ASSERT_OK(m_first->resumeAutomaticMail());
    EXPECT_EQ(standing("breaker").toString(), QStringLiteral("closed"));
    EXPECT_ERROR(m_first->resumeAutomaticMail(), ErrorCode::RefusedByRule);
    // The word is the team's: it holds where the journal is read anew.
    const QString resumed = standing("resumed_at").toString();
    std::optional<Result<QJsonObject>> rebuilt;
    m_first->rebuild({}, [&rebuilt](Result<QJsonObject> done) { rebuilt = std::move(done); });
    ASSERT_TRUE(await([&rebuilt] { return rebuilt.has_value(); }));
    ASSERT_OK(*rebuilt);
    EXPECT_EQ(standing("breaker").toString(), QStringLiteral("closed"));
    EXPECT_EQ(standing("resumed_at").toString(), resumed);
    EXPECT_EQ(standing("resumed_by").toString(), session()->me().address);
    expectWell(*m_first);
}

TEST_F(FacadeTest, WhoPosesAsACustomerIsWarnedOf)
{
    const auto reader = session();
    const auto page = reader->tickets(QStringLiteral("customer:@mirefield.example"), ticket::SortOrder::Number, 1, {});
    ASSERT_OK(page);
    ASSERT_FALSE(page->rows.empty());
    const auto contentOf = [this](const ticket::Key &key) {
        const auto now = session();
        const auto timeline = now->timeline(key);
        EXPECT_OK(timeline);
        const auto content = now->content(timeline->front().message);
        EXPECT_OK(content);
        return *content;
    };
    EXPECT_FALSE(contentOf(page->rows.front().key).lookAlike) << "the customer himself";
    const ticket::MessageContent posing = contentOf(delivered("boss", "Pay this bill.", "rnirefield.example"));
    ASSERT_TRUE(posing.lookAlike);
    EXPECT_EQ(posing.lookAlike->domain, QStringLiteral("rnirefield.example"));
    EXPECT_EQ(posing.lookAlike->looksLike, QStringLiteral("mirefield.example"));
    const ticket::MessageContent luring =
        contentOf(delivered("anybody", "<p><a href=\"https://user@mirefie1d.example:8080/bill\">The bill</a></p>",
                            "shop.example", "text/html"));
    EXPECT_FALSE(luring.lookAlike);
    EXPECT_TRUE(luring.knownDomains.contains(QStringLiteral("mirefield.example"))) << "to compare the link with";
    const auto nested = session()->contentOf("From: boss@rnirefield.example\r\nSubject: x\r\n\r\nPay.\r\n");
    ASSERT_OK(nested);
    EXPECT_TRUE(nested->lookAlike);
}
