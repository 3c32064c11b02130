// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/mail_warnings.h"

#include <algorithm>

namespace otklik::cli {

MailWarnings warningsOf(const ticket::MessageContent &content)
{
    MailWarnings warnings;
    if (content.lookAlike)
        warnings.lookAlikes.push_back(*content.lookAlike);
    if (content.html.isEmpty())
        return warnings;
    mime::SanitizedHtml safe = mime::sanitizeHtml(content.html);
    for (const QString &host : safe.linkHosts)
        if (auto twin = mime::findLookAlike(host, content.knownDomains);
            twin &&
            std::find(warnings.lookAlikes.begin(), warnings.lookAlikes.end(), *twin) == warnings.lookAlikes.end())
            warnings.lookAlikes.push_back(std::move(*twin));
    warnings.links = std::move(safe.suspiciousLinks);
    return warnings;
}

} // namespace otklik::cli
