// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace otklik::ticket {

/// The domain that tells the company of an address (any form EmailAddress accepts), lower case; empty for free-mail
/// providers and for what is no address. Subdomains are kept: the store compares whole domains.
[[nodiscard]] QString companyDomainOf(const QString &address);
/// Where anybody gets a mailbox: gmail.com, yandex.*, mail.ru …
[[nodiscard]] bool isFreeMailDomain(const QString &domain);

} // namespace otklik::ticket
