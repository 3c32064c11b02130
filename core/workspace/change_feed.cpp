// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/change_feed.h"

#include <algorithm>

namespace otklik::workspace {

namespace {
constexpr qint64 kIntervalMs = 50;
constexpr qint64 kSavedMs = 2 * kIntervalMs; ///< of the time without any change: as many announcements more at once
} // namespace

ChangeFeed::ChangeFeed(std::function<void(const ChangeSet &)> announce)
    : m_announce(std::move(announce))
{
    m_timer.setSingleShot(true);
    m_clock.start();
    m_nextMs = -kSavedMs;
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { flush(); });
}

void ChangeFeed::add(const store::Changes &changes)
{
    m_pending.tickets |= changes.tickets;
    m_pending.customers |= changes.customers;
    m_pending.canned |= changes.canned;
    m_pending.views |= !changes.tickets.isEmpty();
    schedule();
}

void ChangeFeed::addOutbox()
{
    m_pending.outbox = true;
    schedule();
}

void ChangeFeed::addEverything()
{
    m_pending.everything = true;
    schedule();
}

void ChangeFeed::schedule()
{
    if (!m_timer.isActive())
        m_timer.start(int(std::max<qint64>(m_nextMs - m_clock.elapsed(), 0)));
}

void ChangeFeed::flush()
{
    m_timer.stop();
    const ChangeSet set = std::exchange(m_pending, ChangeSet());
    if (!set.everything && !set.views && !set.canned && !set.outbox && set.customers.isEmpty())
        return;
    m_nextMs = std::max(m_nextMs, m_clock.elapsed() - kSavedMs) + kIntervalMs;
    m_announce(set);
}

} // namespace otklik::workspace
