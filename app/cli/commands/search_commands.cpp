// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/json.h"

namespace otklik::cli {

namespace {

struct SearchArguments
{
    std::string text, in;
    int limit = 20;
};

void search(Context &context, const SearchArguments &a)
{
    const workspace::ReadSession *session = context.read();
    if (!session)
        return;
    const QStringList scopes = text(a.in).split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString &scope : scopes)
        if (scope != QLatin1String("tickets") && scope != QLatin1String("customers") &&
            scope != QLatin1String("answers"))
            return context.failed({ErrorCode::InvalidInput,
                                   QStringLiteral("--in takes tickets, customers and answers, not %1").arg(scope)});
    auto result = session->search(text(a.text), scopes, a.limit);
    if (!result)
        return context.failed(result.error());
    QString shown;
    for (const workspace::SearchHit &hit : result->hits)
        shown += QStringLiteral("%1  %2%3\n    %4\n")
                     .arg(hit.kind, hit.number > 0 ? QStringLiteral("#%1 ").arg(hit.number) : QString(), hit.title,
                          hit.snippet);
    shown += QStringLiteral("%1 hits, %2 ms\n").arg(result->total).arg(result->elapsedMs);
    context.done(toJson(*result), shown);
}

} // namespace

void addSearchCommands(CLI::App &app, Action &action)
{
    addCommand<SearchArguments>(
        app, action, "search", "full text, Russian and English with their inflections",
        [](CLI::App &command, SearchArguments &a) {
            command.add_option("text", a.text)->required();
            command.add_option("--in", a.in, "tickets,customers,answers");
            command.add_option("--limit", a.limit)->check(CLI::Range(1, 10000));
        },
        search);
}

} // namespace otklik::cli
