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

constexpr auto kLookForCopy = std::chrono::seconds(3); ///< while a server may still file what was sent
constexpr auto kPollAtMost = std::chrono::minutes(5);  ///< even while pushing works (mail-rules §2.9)
constexpr auto kFirstRetry = 5s;
constexpr auto kBusyRetry = std::chrono::minutes(1); ///< of a server that asks to come later
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

bool isLarge(const AccountRound &round)
{
    qint64 mails = round.journal.applied;
    for (const sync::FolderReport &folder : round.folders)
        mails += folder.fresh;
    return mails >= kLargeRound;
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
    Q_EMIT statusChanged(m_status);
}

void AccountEngine::setFailed(const Error &error)
{
    // Whoever asked tells the person, in one line; here it is for the log.
    qCInfo(log).noquote() << m_setup.config.name << errorCodeName(error.code) << error.detail;
    if (const QString alert = imap::alertOf(error); !alert.isEmpty() && !m_status.alerts.contains(alert))
        m_status.alerts.append(alert);
    if (imap::isMailboxFull(error))
        return setHealth(AccountHealth::MailboxFull, error.detail);
    switch (error.code) {
    case ErrorCode::ServerRefused:
        return setHealth(AccountHealth::ServerBusy, error.detail);
    case ErrorCode::AuthRejected:
    case ErrorCode::NotFound:
        return setHealth(AccountHealth::SignInRefused, error.detail);
    case ErrorCode::TlsUntrusted:
        return setHealth(AccountHealth::CertificateRefused, error.detail);
    case ErrorCode::Offline:
    case ErrorCode::Timeout:
        return setHealth(AccountHealth::Offline, error.detail);
    default:
        return setHealth(AccountHealth::Failed, error.detail);
    }
}

void AccountEngine::setWell()
{
    if (m_sendingRefused.isEmpty())
        setHealth(AccountHealth::Online);
    else
        setHealth(AccountHealth::SendingRefused, m_sendingRefused);
}

void AccountEngine::syncOnce(std::function<void(QJsonObject)> done)
{
    m_scope.start(QStringLiteral("sync"), runOnce(std::move(done)));
}

void AccountEngine::startWatching()
{
    m_scope.start(QStringLiteral("watch"), watch());
}

void AccountEngine::syncNow()
{
    m_asked = true;
    if (auto hurried = hurryAnswers(); !hurried)
        qCWarning(log).noquote() << m_setup.config.name << hurried.error().detail; // they go when their pause is over
    m_wake.request_stop();
    nudge();
}

void AccountEngine::nudge()
{
    m_nudged = true;
    if (m_status.health != AccountHealth::SignInRefused)
        m_wake.request_stop();
    if (m_status.health == AccountHealth::Syncing && !m_sending)
        m_scope.start(QStringLiteral("send"), sendMeanwhile());
}

void AccountEngine::networkIsBack()
{
    if (m_status.health == AccountHealth::ServerBusy || m_status.health == AccountHealth::SignInRefused)
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
    const auto noteLimit = [this](qint64 bytes) { noteSizeLimit(bytes); };
    if (m_setup.config.oauth.isEmpty())
        m_carrier = m_setup.makeCarrier(
            m_setup.config, [kept = *secret](const SecretString &) { return ready(kept); }, noteLimit);
    else // a connection may live longer than the token it was made with
        m_carrier = m_setup.makeCarrier(
            m_setup.config, [this](const SecretString &refused) { return askSecret(refused); }, noteLimit);
    auto folders = co_await m_session->folders();
    if (!folders)
        co_return tl::unexpected(folders.error());
    m_folders = std::move(*folders);
    co_return Result<void>();
}

sync::SyncContext AccountEngine::syncContext()
{
    sync::SyncContext context;
    context.session = m_session.get();
    context.store = m_setup.store();
    context.clock = m_setup.clock;
    context.account = m_setup.config.name;
    context.ourAddresses = m_setup.ourAddresses;
    context.changed = m_setup.changed;
    context.program = QCoreApplication::applicationVersion();
    return context;
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

/// A list that leaves a folder out is asked for once more before its mails are taken away.
async::Task<void> AccountEngine::forgetLostFolders()
{
    const auto known = m_setup.store()->folders().ofAccount(m_setup.config.name);
    if (!known)
        co_return tl::unexpected(known.error());
    if (m_foldersAreOld || isFolderMissing(m_folders, m_setup.config)) {
        auto listed = co_await m_session->folders();
        if (!listed)
            co_return tl::unexpected(listed.error());
        m_folders = std::move(*listed);
        m_foldersAreOld = false;
    }
    if (lostFolders(*known, wantedFolders(m_folders, m_setup.config)).empty())
        co_return Result<void>();
    auto again = co_await m_session->folders();
    if (!again)
        co_return tl::unexpected(again.error());
    m_folders = std::move(*again);
    const auto lost = lostFolders(*known, wantedFolders(m_folders, m_setup.config));
    for (const store::FolderState &folder : lost) {
        qCInfo(log).noquote() << m_setup.config.name << "has no folder" << folder.name << "any more";
        auto changes = m_setup.store()->forgetFolder(folder);
        if (!changes)
            co_return tl::unexpected(changes.error());
        m_setup.changed(*changes);
    }
    co_return Result<void>();
}

async::Task<void> AccountEngine::synchroniseFolders(AccountRound *round)
{
    auto forgotten = co_await forgetLostFolders();
    if (!forgotten)
        co_return tl::unexpected(forgotten.error());
    const auto wanted = wantedFolders(m_folders, m_setup.config);
    for (sync::RemoteFolder &folder : m_folders)
        folder.counters.reset(); // listed once a connection: for the first round they are new, later they are not
    QElapsedTimer timer;
    timer.start();
    sync::ReadingProgress progress(0ms);
    sync::SyncContext context = syncContext();
    auto expected = co_await sync::expectFirstReadings(context, wanted, &progress);
    if (!expected)
        co_return expected;
    for (const auto &[folder, role] : wanted) {
        context.progress = [this, &progress, &timer, name = folder.rawName](const sync::FolderProgress &now) {
            progress.note(name, now, std::chrono::milliseconds(timer.elapsed()));
            showProgress(progress);
        };
        auto report = co_await sync::syncFolder(context, folder, role);
        progress.end(folder.rawName);
        if (!report && report.error().code == ErrorCode::NotFound && role != store::FolderRole::Inbox) {
            m_foldersAreOld = true; // deleted or renamed since they were listed: the next round forgets it
            continue;
        }
        if (!report)
            co_return tl::unexpected(report.error());
        round->appeared.add(report->appeared);
        round->tickets |= report->tickets;
        round->folders.push_back(std::move(*report));
    }
    forgetProgress();
    co_return Result<void>();
}

void AccountEngine::forgetProgress()
{
    m_status.done = m_status.total = 0;
    m_status.left = 0ms;
}

void AccountEngine::showProgress(const sync::ReadingProgress &progress)
{
    m_status.done = progress.done();
    m_status.total = progress.total();
    m_status.left = progress.left().value_or(0ms);
    Q_EMIT statusChanged(m_status);
}

async::Task<void> AccountEngine::synchronise(AccountRound *round)
{
    forgetProgress();
    auto connected = co_await connect();
    if (!connected)
        co_return tl::unexpected(connected.error());
    setHealth(AccountHealth::Syncing);
    // A mailbox that takes no more is still read: that nothing could be written to it is told at the end.
    auto written = co_await synchroniseJournal(round);
    if (!written && !imap::isMailboxFull(written.error()))
        co_return written;
    auto received = co_await synchroniseFolders(round);
    if (!received)
        co_return tl::unexpected(received.error());
    auto opened = openTickets({m_setup.store(), m_setup.clock, m_setup.profile.address,
                               m_setup.isHome && !m_setup.config.journal, m_setup.changed});
    if (!opened)
        co_return tl::unexpected(opened.error());
    if (auto introduced = introduce(); !introduced)
        co_return introduced;
    auto sent = co_await sendAnswers(round);
    if (!sent && !imap::isMailboxFull(sent.error()))
        co_return tl::unexpected(sent.error());
    auto pending = m_setup.store()->journal().pendingCount();
    if (!pending)
        co_return tl::unexpected(pending.error());
    if (written && !sent)
        written = sent;
    if (*pending > 0 && written)
        written = co_await synchroniseJournal(round);
    if (!written && !imap::isMailboxFull(written.error()))
        co_return written;
    // Only now: what was moved has been seen in its new folder.
    store::GoneMail gone(m_setup.store()->database(), [](const QByteArray &raw) { return mime::parseMessage(raw); });
    auto forgotten = gone.forget(kForgottenInOneRound);
    if (!forgotten)
        co_return tl::unexpected(forgotten.error());
    m_status.lastSyncAt = m_setup.clock->now();
    if (auto noted = noteLedger(); !noted)
        co_return noted;
    co_return written;
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

async::Task<void> AccountEngine::runOnce(std::function<void(QJsonObject)> done)
{
    AccountRound round;
    round.timer.start();
    auto ended = co_await synchronise(&round);
    if (ended)
        setWell();
    else
        setFailed(ended.error());
    round.alerts = m_status.alerts;
    const QJsonObject report = reportOf(m_setup.config.name, round, ended);
    if (m_session) {
        auto closed = co_await m_session->close();
        if (!closed)
            qCInfo(log).noquote() << "closing:" << closed.error().detail;
        m_session.reset();
    }
    done(report);
    co_return Result<void>();
}

async::Task<void> AccountEngine::recover(Error error)
{
    m_session.reset();
    setFailed(error);
    const bool refused = m_status.health == AccountHealth::SignInRefused;
    if (m_asked || (m_nudged && !refused))
        co_return Result<void>(); // somebody asked for another try while this one failed
    std::chrono::milliseconds first = kFirstRetry;
    if (refused)
        first = kLongestRetry;
    else if (m_status.health == AccountHealth::ServerBusy)
        first = kBusyRetry;
    auto slept = co_await async::sleep(pauseAfter(m_failures++, first), m_wake.get_token());
    co_return slept;
}

async::Task<void> AccountEngine::watch()
{
    const std::stop_token stop = m_scope.stopToken();
    m_isWatching = true;
    while (!stop.stop_requested()) {
        AccountRound round;
        round.timer.start();
        m_nudged = m_asked = false;
        Q_EMIT roundBegan();
        auto ended = co_await synchronise(&round);
        if (stop.stop_requested())
            break;
        if (isLarge(round))
            m_setup.store()->releaseMemory();
        round.alerts = m_session ? m_session->alerts() : QStringList();
        Q_EMIT roundEnded(reportOf(m_setup.config.name, round, ended));
        m_wake = std::stop_source();
        if (!ended && !imap::isMailboxFull(ended.error())) {
            auto recovered = co_await recover(ended.error());
            Q_UNUSED(recovered) // nudged or stopped: both go on at once
            continue;
        }
        m_failures = 0;
        if (ended)
            setWell();
        else
            setFailed(ended.error()); // what can be read was read; new mail is waited for as always
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
