// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/engine_host.h"

#include <QFile>
#include <QJsonArray>
#include <QLoggingCategory>

namespace otklik::workspace {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.host", QtInfoMsg)

constexpr int kAskAgainMs = 300;
constexpr int kAskTries = 100;
constexpr int kTakeOverMs = 1000;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

/// With the ledger of each account and of all that took part.
QJsonObject EngineHost::reportOf(const QJsonArray &reports)
{
    store::Ledger ledger(m_desk.store().database());
    store::LedgerSum whole;
    QJsonArray accounts;
    for (const QJsonValue &value : reports) {
        QJsonObject report = value.toObject();
        const auto sum = ledger.keepSum(report[QLatin1String("name")].toString());
        if (sum) {
            report[key("ledger")] = toJson(*sum);
            whole.add(*sum);
        } else {
            qCWarning(log).noquote() << "the ledger cannot be read:" << sum.error().detail;
        }
        accounts.append(report);
    }
    return {{key("accounts"), accounts}, {key("ledger"), toJson(whole)}};
}

EngineHost::EngineHost(Desk &desk)
    : m_desk(desk)
    , m_lock(lockPath(desk.profileDir()))
    , m_secrets(QStringLiteral("otklik"))
    , m_tokens(desk.clock(), m_secrets)
{
    m_takeOver.setInterval(kTakeOverMs);
    connect(&m_takeOver, &QTimer::timeout, this, &EngineHost::startWatching);
}

EngineHost::~EngineHost() = default;

bool EngineHost::own()
{
    if (m_owner || !takeProfileLock(m_lock))
        return m_owner;
    m_owner = true;
    QFile::setPermissions(m_lock.fileName(), QFile::ReadOwner | QFile::WriteOwner); // QLockFile lets others read it
    m_server = std::make_unique<EngineServer>(
        socketName(m_desk.profileDir()),
        [this](const QJsonObject &request, EngineServer::Answer reply) { answer(request, std::move(reply)); });
    if (!m_server->isListening())
        qCWarning(log).noquote() << "other programs cannot ask this one to act:" << m_server->errorString();
    settleInterrupted();
    return true;
}

/// What was being sent when the owner before died may or may not be on its way.
void EngineHost::settleInterrupted()
{
    const settings::ProfileConfig profile = m_desk.profile();
    for (const settings::AccountConfig &account : profile.accounts) {
        outbox::SendContext context;
        context.store = &m_desk.store();
        context.clock = &m_desk.clock();
        context.account = account.name;
        context.me = profile.address;
        context.changed = [this](const store::Changes &set) { m_desk.feed().add(set); };
        const auto uncertain = outbox::settleInterrupted(context);
        if (!uncertain)
            qCWarning(log).noquote() << uncertain.error().detail; // the next sending tries again
        else if (*uncertain > 0)
            qCWarning(log) << *uncertain
                           << "answers were being sent when the program ended; they are shown as uncertain";
    }
}

void EngineHost::makeEngines()
{
    if (!m_engines.empty())
        return;
    const settings::ProfileConfig profile = m_desk.profile();
    for (const settings::AccountConfig &account : profile.accounts) {
        AccountEngine::Setup setup;
        setup.config = account;
        setup.profile = profile;
        setup.isHome = &account == &profile.accounts.front();
        setup.teamKeepsJournal = profile.accounts.front().journal;
        setup.store = [this] { return &m_desk.store(); };
        setup.clock = &m_desk.clock();
        setup.password = [this, account](const SecretString &refused, std::function<void(Result<SecretString>)> done) {
            readSecret(account, refused, std::move(done));
        };
        setup.changed = [this](const store::Changes &set) {
            m_desk.feed().add(set);
            Q_EMIT changes(set);
        };
        setup.outboxChanged = [this] { m_desk.feed().addOutbox(); };
        auto engine = std::make_unique<AccountEngine>(std::move(setup));
        connect(engine.get(), &AccountEngine::statusChanged, this, &EngineHost::statusChanged);
        connect(engine.get(), &AccountEngine::answersSent, this, &EngineHost::answersSent);
        connect(engine.get(), &AccountEngine::roundBegan, this, [this, name = account.name] { noteRoundBegan(name); });
        connect(engine.get(), &AccountEngine::roundEnded, this,
                [this, name = account.name](const QJsonObject &report) { noteRoundEnded(name, report); });
        m_engines.push_back(std::move(engine));
    }
}

void EngineHost::readSecret(const settings::AccountConfig &account, const SecretString &refused,
                            std::function<void(Result<SecretString>)> done)
{
    if (account.kind == settings::AccountKind::Maildir)
        return done(SecretString());
    if (account.oauth.isEmpty())
        return settings::readPassword(account, m_secrets, std::move(done));
    auto provider = oauth::providerNamed(account.oauth, m_desk.settings());
    if (!provider)
        return done(tl::unexpected(provider.error()));
    provider->caFile = account.caFile;
    m_tokens.get(account, *provider, refused, std::move(done));
}

void EngineHost::answer(const QJsonObject &request, EngineServer::Answer reply)
{
    m_desk.store().refresh();
    const QString what = request[QLatin1String("do")].toString();
    if (what == QLatin1String("poke")) {
        m_desk.feed().addEverything();
        nudge();
        return reply({{key("ok"), true}});
    }
    if (what != QLatin1String("sync"))
        return reply({{key("ok"), false}});
    syncOnce(request[QLatin1String("account")].toString(), [reply](Result<QJsonObject> report) {
        reply(report ? *report
                     : QJsonObject{{key("error"), report.error().detail},
                                   {key("code"), errorCodeName(report.error().code)}});
    });
}

void EngineHost::syncOnce(const QString &account, std::function<void(Result<QJsonObject>)> done)
{
    if (m_stopped)
        return done(fail(ErrorCode::Cancelled, QStringLiteral("the program is closing")));
    if (!own())
        return askOwner(account, kAskTries, std::move(done));
    makeEngines();
    if (m_engines.empty())
        return done(
            fail(ErrorCode::RefusedByRule, QStringLiteral("there is no account yet: add one with account add")));
    if (!account.isEmpty() && std::none_of(m_engines.begin(), m_engines.end(),
                                           [&](const auto &engine) { return engine->config().name == account; }))
        return done(fail(ErrorCode::NotFound, QStringLiteral("no account %1").arg(account)));
    if (m_watching)
        return waitForRounds(account, std::move(done));
    syncFrom(0, account, std::make_shared<QJsonArray>(), std::move(done));
}

void EngineHost::syncFrom(std::size_t index, const QString &account, std::shared_ptr<QJsonArray> reports,
                          std::function<void(Result<QJsonObject>)> done)
{
    while (index < m_engines.size() && !account.isEmpty() && m_engines[index]->config().name != account)
        ++index;
    if (index >= m_engines.size())
        return syncHomeAgain(std::move(reports), std::move(done));
    m_engines[index]->syncOnce(
        [this, index, account, reports, done = std::move(done)](const QJsonObject &report) mutable {
            reports->append(report);
            // From the event loop: the engine that called is still on the stack.
            QMetaObject::invokeMethod(
                this,
                [this, index, account, reports, done = std::move(done)]() mutable {
                    syncFrom(index + 1, account, std::move(reports), std::move(done));
                },
                Qt::QueuedConnection);
        });
}

/// Mail of the other accounts may have opened tickets: their openings belong into the journal of the home account.
void EngineHost::syncHomeAgain(std::shared_ptr<QJsonArray> reports, std::function<void(Result<QJsonObject>)> done)
{
    const bool failed = !reports->isEmpty() && !reports->first()[QLatin1String("ok")].toBool();
    if (m_engines.size() < 2 || failed || !hasPending())
        return done(reportOf(*reports));
    m_engines.front()->syncOnce(
        [this, reports, done = std::move(done)](const QJsonObject &) { done(reportOf(*reports)); });
}

bool EngineHost::hasPending()
{
    const auto pending = m_desk.store().journal().pendingCount();
    return pending && *pending > 0;
}

void EngineHost::waitForRounds(const QString &account, std::function<void(Result<QJsonObject>)> done)
{
    WaitingSync waiting;
    for (const auto &engine : m_engines)
        if (account.isEmpty() || engine->config().name == account)
            waiting.accounts << engine->config().name;
    waiting.done = std::move(done);
    m_waiting.push_back(std::move(waiting));
    for (const auto &engine : m_engines)
        engine->syncNow();
}

void EngineHost::noteRoundBegan(const QString &account)
{
    for (WaitingSync &waiting : m_waiting)
        waiting.begun.insert(account);
}

void EngineHost::noteRoundEnded(const QString &account, const QJsonObject &report)
{
    Q_EMIT roundEnded(report);
    std::vector<WaitingSync> left;
    for (WaitingSync &waiting : std::exchange(m_waiting, {})) {
        if (waiting.begun.remove(account) && waiting.accounts.removeOne(account) && !waiting.homeAgain)
            waiting.reports.insert(account, report);
        if (!advance(waiting))
            left.push_back(std::move(waiting));
    }
    left.insert(left.end(), std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(m_waiting.end()));
    m_waiting = std::move(left);
    // Mail of another account opened tickets: the journal of the home account does not wait for its next look.
    const auto &home = m_engines.front();
    if (account != home->config().name && hasPending())
        home->nudge();
}

bool EngineHost::advance(WaitingSync &waiting)
{
    if (!waiting.accounts.isEmpty())
        return false;
    const QString home = m_engines.front()->config().name;
    const bool homeWell = !waiting.reports.contains(home) || waiting.reports[home][QLatin1String("ok")].toBool();
    if (!std::exchange(waiting.homeAgain, true) && m_engines.size() > 1 && homeWell && hasPending()) {
        waiting.accounts << home;
        waiting.begun.clear();
        m_engines.front()->syncNow();
        return false;
    }
    QJsonArray reports;
    for (const auto &engine : m_engines)
        if (const auto report = waiting.reports.constFind(engine->config().name); report != waiting.reports.constEnd())
            reports.append(*report);
    waiting.done(reportOf(reports));
    return true;
}

void EngineHost::askOwner(const QString &account, int triesLeft, std::function<void(Result<QJsonObject>)> done)
{
    askEngine(
        socketName(m_desk.profileDir()), {{key("do"), key("sync")}, {key("account"), account}}, this,
        [this, account, triesLeft, done = std::move(done)](const QJsonObject &answer) mutable {
            if (answer.contains(key("accounts")))
                return done(answer);
            if (answer.contains(key("error")))
                return done(fail(errorCodeNamed(answer[key("code")].toString()), answer[key("error")].toString()));
            if (own())
                return syncOnce(account, std::move(done));
            if (triesLeft == 0)
                return done(
                    fail(ErrorCode::Timeout, QStringLiteral("another program holds this profile and does not answer")));
            QTimer::singleShot(kAskAgainMs, this, [this, account, triesLeft, done = std::move(done)]() mutable {
                askOwner(account, triesLeft - 1, std::move(done));
            });
        });
}

void EngineHost::startWatching()
{
    if (m_stopped || m_watching)
        return; // two watches of one mailbox would share its connection
    if (!own()) {
        if (!m_takeOver.isActive())
            qCInfo(log) << "another program of this profile talks to the servers; this one takes over when it ends";
        m_takeOver.start();
        return;
    }
    m_takeOver.stop();
    m_watching = true;
    makeEngines();
    for (const auto &engine : m_engines)
        engine->startWatching();
    if (m_network)
        return;
    m_network = std::make_unique<NetworkWatch>(m_desk.clock());
    connect(m_network.get(), &NetworkWatch::cameBack, this, [this] {
        for (const auto &engine : m_engines)
            engine->networkIsBack();
    });
}

void EngineHost::nudge()
{
    if (m_watching)
        for (const auto &engine : m_engines)
            engine->nudge();
    else if (!m_owner && !own())
        askEngine(socketName(m_desk.profileDir()), {{key("do"), key("poke")}}, this, [](const QJsonObject &) {});
}

void EngineHost::dropEngines(std::function<void()> dropped)
{
    m_watching = false;
    m_dropped.push_back(std::move(dropped));
    m_draining += int(m_engines.size()) + 1;
    const auto oneDown = [this] {
        if (--m_draining == 0)
            QMetaObject::invokeMethod(this, &EngineHost::finishDropping, Qt::QueuedConnection);
    };
    for (auto &engine : m_engines) {
        engine->stop(oneDown);
        m_ending.push_back(std::move(engine));
    }
    m_engines.clear();
    oneDown();
}

/// Everybody who asked waits for the last engine: a second one may ask while those of the first still end.
void EngineHost::finishDropping()
{
    if (m_draining > 0)
        return;
    m_ending.clear();
    for (const auto &dropped : std::exchange(m_dropped, {}))
        dropped();
}

void EngineHost::stop(std::function<void()> whenDrained)
{
    m_stopped = true;
    m_takeOver.stop();
    dropEngines([this, whenDrained = std::move(whenDrained)] {
        m_server.reset();
        if (m_owner)
            m_lock.unlock();
        m_owner = false;
        whenDrained();
    });
}

void EngineHost::reload(std::function<void()> between)
{
    const bool watching = m_watching;
    dropEngines([this, watching, between = std::move(between)] {
        if (between)
            between();
        if (watching)
            startWatching();
    });
}

} // namespace otklik::workspace
