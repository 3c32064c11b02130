// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/json.h"

namespace otklik::cli {

namespace {

struct TicketArguments
{
    std::string ticket;
    std::string value;
    std::string cause;
    std::string text;
    std::string other;
    std::vector<std::string> list;
    bool off = false;
};

/// The common course of all changes: find the ticket, decide, say how it stands then.
template<typename Decide>
void change(Context &context, const TicketArguments &arguments, Decide decide)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    const auto row = context.ticket(text(arguments.ticket));
    if (!row)
        return;
    const Result<void> decided = decide(*engine, *row);
    if (!decided)
        return context.failed(decided.error());
    auto after = context.read()->ticket(row->key);
    if (!after)
        return context.failed(after.error());
    context.done(toJson(*after, context.clock().now()), {});
}

Result<void> assign(Context &context, workspace::Workspace &workspace, const ticket::Key &key, const QString &to)
{
    if (to == QLatin1String("nobody"))
        return workspace.assign(key, QString());
    return workspace.assign(key, to == QLatin1String("me") ? context.read()->me().address : to);
}

Result<void> setStatus(workspace::Workspace &workspace, const ticket::Key &key, const TicketArguments &arguments)
{
    const auto status = ticket::statusFromString(text(arguments.value));
    if (!status)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("no status %1: new open pending on-hold solved closed").arg(text(arguments.value)));
    return workspace.setStatus(key, *status, text(arguments.cause));
}

Result<void> setPriority(workspace::Workspace &workspace, const ticket::Key &key, const TicketArguments &arguments)
{
    const auto priority = ticket::priorityFromString(text(arguments.value));
    if (!priority)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("no priority %1: low normal high urgent").arg(text(arguments.value)));
    return workspace.setPriority(key, *priority);
}

Result<void> changeTags(workspace::Workspace &workspace, const ticket::Key &key, const QStringList &words)
{
    QStringList add, remove;
    for (const QString &word : words) {
        const QString tag = word.mid(1);
        if (word.startsWith(QLatin1String("--")))
            return fail(ErrorCode::InvalidInput,
                        QStringLiteral("%1: options of the program stand before its command").arg(word));
        if (tag.isEmpty() || (!word.startsWith(QLatin1Char('+')) && !word.startsWith(QLatin1Char('-'))))
            return fail(ErrorCode::InvalidInput, QStringLiteral("%1: write +tag to add, -tag to take away").arg(word));
        (word.startsWith(QLatin1Char('+')) ? add : remove) << tag;
    }
    if (words.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("name at least one +tag or -tag"));
    return workspace.changeTags(key, add, remove);
}

Result<void> snooze(workspace::Workspace &workspace, const ticket::Key &key, const QString &until)
{
    const Instant time = until == QLatin1String("never") ? Instant() : Instant::fromIso(until);
    if (time.isNever() && until != QLatin1String("never"))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("%1 is not a time; write 2026-03-01T09:30:00Z or never").arg(until));
    return workspace.snooze(key, time);
}

void addTicketOption(CLI::App &command, TicketArguments &a)
{
    command.add_option("ticket", a.ticket, "number")->required();
}

/// A command `name TICKET VALUE`.
template<typename Decide>
CLI::App *addValueCommand(CLI::App &parent, Action &action, const char *name, const char *help, const char *valueName,
                          Decide decide)
{
    return addCommand<TicketArguments>(
        parent, action, name, help,
        [valueName](CLI::App &command, TicketArguments &a) {
            addTicketOption(command, a);
            command.add_option(valueName, a.value)->required();
        },
        [decide](Context &context, const TicketArguments &a) {
            change(context, a, [&](workspace::Workspace &workspace, const ticket::TicketRow &row) {
                return decide(context, workspace, row.key, a);
            });
        });
}

/// A command that names a second ticket.
template<typename Decide>
void changeWithOther(Context &context, const TicketArguments &a, Decide decide)
{
    const auto other = context.ticket(text(a.other));
    if (!other)
        return;
    change(context, a, [&](workspace::Workspace &workspace, const ticket::TicketRow &row) {
        return decide(workspace, row.key, other->key);
    });
}

void addFieldCommands(CLI::App &parent, Action &action)
{
    using workspace::Workspace;
    addValueCommand(parent, action, "assign", "who answers", "to",
                    [](Context &c, Workspace &w, const ticket::Key &k, const TicketArguments &a) {
                        return assign(c, w, k, text(a.value));
                    });
    addValueCommand(
        parent, action, "priority", "low normal high urgent", "priority",
        [](Context &, Workspace &w, const ticket::Key &k, const TicketArguments &a) { return setPriority(w, k, a); });
    addValueCommand(parent, action, "category", "what the matter is about", "category",
                    [](Context &, Workspace &w, const ticket::Key &k, const TicketArguments &a) {
                        return w.setCategory(k, text(a.value));
                    });
    addCommand<TicketArguments>(
        parent, action, "status", "new open pending on-hold solved closed",
        [](CLI::App &command, TicketArguments &a) {
            addTicketOption(command, a);
            command.add_option("status", a.value)->required();
            command.add_option("--cause", a.cause, "why it happened, when solving");
        },
        [](Context &context, const TicketArguments &a) {
            change(context, a, [&](Workspace &w, const ticket::TicketRow &row) { return setStatus(w, row.key, a); });
        });
    addCommand<TicketArguments>(
        parent, action, "tag", "+tag adds, -tag takes away",
        [](CLI::App &command, TicketArguments &a) {
            addTicketOption(command, a);
            command.add_option("tags", a.list);
            // "-tag" looks like an option: everything that the parser does not know is a tag.
            command.fallthrough(false); // else it is offered to the parent commands, which refuse it
            command.allow_extras();
            command.parse_complete_callback([&command, &a] {
                const std::vector<std::string> others = command.remaining();
                a.list.insert(a.list.end(), others.begin(), others.end());
            });
        },
        [](Context &context, const TicketArguments &a) {
            change(context, a,
                   [&](Workspace &w, const ticket::TicketRow &row) { return changeTags(w, row.key, texts(a.list)); });
        });
}

void addOtherCommands(CLI::App &parent, Action &action)
{
    using workspace::Workspace;
    addCommand<TicketArguments>(
        parent, action, "note", "an internal note, never sent to the customer",
        [](CLI::App &command, TicketArguments &a) {
            addTicketOption(command, a);
            command.add_option("--text", a.text)->required();
        },
        [](Context &context, const TicketArguments &a) {
            change(context, a,
                   [&](Workspace &w, const ticket::TicketRow &row) { return w.addNote(row.key, text(a.text)); });
        });
    addCommand<TicketArguments>(
        parent, action, "snooze", "out of sight until a time",
        [](CLI::App &command, TicketArguments &a) {
            addTicketOption(command, a);
            command.add_option("--until", a.value, "2026-03-01T09:30:00Z, or never")->required();
        },
        [](Context &context, const TicketArguments &a) {
            change(context, a,
                   [&](Workspace &w, const ticket::TicketRow &row) { return snooze(w, row.key, text(a.value)); });
        });
    addCommand<TicketArguments>(
        parent, action, "merge", "into another ticket",
        [](CLI::App &command, TicketArguments &a) {
            addTicketOption(command, a);
            command.add_option("--into", a.other)->required();
        },
        [](Context &context, const TicketArguments &a) {
            changeWithOther(context, a, [](Workspace &w, const ticket::Key &one, const ticket::Key &other) {
                return w.merge(one, other);
            });
        });
    addCommand<TicketArguments>(
        parent, action, "link", "to another ticket",
        [](CLI::App &command, TicketArguments &a) {
            addTicketOption(command, a);
            command.add_option("other", a.other)->required();
        },
        [](Context &context, const TicketArguments &a) {
            changeWithOther(context, a, [](Workspace &w, const ticket::Key &one, const ticket::Key &other) {
                return w.link(one, other);
            });
        });
    addCommand<TicketArguments>(
        parent, action, "split", "a message into a ticket of its own",
        [](CLI::App &command, TicketArguments &a) {
            addTicketOption(command, a);
            command.add_option("--message", a.list, "id of the message, as ticket show prints it")->required();
        },
        [](Context &context, const TicketArguments &a) {
            workspace::Workspace *engine = context.workspace();
            if (!engine)
                return;
            const auto row = context.ticket(text(a.ticket));
            if (!row)
                return;
            const auto made = engine->split(row->key, texts(a.list));
            if (!made)
                return context.failed(made.error());
            const auto after = context.read()->ticket(*made);
            if (!after)
                return context.failed(after.error());
            context.done(toJson(*after, context.clock().now()), {});
        });
}

/// The message with that id, as ticket show prints it.
Result<ticket::TimelineEntry> messageOf(Context &context, const ticket::TicketRow &row, const QString &id)
{
    const auto timeline = context.read()->timeline(row.key);
    if (!timeline)
        return tl::unexpected(timeline.error());
    for (const ticket::TimelineEntry &entry : *timeline)
        if (entry.id == id && !entry.message.isNone())
            return entry;
    return fail(ErrorCode::NotFound, QStringLiteral("no message %1 on this ticket").arg(id));
}

void addReadAs(CLI::App &parent, Action &action)
{
    addCommand<TicketArguments>(
        parent, action, "read-as", "a message in another charset, on this desk",
        [](CLI::App &command, TicketArguments &a) {
            addTicketOption(command, a);
            command.add_option("charset", a.value, "windows-1251 koi8-r utf-8 …");
            command.add_option("--message", a.other, "id of the message, as ticket show prints it")->required();
            command.add_flag("--take-back", a.off, "as the message says");
        },
        [](Context &context, const TicketArguments &a) {
            change(context, a, [&](workspace::Workspace &w, const ticket::TicketRow &row) -> Result<void> {
                if (a.value.empty() != a.off)
                    return fail(ErrorCode::InvalidInput, QStringLiteral("name a charset, or --take-back"));
                const auto message = messageOf(context, row, text(a.other));
                return message ? w.readAs(message->message, text(a.value).toLatin1()) : tl::unexpected(message.error());
            });
        });
}

/// Whom the command names: the address, or who wrote what the message forwards.
Result<ticket::PersonRef> namedCustomer(Context &context, const ticket::TicketRow &row, const TicketArguments &a)
{
    if (!a.value.empty() || a.off)
        return ticket::PersonRef{text(a.value), text(a.text), {}};
    const auto timeline = context.read()->timeline(row.key);
    if (!timeline)
        return tl::unexpected(timeline.error());
    for (const ticket::TimelineEntry &entry : *timeline) {
        if (entry.id != text(a.other) || entry.message.isNone())
            continue;
        const auto content = context.read()->content(entry.message);
        if (!content)
            return tl::unexpected(content.error());
        if (content->hints.forwardedFrom.address.isEmpty())
            return fail(ErrorCode::InvalidInput, QStringLiteral("that message forwards no other; name the address"));
        return content->hints.forwardedFrom;
    }
    return fail(ErrorCode::InvalidInput, QStringLiteral("name an address, or with --message a forwarded mail"));
}

void addCustomerDecisions(CLI::App &parent, Action &action)
{
    using workspace::Workspace;
    addCommand<TicketArguments>(
        parent, action, "requester", "who the customer is, where it is not who opened the ticket",
        [](CLI::App &command, TicketArguments &a) {
            addTicketOption(command, a);
            command.add_option("address", a.value, "without: who wrote what --message forwards");
            command.add_option("--name", a.text);
            command.add_option("--message", a.other, "id of the message that tells so, as ticket show prints it");
            command.add_flag("--take-back", a.off, "who opened the ticket again");
        },
        [](Context &context, const TicketArguments &a) {
            change(context, a, [&](Workspace &w, const ticket::TicketRow &row) -> Result<void> {
                const auto person = namedCustomer(context, row, a);
                return person ? w.setRequester(row.key, *person, text(a.other)) : tl::unexpected(person.error());
            });
        });
    addCommand<TicketArguments>(
        parent, action, "dismiss", "an offer that ticket show makes at a message, for good",
        [](CLI::App &command, TicketArguments &a) {
            addTicketOption(command, a);
            command.add_option("--message", a.other, "id of the message")->required();
            command.add_option("--offer", a.value, "split requester form-sender")->required();
        },
        [](Context &context, const TicketArguments &a) {
            change(context, a, [&](Workspace &w, const ticket::TicketRow &row) {
                return w.dismissOffer(row.key, text(a.other), text(a.value));
            });
        });
}

} // namespace

void addTicketChangeCommands(CLI::App &ticketCommand, Action &action)
{
    addFieldCommands(ticketCommand, action);
    addOtherCommands(ticketCommand, action);
    addCustomerDecisions(ticketCommand, action);
    addReadAs(ticketCommand, action);
}

} // namespace otklik::cli
