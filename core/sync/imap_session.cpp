// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/imap_session.h"

#include "core/imap/protocol/modified_utf7.h"
#include "core/imap/server_error.h"
#include "core/sync/held_back.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QScopeGuard>

#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <utility>

namespace otklik::sync {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.sync.imap", QtInfoMsg)

// Mails in one command: few in the first, so that today is on screen at once, then so many that it takes about a
// second, whatever the line and the mails are like.
constexpr std::size_t kFirstSlice = 60;
constexpr std::size_t kSmallestSlice = 10;
constexpr std::size_t kLargestSlice = 500;
constexpr qint64 kShortSliceMs = 400;
constexpr qint64 kLongSliceMs = 1600;
constexpr std::size_t kInFlight = 3;
constexpr int kMostRefusals = 20;         ///< of single mails one after the other: then it is the server that is ill
constexpr int kOddServer = 20;            ///< mails in a row in the same odd form twice: the next is believed at once
constexpr qint64 kBeginning = 256 * 1024; ///< of a mail that is too large; another value makes other mails of them
constexpr quint64 kMostUids = 20'000'000; ///< in one folder

FolderRole roleOf(imap::FolderRole role)
{
    switch (role) {
    case imap::FolderRole::Inbox:
        return FolderRole::Inbox;
    case imap::FolderRole::Sent:
        return FolderRole::Sent;
    case imap::FolderRole::Drafts:
        return FolderRole::Drafts;
    case imap::FolderRole::Junk:
        return FolderRole::Junk;
    case imap::FolderRole::Trash:
        return FolderRole::Trash;
    case imap::FolderRole::Archive:
        return FolderRole::Archive;
    default:
        return FolderRole::Other;
    }
}

QStringList flagNames(const QByteArrayList &flags)
{
    QStringList names;
    for (const QByteArray &flag : flags)
        names << QString::fromLatin1(flag);
    return names;
}

std::optional<RemoteState> countersOf(const imap::Folder &folder)
{
    const auto &status = folder.status;
    if (!status || !status->uidValidity || !status->uidNext || !status->messages)
        return std::nullopt;
    return RemoteState{*status->uidValidity, *status->uidNext, status->highestModSeq.value_or(0),
                       qint64(*status->messages)};
}

/// Flags of what is new come with the mails themselves.
RemoteDelta deltaOf(const imap::SelectedMailbox &selected, quint32 knownBelow)
{
    RemoteDelta delta;
    for (const imap::UidSet::Range &range : selected.vanished.ranges())
        delta.vanished.push_back({range.first, range.last});
    for (const imap::Fetch &fetch : selected.changed)
        if (fetch.uid < knownBelow && fetch.flags)
            delta.flags.push_back({fetch.uid, flagNames(*fetch.flags)});
    return delta;
}

RemoteMessage messageOf(const imap::Fetch &fetched, QByteArray raw)
{
    RemoteMessage message;
    message.uid = fetched.uid;
    message.flags = flagNames(fetched.flags.value_or(QByteArrayList()));
    message.internalDate = fetched.internalDate;
    message.serverId = fetched.serverId;
    message.raw = std::move(raw);
    return message;
}

/// A set may name all numbers there are in a dozen bytes.
Result<std::vector<quint32>> listOf(const imap::UidSet &uids)
{
    if (uids.count() > kMostUids)
        return fail(ErrorCode::ProtocolViolation,
                    QStringLiteral("the server names %1 mails in one folder").arg(uids.count()));
    return uids.toList();
}

} // namespace

async::Task<std::unique_ptr<MailboxSession>> ImapSession::connect(imap::ServerSettings settings, std::stop_token stop)
{
    auto connection = co_await imap::connectImap(settings, stop);
    if (!connection)
        co_return tl::unexpected(connection.error());
    std::unique_ptr<MailboxSession> session = std::make_unique<ImapSession>(std::move(*connection), stop);
    co_return session;
}

ImapSession::ImapSession(std::unique_ptr<imap::Connection> connection, std::stop_token stop)
    : m_connection(std::move(connection))
    , m_stop(std::move(stop))
{
    const auto &personal = m_connection->server().namespaces.personal;
    if (!personal.empty()) {
        m_prefix = personal.front().prefix;
        if (!personal.front().delimiter.isEmpty())
            m_delimiter = personal.front().delimiter;
    }
}

async::Task<std::vector<RemoteFolder>> ImapSession::folders()
{
    auto listed = co_await m_connection->list(m_stop);
    if (!listed)
        co_return tl::unexpected(listed.error());
    std::vector<RemoteFolder> folders;
    for (const imap::Folder &folder : *listed) {
        if (folder.role == imap::FolderRole::Inbox && !folder.delimiter.isEmpty())
            m_delimiter = folder.delimiter;
        folders.push_back({folder.name, folder.displayName, QString::fromLatin1(folder.delimiter), roleOf(folder.role),
                           folder.selectable, countersOf(folder)});
    }
    co_return folders;
}

async::Task<FolderExtent> ImapSession::extent(RemoteFolder folder)
{
    if (folder.counters && !m_connection->server().capabilities.has("STATUS=SIZE"))
        co_return FolderExtent{folder.counters->exists, std::nullopt};
    auto status = co_await m_connection->status(folder.rawName, m_stop);
    if (!status)
        co_return tl::unexpected(status.error());
    FolderExtent extent;
    extent.mails = status->messages.value_or(0);
    if (status->size)
        extent.bytes = qint64(std::min<quint64>(*status->size, std::numeric_limits<qint64>::max()));
    co_return extent;
}

async::Task<OpenedFolder> ImapSession::open(RemoteFolder folder)
{
    imap::SelectOptions options;
    if (folder.since && folder.since->highestModSeq != 0 && folder.since->uidNext != 0)
        options.resync = imap::ResyncPoint{folder.since->uidValidity, folder.since->highestModSeq, {}};
    m_notHandedOut.clear();
    auto selected = co_await m_connection->select(folder.rawName, options, m_stop);
    if (!selected)
        co_return tl::unexpected(selected.error());
    if (!selected->keepsUids)
        co_return fail(ErrorCode::ProtocolViolation,
                       QStringLiteral("the server does not keep UIDs in %1").arg(folder.name));
    OpenedFolder opened;
    opened.state = {selected->uidValidity, selected->uidNext, selected->highestModSeq, qint64(selected->exists)};
    if (!selected->resynced || opened.state.uidValidity != folder.since->uidValidity ||
        opened.state.highestModSeq == 0 || opened.state.uidNext == 0)
        co_return opened;
    auto fresh = co_await uidsBetween(folder.since->uidNext, opened.state.uidNext);
    if (!fresh && mayAskOn(fresh.error()))
        co_return opened;
    if (!fresh)
        co_return tl::unexpected(fresh.error());
    opened.delta = deltaOf(*selected, folder.since->uidNext);
    opened.delta->fresh = std::move(*fresh);
    co_return opened;
}

async::Task<std::vector<quint32>> ImapSession::uidsBetween(quint32 first, quint32 end)
{
    if (first >= end)
        co_return std::vector<quint32>();
    const QByteArray criteria = "UID " + imap::UidSet(first, end - 1).toBytes();
    auto found = co_await m_connection->uidSearch(criteria, m_stop);
    if (!found)
        co_return tl::unexpected(found.error());
    co_return listOf(found->all);
}

/// Where a search is refused, a FETCH names them, too.
async::Task<std::vector<quint32>> ImapSession::uids()
{
    auto found = co_await m_connection->uidSearchAll(m_stop);
    if (found)
        co_return listOf(found->all);
    if (!mayAskOn(found.error()))
        co_return tl::unexpected(found.error());
    qCWarning(log).noquote() << "asked without a search, since" << found.error().detail;
    auto named = co_await flagsFrom(1, 0);
    if (!named)
        co_return tl::unexpected(named.error());
    std::vector<quint32> uids;
    uids.reserve(named->size());
    for (const RemoteFlags &mail : *named)
        uids.push_back(mail.uid);
    std::sort(uids.begin(), uids.end());
    uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
    co_return uids;
}

/// The server said no to one thing, and is there.
bool ImapSession::mayAskOn(const Error &refused) const
{
    return m_connection->isOpen() && !m_stop.stop_requested() && imap::isRefusal(refused) &&
           !imap::isMailboxFull(refused); // of what is read, that is an allowance
}

/// Of one fetch, which ends after all that refers to it.
struct ImapSession::Inflow
{
    imap::Connection *connection = nullptr;
    MessageSink *sink = nullptr;
    std::vector<async::Task<void>> holds; ///< one runs while the sink is full
    bool isHeld = false;
    Result<void> outcome;
    int refusals = 0; ///< of single mails, since the last that came

    void take(RemoteMessage message)
    {
        refusals = 0;
        sink->take(std::move(message));
        if (isHeld || !sink->isFull())
            return;
        std::erase_if(holds, [](const async::Task<void> &hold) { return hold.isReady(); });
        holds.push_back(holdBack(this));
    }
};

/// Nothing is read from the server while the sink is full; what is on its way stays in the system's buffers.
async::Task<void> ImapSession::holdBack(Inflow *inflow)
{
    inflow->isHeld = true;
    inflow->connection->pauseReading();
    auto room = co_await inflow->sink->room();
    if (!room && inflow->outcome)
        inflow->outcome = room;
    inflow->isHeld = false;
    inflow->connection->resumeReading(); // the next mail may come before this returns
    co_return Result<void>();
}

/// What came in answer to one command.
struct ImapSession::Handed
{
    std::vector<quint32> uids;
    std::vector<quint32> dropped; ///< too large, as they came (LexerLimits)
    /// Digests of what came in responses that have no meaning as a whole, to this command and to the one before.
    std::map<quint32, QByteArray> doubtful, before;

    /// True when the mail came like this before: then it is how that server writes it.
    bool isBelieved(quint32 uid, const QByteArray &raw)
    {
        const QByteArray digest = QCryptographicHash::hash(raw, QCryptographicHash::Sha256);
        doubtful.insert_or_assign(uid, digest);
        const auto last = before.find(uid);
        return last != before.end() && last->second == digest;
    }
    [[nodiscard]] std::vector<quint32> without(std::vector<quint32> asked) const
    {
        std::erase_if(asked, [this](quint32 uid) {
            return std::find(uids.begin(), uids.end(), uid) != uids.end() ||
                   std::find(dropped.begin(), dropped.end(), uid) != dropped.end();
        });
        return asked;
    }
};

/// Nobody asks for sizes first: a server may read each mail for it, to spare one download in years.
async::Task<void> ImapSession::fetchSlice(std::vector<quint32> uids, Inflow *inflow)
{
    Handed handed;
    auto fetched = co_await fetchWhole(uids, inflow, &handed);
    if (!fetched && !mayAskOn(fetched.error())) {
        std::vector<quint32> left = handed.without(std::move(uids));
        std::erase_if(left, [&handed](quint32 uid) { return handed.doubtful.contains(uid); }); // it came
        if (!left.empty())
            noteLostAt(*std::min_element(left.begin(), left.end()));
        co_return fetched;
    }
    for (const quint32 uid : handed.dropped) {
        auto begun = co_await fetchBeginning(uid, inflow);
        if (!begun) {
            noteLostAt(uid);
            co_return begun;
        }
    }
    if (fetched) {
        auto again = co_await fetchDoubtful(inflow, &handed);
        co_return again;
    }
    auto rest = co_await fetchRefused(handed.without(std::move(uids)), fetched.error(), inflow);
    co_return rest;
}

/// Once more what came in a form that has no meaning, and not also in another one.
async::Task<void> ImapSession::fetchDoubtful(Inflow *inflow, Handed *handed)
{
    handed->before = std::exchange(handed->doubtful, {});
    std::vector<quint32> uids;
    for (const auto &[uid, digest] : handed->before)
        uids.push_back(uid);
    uids = handed->without(std::move(uids));
    if (uids.empty())
        co_return Result<void>();
    auto fetched = co_await fetchWhole(uids, inflow, handed);
    uids = handed->without(std::move(uids));
    if (!fetched && !mayAskOn(fetched.error())) {
        if (!uids.empty())
            noteLostAt(uids.front());
        co_return fetched;
    }
    if (!fetched) {
        auto rest = co_await fetchRefused(std::move(uids), fetched.error(), inflow);
        co_return rest;
    }
    for (const quint32 uid : uids) {
        qCWarning(log) << "UID" << uid << "is not handed out in a form that has a meaning";
        m_notHandedOut.push_back(uid);
    }
    co_return Result<void>();
}

/// The first one of a fetch: what else was on its way is not to blame.
void ImapSession::noteLostAt(quint32 uid)
{
    if (m_wasLost || m_connection->isOpen() || m_stop.stop_requested())
        return;
    m_wasLost = true;
    m_notHandedOut.push_back(uid);
}

/// The server does not hand out all of these: they are asked for in halves, down to the mail that it cannot read. That
/// one is missing, and does not hold up those behind it.
async::Task<void> ImapSession::fetchRefused(std::vector<quint32> uids, Error why, Inflow *inflow)
{
    if (uids.size() > 1) {
        const auto middle = uids.begin() + qsizetype(uids.size() / 2);
        std::vector<quint32> older(uids.begin(), middle);
        std::vector<quint32> newer(middle, uids.end());
        auto first = co_await fetchSlice(std::move(newer), inflow);
        if (!first)
            co_return first;
        auto second = co_await fetchSlice(std::move(older), inflow);
        co_return second;
    }
    if (uids.empty())
        co_return Result<void>();
    qCWarning(log).noquote() << "UID" << uids.front() << "is not handed out:" << why.detail;
    m_notHandedOut.push_back(uids.front());
    if (++inflow->refusals > kMostRefusals)
        co_return tl::unexpected(why);
    co_return Result<void>();
}

async::Task<void> ImapSession::fetchWhole(std::vector<quint32> uids, Inflow *inflow, Handed *handed)
{
    imap::FetchRequest request;
    request.uids = imap::UidSet::of(uids);
    request.flags = true;
    request.internalDate = true;
    request.serverId = true;
    request.sections = {QByteArray()};
    imap::FetchHandler take = [this, inflow, handed](imap::Fetch &&fetched) {
        if (fetched.sections.empty() || fetched.uid == 0)
            return; // flags that changed meanwhile
        if (fetched.sections.front().dropped)
            handed->dropped.push_back(fetched.uid);
        if (fetched.sections.front().data.isNull())
            return; // a body that the server did not hand out
        const bool isOdd = fetched.malformed && (m_oddMails < kOddServer || fetched.sections.size() > 1);
        if (isOdd && !handed->isBelieved(fetched.uid, fetched.sections.front().data))
            return;
        m_oddMails = fetched.malformed ? m_oddMails + 1 : 0;
        handed->uids.push_back(fetched.uid);
        inflow->take(messageOf(fetched, std::move(fetched.sections.front().data)));
    };
    auto fetched = co_await m_connection->uidFetch(request, take, m_stop);
    if (!fetched)
        co_return tl::unexpected(fetched.error());
    if (!fetched->malformed.isEmpty())
        qCWarning(log) << fetched->malformed.count() << "mails came in a form that has no meaning";
    co_return Result<void>();
}

/// Of a mail that stays on the server. A server that cannot hand out the text alone is asked for the header.
async::Task<void> ImapSession::fetchBeginning(quint32 uid, Inflow *inflow)
{
    qCInfo(log) << "UID" << uid << "is too large to be taken, its beginning is";
    const QByteArrayList all{"HEADER", "1.MIME", "1"};
    auto taken = co_await askForBeginning(uid, all, inflow);
    if (taken && *taken)
        co_return Result<void>();
    if (!taken && (!m_connection->isOpen() || m_stop.stop_requested()))
        co_return tl::unexpected(taken.error());
    const QByteArrayList header{"HEADER"};
    taken = co_await askForBeginning(uid, header, inflow);
    if (!taken && (!m_connection->isOpen() || m_stop.stop_requested()))
        co_return tl::unexpected(taken.error());
    if (taken && *taken)
        co_return Result<void>();
    // It is missing, and does not hold up those behind it.
    qCWarning(log).noquote() << "UID" << uid << "is not handed out:" << (taken ? QString() : taken.error().detail);
    m_notHandedOut.push_back(uid);
    co_return Result<void>();
}

async::Task<bool> ImapSession::askForBeginning(quint32 uid, QByteArrayList sections, Inflow *inflow)
{
    imap::FetchRequest request;
    request.uids = imap::UidSet(uid);
    request.flags = true;
    request.internalDate = true;
    request.size = true;
    request.serverId = true;
    request.sections = std::move(sections);
    request.part = {0, kBeginning};
    bool taken = false;
    imap::FetchHandler take = [inflow, &taken](imap::Fetch &&fetched) {
        const MailBeginning mail{fetched.section("HEADER"), fetched.section("1.MIME"), fetched.section("1"),
                                 fetched.size.value_or(0)};
        if (taken || mail.header.isEmpty())
            return;
        taken = true;
        inflow->take(messageOf(fetched, makeStandIn(mail)));
    };
    auto fetched = co_await m_connection->uidFetch(request, take, m_stop);
    if (!fetched)
        co_return tl::unexpected(fetched.error());
    co_return taken;
}

async::Task<void> ImapSession::fetch(std::vector<quint32> uids, MessageSink *sink)
{
    m_notHandedOut.clear();
    m_wasLost = false;
    Inflow inflow{m_connection.get(), sink, {}, false, {}, 0};
    Result<void> &outcome = inflow.outcome;
    std::deque<async::Task<void>> inFlight;
    std::size_t at = 0;
    std::size_t most = kFirstSlice;
    QElapsedTimer sinceLast;
    sinceLast.start();
    while (at < uids.size() || !inFlight.empty()) {
        while (outcome && at < uids.size() && inFlight.size() < kInFlight && sink->wantsMore()) {
            const std::size_t count = std::min(most, uids.size() - at);
            std::vector<quint32> slice(uids.begin() + qsizetype(at), uids.begin() + qsizetype(at + count));
            inFlight.push_back(fetchSlice(std::move(slice), &inflow));
            at += count;
        }
        if (inFlight.empty())
            break;
        auto first = std::move(inFlight.front());
        inFlight.pop_front();
        auto ended = co_await first;
        if (!ended && outcome)
            outcome = ended;
        const qint64 took = sinceLast.restart();
        if (took < kShortSliceMs)
            most = std::min(most * 2, kLargestSlice);
        else if (took > kLongSliceMs)
            most = std::max(most / 2, kSmallestSlice);
        auto room = co_await sink->room();
        if (!room && outcome)
            outcome = room;
    }
    for (async::Task<void> &hold : inflow.holds) {
        auto ended = co_await hold;
        Q_UNUSED(ended) // `outcome` has it
    }
    co_return outcome;
}

bool ImapSession::namesMails() const
{
    const imap::Capabilities &offered = m_connection->server().capabilities;
    return offered.has("OBJECTID") || offered.has("X-GM-EXT-1");
}

async::Task<std::vector<RemoteHint>> ImapSession::hints(std::vector<quint32> uids)
{
    imap::FetchRequest request;
    request.uids = imap::UidSet::of(uids);
    request.flags = true;
    request.internalDate = true;
    request.size = true;
    request.serverId = true;
    std::vector<RemoteHint> hints;
    imap::FetchHandler take = [&hints](imap::Fetch &&fetched) {
        if (!fetched.serverId.isEmpty() && fetched.size && fetched.flags)
            hints.push_back({fetched.uid, flagNames(*fetched.flags), fetched.internalDate, *fetched.size,
                             std::move(fetched.serverId)});
    };
    auto fetched = co_await m_connection->uidFetch(request, take, m_stop);
    if (!fetched)
        co_return tl::unexpected(fetched.error());
    co_return hints;
}

async::Task<std::vector<RemoteId>> ImapSession::messageIds(std::vector<quint32> uids)
{
    imap::FetchRequest request;
    request.uids = imap::UidSet::of(uids);
    request.sections = {"HEADER.FIELDS (MESSAGE-ID)"};
    std::vector<RemoteId> ids;
    imap::FetchHandler take = [&ids](imap::Fetch &&fetched) {
        if (fetched.uid != 0 && !fetched.sections.empty())
            ids.push_back({fetched.uid, fetched.sections.front().data, fetched.malformed});
    };
    auto fetched = co_await m_connection->uidFetch(request, take, m_stop);
    if (!fetched)
        co_return tl::unexpected(fetched.error());
    co_return ids;
}

async::Task<std::vector<RemoteFlags>> ImapSession::flagsFrom(quint32 first, quint64 modSeq)
{
    imap::FetchRequest request;
    request.uids = imap::UidSet(first, imap::kStar);
    request.flags = true;
    if (modSeq != 0 && m_connection->server().condstore)
        request.changedSince = modSeq;
    std::vector<RemoteFlags> flags;
    imap::FetchHandler take = [&flags, first](imap::Fetch &&fetched) {
        if (fetched.uid >= first && fetched.flags) // "n:*" always names the last mail, too
            flags.push_back({fetched.uid, flagNames(*fetched.flags)});
    };
    auto fetched = co_await m_connection->uidFetch(request, take, m_stop);
    if (!fetched)
        co_return tl::unexpected(fetched.error());
    co_return flags;
}

async::Task<AppendReport> ImapSession::append(RemoteFolder folder, QByteArray raw, QStringList flags,
                                              Instant internalDate)
{
    QByteArrayList names;
    for (const QString &flag : flags)
        names << flag.toLatin1();
    auto appended = co_await m_connection->append(folder.rawName, raw, names, internalDate, m_stop);
    if (!appended && appended.error().code == ErrorCode::Uncertain)
        co_return AppendReport{Appended::Uncertain, 0, 0};
    if (!appended)
        co_return tl::unexpected(appended.error());
    AppendReport report;
    if (*appended) {
        report.uidValidity = (*appended)->uidValidity;
        report.uid = (*appended)->uid;
    }
    co_return report;
}

async::Task<RemoteFolder> ImapSession::create(QStringList path)
{
    QByteArray raw = m_prefix;
    for (qsizetype i = 0; i < path.size(); ++i)
        raw += (i == 0 ? QByteArray() : m_delimiter) + imap::encodeModifiedUtf7(path[i]);
    auto created = co_await m_connection->create(raw, m_stop);
    if (!created)
        co_return tl::unexpected(created.error());
    auto subscribed = co_await m_connection->subscribe(raw, m_stop);
    if (!subscribed)
        qCInfo(log).noquote() << "not subscribed:" << subscribed.error().detail;
    RemoteFolder folder;
    folder.rawName = raw;
    folder.name = imap::decodeModifiedUtf7(raw);
    folder.delimiter = QString::fromLatin1(m_delimiter);
    co_return folder;
}

async::Task<bool> ImapSession::waitForChange(std::vector<WatchedFolder> others, std::chrono::milliseconds atMost,
                                             std::stop_token stop)
{
    bool news = false;
    std::stop_source end;
    const std::stop_callback forward(stop, [&end] { end.request_stop(); });
    m_news.expect(others);
    imap::UnsolicitedHandler onNews = [this, &news, &end](const imap::Response &response) {
        if (!m_news.take(response))
            return;
        news = true;
        end.request_stop();
    };
    // What comes before IDLE has begun, and between two of them, counts as well.
    m_connection->onUnsolicited(onNews);
    const auto quiet = qScopeGuard([this] { m_connection->onUnsolicited(nullptr); });
    auto notified = co_await m_connection->notify(m_news.names(), m_stop);
    if (!notified)
        co_return tl::unexpected(notified.error());
    auto idled = co_await m_connection->idle(onNews, atMost, end.get_token());
    if (!idled)
        co_return tl::unexpected(idled.error());
    co_return news;
}

async::Task<void> ImapSession::close()
{
    auto goodbye = co_await m_connection->logout();
    co_return goodbye;
}

void ImapSession::abort()
{
    m_connection->close();
}

} // namespace otklik::sync
