// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/account_test.h"

#include "core/imap/connection.h"
#include "core/net/tls_stream.h"
#include "core/smtp/submission_test_run.h"
#include "core/sync/journal_sync.h"
#include "core/sync/maildir.h"
#include "core/workspace/mailbox_access.h"

#include <QFileInfo>

namespace otklik::workspace {

namespace {

using Step = std::function<void(Workspace::TestStep)>;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

void passed(const Step &step, const char *name, const QString &detail, const QStringList &facts)
{
    step({key(name), true, detail, ErrorCode::Internal, facts});
}

void refused(const Step &step, const char *name, const Error &error)
{
    step({key(name), false, error.detail, error.code});
}

ServerCertificate shown(const net::CertificateInfo &certificate)
{
    return {certificate.issuer, certificate.fingerprint, certificate.hosts,
            Instant::fromMs(certificate.validFrom.toMSecsSinceEpoch()),
            Instant::fromMs(certificate.validUntil.toMSecsSinceEpoch())};
}

/// What one connection shows, kept until its step is told.
struct Shown
{
    std::optional<ServerCertificate> certificate;
    bool isConnected = false;
};

Result<void> testMaildir(const settings::AccountConfig &account, const Step &step)
{
    auto names = sync::Maildir(account.maildir).folderNames();
    // Answers are put into its Sent folder, and UIDs beside the mails.
    if (names && !QFileInfo(account.maildir).isWritable())
        names = fail(ErrorCode::StorageFailed, QStringLiteral("%1 cannot be written to").arg(account.maildir));
    if (!names) {
        refused(step, "folders", names.error());
        return tl::unexpected(names.error());
    }
    passed(step, "folders", names->join(QLatin1String(", ")), *names);
    return {};
}

void tellJournal(const settings::AccountConfig &account, const QStringList &folders, const Step &step)
{
    const bool there = !folders.filter(sync::kJournalPath.last()).isEmpty();
    if (!account.journal)
        passed(step, "journal", QStringLiteral("off: decisions stay on this desk"), {key("off")});
    else if (there)
        passed(step, "journal", QStringLiteral("found"), {key("found")});
    else
        passed(step, "journal", QStringLiteral("will be made with the first sync"), {key("new")});
}

async::Task<void> testSmtp(settings::AccountConfig account, SecretString password, Step step, std::stop_token stop)
{
    smtp::SubmissionLimits limits;
    const auto kept = std::make_shared<Shown>();
    smtp::SubmissionServer server = submissionServerOf(account, password);
    server.onCertificate = [kept](const net::CertificateInfo &info) { kept->certificate = shown(info); };
    auto report = co_await smtp::testSubmission(server, limits, stop);
    if (!report)
        co_return tl::unexpected(report.error());
    for (const smtp::SubmissionStep &one : report->steps) {
        if (one.result)
            continue;
        const Error error = one.result.error();
        step({key("smtp"), false, error.detail, error.code, {}, kept->certificate});
        co_return one.result;
    }
    const QString port = QString::number(account.smtp.port);
    step({key("smtp"),
          true,
          account.smtp.host + QLatin1Char(':') + port,
          ErrorCode::Internal,
          {account.smtp.host, port},
          kept->certificate});
    co_return Result<void>();
}

void tellEncryption(const net::PeerInfo &peer, const Shown &kept, const Step &step)
{
    const QString detail = peer.encrypted ? QStringLiteral("%1, %2").arg(peer.protocol, peer.certificateIssuer)
                                          : QStringLiteral("not encrypted (loopback)");
    const QStringList facts = peer.encrypted ? QStringList{peer.protocol} : QStringList();
    step({key("tls"), true, detail, ErrorCode::Internal, facts, kept.certificate});
}

/// Which step an error before the sign-in belongs to.
const char *failedStep(ErrorCode code, const Shown &kept)
{
    if (code == ErrorCode::TlsUntrusted || code == ErrorCode::NotEncrypted)
        return "tls";
    return kept.isConnected ? "sign-in" : "connect";
}

net::ConnectOptions connectOptions(const settings::AccountConfig &account, const std::shared_ptr<Shown> &kept,
                                   const Step &step)
{
    net::ConnectOptions options;
    options.host = account.imap.host;
    options.port = account.imap.port;
    options.transport = account.imap.security == settings::Security::Tls ? net::Transport::Tls : net::Transport::Plain;
    options.caFile = account.caFile;
    options.onCertificate = [kept](const net::CertificateInfo &info) { kept->certificate = shown(info); };
    options.onStep = [kept, account, step](net::ConnectStep done) {
        // It is connected a second time when the file alone does not make the certificate trusted.
        if (done != net::ConnectStep::Connected || std::exchange(kept->isConnected, true))
            return;
        passed(step, "resolve", account.imap.host, {account.imap.host});
        const QString port = QString::number(account.imap.port);
        passed(step, "connect", account.imap.host + QLatin1Char(':') + port, {account.imap.host, port});
    };
    return options;
}

async::Task<std::unique_ptr<imap::Connection>> signInTo(settings::AccountConfig account, SecretString password,
                                                        Step step, std::stop_token stop)
{
    const auto kept = std::make_shared<Shown>();
    auto stream = co_await net::connectStream(connectOptions(account, kept, step), stop);
    auto connection = stream ? Result<std::unique_ptr<imap::Connection>>() : tl::unexpected(stream.error());
    if (stream) {
        if (account.imap.security == settings::Security::Tls)
            tellEncryption((*stream)->peer(), *kept, step);
        auto signedIn = co_await imap::signIn(std::move(*stream), imapSettingsOf(account, password), stop);
        connection = std::move(signedIn);
    }
    if (!connection) {
        const Error error = connection.error();
        step({key(failedStep(error.code, *kept)), false, error.detail, error.code, {}, kept->certificate});
        co_return tl::unexpected(error);
    }
    if (account.imap.security != settings::Security::Tls)
        tellEncryption((*connection)->peer(), *kept, step);
    passed(step, "sign-in", account.user, {account.user});
    co_return std::move(connection);
}

} // namespace

async::Task<void> testAccountSteps(settings::AccountConfig account, SecretString password,
                                   std::function<void(Workspace::TestStep)> step, std::stop_token stop)
{
    if (account.kind == settings::AccountKind::Maildir)
        co_return testMaildir(account, step);
    auto connection = co_await signInTo(account, password, step, stop);
    if (!connection)
        co_return tl::unexpected(connection.error());
    const imap::ServerInfo &server = (*connection)->server();
    QStringList names;
    for (const QByteArray &name : server.capabilities.names())
        names << QString::fromLatin1(name);
    passed(step, "capabilities", names.join(QLatin1Char(' ')), names);
    auto folders = co_await (*connection)->list(stop);
    if (!folders) {
        refused(step, "folders", folders.error());
        co_return tl::unexpected(folders.error());
    }
    QStringList folderNames;
    for (const imap::Folder &folder : *folders)
        folderNames << folder.displayName;
    passed(step, "folders", folderNames.join(QLatin1String(", ")), folderNames);
    if (server.capabilities.has("IDLE"))
        passed(step, "idle", QStringLiteral("new mail is pushed"), {key("push")});
    else
        passed(step, "idle", QStringLiteral("not offered: new mail is asked for every 5 minutes"), {key("poll")});
    tellJournal(account, folderNames, step);
    auto goodbye = co_await (*connection)->logout();
    Q_UNUSED(goodbye) // tested what was to be tested
    auto sending = co_await testSmtp(account, password, step, stop);
    co_return sending;
}

} // namespace otklik::workspace
