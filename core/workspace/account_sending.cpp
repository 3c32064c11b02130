// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/async/timeout.h"
#include "core/workspace/account_engine.h"
#include "core/workspace/account_folders.h"
#include "core/workspace/send_guard.h"

#include <QLoggingCategory>

// Answers on their way out: the sending half of AccountEngine.

namespace otklik::workspace {

namespace {
Q_LOGGING_CATEGORY(log, "otklik.engine", QtInfoMsg)
constexpr int kTriesThatCount = 3;                  ///< in vain: some three minutes
constexpr auto kNextLook = std::chrono::seconds(1); ///< for a copy that may still appear
} // namespace

outbox::SendContext AccountEngine::sendContext()
{
    outbox::SendContext context{m_setup.store(),         m_setup.clock,   m_setup.config.name,
                                m_setup.profile.address, m_setup.changed, m_scope.stopToken()};
    // The newest mails of all folders have been read in this turn: this asks the server, too.
    context.objection = [store = m_setup.store(), me = m_setup.profile.address](const store::OutboxMail &mail) {
        return objectionAtTheDoor(store->database(), mail, me);
    };
    context.wasAway = m_wasAway;
    return context;
}

void AccountEngine::noteSizeLimit(qint64 bytes)
{
    store::Database &database = m_setup.store()->database();
    const QByteArray name = sizeLimitName(m_setup.config.name);
    if (database.metaInteger("main", name.constData()) != bytes)
        database.setMeta("main", name.constData(), bytes);
}

/// A server that takes nothing is told of once it is no chance any more. That it took another answer shows that it
/// works: what was tried before that says nothing.
void AccountEngine::noteSending(const outbox::SendReport &sent)
{
    if (sent.signInRefused || sent.waiting == 0)
        m_sendingRefused = sent.signInRefused.value_or(QString());
    if (sent.sent > 0 || sent.mostAttempts == 0) {
        m_sendingStalled.clear();
        m_runsInVain = 0;
        m_answersLeave = sent.sent > 0;
        return;
    }
    if (sent.putOff > 0) {
        ++m_runsInVain;
        m_answersLeave = false;
    }
    if (!m_answersLeave && std::max(m_runsInVain, sent.mostAttempts) >= kTriesThatCount)
        m_sendingStalled = sent.words;
}

async::Task<void> AccountEngine::sendDue(AccountRound *round)
{
    auto sent = co_await outbox::sendDue(sendContext(), m_carrier.get());
    if (!sent)
        co_return tl::unexpected(sent.error());
    round->outbox.sent += sent->sent;
    round->outbox.failed += sent->failed;
    round->outbox.uncertain += sent->uncertain;
    round->outbox.held += sent->held;
    round->outbox.waiting = sent->waiting;
    noteSending(*sent);
    m_setup.outboxChanged();
    if (sent->sent > 0)
        Q_EMIT answersSent(sent->sent);
    co_return Result<void>();
}

Result<void> AccountEngine::hurryAnswers()
{
    return m_setup.store()->outbox().hurry(m_setup.config.name);
}

async::Task<void> AccountEngine::sendAnswers(AccountRound *round)
{
    m_awaitsCopies = false;
    auto sent = co_await sendDue(round);
    if (!sent)
        co_return tl::unexpected(sent.error());
    m_wasAway = false;
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
    const outbox::SendContext context = sendContext();
    auto unfiled = outbox::hasUnfiled(context);
    if (!unfiled)
        co_return tl::unexpected(unfiled.error());
    if (!*unfiled) {
        m_copyTrials = {};
        m_copyRefused.clear();
    }
    outbox::Filing filing{m_setup.config.serverFilesSentMail(), m_isWatching, &m_copyTrials};
    while (*unfiled) {
        // Read first: a server may have filed the copy itself, known for it or not.
        auto before = co_await sync::syncFolder(syncContext(), *folder, store::FolderRole::Sent);
        if (!before && before.error().code == ErrorCode::NotFound) {
            m_foldersAreOld = true; // deleted since the folders were listed: the next round makes it
            co_return Result<void>();
        }
        if (!before)
            co_return tl::unexpected(before.error());
        auto filed = co_await outbox::fileSentCopies(context, filing, m_session.get(), *folder);
        if (!filed)
            co_return tl::unexpected(filed.error());
        if (filed->refused) { // the team does not see this answer: a person has to know
            m_copyRefused = QStringLiteral("%1: %2").arg(folder->name, filed->refused->detail);
            qCWarning(log).noquote() << m_setup.config.name << m_copyRefused;
        } else if (m_copyTrials.refused.empty() && m_copyTrials.lost.empty()) {
            m_copyRefused.clear();
        }
        if (filed->appended > 0) {
            auto after = co_await sync::syncFolder(syncContext(), *folder, store::FolderRole::Sent);
            if (!after)
                co_return tl::unexpected(after.error());
        }
        // A desk that stays connected does something else meanwhile (nextWait()).
        m_awaitsCopies = filed->awaited > 0;
        if (!m_awaitsCopies || m_isWatching)
            break;
        auto slept = co_await async::sleep(kNextLook, context.stop);
        if (!slept)
            co_return tl::unexpected(slept.error());
    }
    // Uncertain ones are looked for in what was read.
    if (!*unfiled) {
        filing.serverFiles = false;
        auto filed = co_await outbox::fileSentCopies(context, filing, m_session.get(), *folder);
        if (!filed)
            co_return tl::unexpected(filed.error());
    }
    co_return Result<void>();
}

} // namespace otklik::workspace
