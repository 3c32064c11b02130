// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/read_session.h"
#include "core/workspace/workspace.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThread>
#include <QThreadPool>

#include <memory>
#include <mutex>
#include <vector>

namespace otklik::ui {

/// The border between the windows and the engine: owns the engine thread and the Workspace on it. Orders go in as
/// functions of values and come back as futures that are always given a value; what changes comes out as queued
/// signals on the UI thread. Nothing else may call across. `read()` answers quick questions on the UI thread;
/// `readInPool()` the slow ones.
class WorkspaceClient final : public QObject
{
    Q_OBJECT
public:
    /// Opens the profile on a new engine thread; waits for that (some 10 ms), not for any network.
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceClient>> open(const QString &profileDir, const Clock &clock);
    ~WorkspaceClient() override;

    /// Begins to talk to the servers and goes on until the end.
    void goOnline();

    [[nodiscard]] const workspace::ReadSession &read() const { return *m_read; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] QString profileDir() const { return m_profileDir; }

    /// Runs `order(Workspace &)` -> Result<T> on the engine thread. Receive with onResult().
    template<typename Order>
    auto order(Order order) -> QFuture<std::invoke_result_t<Order, workspace::Workspace &>>
    {
        using R = std::invoke_result_t<Order, workspace::Workspace &>;
        auto promise = std::make_shared<QPromise<R>>();
        promise->start();
        QFuture<R> future = promise->future();
        QMetaObject::invokeMethod(
            m_engine.get(),
            [promise, order = std::move(order), engine = m_engine.get()]() mutable {
                promise->addResult(order(*engine));
                promise->finish();
            },
            Qt::QueuedConnection);
        return future;
    }
    /// Like order(), for calls that return by callback: `order(Workspace &, std::function<void(Result<T>)>)`.
    template<typename T, typename Order>
    QFuture<Result<T>> request(Order order)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        QFuture<Result<T>> future = promise->future();
        QMetaObject::invokeMethod(
            m_engine.get(),
            [promise, order = std::move(order), engine = m_engine.get()]() mutable {
                order(*engine, [promise](Result<T> result) {
                    promise->addResult(std::move(result));
                    promise->finish();
                });
            },
            Qt::QueuedConnection);
        return future;
    }
    /// Runs `question(const ReadSession &)` -> Result<T> in the pool, on a session of that thread.
    template<typename Question>
    auto readInPool(Question question) -> QFuture<std::invoke_result_t<Question, const workspace::ReadSession &>>
    {
        using R = std::invoke_result_t<Question, const workspace::ReadSession &>;
        auto promise = std::make_shared<QPromise<R>>();
        promise->start();
        QFuture<R> future = promise->future();
        runInPool([promise, question = std::move(question)](Result<const workspace::ReadSession *> session) mutable {
            promise->addResult(session ? question(**session) : R(Failure(session.error())));
            promise->finish();
        });
        return future;
    }

Q_SIGNALS:
    void changed(const otklik::workspace::ChangeSet &changes);
    void accountChanged(const otklik::workspace::AccountStatus &status);

private:
    WorkspaceClient(QString profileDir, const Clock &clock);
    void runInPool(std::function<void(Result<const workspace::ReadSession *>)> job);

    void takeChanges(const workspace::ChangeSet &changes);
    /// A pool session that nobody uses now, or nullptr: one that is opened now belongs to `generation`.
    std::unique_ptr<workspace::ReadSession> takeSession(int &generation);

    QString m_profileDir;
    const Clock &m_clock;
    QThread m_thread;
    QThreadPool m_pool;
    std::mutex m_sessionsMutex;
    std::vector<std::unique_ptr<workspace::ReadSession>> m_sessions; ///< each used by one pool thread at a time
    int m_generation = 0;                           ///< of the files that sessions read, guarded like them
    std::unique_ptr<workspace::Workspace> m_engine; ///< lives on m_thread, dies there
    std::unique_ptr<workspace::ReadSession> m_read;
};

/// Calls `receive(result)` on the receiver's thread when the future has its value; forgotten with the receiver.
template<typename T, typename Receive>
void onResult(const QFuture<T> &future, QObject *receiver, Receive receive)
{
    auto *watcher = new QFutureWatcher<T>(receiver);
    QObject::connect(watcher, &QFutureWatcher<T>::finished, receiver,
                     [watcher, receive = std::move(receive)]() mutable {
                         watcher->deleteLater();
                         if (watcher->future().resultCount() > 0)
                             receive(watcher->result());
                     });
    watcher->setFuture(future);
}

} // namespace otklik::ui
