// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"

namespace otklik::mime {

class GmimeTree;

/// Sent to many, or through a list (RFC 2919, RFC 2369, and older headers).
[[nodiscard]] bool isList(const GmimeTree &tree);

/// Which list it came through; `withoutIt` is not filled.
[[nodiscard]] MailingList listOf(const GmimeTree &tree);

/// A list puts itself into From where the writer's domain forbids others to send for it (DMARC): "'Irina' via Support
/// <support@example.com>". Who wrote is then the first of `candidates` (what Google and Mailman keep in other headers)
/// that is not the list, with the name that From has where it has none of its own. Nothing where From is no list.
[[nodiscard]] std::optional<Mailbox> writerBehindList(const Message &message, const GmimeTree &tree,
                                                      const std::vector<Mailbox> &candidates);

} // namespace otklik::mime
