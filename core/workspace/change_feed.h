// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/changes.h"
#include "core/workspace/desk_values.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace otklik::workspace {

/// Gathers what transactions changed and announces it after the commits: the first three at once, so that a mail or a
/// decision is seen without a pause, and as long as changes go on 20 times a second at most.
class ChangeFeed final
{
public:
    explicit ChangeFeed(std::function<void(const ChangeSet &)> announce);
    void add(const store::Changes &changes);
    void addOutbox();
    /// The cache is another one: readers forget all.
    void addEverything();
    void flush();

private:
    void schedule();

    std::function<void(const ChangeSet &)> m_announce;
    ChangeSet m_pending;
    QElapsedTimer m_clock;
    qint64 m_nextMs = 0; ///< when the next announcement is due, on that clock; in the past: it need not wait
    QTimer m_timer;
};

} // namespace otklik::workspace
