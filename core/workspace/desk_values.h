// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/strong_id.h"
#include "core/settings/account_config.h"
#include "core/ticket/customer.h"
#include "core/ticket/ticket_row.h"
#include "core/ticket/timeline.h"

#include <QJsonObject>
#include <QSet>
#include <QString>

#include <chrono>
#include <vector>

namespace otklik::workspace {

/// Who is at this desk.
struct Me
{
    QString name;
    QString address;
    QString role; ///< "specialist", "lead" or "trainee"
};

/// The certificate of a server, as a person compares it with what the server's keeper says.
struct ServerCertificate
{
    QString issuer;
    QString fingerprint; ///< SHA-256, "AB:CD:…"
    QStringList hosts;   ///< names it is for
    Instant validFrom, validUntil;
    bool operator==(const ServerCertificate &) const = default;
};

/// A built-in view (id "mine unassigned at-risk waiting on-hold open solved-today snoozed"), a mailbox
/// ("mailbox:support") or a tag ("tag:dns"), with the number of tickets in it.
struct ViewCount
{
    QString id;
    qint64 count = 0;
    bool operator==(const ViewCount &) const = default;
};

/// What a person is writing. One draft per ticket and kind; kept over a crash (local.sqlite). Of a canned response the
/// key stands for its name, and subject, to, cc, bcc and html hold title, name, language, shortcut and text.
enum class DraftKind { Reply, Note, Forward, NewTicket, Canned };
struct Draft
{
    ticket::Key ticket;
    DraftKind kind = DraftKind::Reply;
    QString html; ///< as the editor has it
    QStringList to, cc, bcc;
    QString subject;
    QStringList attachments; ///< absolute paths of files
    int caret = 0;
    Instant updatedAt;
    bool operator==(const Draft &) const = default;
};

struct AttachmentFile
{
    QString name;
    QString type; ///< empty = found by name
    QByteArray bytes;
};

/// What the send guard has against an answer.
struct SendObjection
{
    enum class Rule {
        NoRecipient,
        Empty,
        Gap,             ///< a placeholder without a value: who[0]
        NoFile,          ///< the text speaks of a file, and there is none
        NewMail,         ///< `who` wrote since the answer was begun
        Answered,        ///< `who` of ours answered since
        OtherRecipients, ///< `who` would not get it, though he wrote last
        Newcomer,        ///< it would go to `who`, who wrote last and has no other part in the ticket
        TooLarge,        ///< `size` bytes where the server takes `limit`
    };
    Rule rule = Rule::Empty;
    QStringList who = {};
    qint64 size = 0, limit = 0;
    bool canOverride = false; ///< "Send anyway" makes sense
    bool operator==(const SendObjection &) const = default;
};

/// An answer, ready to go. Recipients are what is shown at Send, frozen from here on.
struct ReplyRequest
{
    ticket::Key ticket;
    MessageRow answerTo; ///< none = the newest customer message (else a new conversation with the requester)
    QStringList to;      ///< empty = computed from the message being answered (Reply-To, else From)
    QStringList cc, bcc;
    QString subject; ///< empty = "Re: …" of the message being answered
    QString text;    ///< plain text; always sent
    QString html;    ///< empty = plain text only
    std::vector<AttachmentFile> attachments;
    QString canned; ///< name of the canned response used, for statistics
    bool solve = false;
    bool quoteOriginal = true;
    /// To somebody else: `to` is given, the mail goes along below the text, the ticket keeps its status.
    bool forward = false;
    bool ignoreWarnings = false; ///< the person was asked and wants it sent all the same
    bool askAgain = true;        ///< the guard looks once more when it leaves: the server may have news by then
    /// What the person has seen of the ticket, as ReadSession::replyDefaults() gave it; empty = what is there now.
    QByteArray standing;
    Instant sendAt;         ///< never = at once
    qint64 undoSeconds = 0; ///< held so long before the first attempt
};

struct NewTicketRequest
{
    QString requester;
    QString requesterName;
    QString subject;
    QString text;
    ticket::Channel channel = ticket::Channel::Mail;
    bool send = false;           ///< the text goes out as a mail to the requester
    QString account;             ///< empty = home account
    bool ignoreWarnings = false; ///< as in ReplyRequest, of that mail
    qint64 undoSeconds = 0;      ///< as in ReplyRequest, of that mail
};

struct MadeTicket
{
    ticket::Key key;
    OutboxRow mail; ///< none when nothing was to be sent
};

struct OutboxItem
{
    OutboxRow id;
    ticket::Key ticket;
    qint64 number = 0;
    QString account;
    QStringList recipients;
    QString subject;
    QString messageId;
    ticket::SendState state = ticket::SendState::Waiting;
    int attempts = 0;
    Instant createdAt, sendAt, nextAttemptAt, sentAt;
    QString error;
    std::vector<ticket::RefusedRecipient> refused; ///< recipients who did not get it, while others did
    bool takenBack = false; ///< by the person at the desk before it was sent; cannot be tried again
};

/// Somebody who signs people in to their mailboxes in the browser (OAuth 2).
struct SignInProvider
{
    QString id;                  ///< "google"
    QString name;                ///< "Google"; the same in every language
    bool hasClientId = false;    ///< false: the person has to register the program there and give its id
    settings::Server imap, smtp; ///< empty for one without a preset
};

/// As whom this program comes to a provider; what is empty stays as it was.
struct SignInClient
{
    QString provider, clientId;
    QString clientSecret;                   ///< some providers want one of desktop programs; it keeps no secret there
    QString authorizeUrl, tokenUrl, scopes; ///< for a provider without a preset
};

/// What the browser shows when it comes back.
struct SignInPages
{
    QString done, failed;
};

/// Where one account stands, for the sync mark, the banners and `account list`.
enum class AccountHealth {
    Idle,
    Connecting,
    Syncing,
    Online,
    Offline,
    SignInRefused,
    PasswordMissing, ///< the keychain or the file has none
    CertificateRefused,
    NotEncrypted,   ///< the server does not encrypt as the account demands: nothing is said to it
    ServerBusy,     ///< it asks to come later: too many connections, too much traffic, in use, out of order
    MailboxFull,    ///< mail is read, but nothing can be written to the server
    PartlyRefused,  ///< new mail is read, but the server refuses the journal, or another folder
    SendingRefused, ///< mail is read, but the server that sends refuses the sign-in
    SendingStalled, ///< mail is read, but answers do not leave: that server puts them off, or does not answer
    Failed
};
struct AccountStatus
{
    QString name;
    QString address;
    QString kind;                ///< "imap" or "maildir"
    bool signsInBrowser = false; ///< with a token of a provider (OAuth 2) instead of a password
    AccountHealth health = AccountHealth::Idle;
    QString detail;     ///< English, for the log and the tooltip
    QStringList alerts; ///< what the server wants people to read, in its own words
    Instant lastSyncAt;
    Instant lastMailAt;
    std::chrono::milliseconds usualSilence{0}; ///< longest pause between the last mails; 0 = too few to say
    qint64 difference = 0;             ///< mails that only the server or only the ledger has (docs/decisions/0010)
    qint64 quarantined = 0;            ///< mails that could not be read or filed, and events that are not the team's
    qint64 done = 0, total = 0;        ///< of the running sync, messages; total 0 = not known yet
    std::chrono::milliseconds left{0}; ///< what it will take, about; 0 = not known yet
    bool operator==(const AccountStatus &) const = default;
};

/// What changed, announced after the commit, coalesced (ChangeFeed).
struct ChangeSet
{
    QSet<ticket::Key> tickets;
    QSet<QString> customers;
    bool views = false;
    bool canned = false;
    bool outbox = false;
    bool everything = false; ///< the cache was rebuilt: forget all
};

/// One row of the canned picker.
struct CannedRow
{
    QString name;     ///< "dns-propagation"
    QString language; ///< "ru", "en"
    QString title;
    QString shortcut; ///< ";dns"
    QString body;     ///< template text
    int uses = 0;
    int usesInSimilar = 0; ///< of the similar tickets looked at
};

enum class GapKind { Filled, FallBack, Missing, Question };
struct RenderedSpan
{
    int start = 0, length = 0;
    QString name;
    GapKind kind = GapKind::Filled;
    bool operator==(const RenderedSpan &) const = default;
};
/// A canned response filled in for one ticket.
struct RenderedAnswer
{
    QString name, language, title, text;
    std::vector<RenderedSpan> spans;
    [[nodiscard]] bool hasGaps() const
    {
        for (const RenderedSpan &span : spans)
            if (span.kind == GapKind::Missing || span.kind == GapKind::Question)
                return true;
        return false;
    }
};

struct SearchHit
{
    QString kind; ///< "ticket", "message", "customer", "answer"
    ticket::Key ticket;
    qint64 number = 0;
    MessageRow message;
    QString messageId;
    QString title;
    QString snippet;
    Instant at;
    double score = 0;
};
struct SearchResult
{
    std::vector<SearchHit> hits;
    qint64 total = 0;
    qint64 elapsedMs = 0;
};

} // namespace otklik::workspace

Q_DECLARE_METATYPE(otklik::workspace::ChangeSet)
Q_DECLARE_METATYPE(otklik::workspace::AccountStatus)
