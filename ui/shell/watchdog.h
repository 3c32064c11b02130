// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace otklik::ui {

/// For measurements only, when OTKLIK_WATCHDOG names a file: how long the UI thread was held while the first sync ran.
/// When that has ended it writes {"longest_ms","p99_ms","beats","worst":[{"at_ms","ms","busy_ms"}…]} there, and ends
/// the program three seconds later. "busy_ms" is what the thread worked of it, where the system tells (else 0): the
/// rest it waited, for a processor or for the display. Does nothing without a file.
class Watchdog final : public QObject
{
    Q_OBJECT
public:
    Watchdog(WorkspaceClient &client, const QString &file, QObject *parent = nullptr);

private:
    void beat();
    void write();

    QString m_file;
    QTimer m_timer;
    QElapsedTimer m_running;
    QElapsedTimer m_since;
    struct Gap
    {
        qint64 length = 0; ///< microseconds between two beats, less the interval
        qint64 endMs = 0;
        qint64 busy = 0; ///< microseconds
    };
    qint64 m_busy = 0; ///< microseconds that this thread has worked
    std::vector<Gap> m_gaps;
};

} // namespace otklik::ui
