// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/store/database.h"
#include "core/ticket/timeline.h"

#include <QHash>

#include <optional>
#include <vector>

namespace otklik::store {

/// What is known about the copy in Sent.
enum class SentCopy { Unknown = 0, ToAppend = 1, Present = 2 };

/// The longest wait between two attempts.
inline constexpr std::chrono::minutes kLongestBackOff{60};
/// What is held for no longer than this is held so that it can be undone; longer, it was asked for a time.
inline constexpr std::chrono::minutes kLongestUndo{1};

/// One answer on its way (architecture.md "Outbox"). `id` is none until it was added.
struct OutboxMail
{
    OutboxRow id;
    ticket::Key ticket;
    QString account;
    QString messageId;      ///< without angle brackets; fixed before the first attempt
    ticket::Key contentKey; ///< of `raw`
    QString sender;         ///< envelope
    QStringList recipients; ///< envelope, Bcc included
    QString subject;
    QString preview;
    ticket::SendState state = ticket::SendState::Waiting;
    int attempts = 0;
    Instant createdAt, sendAt, nextAttemptAt, sentAt;
    SentCopy sentCopy = SentCopy::Unknown;
    QString error;
    /// When others got it. Those not `permanent` are tried again alone, by themselves.
    std::vector<ticket::RefusedRecipient> refused;
    /// What stood on the ticket when it was written; empty: the send guard does not look again.
    QByteArray standing;

    /// Whom the next attempt is for.
    [[nodiscard]] QStringList toServe() const;
    /// By who wrote it, for good: without a next attempt. An uncertain one may have arrived all the same.
    [[nodiscard]] bool isTakenBack() const
    {
        return (state == ticket::SendState::Failed || state == ticket::SendState::Uncertain) && nextAttemptAt.isNever();
    }
    /// Some have it. What becomes of the others changes nothing about that.
    [[nodiscard]] bool isPartlySent() const { return !sentAt.isNever(); }
    /// The wait for undo or for the next attempt is over. A wait longer than such waits are was begun before the clock
    /// was set back; a time that was asked for stands.
    [[nodiscard]] bool isDue(Instant now) const;
    bool operator==(const OutboxMail &) const = default;
};

/// Answers in local.sqlite. Writing methods join the transaction that is open; Store::outboxChanged() projects the
/// ticket again afterwards.
class OutboxRepository final
{
public:
    explicit OutboxRepository(Database &database);

    [[nodiscard]] Result<OutboxRow> add(const OutboxMail &mail, const QByteArray &raw);
    [[nodiscard]] Result<OutboxMail> get(OutboxRow id) const;
    [[nodiscard]] Result<QByteArray> raw(OutboxRow id) const;
    /// Everything but `raw`, ticket, Message-ID and what was frozen with them is written.
    [[nodiscard]] Result<void> update(const OutboxMail &mail);
    [[nodiscard]] Result<void> remove(OutboxRow id);
    /// False, and nothing is written, when it is in another state by now: this or another program was faster. On disk
    /// when it returns.
    [[nodiscard]] Result<bool> move(OutboxRow id, ticket::SendState from, ticket::SendState to);

    [[nodiscard]] Result<void> noteCopy(OutboxRow id, SentCopy copy);

    /// What waits after a failed attempt is due at once, and a pause() is over.
    [[nodiscard]] Result<void> hurry(const QString &account);
    /// Nothing of the account is due before that; as long as this object lives.
    void pause(const QString &account, Instant until) { m_pauses.insert(account, until); }

    /// Not sent yet, or sent and not yet in Sent; oldest first.
    [[nodiscard]] Result<std::vector<OutboxMail>> open() const;
    [[nodiscard]] Result<std::vector<OutboxMail>> all(int limit = 500) const;
    [[nodiscard]] Result<std::vector<OutboxMail>> ofTicket(const ticket::Key &ticket) const;
    /// Waiting, and due at `now`.
    [[nodiscard]] Result<std::vector<OutboxMail>> due(Instant now) const;
    /// When the next waiting one of the account falls due; never when none waits.
    [[nodiscard]] Result<Instant> nextDue(const QString &account) const;
    [[nodiscard]] Result<int> waitingCount() const;
    [[nodiscard]] Result<std::optional<OutboxMail>> byMessageId(const QString &messageId) const;

private:
    [[nodiscard]] Result<std::vector<OutboxMail>> read(sqlite::Statement query) const;

    Database &m_database;
    QHash<QString, Instant> m_pauses; ///< by account
};

} // namespace otklik::store
