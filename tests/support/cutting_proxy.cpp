// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cutting_proxy.h"

#include <QMutex>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <array>

namespace otklik::test {

class CuttingProxy::Line final : public QObject
{
public:
    explicit Line(quint16 serverPort)
        : m_serverPort(serverPort)
    {
        moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            this, [this] { listen(); }, Qt::BlockingQueuedConnection);
    }
    ~Line() override
    {
        QMetaObject::invokeMethod(
            this, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    /// What the test sets and asks; the thread reads it with every chunk.
    struct State
    {
        std::array<qint64, 2> counts{};
        std::array<qint64, 2> limits{-1, -1};
        QByteArray words;
        bool talks = false;
        bool closes = false;
        bool cut = false;
        int connections = 0;
    };
    template<typename Change>
    auto with(Change change)
    {
        const QMutexLocker lock(&m_mutex);
        return change(m_state);
    }
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    void listen()
    {
        m_server = std::make_unique<QTcpServer>();
        if (!m_server->listen(QHostAddress::LocalHost))
            qFatal("the proxy cannot listen: %s", qPrintable(m_server->errorString()));
        m_port = m_server->serverPort();
        connect(m_server.get(), &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = m_server->nextPendingConnection())
                take(client);
        });
    }
    void take(QTcpSocket *client)
    {
        const State state = with([](State &s) {
            ++s.connections;
            return s;
        });
        if (state.talks) {
            client->write(state.words);
            if (state.closes)
                client->disconnectFromHost();
            return;
        }
        auto *server = new QTcpSocket(client);
        server->connectToHost(QHostAddress::LocalHost, m_serverPort);
        join(server, client, Direction::FromServer);
        join(client, server, Direction::ToServer);
    }
    void join(QTcpSocket *from, QTcpSocket *to, Direction direction)
    {
        const auto carry = [this, from, to, direction] {
            const QByteArray bytes = from->readAll();
            const auto [passing, cut] = with([&](State &s) { return account(s, direction, bytes.size()); });
            to->write(bytes.left(passing));
            if (!cut)
                return;
            // What was let through must arrive: a connection that is cut loses what comes later, not before.
            to->disconnectFromHost();
            from->abort();
        };
        connect(from, &QTcpSocket::readyRead, this, carry);
        connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
    }
    static std::pair<qsizetype, bool> account(State &state, Direction direction, qsizetype size)
    {
        const auto which = static_cast<std::size_t>(direction);
        const qint64 limit = state.limits[which];
        const qint64 before = state.counts[which];
        state.counts[which] += size;
        if (state.cut || limit < 0 || before + size < limit)
            return {size, false};
        state.cut = true;
        return {qsizetype(limit - before), true};
    }

    QThread m_thread;
    QMutex m_mutex;
    State m_state;
    std::unique_ptr<QTcpServer> m_server;
    quint16 m_serverPort;
    quint16 m_port = 0;
};

CuttingProxy::CuttingProxy(quint16 serverPort)
    : m_line(std::make_unique<Line>(serverPort))
{
}

CuttingProxy::~CuttingProxy() = default;

quint16 CuttingProxy::port() const
{
    return m_line->port();
}

void CuttingProxy::cutAfter(Direction direction, qint64 bytes)
{
    m_line->with([&](Line::State &state) {
        state = {};
        state.limits[static_cast<std::size_t>(direction)] = bytes;
    });
}

void CuttingProxy::sayInstead(const QByteArray &words, bool thenClose)
{
    m_line->with([&](Line::State &state) {
        state = {};
        state.words = words;
        state.talks = true;
        state.closes = thenClose;
    });
}

void CuttingProxy::passThrough()
{
    m_line->with([](Line::State &state) { state = {}; });
}

qint64 CuttingProxy::count(Direction direction) const
{
    return m_line->with([&](Line::State &state) { return state.counts[static_cast<std::size_t>(direction)]; });
}

bool CuttingProxy::hasCut() const
{
    return m_line->with([](Line::State &state) { return state.cut; });
}

int CuttingProxy::connections() const
{
    return m_line->with([](Line::State &state) { return state.connections; });
}

} // namespace otklik::test
