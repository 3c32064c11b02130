// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_states.h"

#include "core/journal/event_codec.h"
#include "core/store/keys.h"
#include "core/store/prepared_mail.h"
#include "core/ticket/threading.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace otklik::store {

namespace {

QSet<QString> objectsOf(const journal::Event &event)
{
    QSet<QString> objects;
    for (const journal::Op &op : event.ops)
        objects.insert(op.object);
    return objects;
}

/// One row of `placement`.
struct Naming
{
    ticket::PlacementReason kind = ticket::PlacementReason::JournalPlaced;
    QString message, messageId;
    ticket::Key ticket;
};

std::vector<Naming> namingsOf(const journal::Op &op)
{
    const auto text = [&](const char *name) { return op.data.value(QLatin1String(name)).toString(); };
    const ticket::Key own = ticketOfObject(op.object);
    using ticket::PlacementReason;
    if (op.type == u"ticket.opened")
        return {{PlacementReason::JournalOpened, text("message"), text("message_id"), own}};
    if (op.type == u"ticket.placed")
        return {{PlacementReason::JournalPlaced, text("message"), text("message_id"), own}};
    if (op.type == u"ticket.reply")
        return {{PlacementReason::JournalReply, text("message"), text("message_id"), own}};
    std::vector<Naming> namings;
    if (op.type == u"ticket.split") {
        const QJsonArray messages = op.data.value(QLatin1String("messages")).toArray();
        for (const QJsonValue &message : messages)
            namings.push_back({PlacementReason::JournalSplit, message.toString(), {}, keyFromText(text("into"))});
    }
    return namings;
}

constexpr std::string_view kState = "SELECT state FROM object_state WHERE object=?1";
constexpr std::string_view kCustomerDecisions =
    "SELECT object,data FROM op WHERE type IN ('ticket.created','ticket.opened','ticket.requester') ORDER BY event,idx";
constexpr std::string_view kStoreState = "INSERT OR REPLACE INTO object_state(object,state) VALUES(?1,?2)";
constexpr std::string_view kPendingOf = "SELECT DISTINCT event FROM op WHERE object=?1 AND event>=?2";
constexpr std::string_view kEventJson = "SELECT json FROM event WHERE pos=?1";
constexpr std::string_view kInsertOp =
    "INSERT OR REPLACE INTO op(event,idx,object,type,data,outcome) VALUES(?1,?2,?3,?4,?5,?6)";
constexpr std::string_view kInsertPlacement =
    "INSERT OR REPLACE INTO placement(pos,idx,sub,kind,message,id_hash,message_id,ticket) "
    "VALUES(?1,?2,?3,?4,?5,?6,?7,?8)";

} // namespace

JournalStates::JournalStates(Database &database)
    : m_database(database)
{
}

QStringList JournalStates::ticketsNaming(const QStringList &addresses) const
{
    QStringList objects;
    sqlite::Statement query = m_database.connection().prepare(kCustomerDecisions);
    while (query.next()) {
        const QString object = query.text(0);
        const QJsonObject data = QJsonDocument::fromJson(query.utf8(1)).object();
        if (data.value(QLatin1String("erased")).toBool())
            objects.removeAll(object);
        for (const char *member : {"address", "requester"})
            if (const QString named = data.value(QLatin1String(member)).toString();
                addresses.contains(named, Qt::CaseInsensitive) && !objects.contains(object))
                objects << object;
    }
    return objects;
}

journal::ObjectState JournalStates::confirmed(const QString &object) const
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement query = db.prepare(kState);
    query.bind(object);
    journal::ObjectState fresh;
    fresh.object = object;
    if (!query.next())
        return fresh;
    auto state = journal::objectStateFromJson(QJsonDocument::fromJson(query.utf8(0)).object());
    if (state)
        return std::move(*state);
    db.latchError(state.error());
    return fresh;
}

journal::ObjectState JournalStates::state(const QString &object) const
{
    const auto pending = m_overlay.constFind(object);
    return pending != m_overlay.constEnd() ? *pending : confirmed(object);
}

bool JournalStates::isConfirmed(const QString &object) const
{
    sqlite::Statement query = m_database.connection().prepare(kState);
    query.bind(object);
    return query.next();
}

void JournalStates::storeConfirmed(const journal::ObjectState &state)
{
    const QByteArray json = QJsonDocument(journal::objectStateToJson(state)).toJson(QJsonDocument::Compact);
    m_database.connection().prepare(kStoreState).bind(state.object, sqlite::Utf8{json}).run();
}

journal::EventResult JournalStates::addPending(const journal::Event &event)
{
    journal::EventResult result = journal::applyEvent(event, journal::EventMeta::unconfirmed(event),
                                                      [this](const QString &o) { return state(o); });
    for (const auto &[object, state] : result.changed)
        m_overlay.insert(object, state);
    writeOps(kPendingBase + event.sequence, event, result);
    return result;
}

std::vector<JournalStates::Pending> JournalStates::pendingOf(const QSet<QString> &objects) const
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement any = db.prepare("SELECT 1 FROM event WHERE pos>=?1 LIMIT 1");
    any.bind(kPendingBase);
    if (!any.next())
        return {};
    any.rewind();
    QSet<QString> reached;
    QSet<QString> open = objects;
    std::map<qint64, Pending> found;
    while (!open.isEmpty() && !db.failed()) {
        const QString object = *open.begin();
        open.erase(open.begin());
        reached.insert(object);
        std::vector<qint64> positions;
        sqlite::Statement query = db.prepare(kPendingOf);
        query.bind(object, kPendingBase);
        while (query.next())
            positions.push_back(query.integer(0));
        for (const qint64 pos : positions) {
            if (found.contains(pos))
                continue;
            sqlite::Statement json = db.prepare(kEventJson);
            json.bind(pos);
            if (!json.next())
                continue;
            auto event = journal::eventFromJson(QJsonDocument::fromJson(json.blob(0)).object());
            if (!event) {
                db.latchError(event.error());
                continue;
            }
            const QSet<QString> named = objectsOf(*event);
            open |= named - reached;
            found.emplace(pos, Pending{pos, std::move(*event), named});
        }
    }
    std::vector<Pending> pending;
    pending.reserve(found.size());
    for (auto &[pos, entry] : found)
        pending.push_back(std::move(entry));
    return pending;
}

QSet<QString> JournalStates::refold(const QSet<QString> &objects)
{
    QSet<QString> concerned = objects;
    const std::vector<Pending> pending = pendingOf(objects);
    for (const Pending &entry : pending)
        concerned |= entry.objects;
    for (const QString &object : std::as_const(concerned))
        m_overlay.remove(object);
    for (const Pending &entry : pending)
        addPending(entry.event);
    return concerned;
}

void JournalStates::reload()
{
    m_overlay.clear();
    sqlite::Connection &db = m_database.connection();
    std::vector<journal::Event> events;
    sqlite::Statement query = db.prepare("SELECT json FROM event WHERE pos>=?1 ORDER BY pos");
    query.bind(kPendingBase);
    while (query.next()) {
        auto event = journal::eventFromJson(QJsonDocument::fromJson(query.blob(0)).object());
        if (event)
            events.push_back(std::move(*event));
        else
            db.latchError(event.error());
    }
    query.rewind();
    const auto lookup = [this](const QString &object) { return state(object); };
    for (const journal::Event &event : events) {
        const auto result = journal::applyEvent(event, journal::EventMeta::unconfirmed(event), lookup);
        for (const auto &[object, state] : result.changed)
            m_overlay.insert(object, state);
    }
}

void JournalStates::writeOps(qint64 pos, const journal::Event &event, const journal::EventResult &result)
{
    sqlite::Connection &db = m_database.connection();
    db.prepare("UPDATE event SET void=?2 WHERE pos=?1").bind(pos, result.isVoid()).run();
    db.prepare("DELETE FROM placement WHERE pos=?1").bind(pos).run();
    sqlite::Statement insert = db.prepare(kInsertOp);
    for (size_t i = 0; i < event.ops.size(); ++i) {
        const journal::Op &op = event.ops[i];
        const auto outcome =
            result.isVoid() || i >= result.outcomes.size() ? journal::OpOutcome::Void : result.outcomes[i];
        const QByteArray data = QJsonDocument(op.data).toJson(QJsonDocument::Compact);
        insert.bind(pos, static_cast<qint64>(i), op.object, op.type, sqlite::Utf8{data}, static_cast<int>(outcome))
            .run();
        if (outcome != journal::OpOutcome::Applied)
            continue;
        int sub = 0;
        for (const Naming &naming : namingsOf(op))
            if (!naming.ticket.isEmpty())
                db.prepare(kInsertPlacement)
                    .bind(pos, static_cast<qint64>(i), sub++, static_cast<int>(naming.kind),
                          toBlob(keyFromText(naming.message)), messageIdHash(naming.messageId.toUtf8()),
                          naming.messageId, toBlob(naming.ticket))
                    .run();
    }
}

} // namespace otklik::store
