// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/changes.h"
#include "core/store/desk_rules.h"
#include "core/store/draft_repository.h"
#include "core/store/folder_repository.h"
#include "core/store/journal_repository.h"
#include "core/store/message_repository.h"
#include "core/store/outbox_repository.h"

#include <functional>
#include <memory>
#include <optional>

namespace otklik::sqlite {
class Transaction;
}

namespace otklik::store {

class ThreadingStore;

/// In main, an integer: 1 = this cache has had all of the journal that the server hands out, and has it still.
inline constexpr char kJournalReadMeta[] = "journal.read";

/// The writing side of a profile: one transaction each for a batch of mail, a piece of the journal, a decision. Places
/// mails, projects tickets and customers, and says what changed. Lives on the engine thread (the command line's main
/// thread); other processes may do the same at the same time (IMMEDIATE transactions).
class Store final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const QString &profileDir, DeskRules rules);
    ~Store();

    [[nodiscard]] Database &database() { return *m_database; }
    [[nodiscard]] FolderRepository &folders() { return m_folders; }
    [[nodiscard]] MessageRepository &messages() { return m_messages; }
    [[nodiscard]] JournalRepository &journal() { return m_journal; }
    [[nodiscard]] OutboxRepository &outbox() { return m_outbox; }
    [[nodiscard]] DraftRepository &drafts() { return m_drafts; }

    /// `checkpoint`, when given, is saved in the same transaction.
    [[nodiscard]] Result<Changes> takeMails(const std::vector<NewMessage> &batch,
                                            const std::optional<FolderState> &checkpoint);
    /// A mail that takeMails() does not take, or that could not be read (`mail.failure`): kept with its source.
    [[nodiscard]] Result<void> quarantineMail(const NewMessage &mail, const QString &reason, const QString &program);
    [[nodiscard]] Result<Changes> takeFlags(FolderRow folder, const std::vector<FlagChange> &flags,
                                            const std::optional<FolderState> &checkpoint);
    [[nodiscard]] Result<Changes> takeVanished(FolderRow folder, const std::vector<quint32> &uids,
                                               const std::optional<FolderState> &checkpoint);
    /// A folder of mail that the mailbox has no more, or that is not read any more; its tickets without another mail
    /// go.
    [[nodiscard]] Result<Changes> forgetFolder(const FolderState &folder);
    /// As if the mail of this account had never been read; its drafts, answers and decisions stay. For the home account
    /// the journal has to be read again, too. What no other account has is gone mail then.
    [[nodiscard]] Result<Changes> forgetAccount(const QString &account);
    [[nodiscard]] Result<Changes> finishRebind(FolderRow folder, const std::optional<FolderState> &checkpoint);

    /// Mails of the journal folder with their verdicts; Good and UnknownVersion events are folded, others go to
    /// quarantine. When `journal.outOfOrder`, the journal has to be read from its start: beginJournalEpoch().
    struct JournalOutcome
    {
        Changes changes;
        JournalChange journal;
    };
    struct JournalMail
    {
        quint32 uid = 0;
        Instant internalDate;
        QByteArray raw;
        journal::DecodedMail decoded;
    };
    /// Later: what is shown stays as it was until recompute(), which has to follow when all mails are here.
    enum class Project { Now, Later };
    [[nodiscard]] Result<JournalOutcome> takeJournal(FolderRow folder, const std::vector<JournalMail> &mails,
                                                     const std::optional<FolderState> &checkpoint,
                                                     Project project = Project::Now);
    /// Forgets what was read of the journal (own events stay) and sets its checkpoint back. The projections stay as
    /// they are until it was read again; then call recompute().
    [[nodiscard]] Result<void> beginJournalEpoch();
    [[nodiscard]] Result<Changes> confirmPendingLocally();

    struct Decision
    {
        OwnEvent event;
        Changes changes;
    };
    /// One decision of a person = one event. `outgoing`: an answer that is written in the same transaction.
    struct Outgoing
    {
        OutboxMail mail;
        QByteArray raw;
    };
    [[nodiscard]] Result<Decision> decide(std::vector<journal::Op> ops, const QString &by, Instant at,
                                          const QString &sentence, const std::optional<Outgoing> &outgoing = {});
    /// Events of the program itself, one for each list of ops, projected together. `countAtOnce`: there is no journal,
    /// as with confirmPendingLocally().
    struct BulkEvent
    {
        std::vector<journal::Op> ops;
        QString sentence;
    };
    [[nodiscard]] Result<Changes> decideInBulk(std::vector<BulkEvent> events, const QString &by, Instant at,
                                               bool countAtOnce);
    [[nodiscard]] Result<Changes> outboxChanged(const OutboxMail &mail);
    /// The same if it is in state `from` still; nothing, and nothing is written, when somebody was faster.
    [[nodiscard]] Result<std::optional<Changes>> outboxMoved(const OutboxMail &mail, ticket::SendState from);
    /// This desk's read mark.
    [[nodiscard]] Result<Changes> markRead(const ticket::Key &ticket, bool read);

    /// Everything that is computed, computed again (rules changed, doctor --repair, a crash between the two files).
    [[nodiscard]] Result<Changes> recompute();
    void setRules(DeskRules rules);
    [[nodiscard]] const DeskRules &rules() const { return m_rules; }
    /// Lower case: of the accounts, of this desk, and of the team's specialists.
    [[nodiscard]] QSet<QString> ourAddresses() const;
    /// Before a command when another process may have written.
    void refresh();
    /// After much was written: what is kept in memory for more of it, and what the process has freed, goes back.
    void releaseMemory();

private:
    Store(std::unique_ptr<Database> database, DeskRules rules);
    [[nodiscard]] Result<Changes> finish(sqlite::Transaction &transaction, Changes changes);
    [[nodiscard]] Result<void> foldAnew();
    [[nodiscard]] Result<void> forgetJournal();
    void setJournalUnread();
    [[nodiscard]] Result<std::vector<MessageRow>> removeFolder(const FolderState &folder);
    [[nodiscard]] Result<void> appendInBulk(std::vector<BulkEvent> events, const QString &by, Instant at,
                                            bool countAtOnce, JournalChange &change);
    void saveCheckpoint(const std::optional<FolderState> &checkpoint);
    /// Places what `place` says and projects the tickets it returns.
    [[nodiscard]] Changes project(const std::function<QSet<qint64>(ThreadingStore &)> &place);
    [[nodiscard]] Result<Changes> projectRemoval(const std::vector<MessageRow> &affected);
    [[nodiscard]] Changes projectJournal(const JournalChange &change);
    [[nodiscard]] QSet<qint64> ticketsOf(const std::vector<MessageRow> &rows) const;

    std::unique_ptr<Database> m_database;
    DeskRules m_rules;
    FolderRepository m_folders;
    MessageRepository m_messages;
    JournalRepository m_journal;
    OutboxRepository m_outbox;
    DraftRepository m_drafts;
};

} // namespace otklik::store
