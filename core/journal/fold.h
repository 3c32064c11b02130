// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/journal/event.h"
#include "core/journal/object_state.h"

#include <functional>
#include <vector>

namespace otklik::journal {

/// Raise when a reducer changes or one is added: caches that folded with another number start from nothing. 2:
/// ticket.requester, ticket.dismissed and sender.set, which 1 kept as unknown. 3: `erased` of ticket.requester, and
/// automatic.resumed.
inline constexpr int kReducerVersion = 3;

/// What the reducers know of an event besides the op.
struct EventMeta
{
    QByteArray id;
    QString by;
    Instant shownAt; ///< smaller of event.at and INTERNALDATE of its mail; event.at for a pending one
    bool pending = false;

    [[nodiscard]] static EventMeta confirmed(const Event &event, Instant internalDate);
    [[nodiscard]] static EventMeta unconfirmed(const Event &event);
};

enum class OpOutcome {
    Applied,
    NoEffect,  ///< it held, but changed nothing (opened twice, note with a known id)
    Void,      ///< a condition of its event did not hold: nothing of the event counts, tell its author
    Malformed, ///< data without what the type needs: no effect, the event's other ops count
    Unknown,   ///< type or version of a newer program: kept, the object is marked
};

/// One op on one state, conditions not looked at. Pure: no clock, no locale, no random.
[[nodiscard]] OpOutcome applyOp(ObjectState &state, const Op &op, const EventMeta &meta);

/// Reads the state of an object as it is before the event; a fresh ObjectState when it has none yet.
using StateLookup = std::function<ObjectState(const QString &object)>;

/// Why an event is void: index of the op, and the field whose version differs (or "merged_into" for a circle).
struct BrokenCondition
{
    std::size_t op = 0;
    QString field;
    qint64 expected = 0;
    qint64 found = 0;
};
/// Compare-and-set of all ops against the state before the event. Empty when the event holds.
[[nodiscard]] std::vector<BrokenCondition> checkEvent(const Event &event, const StateLookup &lookup);

/// A message that an op put on a ticket; the last one in canonical order wins. `message` may be empty (then
/// `messageId` finds the mail).
struct Placement
{
    QString message; ///< content key, hex
    QString messageId;
    QString ticket; ///< KEY, hex
    bool operator==(const Placement &) const = default;
};

struct EventResult
{
    std::vector<OpOutcome> outcomes; ///< one an op
    std::vector<BrokenCondition> broken;
    std::map<QString, ObjectState> changed; ///< new states, to be stored by the caller
    std::vector<QString> opened;            ///< objects effectively opened, in order: each gets the next number
    std::vector<Placement> placements;      ///< effective ones, in order

    [[nodiscard]] bool isVoid() const { return !broken.empty(); }
};
/// Folds one event into the states of the objects it names: all ops or none.
[[nodiscard]] EventResult applyEvent(const Event &event, const EventMeta &meta, const StateLookup &lookup);

/// The condition a writer puts into a new op: the versions of `fields` as he sees them now.
[[nodiscard]] QJsonObject conditionOn(const ObjectState &state, const std::vector<QString> &fields);

} // namespace otklik::journal
