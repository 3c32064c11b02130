// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/mime/email_address.h"

namespace otklik::journal {

/// First message of a journal folder: names the journal and carries the key of its MACs, readable only with access to
/// the mailbox. When two desks make one at the same time, the one with the lower UID counts.
struct Genesis
{
    QByteArray journal; ///< 128 random bits, hex
    QByteArray key;     ///< 32 random bytes (raw)
    Instant created;

    bool operator==(const Genesis &) const = default;
};

[[nodiscard]] Genesis makeGenesis(Instant now);
[[nodiscard]] QByteArray encodeGenesisMail(const Genesis &genesis, const mime::EmailAddress &mailbox,
                                           const QString &sentence);
/// NotFound when the mail holds no genesis, InvalidInput when it was delivered from outside (trace headers) or damaged.
[[nodiscard]] Result<Genesis> decodeGenesisMail(const QByteArray &raw);

} // namespace otklik::journal
