// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace otklik::ticket {

/// What a ticket is called whose first mail has this subject: without our token and without prefixes of answers and
/// forwards; the subject itself when nothing is left of it.
[[nodiscard]] QString ticketSubject(const QString &mailSubject);

/// True when a subject is about something else than all of `before`: beyond prefixes, tokens, marks in brackets that
/// lists, filters and other desks put in, letter case and signs, neither holds the other. An empty one never is.
[[nodiscard]] bool isOtherSubject(const QString &subject, const QStringList &before);

/// True when two subjects are equal, or only one of them has marks in brackets or stars ("[EXT]", "***SPAM***") beside
/// what they share: one way of a mail put them in. "[web1] full" and "[web2] full" are two.
[[nodiscard]] bool isSameButForMarks(const QString &a, const QString &b);

} // namespace otklik::ticket
