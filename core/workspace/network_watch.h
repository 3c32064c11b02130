// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QNetworkInformation>
#include <QObject>
#include <QTimer>

namespace otklik::workspace {

/// Tells when a try may succeed that failed a moment ago: the system says that there is more of a network than before
/// (where Qt has a backend for that), or this machine has slept. Nothing is decided by it: what it tells only shortens
/// a wait. Any thread that runs an event loop.
class NetworkWatch final : public QObject
{
    Q_OBJECT
public:
    explicit NetworkWatch(const Clock &clock);

    /// Finds the backend. On the main thread, since it lives there until the program ends, and at leisure: it may ask
    /// other programs. Watches that are there already use it from their next look on; without it a machine's sleep is
    /// noticed all the same.
    static void load();

    /// What the timer does every few seconds: one that comes much too late by the clock was slept through.
    void look();
    void take(QNetworkInformation::Reachability reachability);

Q_SIGNALS:
    void cameBack();

private:
    void attach();

    const Clock &m_clock;
    QTimer m_timer;
    Instant m_lastLook;
    bool m_isAttached = false;
    QNetworkInformation::Reachability m_reachability = QNetworkInformation::Reachability::Unknown;
};

} // namespace otklik::workspace
