// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/engine_socket.h"

#include <QDeadlineTimer>
#include <QLockFile>
#include <QObject>

#include <memory>

namespace otklik::ui {

/// One window a profile: the first program that shows it holds `window.lock` and listens; who starts the program again
/// means that window. Apart from engine.lock, which a command line may hold as well. UI thread.
class OneWindow final : public QObject
{
    Q_OBJECT
public:
    static constexpr int kAnswersWithinMs = 3000;
    static constexpr int kAskAgainMs = 50;

    explicit OneWindow(const QString &profileDir, QObject *parent = nullptr);
    ~OneWindow() override;

    [[nodiscard]] bool isFirst() const { return m_server != nullptr; }
    /// Asks the first program to bring its window to the front, and waits for its answer. False when it gives none: it
    /// hangs, or it ends just now, and then this one is the first.
    [[nodiscard]] bool raiseFirst();

Q_SIGNALS:
    /// The program was started again. `token` is what lets a window take the focus on Wayland; may be empty.
    void raiseRequested(const QString &token);

private:
    void becomeFirst();
    /// True when it answered.
    [[nodiscard]] bool askFirst(const QDeadlineTimer &limit) const;

    QString m_socket;
    QLockFile m_lock;
    std::unique_ptr<workspace::EngineServer> m_server;
};

} // namespace otklik::ui
