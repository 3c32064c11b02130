// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/network_watch.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QThread>

#include <utility>

namespace otklik::workspace {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.network", QtInfoMsg)

using namespace std::chrono_literals;

constexpr auto kLook = 5s;
constexpr auto kSlept = 20s; ///< longer than a busy machine delays a timer

} // namespace

NetworkWatch::NetworkWatch(const Clock &clock)
    : m_clock(clock)
    , m_lastLook(clock.now())
{
    connect(&m_timer, &QTimer::timeout, this, &NetworkWatch::look);
    m_timer.start(kLook);
    if (QThread::currentThread() == QCoreApplication::instance()->thread())
        load();
    attach();
}

void NetworkWatch::attach()
{
    const QNetworkInformation *system = m_isAttached ? nullptr : QNetworkInformation::instance();
    if (!system)
        return;
    m_isAttached = true;
    m_reachability = system->reachability();
    connect(system, &QNetworkInformation::reachabilityChanged, this, &NetworkWatch::take);
}

void NetworkWatch::load()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        qCDebug(log) << "the system does not tell when the network comes back";
}

void NetworkWatch::look()
{
    attach();
    const Instant now = m_clock.now();
    const auto passed = now - std::exchange(m_lastLook, now);
    if (passed > kSlept)
        Q_EMIT cameBack();
}

void NetworkWatch::take(QNetworkInformation::Reachability reachability)
{
    const auto before = std::exchange(m_reachability, reachability);
    // From Unknown to Disconnected is no gain.
    if (reachability > before && reachability > QNetworkInformation::Reachability::Disconnected)
        Q_EMIT cameBack();
}

} // namespace otklik::workspace
