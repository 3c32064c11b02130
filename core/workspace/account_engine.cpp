// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/account_engine.h"

#include "core/async/timeout.h"
#include "core/workspace/mailbox_access.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QLoggingCategory>
#include <QRandomGenerator>

namespace otklik::workspace {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.engine", QtInfoMsg)

using namespace std::chrono_literals;

constexpr auto kPollAtMost = std::chrono::minutes(5); ///< even while pushing works (mail-rules §2.9)
constexpr auto kFirstRetry = 5s;
constexpr auto kLongestRetry = std::chrono::minutes(15);
constexpr auto kShortWait = 30s;
constexpr std::size_t kOpenersInOneEvent = journal::kMaxImportOps;
constexpr std::size_t kOpeningEvents = 20; ///< in one transaction

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

/// Doubles with each failure, and differs from desk to desk: a server that comes back is not met by all at once.
std::chrono::milliseconds pauseAfter(int failures)
{
    const auto pause = std::min<std::chrono::milliseconds>(kFirstRetry * (1 << std::min(failures, 8)), kLongestRetry);
    return pause + std::chrono::milliseconds(QRandomGenerator::global()->bounded(int(pause.count() / 5) + 1));
}

QString roleName(store::FolderRole role)
{
    switch (role) {
    case store::FolderRole::Inbox:
        return key("inbox");
    case store::FolderRole::Sent:
        return key("sent");
    case store::FolderRole::Extra:
        return key("extra");
    case store::FolderRole::Journal:
        return key("journal");
    }
    return key("extra");
}

journal::Op openingOp(const store::UnopenedTicket &ticket)
{
    QJsonObject data{{key("message"), QString::fromLatin1(ticket.key.hex())},
                     {key("message_id"), ticket.messageId},
                     {key("subject"), ticket.subject},
                     {key("requester"), ticket.requester},
                     {key("channel"), key("mail")}};
    if (!ticket.followUpOf.isEmpty())
        data[key("followup_of")] = QString::fromLatin1(ticket.followUpOf.hex());
    return {key("ticket.opened"), ticket.key.object(), data, {}};
}

std::vector<store::Store::BulkEvent> openings(const std::vector<store::UnopenedTicket> &tickets)
{
    std::vector<store::Store::BulkEvent> events;
    for (const store::UnopenedTicket &ticket : tickets) {
        if (events.empty() || events.back().ops.size() >= kOpenersInOneEvent)
            events.emplace_back();
        events.back().ops.push_back(openingOp(ticket));
    }
    for (store::Store::BulkEvent &event : events)
        event.sentence = QStringLiteral("New mail opened %1 tickets").arg(event.ops.size());
    return events;
}

} // namespace

int exitCodeFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return 2;
    case ErrorCode::AuthRejected:
        return 3;
    case ErrorCode::Offline:
    case ErrorCode::Timeout:
    case ErrorCode::TlsUntrusted:
    case ErrorCode::ProtocolViolation:
    case ErrorCode::ServerRefused:
        return 4;
    case ErrorCode::NotFound:
        return 5;
    case ErrorCode::RefusedByRule:
    case ErrorCode::Conflict:
        return 6;
    case ErrorCode::StorageCorrupt:
        return 7;
    default:
        return 1;
    }
}

struct AccountEngine::Round
{
    std::vector<sync::FolderReport> folders;
    sync::JournalReport journal;
    outbox::SendReport outbox;
    QElapsedTimer timer;
    int ticketsCreated = 0;
    int ticketsChanged = 0;
};

AccountEngine::AccountEngine(Setup setup)
    : m_setup(std::move(setup))
    , m_scope(QStringLiteral("account ") + m_setup.config.name)
{
    m_status.name = m_setup.config.name;
    m_status.address = m_setup.config.address;
    m_status.kind = m_setup.config.kind == settings::AccountKind::Imap ? key("imap") : key("maildir");
}

AccountEngine::~AccountEngine() = default;

void AccountEngine::setHealth(AccountHealth health, const QString &detail)
{
    m_status.health = health;
    m_status.detail = detail;
    Q_EMIT statusChanged(m_status);
}

void AccountEngine::setFailed(const Error &error)
{
    // Whoever asked tells the person, in one line; here it is for the log.
    qCInfo(log).noquote() << m_setup.config.name << errorCodeName(error.code) << error.detail;
    switch (error.code) {
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

void AccountEngine::syncOnce(std::function<void(QJsonObject)> done)
{
    m_scope.start(QStringLiteral("sync"), runOnce(std::move(done)));
}

void AccountEngine::startWatching()
{
    m_scope.start(QStringLiteral("watch"), watch());
}

void AccountEngine::nudge()
{
    m_nudged = true;
    m_wake.request_stop();
    if (m_status.health == AccountHealth::Syncing && !m_sending)
        m_scope.start(QStringLiteral("send"), sendMeanwhile());
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

async::Task<void> AccountEngine::connect()
{
    if (m_session)
        co_return Result<void>();
    setHealth(AccountHealth::Connecting);
    async::Completion<SecretString> asked;
    auto waiter = asked.waiter();
    auto shared = std::make_shared<async::Completion<SecretString>>(std::move(asked));
    m_setup.password([shared](Result<SecretString> secret) { shared->finish(std::move(secret)); });
    auto secret = co_await waiter;
    if (!secret)
        co_return tl::unexpected(secret.error());
    auto session = co_await openMailbox(m_setup.config, *secret, m_scope.stopToken());
    if (!session)
        co_return tl::unexpected(session.error());
    m_session = std::move(*session);
    m_carrier = makeCarrier(m_setup.config, *secret);
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
    context.progress = [this](qint64 done, qint64 total) {
        m_status.done = done;
        m_status.total = total;
        Q_EMIT statusChanged(m_status);
    };
    return context;
}

outbox::SendContext AccountEngine::sendContext()
{
    return {m_setup.store(),         m_setup.clock,   m_setup.config.name,
            m_setup.profile.address, m_setup.changed, m_scope.stopToken()};
}

std::optional<sync::RemoteFolder> AccountEngine::sentFolder() const
{
    const sync::RemoteFolder *byName = nullptr;
    for (const sync::RemoteFolder &folder : m_folders) {
        if (folder.role == sync::FolderRole::Sent && folder.selectable)
            return folder;
        const QString last =
            folder.name.section(folder.delimiter.isEmpty() ? QStringLiteral("/") : folder.delimiter, -1);
        for (const char *name : {"Sent", "Sent Items", "Sent Messages", "Отправленные", "Sent Mail"})
            if (!byName && folder.selectable && last.compare(QString::fromUtf8(name), Qt::CaseInsensitive) == 0)
                byName = &folder;
    }
    return byName ? std::optional(*byName) : std::nullopt;
}

std::vector<std::pair<sync::RemoteFolder, store::FolderRole>> AccountEngine::wantedFolders() const
{
    std::vector<std::pair<sync::RemoteFolder, store::FolderRole>> wanted;
    for (const sync::RemoteFolder &folder : m_folders)
        if (folder.role == sync::FolderRole::Inbox)
            wanted.emplace_back(folder, store::FolderRole::Inbox);
    if (const auto sent = sentFolder())
        wanted.emplace_back(*sent, store::FolderRole::Sent);
    for (const sync::RemoteFolder &folder : m_folders)
        if (folder.selectable && m_setup.config.folders.contains(folder.name))
            wanted.emplace_back(folder, store::FolderRole::Extra);
    return wanted;
}

async::Task<void> AccountEngine::synchroniseJournal(Round *round)
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

async::Task<void> AccountEngine::synchroniseFolders(Round *round)
{
    const auto wanted = wantedFolders();
    for (sync::RemoteFolder &folder : m_folders)
        folder.counters.reset(); // listed once a connection: for the first round they are new, later they are not
    for (const auto &[folder, role] : wanted) {
        auto report = co_await sync::syncFolder(syncContext(), folder, role);
        if (!report)
            co_return tl::unexpected(report.error());
        round->ticketsCreated += report->ticketsCreated;
        round->ticketsChanged += report->ticketsChanged;
        round->folders.push_back(std::move(*report));
    }
    m_status.done = m_status.total = 0;
    co_return Result<void>();
}

/// Tickets that only mail knows get their opening, and with it their number, in order of their first mail.
Result<void> AccountEngine::openTickets()
{
    const bool countAtOnce = m_setup.isHome && !m_setup.config.journal;
    for (;;) {
        auto unopened = m_setup.store()->journal().unopenedTickets(int(kOpenersInOneEvent * kOpeningEvents));
        if (!unopened)
            return tl::unexpected(unopened.error());
        if (unopened->empty())
            return {};
        auto changes = m_setup.store()->decideInBulk(openings(*unopened), m_setup.profile.address, m_setup.clock->now(),
                                                     countAtOnce);
        if (!changes)
            return tl::unexpected(changes.error());
        m_setup.changed(*changes);
    }
}

/// One at a time: a mail under way is not due, but two runs would not know of each other's failures. Who comes second
/// waits for the end, so that a round does not end with a mail on its way.
async::Task<void> AccountEngine::sendDue()
{
    if (m_sending) {
        auto ended = m_waitingForSender.emplace_back().waiter();
        auto seen = co_await ended;
        if (!seen)
            co_return tl::unexpected(seen.error());
        co_return Result<void>();
    }
    m_sending = true;
    const std::shared_ptr<outbox::Carrier> carrier = m_carrier;
    auto sent = co_await outbox::sendDue(sendContext(), carrier.get());
    m_sending = false;
    for (async::Completion<bool> &waiting : std::exchange(m_waitingForSender, {}))
        waiting.finish(true);
    if (!sent)
        co_return tl::unexpected(sent.error());
    m_sent.sent += sent->sent;
    m_sent.failed += sent->failed;
    m_sent.uncertain += sent->uncertain;
    m_sent.waiting = sent->waiting;
    m_setup.outboxChanged();
    if (sent->sent > 0)
        Q_EMIT answersSent(sent->sent);
    co_return Result<void>();
}

async::Task<void> AccountEngine::sendMeanwhile()
{
    auto sent = co_await sendDue();
    m_nudged = true; // the round after this one files the copy
    m_wake.request_stop();
    co_return sent;
}

async::Task<void> AccountEngine::sendAnswers(Round *round)
{
    auto sent = co_await sendDue();
    if (!sent)
        co_return tl::unexpected(sent.error());
    round->outbox = std::exchange(m_sent, {});
    auto folder = sentFolder();
    if (!folder) {
        QStringList path{QStringLiteral("Sent")};
        auto created = co_await m_session->create(path);
        if (!created)
            co_return tl::unexpected(created.error());
        m_folders.push_back(*created);
        m_folders.back().role = sync::FolderRole::Sent;
        folder = m_folders.back();
    }
    auto filed = co_await outbox::fileSentCopies(sendContext(), m_session.get(), *folder);
    if (!filed)
        co_return tl::unexpected(filed.error());
    if (!*filed && round->outbox.sent == 0)
        co_return Result<void>();
    auto report = co_await sync::syncFolder(syncContext(), *folder, store::FolderRole::Sent);
    if (!report)
        co_return tl::unexpected(report.error());
    co_return Result<void>();
}

async::Task<void> AccountEngine::synchronise(Round *round)
{
    auto connected = co_await connect();
    if (!connected)
        co_return tl::unexpected(connected.error());
    setHealth(AccountHealth::Syncing);
    auto journalled = co_await synchroniseJournal(round);
    if (!journalled)
        co_return tl::unexpected(journalled.error());
    auto received = co_await synchroniseFolders(round);
    if (!received)
        co_return tl::unexpected(received.error());
    auto opened = openTickets();
    if (!opened)
        co_return tl::unexpected(opened.error());
    auto sent = co_await sendAnswers(round);
    if (!sent)
        co_return tl::unexpected(sent.error());
    auto pending = m_setup.store()->journal().pendingCount();
    if (!pending)
        co_return tl::unexpected(pending.error());
    if (*pending > 0) {
        auto again = co_await synchroniseJournal(round);
        if (!again)
            co_return tl::unexpected(again.error());
    }
    m_status.lastSyncAt = m_setup.clock->now();
    co_return Result<void>();
}

async::Task<void> AccountEngine::runOnce(std::function<void(QJsonObject)> done)
{
    Round round;
    round.timer.start();
    auto ended = co_await synchronise(&round);
    if (ended)
        setHealth(AccountHealth::Online);
    else
        setFailed(ended.error());
    const QJsonObject report = reportOf(round, ended);
    if (m_session) {
        auto closed = co_await m_session->close();
        if (!closed)
            qCInfo(log).noquote() << "closing:" << closed.error().detail;
        m_session.reset();
    }
    done(report);
    co_return Result<void>();
}

async::Task<void> AccountEngine::watch()
{
    const std::stop_token stop = m_scope.stopToken();
    while (!stop.stop_requested()) {
        Round round;
        round.timer.start();
        m_nudged = false;
        Q_EMIT roundBegan();
        auto ended = co_await synchronise(&round);
        if (stop.stop_requested())
            break;
        Q_EMIT roundEnded(reportOf(round, ended));
        m_wake = std::stop_source();
        if (!ended) {
            m_session.reset();
            setFailed(ended.error());
            if (m_nudged)
                continue; // somebody asked for another try while this one failed
            auto slept = co_await async::sleep(pauseAfter(m_failures++), m_wake.get_token());
            Q_UNUSED(slept) // nudged or stopped: both go on at once
            continue;
        }
        m_failures = 0;
        setHealth(AccountHealth::Online);
        if (m_nudged)
            continue;
        auto inbox = co_await reopenInbox();
        if (!inbox)
            continue; // the next round meets the same failure and says so
        QElapsedTimer waited;
        waited.start();
        auto changed = co_await m_session->waitForChange(nextWait(), m_wake.get_token());
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

/// Until the next answer is due, five minutes at most.
std::chrono::milliseconds AccountEngine::nextWait() const
{
    const auto due = m_setup.store()->outbox().nextDue();
    if (!due || due->isNever())
        return kPollAtMost;
    return std::clamp<std::chrono::milliseconds>(*due - m_setup.clock->now(), 100ms, kPollAtMost);
}

QJsonObject AccountEngine::reportOf(const Round &round, const Result<void> &ended) const
{
    QJsonArray folders;
    qint64 bytes = round.journal.bytes;
    for (const sync::FolderReport &folder : round.folders) {
        bytes += folder.bytes;
        folders.append(QJsonObject{{key("name"), folder.name},
                                   {key("role"), roleName(folder.role)},
                                   {key("messages"), folder.messages},
                                   {key("new"), folder.fresh},
                                   {key("vanished"), folder.vanished},
                                   {key("flag_changes"), folder.flagChanges},
                                   {key("missing"), folder.missing}});
    }
    QJsonObject report{
        {key("name"), m_setup.config.name},
        {key("ok"), ended.has_value()},
        {key("folders"), folders},
        {key("bytes_received"), bytes},
        {key("journal"), QJsonObject{{key("applied"), round.journal.applied},
                                     {key("sent"), round.journal.sent},
                                     {key("quarantined"), round.journal.quarantined}}},
        {key("outbox"), QJsonObject{{key("sent"), round.outbox.sent},
                                    {key("failed"), round.outbox.failed},
                                    {key("waiting"), round.outbox.waiting},
                                    {key("uncertain"), round.outbox.uncertain}}},
        {key("tickets"), QJsonObject{{key("created"), round.ticketsCreated}, {key("updated"), round.ticketsChanged}}},
        {key("elapsed_ms"), round.timer.elapsed()}};
    if (!ended)
        report[key("error")] = QJsonObject{{key("code"), errorCodeName(ended.error().code)},
                                           {key("message"), ended.error().detail},
                                           {key("exit_code"), exitCodeFor(ended.error().code)}};
    return report;
}

} // namespace otklik::workspace
