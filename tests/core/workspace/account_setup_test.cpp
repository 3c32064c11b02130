// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Person, mailbox and password are saved together or not at all, and the team learns the name.
#include "core/oauth/token_set.h"
#include "core/settings/secret_store.h"
#include "core/workspace/read_session.h"
#include "core/workspace/workspace.h"
#include "tests/support/authorization_server.h"
#include "tests/support/expect_result.h"
#include "tests/support/run_task.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::workspace;
using otklik::test::AuthorizationServer;
using otklik::test::runUntil;
using settings::AccountConfig;
using settings::PasswordSource;

namespace {

class AccountSetupTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keychain answers
        open();
        for (const char *part : {"mail/cur", "mail/new", "mail/tmp"})
            ASSERT_TRUE(QDir(m_folder.path()).mkpath(QLatin1String(part)));
    }

    void open()
    {
        m_workspace.reset();
        auto opened = Workspace::open(profile(), m_clock);
        ASSERT_OK(opened);
        m_workspace = std::move(*opened);
    }

    [[nodiscard]] QString profile() const { return m_folder.filePath(QStringLiteral("profile")); }
    [[nodiscard]] QString secretFile() const { return profile() + QStringLiteral("/password-support"); }
    [[nodiscard]] QByteArray config() const
    {
        QFile file(profile() + QStringLiteral("/config.json"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    [[nodiscard]] AccountConfig server(PasswordSource source) const
    {
        AccountConfig account;
        account.name = QStringLiteral("support");
        account.address = QStringLiteral("support@otklik.test");
        account.imap = {QStringLiteral("127.0.0.1"), 1, settings::Security::None};
        account.smtp = account.imap;
        account.user = account.address;
        account.passwordSource = std::move(source);
        return account;
    }
    [[nodiscard]] AccountConfig inFile() const { return server({PasswordSource::Kind::File, secretFile()}); }
    [[nodiscard]] AccountConfig maildir() const
    {
        AccountConfig account;
        account.name = QStringLiteral("local");
        account.address = QStringLiteral("support@otklik.test");
        account.kind = settings::AccountKind::Maildir;
        account.maildir = m_folder.filePath(QStringLiteral("mail"));
        return account;
    }

    template<typename Call>
    Result<void> ended(Call call)
    {
        auto answer = std::make_shared<std::optional<Result<void>>>();
        call([answer](Result<void> result) { *answer = std::move(result); });
        QDeadlineTimer limit(20000);
        while (!*answer && !limit.hasExpired())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        return answer->value_or(fail(ErrorCode::Timeout, QStringLiteral("no answer")));
    }
    Result<void> setUp(const AccountConfig &account, const char *secret = "")
    {
        return ended(
            [&](auto done) { m_workspace->setUp(m_me, account, SecretString(QString::fromUtf8(secret)), done); });
    }

    static bool isSynced(Workspace &desk)
    {
        const auto synced = std::make_shared<bool>(false);
        desk.syncOnce({}, [synced](const Result<QJsonObject> &report) { *synced = report.has_value(); });
        QDeadlineTimer limit(20000);
        while (!*synced && !limit.hasExpired())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        return *synced;
    }

    QTemporaryDir m_folder;
    SystemClock m_clock;
    Me m_me{QStringLiteral("Maria Orlova"), QStringLiteral("maria@otklik.test"), {}};
    std::unique_ptr<Workspace> m_workspace;
};

TEST_F(AccountSetupTest, WithoutAKeychainNothingIsLeft)
{
    const QByteArray before = config();
    EXPECT_ERROR(ended([&](auto done) { m_workspace->tryKeychain(done); }), ErrorCode::StorageFailed);
    EXPECT_ERROR(setUp(server({}), "secret"), ErrorCode::StorageFailed);
    EXPECT_TRUE(m_workspace->config().address.isEmpty());
    EXPECT_TRUE(m_workspace->config().accounts.empty());
    EXPECT_EQ(config(), before);
}

TEST_F(AccountSetupTest, AFileKeepsThePasswordUntilTheAccountGoes)
{
    ASSERT_OK(setUp(inFile(), "s3cret"));
    EXPECT_EQ(m_workspace->config().name, m_me.name);
    EXPECT_EQ(settings::readSecretFile(secretFile()).value_or(SecretString()).reveal(), QStringLiteral("s3cret"));
    EXPECT_FALSE(config().contains("s3cret"));
    ASSERT_OK(
        ended([&](auto done) { m_workspace->changeAccount(inFile(), SecretString(QStringLiteral("other")), done); }));
    EXPECT_EQ(settings::readSecretFile(secretFile()).value_or(SecretString()).reveal(), QStringLiteral("other"));
    AccountConfig moved = inFile();
    moved.user = QStringLiteral("desk");
    ASSERT_OK(ended([&](auto done) { m_workspace->changeAccount(moved, SecretString(), done); }));
    EXPECT_EQ(m_workspace->config().accounts.front().user, moved.user);
    EXPECT_TRUE(QFile::exists(secretFile())) << "it is still the account's file";
    ASSERT_OK(ended([&](auto done) { m_workspace->removeAccount(QStringLiteral("support"), done); }));
    EXPECT_FALSE(QFile::exists(secretFile()));
    EXPECT_TRUE(m_workspace->config().accounts.empty());
}

/// The provider has spent the refresh token that is kept: the one it gives instead must not be lost.
TEST_F(AccountSetupTest, ARenewalThatIsUnderWayOutlivesAChangeOfTheAccount)
{
    AuthorizationServer provider(QStringLiteral("support@otklik.test"));
    ASSERT_OK(m_workspace->setSignInClient({QStringLiteral("test"),
                                            AuthorizationServer::kClientId,
                                            {},
                                            provider.authorizeUrl().toString(),
                                            provider.tokenUrl().toString(),
                                            QStringLiteral("mail")}));
    AccountConfig account = inFile();
    account.oauth = QStringLiteral("test");
    oauth::TokenSet spent;
    spent.refreshToken = SecretString(provider.issueRefreshToken());
    ASSERT_OK(setUp(account, spent.toSecret().reveal().toUtf8().constData()));
    m_workspace->syncOnce({}, [](const Result<QJsonObject> &) {});
    account.compress = true;
    ASSERT_OK(ended([&](auto done) { m_workspace->changeAccount(account, SecretString(), done); }));
    const auto kept = [this] {
        const auto secret = settings::readSecretFile(secretFile());
        return oauth::TokenSet::fromSecret(secret.value_or(SecretString())).value_or(oauth::TokenSet());
    };
    EXPECT_TRUE(runUntil([&] { return kept().refreshToken.reveal() != spent.refreshToken.reveal(); }));
    EXPECT_EQ(provider.asked("refresh"), 1);
    EXPECT_TRUE(provider.isGoodRefreshToken(kept().refreshToken.reveal()));
}

TEST_F(AccountSetupTest, AConfigurationThatCannotBeSavedLeavesNoPassword)
{
    QFile::remove(profile() + QStringLiteral("/config.json"));
    ASSERT_TRUE(QDir(profile()).mkdir(QStringLiteral("config.json"))); // no file can take its place
    EXPECT_ERROR(setUp(inFile(), "s3cret"), ErrorCode::StorageFailed);
    EXPECT_FALSE(QFile::exists(secretFile()));
    EXPECT_TRUE(m_workspace->config().address.isEmpty());
    EXPECT_TRUE(m_workspace->config().accounts.empty());
}

TEST_F(AccountSetupTest, SomebodyElsesFileIsNotOverwritten)
{
    ASSERT_OK(settings::writeSecretFile(secretFile(), SecretString(QStringLiteral("theirs"))));
    EXPECT_ERROR(setUp(inFile(), "ours"), ErrorCode::Conflict);
    EXPECT_EQ(settings::readSecretFile(secretFile()).value_or(SecretString()).reveal(), QStringLiteral("theirs"));
}

/// The other one would not know of it, and write its own list over it.
TEST_F(AccountSetupTest, WhileAnotherProgramHasTheProfileNoAccountIsAddedOrChanged)
{
    ASSERT_OK(setUp(maildir()));
    const QByteArray before = config();
    const std::unique_ptr<Workspace> owner = std::exchange(m_workspace, nullptr);
    open();
    EXPECT_ERROR(setUp(inFile(), "s3cret"), ErrorCode::Conflict);
    EXPECT_FALSE(QFile::exists(secretFile()));
    AccountConfig changed = maildir();
    changed.journal = false;
    EXPECT_ERROR(ended([&](auto done) { m_workspace->changeAccount(changed, SecretString(), done); }),
                 ErrorCode::Conflict);
    EXPECT_ERROR(ended([&](auto done) { m_workspace->removeAccount(changed.name, done); }), ErrorCode::Conflict);
    EXPECT_EQ(config(), before);
}

TEST_F(AccountSetupTest, WhatIsOursIsJudgedAnewWhenAMailboxIsAdded)
{
    const QByteArray offer = "From: sales@otklik.test\r\nTo: irina@kunde.test\r\nCc: support@otklik.test\r\n"
                             "Message-ID: <offer@otklik.test>\r\nSubject: Offer\r\n\r\nx\r\n";
    QFile file(m_folder.filePath(QStringLiteral("mail/new/1.offer")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    ASSERT_EQ(file.write(offer), offer.size());
    file.close();
    ASSERT_OK(setUp(maildir()));
    ASSERT_TRUE(isSynced(*m_workspace));
    const auto isOurs = [&] {
        auto session = ReadSession::open(profile(), m_clock);
        const auto timeline = (*session)->timeline(ticket::Key::ofContent(offer));
        EXPECT_OK(timeline);
        return timeline && !timeline->empty() && timeline->front().direction == ticket::Direction::Out;
    };
    EXPECT_FALSE(isOurs());
    AccountConfig sales = maildir();
    sales.name = QStringLiteral("sales");
    sales.address = QStringLiteral("sales@otklik.test");
    sales.maildir = m_folder.filePath(QStringLiteral("sales"));
    for (const char *part : {"sales/cur", "sales/new", "sales/tmp"})
        ASSERT_TRUE(QDir(m_folder.path()).mkpath(QLatin1String(part)));
    ASSERT_OK(setUp(sales));
    EXPECT_TRUE(isOurs());
}

TEST_F(AccountSetupTest, OwnActsCarryTheName)
{
    ASSERT_OK(setUp(maildir()));
    ASSERT_TRUE(isSynced(*m_workspace)); // when the journal has been read
    NewTicketRequest call;
    call.requester = QStringLiteral("irina@kunde.test");
    call.subject = QStringLiteral("Slow");
    call.text = QStringLiteral("text");
    call.channel = ticket::Channel::Phone;
    const auto made = m_workspace->newTicket(call);
    ASSERT_OK(made);
    const auto key = made.map([](const MadeTicket &one) { return one.key; });
    ASSERT_OK(m_workspace->addNote(*key, QStringLiteral("a note")));
    const auto nameOfNote = [&]() -> QString {
        auto session = ReadSession::open(profile(), m_clock);
        const auto timeline = (*session)->timeline(*key);
        for (const ticket::TimelineEntry &entry : timeline.value_or(std::vector<ticket::TimelineEntry>()))
            if (entry.kind == ticket::EntryKind::Note)
                return entry.by.name;
        return {};
    };
    EXPECT_EQ(nameOfNote(), m_me.name);
    ASSERT_OK(m_workspace->initProfile(QStringLiteral("Maria Belova"), m_me.address, QStringLiteral("lead")));
    EXPECT_EQ(nameOfNote(), QStringLiteral("Maria Belova"));

    // Through the journal in the mailbox to another desk.
    ASSERT_TRUE(isSynced(*m_workspace));
    const QString second = m_folder.filePath(QStringLiteral("second"));
    auto other = Workspace::open(second, m_clock);
    ASSERT_OK(other);
    std::optional<Result<void>> added;
    (*other)->setUp({QStringLiteral("Oleg"), QStringLiteral("oleg@otklik.test"), {}}, maildir(), {},
                    [&](Result<void> result) { added = std::move(result); });
    ASSERT_TRUE(added);
    ASSERT_OK(*added);
    ASSERT_TRUE(isSynced(**other));
    auto session = ReadSession::open(second, m_clock);
    ASSERT_OK(session);
    QStringList names;
    for (const ticket::PersonRef &person : (*session)->specialists().value_or(std::vector<ticket::PersonRef>()))
        names << person.name;
    EXPECT_EQ(names, (QStringList{QStringLiteral("Oleg"), QStringLiteral("Maria Belova")}));
}

} // namespace
