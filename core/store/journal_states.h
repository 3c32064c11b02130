// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/journal/fold.h"
#include "core/store/database.h"

#include <QHash>
#include <QSet>

#include <map>

namespace otklik::store {

/// Own events not yet confirmed have these positions: 2^62 + sequence.
inline constexpr qint64 kPendingBase = qint64(1) << 62;

/// States of the journal's objects: confirmed ones from the cache, with own pending events folded on top (kept in
/// memory, only for the objects those touch). Writing connection only.
class JournalStates final
{
public:
    explicit JournalStates(Database &database);

    /// Confirmed and pending. A fresh state when the journal does not know the object.
    [[nodiscard]] journal::ObjectState state(const QString &object) const;
    [[nodiscard]] journal::ObjectState confirmed(const QString &object) const;
    [[nodiscard]] bool isConfirmed(const QString &object) const;
    void storeConfirmed(const journal::ObjectState &state);

    /// Objects of tickets whose decisions, also former and pending ones, make one of these the customer, and that have
    /// not been told to forget him since. Reads all such decisions: for when a person is erased.
    [[nodiscard]] QStringList ticketsNaming(const QStringList &addresses) const;

    /// Folds a new pending event on top; writes its ops and placements at `kPendingBase + event.sequence`.
    journal::EventResult addPending(const journal::Event &event);
    /// After confirmed events changed `objects` and pending ones may have gone: folds again what is concerned. All
    /// objects whose state may differ from before.
    [[nodiscard]] QSet<QString> refold(const QSet<QString> &objects);
    /// Forgets and folds everything pending again (at open, or after another process decided).
    void reload();

    /// Writes rows of `op` and `placement` of one event. Positions of what was there before are replaced.
    void writeOps(qint64 pos, const journal::Event &event, const journal::EventResult &result);

private:
    struct Pending
    {
        qint64 pos = 0;
        journal::Event event;
        QSet<QString> objects;
    };
    [[nodiscard]] std::vector<Pending> pendingOf(const QSet<QString> &objects) const;

    Database &m_database;
    mutable QHash<QString, journal::ObjectState> m_overlay;
};

} // namespace otklik::store
