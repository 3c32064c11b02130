// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_losses.h"

#include "core/sqlite/transaction.h"
#include "core/store/journal_states.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace otklik::store {

namespace {

constexpr const char *kGenesisMeta = "journal.genesis";
constexpr const char *kOrderMeta = "journal.order"; ///< as JournalRepository saves it

/// Who wrote an event puts it back at once; the others wait, each a while of its own, so that not all do it together.
constexpr std::chrono::minutes kPatience(10);
constexpr int kMostMoreMinutes = 50;

constexpr std::string_view kKeepApplied =
    "INSERT OR IGNORE INTO spare_event(id,pos,json) SELECT id,pos,json FROM event WHERE pos<?1 AND writer<>?2";
constexpr std::string_view kKeepHeld = "INSERT OR IGNORE INTO spare_event(id,pos,json) VALUES(?1,?2,?3)";
constexpr std::string_view kMiss = "UPDATE spare_event SET missed_at=?1 WHERE missed_at=0 OR missed_at>?1";
constexpr std::string_view kDue = "SELECT json FROM spare_event WHERE missed_at<=?1 ORDER BY pos,id LIMIT ?2";
constexpr std::string_view kMissed = "SELECT count(*) FROM spare_event WHERE missed_at<>0";
constexpr std::string_view kAppliedHash = "SELECT hash FROM event WHERE id=?1 AND pos<?2";

} // namespace

std::vector<journal::Genesis> JournalLosses::allGenesis() const
{
    const QJsonDocument document = QJsonDocument::fromJson(m_database.meta("main", kGenesisMeta));
    // One alone was an object.
    const QJsonArray known = document.isObject() ? QJsonArray{document.object()} : document.array();
    std::vector<journal::Genesis> all;
    for (const QJsonValue &one : known)
        all.push_back({one[QLatin1String("journal")].toString().toLatin1(),
                       QByteArray::fromHex(one[QLatin1String("key")].toString().toLatin1()),
                       Instant::fromMs(one[QLatin1String("created")].toInteger())});
    return all;
}

QByteArrayList JournalLosses::keys() const
{
    QByteArrayList keys;
    for (const journal::Genesis &genesis : allGenesis())
        keys << genesis.key;
    return keys;
}

Result<bool> JournalLosses::addGenesis(const journal::Genesis &genesis)
{
    std::vector<journal::Genesis> all = allGenesis();
    if (std::find(all.begin(), all.end(), genesis) != all.end())
        return false;
    all.push_back(genesis);
    std::sort(all.begin(), all.end(), [](const journal::Genesis &a, const journal::Genesis &b) {
        return std::pair(a.created, a.journal) < std::pair(b.created, b.journal);
    });
    QJsonArray known;
    for (const journal::Genesis &one : all)
        known.append(QJsonObject{{QStringLiteral("journal"), QString::fromLatin1(one.journal)},
                                 {QStringLiteral("key"), QString::fromLatin1(one.key.toHex())},
                                 {QStringLiteral("created"), one.created.ms()}});
    m_database.setMeta("main", kGenesisMeta, QJsonDocument(known).toJson(QJsonDocument::Compact));
    return m_database.connection().finish(true);
}

QByteArray JournalLosses::ownWriter() const
{
    return m_database.meta("local", "writer");
}

void JournalLosses::keepOthers(const std::vector<journal::CausalOrder::Held> &held)
{
    sqlite::Connection &db = m_database.connection();
    const QByteArray own = ownWriter();
    db.prepare(kKeepApplied).bind(kPendingBase, QByteArray::fromHex(own)).run();
    qint64 position = kPendingBase; // after all that counted
    for (const journal::CausalOrder::Held &one : held)
        if (one.event.event.writer != own)
            db.prepare(kKeepHeld).bind(QByteArray::fromHex(one.event.event.id), position++, one.event.json).run();
}

void JournalLosses::drop(const QByteArray &id)
{
    m_database.connection().prepare("DELETE FROM spare_event WHERE id=?1").bind(QByteArray::fromHex(id)).run();
}

Result<void> JournalLosses::forget()
{
    m_database.connection().prepare("DELETE FROM spare_event").run();
    return m_database.connection().finish();
}

Result<std::vector<journal::SealedEvent>> JournalLosses::due(Instant now, int limit)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement any = db.prepare("SELECT 1 FROM spare_event LIMIT 1");
    if (!any.next())
        return db.finish(std::vector<journal::SealedEvent>());
    any.rewind();
    sqlite::Transaction transaction(db);
    db.prepare(kMiss).bind(now).run();
    const int more = ownWriter().left(4).toInt(nullptr, 16) % kMostMoreMinutes;
    std::vector<journal::SealedEvent> events;
    sqlite::Statement query = db.prepare(kDue);
    query.bind(now - kPatience - std::chrono::minutes(more), limit);
    while (query.next()) {
        journal::SealedEvent sealed;
        sealed.json = query.blob(0);
        auto event = journal::eventFromJson(QJsonDocument::fromJson(sealed.json).object());
        if (!event)
            return Failure(event.error());
        sealed.event = std::move(*event);
        events.push_back(std::move(sealed));
    }
    query.rewind();
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return events;
}

Result<qint64> JournalLosses::missed() const
{
    sqlite::Statement query = m_database.connection().prepare(kMissed);
    const qint64 count = query.next() ? query.integer(0) : 0;
    return m_database.connection().finish(count);
}

Result<std::vector<journal::MissingEvent>> JournalLosses::missing() const
{
    const QByteArray saved = m_database.meta("main", kOrderMeta);
    if (saved.isEmpty())
        return m_database.connection().finish(std::vector<journal::MissingEvent>());
    const auto order = journal::CausalOrder::restore(saved, [this](const QByteArray &id) -> QByteArray {
        sqlite::Statement query = m_database.connection().prepare(kAppliedHash);
        query.bind(QByteArray::fromHex(id), kPendingBase);
        return query.next() ? query.blob(0).toHex() : QByteArray();
    });
    if (!order)
        return Failure(order.error());
    return m_database.connection().finish(journal::missingEvents(*order));
}

Result<bool> JournalLosses::hasConfirmedOwn() const
{
    sqlite::Statement query = m_database.connection().prepare("SELECT 1 FROM local.own_event WHERE state=2 LIMIT 1");
    const bool has = query.next();
    return m_database.connection().finish(has);
}

} // namespace otklik::store
