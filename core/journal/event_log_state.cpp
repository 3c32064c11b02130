// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/canonical_json.h"
#include "core/journal/event_log.h"

#include <QJsonDocument>

namespace otklik::journal {

namespace {

QJsonArray sortedArray(const QSet<QByteArray> &set)
{
    std::vector<QByteArray> sorted(set.begin(), set.end());
    std::sort(sorted.begin(), sorted.end());
    QJsonArray array;
    for (const QByteArray &element : sorted)
        array.append(QString::fromLatin1(element));
    return array;
}

QSet<QByteArray> setOf(const QJsonValue &array)
{
    QSet<QByteArray> set;
    for (const QJsonValue &element : array.toArray())
        set.insert(element.toString().toLatin1());
    return set;
}

Failure corrupt(const QString &what)
{
    return fail(ErrorCode::StorageCorrupt, QStringLiteral("stored journal order is damaged: ") + what);
}

Result<SealedEvent> heldEvent(const QJsonObject &json)
{
    SealedEvent sealed;
    sealed.json = json.value(QLatin1String("event")).toString().toUtf8();
    sealed.hash = json.value(QLatin1String("hash")).toString().toLatin1();
    auto event = eventFromJson(QJsonDocument::fromJson(sealed.json).object());
    if (!event)
        return corrupt(event.error().detail);
    sealed.event = std::move(*event);
    return sealed;
}

} // namespace

QByteArray CausalOrder::saveState() const
{
    QJsonObject writers;
    for (auto it = m_writers.cbegin(); it != m_writers.cend(); ++it)
        writers.insert(QString::fromLatin1(it.key()), QJsonArray{it->sequence, QString::fromLatin1(it->hash)});
    QJsonArray heldEvents;
    for (const auto &[place, event] : m_held)
        heldEvents.append(QJsonObject{{QStringLiteral("uid"), static_cast<qint64>(place.uid)},
                                      {QStringLiteral("hash"), QString::fromLatin1(event.hash)},
                                      {QStringLiteral("event"), QString::fromUtf8(event.json)}});
    const auto bytes = canonicalJson(QJsonObject{{QStringLiteral("v"), 1},
                                                 {QStringLiteral("writers"), writers},
                                                 {QStringLiteral("held"), heldEvents},
                                                 {QStringLiteral("waived_places"), sortedArray(m_waivedPlaces)},
                                                 {QStringLiteral("waived_events"), sortedArray(m_waivedEvents)},
                                                 {QStringLiteral("last"), QString::fromLatin1(m_lastApplied)},
                                                 {QStringLiteral("uid"), static_cast<qint64>(m_lastUid)}});
    Q_ASSERT(bytes); // whole numbers and text only
    return *bytes;
}

Result<CausalOrder> CausalOrder::restore(const QByteArray &state, AppliedHash appliedBefore)
{
    const QJsonObject json = QJsonDocument::fromJson(state).object();
    if (json.value(QLatin1String("v")).toInteger() != 1)
        return corrupt(QStringLiteral("no version"));
    CausalOrder order(std::move(appliedBefore));
    const QJsonObject writers = json.value(QLatin1String("writers")).toObject();
    for (auto it = writers.begin(); it != writers.end(); ++it) {
        const QJsonArray writer = it.value().toArray();
        order.m_writers.insert(it.key().toLatin1(), {writer.at(0).toInteger(), writer.at(1).toString().toLatin1()});
    }
    order.m_waivedPlaces = setOf(json.value(QLatin1String("waived_places")));
    order.m_waivedEvents = setOf(json.value(QLatin1String("waived_events")));
    order.m_lastApplied = json.value(QLatin1String("last")).toString().toLatin1();
    order.m_lastUid = static_cast<quint32>(json.value(QLatin1String("uid")).toInteger());
    for (const QJsonValue &element : json.value(QLatin1String("held")).toArray()) {
        const QJsonObject held = element.toObject();
        auto event = heldEvent(held);
        if (!event)
            return Failure(event.error());
        const auto uid = static_cast<quint32>(held.value(QLatin1String("uid")).toInteger());
        const Step step = order.check(event->event);
        if (step.next != Next::Wait)
            return corrupt(QStringLiteral("an event is held without a reason"));
        order.hold({uid, ++order.m_ordinal}, *event, step.waitsFor);
    }
    return order;
}

} // namespace otklik::journal
