// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/engine_socket.h"

#include <QJsonDocument>
#include <QLocalSocket>
#include <QPointer>

namespace otklik::workspace {

namespace {

constexpr qint64 kLongestRequest = 64 * 1024;

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

EngineServer::EngineServer(const QString &name, Handler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    // The lock file has been taken: what is left of a socket belongs to a program that crashed.
    QLocalServer::removeServer(name);
    connect(&m_server, &QLocalServer::newConnection, this, &EngineServer::accept);
    m_server.listen(name);
}

void EngineServer::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        socket->setParent(this);
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() > kLongestRequest)
                    socket->abort();
                return;
            }
            const QJsonObject request = QJsonDocument::fromJson(socket->readLine(kLongestRequest)).object();
            m_handler(request, [socket = QPointer<QLocalSocket>(socket)](const QJsonObject &answer) {
                if (!socket)
                    return;
                socket->write(lineOf(answer));
                socket->disconnectFromServer();
            });
        });
    }
}

void askEngine(const QString &name, const QJsonObject &request, QObject *context, std::function<void(QJsonObject)> done)
{
    auto *socket = new QLocalSocket(context);
    auto answered = std::make_shared<bool>(false);
    auto finish = [socket, answered, done = std::move(done)](const QJsonObject &answer) {
        if (std::exchange(*answered, true))
            return;
        socket->deleteLater();
        done(answer);
    };
    QObject::connect(socket, &QLocalSocket::connected, socket, [socket, request] { socket->write(lineOf(request)); });
    QObject::connect(socket, &QLocalSocket::readyRead, socket, [socket, finish] {
        if (socket->canReadLine())
            finish(QJsonDocument::fromJson(socket->readLine()).object());
    });
    QObject::connect(socket, &QLocalSocket::disconnected, socket, [finish] { finish({}); });
    QObject::connect(socket, &QLocalSocket::errorOccurred, socket, [finish] { finish({}); });
    socket->connectToServer(name);
}

} // namespace otklik::workspace
