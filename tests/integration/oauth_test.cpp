// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A mailbox that is signed in to by OAuth 2, on real servers: the engine and the command line.
#include "core/workspace/workspace.h"
#include "tests/integration/desk_servers.h"
#include "tests/support/authorization_server.h"
#include "tests/support/expect_result.h"
#include "tests/support/fake_clock.h"
#include "tests/support/loopback.h"
#include "tests/support/run_task.h"

#include <QFile>
#include <QRegularExpression>
#include <QTimer>

using namespace otklik;
using namespace otklik::test;
using namespace std::chrono_literals;

namespace {

/// Submission beside IMAP; what it takes goes on to the server that delivers.
const char *const kSubmission = R"(protocols = imap submission
submission_relay_host = localhost
submission_relay_port = @RELAY@
submission_relay_user = @USER@
submission_relay_password = @PASSWORD@
submission_relay_ssl = starttls
submission_relay_ssl_verify = no
service submission-login {
  chroot =
  inet_listener submission {
    address = 127.0.0.1
    port = @PORT@
  }
}
)";

class OAuthTest : public DeskServersTest
{
protected:
    void SetUp() override
    {
        DeskServersTest::SetUp();
        if (IsSkipped() || HasFatalFailure())
            return;
        QFile::setPermissions(m_dir.path(), QFile::Permissions(0x7755));
        const auto config = m_tokens.dovecotConfig(m_dir.path());
        const auto port = freePort();
        ASSERT_OK(config);
        ASSERT_OK(port);
        m_submission = *port;
        QString lines = QString::fromLatin1(kSubmission);
        lines.replace(QStringLiteral("@RELAY@"), QString::number(m_smtp.port()));
        lines.replace(QStringLiteral("@USER@"), SmtpServerFixture::kUser);
        lines.replace(QStringLiteral("@PASSWORD@"), SmtpServerFixture::kPassword);
        m_dovecot.stop();
        m_dovecot.addConfig(*config);
        m_dovecot.addConfig(lines.replace(QStringLiteral("@PORT@"), QString::number(m_submission)));
        const auto started = m_dovecot.start();
        if (!started && started.error().detail.contains(QStringLiteral("submission")))
            GTEST_SKIP() << "this Dovecot has no submission service";
        ASSERT_OK(started);
    }
    /// Of an account that signs in with the stand-in.
    [[nodiscard]] QStringList oauthAdd() const
    {
        return {QStringLiteral("account"),
                QStringLiteral("add"),
                QStringLiteral("support"),
                QStringLiteral("--address"),
                kSupport,
                QStringLiteral("--imap"),
                QStringLiteral("localhost:%1").arg(m_dovecot.tlsPort()),
                QStringLiteral("--smtp"),
                QStringLiteral("localhost:%1").arg(m_submission),
                QStringLiteral("--smtp-security"),
                QStringLiteral("starttls"),
                QStringLiteral("--ca-file"),
                m_authorities,
                QStringLiteral("--oauth"),
                QStringLiteral("stand-in"),
                QStringLiteral("--client-id"),
                AuthorizationServer::kClientId,
                QStringLiteral("--authorize-url"),
                m_tokens.authorizeUrl().toString(),
                QStringLiteral("--token-url"),
                m_tokens.tokenUrl().toString(),
                QStringLiteral("--scopes"),
                QStringLiteral("mail"),
                QStringLiteral("--password-file"),
                path(QStringLiteral("tokens"))};
    }
    /// The command line and the servers it talks to run at the same time; a person opens what it prints.
    struct Said
    {
        int exitCode = -1;
        QByteArray out, err;
    };
    [[nodiscard]] Said run(const QString &profile, const QStringList &arguments)
    {
        const auto process = Cli(profile).start(arguments);
        Said said;
        bool isOpened = false;
        runUntil(
            [&] {
                said.out += process->readAllStandardOutput();
                said.err += process->readAllStandardError();
                static const QRegularExpression kAddress(
                    QStringLiteral("(http://127\\.0\\.0\\.1:\\d+/authorize\\S+)\n"));
                const auto found = kAddress.match(QString::fromUtf8(said.err));
                if (found.hasMatch() && !std::exchange(isOpened, true))
                    m_page = Browser::open(QUrl(found.captured(1)));
                return process->state() == QProcess::NotRunning;
            },
            60s);
        said.out += process->readAllStandardOutput();
        said.err += process->readAllStandardError();
        said.exitCode = process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -1;
        return said;
    }
    [[nodiscard]] int addBySigningIn(const QString &profile)
    {
        const Said made =
            run(profile, {QStringLiteral("profile"), QStringLiteral("init"), QStringLiteral("--name"),
                          QStringLiteral("Anna"), QStringLiteral("--address"), QStringLiteral("anna@otklik.test")});
        EXPECT_EQ(made.exitCode, 0) << made.err.toStdString();
        const Said added = run(profile, oauthAdd());
        EXPECT_EQ(added.exitCode, 0) << added.err.toStdString();
        return added.exitCode;
    }

    AuthorizationServer m_tokens{kSupport};
    quint16 m_submission = 0;
    Browser::Page m_page;
};

TEST_F(OAuthTest, TheCommandLineSignsInSyncsAndSignsInAgain)
{
    const QString profile = path(QStringLiteral("desk"));
    ASSERT_EQ(addBySigningIn(profile), 0);
    EXPECT_TRUE(m_page.text.contains("Signed in"));
    deliver({.id = "a@kunde.test"});
    const QStringList sync{QStringLiteral("sync")};
    const Said first = run(profile, sync);
    EXPECT_EQ(first.exitCode, 0) << first.err.toStdString();
    EXPECT_EQ(m_tokens.asked("refresh"), 0);

    const Said tested = run(profile, {QStringLiteral("account"), QStringLiteral("test"), QStringLiteral("support")});
    EXPECT_EQ(tested.exitCode, 0) << tested.out.toStdString() << tested.err.toStdString();
    EXPECT_TRUE(tested.out.contains("\"smtp\""));

    m_tokens.expireAccessTokens(); // earlier than was said
    const Said renewed = run(profile, sync);
    EXPECT_EQ(renewed.exitCode, 0) << renewed.err.toStdString();
    EXPECT_EQ(m_tokens.asked("refresh"), 1);

    m_tokens.revokeAll();
    const Said revoked = run(profile, sync);
    EXPECT_EQ(revoked.exitCode, 3) << revoked.err.toStdString();
    EXPECT_TRUE(revoked.err.contains("sign in again") || revoked.out.contains("sign in again"))
        << revoked.out.toStdString() << revoked.err.toStdString();

    const QStringList again{QStringLiteral("account"), QStringLiteral("sign-in"), QStringLiteral("support")};
    EXPECT_EQ(run(profile, again).exitCode, 0);
    EXPECT_EQ(run(profile, sync).exitCode, 0);
    QFile tokens(path(QStringLiteral("tokens")));
    EXPECT_EQ(tokens.permissions() & (QFile::ReadOther | QFile::ReadGroup), QFile::Permissions());
    QFile config(profile + QStringLiteral("/config.json"));
    ASSERT_TRUE(config.open(QIODevice::ReadOnly));
    EXPECT_FALSE(config.readAll().contains("refresh_token"));
}

TEST_F(OAuthTest, WhoSaysNoHasNoAccount)
{
    m_tokens.setDenies(true);
    const QString profile = path(QStringLiteral("desk"));
    EXPECT_EQ(run(profile, {QStringLiteral("profile"), QStringLiteral("init"), QStringLiteral("--name"),
                            QStringLiteral("Anna"), QStringLiteral("--address"), QStringLiteral("anna@otklik.test")})
                  .exitCode,
              0);
    const Said denied = run(profile, oauthAdd());
    EXPECT_EQ(denied.exitCode, 3);
    EXPECT_TRUE(denied.err.contains("access_denied")) << denied.err.toStdString();
    EXPECT_TRUE(m_page.text.contains("Not signed in"));
    EXPECT_FALSE(QFile::exists(path(QStringLiteral("tokens"))));
    const Said listed = run(profile, {QStringLiteral("account"), QStringLiteral("list")});
    EXPECT_TRUE(listed.out.contains("\"accounts\":[]")) << listed.out.toStdString();
    QStringList unknown = oauthAdd();
    unknown.replace(unknown.indexOf(QStringLiteral("stand-in")), QStringLiteral("Nobody!"));
    EXPECT_EQ(run(profile, unknown).exitCode, 2);
}

/// The engine of a watching program: one that lives longer than its tokens.
class WatchingOAuthTest : public OAuthTest
{
protected:
    void watch()
    {
        const QString profile = path(QStringLiteral("desk"));
        ASSERT_EQ(addBySigningIn(profile), 0);
        auto opened = workspace::Workspace::open(profile, m_clock);
        ASSERT_OK(opened);
        m_engine = std::move(*opened);
        QObject::connect(m_engine.get(), &workspace::Workspace::accountChanged, m_engine.get(),
                         [this](const workspace::AccountStatus &status) {
                             m_status = status;
                             if (m_healths.isEmpty() || m_healths.last() != int(status.health))
                                 m_healths << int(status.health);
                         });
        m_engine->startWatching();
        ASSERT_TRUE(becomes(workspace::AccountHealth::Online)) << m_status.detail.toStdString();
    }
    void TearDown() override
    {
        if (!m_engine)
            return;
        bool isDrained = false;
        m_engine->stop([&isDrained] { isDrained = true; });
        EXPECT_TRUE(runUntil([&isDrained] { return isDrained; }));
        m_engine.reset();
    }
    [[nodiscard]] bool becomes(workspace::AccountHealth health)
    {
        return runUntil([this, health] { return m_status.health == health; }, 30s);
    }
    /// A server that restarts has forgotten its connections.
    void restartServer()
    {
        m_healths.clear();
        m_dovecot.stop();
        ASSERT_OK(m_dovecot.start());
    }
    [[nodiscard]] Result<QJsonObject> sync()
    {
        std::optional<Result<QJsonObject>> report;
        m_engine->syncOnce({}, [&report](Result<QJsonObject> said) { report = std::move(said); });
        runUntil([&report] { return report.has_value(); }, 60s);
        return report ? *report : fail(ErrorCode::Timeout, QStringLiteral("no report"));
    }

    SystemClock m_clock;
    std::unique_ptr<workspace::Workspace> m_engine;
    workspace::AccountStatus m_status;
    QList<int> m_healths;
};

TEST_F(WatchingOAuthTest, AnEndedTokenIsRenewedInSilence)
{
    watch();
    m_tokens.expireAccessTokens();
    restartServer();
    deliver({.id = "later@kunde.test"});
    ASSERT_OK(sync());
    ASSERT_TRUE(becomes(workspace::AccountHealth::Online)) << m_status.detail.toStdString();
    EXPECT_FALSE(m_healths.contains(int(workspace::AccountHealth::SignInRefused)));
    EXPECT_EQ(m_tokens.asked("refresh"), 1);
}

TEST_F(WatchingOAuthTest, AnAnswerIsSentAlsoWhenTheTokenEndedMeanwhile)
{
    deliver({.id = "a@kunde.test"});
    watch();
    ASSERT_OK(sync());
    m_tokens.expireAccessTokens(); // the connection for reading stays
    workspace::NewTicketRequest request;
    request.requester = kIrina;
    request.subject = QStringLiteral("About your order");
    request.text = QStringLiteral("It is on its way.");
    request.send = true;
    ASSERT_OK(m_engine->newTicket(request));
    ASSERT_TRUE(runUntil([this] { return !mailsOf(kIrina).isEmpty(); }, 30s)) << m_dovecot.log().toStdString();
    EXPECT_EQ(m_tokens.asked("refresh"), 1);
    EXPECT_EQ(m_status.health != workspace::AccountHealth::SignInRefused, true);
}

TEST_F(WatchingOAuthTest, ARevokedSignInIsOneStateAndEndsBySigningInAgain)
{
    watch();
    m_tokens.revokeAll();
    restartServer();
    const auto asked = sync();
    ASSERT_TRUE(becomes(workspace::AccountHealth::SignInRefused)) << m_status.detail.toStdString();
    EXPECT_TRUE(m_status.detail.contains(QStringLiteral("sign in again"))) << m_status.detail.toStdString();
    const int refreshes = m_tokens.asked("refresh");
    const auto askedAgain = sync();
    EXPECT_EQ(m_status.health, workspace::AccountHealth::SignInRefused);
    EXPECT_EQ(m_tokens.asked("refresh"), refreshes); // nobody is asked about a sign-in that is known to be over

    deliver({.id = "meanwhile@kunde.test"});
    const settings::AccountConfig account = m_engine->config().accounts.front();
    std::optional<Result<void>> changed;
    m_engine->signInWithBrowser(
        account, {QStringLiteral("in"), QStringLiteral("out")},
        [](const QUrl &url) { QTimer::singleShot(0, [url] { Browser::open(url); }); },
        [this, account, &changed](Result<SecretString> secret) {
            ASSERT_OK(secret);
            m_engine->changeAccount(account, *secret, [&changed](Result<void> done) { changed = std::move(done); });
        });
    ASSERT_TRUE(runUntil([&changed] { return changed.has_value(); }));
    ASSERT_OK(*changed);
    ASSERT_TRUE(becomes(workspace::AccountHealth::Online)) << m_status.detail.toStdString();
    const auto report = sync();
    ASSERT_OK(report);
    EXPECT_EQ((*report)[QStringLiteral("ledger")][QStringLiteral("difference")].toInt(-1), 0);
    EXPECT_GE((*report)[QStringLiteral("ledger")][QStringLiteral("local")].toInt(), 1);
}

} // namespace
