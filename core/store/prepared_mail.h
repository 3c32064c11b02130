// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"
#include "core/store/source_codec.h"
#include "core/ticket/ticket.h"
#include "core/ticket/timeline.h"

#include <QSet>

#include <string>
#include <vector>

namespace otklik::store {

/// Everything the cache keeps of one mail, in the form in which it is written. Made in the pool, so that the writing
/// thread only moves bytes. Holds no parsed text (it is large).
struct PreparedMail
{
    ticket::Key key; ///< content key
    QString messageId;
    qint64 idHash = 0;
    Instant headerDate;
    mime::AutoKind autoKind = mime::AutoKind::None;
    std::string bounce; ///< JSON, empty when none
    QString fromAddress, fromName;
    std::string people; ///< JSON
    QString subject, preview;
    std::string references, inReplyTo; ///< oldest first, separated by spaces
    std::vector<qint64> namedIds;      ///< hashes of all Message-IDs it names and of its marks, sorted, each once
    std::vector<qint64> tokenNumbers;  ///< of the subject and of what it quotes, right or wrong
    std::string hints;                 ///< JSON of MailHints, empty when none
    bool courtesyOnly = false;         ///< says nothing but thanks
    qint64 size = 0;
    std::string files; ///< JSON, empty when none
    bool hasFiles = false;
    qint64 defects = 0;
    StoredSource source;
    /// Words for the text index.
    std::string subjectWords, bodyWords, senderWords, fileWords;
};

/// Thread-safe, no I/O. `raw` as it came from the server, `parsed` what mime made of it. What a list passed on that is
/// one of `ourAddresses` (lower case) itself, or stands in their domain and has a writer from outside, is no mail of a
/// list: a support address may be a group.
[[nodiscard]] PreparedMail prepareMail(const QByteArray &raw, const mime::Message &parsed,
                                       const QSet<QString> &ourAddresses = {});

/// 64 bits of a Message-ID without angle brackets; 0 for an empty one. The same on every machine.
[[nodiscard]] qint64 messageIdHash(QByteArrayView messageId);
/// Under which message_ref finds the bounces that say that an address (lower case) was not reached for good.
[[nodiscard]] QByteArray notReachedMark(const QString &addressKey);
/// First words of a text in one line: at most 200 characters, quotes ("> …") left out when anything else is there.
[[nodiscard]] QString previewOf(const QString &text);

/// JSON of PreparedMail back into values.
struct MailPeople
{
    std::vector<ticket::PersonRef> replyTo, to, cc, bcc;
};
[[nodiscard]] MailPeople readPeople(const QByteArray &json);
/// What else may tell where a mail belongs (ticket::MessageFacts), and when an absent person is back.
struct MailHints
{
    std::vector<QByteArray> ids;
    std::vector<QByteArray> formerIds; ///< of them its own; not known of mails that were taken before 2026-11-30
    QByteArray conversation;
    QString tokens;
    QDate backOn;
};
[[nodiscard]] MailHints readHints(const QByteArray &json);
/// Mail of one of `ourAddresses` (lower case) to somebody else is an answer of ours, and so is what lies in Sent. What
/// one of us writes to the team's own mailbox alone, a forward above all, is a matter that somebody has to see to; so
/// is what a contact form sends there by way of that mailbox, which has a customer in Reply-To.
[[nodiscard]] bool isWrittenByUs(const QString &fromAddress, const QByteArray &people,
                                 const QSet<QString> &ourAddresses, bool isInSent);
[[nodiscard]] std::vector<ticket::AttachmentInfo> readFiles(const QByteArray &json);
[[nodiscard]] std::optional<mime::Bounce> readBounce(const QByteArray &json);
/// For people: the status code, unless the server's words name it, and those words.
[[nodiscard]] QString bounceReason(const mime::Bounce &bounce);
/// "", "bounce", "auto-reply", "list", "receipt", "robot" (ticket::TimelineEntry::automatic).
[[nodiscard]] QString autoKindName(mime::AutoKind kind);

} // namespace otklik::store
