// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// LIST and STATUS.
#include "core/imap/connection_state.h"
#include "core/imap/protocol/modified_utf7.h"

#include <array>
#include <map>

namespace otklik::imap {

namespace {

constexpr std::array<std::pair<const char *, FolderRole>, 7> kRoles{{{"\\Sent", FolderRole::Sent},
                                                                     {"\\Drafts", FolderRole::Drafts},
                                                                     {"\\Junk", FolderRole::Junk},
                                                                     {"\\Trash", FolderRole::Trash},
                                                                     {"\\Archive", FolderRole::Archive},
                                                                     {"\\All", FolderRole::All},
                                                                     {"\\Flagged", FolderRole::Flagged}}};

/// `size`: of all mails together (RFC 8438); some servers have to look at each of them to tell.
QByteArray statusItems(const Capabilities &capabilities, bool size)
{
    QByteArray items = "MESSAGES UIDNEXT UIDVALIDITY";
    if (capabilities.has("CONDSTORE") || capabilities.has("QRESYNC"))
        items += " HIGHESTMODSEQ";
    if (size && capabilities.has("STATUS=SIZE"))
        items += " SIZE";
    return '(' + items + ')';
}

/// What LIST may be asked to return; empty: plain LIST.
QByteArray returnOptions(const Capabilities &capabilities)
{
    if (!capabilities.has("LIST-EXTENDED"))
        return {};
    QByteArray options = "SUBSCRIBED";
    if (capabilities.has("SPECIAL-USE"))
        options += " SPECIAL-USE";
    if (capabilities.has("LIST-STATUS"))
        options += " STATUS " + statusItems(capabilities, false);
    return "RETURN (" + options + ')';
}

Folder folderOf(ListEntry entry)
{
    Folder folder;
    folder.displayName = decodeModifiedUtf7(entry.name);
    folder.selectable = !entry.hasFlag("\\Noselect") && !entry.hasFlag("\\NonExistent");
    folder.subscribed = entry.hasFlag("\\Subscribed");
    for (const auto &[flag, role] : kRoles)
        if (folder.role == FolderRole::None && entry.hasFlag(flag))
            folder.role = role;
    if (entry.name.compare("INBOX", Qt::CaseInsensitive) == 0)
        folder.role = FolderRole::Inbox;
    folder.delimiter = std::move(entry.delimiter);
    folder.flags = std::move(entry.flags);
    folder.name = std::move(entry.name);
    return folder;
}

struct ListCollector
{
    std::vector<Folder> folders;
    std::map<QByteArray, MailboxStatus> counters;

    bool take(Response &response)
    {
        if (auto *entry = std::get_if<ListEntry>(&response)) {
            folders.push_back(folderOf(std::move(*entry)));
            return true;
        }
        if (auto *status = std::get_if<MailboxStatus>(&response)) {
            counters[status->name] = *status;
            return true;
        }
        return false;
    }
    std::vector<Folder> result()
    {
        for (Folder &folder : folders)
            if (const auto at = counters.find(folder.name); at != counters.end())
                folder.status = at->second;
        return std::move(folders);
    }
};

Task<std::vector<Folder>> listOnce(StatePtr state, QByteArray options, std::stop_token stop)
{
    const auto collector = std::make_shared<ListCollector>();
    ResponseTaker taker = [collector](Response &response) { return collector->take(response); };
    CommandBuilder builder("LIST");
    builder.raw("\"\" \"*\"");
    if (!options.isEmpty())
        builder.raw(options);
    auto running = runChecked(std::move(state), builder.build(), std::move(taker), false, std::move(stop));
    auto done = co_await running;
    if (!done)
        co_return Failure(done.error());
    co_return collector->result();
}

} // namespace

Task<std::vector<Folder>> runList(StatePtr state, std::stop_token stop)
{
    const QByteArray options = returnOptions(state->info.capabilities);
    if (!options.isEmpty()) {
        auto asking = listOnce(state, options, stop);
        auto folders = co_await asking;
        const bool refused = !folders && state->channel->isOpen() && !stop.stop_requested();
        if (!refused && !(folders && folders->empty()))
            co_return folders;
        // Offered, but not understood: not asked again on this connection.
        for (const char *name : {"LIST-EXTENDED", "LIST-STATUS"})
            state->info.capabilities.remove(name);
    }
    auto asking = listOnce(state, {}, stop);
    auto folders = co_await asking;
    co_return folders;
}

Task<MailboxStatus> runStatus(StatePtr state, QByteArray folder, std::stop_token stop)
{
    const auto found = std::make_shared<std::optional<MailboxStatus>>();
    ResponseTaker taker = [found, folder](Response &response) {
        auto *status = std::get_if<MailboxStatus>(&response);
        if (!status || status->name.compare(folder, Qt::CaseInsensitive) != 0)
            return false;
        *found = std::move(*status);
        return true;
    };
    CommandBuilder builder("STATUS", state->literals());
    builder.mailbox(state->spelled(folder)).raw(statusItems(state->info.capabilities, true));
    auto command = builder.build();
    if (!command)
        co_return Failure(command.error());
    auto running = runNoted(state, std::move(*command), std::move(taker), false, std::move(stop));
    auto done = co_await running;
    if (done && isWithoutReason(*done))
        co_return fail(ErrorCode::NotFound, serverError(*done, QStringLiteral("STATUS")).detail);
    done = requireOk(std::move(done), QStringLiteral("STATUS"));
    if (!done)
        co_return Failure(done.error());
    if (!*found)
        co_return fail(ErrorCode::ProtocolViolation, QStringLiteral("STATUS: the server gave no counters"));
    co_return std::move(**found);
}

} // namespace otklik::imap
