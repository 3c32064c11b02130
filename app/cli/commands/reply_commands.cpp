// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/text_table.h"

#include <QFileInfo>
#include <QMimeDatabase>

#include <algorithm>

namespace otklik::cli {

namespace {

struct ReplyArguments
{
    std::string ticket, text, textFile, htmlFile, canned, sendAt;
    std::vector<std::string> attach, cc;
    bool solve = false;
    bool now = false;
    bool anyway = false;
};

struct NewArguments
{
    std::string requester, subject, text, textFile, channel = "mail";
    bool send = false;
};

struct OutboxArguments
{
    qint64 id = 0;
};

Result<QString> textOf(const std::string &given, const std::string &file)
{
    if (file.empty())
        return text(given);
    auto bytes = readFile(text(file));
    if (!bytes)
        return tl::unexpected(bytes.error());
    return QString::fromUtf8(*bytes);
}

Result<QString> cannedText(Context &context, const ticket::Key &key, const std::string &name)
{
    auto rendered = context.read()->renderCanned(text(name), QString(), key, {});
    if (!rendered)
        return tl::unexpected(rendered.error());
    QStringList gaps;
    for (const workspace::RenderedSpan &span : rendered->spans)
        if (span.kind == workspace::GapKind::Missing || span.kind == workspace::GapKind::Question)
            gaps << span.name;
    if (!gaps.isEmpty())
        return fail(
            ErrorCode::RefusedByRule,
            QStringLiteral("%1 has placeholders without a value: %2").arg(text(name), gaps.join(QLatin1String(", "))));
    return rendered->text;
}

Result<std::vector<workspace::AttachmentFile>> filesOf(const std::vector<std::string> &paths)
{
    std::vector<workspace::AttachmentFile> files;
    for (const std::string &path : paths) {
        auto bytes = readFile(text(path));
        if (!bytes)
            return tl::unexpected(bytes.error());
        const QString type = QMimeDatabase().mimeTypeForFile(text(path)).name();
        files.push_back({QFileInfo(text(path)).fileName(), type, std::move(*bytes)});
    }
    return files;
}

Result<workspace::ReplyRequest> requestOf(Context &context, const ticket::TicketRow &row, const ReplyArguments &a)
{
    workspace::ReplyRequest request;
    request.ticket = row.key;
    request.cc = texts(a.cc);
    request.solve = a.solve;
    request.ignoreWarnings = a.anyway;
    request.askAgain = !a.anyway;
    request.canned = text(a.canned);
    auto body = a.canned.empty() ? textOf(a.text, a.textFile) : cannedText(context, row.key, a.canned);
    if (!body)
        return tl::unexpected(body.error());
    if (body->trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("an answer needs --text, --text-file or --canned"));
    request.text = *body;
    auto html = textOf({}, a.htmlFile);
    if (!html)
        return tl::unexpected(html.error());
    request.html = *html;
    if (!a.sendAt.empty()) {
        request.sendAt = Instant::fromIso(text(a.sendAt));
        if (request.sendAt.isNever())
            return fail(ErrorCode::InvalidInput, QStringLiteral("--send-at wants a time such as 2026-03-01T09:30:00Z"));
    }
    auto files = filesOf(a.attach);
    if (!files)
        return tl::unexpected(files.error());
    request.attachments = std::move(*files);
    return request;
}

void sayItem(Context &context, const workspace::OutboxItem &item)
{
    context.done(toJson(item), QStringLiteral("outbox %1: %2 to %3\n")
                                   .arg(item.id.value())
                                   .arg(sendStateName(item.state), item.recipients.join(QLatin1String(", "))));
}

void sayOutboxRow(Context &context, OutboxRow id)
{
    auto items = context.read()->outbox();
    if (!items)
        return context.failed(items.error());
    for (const workspace::OutboxItem &item : *items)
        if (item.id == id)
            return sayItem(context, item);
    context.failed({ErrorCode::NotFound, QStringLiteral("no outbox entry %1").arg(id.value())});
}

void reply(Context &context, const ReplyArguments &a)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    const auto row = context.ticket(text(a.ticket));
    if (!row)
        return;
    auto request = requestOf(context, *row, a);
    if (!request)
        return context.failed(request.error());
    std::vector<workspace::SendObjection> refused;
    auto queued = engine->reply(*request, &refused);
    if (!queued) {
        Error error = queued.error();
        if (!refused.empty() && std::ranges::all_of(refused, &workspace::SendObjection::canOverride))
            error.detail += QStringLiteral(" (--anyway sends it all the same)");
        return context.failed(error);
    }
    if (!a.now)
        return sayOutboxRow(context, *queued);
    engine->waitUntilSent(*queued, [&context](Result<workspace::OutboxItem> item) {
        if (!item)
            return context.failed(item.error());
        if (item->state == ticket::SendState::Sent || !item->sentAt.isNever()) // to some, the others are tried again
            return sayItem(context, *item);
        if (item->state == ticket::SendState::Held)
            return context.failed(
                {ErrorCode::RefusedByRule,
                 QStringLiteral("outbox %1 is held: %2 (outbox retry %1 sends it all the same, outbox "
                                "cancel %1 takes it back)")
                     .arg(QString::number(item->id.value()), item->error)});
        const ErrorCode code =
            item->state == ticket::SendState::Uncertain ? ErrorCode::Uncertain : ErrorCode::ServerRejected;
        context.failed(
            {code,
             QStringLiteral("outbox %1 is %2: %3").arg(item->id.value()).arg(sendStateName(item->state), item->error)});
    });
}

void makeTicket(Context &context, const NewArguments &a)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine || !context.read())
        return;
    workspace::NewTicketRequest request;
    request.requester = text(a.requester);
    request.subject = text(a.subject);
    auto body = textOf(a.text, a.textFile);
    if (!body)
        return context.failed(body.error());
    request.text = *body;
    const auto channel = ticket::channelFromString(text(a.channel));
    if (!channel || *channel == ticket::Channel::Monitor)
        return context.failed({ErrorCode::InvalidInput, QStringLiteral("--channel is mail, phone or chat")});
    request.channel = *channel;
    request.send = a.send;
    request.ignoreWarnings = true;
    const auto made = engine->newTicket(request);
    if (!made)
        return context.failed(made.error());
    auto row = context.read()->ticket(made->key);
    if (!row)
        return context.failed(row.error());
    context.done(toJson(*row, context.clock().now()),
                 QStringLiteral("%1\n").arg(row->number > 0 ? QStringLiteral("#%1").arg(row->number)
                                                            : QStringLiteral("~%1 (gets its number with the next sync)")
                                                                  .arg(QString::fromLatin1(made->key.hex().left(8)))));
}

void listOutbox(Context &context)
{
    const workspace::ReadSession *session = context.read();
    if (!session)
        return;
    auto items = session->outbox();
    if (!items)
        return context.failed(items.error());
    QJsonArray array;
    TextTable table({QStringLiteral("ID"), QStringLiteral("STATE"), QStringLiteral("TICKET"), QStringLiteral("TO"),
                     QStringLiteral("SUBJECT"), QStringLiteral("ERROR")});
    for (const workspace::OutboxItem &item : *items) {
        array.append(toJson(item));
        table.add({QString::number(item.id.value()), sendStateName(item.state), QStringLiteral("#%1").arg(item.number),
                   item.recipients.join(QLatin1Char(',')), item.subject, item.error});
    }
    context.done({{QStringLiteral("outbox"), array}}, table.toString());
}

void addOutboxCommands(CLI::App &app, Action &action)
{
    CLI::App *outbox = app.add_subcommand("outbox", "answers on their way");
    outbox->require_subcommand(1);
    addCommand<NoArguments>(
        *outbox, action, "list", "all of them", [](CLI::App &, NoArguments &) {},
        [](Context &context, const NoArguments &) { listOutbox(context); });
    const auto declare = [](CLI::App &command, OutboxArguments &a) { command.add_option("id", a.id)->required(); };
    addCommand<OutboxArguments>(*outbox, action, "retry", "try again, or send now what waits", declare,
                                [](Context &context, const OutboxArguments &a) {
                                    if (workspace::Workspace *engine = context.workspace())
                                        context.ended(engine->retryOutbox(OutboxRow(a.id)));
                                });
    addCommand<OutboxArguments>(*outbox, action, "arrived", "settle an uncertain one: it was sent", declare,
                                [](Context &context, const OutboxArguments &a) {
                                    if (workspace::Workspace *engine = context.workspace())
                                        context.ended(engine->outboxArrived(OutboxRow(a.id)));
                                });
    addCommand<OutboxArguments>(*outbox, action, "cancel", "take it back before it is sent", declare,
                                [](Context &context, const OutboxArguments &a) {
                                    if (workspace::Workspace *engine = context.workspace())
                                        context.ended(engine->cancelOutbox(OutboxRow(a.id)));
                                });
}

} // namespace

void addReplyCommands(CLI::App &app, CLI::App &ticketCommand, Action &action)
{
    addCommand<ReplyArguments>(
        ticketCommand, action, "reply", "an answer to the customer",
        [](CLI::App &command, ReplyArguments &a) {
            command.add_option("ticket", a.ticket, "number")->required();
            auto *given = command.add_option("--text", a.text);
            auto *file = command.add_option("--text-file", a.textFile)->excludes(given);
            command.add_option("--canned", a.canned, "name of a canned response")->excludes(given)->excludes(file);
            command.add_option("--html-file", a.htmlFile);
            command.add_option("--attach", a.attach);
            command.add_option("--cc", a.cc);
            command.add_flag("--solve", a.solve);
            command.add_option("--send-at", a.sendAt);
            command.add_flag("--now", a.now, "wait until it is sent");
            command.add_flag("--anyway", a.anyway, "send it although the send guard has a question");
        },
        reply);
    addCommand<NewArguments>(
        ticketCommand, action, "new", "a ticket that does not come from a mail",
        [](CLI::App &command, NewArguments &a) {
            command.add_option("--requester", a.requester, "address")->required();
            command.add_option("--subject", a.subject)->required();
            auto *given = command.add_option("--text", a.text);
            command.add_option("--text-file", a.textFile)->excludes(given);
            command.add_option("--channel", a.channel)->check(CLI::IsMember({"mail", "phone", "chat"}));
            command.add_flag("--send", a.send, "send the text to the requester");
        },
        makeTicket);
    addOutboxCommands(app, action);
}

} // namespace otklik::cli
