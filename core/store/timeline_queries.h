// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/ticket/timeline.h"

namespace otklik::store {

/// How far somebody has seen a ticket: its newest mail, and how many answers others had decided to send. Of what has
/// been merged with it, too.
struct Standing
{
    ticket::Key newest; ///< content key; empty when there was no mail
    qint64 answers = 0;
    qint64 tickets = 1; ///< that were one
    [[nodiscard]] QByteArray toJson() const;
    /// Nothing for what toJson() did not write.
    [[nodiscard]] static std::optional<Standing> fromJson(const QByteArray &json);
};

/// What happened on a ticket, oldest first. On any connection.
class TimelineQueries final
{
public:
    explicit TimelineQueries(Database &database);

    /// Messages (headers only), answers still in the outbox, notes, calls, chats and events. An answer that is here as
    /// a mail is shown once. NotFound when there is no such ticket.
    [[nodiscard]] Result<std::vector<ticket::TimelineEntry>> timeline(const ticket::Key &key) const;
    /// One message's header entry. NotFound.
    [[nodiscard]] Result<ticket::TimelineEntry> message(MessageRow row) const;
    [[nodiscard]] Result<ticket::Key> ticketOf(MessageRow row) const;
    /// Newest human mail from outside; none when there is none.
    [[nodiscard]] Result<MessageRow> newestFromCustomer(const ticket::Key &key) const;
    /// What stands on the ticket now, or on the one that it was merged into.
    [[nodiscard]] Result<Standing> standing(const ticket::Key &key, const QString &me) const;
    /// What people did on it since then: mail of customers; answers of others than `me` (the address of a specialist),
    /// by their decision or by a mail of ours that did not leave from here. No forwards, nothing automatic. Of a ticket
    /// that has been merged since, what is later than the newest mail then.
    struct News
    {
        std::vector<ticket::PersonRef> wrote, answered;
    };
    [[nodiscard]] Result<News> newsSince(const ticket::Key &key, const Standing &since, const QString &me) const;
    /// Who is named in the headers of the ticket's mails, but for one and its copies: addresses in lower case, each
    /// once.
    [[nodiscard]] Result<QSet<QString>> namedBeside(const ticket::Key &key, MessageRow message) const;
    /// Who an answer to `row` goes to where that is not what its headers say: who filled in the form, or wrote the mail
    /// that one of us forwarded. Empty address: as the headers say.
    [[nodiscard]] Result<ticket::PersonRef> answersGoTo(const ticket::Key &key, MessageRow row) const;
    /// Raw bytes of a mail. NotFound.
    [[nodiscard]] Result<QByteArray> source(MessageRow row) const;
    /// Its header alone, to the line before the empty one, as quick for a large mail as for a small one. NotFound.
    [[nodiscard]] Result<QByteArray> header(MessageRow row) const;
    /// RFC 5322 ids that an answer to `row` names: its References and its own id, oldest first, without brackets.
    [[nodiscard]] Result<std::vector<QByteArray>> referencesFor(MessageRow row) const;

private:
    [[nodiscard]] bool leftFromHere(const ticket::TimelineEntry &mail) const; ///< by this outbox
    /// In the order of the journal; not those before `since`.
    [[nodiscard]] std::vector<ticket::PersonRef> answerers(const std::vector<ticket::Key> &group, const QString &me,
                                                           Instant since = {}) const;
    [[nodiscard]] Instant arrivalOf(const ticket::Key &message) const; ///< never when it is not here
    void addMessages(const ticket::Key &key, std::vector<ticket::TimelineEntry> &entries) const;
    void addOps(const ticket::Key &key, std::vector<ticket::TimelineEntry> &entries) const;
    void addOutbox(const ticket::Key &key, std::vector<ticket::TimelineEntry> &entries) const;

    Database &m_database;
};

} // namespace otklik::store
