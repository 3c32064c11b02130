// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_proxy.h"

#include <QMutex>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <array>
#include <utility>

namespace otklik::test {

enum class Fault { None, Cut, Corrupt, Hold, SplitEverywhere, SayInstead };

/// What the test ordered and asks; the thread reads it with every chunk.
struct FaultProxy::State
{
    Fault fault = Fault::None;
    Direction direction = Direction::FromServer;
    qint64 at = 0;
    int holdMs = 0;
    QByteArray words{};
    bool closes = false;
    std::array<qint64, 2> counts{};
    bool struck = false;
    int connections = 0;

    /// Counts a chunk; where in it the fault strikes, or -1.
    qsizetype account(Direction towards, qsizetype size)
    {
        qint64 &count = counts[static_cast<std::size_t>(towards)];
        const qint64 before = std::exchange(count, count + size);
        const bool hasPlace = fault == Fault::Cut || fault == Fault::Corrupt || fault == Fault::Hold;
        // A cut or a hold needs no byte that comes after it.
        const qint64 end = before + size + (fault == Fault::Corrupt ? 0 : 1);
        if (struck || !hasPlace || direction != towards || at >= end)
            return -1;
        struck = true;
        return qsizetype(at - before);
    }
};

class FaultProxy::Line final : public QObject
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
    template<typename Change>
    auto with(Change change)
    {
        const QMutexLocker lock(&m_mutex);
        return change(m_state);
    }
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    void listen();
    void take(QTcpSocket *client);

    QThread m_thread;
    QMutex m_mutex;
    State m_state;
    std::unique_ptr<QTcpServer> m_server;
    quint16 m_serverPort;
    quint16 m_port = 0;
};

/// One direction of one connection; lives as long as `from`.
class FaultProxy::Pipe final : public QObject
{
public:
    Pipe(QTcpSocket *from, QTcpSocket *to, Direction direction, Line &line)
        : QObject(from)
        , m_from(from)
        , m_to(to)
        , m_direction(direction)
        , m_line(line)
    {
        connect(from, &QTcpSocket::readyRead, this, [this] { carry(); });
        connect(from, &QTcpSocket::disconnected, this, [this] {
            if (m_holds)
                m_endsAfterHold = true;
            else
                m_to->disconnectFromHost();
        });
    }

private:
    void carry()
    {
        QByteArray bytes = m_from->readAll();
        const auto [fault, place, holdMs] = m_line.with([&](State &state) {
            const qsizetype strikes = state.account(m_direction, bytes.size());
            return std::tuple(state.fault, strikes, state.holdMs);
        });
        if (fault == Fault::SplitEverywhere)
            return sendOneByOne(bytes);
        if (place < 0)
            return send(bytes);
        if (fault == Fault::Corrupt)
            bytes[place] = static_cast<char>(~bytes[place]);
        if (fault == Fault::Corrupt)
            return send(bytes);
        send(bytes.left(place));
        if (fault == Fault::Cut)
            return cut();
        m_holds = true;
        m_held += bytes.mid(place);
        QTimer::singleShot(holdMs, this, [this] { release(); });
    }
    void send(const QByteArray &bytes)
    {
        if (m_holds)
            m_held += bytes;
        else
            m_to->write(bytes);
    }
    void sendOneByOne(const QByteArray &bytes)
    {
        for (const char byte : bytes) {
            m_to->write(&byte, 1);
            m_to->flush();
        }
    }
    void cut()
    {
        // What was let through must arrive: a connection that is cut loses what comes later, not before.
        m_to->disconnectFromHost();
        m_from->abort();
    }
    void release()
    {
        m_holds = false;
        m_to->write(std::exchange(m_held, {}));
        if (m_endsAfterHold)
            m_to->disconnectFromHost();
    }

    QTcpSocket *m_from;
    QTcpSocket *m_to;
    Direction m_direction;
    Line &m_line;
    QByteArray m_held;
    bool m_holds = false;
    bool m_endsAfterHold = false;
};

void FaultProxy::Line::listen()
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

void FaultProxy::Line::take(QTcpSocket *client)
{
    const State state = with([](State &s) {
        ++s.connections;
        return s;
    });
    if (state.fault == Fault::SayInstead) {
        client->write(state.words);
        if (state.closes)
            client->disconnectFromHost();
        return;
    }
    auto *server = new QTcpSocket(client);
    server->connectToHost(QHostAddress::LocalHost, m_serverPort);
    for (QTcpSocket *socket : {client, server})
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    new Pipe(server, client, Direction::FromServer, *this);
    new Pipe(client, server, Direction::ToServer, *this);
}

FaultProxy::FaultProxy(quint16 serverPort)
    : m_line(std::make_unique<Line>(serverPort))
{
}

FaultProxy::~FaultProxy() = default;

quint16 FaultProxy::port() const
{
    return m_line->port();
}

void FaultProxy::passThrough()
{
    m_line->with([](State &state) { state = {}; });
}

void FaultProxy::cutAfter(Direction direction, qint64 bytes)
{
    m_line->with([&](State &state) { state = {.fault = Fault::Cut, .direction = direction, .at = bytes}; });
}

void FaultProxy::corruptAfter(Direction direction, qint64 bytes)
{
    m_line->with([&](State &state) { state = {.fault = Fault::Corrupt, .direction = direction, .at = bytes}; });
}

void FaultProxy::holdAfter(Direction direction, qint64 bytes, int ms)
{
    m_line->with(
        [&](State &state) { state = {.fault = Fault::Hold, .direction = direction, .at = bytes, .holdMs = ms}; });
}

void FaultProxy::splitEverywhere()
{
    m_line->with([](State &state) { state = {.fault = Fault::SplitEverywhere}; });
}

void FaultProxy::sayInstead(const QByteArray &words, bool thenClose)
{
    m_line->with([&](State &state) { state = {.fault = Fault::SayInstead, .words = words, .closes = thenClose}; });
}

qint64 FaultProxy::count(Direction direction) const
{
    return m_line->with([&](State &state) { return state.counts[static_cast<std::size_t>(direction)]; });
}

bool FaultProxy::hasStruck() const
{
    return m_line->with([](State &state) { return state.struck; });
}

int FaultProxy::connections() const
{
    return m_line->with([](State &state) { return state.connections; });
}

} // namespace otklik::test
