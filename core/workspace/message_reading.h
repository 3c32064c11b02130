// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/customer_queries.h"
#include "core/ticket/timeline.h"

#include <QByteArray>

namespace otklik::workspace {

/// What this desk knows and a mail does not.
struct ReadingContext
{
    QByteArray charset;       ///< that a person chose; empty = as the mail says
    QStringList authservers;  ///< settings::AccountConfig::authservers
    QString mailHost;         ///< where the mailbox is read; empty for a local one
    QStringList knownDomains; ///< of this desk and its customers
    bool fromOutside = true;  ///< false: our own mail, which nobody vouches for
};

/// A mail read for people. Pure; threads that call it need 8 MB of stack.
[[nodiscard]] ticket::MessageContent readMessage(const QByteArray &raw, const ReadingContext &context);

/// Whether MessageContent::defects are those of a mail that was too large to be taken and lies on the server: its size
/// there, 0 when the server does not tell.
[[nodiscard]] std::optional<qint64> heldBackSize(const QStringList &defects);

/// Compares the sender, Reply-To and the links with the domains of the customers that this desk has dealt with: sets
/// `lookAlike`, and adds to `knownDomains` those that a link may be taken for.
[[nodiscard]] Result<void> compareWithCustomers(ticket::MessageContent &content,
                                                const store::CustomerQueries &customers);

} // namespace otklik::workspace
