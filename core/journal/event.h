// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace otklik::journal {

/// One change to one object. `condition` ("if" on the wire) names fields and the version of each that the author saw:
/// {"status": 3} holds when field "status" of the object has been set three times so far. An op whose condition does
/// not hold is void, the same on every workstation (compare-and-set in the log).
struct Op
{
    QString type;   ///< "ticket.status", see docs/journal.md for all types
    QString object; ///< "ticket:KEY", "canned:NAME", "contact:ADDRESS", "company:DOMAIN", "team"
    QJsonObject data;
    QJsonObject condition;

    bool operator==(const Op &) const = default;
};

/// One decision of a person = one event = one message in the journal folder. Immutable. All ops hold or none.
struct Event
{
    int version = 1;
    QByteArray id;       ///< 128 random bits, hex
    QByteArray writer;   ///< the installation that wrote it, hex
    qint64 sequence = 0; ///< 1, 2, 3 … per writer
    QByteArray previous; ///< hash (canonicalHash) of the writer's event before; empty for the first
    QByteArray seenId;   ///< last event this writer had applied; empty when none
    QByteArray seenHash; ///< fold hash at that event
    QString by;          ///< address of the person
    Instant at;          ///< the writer's clock: for show only, order never uses it
    std::vector<Op> ops;

    bool operator==(const Event &) const = default;
};

} // namespace otklik::journal
