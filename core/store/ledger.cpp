// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ledger.h"

#include "core/store/keys.h"
#include "core/store/message_repository.h"
#include "core/ticket/threading.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace otklik::store {

namespace {

constexpr char kKept[] = "ledger";
constexpr int kPausesLookedAt = 50;

// The numbers are those of LedgerVerdict, mime::AutoKind, ticket::Direction and ticket::PlacementKind.
constexpr std::string_view kVerdict =
    "CASE l.verdict WHEN 2 THEN 'duplicate' WHEN 3 THEN 'journal' WHEN 4 THEN 'quarantined' ELSE "
    "CASE WHEN m.ticket IS NULL THEN 'unplaced' WHEN m.auto_kind=1 THEN 'bounce' WHEN m.auto_kind=2 THEN 'auto-reply' "
    "WHEN m.auto_kind=3 THEN 'list' WHEN m.auto_kind=4 THEN 'receipt' WHEN m.auto_kind=5 THEN 'robot' "
    "WHEN m.direction=1 THEN 'own' WHEN m.place_kind=2 THEN 'follow-up' WHEN m.place_kind=1 THEN 'ticket' "
    "ELSE 'joined' END END";
constexpr std::string_view kPlaces = " FROM location l LEFT JOIN message m ON m.id=l.message WHERE l.uid>0";
constexpr std::string_view kAbsentVerdict = "CASE a.verdict WHEN 5 THEN 'expunged' ELSE 'missing' END";

const QString kMissing = QStringLiteral("missing");
const QString kExpunged = QStringLiteral("expunged");
const QString kUnplaced = QStringLiteral("unplaced");

std::string countSql()
{
    return "SELECT l.folder," + std::string(kVerdict) + ",count(*)" + std::string(kPlaces) +
           " GROUP BY 1,2 UNION ALL " + "SELECT a.folder," + std::string(kAbsentVerdict) +
           ",count(*) FROM absent a GROUP BY 1,2";
}

/// ?1 account, ?2 verdict (both empty = all), ?3 limit.
std::string entrySql()
{
    const std::string first = "(SELECT f2.account||'/'||f2.name||'/'||l2.uid FROM location l2 JOIN folder f2 ON "
                              "f2.id=l2.folder WHERE l2.message=l.message AND l2.verdict=1 LIMIT 1)";
    return "SELECT account,name,uid,verdict,reason,place_reason,detail,date,size,message_id,from_address,subject,key,"
           "number FROM (SELECT f.account AS account,f.name AS name,l.uid AS uid," +
           std::string(kVerdict) + " AS verdict, CASE WHEN l.verdict=2 THEN 'the same content as '||" + first +
           " ELSE l.reason END AS reason, CASE WHEN l.verdict=1 THEN m.place_reason END AS place_reason, "
           "coalesce(m.place_detail,'') AS detail, l.date AS date, l.size AS size, "
           "coalesce(m.message_id,'') AS message_id, coalesce(m.from_address,'') AS from_address, "
           "coalesce(m.subject,'') AS subject, t.key AS key, t.number AS number "
           "FROM folder f CROSS JOIN location l ON l.folder=f.id LEFT JOIN message m ON m.id=l.message "
           "LEFT JOIN ticket t ON t.id=m.ticket WHERE l.uid>0 AND (?1='' OR f.account=?1) UNION ALL "
           "SELECT f.account,f.name,a.uid," +
           std::string(kAbsentVerdict) +
           ",CASE a.verdict WHEN 5 THEN '' ELSE 'listed by the server, not handed out' END,NULL,'',0,0,'','','',NULL,0 "
           "FROM folder f CROSS JOIN absent a ON a.folder=f.id WHERE (?1='' OR f.account=?1)) "
           "WHERE (?2='' OR verdict=?2) ORDER BY account,name,uid LIMIT ?3";
}

std::string ordinarySql()
{
    std::string verdict(kVerdict);
    // of the place that is no duplicate
    verdict.replace(verdict.find("l.verdict"), 9, "1");
    return "SELECT verdict,sum(n) FROM (SELECT " + verdict +
           " AS verdict,n FROM (SELECT auto_kind,direction,place_kind,CASE WHEN (ticket IS NULL) THEN NULL ELSE 1 END "
           "AS "
           "ticket,count(*) AS n FROM message WHERE places>0 GROUP BY auto_kind,direction,place_kind,(ticket IS NULL)) "
           "m) "
           "GROUP BY 1";
}

std::string otherSql()
{
    return "SELECT CASE l.verdict WHEN 2 THEN 'duplicate' WHEN 3 THEN 'journal' ELSE 'quarantined' END,count(*) "
           "FROM location l WHERE l.verdict<>1 AND l.uid>0 GROUP BY l.verdict";
}

LedgerSum countersOf(const FolderState &folder, qint64 local)
{
    LedgerSum sum;
    sum.server = folder.serverCount;
    sum.local = local;
    // half-way through a sync the counters are not those of one moment
    const bool settled = !folder.syncedAt.isNever() && folder.backfillUid <= 1;
    sum.difference = std::max(folder.difference, settled ? qAbs(sum.server - sum.local) : 0);
    return sum;
}

void giveVerdicts(LedgerSum &sum, const QMap<QString, qint64> &counts)
{
    sum.verdicts = counts;
    sum.missing = sum.verdicts.take(kMissing);
    sum.expunged = sum.verdicts.take(kExpunged);
    sum.difference += sum.verdicts.value(kUnplaced);
}

LedgerSum sumOf(const FolderState &folder, const QMap<QString, qint64> &counts)
{
    qint64 local = 0;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        local += it.key() == kMissing || it.key() == kExpunged ? 0 : it.value();
    LedgerSum sum = countersOf(folder, local);
    giveVerdicts(sum, counts);
    return sum;
}

QJsonObject toJson(const LedgerSum &sum)
{
    QJsonObject verdicts;
    for (auto it = sum.verdicts.begin(); it != sum.verdicts.end(); ++it)
        verdicts.insert(it.key(), it.value());
    return {{QStringLiteral("server"), sum.server},         {QStringLiteral("local"), sum.local},
            {QStringLiteral("difference"), sum.difference}, {QStringLiteral("missing"), sum.missing},
            {QStringLiteral("expunged"), sum.expunged},     {QStringLiteral("verdicts"), verdicts}};
}

LedgerSum fromJson(const QJsonObject &json)
{
    LedgerSum sum;
    sum.server = json[QLatin1String("server")].toInteger();
    sum.local = json[QLatin1String("local")].toInteger();
    sum.difference = json[QLatin1String("difference")].toInteger();
    sum.missing = json[QLatin1String("missing")].toInteger();
    sum.expunged = json[QLatin1String("expunged")].toInteger();
    const QJsonObject verdicts = json[QLatin1String("verdicts")].toObject();
    for (auto it = verdicts.begin(); it != verdicts.end(); ++it)
        sum.verdicts.insert(it.key(), it->toInteger());
    return sum;
}

} // namespace

void LedgerSum::add(const LedgerSum &other)
{
    server += other.server;
    local += other.local;
    difference += other.difference;
    missing += other.missing;
    expunged += other.expunged;
    for (auto it = other.verdicts.begin(); it != other.verdicts.end(); ++it)
        verdicts[it.key()] += it.value();
}

Ledger::Ledger(Database &database)
    : m_database(database)
{
}

const QStringList &Ledger::verdicts()
{
    static const QStringList names = QStringLiteral("ticket joined follow-up own auto-reply bounce list receipt robot "
                                                    "duplicate journal quarantined unplaced missing expunged")
                                         .split(QLatin1Char(' '));
    return names;
}

Ledger::Counts Ledger::count() const
{
    Counts counts;
    sqlite::Statement query = m_database.connection().prepare(countSql());
    while (query.next())
        counts[query.integer(0)][query.text(1)] = query.integer(2);
    return counts;
}

/// The same over all folders, by index only: each mail has one place that is no duplicate. Nothing when the places do
/// not bear that out.
std::optional<QMap<QString, qint64>> Ledger::countTogether() const
{
    sqlite::Connection &db = m_database.connection();
    QMap<QString, qint64> counts;
    qint64 sum = 0;
    for (const std::string &sql : {ordinarySql(), otherSql()}) {
        sqlite::Statement query = db.prepare(sql);
        while (query.next()) {
            counts[query.text(0)] += query.integer(1);
            sum += query.integer(1);
        }
    }
    sqlite::Statement places = db.prepare("SELECT count(*) FROM location WHERE uid>0");
    if (!places.next() || places.integer(0) != sum)
        return std::nullopt;
    places.rewind();
    sqlite::Statement absent =
        db.prepare("SELECT " + std::string(kAbsentVerdict) + ",count(*) FROM absent a GROUP BY 1");
    while (absent.next())
        counts[absent.text(0)] += absent.integer(1);
    return counts;
}

Result<LedgerSum> Ledger::keepSum(const QString &account)
{
    QJsonObject kept = QJsonDocument::fromJson(m_database.meta("main", kKept)).object();
    if (kept.contains(account))
        return fromJson(kept[account].toObject());
    const FolderRepository repository(m_database);
    const auto all = repository.all();
    if (!all)
        return Failure(all.error());
    const bool isOnly = std::all_of(all->begin(), all->end(),
                                    [&account](const FolderState &state) { return state.account == account; });
    const auto together = isOnly ? countTogether() : std::nullopt;
    LedgerSum sum;
    if (together) {
        for (const FolderState &state : *all)
            sum.add(countersOf(state, repository.count(state.row).value_or(0)));
        giveVerdicts(sum, *together);
    } else {
        const auto counted = folders(account);
        if (!counted)
            return Failure(counted.error());
        for (const LedgerFolder &folder : *counted)
            sum.add(folder.sum);
    }
    kept[account] = toJson(sum);
    m_database.setMeta("main", kKept, QJsonDocument(kept).toJson(QJsonDocument::Compact));
    return m_database.connection().finish(sum);
}

void Ledger::forgetSums()
{
    m_database.connection().prepare("DELETE FROM main.meta WHERE name=?1").bind(QString::fromLatin1(kKept)).run();
}

Result<std::vector<LedgerFolder>> Ledger::folders(const QString &account) const
{
    const FolderRepository repository(m_database);
    const auto states = account.isEmpty() ? repository.all() : repository.ofAccount(account);
    if (!states)
        return Failure(states.error());
    const Counts counts = count();
    std::vector<LedgerFolder> folders;
    for (const FolderState &state : *states)
        folders.push_back({state, sumOf(state, counts.value(state.row.value()))});
    return m_database.connection().finish(std::move(folders));
}

Result<std::vector<LedgerEntry>> Ledger::entries(const Filter &filter) const
{
    std::vector<LedgerEntry> entries;
    sqlite::Statement query = m_database.connection().prepare(entrySql());
    query.bind(filter.account, filter.verdict, filter.limit);
    while (query.next()) {
        LedgerEntry entry;
        entry.account = query.text(0);
        entry.folder = query.text(1);
        entry.uid = static_cast<quint32>(query.integer(2));
        entry.verdict = query.text(3);
        entry.reason = query.text(4);
        if (!query.isNull(5))
            entry.reason = ticket::toString(static_cast<ticket::PlacementReason>(query.integer(5)));
        if (const QString detail = query.text(6); !query.isNull(5) && !detail.isEmpty())
            entry.reason += QLatin1Char(' ') + detail;
        entry.date = query.instant(7);
        entry.size = query.integer(8);
        entry.messageId = query.text(9);
        entry.from = query.text(10);
        entry.subject = query.text(11);
        entry.ticket = toKey(query.blob(12));
        entry.number = query.integer(13);
        entries.push_back(std::move(entry));
    }
    return m_database.connection().finish(std::move(entries));
}

Result<QByteArray> Ledger::quarantinedSource(const QString &account, const QString &folder, quint32 uid) const
{
    sqlite::Statement query =
        m_database.connection().prepare("SELECT q.raw FROM quarantine q JOIN folder f ON f.id=q.folder "
                                        "WHERE f.account=?1 AND f.name=?2 AND q.uid=?3");
    query.bind(account, folder, static_cast<qint64>(uid));
    if (query.next())
        return query.blob(0);
    if (auto done = m_database.connection().finish(); !done)
        return Failure(done.error());
    return fail(ErrorCode::NotFound, QStringLiteral("no mail %1/%2/%3 in quarantine").arg(account, folder).arg(uid));
}

/// The pauses between the last mails that came, nights and weekends among them, say what is unusual.
void Ledger::readPauses(FolderRow inbox, Health &health) const
{
    std::vector<Instant> dates;
    sqlite::Statement newest = m_database.connection().prepare(
        "SELECT date FROM location WHERE folder=?1 AND uid>0 ORDER BY uid DESC LIMIT ?2");
    newest.bind(inbox.value(), kPausesLookedAt + 1);
    while (newest.next())
        dates.push_back(newest.instant(0));
    std::sort(dates.begin(), dates.end(), std::greater<>());
    if (dates.empty())
        return;
    health.lastMailAt = std::max(health.lastMailAt, dates.front());
    for (std::size_t i = 1; dates.size() > kPausesLookedAt && i < dates.size(); ++i)
        health.usualSilence = std::max<std::chrono::milliseconds>(health.usualSilence, dates[i - 1] - dates[i]);
}

Result<Ledger::Health> Ledger::health(const QString &account) const
{
    const FolderRepository repository(m_database);
    const auto states = repository.ofAccount(account);
    if (!states)
        return Failure(states.error());
    Health health;
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement unplaced =
        db.prepare("SELECT count(*) FROM message m CROSS JOIN location l ON l.message=m.id AND l.verdict=1 AND l.uid>0 "
                   "CROSS JOIN folder f ON f.id=l.folder AND f.account=?1 WHERE m.ticket IS NULL");
    unplaced.bind(account);
    if (unplaced.next())
        health.difference += unplaced.integer(0);
    sqlite::Statement quarantined = db.prepare("SELECT count(*) FROM quarantine WHERE folder=?1");
    for (const FolderState &state : *states) {
        health.server += state.serverCount;
        health.difference += state.difference;
        quarantined.bind(state.row.value());
        health.quarantined += quarantined.next() ? quarantined.integer(0) : 0;
        quarantined.rewind();
        if (state.role != FolderRole::Inbox)
            continue;
        readPauses(state.row, health);
    }
    return db.finish(health);
}

} // namespace otklik::store
