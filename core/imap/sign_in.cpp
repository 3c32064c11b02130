// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// From a connected stream to a signed-in connection (mail-rules §2.1, §6.3).
#include "core/imap/connection_state.h"
#include "core/imap/quirks.h"
#include "core/net/sasl.h"

#include <QHostAddress>

namespace otklik::imap {

namespace {

/// Whether a password may be shown to the other end.
bool isPrivate(const net::PeerInfo &peer)
{
    return peer.encrypted || QHostAddress(peer.address).isLoopback();
}

/// May be answered with BAD by old servers; that is not worth losing the connection.
Task<void> runOptional(StatePtr state, Result<Command> command, std::stop_token stop)
{
    auto running = runChecked(state, std::move(command), {}, false, stop);
    auto done = co_await running;
    if (!done && (!state->channel->isOpen() || stop.stop_requested()))
        co_return Failure(done.error());
    co_return {};
}

Task<void> readCapabilities(StatePtr state, std::stop_token stop)
{
    if (!state->info.capabilities.isEmpty())
        co_return {};
    auto running = runChecked(state, CommandBuilder("CAPABILITY").build(), {}, true, stop);
    auto done = co_await running;
    if (!done)
        co_return Failure(done.error());
    if (state->info.capabilities.isEmpty())
        co_return fail(ErrorCode::ProtocolViolation, QStringLiteral("the server names no capabilities"));
    co_return {};
}

/// True when the server has signed us in by itself.
Task<bool> greet(StatePtr state, ServerTraits *traits, Security security, std::chrono::milliseconds limit,
                 std::stop_token stop)
{
    auto waiting = state->channel->greeting(stop);
    auto greeting = co_await waiting;
    if (!greeting)
        co_return Failure(greeting.error());
    traits->greeting = greeting->text;
    const bool preAuth = greeting->condition == Condition::PreAuth;
    if (!preAuth && greeting->condition != Condition::Ok)
        co_return Failure(serverError(*greeting, QStringLiteral("greeting")));
    if (security != Security::StartTls) {
        state->note(*greeting);
        co_return preAuth;
    }
    if (preAuth)
        co_return fail(ErrorCode::TlsUntrusted,
                       QStringLiteral("the server signs in without encryption, so it cannot be demanded any more"));
    auto encrypting = state->channel->startTls(limit, stop);
    auto encrypted = co_await encrypting;
    if (!encrypted)
        co_return Failure(encrypted.error());
    co_return false;
}

QList<QByteArray> offeredMechanisms(const Capabilities &capabilities, bool passwordMayBeShown)
{
    QList<QByteArray> offered;
    for (const QByteArray &name : capabilities.names())
        if (name.startsWith("AUTH=") && (passwordMayBeShown || name.startsWith("AUTH=SCRAM-")))
            offered.append(name.sliced(5));
    return offered;
}

Result<Command> authenticateCommand(net::SaslMechanism mechanism, net::SaslClient &client, bool inlineResponse)
{
    CommandBuilder builder("AUTHENTICATE");
    builder.raw(net::saslName(mechanism));
    if (inlineResponse) {
        const auto initial = client.initialResponse();
        if (!initial)
            return Failure(initial.error());
        builder.raw(initial->isEmpty() ? QByteArray("=") : initial->toBase64());
    }
    auto command = builder.build();
    if (command)
        command->name = "AUTHENTICATE";
    return command;
}

Task<Status> authenticate(StatePtr state, ServerSettings settings, net::SaslMechanism mechanism, bool saslIr,
                          std::stop_token stop)
{
    auto made = net::makeSaslClient(mechanism, settings.user, settings.password);
    if (!made)
        co_return Failure(made.error());
    const std::shared_ptr<net::SaslClient> client = std::move(*made);
    const bool inlineResponse = client->hasInitialResponse() && saslIr;
    auto command = authenticateCommand(mechanism, *client, inlineResponse);
    if (!command)
        co_return Failure(command.error());
    bool initialIsDue = client->hasInitialResponse() && !inlineResponse;
    CommandChannel::Responder responder = [client, initialIsDue](const QByteArray &challenge) mutable {
        return std::exchange(initialIsDue, false) ? client->initialResponse() : client->respond(challenge);
    };
    auto running = state->channel->authenticate(std::move(*command), std::move(responder), stop);
    auto answer = co_await running;
    if (!answer || answer->condition != Condition::Ok)
        co_return answer;
    const auto proven = client->succeeded();
    if (!proven)
        co_return Failure(proven.error());
    co_return answer;
}

Task<Status> login(StatePtr state, ServerSettings settings, LiteralMode literals, std::stop_token stop)
{
    CommandBuilder builder("LOGIN", literals);
    builder.string(settings.user.toUtf8()).string(settings.password.reveal().toUtf8());
    auto command = builder.build();
    if (!command)
        co_return Failure(command.error());
    CommandRequest request;
    request.command = std::move(*command);
    request.exclusive = true;
    auto running = state->channel->run(std::move(request), stop);
    auto answer = co_await running;
    co_return answer;
}

Task<void> identify(StatePtr state, ServerSettings settings, std::stop_token stop)
{
    const Capabilities offered = std::exchange(state->info.capabilities, {}); // what is said now counts for later
    const bool mayShow = isPrivate(state->channel->stream().peer());
    const auto mechanism = net::chooseSasl(offeredMechanisms(offered, mayShow));
    const bool mayLogin = mayShow && !offered.has("LOGINDISABLED");
    if (!mechanism && !mayLogin)
        co_return fail(
            ErrorCode::TlsUntrusted,
            QStringLiteral("the server offers no sign-in that keeps the password secret on this connection"));
    Result<Status> answer = Status{Condition::Bad, {}, {}};
    if (mechanism) {
        auto authenticating = authenticate(state, settings, *mechanism, offered.has("SASL-IR"), stop);
        answer = co_await authenticating;
    }
    if (answer && answer->condition == Condition::Bad && mayLogin) {
        auto loggingIn = login(state, settings, offered.literalMode(), stop);
        answer = co_await loggingIn;
    }
    if (!answer)
        co_return Failure(answer.error());
    if (answer->condition != Condition::Ok)
        co_return Failure(signInError(*answer));
    state->note(*answer);
    co_return {};
}

/// ID, ENABLE and NAMESPACE in one round trip.
Task<void> introduce(StatePtr state, std::stop_token stop)
{
    const Capabilities &offered = state->info.capabilities;
    std::vector<Task<void>> running;
    if (offered.has("ID"))
        running.push_back(runOptional(
            state, CommandBuilder("ID").raw("(\"name\" \"Otklik\" \"version\" \"" OTKLIK_VERSION "\")").build(), stop));
    if (offered.has("QRESYNC") && offered.has("ENABLE"))
        running.push_back(runOptional(state, CommandBuilder("ENABLE").raw("QRESYNC").build(), stop));
    if (offered.has("NAMESPACE"))
        running.push_back(runOptional(state, CommandBuilder("NAMESPACE").build(), stop));
    state->info.condstore = offered.has("CONDSTORE") || offered.has("QRESYNC");
    Result<void> all;
    for (Task<void> &task : running) {
        auto done = co_await task;
        if (!done)
            all = done;
    }
    co_return all;
}

Task<void> establish(StatePtr state, ServerSettings settings, std::stop_token stop)
{
    ServerTraits traits;
    traits.host = settings.host;
    state->withhold(settings.without);
    auto greeting = greet(state, &traits, settings.security, settings.connectLimit, stop);
    auto preAuth = co_await greeting;
    if (!preAuth)
        co_return Failure(preAuth.error());
    auto reading = readCapabilities(state, stop);
    auto read = co_await reading;
    if (!read)
        co_return read;
    if (!*preAuth) {
        auto identifying = identify(state, settings, stop);
        auto identified = co_await identifying;
        if (!identified)
            co_return identified;
        auto readingAgain = readCapabilities(state, stop);
        auto readAgain = co_await readingAgain;
        if (!readAgain)
            co_return readAgain;
    }
    traits.capabilities = state->info.capabilities;
    state->withhold(unreliableExtensions(traits));
    auto introducing = introduce(state, stop);
    auto introduced = co_await introducing;
    traits.id = state->info.id;
    state->withhold(unreliableExtensions(traits));
    co_return introduced;
}

} // namespace

Task<std::unique_ptr<Connection>> signIn(std::unique_ptr<net::Stream> stream, ServerSettings settings,
                                         std::stop_token stop)
{
    CommandChannel::Limits limits;
    limits.answer = settings.answerLimit;
    limits.lexer.literal = settings.literalLimit;
    const auto state = std::make_shared<Connection::State>();
    state->channel = CommandChannel::open(std::move(stream), limits);
    auto connection = std::make_unique<Connection>(state); // closes the channel when anything below fails
    auto establishing = establish(state, std::move(settings), stop);
    auto established = co_await establishing;
    if (!established)
        co_return Failure(established.error());
    co_return std::move(connection);
}

} // namespace otklik::imap
