// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/journal/genesis.h"
#include "core/journal/lost_mails.h"
#include "core/store/database.h"

namespace otklik::store {

/// What this desk knows of the journal and its folder may have lost: keys, and events of other installations
/// (docs/decisions/0019; our own are in local.own_event). Writing methods join the transaction that is open.
class JournalLosses final
{
public:
    explicit JournalLosses(Database &database)
        : m_database(database)
    {
    }

    /// Every genesis that the folder had, the oldest first: the same on every desk that has read the folder. With the
    /// key of the oldest we sign, each is good.
    [[nodiscard]] std::vector<journal::Genesis> allGenesis() const;
    [[nodiscard]] QByteArrayList keys() const;
    /// False when it was known.
    [[nodiscard]] Result<bool> addGenesis(const journal::Genesis &genesis);

    /// Before what was read is forgotten: keeps what others wrote, of `held` too. An event that is read again leaves by
    /// drop().
    void keepOthers(const std::vector<journal::CausalOrder::Held> &held);
    void drop(const QByteArray &id);
    /// The journal that is read from now on is another one.
    [[nodiscard]] Result<void> forget();

    /// Of what was kept and the folder, now read to its end, has not: the events that their writer has not put back for
    /// a while (10 to 60 minutes, by desk). In the order in which they counted.
    [[nodiscard]] Result<std::vector<journal::SealedEvent>> due(Instant now, int limit);
    /// How many wait for that, or for their writer.
    [[nodiscard]] Result<qint64> missed() const;
    /// What events of the folder wait for and nobody has put back.
    [[nodiscard]] Result<std::vector<journal::MissingEvent>> missing() const;
    /// Whether this installation had a decision confirmed before, also with another cache.
    [[nodiscard]] Result<bool> hasConfirmedOwn() const;

private:
    [[nodiscard]] QByteArray ownWriter() const;

    Database &m_database;
};

} // namespace otklik::store
