// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/event_log.h"

#include <algorithm>

namespace otklik::journal {

namespace {

/// A waive of more places than this is a mistake; what is over it stays held.
constexpr qint64 kMaxWaived = 10'000;

QByteArray placeName(const QByteArray &writer, qint64 sequence)
{
    return writer + ':' + QByteArray::number(sequence);
}

QByteArray waitForPlace(const QByteArray &writer, qint64 sequence)
{
    return "place:" + placeName(writer, sequence);
}

QByteArray waitForEvent(const QByteArray &id)
{
    return "event:" + id;
}

} // namespace

CausalOrder::CausalOrder(AppliedHash appliedBefore)
    : m_appliedBefore(std::move(appliedBefore))
{
}

OfferResult CausalOrder::offer(quint32 uid, const SealedEvent &event)
{
    OfferResult result;
    const std::optional<Offered> known = knownAlready(event);
    if (known == Offered::Duplicate) {
        m_lastUid = std::max(m_lastUid, uid);
        result.offered = *known;
        return result;
    }
    if (uid < m_lastUid) {
        result.offered = Offered::OutOfOrder;
        return result;
    }
    m_lastUid = uid;
    if (known) {
        result.offered = *known;
        return result;
    }
    const Step step = check(event.event);
    if (step.next == Next::Fork) {
        result.offered = Offered::Forked;
    } else if (step.next == Next::Wait) {
        hold({uid, ++m_ordinal}, event, step.waitsFor);
    } else {
        result.offered = Offered::Applied;
        result.applicable.push_back(event);
        apply(event);
        settle(result);
    }
    return result;
}

QByteArray CausalOrder::appliedHash(const QByteArray &id) const
{
    if (const auto it = m_applied.constFind(id); it != m_applied.cend())
        return *it;
    return m_appliedBefore ? m_appliedBefore(id) : QByteArray();
}

bool CausalOrder::isApplied(const QByteArray &id) const
{
    return !appliedHash(id).isEmpty();
}

std::optional<Offered> CausalOrder::knownAlready(const SealedEvent &event) const
{
    QByteArray hash = appliedHash(event.event.id);
    if (hash.isEmpty())
        hash = m_heldHash.value(event.event.id);
    if (hash.isEmpty())
        return std::nullopt;
    return hash == event.hash ? Offered::Duplicate : Offered::Forged;
}

CausalOrder::Step CausalOrder::checkSequence(const Event &event) const
{
    if (m_waivedPlaces.contains(placeName(event.writer, event.sequence)))
        return {};
    const WriterState writer = m_writers.value(event.writer);
    if (event.sequence <= writer.sequence)
        return {Next::Fork, {}};
    if (event.sequence > writer.sequence + 1)
        return {Next::Wait, waitForPlace(event.writer, event.sequence - 1)};
    // After a waive the hash of the event before is not known.
    const bool continues = writer.hash.isEmpty() || writer.hash == event.previous;
    return {continues ? Next::Apply : Next::Fork, {}};
}

CausalOrder::Step CausalOrder::check(const Event &event) const
{
    Step step = checkSequence(event);
    if (step.next == Next::Apply && !event.seenId.isEmpty() && !m_waivedEvents.contains(event.seenId) &&
        !isApplied(event.seenId))
        step = {Next::Wait, waitForEvent(event.seenId)};
    return step;
}

void CausalOrder::hold(const Place &place, const SealedEvent &event, const QByteArray &waitsFor)
{
    m_held.insert_or_assign(place, event);
    m_heldHash.insert(event.event.id, event.hash);
    m_waiting[waitsFor].push_back(place);
}

void CausalOrder::apply(const SealedEvent &sealed)
{
    const Event &event = sealed.event;
    m_applied.insert(event.id, sealed.hash);
    m_lastApplied = event.id;
    if (!m_waivedPlaces.remove(placeName(event.writer, event.sequence)))
        m_writers.insert(event.writer, {event.sequence, sealed.hash});
    wake(waitForPlace(event.writer, event.sequence));
    wake(waitForEvent(event.id));
    applyWaives(event);
}

void CausalOrder::applyWaives(const Event &event)
{
    for (const Op &op : event.ops) {
        if (op.type != QLatin1String("journal.waive"))
            continue;
        const QByteArray writer = op.data.value(QLatin1String("writer")).toString().toLatin1();
        if (!writer.isEmpty() && writer != event.writer) // nobody waives for himself
            waiveWriter(writer, op.data.value(QLatin1String("upto")).toInteger(0));
        const QByteArray id = op.data.value(QLatin1String("event")).toString().toLatin1();
        if (!id.isEmpty() && !isApplied(id)) {
            m_waivedEvents.insert(id);
            wake(waitForEvent(id));
        }
    }
}

void CausalOrder::waiveWriter(const QByteArray &writer, qint64 upto)
{
    const qint64 from = m_writers.value(writer).sequence + 1;
    const qint64 end = std::min(upto, from + kMaxWaived - 1);
    if (end < from)
        return;
    for (qint64 sequence = from; sequence <= end; ++sequence)
        m_waivedPlaces.insert(placeName(writer, sequence));
    m_writers.insert(writer, {end, {}});
    for (qint64 sequence = from - 1; sequence <= end; ++sequence)
        wake(waitForPlace(writer, sequence));
}

void CausalOrder::wake(const QByteArray &what)
{
    const std::vector<Place> places = m_waiting.take(what);
    m_ready.insert(places.begin(), places.end());
}

void CausalOrder::settle(OfferResult &result)
{
    while (!m_ready.empty()) {
        const Place place = *m_ready.begin();
        m_ready.erase(m_ready.begin());
        const SealedEvent event = m_held.at(place);
        const Step step = check(event.event);
        if (step.next == Next::Wait) {
            m_waiting[step.waitsFor].push_back(place);
            continue;
        }
        m_held.erase(place);
        m_heldHash.remove(event.event.id);
        if (step.next == Next::Fork) {
            result.forked.push_back(event);
        } else {
            result.applicable.push_back(event);
            apply(event);
        }
    }
}

std::vector<CausalOrder::Held> CausalOrder::held() const
{
    std::vector<Held> all;
    for (const auto &[place, event] : m_held)
        all.push_back({place.uid, event});
    return all;
}

qint64 CausalOrder::appliedSequence(const QByteArray &writer) const
{
    return m_writers.value(writer).sequence;
}

QByteArray CausalOrder::appliedHashOfWriter(const QByteArray &writer) const
{
    return m_writers.value(writer).hash;
}

} // namespace otklik::journal
