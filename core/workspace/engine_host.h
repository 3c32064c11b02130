// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/oauth/access_tokens.h"
#include "core/settings/keychain_secret_store.h"
#include "core/workspace/account_engine.h"
#include "core/workspace/desk.h"
#include "core/workspace/engine_socket.h"
#include "core/workspace/network_watch.h"

#include <QLockFile>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace otklik::workspace {

/// The engines of all accounts of a profile, in the one process that owns them (engine.lock). Another process writes
/// into the same files and asks the owner through its socket.
class EngineHost final : public QObject
{
    Q_OBJECT
public:
    explicit EngineHost(Desk &desk);
    ~EngineHost() override;

    /// Takes the lock when nobody has it; engines and socket then belong to this process.
    bool own();
    [[nodiscard]] bool isOwner() const { return m_owner; }
    [[nodiscard]] settings::SecretStore &secrets() { return m_secrets; }
    /// What the account signs in with now: its password, or a token; nothing for a local mailbox. Another one than
    /// `refused`, when the server has just refused that token.
    void readSecret(const settings::AccountConfig &account, const SecretString &refused,
                    std::function<void(Result<SecretString>)> done);
    /// The account was signed in anew, or went.
    void forgetTokens(const QString &account) { m_tokens.forget(account); }

    /// Report of `sync`. Accounts one after the other, the home account first and once more when decisions are
    /// left to send.
    void syncOnce(const QString &account, std::function<void(Result<QJsonObject>)> done);
    /// While another process owns the engines it is tried again each second, until stop(): the owner may end, or die.
    void startWatching();
    /// There is something to send: wakes the engines here, or pokes the owner.
    void nudge();
    /// For good: a sync that is asked for later is Cancelled.
    void stop(std::function<void()> whenDrained);
    /// After accounts were added or removed. `between` runs while there is no engine.
    void reload(std::function<void()> between = {});
    /// Ends all engines and calls back; they are made again by the next use.
    void dropEngines(std::function<void()> dropped);

Q_SIGNALS:
    void statusChanged(const otklik::workspace::AccountStatus &status);
    void changes(const otklik::store::Changes &changes);
    void roundEnded(const QJsonObject &report);
    void answersSent(int count);

private:
    /// A sync that was asked of a watching program: a round of each account that began after it was asked, since the
    /// one under way may have passed what is meant.
    struct WaitingSync
    {
        QStringList accounts; ///< whose report is missing
        QSet<QString> begun;
        QHash<QString, QJsonObject> reports;
        bool homeAgain = false; ///< all reports are here, the openings of other accounts go into the journal
        std::function<void(Result<QJsonObject>)> done;
    };
    void waitForRounds(const QString &account, std::function<void(Result<QJsonObject>)> done);
    void noteRoundBegan(const QString &account);
    void noteRoundEnded(const QString &account, const QJsonObject &report);
    /// True when it has been answered.
    bool advance(WaitingSync &waiting);
    [[nodiscard]] bool hasPending();
    [[nodiscard]] QJsonObject reportOf(const QJsonArray &reports);
    void makeEngines();
    void settleInterrupted();
    void finishDropping();
    void answer(const QJsonObject &request, EngineServer::Answer reply);
    void syncFrom(std::size_t index, const QString &account, std::shared_ptr<QJsonArray> reports,
                  std::function<void(Result<QJsonObject>)> done);
    void syncHomeAgain(std::shared_ptr<QJsonArray> reports, std::function<void(Result<QJsonObject>)> done);
    void askOwner(const QString &account, int triesLeft, std::function<void(Result<QJsonObject>)> done);

    Desk &m_desk;
    QLockFile m_lock;
    settings::KeychainSecretStore m_secrets;
    oauth::AccessTokens m_tokens;
    QTimer m_takeOver; ///< runs while this process wants to watch and another owns the engines
    std::unique_ptr<EngineServer> m_server;
    std::unique_ptr<NetworkWatch> m_network; ///< while watching
    std::vector<std::unique_ptr<AccountEngine>> m_engines;
    std::vector<std::unique_ptr<AccountEngine>> m_ending; ///< stopped, not drained yet
    std::vector<WaitingSync> m_waiting;
    std::vector<std::function<void()>> m_dropped; ///< to be called when all of them are drained
    int m_draining = 0;
    bool m_stopped = false;
    bool m_owner = false;
    bool m_watching = false;
};

} // namespace otklik::workspace
