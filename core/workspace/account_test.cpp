// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/account_test.h"

#include "core/imap/connection.h"
#include "core/net/tls_stream.h"
#include "core/smtp/submission_test_run.h"
#include "core/sync/journal_sync.h"
#include "core/sync/maildir.h"
#include "core/workspace/mailbox_access.h"

namespace otklik::workspace {

namespace {

using Step = std::function<void(Workspace::TestStep)>;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

void passed(const Step &step, const char *name, const QString &detail)
{
    step({key(name), true, detail, ErrorCode::Internal});
}

void refused(const Step &step, const char *name, const Error &error)
{
    step({key(name), false, error.detail, error.code});
}

/// Which step an error of connecting belongs to.
const char *failedStep(ErrorCode code)
{
    switch (code) {
    case ErrorCode::AuthRejected:
        return "sign-in";
    case ErrorCode::TlsUntrusted:
        return "tls";
    default:
        return "connect";
    }
}

Result<void> testMaildir(const settings::AccountConfig &account, const Step &step)
{
    auto names = sync::Maildir(account.maildir).folderNames();
    if (!names) {
        refused(step, "folders", names.error());
        return tl::unexpected(names.error());
    }
    passed(step, "folders", names->join(QLatin1String(", ")));
    return {};
}

async::Task<void> testSmtp(settings::AccountConfig account, SecretString password, Step step, std::stop_token stop)
{
    smtp::SubmissionLimits limits;
    auto report = co_await smtp::testSubmission(submissionServerOf(account, password), limits, stop);
    if (!report)
        co_return tl::unexpected(report.error());
    for (const smtp::SubmissionStep &one : report->steps) {
        if (one.result)
            continue;
        refused(step, "smtp", one.result.error());
        co_return one.result;
    }
    passed(step, "smtp", QStringLiteral("%1:%2").arg(account.smtp.host).arg(account.smtp.port));
    co_return Result<void>();
}

} // namespace

async::Task<void> testAccountSteps(settings::AccountConfig account, SecretString password,
                                   std::function<void(Workspace::TestStep)> step, std::stop_token stop)
{
    if (account.kind == settings::AccountKind::Maildir)
        co_return testMaildir(account, step);
    auto connection = co_await imap::connectImap(imapSettingsOf(account, password), stop);
    if (!connection) {
        refused(step, failedStep(connection.error().code), connection.error());
        co_return tl::unexpected(connection.error());
    }
    const net::PeerInfo peer = (*connection)->peer();
    passed(step, "resolve", peer.address);
    passed(step, "connect", QStringLiteral("%1:%2").arg(account.imap.host).arg(account.imap.port));
    passed(step, "tls",
           peer.encrypted ? QStringLiteral("%1, %2").arg(peer.protocol, peer.certificateIssuer)
                          : QStringLiteral("not encrypted (loopback)"));
    passed(step, "sign-in", account.user);
    const imap::ServerInfo &server = (*connection)->server();
    QStringList names;
    for (const QByteArray &name : server.capabilities.names())
        names << QString::fromLatin1(name);
    passed(step, "capabilities", names.join(QLatin1Char(' ')));
    auto folders = co_await (*connection)->list(stop);
    if (!folders) {
        refused(step, "folders", folders.error());
        co_return tl::unexpected(folders.error());
    }
    QStringList folderNames;
    for (const imap::Folder &folder : *folders)
        folderNames << folder.displayName;
    passed(step, "folders", folderNames.join(QLatin1String(", ")));
    passed(step, "idle",
           server.capabilities.has("IDLE") ? QStringLiteral("new mail is pushed")
                                           : QStringLiteral("not offered: new mail is asked for every 5 minutes"));
    const bool there = folderNames.filter(sync::kJournalPath.last()).size() > 0;
    passed(step, "journal",
           !account.journal ? QStringLiteral("off: decisions stay on this desk")
           : there          ? QStringLiteral("found")
                            : QStringLiteral("will be made with the first sync"));
    auto goodbye = co_await (*connection)->logout();
    Q_UNUSED(goodbye) // tested what was to be tested
    auto sending = co_await testSmtp(account, password, step, stop);
    co_return sending;
}

} // namespace otklik::workspace
