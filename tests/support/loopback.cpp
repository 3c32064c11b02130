// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/loopback.h"

#include <QCoreApplication>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>

namespace otklik::test {

Result<quint16> freePort()
{
    constexpr int kFirst = 15000, kCount = 15000;
    constexpr int kStep = 61; // from one process to the next
    static int next = int(QCoreApplication::applicationPid() * kStep % kCount);
    QTcpServer probe;
    for (int tried = 0; tried < kCount; ++tried)
        if (const auto port = quint16(kFirst + next++ % kCount); probe.listen(QHostAddress::LocalHost, port))
            return port;
    return fail(ErrorCode::Offline, probe.errorString());
}

bool answers(quint16 port, bool greets)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    if (!socket.waitForConnected(1000))
        return false;
    return !greets || socket.waitForReadyRead(5000);
}

Result<void> writeFile(const QString &name, const QByteArray &content)
{
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush())
        return fail(ErrorCode::StorageFailed, name + QStringLiteral(": ") + file.errorString());
    return {};
}

} // namespace otklik::test
