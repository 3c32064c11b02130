// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is not about one folder's messages: what any response may carry, compression, leaving, making folders.
#include "core/imap/connection_state.h"
#include "core/imap/protocol/modified_utf7.h"

#include <QHostAddress>

namespace otklik::imap {

namespace {

constexpr std::chrono::seconds kGoodbyeLimit(5);
constexpr qsizetype kMostAlerts = 10; ///< nobody reads more

/// Commands that must not simply be sent again when their answer was lost.
bool makesMessages(const QByteArray &name)
{
    return name == "APPEND" || name == "UID COPY" || name == "UID MOVE";
}

/// What a server that names its folders in UTF-8 would call this one in IMAP4rev1. A name that is no UTF-8 stays as it
/// came: what else goes out, the server has never said.
QByteArray keyOf(const QByteArray &name)
{
    const QString text = QString::fromUtf8(name);
    return text.toUtf8() == name ? encodeModifiedUtf7(text) : name;
}

} // namespace

void Connection::State::announce(Capabilities capabilities)
{
    if (capabilities.isRev2Only() && !namesAreUtf8)
        spellInUtf8();
    info.capabilities = std::move(capabilities);
    withhold({});
}

void Connection::State::forgetPlainText()
{
    info = {};
    namesAreUtf8 = acceptsUtf8 = false;
    channel->setRewriter({});
}

void Connection::State::withhold(const QByteArrayList &names)
{
    for (const QByteArray &name : names)
        withheld.append(name.toUpper());
    for (const QByteArray &name : withheld)
        info.capabilities.remove(name);
    if (withheld.contains("COMPRESS"))
        info.capabilities.remove("COMPRESS=DEFLATE"); // as its RFC and its command are called
    if (withheld.contains("CONDSTORE"))
        info.capabilities.remove("QRESYNC"); // it brings CONDSTORE with it (RFC 7162 §3.2)
    info.condstore = info.condstore && (info.capabilities.has("CONDSTORE") || info.capabilities.has("QRESYNC"));
    info.qresync = info.qresync && info.capabilities.has("QRESYNC");
}

void Connection::State::spellInUtf8()
{
    namesAreUtf8 = true;
    channel->setRewriter([](Response &response) {
        const auto respell = [](QByteArray &name) { name = keyOf(name); };
        if (auto *entry = std::get_if<ListEntry>(&response))
            respell(entry->name);
        else if (auto *status = std::get_if<MailboxStatus>(&response))
            respell(status->name);
        else if (auto *spaces = std::get_if<Namespaces>(&response))
            for (auto *entries : {&spaces->personal, &spaces->others, &spaces->shared})
                for (Namespaces::Entry &space : *entries)
                    respell(space.prefix);
    });
}

QByteArray Connection::State::spelled(const QByteArray &folder) const
{
    if (!namesAreUtf8)
        return folder;
    const QString name = decodeModifiedUtf7(folder);
    return encodeModifiedUtf7(name) == folder ? name.toUtf8() : folder;
}

void Connection::State::note(const Status &status)
{
    if (status.code.name == "CAPABILITY")
        announce(Capabilities(status.code.words()));
    const QString text = serverText(status.text);
    if (status.code.name == "ALERT" && !text.isEmpty() && !info.alerts.contains(text) &&
        info.alerts.size() < kMostAlerts)
        info.alerts.append(text);
}

void Connection::State::note(const Response &response)
{
    if (const auto *status = std::get_if<UntaggedStatus>(&response)) {
        note(status->status);
    } else if (const auto *list = std::get_if<CapabilityList>(&response)) {
        announce(list->capabilities);
    } else if (const auto *id = std::get_if<ServerId>(&response)) {
        info.id = *id;
    } else if (const auto *spaces = std::get_if<Namespaces>(&response)) {
        info.namespaces = *spaces;
    } else if (const auto *enabled = std::get_if<Enabled>(&response)) {
        info.qresync = info.qresync || (enabled->names.contains("QRESYNC") && info.capabilities.has("QRESYNC"));
        acceptsUtf8 = acceptsUtf8 || enabled->names.contains("UTF8=ACCEPT");
        if (!namesAreUtf8 && (acceptsUtf8 || enabled->names.contains("IMAP4REV2")))
            spellInUtf8();
    }
}

Task<Status> runNoted(StatePtr state, Command command, ResponseTaker taker, bool exclusive, std::stop_token stop)
{
    CommandRequest request;
    request.command = std::move(command);
    request.exclusive = exclusive;
    request.uncertainWhenLost = makesMessages(request.command.name);
    request.taker = [state, taker = std::move(taker)](Response &response) {
        state->note(response);
        return taker && taker(response);
    };
    auto running = state->channel->run(std::move(request), std::move(stop));
    auto answer = co_await running;
    if (answer)
        state->note(*answer);
    co_return answer;
}

Task<Status> runChecked(StatePtr state, Result<Command> command, ResponseTaker taker, bool exclusive,
                        std::stop_token stop)
{
    if (!command)
        co_return Failure(command.error());
    const QString what = QString::fromLatin1(command->name);
    auto running = runNoted(std::move(state), std::move(*command), std::move(taker), exclusive, std::move(stop));
    auto answer = co_await running;
    co_return requireOk(std::move(answer), what);
}

Task<void> runPlain(StatePtr state, Result<Command> command, bool exclusive, std::stop_token stop)
{
    auto running = runChecked(std::move(state), std::move(command), {}, exclusive, std::move(stop));
    auto done = co_await running;
    if (!done)
        co_return Failure(done.error());
    co_return {};
}

Task<void> runCompress(StatePtr state, bool alsoLocally, std::stop_token stop)
{
    // On this machine packing takes longer than the bytes (docs/decisions/0012).
    const bool isLocal = QHostAddress(state->channel->stream().peer().address).isLoopback();
    if (!state->info.capabilities.has("COMPRESS=DEFLATE") || (isLocal && !alsoLocally))
        co_return {};
    auto compressing = state->channel->compress(std::move(stop));
    auto compressed = co_await compressing;
    if (!compressed)
        co_return Failure(compressed.error());
    state->info.compressed = *compressed;
    co_return {};
}

Task<void> runUnselect(StatePtr state, std::stop_token stop)
{
    if (state->selected.isEmpty())
        co_return {};
    if (!state->info.capabilities.has("UNSELECT") && !state->selectedReadOnly) {
        // CLOSE would expunge; in a folder opened for reading it does not.
        SelectOptions options;
        options.readOnly = true;
        auto examining = runSelect(state, state->selected, std::move(options), stop);
        auto examined = co_await examining;
        if (!examined)
            co_return Failure(examined.error());
    }
    const QByteArray verb = state->info.capabilities.has("UNSELECT") ? "UNSELECT" : "CLOSE";
    auto leaving = runPlain(state, CommandBuilder(verb).build(), true, stop);
    auto left = co_await leaving;
    if (left)
        state->selected.clear();
    co_return left;
}

Task<void> runLogout(StatePtr state)
{
    if (!state->channel->isOpen())
        co_return {};
    state->channel->expectBye(kGoodbyeLimit);
    auto leaving = runPlain(state, CommandBuilder("LOGOUT").build(), false, std::stop_token());
    auto left = co_await leaving;
    state->channel->close({ErrorCode::Offline, QStringLiteral("signed out")});
    co_return left;
}

Task<void> runCreate(StatePtr state, QByteArray folder, std::stop_token stop)
{
    auto creating = runPlain(state, CommandBuilder("CREATE", state->literals()).mailbox(state->spelled(folder)).build(),
                             false, stop);
    auto created = co_await creating;
    // RFC 5530's code is not everywhere; the name's being there is what counts.
    if (created || created.error().code == ErrorCode::Conflict)
        co_return {};
    auto asking = runStatus(state, folder, stop);
    auto there = co_await asking;
    if (there)
        co_return {};
    co_return created;
}

} // namespace otklik::imap
