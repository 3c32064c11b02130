// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"
#include "core/store/store.h"

#include <functional>

namespace otklik::store {

struct Finding
{
    /// "integrity", "integrity-local", "foreign-keys", "ledger", "places", "projection", "views", "search", "journal"
    QString check;
    QString detail; ///< English, what is wrong; empty when all is well
    bool repaired = false;

    [[nodiscard]] bool isWell() const { return detail.isEmpty(); }
};

/// Checks the cache against what it was computed from. On the writing connection.
class Doctor final
{
public:
    using Parse = std::function<mime::Message(const QByteArray &raw)>;

    /// `parse` is needed to build the text index anew.
    Doctor(Store &store, Parse parse);

    /// One entry a check, also for those that found nothing wrong. With `repair`, mends what can be computed again.
    [[nodiscard]] Result<std::vector<Finding>> examine(bool repair);

private:
    [[nodiscard]] QString integrity(const char *schema) const;
    [[nodiscard]] QString foreignKeys() const;
    [[nodiscard]] QString ledger() const;
    [[nodiscard]] QString places() const;
    [[nodiscard]] QString projections() const;
    [[nodiscard]] QString views() const;
    [[nodiscard]] QString searchIndex() const;
    [[nodiscard]] QString journal() const;
    [[nodiscard]] Result<void> rebuildSearch();

    Store &m_store;
    Parse m_parse;
};

} // namespace otklik::store
