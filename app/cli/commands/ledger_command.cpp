// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/text_table.h"
#include "core/workspace/account_report.h"

namespace otklik::cli {

namespace {

struct LedgerArguments
{
    std::string account, verdict, source;
    int limit = 1000;
};

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

/// In the order of Ledger::verdicts().
QString inWords(const store::LedgerSum &sum)
{
    QStringList words;
    for (const QString &verdict : store::Ledger::verdicts())
        if (const qint64 count = sum.verdicts.value(verdict); count > 0)
            words << QStringLiteral("%1 %2").arg(verdict).arg(count);
    return words.join(QStringLiteral(", "));
}

QJsonObject toJson(const store::LedgerEntry &entry)
{
    return {{key("account"), entry.account},
            {key("folder"), entry.folder},
            {key("uid"), qint64(entry.uid)},
            {key("verdict"), entry.verdict},
            {key("reason"), textOrNull(entry.reason)},
            {key("ticket"), entry.number > 0 ? QJsonValue(entry.number) : QJsonValue()},
            {key("message_id"), textOrNull(entry.messageId)},
            {key("from"), textOrNull(entry.from)},
            {key("subject"), textOrNull(entry.subject)},
            {key("size"), entry.size},
            {key("date"), timeOrNull(entry.date)}};
}

void addEntries(QJsonObject &json, QString &words, const std::vector<store::LedgerEntry> &entries)
{
    QJsonArray list;
    TextTable table({key("UID"), key("VERDICT"), key("TICKET"), key("REASON"), key("SUBJECT")});
    for (const store::LedgerEntry &entry : entries) {
        list.append(toJson(entry));
        table.add({QStringLiteral("%1/%2/%3").arg(entry.account, entry.folder).arg(entry.uid), entry.verdict,
                   entry.number > 0 ? QStringLiteral("#%1").arg(entry.number) : QString(), entry.reason,
                   entry.subject});
    }
    json[key("entries")] = list;
    if (!entries.empty())
        words += QLatin1Char('\n') + table.toString();
}

QJsonArray foldersOf(const std::vector<store::LedgerFolder> &folders, store::LedgerSum &whole, QString &words)
{
    QJsonArray list;
    TextTable table({key("FOLDER"), key("SERVER"), key("HERE"), key("DIFFERENCE"), key("VERDICTS")});
    for (const auto &[state, sum] : folders) {
        whole.add(sum);
        QJsonObject folder = workspace::toJson(sum);
        folder[key("account")] = state.account;
        folder[key("folder")] = state.name;
        folder[key("synced_at")] = timeOrNull(state.syncedAt);
        list.append(folder);
        table.add({state.account + QLatin1Char('/') + state.name, QString::number(sum.server),
                   QString::number(sum.local), QString::number(sum.difference), inWords(sum)});
    }
    words = table.toString();
    return list;
}

bool knowsAccount(Context &context, const QString &name)
{
    const auto accounts = context.read()->accounts();
    if (!accounts) {
        context.failed(accounts.error());
        return false;
    }
    for (const workspace::AccountStatus &account : *accounts)
        if (name.isEmpty() || account.name == name)
            return true;
    if (name.isEmpty())
        return true;
    context.failed({ErrorCode::NotFound, QStringLiteral("no account %1").arg(name)});
    return false;
}

/// "ACCOUNT/FOLDER/UID"; folders may have slashes of their own.
void showSource(Context &context, const QString &place)
{
    const qsizetype first = place.indexOf(QLatin1Char('/')), last = place.lastIndexOf(QLatin1Char('/'));
    const uint uid = place.mid(last + 1).toUInt();
    if (first < 0 || first == last || uid == 0)
        return context.failed({ErrorCode::InvalidInput, QStringLiteral("%1 is not ACCOUNT/FOLDER/UID").arg(place)});
    const auto raw = context.read()->quarantinedSource(place.left(first), place.mid(first + 1, last - first - 1), uid);
    if (!raw)
        return context.failed(raw.error());
    if (context.json)
        return context.done({{key("size"), raw->size()}, {key("base64"), QString::fromLatin1(raw->toBase64())}}, {});
    std::fwrite(raw->constData(), 1, size_t(raw->size()), stdout);
    std::fflush(stdout);
    context.finish(kDone);
}

void ledger(Context &context, const LedgerArguments &a)
{
    const workspace::ReadSession *session = context.read();
    if (!session)
        return;
    if (!a.source.empty())
        return showSource(context, text(a.source));
    if (!knowsAccount(context, text(a.account)))
        return;
    const auto folders = session->ledger(text(a.account));
    if (!folders)
        return context.failed(folders.error());
    store::LedgerSum whole;
    QString words;
    QJsonObject json{{key("folders"), foldersOf(*folders, whole, words)}, {key("ledger"), workspace::toJson(whole)}};
    if (!a.verdict.empty()) {
        const QString verdict = text(a.verdict) == QLatin1String("all") ? QString() : text(a.verdict);
        const auto entries = session->ledgerEntries({text(a.account), verdict, a.limit > 0 ? a.limit : -1});
        if (!entries)
            return context.failed(entries.error());
        addEntries(json, words, *entries);
    }
    context.done(json, words);
}

std::vector<std::string> verdictChoices()
{
    std::vector<std::string> choices{"all"};
    for (const QString &verdict : store::Ledger::verdicts())
        choices.push_back(verdict.toStdString());
    return choices;
}

} // namespace

void addLedgerCommand(CLI::App &app, Action &action)
{
    addCommand<LedgerArguments>(
        app, action, "ledger", "what became of every mail of every folder",
        [](CLI::App &command, LedgerArguments &a) {
            command.add_option("--account", a.account);
            command.add_option("--verdict", a.verdict, "list the mails with this verdict, or all")
                ->check(CLI::IsMember(verdictChoices()));
            command.add_option("--limit", a.limit, "of the list, 0 = none")->check(CLI::NonNegativeNumber);
            command.add_option("--source", a.source, "a mail in quarantine as it came: ACCOUNT/FOLDER/UID");
        },
        ledger);
}

} // namespace otklik::cli
