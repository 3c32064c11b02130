// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/text_table.h"

namespace otklik::cli {

namespace {

struct CannedArguments
{
    std::string name, file, language, shortcut, title, ticket;
};

void listCanned(Context &context)
{
    const workspace::ReadSession *session = context.read();
    if (!session)
        return;
    auto rows = session->cannedResponses({}, {}, {});
    if (!rows)
        return context.failed(rows.error());
    QJsonArray array;
    TextTable table({QStringLiteral("NAME"), QStringLiteral("LANG"), QStringLiteral("SHORTCUT"), QStringLiteral("USES"),
                     QStringLiteral("TITLE")});
    for (const workspace::CannedRow &row : *rows) {
        array.append(toJson(row));
        table.add({row.name, row.language, row.shortcut, QString::number(row.uses), row.title});
    }
    context.done({{QStringLiteral("canned"), array}}, table.toString());
}

void showCanned(Context &context, const CannedArguments &a)
{
    const workspace::ReadSession *session = context.read();
    if (!session)
        return;
    auto row = session->cannedResponse(text(a.name), text(a.language));
    if (!row)
        return context.failed(row.error());
    context.done(toJson(*row), row->title + QStringLiteral("\n\n") + row->body + QLatin1Char('\n'));
}

void addCanned(Context &context, const CannedArguments &a)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    auto body = readFile(text(a.file));
    if (!body)
        return context.failed(body.error());
    workspace::CannedRow row;
    row.name = text(a.name);
    row.language = text(a.language);
    row.title = a.title.empty() ? row.name : text(a.title);
    row.shortcut = text(a.shortcut);
    row.body = QString::fromUtf8(*body).trimmed();
    context.ended(engine->putCanned(row));
}

void renderCanned(Context &context, const CannedArguments &a)
{
    const auto row = context.ticket(text(a.ticket));
    if (!row)
        return;
    auto rendered = context.read()->renderCanned(text(a.name), text(a.language), row->key, {});
    if (!rendered)
        return context.failed(rendered.error());
    context.done(toJson(*rendered), rendered->text + QLatin1Char('\n'));
}

} // namespace

void addAnswerCommands(CLI::App &app, Action &action)
{
    CLI::App *canned = app.add_subcommand("canned", "canned responses");
    canned->require_subcommand(1);
    addCommand<NoArguments>(
        *canned, action, "list", "all of them", [](CLI::App &, NoArguments &) {},
        [](Context &context, const NoArguments &) { listCanned(context); });
    const auto named = [](CLI::App &command, CannedArguments &a) {
        command.add_option("name", a.name)->required();
        command.add_option("--lang", a.language);
    };
    addCommand<CannedArguments>(*canned, action, "show", "the text of one", named, showCanned);
    addCommand<CannedArguments>(
        *canned, action, "add", "adds or changes one",
        [named](CLI::App &command, CannedArguments &a) {
            named(command, a);
            command.add_option("--file", a.file, "the text, UTF-8")->required();
            command.add_option("--shortcut", a.shortcut, ";word");
            command.add_option("--title", a.title);
        },
        addCanned);
    addCommand<CannedArguments>(
        *canned, action, "remove", "in all languages",
        [](CLI::App &command, CannedArguments &a) { command.add_option("name", a.name)->required(); },
        [](Context &context, const CannedArguments &a) {
            if (workspace::Workspace *engine = context.workspace())
                context.ended(engine->removeCanned(text(a.name)));
        });
    addCommand<CannedArguments>(
        *canned, action, "render", "filled in for a ticket",
        [named](CLI::App &command, CannedArguments &a) {
            named(command, a);
            command.add_option("--ticket", a.ticket)->required();
        },
        renderCanned);
}

} // namespace otklik::cli
