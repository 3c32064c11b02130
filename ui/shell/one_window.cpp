// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/one_window.h"

#include "core/workspace/profile_files.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QThread>

namespace otklik::ui {

namespace {

const QString kDo = QStringLiteral("do");
const QString kRaise = QStringLiteral("raise");
const QString kToken = QStringLiteral("token");
const QString kOk = QStringLiteral("ok");

} // namespace

OneWindow::OneWindow(const QString &profileDir, QObject *parent)
    : QObject(parent)
    , m_socket(workspace::socketName(profileDir) + QStringLiteral("-window"))
    , m_lock(profileDir + QStringLiteral("/window.lock"))
{
    becomeFirst();
}

OneWindow::~OneWindow() = default;

void OneWindow::becomeFirst()
{
    if (!workspace::takeProfileLock(m_lock))
        return;
    QFile::setPermissions(m_lock.fileName(), QFile::ReadOwner | QFile::WriteOwner); // QLockFile lets others read it
    m_server = std::make_unique<workspace::EngineServer>(
        m_socket, [this](const QJsonObject &request, const workspace::EngineServer::Answer &answer) {
            const bool isKnown = request[kDo].toString() == kRaise;
            answer({{kOk, isKnown}});
            if (isKnown)
                Q_EMIT raiseRequested(request[kToken].toString());
        });
    if (!m_server->isListening())
        qWarning("a second start cannot find this window: %s", qPrintable(m_server->errorString()));
}

bool OneWindow::raiseFirst()
{
    const QDeadlineTimer limit(kAnswersWithinMs);
    while (!limit.hasExpired()) {
        if (askFirst(limit))
            return true;
        becomeFirst();
        if (isFirst())
            return false;
        QThread::msleep(kAskAgainMs); // it has just started, and does not listen yet
    }
    return false;
}

/// Waits on the socket itself: this program has nothing to show and no event loop yet.
bool OneWindow::askFirst(const QDeadlineTimer &limit) const
{
    const auto left = [&limit] { return int(limit.remainingTime()); };
    QLocalSocket socket;
    socket.connectToServer(m_socket);
    if (!socket.waitForConnected(left()))
        return false;
    const QJsonObject request{{kDo, kRaise}, {kToken, qEnvironmentVariable("XDG_ACTIVATION_TOKEN")}};
    socket.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    while (!socket.canReadLine())
        if (!socket.waitForReadyRead(left()))
            return false;
    return QJsonDocument::fromJson(socket.readLine()).object()[kOk].toBool();
}

} // namespace otklik::ui
