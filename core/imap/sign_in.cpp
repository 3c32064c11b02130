// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// From a connected stream to a signed-in connection.
#include "core/imap/authentication.h"
#include "core/imap/quirks.h"

namespace otklik::imap {

namespace {

/// May be answered with BAD by old servers; that is not worth losing the connection.
Task<void> runOptional(StatePtr state, Result<Command> command, std::stop_token stop)
{
    auto running = runChecked(state, std::move(command), {}, false, stop);
    auto done = co_await running;
    if (!done && (!state->channel->isOpen() || stop.stop_requested()))
        co_return Failure(done.error());
    co_return {};
}

Result<Command> identification()
{
    return CommandBuilder("ID").raw("(\"name\" \"Otklik\" \"version\" \"" OTKLIK_VERSION "\")").build();
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

/// Why there is no encryption. What came in plain text may be anybody's words: they are not shown as the server's, and
/// nobody is asked for another password because of them.
Failure notEncrypted(const Error &error)
{
    const bool isForPeople = !alertOf(error).isEmpty() || error.code == ErrorCode::AuthRejected || isMailboxFull(error);
    if (!isForPeople)
        return Failure(error);
    return fail(ErrorCode::ServerRefused, QStringLiteral("the server ended the conversation before it was encrypted"));
}

/// True when the server has signed us in by itself.
Task<bool> greet(StatePtr state, ServerTraits *traits, Security security, std::chrono::milliseconds limit,
                 std::stop_token stop)
{
    auto waiting = state->channel->greeting(stop);
    auto greeting = co_await waiting;
    const bool inPlainText = security == Security::StartTls;
    if (!greeting)
        co_return inPlainText ? notEncrypted(greeting.error()) : Failure(greeting.error());
    const bool preAuth = greeting->condition == Condition::PreAuth;
    if (!preAuth && greeting->condition != Condition::Ok) {
        const Error refusal = serverError(*greeting, QStringLiteral("greeting"));
        co_return inPlainText ? notEncrypted(refusal) : Failure(refusal);
    }
    if (!inPlainText) {
        traits->greeting = greeting->text;
        state->note(*greeting);
        co_return preAuth;
    }
    if (preAuth)
        co_return fail(ErrorCode::NotEncrypted,
                       QStringLiteral("the server signs in without encryption, so it cannot be demanded any more"));
    auto encrypting = state->channel->startTls(limit, stop);
    auto encrypted = co_await encrypting;
    if (!encrypted)
        co_return notEncrypted(encrypted.error());
    state->forgetPlainText();
    co_return false;
}

/// What the server must be spared before the sign-in is known by its greeting; where that was anybody's, it is asked
/// who it is.
Task<void> recognise(StatePtr state, ServerTraits *traits, std::stop_token stop)
{
    const Capabilities &offered = state->info.capabilities;
    const bool binds = offered.hasAuth("SCRAM-SHA-256-PLUS") || offered.hasAuth("SCRAM-SHA-1-PLUS");
    if (traits->greeting.isEmpty() && binds && offered.has("ID")) {
        auto asking = runOptional(state, identification(), stop);
        auto asked = co_await asking;
        if (!asked)
            co_return asked;
        traits->id = state->info.id;
    }
    state->withhold(unreliableExtensions(*traits));
    co_return {};
}

/// UTF8=ACCEPT only where nothing goes without (docs/decisions/0023): the bytes of a mail may be others with it.
QByteArray toEnable(const Capabilities &offered)
{
    QByteArrayList names;
    if (!offered.has("ENABLE"))
        return {};
    if (offered.has("QRESYNC"))
        names.append("QRESYNC");
    if (offered.isRev2Only())
        names.append("IMAP4rev2");
    if (offered.has("UTF8=ONLY"))
        names.append("UTF8=ACCEPT");
    return names.join(' ');
}

/// ID, ENABLE and NAMESPACE in one round trip.
Task<void> introduce(StatePtr state, std::stop_token stop)
{
    const Capabilities &offered = state->info.capabilities;
    std::vector<Task<void>> running;
    if (offered.has("ID") && state->info.id.fields.empty())
        running.push_back(runOptional(state, identification(), stop));
    if (const QByteArray wanted = toEnable(offered); !wanted.isEmpty())
        running.push_back(runOptional(state, CommandBuilder("ENABLE").raw(wanted).build(), stop));
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
    auto recognising = recognise(state, &traits, stop);
    auto recognised = co_await recognising;
    if (!recognised)
        co_return recognised;
    if (!*preAuth) {
        auto identifying = authenticate(state, settings, stop);
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
    if (!introduced)
        co_return introduced;
    traits.id = state->info.id;
    state->withhold(unreliableExtensions(traits));
    auto compressing = runCompress(state, settings.compressLocally, stop);
    auto compressed = co_await compressing;
    co_return compressed;
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
