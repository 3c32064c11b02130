// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/journal_sync.h"

#include "core/imap/server_error.h"
#include "core/journal/event_codec.h"
#include "core/journal/genesis.h"
#include "core/store/journal_losses.h"
#include "core/sync/journal_writer.h"

#include <QLoggingCategory>

#include <algorithm>
#include <iterator>
#include <set>

namespace otklik::sync {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.journal", QtInfoMsg)

constexpr int kMostRounds = 6;
constexpr char kEpochMeta[] = "journal.epoch"; ///< an Epoch
constexpr int kSpotCheck = 20;
constexpr quint32 kUnderWay = 2; ///< FolderState::backfillUid of a folder that is not read to its end yet

/// Whether the journal is being read from its start, and what we wrote is due to be put back: also after a program that
/// ended in between.
enum class Epoch : qint64 {
    None = 0,
    Begun = 1, ///< and not come to its end, or lost again: begins anew
    Gap = 2,   ///< read as far as the server hands it out: goes on from there
};

class JournalSync
{
public:
    JournalSync(SyncContext context, mime::EmailAddress mailbox, std::vector<RemoteFolder> folders)
        : m_context(std::move(context))
        , m_folder(*m_context.session, std::move(folders), m_context.journalSlice)
        , m_writer(*m_context.store, *m_context.clock, m_folder, std::move(mailbox))
    {
    }

    async::Task<JournalReport> run()
    {
        auto found = co_await m_folder.findOrMake();
        if (!found)
            co_return tl::unexpected(found.error());
        auto read = co_await readAndWrite();
        if (!read)
            co_return tl::unexpected(read.error());
        m_report.sent = m_writer.sent();
        co_return m_report;
    }

private:
    async::Task<void> readAndWrite()
    {
        auto exchanged = co_await exchange();
        if (!exchanged)
            co_return tl::unexpected(exchanged.error());
        auto lost = reconcile();
        if (lost && *lost) {
            // Somebody took mails out of the folder: read from its start, each desk puts back what it
            // wrote.
            if (auto begun = beginEpoch(); !begun)
                co_return tl::unexpected(begun.error());
            auto again = co_await exchange();
            if (!again)
                co_return tl::unexpected(again.error());
            lost = reconcile();
        }
        if (!lost)
            co_return tl::unexpected(lost.error());
        // Of an empty journal nothing was taken.
        if (auto recomputed = recompute(); !recomputed)
            co_return recomputed;
        if (*lost)
            co_return Result<void>();
        co_return endEpoch();
    }

    /// Not while the folder lacks what this desk wrote, and hides nothing: it was lost again, or its APPEND had no
    /// answer. Nothing is appended twice in a run; the next one tries again.
    Result<void> endEpoch()
    {
        if (epoch() == Epoch::None)
            return {};
        const auto missing = events().missingOwn();
        if (!missing)
            return tl::unexpected(missing.error());
        const bool owes = !missing->empty() && m_report.difference == 0;
        return noteEpoch(m_hasGap || owes ? Epoch::Gap : Epoch::None);
    }

    async::Task<void> exchange()
    {
        bool isKnown = false; // what the folder has
        for (int round = 0; round < kMostRounds; ++round) {
            auto pulled = co_await pull();
            if (!pulled)
                co_return tl::unexpected(pulled.error());
            isKnown = !std::exchange(m_readAgain, false);
            if (!isKnown)
                continue;
            if (auto noted = m_hasGap ? Result<void>() : noteRead(); !noted)
                co_return tl::unexpected(noted.error());
            auto pushed = co_await m_writer.writeWaiting(m_hasGap);
            if (!pushed)
                co_return tl::unexpected(pushed.error());
            if (*pushed == 0)
                break;
        }
        if (!isKnown)
            co_return fail(ErrorCode::ServerRefused,
                           QStringLiteral("the journal has to be read from its start too often for one time"));
        co_return Result<void>();
    }

    [[nodiscard]] store::JournalRepository &events() { return m_context.store->journal(); }
    [[nodiscard]] store::JournalLosses losses() { return store::JournalLosses(m_context.store->database()); }

    async::Task<void> pull()
    {
        auto state = m_context.store->folders().ensure(m_context.account, QString::fromLatin1(m_folder.rawName()),
                                                       store::FolderRole::Journal);
        if (!state)
            co_return tl::unexpected(state.error());
        m_state = *state;
        auto opened = co_await m_folder.open();
        if (!opened)
            co_return tl::unexpected(opened.error());
        auto sameEpoch = co_await checkEpoch();
        if (!sameEpoch)
            co_return tl::unexpected(sameEpoch.error());
        auto read = co_await readNew();
        co_return read;
    }

    /// Renumbered, restored, or another replica than last time: everything is read again.
    async::Task<void> checkEpoch()
    {
        const bool known = m_state.uidValidity != 0;
        if (auto noted = known ? Result<void>() : noteFirstReading(); !noted)
            co_return tl::unexpected(noted.error());
        bool broken = known && (m_state.uidValidity != m_folder.state().uidValidity ||
                                (m_folder.state().uidNext != 0 && m_folder.state().uidNext < m_state.uidNext));
        if (known && !broken && !m_checked) {
            auto pairs = events().lastPairs(kSpotCheck);
            if (!pairs)
                co_return tl::unexpected(pairs.error());
            auto held = co_await holds(*pairs);
            if (!held)
                co_return tl::unexpected(held.error());
            broken = !*held || epoch() == Epoch::Begun;
            if (epoch() == Epoch::Gap) {
                m_writer.owe();
                m_recompute = true;
            }
        }
        m_checked = true;
        if (!broken)
            co_return Result<void>();
        co_return beginEpoch();
    }

    /// Of a new cache. What this desk decided before, and the folder lost meanwhile, only our own file knows. A reading
    /// that is cut goes on where it was.
    Result<void> noteFirstReading()
    {
        const auto decided = losses().hasConfirmedOwn();
        if (!decided)
            return tl::unexpected(decided.error());
        if (*decided)
            m_writer.owe();
        return *decided && epoch() == Epoch::None ? noteEpoch(Epoch::Gap) : Result<void>();
    }

    Result<void> beginEpoch()
    {
        qCWarning(log) << "the journal folder is not the one that was read before; it is read from its start";
        if (auto noted = noteEpoch(Epoch::Begun); !noted)
            return noted;
        if (auto begun = m_context.store->beginJournalEpoch(); !begun)
            return begun;
        m_report.quarantined = 0;
        m_folder.forgetKept();
        m_state.watermark = 0;
        m_state.uidValidity = 0;
        m_writer.owe();
        m_recompute = true;
        return {};
    }

    [[nodiscard]] Epoch epoch() const
    {
        return static_cast<Epoch>(m_context.store->database().metaInteger("main", kEpochMeta));
    }

    Result<void> noteEpoch(Epoch now)
    {
        store::Database &database = m_context.store->database();
        if (epoch() != now)
            database.setMeta("main", kEpochMeta, static_cast<qint64>(now));
        return database.connection().finish();
    }

    Result<void> noteRead()
    {
        store::Database &database = m_context.store->database();
        if (!wasJournalRead(database))
            database.setMeta("main", store::kJournalReadMeta, qint64(1));
        return database.connection().finish();
    }

    /// Are the events that we know at these UIDs still there?
    async::Task<bool> holds(std::vector<std::pair<quint32, QByteArray>> pairs)
    {
        if (pairs.empty())
            co_return true;
        std::vector<quint32> uids;
        uids.reserve(pairs.size());
        for (const auto &[uid, id] : pairs)
            uids.push_back(uid);
        uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
        auto named = co_await m_folder.messageIds(uids);
        if (!named && m_context.session->isOpen() && imap::isRefusal(named.error()))
            co_return true; // it cannot read one of them any more: that says nothing of the others
        if (!named)
            co_return tl::unexpected(named.error());
        std::set<quint32> shown;
        for (const RemoteId &mail : *named)
            if (events().isAt(mail.uid, journal::eventNamedBy(mail.messageId)))
                shown.insert(mail.uid);
        std::erase_if(pairs, [&shown](const auto &pair) { return shown.contains(pair.first); });
        std::erase_if(uids, [&shown](quint32 uid) { return shown.contains(uid); });
        if (pairs.empty())
            co_return true;
        // A server may have rewritten their headers: the mails themselves tell.
        auto mails = co_await m_folder.mails(uids);
        if (!mails)
            co_return tl::unexpected(mails.error());
        std::set<std::pair<quint32, QByteArray>> found;
        for (const RemoteMessage &mail : *mails)
            for (const journal::SealedEvent &sealed : journal::decodeMail(mail.raw, losses().keys()).events)
                found.insert({mail.uid, sealed.event.id});
        const std::vector<quint32> refused = m_context.session->notHandedOut();
        const bool areThere = std::all_of(pairs.begin(), pairs.end(), [&](const auto &pair) {
            return found.contains(pair) || std::find(refused.begin(), refused.end(), pair.first) != refused.end();
        });
        co_return areThere;
    }

    /// The list of the last reading against the ledger. What the folder has no more leaves the ledger. True when that
    /// were mails which the team needs.
    Result<bool> reconcile()
    {
        store::FolderRepository &folders = m_context.store->folders();
        const auto known = folders.uids(m_state.row);
        if (!known)
            return tl::unexpected(known.error());
        const std::vector<quint32> &listed = m_folder.listed();
        std::vector<quint32> gone, missing;
        std::set_difference(known->begin(), known->end(), listed.begin(), listed.end(), std::back_inserter(gone));
        std::set_difference(listed.begin(), listed.end(), known->begin(), known->end(), std::back_inserter(missing));
        const qint64 unlisted = std::max<qint64>(m_folder.unlisted(), 0);
        bool lost = false;
        if (unlisted == 0 && !gone.empty()) {
            const auto needed = m_context.store->messages().journalMailsAmong(m_state.row, gone);
            if (!needed)
                return tl::unexpected(needed.error());
            lost = *needed > 0;
            if (auto taken = m_context.store->takeVanished(m_state.row, gone, std::nullopt); !taken)
                return tl::unexpected(taken.error());
        }
        // Read once, and then taken for gone: only a reading from the start sees it again.
        lost = lost || (!missing.empty() && missing.front() <= m_state.watermark);
        m_report.difference = qint64(missing.size()) + unlisted;
        if (gone.empty() && missing.empty() && m_report.difference == m_state.difference)
            return false;
        m_state.difference = m_report.difference;
        if (auto noted = folders.noteMissing(m_state.row, missing); !noted)
            return tl::unexpected(noted.error());
        if (auto saved = folders.save(m_state); !saved)
            return tl::unexpected(saved.error());
        return lost;
    }

    async::Task<void> readNew()
    {
        auto listed = co_await m_folder.listMails();
        if (!listed)
            co_return tl::unexpected(listed.error());
        // For the first time: of a server that always does so nothing more can be learned by waiting.
        m_hasGap = m_folder.unlisted() > 0 && m_state.difference == 0;
        if (!events().genesis()) {
            auto begun = co_await ensureGenesis();
            if (!begun)
                co_return tl::unexpected(begun.error());
        } else if (m_state.watermark == 0 && epoch() == Epoch::None) {
            // A key that the folder lost is put back at the end: also after a reading that was cut before.
            if (auto noted = noteEpoch(Epoch::Begun); !noted)
                co_return noted;
        }
        const std::vector<quint32> uids = m_folder.listedAfter(m_state.watermark);
        if (uids.empty() && m_state.watermark != 0)
            co_return saveState(m_state.watermark);
        auto whole = co_await readSlices(uids);
        if (!whole)
            co_return tl::unexpected(whole.error());
        if (m_readAgain)
            co_return Result<void>();
        if (auto recomputed = recompute(); !recomputed)
            co_return recomputed;
        if (!*whole)
            co_return Result<void>();
        auto kept = co_await m_writer.keepGenesis(m_genesisRead);
        co_return kept;
    }

    /// Never past a UID that was listed but not handed out: the next round asks again. True when the folder was
    /// read from its start, and whole.
    async::Task<bool> readSlices(std::vector<quint32> uids)
    {
        const bool fromStart = m_state.watermark == 0;
        if (fromStart)
            m_genesisRead.clear();
        qint64 got = 0;
        const std::vector<std::vector<quint32>> slices = m_folder.slicesOf(uids);
        for (const std::vector<quint32> &slice : slices) {
            auto mails = co_await m_folder.mails(slice);
            if (!mails)
                co_return tl::unexpected(mails.error());
            got += qint64(mails->size());
            const auto gap = std::mismatch(mails->begin(), mails->end(), slice.begin(), slice.end(),
                                           [](const RemoteMessage &mail, quint32 uid) { return mail.uid == uid; });
            const bool hasGap = gap.second != slice.end();
            mails->erase(gap.first, mails->end());
            const bool isLast = hasGap || &slice == &slices.back();
            if (auto taken = takeAll(std::move(*mails), isLast); !taken)
                co_return tl::unexpected(taken.error());
            m_hasGap = m_hasGap || hasGap;
            if (hasGap || m_readAgain)
                co_return false;
        }
        if (auto saved = uids.empty() ? saveState(m_state.watermark) : Result<void>(); !saved)
            co_return tl::unexpected(saved.error());
        const bool isWhole = fromStart && got >= m_folder.state().exists;
        co_return isWhole;
    }

    /// A folder without a genesis gets one.
    async::Task<void> ensureGenesis()
    {
        auto found = co_await findGenesis();
        if (!found)
            co_return tl::unexpected(found.error());
        if (events().genesis())
            co_return Result<void>();
        if (m_state.watermark != 0 || *found < m_folder.state().exists) // a second genesis would be another journal
            co_return fail(ErrorCode::ProtocolViolation,
                           QStringLiteral("the server lists mails of the journal and does not hand them out"));
        auto begun = co_await m_writer.beginJournal();
        if (!begun)
            co_return tl::unexpected(begun.error());
        auto opened = co_await m_folder.open();
        if (!opened)
            co_return tl::unexpected(opened.error());
        auto listed = co_await m_folder.listMails();
        if (!listed)
            co_return tl::unexpected(listed.error());
        found = co_await findGenesis(); // another desk may have begun it at the same time
        if (!found)
            co_return tl::unexpected(found.error());
        if (events().genesis())
            co_return Result<void>();
        co_return fail(ErrorCode::ProtocolViolation,
                       QStringLiteral("the journal's first mail was stored but cannot be read back"));
    }

    /// The number of mails that were handed out until one was found. It is the first mail of the folder, unless that
    /// was lost, or two desks began the journal.
    async::Task<qint64> findGenesis()
    {
        if (!m_folder.listed().empty()) {
            std::vector<quint32> first{m_folder.listed().front()};
            auto looked = co_await lookForGenesis(std::move(first));
            if (!looked || events().genesis())
                co_return looked;
        }
        qint64 got = 0;
        const std::vector<std::vector<quint32>> slices = m_folder.slicesOf(m_folder.listed());
        for (const std::vector<quint32> &slice : slices) {
            auto looked = co_await lookForGenesis(slice);
            if (!looked)
                co_return looked;
            got += *looked;
            if (events().genesis())
                break;
        }
        co_return got;
    }

    async::Task<qint64> lookForGenesis(std::vector<quint32> uids)
    {
        auto mails = co_await m_folder.mails(std::move(uids));
        if (!mails)
            co_return tl::unexpected(mails.error());
        const auto learned = learnKeys(*mails);
        if (!learned)
            co_return tl::unexpected(learned.error());
        const auto count = qint64(mails->size());
        if (*learned)
            m_folder.keep(std::move(*mails));
        co_return count;
    }

    [[nodiscard]] bool hasUnknownKey(const std::vector<RemoteMessage> &mails)
    {
        const std::vector<journal::Genesis> known = losses().allGenesis();
        return std::any_of(mails.begin(), mails.end(), [&known](const RemoteMessage &mail) {
            const auto genesis = journal::decodeGenesisMail(mail.raw);
            return genesis && std::find(known.begin(), known.end(), *genesis) == known.end();
        });
    }

    /// True when there was one that was not known.
    Result<bool> learnKeys(const std::vector<RemoteMessage> &mails)
    {
        bool learned = false;
        for (const RemoteMessage &mail : mails) {
            const auto genesis = journal::decodeGenesisMail(mail.raw);
            if (!genesis)
                continue;
            const auto added = losses().addGenesis(*genesis);
            if (!added)
                return added;
            learned = learned || *added;
        }
        return learned;
    }

    /// While the folder is read anew the tickets stay as they were, until all of it is here.
    Result<void> takeAll(std::vector<RemoteMessage> mails, bool isLast)
    {
        if (mails.empty())
            return saveState(m_state.watermark);
        if (m_state.watermark != 0 && hasUnknownKey(mails)) {
            // Desks that did not know of each other began the journal: what was read before may be signed with that
            // key. Learned once it is noted that the folder has to be read from its start.
            m_readAgain = true;
            if (auto begun = beginEpoch(); !begun)
                return begun;
            return learnKeys(mails).map([](bool) {});
        }
        if (const auto learned = learnKeys(mails); !learned)
            return tl::unexpected(learned.error());
        const QByteArrayList keys = losses().keys();
        const quint32 last = mails.back().uid;
        std::vector<store::Store::JournalMail> batch;
        for (RemoteMessage &mail : mails) {
            m_report.bytes += mail.raw.size();
            if (const auto genesis = journal::decodeGenesisMail(mail.raw)) {
                m_genesisRead.insert(genesis->journal);
                auto noted = m_context.store->messages().addJournalLocation(
                    m_state.row, mail.uid, store::LedgerVerdict::Journal, mail.raw.size(), mail.internalDate,
                    QStringLiteral("genesis"));
                if (!noted)
                    return noted;
                continue;
            }
            store::Store::JournalMail journalMail;
            journalMail.uid = mail.uid;
            journalMail.internalDate = mail.internalDate;
            journalMail.decoded = journal::decodeMail(mail.raw, keys);
            journalMail.raw = std::move(mail.raw);
            if (journalMail.decoded.verdict != journal::Verdict::Good &&
                journalMail.decoded.verdict != journal::Verdict::UnknownVersion)
                ++m_report.quarantined;
            batch.push_back(std::move(journalMail));
        }
        store::FolderState reached = stateAt(last);
        if (!isLast)
            reached.backfillUid = kUnderWay;
        auto outcome = m_context.store->takeJournal(
            m_state.row, batch, reached, m_recompute ? store::Store::Project::Later : store::Store::Project::Now);
        if (!outcome)
            return tl::unexpected(outcome.error());
        if (outcome->journal.outOfOrder) {
            m_readAgain = true;
            return beginEpoch();
        }
        m_state = reached;
        m_report.applied += outcome->journal.applied;
        announce(outcome->changes);
        return {};
    }

    /// The tickets of the journal as it is now, after it was read anew. Not of one that has a gap: they stay as they
    /// were until it is closed.
    Result<void> recompute()
    {
        if (!m_recompute || m_hasGap)
            return {};
        m_recompute = false;
        auto changes = m_context.store->recompute();
        if (!changes)
            return tl::unexpected(changes.error());
        announce(*changes);
        return {};
    }

    [[nodiscard]] store::FolderState stateAt(quint32 watermark) const
    {
        store::FolderState state = m_state;
        state.watermark = watermark;
        state.uidValidity = m_folder.state().uidValidity;
        state.uidNext = std::max(m_folder.state().uidNext, watermark + 1);
        state.highestModseq = m_folder.state().highestModSeq;
        state.serverCount = std::max(m_folder.state().exists, qint64(m_folder.listed().size()));
        state.backfillUid = 1;
        state.syncedAt = m_context.clock->now();
        return state;
    }

    Result<void> saveState(quint32 watermark)
    {
        m_state = stateAt(watermark);
        return m_context.store->folders().save(m_state);
    }

    void announce(const store::Changes &changes)
    {
        if (m_context.changed)
            m_context.changed(changes);
    }

    SyncContext m_context;
    JournalFolder m_folder;
    JournalWriter m_writer;
    store::FolderState m_state;
    JournalReport m_report;
    bool m_checked = false;
    bool m_recompute = false;
    bool m_readAgain = false;           ///< an epoch began behind the reading
    bool m_hasGap = false;              ///< there is more in the folder than the last reading got
    std::set<QByteArray> m_genesisRead; ///< ids of their journals, since the folder is read from its start
};

} // namespace

bool wasJournalRead(const store::Database &database)
{
    return database.metaInteger("main", store::kJournalReadMeta) != 0;
}

async::Task<JournalReport> syncJournal(SyncContext context, mime::EmailAddress mailbox,
                                       std::vector<RemoteFolder> folders)
{
    JournalSync sync(std::move(context), std::move(mailbox), std::move(folders));
    auto report = co_await sync.run();
    co_return report;
}

} // namespace otklik::sync
