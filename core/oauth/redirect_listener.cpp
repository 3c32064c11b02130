// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/redirect_listener.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace otklik::oauth {

namespace {

constexpr qsizetype kLongestHead = 16 * 1024;
constexpr int kMostCallers = 16;
constexpr int kHeadLimitMs = 10000;

void write(QTcpSocket *socket, const char *status, const QString &text)
{
    const QByteArray page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Otklik</title></head><body "
                            "style=\"font: 18px sans-serif; margin: 15vh auto; max-width: 30em\"><p>" +
                            text.toHtmlEscaped().toUtf8() + "</p></body></html>";
    socket->write(QByteArray("HTTP/1.1 ") + status +
                  "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(page.size()) +
                  "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
                  "Referrer-Policy: no-referrer\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n" +
                  page);
    socket->disconnectFromHost();
}

} // namespace

RedirectListener::RedirectListener(Handler handler)
    : m_handler(std::move(handler))
{
    m_server.setMaxPendingConnections(kMostCallers);
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            serve(socket);
    });
}

RedirectListener::~RedirectListener()
{
    // What was written is still on its way to the browser; the sockets end by themselves.
    for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
        socket->setParent(nullptr);
}

Result<void> RedirectListener::listen(quint16 port)
{
    if (m_server.listen(QHostAddress::LocalHost, port))
        return {};
    return fail(ErrorCode::Offline, QStringLiteral("the browser cannot come back to port %1 of this computer: %2")
                                        .arg(port)
                                        .arg(m_server.errorString()));
}

void RedirectListener::serve(QTcpSocket *socket)
{
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(kHeadLimitMs, socket, [socket] { socket->abort(); });
    const auto head = std::make_shared<QByteArray>();
    QObject::connect(socket, &QTcpSocket::readyRead, &m_server, [this, socket, head] {
        *head += socket->read(kLongestHead + 1 - head->size());
        if (head->contains("\r\n\r\n")) {
            socket->disconnect(&m_server); // one request is all
            return answer(socket, head->left(head->indexOf("\r\n")));
        }
        if (head->size() > kLongestHead)
            socket->abort();
    });
}

void RedirectListener::answer(QTcpSocket *socket, const QByteArray &requestLine)
{
    const QByteArrayList words = requestLine.split(' ');
    const QUrl url = QUrl::fromEncoded(words.value(1));
    if (words.value(0) != "GET" || url.path() != QLatin1String("/") || !url.hasQuery())
        return write(socket, "404 Not Found", QStringLiteral("404"));
    const QString text = m_handler(QUrlQuery(url)); // may be the last call: nothing of ours is touched after it
    if (text.isEmpty())
        return write(socket, "400 Bad Request", QStringLiteral("400"));
    write(socket, "200 OK", text);
}

} // namespace otklik::oauth
