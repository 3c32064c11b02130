// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/store/database.h"
#include "core/ticket/ticket.h"

#include <functional>
#include <vector>

namespace otklik::store {

enum class HitKind { Ticket, Message, Customer, Answer };

struct Hit
{
    HitKind kind = HitKind::Message;
    ticket::Key ticket;
    qint64 number = 0;
    MessageRow message;
    QString messageId;
    QString name; ///< address of a customer, name of an answer
    QString title;
    QString snippet; ///< plain text around the first hit
    Instant at;
    double score = 0; ///< higher is better
};

struct SearchAnswer
{
    std::vector<Hit> hits;
    qint64 total = 0; ///< of messages at most kRanked are counted
};

struct SearchRequest
{
    QString text;
    bool tickets = true, customers = true, answers = true;
    int limit = 50;
    bool asTyped = true; ///< the last word may be unfinished
    bool newestFirst = false;
};

/// Full-text search over mails, and over customers and answers. On any connection; call from the pool while typing.
/// Words are stemmed in Russian and English; all words must be there; "quoted words" must stand side by side. Ranking
/// looks at the newest 10,000 hits only (architecture.md "Search at scale"); while fewer than four letters are typed
/// the newest come first.
class Search final
{
public:
    /// Text of a mail from its raw bytes, for snippets; without one the preview is used.
    using TextOf = std::function<QString(const QByteArray &raw)>;

    explicit Search(Database &database, TextOf textOf = {});

    [[nodiscard]] Result<SearchAnswer> search(const SearchRequest &request) const;
    /// The words in FTS5's language; empty when the text holds no word.
    [[nodiscard]] static QByteArray matchExpression(const QString &text, bool asTyped);

    static constexpr int kRanked = 10000;

private:
    void findMessages(const SearchRequest &request, SearchAnswer &answer) const;
    /// (row, score), best first; `total` of those looked at.
    [[nodiscard]] std::vector<std::pair<qint64, double>> ranked(const QByteArray &expression,
                                                                const SearchRequest &request, qint64 &total) const;
    void findByNumber(const SearchRequest &request, SearchAnswer &answer) const;
    void findCustomers(const SearchRequest &request, SearchAnswer &answer) const;
    void findAnswers(const SearchRequest &request, SearchAnswer &answer) const;
    [[nodiscard]] QString snippetOf(MessageRow row, const QString &preview, const QString &text) const;

    Database &m_database;
    TextOf m_textOf;
};

} // namespace otklik::store
