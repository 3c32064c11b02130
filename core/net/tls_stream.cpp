// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tls_stream.h"

#include "core/net/socket_core.h"
#include "core/net/socket_stream.h"
#include "core/net/tls_trust.h"

namespace otklik::net {

namespace {

void report(const ConnectOptions &options, ConnectStep step)
{
    if (options.onStep)
        options.onStep(step);
}

Task<void> connectSocket(std::shared_ptr<SocketCore> core, std::stop_token stop)
{
    const ConnectOptions &options = core->options();
    QObject::connect(&core->socket(), &QSslSocket::hostFound, &core->socket(),
                     [core = core.get()] { report(core->options(), ConnectStep::Resolved); });
    auto waiter = core->arm(SocketCore::Connected);
    core->socket().connectToHost(options.host, options.port);
    const auto what = QStringLiteral("connecting to %1:%2").arg(options.host).arg(options.port);
    auto task = async::waitFor(std::move(waiter), options.limit, stop, what);
    auto result = co_await task;
    if (core->failure())
        co_return Failure(*core->failure());
    if (!result)
        co_return result;
    core->setKeepAlive();
    report(core->options(), ConnectStep::Connected);
    co_return {};
}

Task<std::unique_ptr<Stream>> connectTrusting(Authorities authorities, ConnectOptions options, std::stop_token stop)
{
    const auto configuration = tlsConfiguration(options.caFile, authorities);
    if (!configuration)
        co_return Failure(configuration.error());
    const auto core = std::make_shared<SocketCore>(options);
    core->socket().setSslConfiguration(*configuration);
    core->socket().ignoreSslErrors(pardonedErrors(options.caFile));
    std::unique_ptr<Stream> stream = std::make_unique<SocketStream>(core); // closes the socket on every way out
    auto connecting = connectSocket(core, stop);
    auto connected = co_await connecting;
    if (!connected)
        co_return Failure(connected.error());
    if (options.transport == Transport::Tls) {
        auto encrypting = encryptSocket(core, options.limit, stop);
        auto encrypted = co_await encrypting;
        if (!encrypted)
            co_return Failure(encrypted.error());
        report(options, ConnectStep::Encrypted);
    }
    co_return std::move(stream);
}

} // namespace

Task<std::unique_ptr<Stream>> connectStream(ConnectOptions options, std::stop_token stop)
{
    // Who names a file mostly has a server of that authority, and reading the system's takes longer than all else.
    if (!options.caFile.isEmpty() && options.transport == Transport::Tls) {
        auto trying = connectTrusting(Authorities::OfFile, options, stop);
        auto stream = co_await trying;
        if (stream || stream.error().code != ErrorCode::TlsUntrusted)
            co_return std::move(stream);
    }
    auto connecting = connectTrusting(Authorities::OfFileAndSystem, std::move(options), stop);
    auto stream = co_await connecting;
    co_return std::move(stream);
}

} // namespace otklik::net
