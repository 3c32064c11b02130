// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/ticket.h"

#include <vector>

namespace otklik::ticket {

/// The mark in subjects of our answers, `[#4182-k7f3q]`: the number and five characters of a hash keyed with the
/// team's secret, so that a number alone opens nothing.
struct SubjectToken
{
    qint64 number = 0;
    QByteArray hash; ///< five characters a-z2-7

    [[nodiscard]] QString toString() const;
    bool operator==(const SubjectToken &) const = default;
};

/// First five characters of lower-case base32 (RFC 4648 §6) of HMAC-SHA256(teamKey, number in decimal + ticket key
/// in hex).
[[nodiscard]] SubjectToken makeSubjectToken(qint64 number, const Key &ticket, const QByteArray &teamKey);
[[nodiscard]] bool isGenuine(const SubjectToken &token, const Key &ticket, const QByteArray &teamKey);
/// The Message-ID of a mail of ours, `t.KEY.RANDOM.HASH@domain`: the ticket's key and `random` (both hex), and eight
/// characters of a hash of the two keyed with the team's secret. Without a secret there is no hash.
[[nodiscard]] QByteArray makeOwnMessageId(const Key &ticket, const QByteArray &random, const QByteArray &domain,
                                          const QByteArray &teamKey);
/// The ticket that such an id names, if its hash is right; else empty.
[[nodiscard]] Key ticketOfOwnId(const QByteArray &messageId, const QByteArray &teamKey);

/// All tokens in a subject, left to right, not yet checked. Upper case and white space inside are put up with.
[[nodiscard]] std::vector<SubjectToken> findSubjectTokens(QStringView subject);
/// The subject without tokens, for show.
[[nodiscard]] QString withoutSubjectTokens(const QString &subject);

} // namespace otklik::ticket
