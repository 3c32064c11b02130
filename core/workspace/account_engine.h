// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/completion.h"
#include "core/async/task_scope.h"
#include "core/base/secret_string.h"
#include "core/outbox/send_queue.h"
#include "core/outbox/sent_copies.h"
#include "core/settings/account_config.h"
#include "core/sync/reading_progress.h"
#include "core/workspace/account_report.h"
#include "core/workspace/desk_values.h"
#include "core/workspace/mailbox_access.h"

#include <QJsonObject>
#include <QObject>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace otklik::workspace {

/// One account at work: connects, brings journal, folders and outbox together with the server, and, when watching,
/// stays connected and does so again whenever the server or somebody here has news. Engine thread. Before it is
/// destroyed stop() has been called and its callback has come.
class AccountEngine final : public QObject
{
    Q_OBJECT
public:
    struct Setup
    {
        settings::AccountConfig config;
        settings::ProfileConfig profile;
        bool isHome = false;                   ///< the journal lives here
        bool teamKeepsJournal = true;          ///< in the home account, which this one need not be
        std::function<store::Store *()> store; ///< asked for at each use: a rebuild replaces it
        const Clock *clock = nullptr;
        /// Asked for at each connect and at each sending. Another one than `refused`, when that is a token which the
        /// server refused; empty: it refused none.
        std::function<void(SecretString refused, std::function<void(Result<SecretString>)>)> password;
        std::function<void(const store::Changes &)> changed;
        std::function<void()> outboxChanged;
        /// The way to the mailbox, and the way of answers.
        std::function<async::Task<std::unique_ptr<sync::MailboxSession>>(settings::AccountConfig, SecretString,
                                                                         std::stop_token)>
            openMailbox = workspace::openMailbox;
        std::function<std::unique_ptr<outbox::Carrier>(const settings::AccountConfig &, SecretSource,
                                                       std::function<void(qint64)>)>
            makeCarrier = workspace::makeCarrier;
        qsizetype journalSlice = sync::kJournalSlice; ///< see SyncContext
    };
    explicit AccountEngine(Setup setup);
    ~AccountEngine() override;

    /// A round that begins after this call; the report in the form of "accounts[]" of `sync --json`. A failure is in
    /// the report ("ok": false), too. There is one round at a time: the mailbox has one connection and one open folder.
    void syncOnce(std::function<void(QJsonObject)> done);
    /// Once what syncOnce() asked for is done.
    void startWatching();
    /// Something to send or to ask was added: the next round begins at once. A round that reads a long history (the
    /// first one) ends its turn: the newest mails of each folder are looked at, then answers leave.
    void nudge();
    /// Somebody wants a round now, whatever stands against it. A sign-in that was refused is tried again only then, and
    /// rarely by itself: servers lock those out who keep trying.
    void syncNow();
    /// The network is back, or this machine has slept: a wait that only the network was the reason for ends, and the
    /// pauses between tries begin anew.
    void networkIsBack();
    void stop(std::function<void()> drained);
    [[nodiscard]] const AccountStatus &status() const { return m_status; }
    [[nodiscard]] const settings::AccountConfig &config() const { return m_setup.config; }

Q_SIGNALS:
    void statusChanged(const otklik::workspace::AccountStatus &status);
    /// Before and after each round while watching.
    void roundBegan();
    void roundEnded(const QJsonObject &report);
    /// At once, also before the round ends.
    void answersSent(int count);

private:
    async::Task<void> runAsked();
    async::Task<void> watch();
    async::Task<void> connect();
    async::Task<SecretString> askSecret(SecretString refused);
    async::Task<void> synchronise(AccountRound *round);
    async::Task<void> readFolders(AccountRound *round);
    struct Reading;
    async::Task<void> takeTurn(AccountRound *round, Reading *reading);
    async::Task<void> forgetLostFolders();
    async::Task<void> synchroniseJournal(AccountRound *round);
    async::Task<void> sendAnswers(AccountRound *round);
    async::Task<void> sendDue(AccountRound *round);
    void noteSending(const outbox::SendReport &sent);
    void noteSizeLimit(qint64 bytes);
    async::Task<void> reopenInbox();
    [[nodiscard]] std::vector<sync::WatchedFolder> otherFolders() const;
    [[nodiscard]] std::chrono::milliseconds nextWait() const;
    [[nodiscard]] sync::SyncContext syncContext();
    [[nodiscard]] outbox::SendContext sendContext();
    void forgetProgress();
    void showProgress(const sync::ReadingProgress &progress);
    Result<void> openWhatIsNew();
    [[nodiscard]] Result<bool> wasAway();
    void noteJournalLoss(const Result<void> &ended);
    Result<void> introduce();
    Result<void> forgetGoneMail();
    Result<void> noteLedger();
    void setHealth(AccountHealth health, const QString &detail = {});
    void setFailed(const Error &error);
    /// That answers do not leave, while mail is read; Online and no words when they do.
    [[nodiscard]] std::pair<AccountHealth, QString> sendingHealth() const;
    void showOutcome(const AccountRound &round, const Result<void> &ended);
    /// After a round in which everything went well, but perhaps the sending.
    void setWell();
    /// Answers that wait for their next attempt are tried in the coming round.
    Result<void> hurryAnswers();
    /// Waits until it is worth another try, or somebody asks for one.
    async::Task<void> recover(Error error);

    Setup m_setup;
    async::TaskScope m_scope;
    std::unique_ptr<sync::MailboxSession> m_session;
    std::unique_ptr<outbox::Carrier> m_carrier;
    std::vector<sync::RemoteFolder> m_folders;
    bool m_foldersAreOld = false; ///< one that was listed is not there
    AccountStatus m_status;
    std::stop_source m_wake; ///< ends a wait for the server
    bool m_nudged = false;
    bool m_asked = false;         ///< by syncNow(), since the round began
    bool m_somebodyWaits = false; ///< nudged since the turn began
    bool m_isRunning = false;     ///< runAsked()
    bool m_isWatching = false;
    bool m_wasAway = false; ///< for a day and more, and nothing was sent since
    bool m_passwordMissing = false;
    bool m_watchesNext = false;                             ///< after runAsked()
    bool m_awaitsCopies = false;                            ///< they may still appear in Sent
    std::vector<std::function<void(QJsonObject)>> m_asking; ///< by syncOnce(), for the next round
    std::weak_ptr<async::Completion<SecretString>> m_secretAsked;
    outbox::CopyTrials m_copyTrials;
    QString m_copyRefused;       ///< why, for people; empty = Sent has them all
    QString m_sendingRefused;    ///< the words with which the sending server refused the sign-in; empty = it did not
    QString m_sendingStalled;    ///< its last words while it takes no answers; empty = it takes them, or none was tried
    int m_runsInVain = 0;        ///< one after the other, with something to send and nothing sent
    bool m_answersLeave = false; ///< one has left since another was put off
    int m_failures = 0;
    int m_shortWaits = 0; ///< waits for the server, one after the other, that it ended at once
};

} // namespace otklik::workspace
