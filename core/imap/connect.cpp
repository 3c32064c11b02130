// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/connection.h"
#include "core/net/tls_stream.h"

namespace otklik::imap {

Task<std::unique_ptr<Connection>> connectImap(ServerSettings settings, std::stop_token stop)
{
    net::ConnectOptions options;
    options.host = settings.host;
    options.port = settings.port;
    options.transport = settings.security == Security::Tls ? net::Transport::Tls : net::Transport::Plain;
    options.caFile = settings.caFile;
    options.limit = settings.connectLimit;
    auto connecting = net::connectStream(std::move(options), stop);
    auto stream = co_await connecting;
    if (!stream)
        co_return Failure(stream.error());
    auto signingIn = signIn(std::move(*stream), std::move(settings), stop);
    auto connection = co_await signingIn;
    co_return connection;
}

} // namespace otklik::imap
