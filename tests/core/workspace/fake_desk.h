// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/account_engine.h"
#include "core/workspace/desk.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_imap_server.h"

#include <QTemporaryDir>

namespace otklik::workspace::test {

/// A workstation as it is, with its files and its engine, on a mailbox of a FakeImapServer. Its answers are carried to
/// nobody, and counted.
class FakeDesk final
{
public:
    using Adjust = std::function<void(imap::ServerSettings &)>;
    /// `adjust` may change the limits of the connection; `journalSlice` as in SyncContext.
    FakeDesk(otklik::test::FakeImapServer &server, const Clock &clock, const QString &name, const Adjust &adjust = {},
             qsizetype journalSlice = sync::kJournalSlice);
    ~FakeDesk();

    /// One round; the report of the account.
    QJsonObject sync();
    [[nodiscard]] AccountEngine &engine() { return *m_engine; }
    /// What the engine showed, one after the other, each once.
    [[nodiscard]] const std::vector<AccountHealth> &shown() const { return m_shown; }
    Result<SecretString> secret = SecretString(QStringLiteral("secret"));
    [[nodiscard]] Desk &desk() { return *m_desk; }
    [[nodiscard]] store::Store &store() { return m_desk->store(); }
    [[nodiscard]] QByteArray hash();
    [[nodiscard]] QByteArray dump();
    [[nodiscard]] qint64 pending();
    /// How often each answer was carried, by Message-ID.
    [[nodiscard]] const QMap<QString, int> &carried() const { return m_carried; }
    /// How an attempt to carry one ends; Sent when this is empty.
    std::function<outbox::Attempt(const store::OutboxMail &)> attempt;
    /// What was signed in with for each, in their order.
    [[nodiscard]] const QStringList &carriedWith() const { return m_carriedWith; }
    /// Checks of `doctor` that are not well.
    [[nodiscard]] QStringList findings();
    /// Does what a person might do, by chance. Nothing when there is no ticket.
    void decide(const std::function<int(int)> &below);

private:
    void makeEngine(otklik::test::FakeImapServer &server, const Clock &clock, const Adjust &adjust,
                    qsizetype journalSlice);

    QTemporaryDir m_dir;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<AccountEngine> m_engine;
    QMap<QString, int> m_carried;
    QStringList m_carriedWith;
    std::vector<AccountHealth> m_shown;
    int m_words = 0;
};

} // namespace otklik::workspace::test
