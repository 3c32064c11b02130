// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/outbox_repository.h"
#include "core/store/timeline_queries.h"
#include "core/workspace/desk_values.h"

#include <QSet>

namespace otklik::workspace {

/// The one gate for every mail that a person sends (architecture.md "Outbox"). It says what speaks against sending; who
/// may wave it through is said in each objection (SendObjection::canOverride).

/// What can be told from the answer alone: nobody to send it to, nothing written, a placeholder without a value,
/// "attached" without a file.
[[nodiscard]] std::vector<SendObjection> textObjections(const ReplyRequest &request);

/// What came onto the ticket since `since`: a mail of the customer, an answer of somebody else. `me` is the address of
/// who writes. A forward answers nobody and is not asked about.
[[nodiscard]] Result<std::vector<SendObjection>> newsObjections(const store::TimelineQueries &timeline,
                                                                const ticket::Key &ticket, const store::Standing &since,
                                                                const QString &me);

/// Whoever wrote last, or the address he wants answers at, is not among the recipients any more; or is, and has no
/// other part in the ticket, nor is of the requester's company.
[[nodiscard]] Result<std::vector<SendObjection>> recipientObjections(const store::TimelineQueries &timeline,
                                                                     const ReplyRequest &request,
                                                                     const ticket::PersonRef &requester,
                                                                     const QSet<QString> &ourAddresses);

/// The server has said what it takes at most (`limit` in bytes, 0 = it has not), and this is more.
[[nodiscard]] std::vector<SendObjection> sizeObjections(const ReplyRequest &request, qint64 limit);

/// In English, for the command line and the log: one sentence without its full stop.
[[nodiscard]] QString sentenceOf(const std::vector<SendObjection> &objections);

/// For the last look before an answer leaves: what came in since it was written, as sentenceOf(); empty when nothing
/// did, or it is not to be asked about.
[[nodiscard]] Result<QString> objectionAtTheDoor(store::Database &database, const store::OutboxMail &mail,
                                                 const QString &me);

/// Name under which a server's size limit is kept in the cache (store::Database::meta).
[[nodiscard]] QByteArray sizeLimitName(const QString &account);

} // namespace otklik::workspace
