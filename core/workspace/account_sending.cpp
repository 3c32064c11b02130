// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/account_engine.h"
#include "core/workspace/account_folders.h"

// Answers on their way out: the sending half of AccountEngine.

namespace otklik::workspace {

outbox::SendContext AccountEngine::sendContext()
{
    return {m_setup.store(),         m_setup.clock,   m_setup.config.name,
            m_setup.profile.address, m_setup.changed, m_scope.stopToken()};
}

/// One at a time: a mail under way is not due, but two runs would not know of each other's failures. Who comes second
/// waits for the end, so that a round does not end with a mail on its way.
async::Task<void> AccountEngine::sendDue()
{
    if (m_sending) {
        auto ended = m_waitingForSender.emplace_back().waiter();
        auto seen = co_await ended;
        if (!seen)
            co_return tl::unexpected(seen.error());
        co_return Result<void>();
    }
    m_sending = true;
    const std::shared_ptr<outbox::Carrier> carrier = m_carrier;
    auto sent = co_await outbox::sendDue(sendContext(), carrier.get());
    m_sending = false;
    for (async::Completion<bool> &waiting : std::exchange(m_waitingForSender, {}))
        waiting.finish(true);
    if (!sent)
        co_return tl::unexpected(sent.error());
    m_sent.sent += sent->sent;
    m_sent.failed += sent->failed;
    m_sent.uncertain += sent->uncertain;
    m_sent.waiting = sent->waiting;
    if (sent->signInRefused || sent->waiting == 0)
        m_sendingRefused = sent->signInRefused.value_or(QString());
    m_setup.outboxChanged();
    if (sent->sent > 0)
        Q_EMIT answersSent(sent->sent);
    co_return Result<void>();
}

Result<void> AccountEngine::hurryAnswers()
{
    store::OutboxRepository &outbox = m_setup.store()->outbox();
    auto open = outbox.open();
    if (!open)
        return tl::unexpected(open.error());
    for (store::OutboxMail &mail : *open) {
        if (mail.account != m_setup.config.name || mail.state != ticket::SendState::Waiting || mail.attempts == 0)
            continue;
        mail.nextAttemptAt = {}; // what is to be held until a time has that in sendAt
        if (auto saved = outbox.update(mail); !saved)
            return saved;
    }
    return {};
}

async::Task<void> AccountEngine::sendMeanwhile()
{
    auto sent = co_await sendDue();
    m_nudged = true; // the round after this one files the copy
    m_wake.request_stop();
    co_return sent;
}

async::Task<void> AccountEngine::sendAnswers(AccountRound *round)
{
    auto sent = co_await sendDue();
    if (!sent)
        co_return tl::unexpected(sent.error());
    round->outbox = std::exchange(m_sent, {});
    auto folder = sentFolder(m_folders);
    if (!folder) {
        QStringList path{QStringLiteral("Sent")};
        auto created = co_await m_session->create(path);
        if (!created)
            co_return tl::unexpected(created.error());
        m_folders.push_back(*created);
        m_folders.back().role = sync::FolderRole::Sent;
        folder = m_folders.back();
    }
    auto filed = co_await outbox::fileSentCopies(sendContext(), m_session.get(), *folder);
    if (!filed)
        co_return tl::unexpected(filed.error());
    if (!*filed && round->outbox.sent == 0)
        co_return Result<void>();
    auto report = co_await sync::syncFolder(syncContext(), *folder, store::FolderRole::Sent);
    if (!report)
        co_return tl::unexpected(report.error());
    co_return Result<void>();
}

} // namespace otklik::workspace
