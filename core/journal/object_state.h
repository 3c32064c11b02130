// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <map>
#include <set>
#include <vector>

namespace otklik::journal {

/// A single-valued field: its value, how many times it was set (what "if" conditions name), and by whom last.
struct Field
{
    QJsonValue value;
    qint64 version = 0;
    QString by;
    Instant at;
    bool pending = false; ///< the last value is a decision not yet confirmed

    bool operator==(const Field &) const = default;
};

/// An entry of an append-only list (notes, replies, …).
struct ListEntry
{
    QByteArray event;
    QString by;
    Instant at;
    bool pending = false;
    QJsonObject data; ///< as in the op

    bool operator==(const ListEntry &) const = default;
};

/// State of one object of the journal = fold of its confirmed ops in canonical order, then of own pending ones. The
/// typed views (TicketState, …) read it. Ordered containers: no hash order ever reaches a reducer or a hash.
struct ObjectState
{
    QString object; ///< "ticket:KEY", …
    std::map<QString, Field> fields;
    std::map<QString, std::set<QString>> sets;
    std::map<QString, std::vector<ListEntry>> lists;
    bool needsNewerApp = false; ///< touched by an op or version this program does not know: read-only here
    bool pending = false;       ///< an unconfirmed op took effect

    /// What stands in a field; undefined when never set.
    [[nodiscard]] QJsonValue value(const QString &field) const;
    /// 0 when never set.
    [[nodiscard]] qint64 version(const QString &field) const;
    bool operator==(const ObjectState &) const = default;
};

/// For the cache: everything but `pending` marks (only confirmed states are stored). Reading fails with StorageCorrupt.
[[nodiscard]] QJsonObject objectStateToJson(const ObjectState &state);
[[nodiscard]] Result<ObjectState> objectStateFromJson(const QJsonObject &json);

} // namespace otklik::journal
