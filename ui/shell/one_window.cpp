// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/one_window.h"

#include "core/workspace/profile_files.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QFile>
#include <QThread>
#include <QTimer>

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
    QDeadlineTimer limit(kAnswersWithinMs);
    while (!limit.hasExpired()) {
        if (askFirst())
            return true;
        becomeFirst();
        if (isFirst())
            return false;
        QThread::msleep(kAskAgainMs); // it has just started, and does not listen yet
    }
    return false;
}

bool OneWindow::askFirst()
{
    QEventLoop waiting;
    bool isDone = false;
    bool isRaised = false;
    const QString token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN");
    workspace::askEngine(m_socket, {{kDo, kRaise}, {kToken, token}}, &waiting, [&](const QJsonObject &answer) {
        isRaised = answer[kOk].toBool();
        isDone = true;
        waiting.quit();
    });
    QTimer::singleShot(kAnswersWithinMs, &waiting, &QEventLoop::quit);
    if (!isDone) // nobody there is told before it returns
        waiting.exec();
    return isRaised;
}

} // namespace otklik::ui
