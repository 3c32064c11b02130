// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/authentication.h"

#include "core/net/sasl.h"

#include <QHostAddress>

#include <algorithm>

namespace otklik::imap {

namespace {

/// Whether a password may be shown to the other end.
bool isPrivate(const net::PeerInfo &peer)
{
    return peer.encrypted || QHostAddress(peer.address).isLoopback();
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

net::SaslIdentity identityFor(const Connection::State &state, const ServerSettings &settings)
{
    net::SaslIdentity identity;
    identity.user = settings.user;
    identity.secret = settings.password;
    identity.isToken = settings.passwordIsToken;
    identity.host = settings.host;
    identity.port = settings.port;
    // Who does not use -PLUS must not accuse the server of hiding it.
    if (!std::any_of(state.withheld.begin(), state.withheld.end(),
                     [](const QByteArray &name) { return name.endsWith("-PLUS"); }))
        identity.channelBinding = state.channel->stream().peer().endPointBinding;
    return identity;
}

struct SaslAnswer
{
    Status status{Condition::No, {}, {}};
    bool bindingRefused = false;
    QString reason; ///< of a refusal, beside the status
};

Task<SaslAnswer> tryMechanism(StatePtr state, net::SaslIdentity identity, net::SaslMechanism mechanism, bool saslIr,
                              std::stop_token stop)
{
    auto made = net::makeSaslClient(mechanism, identity);
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
    SaslAnswer result;
    result.bindingRefused = client->wasBindingRefused();
    result.reason = client->refusal();
    if (!answer && answer.error().code == ErrorCode::AuthRejected && result.bindingRefused) {
        result.reason = answer.error().detail;
        co_return result;
    }
    if (!answer)
        co_return Failure(answer.error());
    result.status = *answer;
    if (answer->condition != Condition::Ok)
        co_return result;
    const auto proven = client->succeeded();
    if (!proven)
        co_return Failure(proven.error());
    result.bindingRefused = false;
    co_return result;
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

bool isNotNow(const Status &status)
{
    return status.condition == Condition::No && signInError(status).code == ErrorCode::ServerRefused;
}

/// With the strongest mechanism offered; BAD when there is none.
Task<SaslAnswer> authenticateBest(StatePtr state, QList<QByteArray> offered, net::SaslIdentity identity, bool saslIr,
                                  std::stop_token stop)
{
    SaslAnswer none;
    none.status.condition = Condition::Bad;
    const auto mechanism = net::chooseSasl(offered, identity);
    if (!mechanism)
        co_return none;
    auto authenticating = tryMechanism(state, identity, *mechanism, saslIr, stop);
    auto answer = co_await authenticating;
    if (!answer || !answer->bindingRefused || isNotNow(answer->status))
        co_return answer;
    identity.channelBinding.clear();
    const auto unbound = net::chooseSasl(offered, identity);
    if (!unbound)
        co_return answer;
    auto authenticatingAgain = tryMechanism(state, identity, *unbound, saslIr, stop);
    auto again = co_await authenticatingAgain;
    co_return again;
}

Failure signInFailure(const SaslAnswer &answer)
{
    Error error = signInError(answer.status);
    if (!answer.reason.isEmpty())
        error.detail += QStringLiteral(" (%1)").arg(answer.reason);
    return Failure(error);
}

/// Why nothing was tried.
Failure noWayToSignIn(bool mayShow)
{
    if (!mayShow)
        return fail(ErrorCode::NotEncrypted,
                    QStringLiteral("the server offers no sign-in that keeps the password secret on this connection"));
    return fail(ErrorCode::AuthRejected,
                QStringLiteral("the server offers no sign-in with a token (OAUTHBEARER, XOAUTH2)"));
}

} // namespace

Task<void> authenticate(StatePtr state, ServerSettings settings, std::stop_token stop)
{
    const Capabilities offered = std::exchange(state->info.capabilities, {}); // what is said now counts for later
    const bool mayShow = isPrivate(state->channel->stream().peer());
    const auto mechanisms = offeredMechanisms(offered, mayShow);
    const net::SaslIdentity identity = identityFor(*state, settings);
    const bool mayLogin = mayShow && !identity.isToken && !offered.has("LOGINDISABLED");
    if (!mayLogin && !net::chooseSasl(mechanisms, identity))
        co_return noWayToSignIn(mayShow);
    auto authenticating = authenticateBest(state, mechanisms, identity, offered.has("SASL-IR"), stop);
    auto answer = co_await authenticating;
    if (!answer)
        co_return Failure(answer.error());
    if (answer->status.condition == Condition::Bad && mayLogin) {
        auto loggingIn = login(state, settings, offered.literalMode(), stop);
        auto loggedIn = co_await loggingIn;
        if (!loggedIn)
            co_return Failure(loggedIn.error());
        answer->status = *loggedIn;
    }
    if (answer->status.condition != Condition::Ok)
        co_return signInFailure(*answer);
    state->note(answer->status);
    co_return {};
}

} // namespace otklik::imap
