// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace otklik::test {

/// A mail as no program should write it, and as some do.
struct BadMail
{
    const char *name;
    QByteArray raw; ///< with CRLF, as the server gives it
};

/// Structure, charsets, headers, sizes: everything of "Bad input" that a mail can bring along. Different each from
/// each. About 60 MB in all.
[[nodiscard]] std::vector<BadMail> badMails();

} // namespace otklik::test
