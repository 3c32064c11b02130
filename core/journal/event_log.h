// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/journal/event_codec.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace otklik::journal {

/// What became of an event that was offered to the log.
enum class Offered {
    Applied,    ///< it is in `applicable` (first, events it released follow)
    Held,       ///< waits for an event of its writer, or for what its writer had seen
    Duplicate,  ///< known id, same content: no effect
    Forged,     ///< known id, other content: quarantine, alarm
    Forked,     ///< its writer wrote another event at this place (a copied installation): quarantine, alarm
    OutOfOrder, ///< UID lower than one offered before: nothing done, the caller has to rebuild
};

struct OfferResult
{
    Offered offered = Offered::Held;
    std::vector<SealedEvent> applicable; ///< in canonical order
    std::vector<SealedEvent> forked;     ///< held ones that turned out to be forks: quarantine, alarm
};

/// Canonical order of a journal: UID order with causal delivery. An event applies after its
/// writer's event before and after the one its writer had seen; until then it is held and comes right after the last
/// of them. The same (UID, event) pairs give the same order, always. Pure; not thread-safe.
///
/// An op `journal.waive` {"writer", "upto"} or {"event"} on object "journal" by another writer releases what waits for
/// events that will never come. A waived event that comes after all is applied when it arrives.
class CausalOrder final
{
public:
    /// Content hash of an event applied in an earlier run, empty when it was not; usually a look-up in the cache.
    using AppliedHash = std::function<QByteArray(const QByteArray &id)>;

    explicit CausalOrder(AppliedHash appliedBefore = {});

    /// Offer in rising UID order (several events of one mail: same UID, in their order).
    [[nodiscard]] OfferResult offer(quint32 uid, const SealedEvent &event);

    struct Held
    {
        quint32 uid = 0;
        SealedEvent event;
    };
    /// In UID order.
    [[nodiscard]] std::vector<Held> held() const;
    [[nodiscard]] qint64 appliedSequence(const QByteArray &writer) const;
    /// Content hash of the writer's last applied event: `previous` of his next one. Empty when none.
    [[nodiscard]] QByteArray appliedHashOfWriter(const QByteArray &writer) const;
    [[nodiscard]] bool isApplied(const QByteArray &id) const;
    /// Id of the last event applied: `seenId` of a new one. Empty when none.
    [[nodiscard]] QByteArray lastApplied() const { return m_lastApplied; }

    /// Everything but the ids of applied events (those come from AppliedHash after a restore). Canonical JSON.
    [[nodiscard]] QByteArray saveState() const;
    /// StorageCorrupt when the bytes are not what saveState() wrote.
    [[nodiscard]] static Result<CausalOrder> restore(const QByteArray &state, AppliedHash appliedBefore);

private:
    struct Place
    {
        quint32 uid = 0;
        qint64 ordinal = 0;
        auto operator<=>(const Place &) const = default;
    };
    struct WriterState
    {
        qint64 sequence = 0;
        QByteArray hash;
    };
    enum class Next { Apply, Wait, Fork };
    struct Step
    {
        Next next = Next::Apply;
        QByteArray waitsFor; ///< of Wait
    };

    [[nodiscard]] QByteArray appliedHash(const QByteArray &id) const;
    [[nodiscard]] std::optional<Offered> knownAlready(const SealedEvent &event) const;
    [[nodiscard]] Step check(const Event &event) const;
    [[nodiscard]] Step checkSequence(const Event &event) const;
    void hold(const Place &place, const SealedEvent &event, const QByteArray &waitsFor);
    void apply(const SealedEvent &event);
    void applyWaives(const Event &event);
    void waiveWriter(const QByteArray &writer, qint64 upto);
    void wake(const QByteArray &what);
    void settle(OfferResult &result);

    AppliedHash m_appliedBefore;
    QHash<QByteArray, QByteArray> m_applied; ///< id → hash, of this run
    QHash<QByteArray, WriterState> m_writers;
    QSet<QByteArray> m_waivedPlaces; ///< "writer:seq", not arrived
    QSet<QByteArray> m_waivedEvents; ///< ids that count as seen
    std::map<Place, SealedEvent> m_held;
    QHash<QByteArray, QByteArray> m_heldHash;        ///< id → hash
    QHash<QByteArray, std::vector<Place>> m_waiting; ///< what → who waits for it
    std::set<Place> m_ready;
    QByteArray m_lastApplied;
    quint32 m_lastUid = 0;
    qint64 m_ordinal = 0;
};

} // namespace otklik::journal
