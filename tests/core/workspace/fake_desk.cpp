// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/workspace/fake_desk.h"

#include "core/mime/message_parser.h"
#include "core/store/doctor.h"
#include "core/store/state_dump.h"
#include "core/store/ticket_queries.h"
#include "core/sync/imap_session.h"
#include "core/workspace/replies.h"
#include "core/workspace/ticket_decisions.h"
#include "tests/support/expect_result.h"
#include "tests/support/mailbox_life.h"
#include "tests/support/run_task.h"

namespace otklik::workspace::test {

namespace {

class CountingCarrier final : public outbox::Carrier
{
public:
    CountingCarrier(FakeDesk &desk, SecretSource secret, QMap<QString, int> &carried, QStringList &carriedWith)
        : m_desk(desk)
        , m_secret(std::move(secret))
        , m_carried(carried)
        , m_carriedWith(carriedWith)
    {
    }
    async::Task<outbox::Attempt> carry(store::OutboxMail mail, QByteArray,
                                       std::function<Result<void>()> beforeLastBytes, std::stop_token) override
    {
        const SecretString none;
        auto asking = m_secret(none);
        auto secret = co_await asking;
        m_carriedWith << secret.value_or(SecretString()).reveal();
        outbox::Attempt attempt{outbox::Attempt::End::Sent, {}};
        if (m_desk.attempt)
            attempt = m_desk.attempt(mail);
        if (attempt.end != outbox::Attempt::End::Sent)
            co_return attempt;
        if (!beforeLastBytes()) {
            attempt.end = outbox::Attempt::End::Withdrawn;
            co_return attempt;
        }
        ++m_carried[mail.messageId];
        co_return attempt;
    }

private:
    FakeDesk &m_desk;
    SecretSource m_secret;
    QMap<QString, int> &m_carried;
    QStringList &m_carriedWith;
};

async::Task<std::unique_ptr<sync::MailboxSession>> openOn(otklik::test::FakeImapServer *server,
                                                          settings::AccountConfig account, SecretString password,
                                                          FakeDesk::Adjust adjust, std::stop_token stop)
{
    imap::ServerSettings reached = imapSettingsOf(account, password);
    if (adjust)
        adjust(reached);
    auto signingIn = imap::signIn(server->connect(), std::move(reached), stop);
    auto connection = co_await signingIn;
    if (!connection)
        co_return tl::unexpected(connection.error());
    std::unique_ptr<sync::MailboxSession> session = std::make_unique<sync::ImapSession>(std::move(*connection), stop);
    co_return session;
}

settings::ProfileConfig profileFor(const QString &name)
{
    settings::AccountConfig account;
    account.name = QStringLiteral("support");
    account.address = QStringLiteral("support@otklik.test");
    account.user = account.address;
    account.imap = {QStringLiteral("localhost"), 143, settings::Security::None};
    account.smtp = account.imap;
    account.passwordSource = {settings::PasswordSource::Kind::Env, QStringLiteral("UNUSED")};
    account.folders = otklik::test::MailboxLife::readFolders().mid(2);
    settings::ProfileConfig profile;
    profile.name = name;
    profile.address = name.toLower() + QStringLiteral("@otklik.test");
    profile.installation = name.toLatin1().toHex().leftJustified(32, '0');
    profile.accounts = {account};
    return profile;
}

} // namespace

FakeDesk::FakeDesk(otklik::test::FakeImapServer &server, const Clock &clock, const QString &name, const Adjust &adjust,
                   qsizetype journalSlice)
{
    auto desk = Desk::open(m_dir.path(), clock, [](const ChangeSet &) {});
    EXPECT_OK(desk);
    m_desk = std::move(*desk);
    const auto saved = m_desk->saveProfile(profileFor(name));
    EXPECT_OK(saved);
    makeEngine(server, clock, adjust, journalSlice);
}

FakeDesk::~FakeDesk()
{
    bool drained = false;
    m_engine->stop([&drained] { drained = true; });
    EXPECT_TRUE(otklik::test::runUntil([&drained] { return drained; }));
}

void FakeDesk::makeEngine(otklik::test::FakeImapServer &server, const Clock &clock, const Adjust &adjust,
                          qsizetype journalSlice)
{
    AccountEngine::Setup setup;
    setup.profile = m_desk->profile();
    setup.config = setup.profile.accounts.front();
    setup.isHome = true;
    setup.store = [this] { return &m_desk->store(); };
    setup.clock = &clock;
    setup.journalSlice = journalSlice;
    setup.password = [this](const SecretString &, const std::function<void(Result<SecretString>)> &done) {
        done(secret);
    };
    setup.changed = [](const store::Changes &) {};
    setup.outboxChanged = [] {};
    setup.openMailbox = [&server, adjust](settings::AccountConfig account, SecretString password,
                                          std::stop_token stop) {
        return openOn(&server, std::move(account), std::move(password), adjust, std::move(stop));
    };
    setup.makeCarrier = [this](const settings::AccountConfig &, const SecretSource &source,
                               const std::function<void(qint64)> &) {
        return std::make_unique<CountingCarrier>(*this, source, m_carried, m_carriedWith);
    };
    m_engine = std::make_unique<AccountEngine>(std::move(setup));
    QObject::connect(m_engine.get(), &AccountEngine::statusChanged, m_engine.get(),
                     [this](const AccountStatus &status) {
                         if (m_shown.empty() || m_shown.back() != status.health)
                             m_shown.push_back(status.health);
                     });
}

QJsonObject FakeDesk::sync()
{
    std::optional<QJsonObject> report;
    m_engine->syncOnce([&report](const QJsonObject &ended) { report = ended; });
    EXPECT_TRUE(otklik::test::runUntil([&report] { return report.has_value(); }, std::chrono::seconds(60)));
    // the engine that called is still on the stack of its coroutine
    QCoreApplication::processEvents();
    return report.value_or(QJsonObject());
}

QByteArray FakeDesk::hash()
{
    auto text = store::stateHashOf(store().database());
    EXPECT_OK(text);
    return text.value_or(QByteArray());
}

QByteArray FakeDesk::dump()
{
    auto text = store::stateDump(store().database());
    EXPECT_OK(text);
    return text.value_or(QByteArray());
}

qint64 FakeDesk::pending()
{
    const auto count = store().journal().pendingCount();
    EXPECT_OK(count);
    return count.value_or(-1);
}

QStringList FakeDesk::findings()
{
    store::Doctor doctor(store(), [](const QByteArray &raw) { return mime::parseMessage(raw); });
    const auto found = doctor.examine(false);
    EXPECT_OK(found);
    QStringList wrong;
    for (const store::Finding &finding : found.value_or(std::vector<store::Finding>()))
        if (!finding.isWell())
            wrong << finding.check + QStringLiteral(": ") + finding.detail;
    return wrong;
}

void FakeDesk::decide(const std::function<int(int)> &below)
{
    const auto query = ticket::parseQuery(QString());
    const ticket::QueryContext context{m_desk->clock().now(), m_desk->profile().address, QTimeZone::utc()};
    const auto page =
        store::TicketQueries(store().database()).page(*query, ticket::SortOrder::Created, 50, {}, context);
    EXPECT_OK(page);
    if (!page || page->rows.empty())
        return;
    const auto any = [&] { return page->rows[std::size_t(below(int(page->rows.size())))].key; };
    const ticket::Key key = any();
    TicketDecisions decisions(*m_desk);
    Result<void> done;
    switch (below(6)) {
    case 0:
        done = decisions.changeTags(key, {QStringLiteral("t%1").arg(++m_words)}, {});
        break;
    case 1:
        done = decisions.addNote(key, QStringLiteral("Note %1").arg(++m_words));
        break;
    case 2:
        done = decisions.setStatus(key, below(2) == 0 ? ticket::Status::Solved : ticket::Status::Open, {});
        break;
    case 3:
        done = decisions.assign(key, m_desk->profile().address);
        break;
    case 4: {
        const ticket::Key into = any();
        done = into == key ? Result<void>() : decisions.merge(key, into);
        break;
    }
    default: {
        ReplyRequest request;
        request.ticket = key;
        request.text = QStringLiteral("Answer %1").arg(++m_words);
        request.ignoreWarnings = true;
        const auto replied = Replies(*m_desk).reply(request);
        done = replied ? Result<void>() : tl::unexpected(replied.error());
    }
    }
    // a rule may forbid it (a merged ticket, nobody to answer)
    if (!done) {
        EXPECT_TRUE(done.error().code == ErrorCode::RefusedByRule || done.error().code == ErrorCode::InvalidInput ||
                    done.error().code == ErrorCode::Conflict || done.error().code == ErrorCode::NotFound)
            << done.error().detail.toStdString();
    }
}

} // namespace otklik::workspace::test
