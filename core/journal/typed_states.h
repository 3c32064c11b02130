// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/journal/object_state.h"
#include "core/ticket/customer.h"
#include "core/ticket/ticket.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace otklik::journal {

/// How a ticket came to be.
struct Opening
{
    QByteArray event;
    QString by;
    Instant at;
    ticket::Key message; ///< root mail; empty for a ticket made by a specialist
    QString messageId;
    QString requester, requesterName;
    ticket::Channel channel = ticket::Channel::Mail;
    ticket::Key followUpOf;
    QString text; ///< what a specialist wrote down when making it
    bool operator==(const Opening &) const = default;
};

struct NoteState
{
    QString id;
    QByteArray event;
    QString by;
    Instant at;
    bool pending = false;
    QString text;
    bool operator==(const NoteState &) const = default;
};

struct ReplyState
{
    QByteArray event;
    QString by;
    Instant at;
    bool pending = false;
    QString message; ///< content key
    QString messageId;
    QString outbox;
    QStringList to, cc, bcc;
    QString subject;
    QString canned;
    bool forward = false; ///< passed on, not an answer to the customer
    bool operator==(const ReplyState &) const = default;
};

/// Whom the team made the customer of a ticket.
struct RequesterState
{
    QString address, name;
    QString message; ///< content key of the mail that told so; may be empty
    bool operator==(const RequesterState &) const = default;
};

/// What the journal says about a ticket. Mail adds the rest (status after mail, participants, times).
struct TicketState
{
    ticket::Key key;
    std::optional<Opening> opening;          ///< none: only mail knows it yet
    std::optional<RequesterState> requester; ///< in force; else who opened it
    QString subject;                         ///< of the newest decision or opening
    ticket::Status status = ticket::Status::New;
    Instant statusAt; ///< never when no decision set it
    QString statusBy;
    bool statusPending = false;
    QString cause;
    QString assignee; ///< empty = nobody
    Instant assignedAt;
    ticket::Priority priority = ticket::Priority::Normal;
    QString category;
    QStringList tags; ///< sorted
    std::vector<NoteState> notes;
    std::vector<ReplyState> replies;
    Instant snoozedUntil;
    QString snoozedBy;
    ticket::Key mergedInto;
    QStringList links; ///< KEYs
    bool needsNewerApp = false;
    bool pending = false;

    [[nodiscard]] static TicketState read(const ObjectState &state);
    bool operator==(const TicketState &) const = default;
};

/// A canned response: one text for each language.
struct CannedState
{
    struct Variant
    {
        QString language, title, shortcut, subject, body;
        QStringList tags;
        QString by;
        Instant at;
        bool operator==(const Variant &) const = default;
    };
    QString name;
    std::vector<Variant> variants; ///< sorted by language; empty = removed
    bool needsNewerApp = false;
    bool pending = false;

    [[nodiscard]] static CannedState read(const ObjectState &state);
    bool operator==(const CannedState &) const = default;
};

struct ContactState
{
    QString address;
    QString name, phone, company, language, note;
    QByteArray timeZone;
    ticket::Mood mood = ticket::Mood::None;
    QString moodBy;
    Instant moodAt;
    QString mergedInto; ///< address
    Instant reachedAt;  ///< the team said that mail reaches it again; never when nobody did
    bool needsNewerApp = false;
    bool pending = false;

    [[nodiscard]] static ContactState read(const ObjectState &state);
    bool operator==(const ContactState &) const = default;
};

struct CompanyState
{
    QString domain; ///< the object's name
    QString name, plan;
    QStringList domains;
    bool needsNewerApp = false;
    bool pending = false;

    [[nodiscard]] static CompanyState read(const ObjectState &state);
    bool operator==(const CompanyState &) const = default;
};

/// What the team knows of an address that mail comes from.
struct SenderState
{
    QString address;
    bool isForm = false; ///< the customer is who Reply-To, or a labelled line of the text, names
    bool needsNewerApp = false;
    bool pending = false;

    [[nodiscard]] static SenderState read(const ObjectState &state);
    bool operator==(const SenderState &) const = default;
};

/// What the whole team decided.
struct TeamState
{
    Instant automaticResumedAt; ///< a person closed the breaker of automatic mail; never when nobody had to
    QString automaticResumedBy;

    [[nodiscard]] static TeamState read(const ObjectState &state);
    bool operator==(const TeamState &) const = default;
};

struct SpecialistState
{
    QString address, name, role;
    bool needsNewerApp = false;
    bool pending = false;

    [[nodiscard]] static SpecialistState read(const ObjectState &state);
    bool operator==(const SpecialistState &) const = default;
};

} // namespace otklik::journal
