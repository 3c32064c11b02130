// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/mime/authentication.h"
#include "core/mime/look_alike.h"
#include "core/mime/message.h"
#include "core/ticket/ticket_row.h"

#include <QDate>
#include <QJsonObject>

#include <algorithm>
#include <vector>

namespace otklik::ticket {

enum class EntryKind { Message, Note, Call, Chat, Event };
enum class Direction { In, Out };
/// Where an answer of ours stands (architecture.md "Outbox"). None for mail that was not sent from here. The numbers
/// are stored: before there were two steps 2 was the whole of sending.
enum class SendState {
    None = 0,
    Waiting = 1,
    Sending = 6,     ///< taken up; the server cannot have it yet
    HandingOver = 2, ///< its last bytes may have left
    Sent = 3,
    Failed = 4,
    Uncertain = 5,
    Held = 7, ///< by the send guard: something came in since it was written; the person decides
};

/// Why an answer is held back that could not even be tried for a day: this machine was away.
inline const QString kWaitedTooLong = QStringLiteral("it has waited for more than a day before it could leave");

/// Whom the server did not take a mail for, while it took it for others.
struct RefusedRecipient
{
    QString address;
    QString words;         ///< of the server, with its codes
    bool permanent = true; ///< false: a second try may help
    bool operator==(const RefusedRecipient &) const = default;
};

struct AttachmentInfo
{
    int part = 0; ///< for Workspace reads of the file
    QString name;
    QString type;
    qint64 size = 0;
    bool isInline = false;
    QByteArray contentId;
    QString source = {}; ///< of a file that came packed in another one: that one's name ("winmail.dat")

    bool operator==(const AttachmentInfo &) const = default;
};

/// One entry of a ticket's timeline, oldest first. A message's text and HTML are read apart (they are large).
struct TimelineEntry
{
    EntryKind kind = EntryKind::Message;
    QString id; ///< stable: content key of a message, id of a note, id of an event
    Instant at;
    PersonRef by;         ///< the sender, or the specialist who decided
    bool pending = false; ///< decision not yet confirmed

    // messages
    MessageRow message;                ///< none while an answer is only in the outbox
    QString messageId;                 ///< RFC 5322 Message-ID without brackets
    std::vector<QByteArray> formerIds; ///< Message-IDs that it had before relays wrote that one
    [[nodiscard]] bool isCalled(const QString &name) const
    {
        return messageId == name || std::ranges::find(formerIds, name.toUtf8()) != formerIds.end();
    }
    Direction direction = Direction::In;
    QString automatic; ///< "", "bounce", "auto-reply", "list", "receipt", "robot"
    std::vector<PersonRef> to, cc;
    QString subject;
    QString preview;
    qint64 size = 0;
    bool unread = false;
    QString placeReason;       ///< "why is this here": id of the reason, see threading.h
    Key lateAnswerTo;          ///< the ticket it was found for, which was over by then: this one follows it
    bool onlyThanks = false;   ///< says nothing but thanks
    bool keptSolved = false;   ///< onlyThanks for an answer, and so it left a solved or closed ticket as it was
    bool keptClosed = false;   ///< keptSolved, of a ticket that was closed or whose reopen period was over
    QStringList notReached;    ///< of a bounce: the addresses that our mail did not reach
    QString bounceReason;      ///< of a bounce: status code and the server's words
    bool gaveUp = false;       ///< of a bounce: for good
    QDate backOn;              ///< of an absence note: the day of return, where it says one
    PersonRef replyTo;         ///< first of Reply-To; empty when there is none
    bool replyToStaff = false; ///< that is one of us, or in our domains
    bool fromStaff = false;    ///< from one of us: the mailboxes, the specialists, their domains
    bool fromUs = false;       ///< the same without their domains
    bool fromForm = false;     ///< its sender is a form (sender.set): the customer is who Reply-To or its text names
    bool otherSubject = false; ///< an answer whose subject is another than that of all messages before
    QStringList dismissed;     ///< offers (offers.h) that were turned down
    QString requesterTaken;    ///< address that the team made the requester because of this message
    std::vector<AttachmentInfo> attachments;
    SendState sendState = SendState::None;
    OutboxRow outbox;
    bool takenBack = false; ///< Failed or Uncertain: by the person who wrote it; cannot be sent again
    QString sendError;      ///< the server's words when it failed; when held, the guard's reasons (SendGuard)
    Instant sendAt;         ///< of a waiting answer: not before
    std::vector<RefusedRecipient> refused; ///< of a sent answer: who did not get it

    // notes, calls, chats
    QString text;

    // events: the op, for the window to put into words
    QString op;
    QJsonObject data;
};

/// What the text of a message suggests; people decide (offers.h).
struct ContentHints
{
    bool ownWords = true;    ///< it says something that is neither quoted nor a signature
    PersonRef forwardedFrom; ///< who wrote what it forwards; empty when it forwards nothing
    PersonRef formAuthor;    ///< who filled in the form, if its sender is one
};

/// The readable content of one message, parsed from its source when asked for.
struct MessageContent
{
    MessageRow message;
    QString text;
    QString html; ///< as sent, not sanitised; empty when the mail has none
    QString charset;
    bool charsetChosen = false; ///< a person at this desk chose `charset` for it
    QStringList defects;
    std::vector<AttachmentInfo> attachments;
    ContentHints hints;

    // what a mail that stands alone needs for its head
    QString subject;
    Instant date;
    std::vector<PersonRef> from, to, cc;

    mime::Protection protection;
    std::optional<mime::Invitation> invitation;
    mime::Authentication authentication;      ///< of mail that came in
    QString answersGoTo;                      ///< Reply-To, when an answer would go elsewhere than to From
    std::optional<mime::LookAlike> lookAlike; ///< of the sender's domain, or that of Reply-To
    QStringList knownDomains;                 ///< of this desk and its customers, to compare links with
};

} // namespace otklik::ticket
