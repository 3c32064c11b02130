// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/sla_policy.h"

#include <QSet>
#include <QString>

#include <chrono>

namespace otklik::store {

/// Settings that placing and projecting depend on. When they change, Store::recompute() has to run.
struct DeskRules
{
    QSet<QString> ourAddresses; ///< lower case: of the accounts and of this desk; specialists of the journal are added
    QString homeAccount;        ///< mailbox of tickets that no mail made
    std::chrono::milliseconds reopenPeriod = ticket::kDefaultReopenPeriod;
    ticket::SlaPolicy sla = ticket::defaultSlaPolicy();
};

} // namespace otklik::store
