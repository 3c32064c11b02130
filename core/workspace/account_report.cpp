// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/account_report.h"

#include "core/imap/server_error.h"

#include <QJsonArray>

namespace otklik::workspace {

namespace {

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

QString roleName(store::FolderRole role)
{
    switch (role) {
    case store::FolderRole::Inbox:
        return key("inbox");
    case store::FolderRole::Sent:
        return key("sent");
    case store::FolderRole::Extra:
        return key("extra");
    case store::FolderRole::Journal:
        return key("journal");
    }
    return key("extra");
}

} // namespace

Result<void> unlessRefused(Result<void> done, const sync::MailboxSession &session, AccountRound *round)
{
    if (done || !session.isOpen())
        return done;
    // Also a journal whose mails are listed and not handed out.
    if (!imap::isRefusal(done.error()) && done.error().code != ErrorCode::ProtocolViolation)
        return done;
    if (!round->refused || imap::isMailboxFull(done.error()))
        round->refused = done.error();
    return {};
}

QJsonObject toJson(const store::LedgerSum &sum)
{
    QJsonObject verdicts;
    for (auto it = sum.verdicts.begin(); it != sum.verdicts.end(); ++it)
        verdicts.insert(it.key(), it.value());
    return {{key("server"), sum.server},   {key("local"), sum.local},       {key("difference"), sum.difference},
            {key("missing"), sum.missing}, {key("expunged"), sum.expunged}, {key("verdicts"), verdicts}};
}

int exitCodeFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return 2;
    case ErrorCode::AuthRejected:
        return 3;
    case ErrorCode::Offline:
    case ErrorCode::Timeout:
    case ErrorCode::TlsUntrusted:
    case ErrorCode::NotEncrypted:
    case ErrorCode::ProtocolViolation:
    case ErrorCode::ServerRefused:
        return 4;
    case ErrorCode::NotFound:
        return 5;
    case ErrorCode::RefusedByRule:
    case ErrorCode::Conflict:
        return 6;
    case ErrorCode::StorageCorrupt:
        return 7;
    default:
        return 1;
    }
}

QJsonObject reportOf(const QString &account, const AccountRound &round, const Result<void> &ended)
{
    QJsonArray folders;
    qint64 bytes = round.journal.bytes;
    for (const sync::FolderReport &folder : round.folders) {
        bytes += folder.bytes;
        folders.append(QJsonObject{{key("name"), folder.name},
                                   {key("role"), roleName(folder.role)},
                                   {key("messages"), folder.messages},
                                   {key("new"), folder.fresh},
                                   {key("vanished"), folder.vanished},
                                   {key("flag_changes"), folder.flagChanges},
                                   {key("missing"), folder.missing},
                                   {key("difference"), folder.difference},
                                   {key("quarantined"), folder.quarantined}});
    }
    QJsonObject report{{key("name"), account},
                       {key("ok"), ended.has_value()},
                       {key("folders"), folders},
                       {key("alerts"), QJsonArray::fromStringList(round.alerts)},
                       {key("bytes_received"), bytes},
                       {key("journal"), QJsonObject{{key("applied"), round.journal.applied},
                                                    {key("sent"), round.journal.sent},
                                                    {key("quarantined"), round.journal.quarantined}}},
                       {key("outbox"), QJsonObject{{key("sent"), round.outbox.sent},
                                                   {key("failed"), round.outbox.failed},
                                                   {key("waiting"), round.outbox.waiting},
                                                   {key("held"), round.outbox.held},
                                                   {key("uncertain"), round.outbox.uncertain}}},
                       {key("tickets"), QJsonObject{{key("created"), round.appeared.created.size()},
                                                    {key("updated"), round.tickets.size()}}},
                       {key("elapsed_ms"), round.timer.elapsed()}};
    if (!ended)
        report[key("error")] = QJsonObject{{key("code"), errorCodeName(ended.error().code)},
                                           {key("message"), ended.error().detail},
                                           {key("exit_code"), exitCodeFor(ended.error().code)}};
    return report;
}

} // namespace otklik::workspace
