// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QLocalServer>
#include <QObject>

#include <functional>

namespace otklik::workspace {

/// The local socket of the process that owns an engine. Another process of the same profile sends one JSON line,
/// {"do":"poke"} (it has written into the profile) or {"do":"sync","account":…}, and reads one JSON line as the answer.
class EngineServer final : public QObject
{
    Q_OBJECT
public:
    using Answer = std::function<void(QJsonObject)>;
    using Handler = std::function<void(const QJsonObject &request, Answer answer)>;
    EngineServer(const QString &name, Handler handler, QObject *parent = nullptr);
    /// False when the name cannot be listened on; errorString() then says why.
    [[nodiscard]] bool isListening() const { return m_server.isListening(); }
    [[nodiscard]] QString errorString() const { return m_server.errorString(); }

private:
    void accept();

    QLocalServer m_server;
    Handler m_handler;
};

/// Asks the owner; `done` comes once, with an empty object when nobody answers.
void askEngine(const QString &name, const QJsonObject &request, QObject *context,
               std::function<void(QJsonObject)> done);

} // namespace otklik::workspace
