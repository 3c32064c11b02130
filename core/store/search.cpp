// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/search.h"

#include "core/store/canned_queries.h"
#include "core/store/customer_queries.h"
#include "core/store/keys.h"
#include "core/store/snippet.h"
#include "core/store/source_codec.h"
#include "core/store/word_folder.h"

#include <algorithm>

namespace otklik::store {

namespace {

// FTS5 gives rows in falling rowid order at no cost; bm25 only for those that are kept
constexpr std::string_view kNewest = "SELECT rowid,0.0 FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2";
constexpr std::string_view kScored =
    "SELECT rowid,bm25(search,8.0,1.0,4.0,4.0) FROM search WHERE search MATCH ?1 AND rowid>=?2";
constexpr std::string_view kHit =
    "SELECT m.message_id,m.subject,m.preview,m.date,m.size,t.key,t.number,t.subject FROM message m "
    "LEFT JOIN ticket t ON t.id=m.ticket WHERE m.id=?1 AND m.places>0";
constexpr std::string_view kSource = "SELECT encoding,bytes FROM message_source WHERE message=?1";

/// A mail as large as this is not parsed again for three lines.
constexpr qint64 kSnippetLimit = 512 * 1024;
constexpr int kSnippets = 12; ///< for which a mail is unpacked and parsed: about as many as are seen at once
constexpr qsizetype kShortestPrefix = 2;
constexpr qsizetype kShortestRanked = 4;

void appendWord(QByteArray &expression, const std::string &word, bool prefix)
{
    expression += '"' + QByteArray::fromStdString(word) + '"';
    if (prefix)
        expression += " *";
}

qsizetype lettersOf(const std::string &word)
{
    return QString::fromStdString(word).size();
}

/// Ranking reads the whole list of a prefix twice more, and two or three letters say nothing about relevance.
bool isWorthRanking(const SearchRequest &request)
{
    const std::vector<std::string> words = WordFolder::ofThisThread().words(request.text);
    return !request.newestFirst && (!request.asTyped || words.empty() || lettersOf(words.back()) >= kShortestRanked);
}

QByteArray typedExpression(WordFolder &folder, const std::string &word)
{
    const WordFolder::Typed typed = folder.typed(word);
    QByteArray expression = "(";
    for (const std::string &prefix : typed.prefixes) {
        if (expression.size() > 1)
            expression += " OR ";
        appendWord(expression, prefix, true);
    }
    for (const std::string &whole : typed.wholes) {
        expression += " OR ";
        appendWord(expression, whole, false);
    }
    return expression + ')';
}

} // namespace

Search::Search(Database &database, TextOf textOf)
    : m_database(database)
    , m_textOf(std::move(textOf))
{
}

QByteArray Search::matchExpression(const QString &text, bool asTyped)
{
    WordFolder &folder = WordFolder::ofThisThread();
    QByteArray expression;
    const QStringList parts = text.split(QLatin1Char('"'));
    for (qsizetype part = 0; part < parts.size(); ++part) {
        const std::vector<std::string> words = folder.words(parts.at(part));
        const bool phrase = part % 2 == 1;
        const bool atEnd =
            part + 1 == parts.size() && !parts.at(part).isEmpty() && parts.at(part).back().isLetterOrNumber();
        if (phrase && !words.empty()) {
            expression += expression.isEmpty() ? "\"" : " AND \"";
            for (size_t i = 0; i < words.size(); ++i)
                expression += (i == 0 ? "" : " ") + QByteArray::fromStdString(folder.stem(words[i]));
            expression += '"';
            continue;
        }
        for (size_t i = 0; i < words.size(); ++i) {
            if (!expression.isEmpty())
                expression += " AND ";
            if (asTyped && atEnd && i + 1 == words.size() && lettersOf(words[i]) >= kShortestPrefix)
                expression += typedExpression(folder, words[i]);
            else
                appendWord(expression, folder.stem(words[i]), false);
        }
    }
    return expression;
}

Result<SearchAnswer> Search::search(const SearchRequest &request) const
{
    SearchAnswer answer;
    if (request.tickets) {
        findByNumber(request, answer);
        findMessages(request, answer);
    }
    if (request.customers)
        findCustomers(request, answer);
    if (request.answers)
        findAnswers(request, answer);
    return m_database.connection().finish(std::move(answer));
}

std::vector<std::pair<qint64, double>> Search::ranked(const QByteArray &expression, const SearchRequest &request,
                                                      qint64 &total) const
{
    sqlite::Connection &db = m_database.connection();
    std::vector<std::pair<qint64, double>> hits;
    sqlite::Statement newest = db.prepare(kNewest);
    newest.bind(sqlite::Utf8{expression}, kRanked);
    while (newest.next())
        hits.emplace_back(newest.integer(0), 0.0);
    newest.rewind();
    total = static_cast<qint64>(hits.size());
    if (hits.empty() || !isWorthRanking(request))
        return hits;
    const qint64 oldest = hits.back().first;
    hits.clear();
    sqlite::Statement scored = db.prepare(kScored);
    scored.bind(sqlite::Utf8{expression}, oldest);
    while (scored.next())
        hits.emplace_back(scored.integer(0), -scored.real(1));
    std::sort(hits.begin(), hits.end(), [](const auto &a, const auto &b) {
        return a.second != b.second ? a.second > b.second : a.first > b.first;
    });
    return hits;
}

void Search::findMessages(const SearchRequest &request, SearchAnswer &answer) const
{
    const QByteArray expression = matchExpression(request.text, request.asTyped);
    if (expression.isEmpty())
        return;
    sqlite::Connection &db = m_database.connection();
    qint64 total = 0;
    const auto hits = ranked(expression, request, total);
    answer.total += total;
    int shown = 0, looked = 0;
    for (const auto &[rowid, score] : hits) {
        if (shown >= request.limit)
            break;
        sqlite::Statement row = db.prepare(kHit);
        row.bind(rowid);
        if (!row.next()) {
            --answer.total; // gone from the mailbox, still in the index
            continue;
        }
        Hit hit;
        hit.kind = HitKind::Message;
        hit.message = MessageRow(rowid);
        hit.messageId = row.text(0);
        hit.title = row.text(1);
        hit.at = row.instant(3);
        hit.ticket = row.isNull(5) ? ticket::Key() : toKey(row.blob(5));
        hit.number = row.integer(6);
        hit.score = score;
        const QString preview = row.text(2);
        if (const auto inPreview = findSnippet(preview, request.text))
            hit.snippet = *inPreview;
        else if (row.integer(4) <= kSnippetLimit && looked++ < kSnippets)
            hit.snippet = snippetOf(hit.message, preview, request.text);
        else
            hit.snippet = preview;
        answer.hits.push_back(std::move(hit));
        ++shown;
    }
}

QString Search::snippetOf(MessageRow row, const QString &preview, const QString &text) const
{
    if (!m_textOf)
        return makeSnippet(preview, text);
    sqlite::Statement query = m_database.connection().prepare(kSource);
    query.bind(row.value());
    if (!query.next())
        return preview;
    const auto raw = decompressSource({static_cast<SourceEncoding>(query.integer(0)), query.blob(1)});
    if (!raw)
        return preview; // doctor reports damaged sources; a list of hits is no place for it
    return makeSnippet(m_textOf(*raw), text);
}

void Search::findByNumber(const SearchRequest &request, SearchAnswer &answer) const
{
    QString digits = request.text.trimmed();
    if (digits.startsWith(QLatin1Char('#')))
        digits = digits.mid(1);
    bool ok = false;
    const qint64 number = digits.toLongLong(&ok);
    if (!ok || number <= 0)
        return;
    sqlite::Statement query = m_database.connection().prepare(
        "SELECT key,subject,preview,updated_at FROM ticket WHERE number=?1 AND visible=1");
    query.bind(number);
    if (!query.next())
        return;
    Hit hit;
    hit.kind = HitKind::Ticket;
    hit.ticket = toKey(query.blob(0));
    hit.number = number;
    hit.title = query.text(1);
    hit.snippet = query.text(2);
    hit.at = query.instant(3);
    hit.score = 1000;
    answer.hits.push_back(std::move(hit));
    ++answer.total;
}

void Search::findCustomers(const SearchRequest &request, SearchAnswer &answer) const
{
    if (request.text.trimmed().isEmpty())
        return;
    const auto rows = CustomerQueries(m_database).list(request.text, request.limit);
    if (!rows) {
        m_database.connection().latchError(rows.error());
        return;
    }
    for (const ticket::CustomerRow &row : *rows) {
        Hit hit;
        hit.kind = HitKind::Customer;
        hit.name = row.address;
        hit.title = row.name.isEmpty() ? row.address : row.name;
        hit.snippet = row.company.isEmpty() ? row.address : row.company + QStringLiteral(" · ") + row.address;
        hit.at = row.lastAt;
        answer.hits.push_back(std::move(hit));
    }
    answer.total += static_cast<qint64>(rows->size());
}

void Search::findAnswers(const SearchRequest &request, SearchAnswer &answer) const
{
    if (request.text.trimmed().isEmpty())
        return;
    const auto rows = CannedQueries(m_database).speakingOf(request.text.trimmed());
    if (!rows) {
        m_database.connection().latchError(rows.error());
        return;
    }
    int shown = 0;
    for (const CannedResponse &row : *rows) {
        if (++shown > request.limit)
            break;
        Hit hit;
        hit.kind = HitKind::Answer;
        hit.name = row.name;
        hit.title = row.title.isEmpty() ? row.name : row.title;
        hit.snippet = makeSnippet(row.body, request.text);
        answer.hits.push_back(std::move(hit));
    }
    answer.total += static_cast<qint64>(rows->size());
}

} // namespace otklik::store
