// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/reading_progress.h"

#include <QLoggingCategory>

#include <algorithm>
#include <cmath>
#include <utility>

namespace otklik::sync {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.sync.progress", QtInfoMsg)

constexpr double kMemoryMs = 20'000;   ///< of the pace
constexpr double kPatienceMs = 10'000; ///< until a new reckoning is believed
constexpr double kFirstLookMs = 2'000; ///< shorter says nothing

} // namespace

void ReadingProgress::expect(const QByteArray &folder, const Part &part)
{
    Reading reading;
    static_cast<Part &>(reading) = part;
    m_parts.insert(folder, reading);
}

void ReadingProgress::note(const QByteArray &folder, const FolderProgress &progress, std::chrono::milliseconds now)
{
    Reading &part = m_parts[folder];
    part.toRead = progress.total;
    part.read = progress.done;
    const qint64 fresh = progress.bytes - std::exchange(part.bytesRead, progress.bytes);
    reckon(fresh, now);
}

void ReadingProgress::end(const QByteArray &folder)
{
    if (const auto part = m_parts.find(folder); part != m_parts.end())
        part->toRead = part->read;
}

qint64 ReadingProgress::done() const
{
    qint64 mails = 0;
    for (const Reading &part : m_parts)
        mails += part.here + part.read;
    return mails;
}

qint64 ReadingProgress::total() const
{
    qint64 mails = 0;
    for (const Reading &part : m_parts)
        mails += part.here + std::max(part.toRead, part.read);
    return mails;
}

/// A folder has not fewer bytes left than mails: what a server says of its size may be wrong, or older than its mails.
std::optional<double> ReadingProgress::bytesLeft() const
{
    qint64 read = 0, bytes = 0;
    for (const Reading &part : m_parts) {
        read += part.read;
        bytes += part.bytesRead;
    }
    if (read == 0)
        return std::nullopt;
    const double mean = double(bytes) / double(read);
    double left = 0;
    for (const Reading &part : m_parts) {
        const double mails = double(std::max<qint64>(0, part.toRead - part.read));
        if (mails > 0 && part.bytesToRead)
            left += std::max(mails, double(*part.bytesToRead - part.bytesRead));
        else
            left += mails * mean;
    }
    return left;
}

void ReadingProgress::reckon(qint64 bytes, std::chrono::milliseconds now)
{
    const double passed = std::max(0.0, double((now - m_at).count()));
    m_at = std::max(m_at, now);
    const double kept = std::exp(-passed / kMemoryMs);
    m_recentBytes = m_recentBytes * kept + double(bytes);
    m_recentMs = m_recentMs * kept + passed;
    if (m_leftMs)
        m_leftMs = std::max(0.0, *m_leftMs - passed);
    const auto rest = bytesLeft();
    if (!rest || m_recentBytes <= 0 || m_recentMs < kFirstLookMs)
        return;
    const double reckoned = *rest * m_recentMs / m_recentBytes;
    if (m_leftMs)
        *m_leftMs += (reckoned - *m_leftMs) * (1 - std::exp(-passed / kPatienceMs));
    else
        m_leftMs = reckoned;
}

std::optional<std::chrono::milliseconds> ReadingProgress::left() const
{
    if (!m_leftMs || done() >= total())
        return std::nullopt;
    return std::chrono::milliseconds(qint64(*m_leftMs));
}

namespace {

/// Asked, and not answered yet: a server that opens each mail for it may be silent until the connection ends, and would
/// be with the next one and the next folder, too. So it is asked until it was silent once (docs/decisions/0023).
std::string askedMark(const QString &account)
{
    return "asked-extent-" + account.toStdString();
}

async::Task<FolderExtent> extentOf(SyncContext context, RemoteFolder folder)
{
    store::Database &database = context.store->database();
    const std::string mark = askedMark(context.account);
    if (database.metaInteger("main", mark.c_str()) != 0) {
        if (folder.counters)
            co_return FolderExtent{folder.counters->exists, std::nullopt};
        co_return fail(ErrorCode::ServerRefused, QStringLiteral("it was asked before, and did not answer"));
    }
    database.setMeta("main", mark.c_str(), 1);
    auto extent = co_await context.session->extent(folder);
    if (extent || extent.error().code == ErrorCode::Cancelled) // stopped by us
        database.setMeta("main", mark.c_str(), 0);
    co_return extent;
}

} // namespace

async::Task<void> expectFirstReadings(SyncContext context,
                                      std::vector<std::pair<RemoteFolder, store::FolderRole>> folders,
                                      ReadingProgress *progress)
{
    store::FolderRepository &known = context.store->folders();
    for (const auto &[folder, role] : folders) {
        auto state = known.ensure(context.account, QString::fromLatin1(folder.rawName), role);
        if (!state)
            co_return tl::unexpected(state.error());
        if (!state->syncedAt.isNever())
            continue;
        auto here = known.count(state->row);
        if (!here)
            co_return tl::unexpected(here.error());
        auto bytesHere = known.bytes(state->row);
        if (!bytesHere)
            co_return tl::unexpected(bytesHere.error());
        auto extent = co_await extentOf(context, folder);
        if (!extent) {
            qCInfo(log).noquote() << folder.name << "does not tell its size:" << extent.error().detail;
            continue; // when the connection is gone, the next command says so
        }
        ReadingProgress::Part part;
        part.here = *here;
        part.toRead = std::max<qint64>(0, extent->mails - *here);
        if (extent->bytes)
            part.bytesToRead = std::max<qint64>(0, *extent->bytes - *bytesHere);
        progress->expect(folder.rawName, part);
    }
    co_return Result<void>();
}

} // namespace otklik::sync
