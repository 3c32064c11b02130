// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/canned_queries.h"

#include "core/store/keys.h"
#include "core/store/word_folder.h"

#include <QHash>

#include <algorithm>

namespace otklik::store {

namespace {

#define OTKLIK_CANNED_COLUMNS "SELECT name,language,title,shortcut,subject,body,tags FROM canned "
// a team has some hundred answers: all are read and ranked here
constexpr std::string_view kAll = OTKLIK_CANNED_COLUMNS "ORDER BY name,language";
constexpr std::string_view kByName = OTKLIK_CANNED_COLUMNS "WHERE name=?1 ORDER BY language";
#undef OTKLIK_CANNED_COLUMNS

constexpr std::string_view kUses = "SELECT name,uses FROM canned_total";
constexpr int kSimilarTickets = 300;
constexpr std::string_view kSimilar =
    "SELECT u.name,sum(u.uses) FROM (SELECT s.key FROM ticket s, (SELECT category,requester_domain FROM ticket "
    "WHERE key=?1) me WHERE s.visible=1 AND s.key<>?1 AND ((s.category=me.category AND me.category<>'') "
    "OR s.requester_domain=me.requester_domain) ORDER BY s.updated_at DESC LIMIT ?2) k "
    "JOIN canned_use u ON u.ticket=k.key GROUP BY u.name";

std::vector<CannedResponse> read(sqlite::Statement query)
{
    std::vector<CannedResponse> rows;
    while (query.next())
        rows.push_back({query.text(0), query.text(1), query.text(2), query.text(3), query.text(4), query.text(5),
                        query.text(6).split(QLatin1Char('\n'), Qt::SkipEmptyParts), 0, 0});
    return rows;
}

QHash<QString, int> readUses(sqlite::Statement query)
{
    QHash<QString, int> uses;
    while (query.next())
        uses.insert(query.text(0), static_cast<int>(query.integer(1)));
    return uses;
}

/// 0 = does not match; higher is a better place.
int match(const CannedResponse &row, const QString &filter)
{
    if (filter.isEmpty())
        return 1;
    const QString shortcut = filter.startsWith(QLatin1Char(';')) ? filter : QLatin1Char(';') + filter;
    if (row.shortcut.startsWith(shortcut, Qt::CaseInsensitive))
        return 4;
    if (row.name.contains(filter, Qt::CaseInsensitive))
        return 3;
    if (row.title.contains(filter, Qt::CaseInsensitive) || row.tags.contains(filter, Qt::CaseInsensitive))
        return 2;
    return row.body.contains(filter, Qt::CaseInsensitive) ? 1 : 0;
}

/// One variant a name: the wanted language, else the first.
std::vector<CannedResponse> inLanguage(std::vector<CannedResponse> rows, const QString &language)
{
    std::vector<CannedResponse> chosen;
    for (CannedResponse &row : rows) {
        if (chosen.empty() || chosen.back().name != row.name)
            chosen.push_back(std::move(row));
        else if (row.language == language)
            chosen.back() = std::move(row);
    }
    return chosen;
}

bool hasWords(const CannedResponse &row, const std::vector<std::string> &words)
{
    WordFolder &folder = WordFolder::ofThisThread();
    const std::string folded =
        ' ' +
        folder.fold(
            QStringList{row.name, row.title, row.tags.join(QLatin1Char(' ')), row.body}.join(QLatin1Char('\n'))) +
        ' ';
    return !words.empty() && std::all_of(words.begin(), words.end(), [&](const std::string &word) {
        return folded.find(' ' + folder.stem(word) + ' ') != std::string::npos;
    });
}

} // namespace

CannedQueries::CannedQueries(Database &database)
    : m_database(database)
{
}

Result<std::vector<CannedResponse>> CannedQueries::list(const QString &filter, const QString &language,
                                                        const ticket::Key &forTicket) const
{
    sqlite::Connection &db = m_database.connection();
    std::vector<CannedResponse> all = read(db.prepare(kAll));
    QHash<QString, int> places;
    for (const CannedResponse &row : all)
        places[row.name] = std::max(places.value(row.name), match(row, filter));
    std::vector<CannedResponse> rows = inLanguage(std::move(all), language);
    const QHash<QString, int> uses = readUses(db.prepare(kUses));
    QHash<QString, int> similar;
    if (!forTicket.isEmpty()) {
        sqlite::Statement query = db.prepare(kSimilar);
        query.bind(toBlob(forTicket), kSimilarTickets);
        similar = readUses(std::move(query));
    }
    std::erase_if(rows, [&](const CannedResponse &row) { return places.value(row.name) == 0; });
    for (CannedResponse &row : rows) {
        row.uses = uses.value(row.name);
        row.usesInSimilar = similar.value(row.name);
    }
    std::stable_sort(rows.begin(), rows.end(), [&](const CannedResponse &a, const CannedResponse &b) {
        return std::tuple(-places.value(a.name), -a.usesInSimilar, -a.uses) <
               std::tuple(-places.value(b.name), -b.usesInSimilar, -b.uses);
    });
    return db.finish(std::move(rows));
}

Result<std::vector<CannedResponse>> CannedQueries::speakingOf(const QString &text) const
{
    const std::vector<std::string> words = WordFolder::ofThisThread().words(text);
    std::vector<std::pair<int, CannedResponse>> found;
    for (CannedResponse &row : read(m_database.connection().prepare(kAll))) {
        const int place = std::max(match(row, text) * 2, hasWords(row, words) ? 1 : 0);
        if (place == 0)
            continue;
        if (found.empty() || found.back().second.name != row.name)
            found.emplace_back(place, std::move(row));
        else if (place > found.back().first)
            found.back() = {place, std::move(row)};
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    std::vector<CannedResponse> rows;
    rows.reserve(found.size());
    for (auto &[place, row] : found)
        rows.push_back(std::move(row));
    return m_database.connection().finish(std::move(rows));
}

Result<std::vector<CannedResponse>> CannedQueries::variants(const QString &name) const
{
    sqlite::Statement query = m_database.connection().prepare(kByName);
    query.bind(name);
    std::vector<CannedResponse> rows = read(std::move(query));
    return m_database.connection().finish(std::move(rows));
}

Result<CannedResponse> CannedQueries::find(const QString &name, const QString &language) const
{
    auto rows = variants(name);
    if (!rows)
        return Failure(rows.error());
    std::vector<CannedResponse> chosen = inLanguage(std::move(*rows), language);
    if (chosen.empty())
        return fail(ErrorCode::NotFound, QStringLiteral("no canned response %1").arg(name));
    return std::move(chosen.front());
}

Result<CannedResponse> CannedQueries::byShortcut(const QString &shortcut, const QString &language) const
{
    sqlite::Statement all = m_database.connection().prepare(kAll);
    const std::vector<CannedResponse> rows = read(std::move(all));
    if (auto done = m_database.connection().finish(); !done)
        return Failure(done.error());
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const CannedResponse &row) { return row.shortcut == shortcut; });
    if (found == rows.end())
        return fail(ErrorCode::NotFound, QStringLiteral("no canned response with shortcut %1").arg(shortcut));
    return find(found->name, language);
}

} // namespace otklik::store
