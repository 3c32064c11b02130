// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"
#include "core/mime/message_builder.h"
#include "core/workspace/desk_values.h"

#include <QLocale>
#include <QSet>
#include <QTimeZone>

namespace otklik::workspace {

/// Who an answer to `mail` goes to: Reply-To, else From; with `toAll` the other To and Cc in Cc. Our own addresses
/// (lower case) are left out. An answer to a mail of our own goes to whom that went.
void fillRecipients(ReplyRequest &request, const mime::Message &mail, bool toAll, const QSet<QString> &ourAddresses);

/// The customer in the place of who sent the mail for him (a form, one of us); `requester` where nobody is left.
void answerCustomer(ReplyRequest &request, const ticket::PersonRef &customer, const ticket::PersonRef &requester);

/// What goes along below the words of whoever forwards `mail`: whom it is from, when, to whom, about what, its text.
/// The names are those of the header, so that they suit any language.
[[nodiscard]] QString forwardedText(const mime::Message &mail, Instant at, const QTimeZone &zone);

/// The customer's words below ours, as every mail program expects them: when, in `zone` and as `language` writes it,
/// who, and what he wrote, marked. No words of our own.
[[nodiscard]] QString quotedText(const mime::Message &mail, Instant at, const QTimeZone &zone,
                                 QLocale::Language language);

/// Russian when more letters of the text are Cyrillic than not, else English.
[[nodiscard]] QLocale::Language languageOf(const QString &text);

/// What composing needs to know beyond the request.
struct ReplyContext
{
    QString fromName;
    QString fromAddress;
    QString token;                      ///< "[#4182-k7f3q]", empty while the ticket has no number
    std::vector<QByteArray> references; ///< ids that the answer names, oldest first
    QByteArray messageId;               ///< of the new mail, without brackets
    Instant now;
};

/// The mail of an answer. InvalidInput names the address or file that is off.
[[nodiscard]] Result<mime::OutgoingMessage> composeReply(const ReplyRequest &request, const ReplyContext &context);

/// The address of "Name <address>" or "address"; empty when it is none.
[[nodiscard]] QString bareAddress(const QString &text);

} // namespace otklik::workspace
