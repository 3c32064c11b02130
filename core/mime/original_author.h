// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"

#include <optional>

namespace otklik::mime {

// Who wrote, when it is not the sender: hints for people to decide upon, never an identity.

/// Who wrote the mail that this one forwards: the From line of the first forwarded block in the text, as Gmail, Outlook
/// (English, Russian, German), Apple Mail, Thunderbird, Yandex, Mail.ru and this program write it.
[[nodiscard]] std::optional<Mailbox> forwardedAuthor(const QString &text);

/// The From header of the first mail attached to `raw` (message/rfc822); `mail` is `raw`, parsed.
[[nodiscard]] std::optional<Mailbox> attachedAuthor(const QByteArray &raw, const Message &mail);

/// Who filled in the form whose mail this is: Reply-To when it names somebody else than From; else the address on a
/// labelled line of the text (Email:, E-mail:, Почта:), with the name on another (Name:, Имя:).
[[nodiscard]] std::optional<Mailbox> formAuthor(const Message &mail);

/// True when the text holds words that are neither quoted nor a signature.
[[nodiscard]] bool hasOwnWords(const QString &text);

} // namespace otklik::mime
