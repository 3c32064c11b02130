// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"
#include "core/mime/email_address.h"
#include "core/mime/invitation.h"
#include "core/mime/mailbox.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <optional>
#include <vector>

namespace otklik::mime {

/// What kind of automatic mail this is. Kinds are told apart because they are treated differently:
/// only a permanent bounce of our own answer reopens a ticket.
enum class AutoKind { None, Bounce, AutoReply, List, Receipt, Robot };

/// A delivery report (RFC 3464 in multipart/report RFC 6522, or recognised free-form).
struct Bounce
{
    bool permanent = false;               ///< the server gave up: action failed, or prose that says so
    QString status;                       ///< enhanced status code, "5.1.1", or empty
    QString diagnostic;                   ///< the server's words, one line
    std::vector<EmailAddress> recipients; ///< who was not reached
    QByteArray originalMessageId;         ///< without angle brackets, empty when not told
    /// What else that mail is called: the envelope id (RFC 3461 §4.4), which no relay rewrites, ids that relays keep in
    /// other headers.
    std::vector<QByteArray> otherIds = {};
    std::vector<QByteArray> originalAnswers = {}; ///< what the mail that came back answers, nearest first
    QString originalSubject;                      ///< of the mail that came back, when it came along

    bool operator==(const Bounce &) const = default;
};

/// A leaf part that is offered as a file.
struct Attachment
{
    int part = 0;          ///< index for `extractPart`: position of the leaf in depth-first order
    QString fileName;      ///< safe to show and to save; never empty
    QString contentType;   ///< "image/png", lower case
    QByteArray contentId;  ///< without angle brackets, empty when none
    bool isInline = false; ///< shown inside the HTML by cid:, not listed as a file
    qint64 size = 0;       ///< decoded bytes
    bool isAside =
        false;           ///< listed, but nothing that somebody sends: a signature's logo, an invitation shown as a card
    QString source = {}; ///< of a file that came packed in another one: that one's name ("winmail.dat")

    bool operator==(const Attachment &) const = default;
};

/// Signed or encrypted by the sender's program (S/MIME RFC 8551, OpenPGP RFC 3156 and inline): recognised and named,
/// never verified, never decrypted.
struct Protection
{
    enum class Scheme { None, Smime, Pgp };
    Scheme scheme = Scheme::None;
    bool isSigned = false;
    bool isEncrypted = false; ///< what is inside cannot be read here; no text of it stands in the message
    bool isOpaque = false;    ///< signed, with the text inside the signature: cannot be read here either

    bool operator==(const Protection &) const = default;
};

/// The mailing list or group that passed a mail on, as its headers name it (RFC 2919, RFC 2369).
struct MailingList
{
    QString id;                          ///< of List-Id, without angle brackets, lower case; empty when there is none
    std::vector<EmailAddress> addresses; ///< where one writes to it (List-Post, Mailing-List)
    AutoKind withoutIt = AutoKind::None; ///< what the mail is when the list is nothing but our own mailbox

    /// Whether that is where one writes to it.
    [[nodiscard]] bool isAt(const EmailAddress &address) const;
    bool operator==(const MailingList &) const = default;
};

/// Something the parser had to put up with. Never fatal.
enum class Defect {
    TooLarge,
    HeadersTruncated,
    NestingCut,
    PartsCut,
    AddressesCut,
    UndeclaredCharset,
    WrongCharset,
    BrokenEncoding,
    MissingBoundary,
    DuplicateContentType,
    NulBytes,
    NoMessageId,
    NoDate,
    NoFrom,
    Undecodable,
};

/// One mail, parsed once. Parsing never fails: the best reading plus the defects met.
struct Message
{
    QByteArray messageId;               ///< without angle brackets; empty when the header is missing
    std::vector<QByteArray> references; ///< oldest first, without angle brackets, at most 200
    std::vector<QByteArray> inReplyTo;
    std::vector<QByteArray> otherIds;  ///< in headers of relays and servers: formerIds, and ids of what it belongs to
    std::vector<QByteArray> formerIds; ///< its own, before a relay wrote another one (X-Google-Original-Message-ID)
    QByteArray threadIndex;            ///< Outlook's conversation: first 22 bytes of Thread-Index, hex; else empty
    QString subject;                   ///< decoded, one line
    std::vector<Mailbox> from;
    std::optional<Mailbox> writer; ///< whom a list names that stands in `from` itself: to be believed of our own lists
    std::vector<Mailbox> sender, replyTo, to, cc, bcc;
    Instant date; ///< Date header; never when missing or senseless
    QString text; ///< readable text, whole (quotes included): plain text, and HTML that is not its alternative
    QString html; ///< decoded HTML as sent (NOT sanitised), with plain text that stands beside
                  ///< it (not as its alternative); empty when there is none
    std::vector<Attachment> attachments; ///< inline images too (`isInline`)
    QString charset;                     ///< what the text was decoded with
    QString nestedText;                  ///< words of the mails inside it, for the search; shown in their own viewer
    Protection protection;
    std::optional<Invitation> invitation;
    AutoKind autoKind = AutoKind::None;
    std::optional<Bounce> bounce;    ///< set when autoKind is Bounce
    QDate backOn;                    ///< of an absence note: the day of return, where it says one; else invalid
    std::optional<MailingList> list; ///< set when autoKind is List
    std::vector<Defect> defects;

    /// What a person would call "with an attachment".
    [[nodiscard]] bool hasFiles() const
    {
        for (const Attachment &attachment : attachments)
            if (!attachment.isInline && !attachment.isAside)
                return true;
        return false;
    }
};

} // namespace otklik::mime
