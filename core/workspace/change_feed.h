// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/changes.h"
#include "core/workspace/desk_values.h"

#include <QTimer>

#include <functional>

namespace otklik::workspace {

/// Gathers what transactions changed and announces it at most 20 times a second, after the commits.
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
    QTimer m_timer;
};

} // namespace otklik::workspace
