// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/smtp/sign_in.h"

#include "core/net/sasl.h"

#include <QHostAddress>

namespace otklik::smtp {

namespace {

bool isLoopback(const QString &host)
{
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

/// What was said before TLS anybody may have said: no answer fails for good by it.
Failure saidInPlainText(Error error)
{
    if (error.code == ErrorCode::ServerRejected)
        error.code = ErrorCode::ServerRefused;
    return Failure(std::move(error));
}

Task<void> hello(DialoguePtr dialogue)
{
    // An address literal says nothing about this desk; submission servers do not look at it.
    auto asking = command(dialogue, "EHLO [127.0.0.1]");
    auto reply = co_await asking;
    if (!reply)
        co_return Failure(reply.error());
    if (!reply->isPositive())
        co_return refusal(*reply, "EHLO");
    dialogue->capabilities = parseCapabilities(*reply, dialogue->without);
    co_return {};
}

Task<void> encrypt(DialoguePtr dialogue)
{
    if (!dialogue->capabilities.startTls)
        co_return fail(ErrorCode::NotEncrypted, QStringLiteral("SMTP: the server does not offer STARTTLS"));
    auto asking = command(dialogue, "STARTTLS");
    auto reply = co_await asking;
    if (!reply)
        co_return Failure(reply.error());
    if (!reply->isPositive())
        co_return saidInPlainText(refusal(*reply, "STARTTLS").value());
    if (dialogue->parser.hasRest()) {
        dialogue->stream->close();
        co_return fail(ErrorCode::ProtocolViolation, QStringLiteral("SMTP: the server's data was injected before TLS"));
    }
    auto starting = dialogue->stream->startTls(dialogue->limits.connect, dialogue->stop);
    auto started = co_await starting;
    if (!started)
        co_return started;
    dialogue->parser = ReplyParser();
    dialogue->capabilities = Capabilities();
    auto greeting = hello(dialogue);
    auto greeted = co_await greeting;
    co_return greeted;
}

Failure signInRefusal(const Reply &reply, const net::SaslClient &client)
{
    const QString reason = client.refusal().isEmpty() ? QString() : QStringLiteral(" (%1)").arg(client.refusal());
    if (reply.isPermanent())
        return fail(ErrorCode::AuthRejected, QStringLiteral("SMTP, AUTH: %1").arg(reply.toString()) + reason);
    return refusal(reply, "AUTH");
}

/// Breaks the exchange off as RFC 4954 §4 wants it; the error is what the client had to say.
Task<void> cancelSignIn(DialoguePtr dialogue, Error error)
{
    auto cancelling = command(dialogue, "*");
    auto reply = co_await cancelling;
    if (!reply)
        error.detail += QStringLiteral(" (then: %1)").arg(reply.error().detail);
    co_return Failure(error);
}

Task<void> answerChallenges(DialoguePtr dialogue, std::shared_ptr<net::SaslClient> client, Reply reply)
{
    while (reply.code == 334) {
        const auto challenge = QByteArray::fromBase64Encoding(reply.lines.value(0).trimmed());
        auto response = challenge ? client->respond(*challenge)
                                  : fail(ErrorCode::ProtocolViolation, QStringLiteral("SMTP, AUTH: not BASE64"));
        if (!response) {
            auto cancelling = cancelSignIn(dialogue, response.error());
            auto cancelled = co_await cancelling;
            co_return cancelled;
        }
        auto answering = command(dialogue, response->toBase64());
        auto next = co_await answering;
        if (!next)
            co_return Failure(next.error());
        reply = *next;
    }
    if (!reply.isPositive())
        co_return signInRefusal(reply, *client);
    co_return client->succeeded();
}

net::SaslIdentity identityFor(const net::PeerInfo &peer, const SubmissionServer &server)
{
    net::SaslIdentity identity;
    identity.user = server.user;
    identity.secret = server.password;
    identity.isToken = server.passwordIsToken;
    identity.host = server.host;
    identity.port = server.port;
    identity.channelBinding = peer.endPointBinding;
    return identity;
}

/// True when the server refused the kind of channel binding, before it looked at the password.
Task<bool> trySignIn(DialoguePtr dialogue, net::SaslIdentity identity)
{
    const auto mechanism = net::chooseSasl(dialogue->capabilities.auth, identity);
    if (!mechanism)
        co_return fail(ErrorCode::AuthRejected,
                       QStringLiteral("SMTP: the server offers no way to sign in that is known here (%1)")
                           .arg(QString::fromLatin1(dialogue->capabilities.auth.join(' '))));
    auto made = net::makeSaslClient(*mechanism, identity);
    if (!made)
        co_return Failure(made.error());
    const std::shared_ptr<net::SaslClient> client = std::move(*made);
    QByteArray line = "AUTH " + net::saslName(*mechanism);
    if (client->hasInitialResponse()) {
        auto first = client->initialResponse();
        if (!first)
            co_return Failure(first.error());
        line += ' ' + first->toBase64();
    }
    auto asking = command(dialogue, line);
    auto reply = co_await asking;
    if (!reply)
        co_return Failure(reply.error());
    auto answering = answerChallenges(dialogue, client, *reply);
    auto answered = co_await answering;
    if (answered)
        co_return false;
    if (client->wasBindingRefused() && answered.error().code == ErrorCode::AuthRejected)
        co_return true;
    co_return Failure(answered.error());
}

} // namespace

Result<void> validate(const SubmissionServer &server)
{
    if (server.host.isEmpty() || server.port == 0)
        return fail(ErrorCode::InvalidInput, QStringLiteral("SMTP: host or port is missing"));
    if (server.security == Security::None && !isLoopback(server.host))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("SMTP: %1 is not this machine: encryption is needed").arg(server.host));
    return {};
}

Task<void> greet(DialoguePtr dialogue, Security security)
{
    auto reading = readReply(dialogue, dialogue->limits.command);
    auto greeting = co_await reading;
    if (!greeting)
        co_return Failure(greeting.error());
    const bool inPlainText = security == Security::StartTls;
    if (greeting->code != 220) {
        const Failure refused = refusal(*greeting, "greeting");
        co_return inPlainText ? saidInPlainText(refused.value()) : refused;
    }
    auto asking = hello(dialogue);
    auto known = co_await asking;
    if (!known && inPlainText)
        co_return saidInPlainText(known.error());
    if (!known || !inPlainText)
        co_return known;
    auto encrypting = encrypt(dialogue);
    auto encrypted = co_await encrypting;
    co_return encrypted;
}

Task<void> signIn(DialoguePtr dialogue, SubmissionServer server)
{
    if (server.user.isEmpty())
        co_return {};
    net::SaslIdentity identity = identityFor(dialogue->stream->peer(), server);
    auto trying = trySignIn(dialogue, identity);
    auto bindingRefused = co_await trying;
    if (!bindingRefused)
        co_return Failure(bindingRefused.error());
    if (!*bindingRefused)
        co_return {};
    identity.channelBinding.clear();
    auto tryingAgain = trySignIn(dialogue, identity);
    auto refusedAgain = co_await tryingAgain;
    if (!refusedAgain)
        co_return Failure(refusedAgain.error());
    co_return {};
}

} // namespace otklik::smtp
