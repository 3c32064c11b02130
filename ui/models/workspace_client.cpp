// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/workspace_client.h"

#include "core/base/thread_politeness.h"
#include "core/workspace/network_watch.h"

#include <QSemaphore>
#include <QTimer>

namespace otklik::ui {
namespace {
constexpr int kNetworkWatchMs = 2000; ///< when the first mails are on the screen
} // namespace

WorkspaceClient::WorkspaceClient(QString profileDir, const Clock &clock)
    : m_profileDir(std::move(profileDir))
    , m_clock(clock)
{
    qRegisterMetaType<workspace::ChangeSet>();
    qRegisterMetaType<workspace::AccountStatus>();
    m_thread.setObjectName(QStringLiteral("engine"));
    m_pool.setMaxThreadCount(2);
}

Result<std::unique_ptr<WorkspaceClient>> WorkspaceClient::open(const QString &profileDir, const Clock &clock)
{
    std::unique_ptr<WorkspaceClient> client(new WorkspaceClient(profileDir, clock));
    client->m_thread.start();
    QObject onEngineThread;
    onEngineThread.moveToThread(&client->m_thread);
    Result<std::unique_ptr<workspace::Workspace>> opened =
        fail(ErrorCode::Internal, QStringLiteral("the engine did not start"));
    // Opening makes or migrates files; the window has nothing to show before.
    QMetaObject::invokeMethod(
        &onEngineThread,
        [&] {
            letOthersGoFirst(Politeness::Engine);
            opened = workspace::Workspace::open(profileDir, clock);
        },
        Qt::BlockingQueuedConnection);
    QMetaObject::invokeMethod(
        &onEngineThread, [&] { onEngineThread.moveToThread(client->thread()); }, Qt::BlockingQueuedConnection);
    if (!opened)
        return tl::unexpected(opened.error());
    client->m_engine = std::move(*opened);
    auto reading = workspace::ReadSession::open(profileDir, clock);
    if (!reading)
        return tl::unexpected(reading.error());
    client->m_read = std::move(*reading);
    connect(client->m_engine.get(), &workspace::Workspace::changed, client.get(), &WorkspaceClient::takeChanges,
            Qt::QueuedConnection);
    connect(client->m_engine.get(), &workspace::Workspace::accountChanged, client.get(),
            &WorkspaceClient::accountChanged, Qt::QueuedConnection);
    return client;
}

void WorkspaceClient::goOnline()
{
    QMetaObject::invokeMethod(m_engine.get(), [engine = m_engine.get()] { engine->startWatching(); });
    QTimer::singleShot(kNetworkWatchMs, this, &workspace::NetworkWatch::load);
}

/// After a rebuild the old sessions read files that are no longer there.
void WorkspaceClient::takeChanges(const workspace::ChangeSet &changes)
{
    if (changes.everything) {
        auto reading = workspace::ReadSession::open(m_profileDir, m_clock);
        if (reading)
            m_read = std::move(*reading);
        const std::lock_guard guard(m_sessionsMutex);
        m_sessions.clear();
        ++m_generation; // those at work now are not put back
    }
    Q_EMIT changed(changes);
}

WorkspaceClient::~WorkspaceClient()
{
    m_pool.waitForDone();
    if (m_engine) {
        // The engine drains its connections and dies on its own thread; bounded, so that a dead network cannot hold
        // the program: everything that matters is in local.sqlite already.
        const auto drained = std::make_shared<QSemaphore>();
        QMetaObject::invokeMethod(m_engine.get(),
                                  [this, drained] { m_engine->stop([drained] { drained->release(); }); });
        const bool inTime = drained->tryAcquire(1, 5000);
        if (!inTime)
            qWarning("the engine did not stop within 5 s; connections are cut");
        QMetaObject::invokeMethod(
            m_engine.get(), [this] { m_engine.reset(); }, Qt::BlockingQueuedConnection);
    }
    m_thread.quit();
    m_thread.wait();
}

void WorkspaceClient::runInPool(std::function<void(Result<const workspace::ReadSession *>)> job)
{
    m_pool.start([this, job = std::move(job)] {
        int generation = 0;
        std::unique_ptr<workspace::ReadSession> session = takeSession(generation);
        if (!session) {
            auto opened = workspace::ReadSession::open(m_profileDir, m_clock);
            if (!opened)
                return job(tl::unexpected(opened.error()));
            session = std::move(*opened);
        }
        job(session.get());
        const std::lock_guard guard(m_sessionsMutex);
        if (generation == m_generation)
            m_sessions.push_back(std::move(session));
    });
}

std::unique_ptr<workspace::ReadSession> WorkspaceClient::takeSession(int &generation)
{
    const std::lock_guard guard(m_sessionsMutex);
    generation = m_generation;
    if (m_sessions.empty())
        return nullptr;
    std::unique_ptr<workspace::ReadSession> session = std::move(m_sessions.back());
    m_sessions.pop_back();
    return session;
}

} // namespace otklik::ui
