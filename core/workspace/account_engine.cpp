// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/account_engine.h"

#include "core/async/timeout.h"
#include "core/imap/server_error.h"
#include "core/mime/message_parser.h"
#include "core/store/gone_mail.h"
#include "core/store/ledger.h"
#include "core/workspace/account_folders.h"
#include "core/workspace/team_introduction.h"
#include "core/workspace/ticket_openings.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QRandomGenerator>

namespace otklik::workspace {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.engine", QtInfoMsg)

using namespace std::chrono_literals;

constexpr auto kLookForCopy = std::chrono::seconds(3); ///< while what was sent may still appear in Sent
constexpr auto kPollAtMost = std::chrono::minutes(5);  ///< even while pushing works
constexpr auto kFirstRetry = 5s;
constexpr auto kBusyRetry = std::chrono::minutes(1);   ///< of a server that asks to come later
constexpr auto kLimitRetry = std::chrono::minutes(10); ///< of one whose limit is reached
constexpr auto kLongestRetry = std::chrono::minutes(15);
constexpr auto kShortWait = 30s;
constexpr int kForgottenInOneRound = 1000;
constexpr qint64 kLargeRound = 1000; ///< mails that leave some 60 MB behind in the heaps of engine and pool

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

/// Doubles with each failure, and differs from desk to desk: a server that comes back is not met by all at once.
std::chrono::milliseconds pauseAfter(int failures, std::chrono::milliseconds first = kFirstRetry)
{
    const auto pause = std::min<std::chrono::milliseconds>(first * (1 << std::min(failures, 8)), kLongestRetry);
    return pause + std::chrono::milliseconds(QRandomGenerator::global()->bounded(int(pause.count() / 5) + 1));
}

/// How often, one after the other, the connection was lost while the journal was read.
constexpr char kJournalLosses[] = "journal.losses";
constexpr qint64 kLossesThatCount = 2; ///< once is chance

bool isLarge(const AccountRound &round)
{
    qint64 mails = round.journal.applied;
    for (const sync::FolderReport &folder : round.folders)
        mails += folder.fresh;
    return mails >= kLargeRound;
}

/// A server that said no, for now or for good, is not asked again because somebody here works on.
bool isLeftAlone(AccountHealth health)
{
    return health == AccountHealth::ServerBusy || health == AccountHealth::SignInRefused;
}

std::chrono::milliseconds firstPause(AccountHealth health, const Error &error)
{
    if (health == AccountHealth::SignInRefused)
        return kLongestRetry;
    if (imap::isLimitReached(error))
        return kLimitRetry;
    return health == AccountHealth::ServerBusy ? std::chrono::milliseconds(kBusyRetry) : kFirstRetry;
}

void answerAll(const std::vector<std::function<void(QJsonObject)>> &asking, const QJsonObject &report)
{
    for (const auto &done : asking)
        done(report);
}

async::Task<SecretString> ready(SecretString secret)
{
    co_return secret;
}

} // namespace

AccountEngine::AccountEngine(Setup setup)
    : m_setup(std::move(setup))
    , m_scope(QStringLiteral("account ") + m_setup.config.name)
{
    m_status.name = m_setup.config.name;
    m_status.address = m_setup.config.address;
    m_status.kind = m_setup.config.kind == settings::AccountKind::Imap ? key("imap") : key("maildir");
    m_status.signsInBrowser = !m_setup.config.oauth.isEmpty();
}

AccountEngine::~AccountEngine() = default;

/// The journal has been read by now: the team learns the name of who is here unless it knows it.
Result<void> AccountEngine::introduce()
{
    if (!m_setup.isHome)
        return {};
    store::Store *store = m_setup.store();
    const auto op = introductionOf(m_setup.profile, *store);
    if (!op)
        return {};
    auto decided = store->decide({*op}, m_setup.profile.address, m_setup.clock->now(),
                                 m_setup.profile.name + QLatin1Char(' ') + kIntroduction, {});
    if (!decided)
        return tl::unexpected(decided.error());
    m_setup.changed(decided->changes);
    return {};
}

void AccountEngine::setHealth(AccountHealth health, const QString &detail)
{
    m_status.health = health;
    m_status.detail = detail;
    if (m_session)
        m_status.alerts = m_session->alerts();
    if (!m_copyRefused.isEmpty() && !m_status.alerts.contains(m_copyRefused))
        m_status.alerts.append(m_copyRefused);
    Q_EMIT statusChanged(m_status);
}

void AccountEngine::setFailed(const Error &error)
{
    // Whoever asked tells the person, in one line; here it is for the log.
    qCInfo(log).noquote() << m_setup.config.name << errorCodeName(error.code) << error.detail;
    if (const QString alert = imap::alertOf(error); !alert.isEmpty() && !m_status.alerts.contains(alert))
        m_status.alerts.append(alert);
    if (m_passwordMissing)
        return setHealth(AccountHealth::PasswordMissing, error.detail);
    switch (error.code) {
    case ErrorCode::ServerRefused:
    case ErrorCode::StorageFull: // said while nothing was written
        if (error.code == ErrorCode::StorageFull && !imap::isMailboxFull(error))
            break; // this computer's disk
        return setHealth(AccountHealth::ServerBusy, error.detail);
    case ErrorCode::AuthRejected:
        return setHealth(AccountHealth::SignInRefused, error.detail);

    case ErrorCode::TlsUntrusted:
        return setHealth(AccountHealth::CertificateRefused, error.detail);
    case ErrorCode::NotEncrypted:
        return setHealth(AccountHealth::NotEncrypted, error.detail);
    case ErrorCode::Offline:
    case ErrorCode::Timeout:
        return setHealth(AccountHealth::Offline, error.detail);
    default:
        break;
    }
    setHealth(AccountHealth::Failed, error.detail);
}

void AccountEngine::setWell()
{
    const auto [health, words] = sendingHealth();
    setHealth(health, words);
}

std::pair<AccountHealth, QString> AccountEngine::sendingHealth() const
{
    if (!m_sendingRefused.isEmpty())
        return {AccountHealth::SendingRefused, m_sendingRefused};
    if (!m_sendingStalled.isEmpty())
        return {AccountHealth::SendingStalled, m_sendingStalled};
    return {AccountHealth::Online, {}};
}

void AccountEngine::syncOnce(std::function<void(QJsonObject)> done)
{
    m_asking.push_back(std::move(done));
    if (m_isWatching)
        return syncNow();
    if (!std::exchange(m_isRunning, true))
        m_scope.start(QStringLiteral("sync"), runAsked());
}

void AccountEngine::startWatching()
{
    if (m_isRunning) {
        m_watchesNext = true;
        return;
    }
    if (!std::exchange(m_isWatching, true))
        m_scope.start(QStringLiteral("watch"), watch());
}

void AccountEngine::syncNow()
{
    m_asked = true;
    if (m_session) // flags, too, are looked at as if for the first time
        for (const sync::RemoteFolder &folder : m_folders)
            m_session->noteAllFlags(folder.rawName, {});
    if (auto hurried = hurryAnswers(); !hurried)
        qCWarning(log).noquote() << m_setup.config.name << hurried.error().detail; // they go when their pause is over
    m_wake.request_stop();
    nudge();
}

void AccountEngine::nudge()
{
    m_nudged = m_somebodyWaits = true;
    if (!isLeftAlone(m_status.health))
        m_wake.request_stop();
}

void AccountEngine::networkIsBack()
{
    if (isLeftAlone(m_status.health))
        return;
    m_failures = m_shortWaits = 0;
    if (auto hurried = hurryAnswers(); !hurried)
        qCWarning(log).noquote() << m_setup.config.name << hurried.error().detail; // they go when their pause is over
    m_nudged = true;
    m_wake.request_stop();
}

void AccountEngine::stop(std::function<void()> drained)
{
    m_scope.requestStop();
    m_wake.request_stop();
    if (m_session)
        m_session->abort();
    if (const auto asked = m_secretAsked.lock()) // a question of the keychain's may stay open for ever
        asked->finish(fail(ErrorCode::Cancelled, QStringLiteral("the program is closing")));
    const auto finish = [](async::TaskScope *scope, std::function<void()> call) -> QCoro::Task<> {
        auto ended = co_await scope->drained();
        Q_UNUSED(ended)
        call();
    };
    finish(&m_scope, std::move(drained));
}

async::Task<SecretString> AccountEngine::askSecret(SecretString refused)
{
    async::Completion<SecretString> asked;
    auto waiter = asked.waiter();
    auto shared = std::make_shared<async::Completion<SecretString>>(std::move(asked));
    m_secretAsked = shared;
    m_setup.password(refused, [shared](Result<SecretString> secret) { shared->finish(std::move(secret)); });
    auto secret = co_await waiter;
    co_return secret;
}

async::Task<void> AccountEngine::connect()
{
    if (m_session)
        co_return Result<void>();
    setHealth(AccountHealth::Connecting);
    auto secret = co_await askSecret(SecretString());
    m_passwordMissing = !secret && secret.error().code == ErrorCode::NotFound;
    if (!secret)
        co_return tl::unexpected(secret.error());
    auto session = co_await m_setup.openMailbox(m_setup.config, *secret, m_scope.stopToken());
    if (!session && session.error().code == ErrorCode::AuthRejected && !m_setup.config.oauth.isEmpty()) {
        // A token may end before the time it was given for: once with a new one.
        secret = co_await askSecret(*secret);
        if (!secret)
            co_return tl::unexpected(secret.error());
        session = co_await m_setup.openMailbox(m_setup.config, *secret, m_scope.stopToken());
    }
    if (!session)
        co_return tl::unexpected(session.error());
    m_session = std::move(*session);
    m_foldersAreOld = false;
    // A connection may live longer than the token it was made with, or the password in a file. A keychain is asked
    // once: it may be locked, and ask a person who has gone home.
    const settings::AccountConfig &config = m_setup.config;
    const bool isKept =
        config.oauth.isEmpty() && config.passwordSource.kind == settings::PasswordSource::Kind::Keychain;
    SecretSource source = [this](const SecretString &refused) { return askSecret(refused); };
    if (isKept)
        source = [kept = *secret](const SecretString &) { return ready(kept); };
    m_carrier = m_setup.makeCarrier(config, std::move(source), [this](qint64 bytes) { noteSizeLimit(bytes); });
    auto folders = co_await m_session->folders();
    if (!folders)
        co_return tl::unexpected(folders.error());
    m_folders = std::move(*folders);
    co_return Result<void>();
}

async::Task<void> AccountEngine::synchroniseJournal(AccountRound *round)
{
    if (!m_setup.isHome || !m_setup.config.journal) {
        if (m_setup.isHome) {
            auto confirmed = m_setup.store()->confirmPendingLocally();
            if (!confirmed)
                co_return tl::unexpected(confirmed.error());
            m_setup.changed(*confirmed);
        }
        co_return Result<void>();
    }
    const auto mailbox = mime::EmailAddress::parse(m_setup.config.address);
    if (!mailbox)
        co_return fail(ErrorCode::InvalidInput, QStringLiteral("%1 is not a mail address").arg(m_setup.config.address));
    auto report = co_await sync::syncJournal(syncContext(), *mailbox, m_folders);
    if (!report)
        co_return tl::unexpected(report.error());
    round->journal.applied += report->applied;
    round->journal.sent += report->sent;
    round->journal.quarantined += report->quarantined;
    round->journal.bytes += report->bytes;
    co_return Result<void>();
}

async::Task<void> AccountEngine::synchronise(AccountRound *round)
{
    forgetProgress();
    auto connected = co_await connect();
    if (!connected)
        co_return tl::unexpected(connected.error());
    setHealth(AccountHealth::Syncing);
    const auto away = wasAway();
    if (!away)
        co_return tl::unexpected(away.error());
    m_wasAway = m_wasAway || *away;
    // A journal over which the connection was lost twice comes last: mail does not wait for it.
    const bool isJournalLast =
        m_setup.isHome && m_setup.store()->database().metaInteger("main", kJournalLosses) >= kLossesThatCount;
    Result<void> written;
    if (!isJournalLast) {
        written = co_await synchroniseJournal(round);
        noteJournalLoss(written);
    }
    if (auto goesOn = unlessRefused(written, *m_session, round); !goesOn)
        co_return goesOn;
    auto received = co_await readFolders(round);
    if (!received)
        co_return received;
    if (auto opened = openWhatIsNew(); !opened)
        co_return opened;
    auto sent = co_await sendAnswers(round);
    if (auto goesOn = unlessRefused(sent, *m_session, round); !goesOn)
        co_return goesOn;
    auto pending = m_setup.store()->journal().pendingCount();
    if (!pending)
        co_return tl::unexpected(pending.error());
    m_status.lastSyncAt = m_setup.clock->now();
    const bool isFull = round->refused && imap::isMailboxFull(*round->refused);
    if (isJournalLast || (*pending > 0 && written && !isFull)) {
        written = co_await synchroniseJournal(round);
        noteJournalLoss(written);
        if (auto goesOn = unlessRefused(written, *m_session, round); !goesOn)
            co_return goesOn;
    }
    if (auto forgotten = round->isPartial ? Result<void>() : forgetGoneMail(); !forgotten)
        co_return forgotten;
    if (auto noted = noteLedger(); !noted)
        co_return noted;
    round->wasRead = true;
    if (round->refused)
        co_return tl::unexpected(*round->refused);
    co_return Result<void>();
}

/// Also over the end of a program.
void AccountEngine::noteJournalLoss(const Result<void> &ended)
{
    if (!m_setup.isHome)
        return;
    store::Database &database = m_setup.store()->database();
    const qint64 before = database.metaInteger("main", kJournalLosses);
    const qint64 now = ended || m_session->isOpen() ? 0 : before + 1;
    if (now != before && !m_scope.stopToken().stop_requested())
        database.setMeta("main", kJournalLosses, now);
}

/// For so long that what waits to be sent may be out of date.
Result<bool> AccountEngine::wasAway()
{
    const auto folders = m_setup.store()->folders().ofAccount(m_setup.config.name);
    if (!folders)
        return tl::unexpected(folders.error());
    Instant last;
    for (const store::FolderState &folder : *folders)
        if (folder.role != store::FolderRole::Journal)
            last = std::max(last, folder.syncedAt);
    return !last.isNever() && m_setup.clock->now() - last > outbox::kLookAgainAfter;
}

/// A desk that has never read what the team decided opens nothing: all of it may have been opened before.
Result<void> AccountEngine::openWhatIsNew()
{
    if (m_setup.teamKeepsJournal && !sync::wasJournalRead(m_setup.store()->database()))
        return {};
    const auto opened = openTickets({m_setup.store(), m_setup.clock, m_setup.profile.address,
                                     m_setup.isHome && !m_setup.config.journal, m_setup.changed});
    return opened ? introduce() : opened;
}

/// When all folders have been read: what was moved has been seen in its new one.
Result<void> AccountEngine::forgetGoneMail()
{
    store::GoneMail gone(m_setup.store()->database(), [](const QByteArray &raw) { return mime::parseMessage(raw); });
    return gone.forget(kForgottenInOneRound).map([](auto &&) {});
}

Result<void> AccountEngine::noteLedger()
{
    const auto health = store::Ledger(m_setup.store()->database()).health(m_setup.config.name);
    if (!health)
        return tl::unexpected(health.error());
    m_status.difference = health->difference;
    m_status.quarantined = health->quarantined;
    m_status.lastMailAt = health->lastMailAt;
    m_status.usualSilence = health->usualSilence;
    return {};
}

/// The outcome of a round as people see it.
void AccountEngine::showOutcome(const AccountRound &round, const Result<void> &ended)
{
    const auto [sending, words] = sendingHealth();
    if (ended)
        setWell();
    else if (round.wasRead && imap::isMailboxFull(ended.error()))
        setHealth(AccountHealth::MailboxFull, ended.error().detail);
    else if (round.wasRead && sending == AccountHealth::Online)
        setHealth(AccountHealth::PartlyRefused, ended.error().detail);
    else if (round.wasRead) // that needs somebody first
        setHealth(sending, words + QStringLiteral("; ") + ended.error().detail);
    else
        setFailed(ended.error());
}

async::Task<void> AccountEngine::runAsked()
{
    while (!m_asking.empty()) {
        const auto asking = std::exchange(m_asking, {});
        AccountRound round;
        round.timer.start();
        Result<void> ended = fail(ErrorCode::Cancelled, QStringLiteral("the program is closing"));
        if (!m_scope.stopToken().stop_requested())
            ended = co_await synchronise(&round);
        showOutcome(round, ended);
        round.alerts = m_status.alerts;
        const QJsonObject report = reportOf(m_setup.config.name, round, ended);
        if (m_session) {
            auto closed = co_await m_session->close();
            if (!closed)
                qCInfo(log).noquote() << "closing:" << closed.error().detail;
            m_session.reset();
        }
        answerAll(asking, report);
    }
    m_isRunning = false;
    if (std::exchange(m_watchesNext, false) && !m_scope.stopToken().stop_requested())
        startWatching();
    co_return Result<void>();
}

async::Task<void> AccountEngine::recover(Error error)
{
    m_session.reset();
    setFailed(error);
    if (m_asked || (m_nudged && !isLeftAlone(m_status.health)))
        co_return Result<void>(); // somebody asked for another try while this one failed
    auto pause = pauseAfter(m_failures++, firstPause(m_status.health, error));
    if (const auto suggested = imap::suggestedPause(error))
        pause = std::max(pause, *suggested);
    auto slept = co_await async::sleep(pause, m_wake.get_token());
    co_return slept;
}

async::Task<void> AccountEngine::watch()
{
    const std::stop_token stop = m_scope.stopToken();
    while (!stop.stop_requested()) {
        AccountRound round;
        round.timer.start();
        m_nudged = m_asked = false;
        const auto asking = std::exchange(m_asking, {});
        Q_EMIT roundBegan();
        auto ended = co_await synchronise(&round);
        if (stop.stop_requested()) { // whoever listens to the rounds is taking leave
            answerAll(asking, reportOf(m_setup.config.name, round, ended));
            break;
        }
        if (isLarge(round))
            m_setup.store()->releaseMemory();
        round.alerts = m_session ? m_session->alerts() : QStringList();
        if (!m_copyRefused.isEmpty())
            round.alerts.append(m_copyRefused);
        const QJsonObject report = reportOf(m_setup.config.name, round, ended);
        Q_EMIT roundEnded(report);
        answerAll(asking, report);
        m_wake = std::stop_source();
        if (!ended && !round.wasRead) {
            auto recovered = co_await recover(ended.error());
            Q_UNUSED(recovered) // nudged or stopped: both go on at once
            continue;
        }
        m_failures = 0;
        showOutcome(round, ended);
        if (m_nudged)
            continue;
        auto inbox = co_await reopenInbox();
        if (!inbox)
            continue; // the next round meets the same failure and says so
        QElapsedTimer waited;
        waited.start();
        auto changed = co_await m_session->waitForChange(otherFolders(), nextWait(), m_wake.get_token());
        if (changed || changed.error().code == ErrorCode::Cancelled)
            continue;
        qCInfo(log).noquote() << m_setup.config.name << "lost the connection:" << changed.error().detail;
        m_session.reset();
        // Once is chance. A server that closes each wait is not asked over and over.
        m_shortWaits = std::chrono::milliseconds(waited.elapsed()) < kShortWait ? m_shortWaits + 1 : 0;
        if (m_shortWaits < 2)
            continue;
        auto slept = co_await async::sleep(pauseAfter(m_shortWaits - 2), m_wake.get_token());
        Q_UNUSED(slept)
    }
    if (m_session) {
        auto closed = co_await m_session->close();
        Q_UNUSED(closed) // the program is leaving
        m_session.reset();
    }
    answerAll(std::exchange(m_asking, {}),
              reportOf(m_setup.config.name, AccountRound(),
                       fail(ErrorCode::Cancelled, QStringLiteral("the program is closing"))));
    m_isWatching = false;
    co_return Result<void>();
}

/// New mail is waited for where it arrives.
async::Task<void> AccountEngine::reopenInbox()
{
    for (const sync::RemoteFolder &folder : m_folders) {
        if (folder.role != sync::FolderRole::Inbox)
            continue;
        auto opened = co_await m_session->open(folder);
        if (!opened)
            co_return tl::unexpected(opened.error());
        // Something came in between: no waiting now.
        auto known = m_setup.store()->folders().ensure(m_setup.config.name, QString::fromLatin1(folder.rawName),
                                                       store::FolderRole::Inbox);
        if (known && (known->uidNext != opened->state.uidNext || known->serverCount != opened->state.exists))
            co_return fail(ErrorCode::Conflict, QStringLiteral("new mail"));
    }
    co_return Result<void>();
}

/// What else is read: answers that others file in Sent, decisions of the team.
std::vector<sync::WatchedFolder> AccountEngine::otherFolders() const
{
    std::vector<sync::WatchedFolder> others;
    const auto known = m_setup.store()->folders().ofAccount(m_setup.config.name);
    if (!known)
        return others; // the next round meets the same failure and says so
    for (const store::FolderState &folder : *known)
        if (folder.role != store::FolderRole::Inbox && folder.uidValidity != 0)
            others.push_back({folder.name.toLatin1(),
                              {folder.uidValidity, folder.uidNext, folder.highestModseq, folder.serverCount}});
    return others;
}

/// Until the next answer is due, five minutes at most.
std::chrono::milliseconds AccountEngine::nextWait() const
{
    if (m_awaitsCopies)
        return kLookForCopy;
    const auto due = m_setup.store()->outbox().nextDue(m_setup.config.name);
    if (!due || due->isNever())
        return kPollAtMost;
    return std::clamp<std::chrono::milliseconds>(*due - m_setup.clock->now(), 100ms, kPollAtMost);
}

} // namespace otklik::workspace
