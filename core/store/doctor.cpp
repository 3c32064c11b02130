// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/doctor.h"

#include "core/sqlite/transaction.h"
#include "core/store/journal_losses.h"
#include "core/store/ledger.h"
#include "core/store/threading_store.h"
#include "core/store/ticket_projector.h"
#include "core/store/word_folder.h"

namespace otklik::store {

namespace {

constexpr std::string_view kWrongPlaces =
    "SELECT count(*) FROM message m WHERE m.places<>(SELECT count(*) FROM location l WHERE l.message=m.id) "
    "OR (m.places>0 AND m.ticket IS NULL) OR (m.places=0 AND m.ticket IS NOT NULL)";
constexpr std::string_view kViews =
    "SELECT (SELECT count(*) FROM (SELECT mailbox,assignee,status,count(*) AS n FROM ticket WHERE visible=1 "
    "GROUP BY 1,2,3 EXCEPT SELECT mailbox,assignee,status,tickets FROM view_count)) + "
    "(SELECT count(*) FROM (SELECT mailbox,assignee,status,tickets FROM view_count WHERE tickets<>0 "
    "EXCEPT SELECT mailbox,assignee,status,count(*) FROM ticket WHERE visible=1 GROUP BY 1,2,3))";
constexpr std::string_view kMissingWords =
    "SELECT (SELECT count(*) FROM message) - (SELECT count(*) FROM search_docsize)";
constexpr std::string_view kInsertWords = "INSERT INTO search(rowid,subject,body,sender,files) VALUES(?1,?2,?3,?4,?5)";

} // namespace

Doctor::Doctor(Store &store, Parse parse)
    : m_store(store)
    , m_parse(std::move(parse))
{
}

Result<std::vector<Finding>> Doctor::examine(bool repair)
{
    std::vector<Finding> findings;
    const auto note = [&](const char *check, const QString &detail) {
        findings.push_back({QLatin1String(check), detail, false});
        return !detail.isEmpty();
    };
    const bool damagedCache = note("integrity", integrity("main"));
    const bool damagedLocal = note("integrity-local", integrity("local"));
    note("foreign-keys", foreignKeys());
    note("ledger", ledger());
    bool projected = note("places", places());
    projected |= note("projection", projections());
    projected |= note("views", views());
    const bool words = note("search", searchIndex());
    note("journal", journal());
    if (auto done = m_store.database().connection().finish(); !done)
        return Failure(done.error());
    if (!repair || damagedCache || damagedLocal)
        return findings;
    if (projected)
        if (auto done = m_store.recompute(); !done)
            return Failure(done.error());
    if (words)
        if (auto done = rebuildSearch(); !done)
            return Failure(done.error());
    for (Finding &finding : findings)
        if (finding.check == u"places" || finding.check == u"projection" || finding.check == u"views" ||
            finding.check == u"search")
            finding.repaired = !finding.isWell();
    return findings;
}

QString Doctor::integrity(const char *schema) const
{
    QStringList lines;
    sqlite::Statement query =
        m_store.database().connection().prepare(std::string("PRAGMA ") + schema + ".integrity_check(20)");
    while (query.next())
        if (query.text(0) != u"ok")
            lines.append(query.text(0));
    return lines.join(QStringLiteral("; "));
}

QString Doctor::foreignKeys() const
{
    QStringList tables;
    sqlite::Statement query = m_store.database().connection().prepare("PRAGMA foreign_key_check");
    while (query.next() && tables.size() < 20)
        tables.append(query.text(0));
    return tables.isEmpty() ? QString()
                            : QStringLiteral("dangling references in %1").arg(tables.join(QStringLiteral(", ")));
}

QString Doctor::ledger() const
{
    QStringList wrong;
    const auto folders = Ledger(m_store.database()).folders({});
    if (!folders)
        return folders.error().detail;
    for (const auto &[state, sum] : *folders)
        if (sum.difference != 0)
            wrong.append(QStringLiteral("%1/%2: the server has %3, the ledger %4, %5 do not agree")
                             .arg(state.account, state.name)
                             .arg(sum.server)
                             .arg(sum.local)
                             .arg(sum.difference));
    return wrong.join(QStringLiteral("; "));
}

QString Doctor::places() const
{
    sqlite::Statement query = m_store.database().connection().prepare(kWrongPlaces);
    const qint64 wrong = query.next() ? query.integer(0) : 0;
    return wrong == 0 ? QString() : QStringLiteral("%1 messages are not on exactly one ticket").arg(wrong);
}

QString Doctor::projections() const
{
    Database &database = m_store.database();
    std::vector<qint64> rows;
    sqlite::Statement query = database.connection().prepare("SELECT id FROM ticket");
    while (query.next())
        rows.push_back(query.integer(0));
    query.rewind();
    const auto genesis = m_store.journal().genesis();
    ThreadingStore threading(database, m_store.rules(), genesis ? genesis->key : QByteArray());
    TicketProjector projector(database, m_store.rules(), m_store.journal().states(), threading);
    qint64 stale = 0;
    for (const qint64 row : rows)
        stale += projector.isUpToDate(row) ? 0 : 1;
    return stale == 0 ? QString() : QStringLiteral("%1 of %2 tickets are stale").arg(stale).arg(rows.size());
}

QString Doctor::views() const
{
    sqlite::Statement query = m_store.database().connection().prepare(kViews);
    const qint64 wrong = query.next() ? query.integer(0) : 0;
    return wrong == 0 ? QString() : QStringLiteral("%1 view counters are off").arg(wrong);
}

QString Doctor::searchIndex() const
{
    sqlite::Connection &db = m_store.database().connection();
    sqlite::Statement query = db.prepare(kMissingWords);
    const qint64 missing = query.next() ? query.integer(0) : 0;
    query.rewind();
    if (missing != 0)
        return QStringLiteral("%1 messages are not in the text index").arg(missing);
    if (auto done = db.execute("INSERT INTO search(search) VALUES('integrity-check')"); !done)
        return done.error().detail;
    return {};
}

QString Doctor::journal() const
{
    const JournalLosses losses(m_store.database());
    const auto lost = losses.missed();
    const auto missing = losses.missing();
    const auto held = m_store.journal().heldCount();
    for (const auto *error :
         {lost ? nullptr : &lost.error(), missing ? nullptr : &missing.error(), held ? nullptr : &held.error()})
        if (error)
            return error->detail;
    if (*lost > 0)
        return QStringLiteral("the journal folder lost %1 decisions of other desks; unless those put them back, this "
                              "desk does so within an hour")
            .arg(*lost);
    if (!missing->empty())
        return QStringLiteral("%1 decisions wait for others that are not in the journal folder (otklik-cli journal "
                              "status); a desk that has read those puts them back, see journal waive if none has")
            .arg(*held);
    return {};
}

Result<void> Doctor::rebuildSearch()
{
    sqlite::Connection &db = m_store.database().connection();
    sqlite::Transaction transaction(db);
    db.prepare("INSERT INTO search(search) VALUES('delete-all')").run();
    std::vector<MessageRow> rows;
    sqlite::Statement all = db.prepare("SELECT id FROM message ORDER BY id");
    while (all.next())
        rows.emplace_back(all.integer(0));
    all.rewind();
    for (const MessageRow row : rows) {
        const auto raw = m_store.messages().source(row);
        if (!raw)
            return Failure(raw.error());
        const PreparedMail mail = prepareMail(*raw, m_parse(*raw));
        db.prepare(kInsertWords)
            .bind(row.value(), mail.subjectWords, mail.bodyWords, mail.senderWords, mail.fileWords)
            .run();
    }
    return transaction.commit();
}

} // namespace otklik::store
