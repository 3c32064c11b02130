// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/journal/event.h"
#include "core/mime/email_address.h"

#include <vector>

namespace otklik::journal {

/// What a mail in the journal folder turned out to be. Everything but Good and UnknownVersion goes to quarantine and
/// is shown to the team.
enum class Verdict {
    Good,
    BadMac,         ///< has our attachment, but it is not what a holder of the key wrote: damaged or forged
    TraceHeaders,   ///< was delivered (Received, Return-Path, Delivered-To, X-Original-To) instead of appended
    NotAnEvent,     ///< no attachment of ours, or its content has not the shape of an event
    UnknownVersion, ///< good MAC, written by a newer program: keep it; the objects it names become read-only
};
[[nodiscard]] QString verdictName(Verdict verdict);

/// An event as read from a mail. `json` is its canonical form with the MAC: what a cache keeps, so that nothing of a
/// newer version is lost. `hash` is canonicalHash over the received form (also right for unknown versions).
struct SealedEvent
{
    Event event;
    QByteArray hash;
    QByteArray json;

    bool operator==(const SealedEvent &) const = default;
};

/// `events` is filled for Good and UnknownVersion only. One event normally, several for an import.
struct DecodedMail
{
    Verdict verdict = Verdict::NotAnEvent;
    std::vector<SealedEvent> events;
    QString detail; ///< why, English, for the log and the quarantine list
};

/// Limits of a journal mail in bytes. Only imports (several events, or more than kMaxOps ops) may be larger.
inline constexpr qsizetype kGoodMailSize = 4096;
inline constexpr qsizetype kMaxMailSize = 64 * 1024;
inline constexpr qsizetype kMaxImportMailSize = 1024 * 1024;
inline constexpr std::size_t kMaxOps = 50;        ///< of one decision
inline constexpr std::size_t kMaxImportOps = 500; ///< of one import

/// 128 random bits as hex: ids of events, writers and journals.
[[nodiscard]] QByteArray randomId();

/// Event ↔ JSON without "mac". Reading keeps unknown members out; InvalidInput names the member that is off. The
/// envelope (id, writer, seq, prev, seen, by, at, ops[].type and .on) is read the same for every version.
[[nodiscard]] QJsonObject eventToJson(const Event &event);
[[nodiscard]] Result<Event> eventFromJson(const QJsonObject &json);
/// SHA-256 hex of the canonical form without "mac". InvalidInput when an op holds a fraction.
[[nodiscard]] Result<QByteArray> canonicalHash(const Event &event);
/// Signs: canonical form with "mac", and the hash. `key` is the journal's key (32 bytes).
[[nodiscard]] Result<SealedEvent> seal(const Event &event, const QByteArray &key);
/// Reads what seal() wrote (a cache's copy or one attachment) and checks the MAC.
[[nodiscard]] DecodedMail unseal(const QByteArray &json, const QByteArray &key);

/// The mail of one decision: bytes for APPEND, ASCII, CRLF, lines ≤ 76. `sentence` is for a person who opens the mail
/// in another program. InvalidInput when the event is too large or not canonical.
[[nodiscard]] Result<QByteArray> encodeMail(const Event &event, const QByteArray &key,
                                            const mime::EmailAddress &mailbox, const QString &sentence);
/// The mail of an import: several events in order, one message.
[[nodiscard]] Result<QByteArray> encodeImportMail(const std::vector<Event> &events, const QByteArray &key,
                                                  const mime::EmailAddress &mailbox, const QString &sentence);
/// The event that a journal mail's Message-ID header names, of several the first: hex, or empty. A server may have
/// given the mail another one.
[[nodiscard]] QByteArray eventNamedBy(const QByteArray &messageId);
/// Total: any bytes give a verdict. Only the attachment is read; servers may rewrite the rest.
[[nodiscard]] DecodedMail decodeMail(const QByteArray &raw, const QByteArray &key);

} // namespace otklik::journal
