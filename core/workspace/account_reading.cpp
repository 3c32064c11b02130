// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/server_error.h"
#include "core/workspace/account_engine.h"
#include "core/workspace/account_folders.h"

#include <QCoreApplication>
#include <QLoggingCategory>

// Folders of mail, in turns (docs/decisions/0026): the reading part of AccountEngine.

namespace otklik::workspace {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.engine", QtInfoMsg)

using namespace std::chrono_literals;

constexpr auto kTurn = 10s; ///< of a folder with a long history

/// What later turns of a round found in a folder, too.
void addReport(std::vector<sync::FolderReport> &folders, sync::FolderReport &&next)
{
    const auto known = std::find_if(folders.begin(), folders.end(),
                                    [&next](const sync::FolderReport &one) { return one.name == next.name; });
    if (known == folders.end())
        return folders.push_back(std::move(next));
    next.fresh += known->fresh;
    next.vanished += known->vanished;
    next.flagChanges += known->flagChanges;
    next.bytes += known->bytes;
    next.quarantined += known->quarantined;
    next.appeared.add(known->appeared);
    next.tickets |= known->tickets;
    *known = std::move(next);
}

} // namespace

sync::SyncContext AccountEngine::syncContext()
{
    sync::SyncContext context;
    context.session = m_session.get();
    context.store = m_setup.store();
    context.clock = m_setup.clock;
    context.account = m_setup.config.name;
    context.changed = m_setup.changed;
    context.program = QCoreApplication::applicationVersion();
    context.journalSlice = m_setup.journalSlice;
    QElapsedTimer turn;
    turn.start();
    context.pause = [this, turn] {
        return m_somebodyWaits || (m_isWatching && std::chrono::milliseconds(turn.elapsed()) > kTurn);
    };
    return context;
}

/// A list that leaves a folder out is asked for once more before its mails are taken away.
async::Task<void> AccountEngine::forgetLostFolders()
{
    const auto known = m_setup.store()->folders().ofAccount(m_setup.config.name);
    if (!known)
        co_return tl::unexpected(known.error());
    if (m_foldersAreOld || isFolderMissing(m_folders, m_setup.config)) {
        auto listed = co_await m_session->folders();
        if (!listed)
            co_return tl::unexpected(listed.error());
        m_folders = std::move(*listed);
        m_foldersAreOld = false;
    }
    if (lostFolders(*known, wantedFolders(m_folders, m_setup.config)).empty())
        co_return Result<void>();
    auto again = co_await m_session->folders();
    if (!again)
        co_return tl::unexpected(again.error());
    m_folders = std::move(*again);
    const auto lost = lostFolders(*known, wantedFolders(m_folders, m_setup.config));
    for (const store::FolderState &folder : lost) {
        qCInfo(log).noquote() << m_setup.config.name << "has no folder" << folder.name << "any more";
        auto changes = m_setup.store()->forgetFolder(folder);
        if (!changes)
            co_return tl::unexpected(changes.error());
        m_setup.changed(*changes);
    }
    co_return Result<void>();
}

/// How far a round has read, over its turns.
struct AccountEngine::Reading
{
    sync::ReadingProgress progress{0ms};
    QElapsedTimer timer;
    QHash<QByteArray, sync::FolderProgress> before; ///< of each folder, in earlier turns
};

/// In turns of kTurn for each folder: new mail is seen, and answers leave, while a long history is read.
async::Task<void> AccountEngine::readFolders(AccountRound *round)
{
    auto forgotten = co_await forgetLostFolders();
    if (!forgotten)
        co_return tl::unexpected(forgotten.error());
    Reading reading;
    reading.timer.start();
    auto expected =
        co_await sync::expectFirstReadings(syncContext(), wantedFolders(m_folders, m_setup.config), &reading.progress);
    if (!expected)
        co_return expected;
    for (;;) {
        auto taken = co_await takeTurn(round, &reading);
        if (!taken)
            co_return taken;
        if (!round->isUnfinished)
            break;
        auto sent = co_await sendAnswers(round);
        if (auto goesOn = unlessRefused(sent, *m_session, round); !goesOn)
            co_return goesOn;
    }
    forgetProgress();
    co_return Result<void>();
}

async::Task<void> AccountEngine::takeTurn(AccountRound *round, Reading *reading)
{
    m_somebodyWaits = false;
    round->isUnfinished = false;
    const auto wanted = wantedFolders(m_folders, m_setup.config);
    for (sync::RemoteFolder &folder : m_folders)
        folder.counters.reset(); // listed once a connection: for the first turn they are new, later they are not
    for (const auto &[folder, role] : wanted) {
        const sync::FolderProgress before = reading->before.value(folder.rawName);
        sync::SyncContext context = syncContext();
        context.progress = [this, reading, before, name = folder.rawName](sync::FolderProgress now) {
            now.done += before.done;
            now.total += before.done;
            now.bytes += before.bytes;
            reading->before[name] = now;
            reading->progress.note(name, now, std::chrono::milliseconds(reading->timer.elapsed()));
            showProgress(reading->progress);
        };
        auto report = co_await sync::syncFolder(context, folder, role);
        if (!report && report.error().code == ErrorCode::NotFound) {
            if (role == store::FolderRole::Inbox) // every mailbox has one: this is the server's trouble
                co_return fail(ErrorCode::ServerRefused, report.error().detail);
            m_foldersAreOld = true;  // deleted or renamed since they were listed: the next round forgets it
            round->isPartial = true; // its mails may lie elsewhere by now
            reading->progress.end(folder.rawName);
            continue;
        }
        if (!report && role != store::FolderRole::Inbox && !imap::isMailboxFull(report.error())) {
            const Error why{report.error().code, QStringLiteral("%1: %2").arg(folder.name, report.error().detail)};
            if (auto goesOn = unlessRefused(tl::unexpected(why), *m_session, round); !goesOn)
                co_return goesOn;
            round->isPartial = true;
            reading->progress.end(folder.rawName);
            continue;
        }
        if (!report)
            co_return tl::unexpected(report.error());
        if (report->isUnfinished)
            round->isUnfinished = true;
        else
            reading->progress.end(folder.rawName);
        round->isPartial = round->isPartial || report->missing > report->givenUp;
        round->appeared.add(report->appeared);
        round->tickets |= report->tickets;
        addReport(round->folders, std::move(*report));
    }
    co_return Result<void>();
}

void AccountEngine::forgetProgress()
{
    m_status.done = m_status.total = 0;
    m_status.left = 0ms;
}

void AccountEngine::showProgress(const sync::ReadingProgress &progress)
{
    m_status.done = progress.done();
    m_status.total = progress.total();
    m_status.left = progress.left().value_or(0ms);
    Q_EMIT statusChanged(m_status);
}

} // namespace otklik::workspace
