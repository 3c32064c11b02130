// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <memory>

namespace otklik::test {

/// The bad line between a program and a real server on loopback: hands bytes on both ways, counts them, and at a given
/// byte cuts the connection, garbles or holds them up; or talks itself, as no server should. Works on a thread of its
/// own, so that a test may wait for processes meanwhile. All methods: from the test's thread. Each of the orders below
/// replaces the one before and counts anew, over all connections from then on; a fault strikes once.
class FaultProxy final
{
public:
    enum class Direction { FromServer, ToServer };

    explicit FaultProxy(quint16 serverPort);
    ~FaultProxy();
    FaultProxy(const FaultProxy &) = delete;
    FaultProxy &operator=(const FaultProxy &) = delete;

    [[nodiscard]] quint16 port() const;

    void passThrough();
    /// The first `bytes` in that direction arrive, and then the connection is no more.
    void cutAfter(Direction direction, qint64 bytes);
    /// The byte after the first `bytes` arrives with all its bits turned over.
    void corruptAfter(Direction direction, qint64 bytes);
    /// What comes after the first `bytes` in that direction of a connection arrives that much later, in order.
    void holdAfter(Direction direction, qint64 bytes, int ms);
    /// Every byte is sent on alone, in both directions.
    void splitEverywhere();
    /// Each new connection hears this instead of the server, and is closed then when so asked.
    void sayInstead(const QByteArray &words, bool thenClose);

    [[nodiscard]] qint64 count(Direction direction) const;
    [[nodiscard]] bool hasStruck() const; ///< the cut, the garbled byte or the hold has happened
    [[nodiscard]] int connections() const;

private:
    class Line;
    class Pipe;
    struct State;
    std::unique_ptr<Line> m_line;
};

} // namespace otklik::test
