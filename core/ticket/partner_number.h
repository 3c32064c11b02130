// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace otklik::ticket {

/// Numbers that another desk gave a matter, as its mails name them in their subjects: [#123456], [Ticket#2024…],
/// "Request #1234", «Обращение № 12345», INC0012345, [JIRA] (SHOP-12), [SHOP-123], each with the domain of the sender:
/// "partner:acme.example:123456". Empty for free mail, where no domain is one desk's. At most three. Pure: two mails
/// belong to one matter when they have a mark in common.
[[nodiscard]] std::vector<QByteArray> partnerMarks(const QString &fromAddress, const QString &subject);

} // namespace otklik::ticket
