// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"
#include "core/sync/folder_sync.h"

#include <QByteArray>
#include <QHash>

#include <chrono>
#include <optional>

namespace otklik::sync {

/// How far the reading of an account is, and how long it will go on. Mails are counted, time is reckoned by bytes: of
/// what is not read yet (as far as the server tells, else by the mean of what came), at the pace of the last twenty
/// seconds or so. What it says of the time runs down like a clock and drifts towards a new reckoning; it never jumps.
/// Pure; times are those of one steady clock, ascending.
class ReadingProgress final
{
public:
    /// A folder, as far as it is known before it is opened.
    struct Part
    {
        qint64 here = 0;                     ///< mails from an earlier start of the same reading
        qint64 toRead = 0;                   ///< mails
        std::optional<qint64> bytesToRead{}; ///< where the server tells
    };

    explicit ReadingProgress(std::chrono::milliseconds now)
        : m_at(now)
    {
    }

    /// Before the folder is read. One that was read before needs none: its new mails count from when they are known.
    void expect(const QByteArray &folder, const Part &part);
    /// So much of a folder has come since its reading began in this round.
    void note(const QByteArray &folder, const FolderProgress &progress, std::chrono::milliseconds now);
    /// What did not come by now does not come in this round.
    void end(const QByteArray &folder);

    /// Mails that are here, of those that will be.
    [[nodiscard]] qint64 done() const;
    [[nodiscard]] qint64 total() const;
    /// Empty until enough was seen to say something, and when there is nothing left.
    [[nodiscard]] std::optional<std::chrono::milliseconds> left() const;

private:
    struct Reading : Part
    {
        qint64 read = 0;
        qint64 bytesRead = 0;
    };
    [[nodiscard]] std::optional<double> bytesLeft() const;
    void reckon(qint64 bytes, std::chrono::milliseconds now);

    QHash<QByteArray, Reading> m_parts;
    std::chrono::milliseconds m_at;
    double m_recentBytes = 0; ///< each fades with time, and so does the time they took
    double m_recentMs = 0;
    std::optional<double> m_leftMs;
};

/// Asks the mailbox for the size of folders whose first reading has not come to its end. A folder that cannot be asked
/// is left out: it counts once it is opened. A server that was silent when it was asked is not asked again.
[[nodiscard]] async::Task<void> expectFirstReadings(SyncContext context,
                                                    std::vector<std::pair<RemoteFolder, store::FolderRole>> folders,
                                                    ReadingProgress *progress);

} // namespace otklik::sync
