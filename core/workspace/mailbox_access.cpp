// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/mailbox_access.h"

#include "core/sync/imap_session.h"
#include "core/sync/maildir_session.h"

namespace otklik::workspace {

namespace {

/// A local mailbox: the copy in Sent is all there is to do.
class LocalCarrier final : public outbox::Carrier
{
public:
    async::Task<outbox::Attempt> carry(store::OutboxMail, QByteArray, std::function<Result<void>()> beforeLastBytes,
                                       std::stop_token) override
    {
        outbox::Attempt attempt;
        const auto allowed = beforeLastBytes();
        attempt.end = allowed ? outbox::Attempt::End::Sent : outbox::Attempt::End::Withdrawn;
        co_return attempt;
    }
};

std::vector<ticket::RefusedRecipient> refusalsOf(const smtp::SendOutcome &outcome)
{
    std::vector<ticket::RefusedRecipient> refusals;
    for (const smtp::RefusedRecipient &refused : outcome.refused)
        refusals.push_back(
            {refused.address,
             QStringLiteral("%1 %2 %3").arg(refused.code).arg(refused.enhancedCode, refused.text).simplified(),
             refused.permanent});
    return refusals;
}

QString sentenceOf(const std::vector<ticket::RefusedRecipient> &refusals)
{
    QStringList parts;
    for (const ticket::RefusedRecipient &refused : refusals)
        parts << QStringLiteral("%1: %2").arg(refused.address, refused.words);
    return parts.join(QLatin1String("; "));
}

outbox::Attempt attemptOf(const smtp::SendOutcome &outcome)
{
    using End = outbox::Attempt::End;
    outbox::Attempt attempt;
    attempt.refused = refusalsOf(outcome);
    attempt.detail = sentenceOf(attempt.refused);
    if (attempt.detail.isEmpty() && outcome.state != smtp::SendState::Sent)
        attempt.detail =
            QStringLiteral("%1 %2 %3").arg(outcome.code).arg(outcome.enhancedCode, outcome.text).simplified();
    switch (outcome.state) {
    case smtp::SendState::Sent:
        attempt.end = End::Sent;
        break;
    case smtp::SendState::PermanentFailure:
        attempt.end = End::Refused;
        break;
    case smtp::SendState::TransientFailure:
        attempt.end = End::Postponed;
        attempt.noAnswer = outcome.code == 0;
        break;
    case smtp::SendState::Uncertain:
        attempt.end = End::Uncertain;
        break;
    }
    return attempt;
}

class SubmissionCarrier final : public outbox::Carrier
{
public:
    SubmissionCarrier(settings::AccountConfig account, SecretSource secret, std::function<void(qint64)> noteSizeLimit)
        : m_account(std::move(account))
        , m_secret(std::move(secret))
        , m_noteSizeLimit(std::move(noteSizeLimit))
    {
    }

    async::Task<outbox::Attempt> carry(store::OutboxMail mail, QByteArray raw,
                                       std::function<Result<void>()> beforeLastBytes, std::stop_token stop) override
    {
        outbox::Attempt attempt;
        smtp::Envelope envelope{mail.sender, mail.toServe(), mail.messageId.toLatin1()};
        if (const auto valid = smtp::validate(envelope); !valid) { // no server would make it better
            attempt.end = outbox::Attempt::End::Refused;
            attempt.detail = valid.error().detail;
            co_return attempt;
        }
        smtp::SubmissionOptions options;
        options.beforeLastBytes = beforeLastBytes;
        options.onSizeLimit = m_noteSizeLimit;
        auto trying = submitWith(m_account, m_secret, SecretString(), envelope, raw, options, stop);
        auto outcome = co_await trying;
        if (outcome)
            co_return attemptOf(*outcome);
        attempt.detail = outcome.error().detail;
        const ErrorCode code = outcome.error().code;
        attempt.signInRefused = code == ErrorCode::AuthRejected;
        if (code == ErrorCode::ServerRejected)
            attempt.end = outbox::Attempt::End::Refused;
        else if (code == ErrorCode::Cancelled)
            attempt.end = outbox::Attempt::End::Withdrawn;
        else // away, or the account is not as it should be: a file or an entry may come back
            attempt.noAnswer = !attempt.signInRefused;
        co_return attempt;
    }

private:
    static async::Task<smtp::SendOutcome> submitWith(settings::AccountConfig account, SecretSource source,
                                                     SecretString refused, smtp::Envelope envelope, QByteArray raw,
                                                     smtp::SubmissionOptions options, std::stop_token stop);

    settings::AccountConfig m_account;
    SecretSource m_secret;
    std::function<void(qint64)> m_noteSizeLimit;
};

async::Task<smtp::SendOutcome> SubmissionCarrier::submitWith(settings::AccountConfig account, SecretSource source,
                                                             SecretString refused, smtp::Envelope envelope,
                                                             QByteArray raw, smtp::SubmissionOptions options,
                                                             std::stop_token stop)
{
    auto asking = source(refused);
    auto secret = co_await asking;
    if (!secret)
        co_return Failure(secret.error());
    auto submitting = smtp::submit(submissionServerOf(account, *secret), envelope, raw, options, stop);
    auto outcome = co_await submitting;
    const bool isRefused = !outcome && outcome.error().code == ErrorCode::AuthRejected;
    if (!isRefused || account.oauth.isEmpty() || !refused.isEmpty())
        co_return outcome;
    auto tryingAgain = submitWith(account, source, *secret, envelope, raw, options, stop);
    auto again = co_await tryingAgain;
    co_return again;
}

} // namespace

imap::ServerSettings imapSettingsOf(const settings::AccountConfig &account, const SecretString &password)
{
    imap::ServerSettings server;
    server.host = account.imap.host;
    server.port = account.imap.port;
    switch (account.imap.security) {
    case settings::Security::Tls:
        server.security = imap::Security::Tls;
        break;
    case settings::Security::StartTls:
        server.security = imap::Security::StartTls;
        break;
    case settings::Security::None:
        server.security = imap::Security::None;
        break;
    }
    server.user = account.user;
    server.password = password;
    server.passwordIsToken = !account.oauth.isEmpty();
    server.caFile = account.caFile;
    server.compressLocally = account.compress;
    for (const QString &name : account.without)
        server.without.append(name.toLatin1());
    return server;
}

smtp::SubmissionServer submissionServerOf(const settings::AccountConfig &account, const SecretString &password)
{
    smtp::SubmissionServer server;
    server.host = account.smtp.host;
    server.port = account.smtp.port;
    switch (account.smtp.security) {
    case settings::Security::Tls:
        server.security = smtp::Security::Tls;
        break;
    case settings::Security::StartTls:
        server.security = smtp::Security::StartTls;
        break;
    case settings::Security::None:
        server.security = smtp::Security::None;
        break;
    }
    server.user = account.user;
    server.password = password;
    server.passwordIsToken = !account.oauth.isEmpty();
    server.caFile = account.caFile;
    server.without = account.without;
    return server;
}

async::Task<std::unique_ptr<sync::MailboxSession>> openMailbox(settings::AccountConfig account, SecretString password,
                                                               std::stop_token stop)
{
    if (account.kind == settings::AccountKind::Maildir) {
        std::unique_ptr<sync::MailboxSession> session = std::make_unique<sync::MaildirSession>(account.maildir);
        co_return session;
    }
    auto session = co_await sync::ImapSession::connect(imapSettingsOf(account, password), stop);
    co_return session;
}

std::unique_ptr<outbox::Carrier> makeCarrier(const settings::AccountConfig &account, SecretSource secret,
                                             std::function<void(qint64)> noteSizeLimit)
{
    if (account.kind == settings::AccountKind::Maildir)
        return std::make_unique<LocalCarrier>();
    return std::make_unique<SubmissionCarrier>(account, std::move(secret), std::move(noteSizeLimit));
}

} // namespace otklik::workspace
