// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/stats/report.h"
#include "core/store/ledger.h"
#include "core/workspace/desk_values.h"

#include <memory>
#include <optional>

namespace otklik::workspace {

struct AnswerSubject;

/// Reading questions about a profile, on a read-only connection of its own. Not thread-safe: one ReadSession per
/// thread; any number of them beside the writing engine (WAL). Calls marked (slow) belong into the pool, the others
/// take under 5 ms at a million tickets and may be called on the UI thread.
class ReadSession final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<ReadSession>> open(const QString &profileDir, const Clock &clock);
    ~ReadSession();

    [[nodiscard]] Me me() const;

    /// `query` in the query language (ticket/query.h); InvalidInput with the position when it cannot be read.
    [[nodiscard]] Result<ticket::TicketPage> tickets(const QString &query, ticket::SortOrder sort, int limit,
                                                     const QString &cursor) const;
    /// By number ("4182", "#4182") or by the first digits of the key ("~3fa9"). NotFound.
    [[nodiscard]] Result<ticket::TicketRow> ticket(const QString &reference) const;
    [[nodiscard]] Result<ticket::TicketRow> ticket(const ticket::Key &key) const;
    [[nodiscard]] Result<std::vector<ticket::TimelineEntry>> timeline(const ticket::Key &key) const;
    [[nodiscard]] Result<ticket::MessageContent> content(MessageRow message) const;
    /// (slow) Of a mail that lies inside another one.
    [[nodiscard]] Result<ticket::MessageContent> contentOf(const QByteArray &raw, const QByteArray &charset = {}) const;
    [[nodiscard]] Result<QByteArray> source(MessageRow message) const;
    [[nodiscard]] Result<QByteArray> attachment(MessageRow message, int part) const;
    [[nodiscard]] Result<QByteArray> inlinePart(MessageRow message, const QByteArray &contentId) const;

    [[nodiscard]] Result<std::vector<ViewCount>> viewCounts() const;
    /// The query behind a built-in view id, "mailbox:x" or "tag:x".
    [[nodiscard]] static QString viewQuery(const QString &viewId);

    [[nodiscard]] Result<ticket::CustomerCard> customer(const QString &address) const;
    [[nodiscard]] Result<std::vector<ticket::CustomerRow>> customers(const QString &text, int limit) const;
    /// Of these addresses the ones that a mail of ours did not reach, with the reason (store::CustomerQueries).
    [[nodiscard]] Result<QHash<QString, QString>> notReached(const QStringList &addresses) const;
    /// Specialists known in the journal, this desk's own first: for the assignee menu.
    [[nodiscard]] Result<std::vector<ticket::PersonRef>> specialists() const;
    [[nodiscard]] Result<QStringList> tags() const;

    /// (slow) `scopes` of "tickets", "customers", "answers"; empty = all.
    [[nodiscard]] Result<SearchResult> search(const QString &text, const QStringList &scopes, int limit) const;

    /// Ranked: matching `filter` in shortcut, name, title, body of any variant; then used in similar tickets, then use.
    /// `language` empty = all, the one that suits `forTicket` first within each answer.
    [[nodiscard]] Result<std::vector<CannedRow>> cannedResponses(const QString &filter, const QString &language,
                                                                 const ticket::Key &forTicket) const;
    [[nodiscard]] Result<CannedRow> cannedResponse(const QString &name, const QString &language) const;
    /// Language empty = that of the customer's last mail. `answers` to questions by their text.
    [[nodiscard]] Result<RenderedAnswer> renderCanned(const QString &name, const QString &language,
                                                      const ticket::Key &forTicket,
                                                      const QHash<QString, QString> &answers) const;

    /// (slow)
    [[nodiscard]] Result<stats::Report> statistics(const stats::Period &period, const QString &mailbox) const;
    /// (slow) The tickets behind one figure of it: of the totals, or of the group `key` of `grouping`.
    [[nodiscard]] Result<std::vector<ticket::Key>> ticketsBehind(const stats::Period &period, const QString &mailbox,
                                                                 stats::Metric metric,
                                                                 std::optional<stats::Grouping> grouping,
                                                                 const QString &key) const;

    [[nodiscard]] Result<std::vector<OutboxItem>> outbox() const;
    [[nodiscard]] Result<int> waitingAnswers() const;
    [[nodiscard]] Result<std::optional<Draft>> draft(const ticket::Key &ticket, DraftKind kind) const;
    [[nodiscard]] Result<std::vector<AccountStatus>> accounts() const;
    /// (slow) The intake ledger by folder; account empty = all.
    [[nodiscard]] Result<std::vector<store::LedgerFolder>> ledger(const QString &account) const;
    /// For people, of a folder as the server spells it.
    [[nodiscard]] static QString folderName(const QString &spelled);
    /// (slow) unless limited.
    [[nodiscard]] Result<std::vector<store::LedgerEntry>> ledgerEntries(const store::Ledger::Filter &filter) const;
    /// As it came from the server. NotFound when that mail is not in quarantine.
    [[nodiscard]] Result<QByteArray> quarantinedSource(const QString &account, const QString &folder,
                                                       quint32 uid) const;
    /// Recipients and subject an answer to `answerTo` (none = newest customer message) would have.
    [[nodiscard]] Result<ReplyRequest> replyDefaults(const ticket::Key &ticket, MessageRow answerTo, bool toAll) const;
    /// Subject and files a forward of `message` (none = newest customer message) would have; who it goes to is open.
    /// NotFound when the ticket has no mail.
    [[nodiscard]] Result<ReplyRequest> forwardDefaults(const ticket::Key &ticket, MessageRow message) const;
    /// An answer that is still here as it was written: recipients (who is only in the envelope was Bcc) and files. Its
    /// words are in the timeline. NotFound.
    [[nodiscard]] Result<ReplyRequest> outboxRequest(OutboxRow row) const;

private:
    class Private;
    [[nodiscard]] Result<AnswerSubject> answerSubject(const ticket::Key &key) const;
    explicit ReadSession(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace otklik::workspace
