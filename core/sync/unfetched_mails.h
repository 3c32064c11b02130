// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/store/store.h"

#include <set>
#include <vector>

namespace otklik::sync {

/// Mails of one folder that the server lists and does not hand out, in one sync: which are asked for, in which order,
/// and what came of it. One that was asked for in vain twice comes after all others, alone, and ever more seldom, so
/// that it does not stop those behind it (docs/decisions/0027). Engine thread.
class UnfetchedMails
{
public:
    /// Both outlive this.
    UnfetchedMails(store::Store &store, const Clock &clock)
        : m_store(store)
        , m_clock(clock)
    {
    }

    struct Order
    {
        std::vector<quint32> together;
        std::vector<quint32> alone; ///< after the others, one by one
    };
    /// Of these UIDs the ones that are to be asked for now.
    [[nodiscard]] Result<Order> orderOf(FolderRow folder, std::vector<quint32> fresh);
    /// These were not handed out; those that this sync has noted before do not count again.
    [[nodiscard]] Result<void> note(FolderRow folder, std::vector<quint32> uids);
    /// All of these were asked for in vain in this sync, or are not due: to ask once more would show the same.
    [[nodiscard]] bool covers(const std::vector<quint32> &missing) const;
    /// How many of these nobody waits for any more.
    [[nodiscard]] qint64 givenUp(const std::vector<quint32> &missing) const;

private:
    store::Store &m_store;
    const Clock &m_clock;
    std::set<quint32> m_vain;   ///< asked for in this sync, and not handed out
    std::set<quint32> m_notDue; ///< asked for in vain before, and not again yet
    std::set<quint32> m_givenUp;
};

} // namespace otklik::sync
