// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/loopback.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>

namespace otklik::test {

Result<quint16> freePort()
{
    QTcpServer probe;
    if (!probe.listen(QHostAddress::LocalHost, 0))
        return fail(ErrorCode::Offline, probe.errorString());
    return probe.serverPort();
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
