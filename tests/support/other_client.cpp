// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/other_client.h"

#include <QHostAddress>

namespace otklik::test {

namespace {

constexpr int kLimitMs = 20000;

} // namespace

Result<std::unique_ptr<OtherClient>> OtherClient::signIn(quint16 port, const QString &user, const QString &password)
{
    auto client = std::make_unique<OtherClient>();
    client->m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    if (!client->m_socket.waitForConnected(kLimitMs))
        return fail(ErrorCode::Offline, client->m_socket.errorString());
    if (auto greeting = client->readLine(); !greeting)
        return Failure(greeting.error());
    auto signedIn = client->run("LOGIN \"" + user.toUtf8() + "\" \"" + password.toUtf8() + '"');
    if (!signedIn)
        return Failure(signedIn.error());
    return client;
}

Result<QByteArray> OtherClient::readLine()
{
    while (!m_socket.canReadLine())
        if (!m_socket.waitForReadyRead(kLimitMs))
            return fail(ErrorCode::Offline, QStringLiteral("the server is silent: %1").arg(m_socket.errorString()));
    return m_socket.readLine().trimmed();
}

Result<QByteArrayList> OtherClient::run(const QByteArray &command)
{
    const QByteArray tag = 'x' + QByteArray::number(++m_tag);
    m_socket.write(tag + ' ' + command + "\r\n");
    QByteArrayList lines;
    while (true) {
        const auto line = readLine();
        if (!line)
            return Failure(line.error());
        if (line->startsWith(tag + " OK"))
            return lines;
        if (line->startsWith(tag + ' '))
            return fail(ErrorCode::ServerRefused, QString::fromUtf8(*line));
        lines.append(*line);
    }
}

Result<void> OtherClient::append(const QByteArray &folder, const QByteArray &raw, const QByteArray &date)
{
    QByteArray command = "APPEND \"" + folder + "\" ";
    if (!date.isEmpty())
        command += '"' + date + "\" ";
    auto done = run(command + '{' + QByteArray::number(raw.size()) + "+}\r\n" + raw);
    if (!done)
        return Failure(done.error());
    return {};
}

} // namespace otklik::test
