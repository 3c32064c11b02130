// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/folder_sync.h"

#include "core/imap/server_error.h"
#include "core/mime/message_parser.h"
#include "core/sync/difference.h"
#include "core/sync/flag_bits.h"
#include "core/sync/intake.h"
#include "core/sync/unfetched_mails.h"

#include <QLoggingCategory>

#include <algorithm>
#include <iterator>

namespace otklik::sync {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.sync", QtInfoMsg)

constexpr std::chrono::milliseconds kFirstScreen(200); ///< what a window needs for it on a small machine
constexpr int kLooks = 2;                              ///< at a folder that does not agree with the ledger, in one sync
/// So long equal counters are believed without a look at a mail: a backup that was put back may bring them, too.
constexpr std::chrono::hours kBelieved(1);

// Where the server keeps no modification counts, flags are compared: of a large folder those of the newest mails, and
// all of them now and then.
constexpr std::size_t kLargeFolder = 1000;
constexpr std::size_t kNewest = 400;
constexpr std::chrono::minutes kAllFlags(10);
/// Where it keeps them, they are believed for so long: a backup may bring back old flags with a newer count.
constexpr std::chrono::hours kCountsBelieved(24);

/// Without the statement that failed: the ledger shows it to people.
QString reasonOf(const Error &error)
{
    return error.detail.section(QStringLiteral(" in: "), 0, 0);
}

/// The last sync ended with both sides equal: from then on equal counters are equal sets.
bool isSettled(const store::FolderState &state)
{
    return state.backfillUid == 1 && state.difference == 0;
}

bool isUnchanged(const store::FolderState &state, const RemoteState &remote, qint64 known, Instant now)
{
    const auto age = now - state.syncedAt;
    if (age < age.zero() || age > kBelieved)
        return false;
    return state.uidValidity == remote.uidValidity && state.uidNext == remote.uidNext && known == remote.exists &&
           remote.highestModSeq != 0 && state.highestModseq == remote.highestModSeq && isSettled(state);
}

/// What could not be written because of the mail itself; the others (disk, damage, network) would hit any mail.
bool isFaultOfTheMail(ErrorCode code)
{
    return code == ErrorCode::Conflict || code == ErrorCode::Internal || code == ErrorCode::InvalidInput;
}

bool mustRebind(const store::FolderState &state, const RemoteState &remote)
{
    if (state.uidValidity == 0)
        return false;
    return state.uidValidity != remote.uidValidity || (remote.uidNext != 0 && remote.uidNext < state.uidNext);
}

std::vector<store::FlagChange> flagChanges(const std::vector<RemoteFlags> &flags)
{
    std::vector<store::FlagChange> changes;
    changes.reserve(flags.size());
    for (const RemoteFlags &one : flags)
        changes.push_back({one.uid, flagBits(one.flags), 0});
    return changes;
}

/// One folder sync: its steps share what they know of the folder.
class FolderSync
{
public:
    FolderSync(SyncContext context, RemoteFolder folder, store::FolderRole role)
        : m_context(std::move(context))
        , m_folder(std::move(folder))
    {
        m_report.name = m_folder.name;
        m_report.role = role;
    }

    async::Task<FolderReport> run()
    {
        auto begun = co_await begin();
        if (!begun)
            co_return tl::unexpected(begun.error());
        if (m_unchanged)
            co_return m_report;
        auto received = co_await receive();
        if (!received)
            co_return tl::unexpected(received.error());
        if (m_report.isUnfinished)
            co_return m_report;
        auto flagged = co_await takeFlags();
        if (!flagged)
            co_return tl::unexpected(flagged.error());
        if (*flagged) { // all mails were named, and they are not those that are known: the counters have lied
            m_countersAgree = false;
            received = co_await receive();
            if (!received)
                co_return tl::unexpected(received.error());
            if (m_report.isUnfinished)
                co_return m_report;
        }
        auto ended = finish();
        if (!ended)
            co_return tl::unexpected(ended.error());
        co_return m_report;
    }

private:
    async::Task<void> begin()
    {
        auto state =
            m_context.store->folders().ensure(m_context.account, QString::fromLatin1(m_folder.rawName), m_report.role);
        if (!state)
            co_return tl::unexpected(state.error());
        m_state = *state;
        // One that a lost connection cut short ends with the sync that comes through.
        auto rebinding = m_context.store->folders().isRebinding(m_state.row);
        if (!rebinding)
            co_return tl::unexpected(rebinding.error());
        m_rebinding = *rebinding;
        auto count = m_context.store->folders().count(m_state.row);
        if (!count)
            co_return tl::unexpected(count.error());
        // The list of folders may already say that there is nothing to do here.
        auto again = m_context.store->folders().quarantinedByOthers(m_state.row, m_context.program);
        if (!again)
            co_return tl::unexpected(again.error());
        m_tryAgain = std::move(*again);
        m_unchanged =
            m_tryAgain.empty() && m_folder.counters && isUnchanged(m_state, *m_folder.counters, *count, now());
        m_report.messages = m_unchanged ? *count : 0;
        if (m_unchanged)
            co_return Result<void>();
        if (isSettled(m_state) && m_tryAgain.empty() && m_state.highestModseq != 0)
            m_folder.since = m_last = RemoteState{m_state.uidValidity, m_state.uidNext, m_state.highestModseq, *count};
        auto opened = co_await m_context.session->open(m_folder);
        if (!opened)
            co_return tl::unexpected(opened.error());
        m_folder.since.reset();
        m_delta = std::move(opened->delta);
        m_remote = opened->state;
        m_report.messages = m_remote.exists;
        m_unchanged = m_tryAgain.empty() && isUnchanged(m_state, m_remote, *count, now());
        if (mustRebind(m_state, m_remote))
            co_return rebind();
        // Without a UIDNEXT nothing says that what went was not made up for by what came.
        m_countersAgree = m_state.uidValidity == m_remote.uidValidity && m_state.uidNext == m_remote.uidNext &&
                          m_remote.uidNext != 0 && *count == m_remote.exists && isSettled(m_state) &&
                          m_tryAgain.empty();
        if (!m_countersAgree || m_unchanged)
            co_return Result<void>();
        auto known = knownUids();
        if (!known)
            co_return tl::unexpected(known.error());
        auto held = co_await holdsWhatItHeld(std::move(*known));
        if (!held)
            co_return tl::unexpected(held.error());
        m_countersAgree = *held;
        co_return *held ? Result<void>() : rebind();
    }

    /// Whether the newest of these UIDs still is the mail that was there. A backup that was put back has the old
    /// UIDVALIDITY, and gives UIDs away a second time. Ascending, on both sides.
    async::Task<bool> holdsWhatItHeld(std::vector<quint32> uids)
    {
        m_checked = true;
        std::vector<quint32> newest;
        QString before;
        for (; !uids.empty() && newest.empty(); uids.pop_back()) {
            auto messageId = m_context.store->messages().messageIdAt(m_state.row, uids.back());
            if (!messageId)
                co_return tl::unexpected(messageId.error());
            before = *messageId;
            if (!before.isEmpty())
                newest.push_back(uids.back());
        }
        if (newest.empty())
            co_return true;
        auto there = co_await m_context.session->messageIds(newest);
        if (!there && m_context.session->isOpen() && imap::isRefusal(there.error()))
            co_return true; // it cannot read that mail any more: that says nothing of the others
        if (!there)
            co_return tl::unexpected(there.error());
        for (const RemoteId &mail : *there) {
            const QString messageId = QString::fromUtf8(mime::parseMessage(mail.messageId).messageId);
            // half an id is another one
            if (mail.uid == newest.front() && !mail.malformed && !messageId.isEmpty() && messageId != before)
                co_return false;
        }
        co_return true;
    }

    Result<void> rebind()
    {
        qCWarning(log) << "the server renumbered a folder, its mails are bound anew by their content";
        m_unchanged = false;
        m_rebinding = true;
        m_tryAgain.clear();
        m_delta.reset();
        auto begun = m_context.store->folders().beginRebind(m_state.row, m_remote.uidValidity);
        if (!begun)
            return begun;
        auto state = m_context.store->folders().state(m_state.row);
        if (!state)
            return tl::unexpected(state.error());
        m_state = *state;
        return {};
    }

    async::Task<void> receive()
    {
        if (m_countersAgree)
            co_return Result<void>();
        for (int look = 0; look < kLooks; ++look) {
            if (look > 0) {
                auto same = co_await selectAgain();
                if (!same)
                    co_return tl::unexpected(same.error());
                if (!*same)
                    break;
            }
            auto read = co_await readAndCompare();
            if (!read)
                co_return tl::unexpected(read.error());
            if (*read || isOnlyUnfetched())
                break;
        }
        if (m_report.isUnfinished)
            co_return Result<void>();
        co_return m_context.store->folders().noteMissing(m_state.row, m_missing);
    }

    /// A second look would show the same.
    [[nodiscard]] bool isOnlyUnfetched() const
    {
        return m_report.difference == m_report.missing && m_unfetched.covers(m_missing);
    }

    /// Newer counters for the second look; false when the folder is another one by now, which is for the next sync.
    async::Task<bool> selectAgain()
    {
        auto opened = co_await m_context.session->open(m_folder);
        if (!opened)
            co_return tl::unexpected(opened.error());
        m_delta.reset(); // its flags are older than the counters now
        const bool same = opened->state.uidValidity == m_remote.uidValidity &&
                          (opened->state.uidNext == 0 || opened->state.uidNext >= m_remote.uidNext);
        if (same) {
            const quint64 modSeq = m_remote.highestModSeq;
            m_remote = opened->state;
            if (m_hadNone.value_or(false)) // flags that changed since the mails came are asked for next time
                m_remote.highestModSeq = modSeq;
        }
        co_return same;
    }

    /// Takes what is new and takes away what is gone; true when server and ledger agree then.
    async::Task<bool> readAndCompare()
    {
        auto known = knownUids();
        if (!known)
            co_return tl::unexpected(known.error());
        m_hadNone = m_hadNone.value_or(known->empty());
        auto server = co_await serverUids(*known);
        if (!server)
            co_return tl::unexpected(server.error());
        if (!m_checked && m_state.uidValidity != 0) {
            std::vector<quint32> both;
            std::set_intersection(known->begin(), known->end(), server->begin(), server->end(),
                                  std::back_inserter(both));
            auto held = co_await holdsWhatItHeld(std::move(both));
            if (!held)
                co_return tl::unexpected(held.error());
            if (!*held) {
                if (auto begun = rebind(); !begun)
                    co_return tl::unexpected(begun.error());
                known->clear();
                m_hadNone = true;
                server = co_await m_context.session->uids();
                if (!server)
                    co_return tl::unexpected(server.error());
            }
        }
        Difference difference = compare(*known, *server);
        if (isAlarming(difference.vanished.size(), known->size())) {
            server = co_await m_context.session->uids();
            if (!server)
                co_return tl::unexpected(server.error());
            difference = compare(*known, *server);
        }
        if (auto marked = markUnderWay(difference); !marked)
            co_return tl::unexpected(marked.error());
        auto fetched = co_await fetchInOrder(difference.fresh);
        if (!fetched)
            co_return tl::unexpected(fetched.error());
        if (m_report.isUnfinished)
            co_return true;
        if (auto noted = noteReturned(difference.fresh); !noted)
            co_return tl::unexpected(noted.error());
        // Fewer than the server itself counts: its list is not whole, so nothing is gone for sure.
        if (!difference.vanished.empty() && qint64(server->size()) >= m_remote.exists)
            if (auto taken = takeVanished(difference.vanished); !taken)
                co_return tl::unexpected(taken.error());
        co_return settle(*server);
    }

    async::Task<std::vector<quint32>> serverUids(std::vector<quint32> known)
    {
        if (m_delta)
            if (auto uids = uidsAfter(*m_delta, known, m_last, m_remote))
                co_return std::move(*uids);
        m_delta.reset();
        auto all = co_await m_context.session->uids();
        co_return all;
    }

    /// The server's list against the ledger as it is now; true when they agree and nothing was left undone.
    Result<bool> settle(const std::vector<quint32> &server)
    {
        const auto known = m_context.store->folders().uids(m_state.row);
        if (!known)
            return tl::unexpected(known.error());
        Difference difference = compare(*known, server);
        const auto listed = qint64(server.size());
        const qint64 notListed = std::max<qint64>(0, m_remote.exists - listed);
        const auto surplus = qint64(difference.vanished.size());
        m_missing = std::move(difference.fresh);
        m_remote.exists = std::max(m_remote.exists, listed); // mail that came since SELECT is in the list
        m_report.messages = m_remote.exists;
        m_report.missing = qint64(m_missing.size());
        m_report.givenUp = m_unfetched.givenUp(m_missing);
        m_report.difference = m_report.missing + qAbs(surplus - notListed);
        return m_missing.empty() && surplus == 0 && notListed == 0;
    }

    /// Without the mails in quarantine that are due for another try.
    Result<std::vector<quint32>> knownUids()
    {
        auto known = m_context.store->folders().uids(m_state.row);
        if (known)
            std::erase_if(
                *known, [this](quint32 uid) { return std::binary_search(m_tryAgain.begin(), m_tryAgain.end(), uid); });
        return known;
    }

    /// Below the last UIDNEXT is nothing new: these were here once, were missing, or are in quarantine.
    Result<void> noteReturned(std::vector<quint32> fresh)
    {
        m_tryAgain.clear();
        std::erase_if(fresh, [this](quint32 uid) { return uid >= m_state.uidNext; });
        if (fresh.empty())
            return {};
        return m_context.store->folders().noteReturned(m_state.row, fresh);
    }

    /// The counters of the last sync do not hold for what is written from here on: a program that ends half-way must
    /// not leave a folder that looks whole.
    Result<void> markUnderWay(const Difference &difference)
    {
        if (difference.fresh.empty() && difference.vanished.empty())
            return {};
        m_state.uidValidity = m_remote.uidValidity;
        m_state.backfillUid = std::max<quint32>(2, m_remote.uidNext);
        // The flags of all that comes from here on are at least as new: a reading in several turns, or one that was
        // cut short, does not ask for those of the whole folder at its end.
        if (m_hadNone.value_or(false)) {
            m_state.highestModseq = m_remote.highestModSeq;
            noteCounts();
        }
        return m_context.store->folders().save(m_state);
    }

    async::Task<void> fetchInOrder(std::vector<quint32> fresh)
    {
        auto order = m_unfetched.orderOf(m_state.row, std::move(fresh));
        if (!order)
            co_return tl::unexpected(order.error());
        auto fetched = co_await fetchNoting(std::move(order->together));
        if (!fetched || m_report.isUnfinished)
            co_return fetched;
        for (const quint32 uid : order->alone) {
            std::vector<quint32> alone{uid};
            fetched = co_await fetchNoting(std::move(alone));
            if (!fetched)
                co_return fetched;
        }
        co_return Result<void>();
    }

    async::Task<void> fetchNoting(std::vector<quint32> uids)
    {
        if (uids.empty())
            co_return Result<void>();
        auto fetched = co_await fetch(std::move(uids));
        const auto noted = m_unfetched.note(m_state.row, m_context.session->notHandedOut());
        co_return fetched ? noted : fetched;
    }

    async::Task<void> fetch(std::vector<quint32> fresh)
    {
        if (fresh.empty())
            co_return Result<void>();
        m_progress.total = m_progress.done + qint64(fresh.size());
        tellProgress();
        Intake::Place place{m_state.row, m_context.account, m_context.store->rules().ourAddresses, m_context.parse};
        place.expected = qint64(fresh.size());
        if (isBesideWindow())
            place.firstScreen = kFirstScreen;
        place.pause = m_context.pause;
        Intake::Write write = [this](std::vector<store::NewMessage> &batch) {
            judgeDirections(batch);
            return takeBatch(batch);
        };
        Intake intake(std::move(place), std::move(write));
        auto left = co_await takeStrays(fresh, &intake);
        const qint64 bytesFromHere = intake.bytes();
        Result<void> fetched;
        if (!left)
            fetched = tl::unexpected(left.error());
        else if (!left->empty())
            fetched = co_await m_context.session->fetch(*left, &intake);
        // What came before a failure is written all the same.
        auto written = co_await intake.finish();
        m_report.isUnfinished = intake.isPaused();
        m_report.fresh += intake.taken();
        m_report.bytes += intake.bytes() - bytesFromHere;
        if (!fetched)
            co_return tl::unexpected(fetched.error());
        co_return written;
    }

    /// Mails that were moved here, or that a renumbering left without a place, are not sent again by a server that says
    /// which ones they are. Their bytes go the same way as those from the wire. The rest is returned, in its order.
    async::Task<std::vector<quint32>> takeStrays(std::vector<quint32> fresh, Intake *intake)
    {
        if (!m_context.session->namesMails())
            co_return fresh;
        auto strays = m_context.store->messages().strays(m_state.row, m_context.account);
        if (!strays)
            co_return tl::unexpected(strays.error());
        if (strays->isEmpty())
            co_return fresh;
        auto hints = co_await m_context.session->hints(fresh);
        if (!hints && m_context.session->isOpen() && imap::isRefusal(hints.error()))
            co_return fresh;
        if (!hints)
            co_return tl::unexpected(hints.error());
        QSet<quint32> taken;
        for (const RemoteHint &hint : *hints) {
            const auto stray = strays->constFind({hint.serverId, hint.size});
            if (stray == strays->constEnd() || taken.contains(hint.uid))
                continue;
            auto raw = m_context.store->messages().source(*stray);
            if (!raw && raw.error().code != ErrorCode::NotFound)
                co_return tl::unexpected(raw.error());
            if (!raw || raw->size() != hint.size)
                continue; // the server is asked
            intake->take({hint.uid, hint.flags, hint.internalDate, std::move(*raw), hint.serverId});
            taken.insert(hint.uid);
            auto room = co_await intake->room();
            if (!room)
                co_return tl::unexpected(room.error());
        }
        std::erase_if(fresh, [&taken](quint32 uid) { return taken.contains(uid); });
        co_return fresh;
    }

    Result<void> takeBatch(const std::vector<store::NewMessage> &batch)
    {
        const bool readable = std::all_of(batch.begin(), batch.end(),
                                          [](const store::NewMessage &mail) { return mail.failure.isEmpty(); });
        auto taken = readable ? write(batch) : takeOneByOne(batch);
        if (!taken && readable && isFaultOfTheMail(taken.error().code))
            taken = takeOneByOne(batch);
        if (!taken)
            return taken;
        m_progress.done += qint64(batch.size());
        for (const store::NewMessage &mail : batch)
            m_progress.bytes += mail.mail.size;
        tellProgress();
        return {};
    }

    void tellProgress() const
    {
        if (m_context.progress)
            m_context.progress(m_progress);
    }

    /// Not before: somebody may have joined the team while they were on their way.
    void judgeDirections(std::vector<store::NewMessage> &batch) const
    {
        const QSet<QString> ours = m_context.store->ourAddresses();
        const bool isSent = m_report.role == store::FolderRole::Sent;
        for (store::NewMessage &mail : batch)
            mail.direction =
                store::isWrittenByUs(mail.mail.fromAddress, QByteArray::fromStdString(mail.mail.people), ours, isSent)
                    ? ticket::Direction::Out
                    : ticket::Direction::In;
    }

    Result<void> write(const std::vector<store::NewMessage> &batch)
    {
        auto changes = m_context.store->takeMails(batch, std::nullopt);
        if (!changes)
            return tl::unexpected(changes.error());
        announce(*changes);
        return {};
    }

    /// So that one mail does not stop those beside it.
    Result<void> takeOneByOne(const std::vector<store::NewMessage> &batch)
    {
        for (const store::NewMessage &mail : batch) {
            QString fault = mail.failure;
            if (fault.isEmpty()) {
                auto written = write({mail});
                if (!written && !isFaultOfTheMail(written.error().code))
                    return written;
                fault = written ? QString() : QStringLiteral("could not be filed: ") + reasonOf(written.error());
            }
            if (fault.isEmpty())
                continue;
            qCWarning(log).noquote() << "UID" << mail.uid << "goes to quarantine:" << fault;
            auto kept = m_context.store->quarantineMail(mail, fault, m_context.program);
            if (!kept)
                return kept;
            ++m_report.quarantined;
        }
        return {};
    }

    Result<void> takeVanished(const std::vector<quint32> &uids)
    {
        auto changes = m_context.store->takeVanished(m_state.row, uids, std::nullopt);
        if (!changes)
            return tl::unexpected(changes.error());
        m_report.vanished += qint64(uids.size());
        announce(*changes);
        return {};
    }

    /// True when the answer named other mails than those that are known, though the counters had agreed.
    async::Task<bool> takeFlags()
    {
        const bool sameModSeq = m_remote.highestModSeq != 0 && m_state.highestModseq == m_remote.highestModSeq;
        if (m_hadNone.value_or(false)) // flags came with the mails
            co_return noteAllFlags().map([] { return false; });
        if (sameModSeq && !countsAreOld())
            co_return false;
        const auto first = firstToCompare();
        if (!first)
            co_return tl::unexpected(first.error());
        const bool all = *first == 1 && (m_remote.highestModSeq == 0 || countsAreOld());
        auto flags = co_await changedFlags(*first, all);
        if (!flags)
            co_return tl::unexpected(flags.error());
        bool others = false;
        if (all) {
            const auto known = m_context.store->folders().uids(m_state.row);
            if (!known)
                co_return tl::unexpected(known.error());
            others = m_countersAgree && !std::ranges::equal(*known, *flags, {}, {}, &RemoteFlags::uid);
        }
        auto changes = m_context.store->takeFlags(m_state.row, flagChanges(*flags), std::nullopt);
        if (!changes)
            co_return tl::unexpected(changes.error());
        const bool onlyChanged = m_state.highestModseq != 0 && !all;
        m_report.flagChanges = onlyChanged ? qint64(flags->size()) : qint64(changes->tickets.size());
        announce(*changes);
        if (auto noted = all ? noteAllFlags() : Result<void>(); !noted)
            co_return tl::unexpected(noted.error());
        co_return others;
    }

    async::Task<std::vector<RemoteFlags>> changedFlags(quint32 first, bool all)
    {
        if (m_delta && !all)
            co_return std::move(m_delta->flags);
        auto flags = co_await m_context.session->flagsFrom(first, all ? 0 : m_state.highestModseq);
        if (flags)
            std::ranges::sort(*flags, {}, &RemoteFlags::uid);
        co_return flags;
    }

    [[nodiscard]] QByteArray countsName() const { return "flags." + QByteArray::number(m_state.row.value()); }

    /// The flags of the whole folder were read too long ago to go by modification counts alone.
    [[nodiscard]] bool countsAreOld() const
    {
        const Instant last = Instant::fromMs(m_context.store->database().metaInteger("main", countsName().constData()));
        const auto age = now() - last;
        return last.isNever() || age < age.zero() || age >= kCountsBelieved;
    }

    Result<void> noteAllFlags()
    {
        m_context.session->noteAllFlags(m_folder.rawName, now());
        noteCounts();
        return m_context.store->database().connection().finish();
    }

    void noteCounts()
    {
        if (m_remote.highestModSeq != 0)
            m_context.store->database().setMeta("main", countsName().constData(), now().ms());
    }

    /// The UID from which on flags are compared; a session begins with all.
    [[nodiscard]] Result<quint32> firstToCompare() const
    {
        const Instant last = m_context.session->allFlagsAt(m_folder.rawName);
        const auto age = now() - last;
        if (m_remote.highestModSeq != 0 || last.isNever() || age < age.zero() || age >= kAllFlags)
            return 1;
        const auto known = m_context.store->folders().uids(m_state.row);
        if (!known)
            return tl::unexpected(known.error());
        return known->size() > kLargeFolder ? (*known)[known->size() - kNewest] : 1;
    }

    /// The checkpoint goes last and never past a mail that was not written.
    Result<void> finish()
    {
        if (m_report.difference > 0)
            qCWarning(log).noquote() << m_folder.name << "differs from the ledger by" << m_report.difference << "mails,"
                                     << m_report.missing << "of them not handed out; tried again with the next sync";
        m_state.uidValidity = m_remote.uidValidity;
        m_state.uidNext = m_remote.uidNext;
        m_state.highestModseq = m_report.difference == m_report.missing ? m_remote.highestModSeq : 0;
        m_state.serverCount = m_remote.exists;
        m_state.backfillUid = m_report.missing == 0 ? 1 : 0;
        m_state.difference = m_report.difference;
        m_state.syncedAt = now();
        if (!m_rebinding)
            return m_context.store->folders().save(m_state);
        auto changes = m_context.store->finishRebind(m_state.row, m_state);
        if (!changes)
            return tl::unexpected(changes.error());
        announce(*changes);
        return {};
    }

    [[nodiscard]] Instant now() const { return m_context.clock->now(); }

    void announce(const store::Changes &changes)
    {
        m_report.appeared.add(changes.appeared);
        m_report.tickets |= changes.tickets;
        if (m_context.changed)
            m_context.changed(changes);
    }

    SyncContext m_context;
    RemoteFolder m_folder;
    UnfetchedMails m_unfetched{*m_context.store, *m_context.clock};
    FolderReport m_report;
    store::FolderState m_state;
    RemoteState m_last; ///< that `m_delta` begins at
    RemoteState m_remote;
    std::optional<RemoteDelta> m_delta; ///< what changed since `m_last`, as long as it can be believed
    bool m_unchanged = false;
    bool m_countersAgree = false;
    bool m_rebinding = false;
    bool m_checked = false;          ///< holdsWhatItHeld()
    std::optional<bool> m_hadNone;   ///< no mail was known when the reading began
    std::vector<quint32> m_tryAgain; ///< in quarantine since another version of the program, ascending
    std::vector<quint32> m_missing;
    FolderProgress m_progress;
};

} // namespace

async::Task<FolderReport> syncFolder(SyncContext context, RemoteFolder folder, store::FolderRole role)
{
    FolderSync sync(std::move(context), std::move(folder), role);
    auto report = co_await sync.run();
    co_return report;
}

} // namespace otklik::sync
