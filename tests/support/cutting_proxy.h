// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <memory>

namespace otklik::test {

/// The bad line between a program and a real server on loopback: hands bytes on both ways, counts them, and cuts the
/// connection after a given byte; or talks itself, as no server should. Works on a thread of its own, so that a test
/// may wait for processes meanwhile. All methods: from the test's thread.
class CuttingProxy final
{
public:
    enum class Direction { FromServer, ToServer };

    explicit CuttingProxy(quint16 serverPort);
    ~CuttingProxy();
    CuttingProxy(const CuttingProxy &) = delete;
    CuttingProxy &operator=(const CuttingProxy &) = delete;

    [[nodiscard]] quint16 port() const;
    /// Once, after `bytes` in that direction, counted over all connections from now on; then everything goes through.
    void cutAfter(Direction direction, qint64 bytes);
    /// From now on each new connection hears this instead of the server, and is closed then when so asked.
    void sayInstead(const QByteArray &words, bool thenClose);
    void passThrough();
    /// Since the last cutAfter() or passThrough().
    [[nodiscard]] qint64 count(Direction direction) const;
    [[nodiscard]] bool hasCut() const;
    [[nodiscard]] int connections() const;

private:
    class Line;
    std::unique_ptr<Line> m_line;
};

} // namespace otklik::test
