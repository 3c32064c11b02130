// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QTcpServer>
#include <QUrlQuery>

#include <functional>

class QTcpSocket;

namespace otklik::oauth {

/// Waits on this computer for the browser to come back from a sign-in (RFC 8252 §7.3), and shows it a page. Takes GET /
/// alone; anything else that calls is turned away and changes nothing.
class RedirectListener final
{
public:
    /// Looks at what came: what the page shall say, or nothing for a call that is none of ours.
    using Handler = std::function<QString(const QUrlQuery &)>;

    explicit RedirectListener(Handler handler);
    ~RedirectListener();
    /// Port 0: one that is free. Offline when the port is taken.
    [[nodiscard]] Result<void> listen(quint16 port);
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    void serve(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const QByteArray &requestLine);

    QTcpServer m_server;
    Handler m_handler;
};

} // namespace otklik::oauth
