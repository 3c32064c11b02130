// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"
#include "core/base/secret_string.h"
#include "core/net/stream.h"
#include "core/smtp/envelope.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace otklik::smtp {

using async::Task;

enum class Security {
    Tls,      ///< encrypted from the first byte (port 465)
    StartTls, ///< must be offered and must succeed (port 587)
    None,     ///< not encrypted; refused for hosts that are not loopback
};

struct SubmissionServer
{
    QString host;
    quint16 port = 0;
    Security security = Security::Tls;
    QString user; ///< empty: do not sign in
    SecretString password;
    bool passwordIsToken = false; ///< it is an OAuth 2 access token
    QString caFile;               ///< PEM, trusted beside the system's authorities
    QStringList without;          ///< extensions (upper case) that are not used although the server offers them
    std::function<void(const net::CertificateInfo &)> onCertificate = {}; ///< optional; trusted or not
};

/// How long to wait for the server, each time without a byte of progress (RFC 5321 §4.5.3.2).
struct SubmissionLimits
{
    std::chrono::milliseconds connect = std::chrono::seconds(30);
    std::chrono::milliseconds command = std::chrono::minutes(2);
    std::chrono::milliseconds transfer = std::chrono::minutes(3);
    std::chrono::milliseconds afterFinalDot = std::chrono::minutes(10); ///< giving up earlier makes duplicates
};

struct SubmissionOptions
{
    SubmissionLimits limits;
    std::function<void(qint64 sent, qint64 total)> onProgress; ///< bytes of the message; on the caller's thread
    /// Called once, when all but the last bytes have left and nothing of the mail can have been taken yet. From then on
    /// it may have been. After an Error the rest is not sent, and it is what submit() returns.
    std::function<Result<void>()> beforeLastBytes;
    /// The largest mail the server takes, as it says (RFC 1870); 0: it does not say.
    std::function<void(qint64 bytes)> onSizeLimit;
};

enum class SendState {
    Sent,             ///< the server took it for at least one recipient; look at `refused` too
    PermanentFailure, ///< the server will not take it; a second try is of no use
    TransientFailure, ///< not sent; a second try may help
    Uncertain,        ///< the connection was lost after the last bytes: sent or not, nobody knows
};

struct RefusedRecipient
{
    QString address;
    int code = 0;         ///< 550
    QString enhancedCode; ///< "5.1.1", may be empty
    QString text;         ///< the server's words
    bool permanent = true;
    bool operator==(const RefusedRecipient &) const = default;
};

struct SendOutcome
{
    SendState state = SendState::TransientFailure;
    QStringList accepted; ///< recipients the mail was (Uncertain: may have been) taken for
    std::vector<RefusedRecipient> refused;
    QString queueId; ///< the server's name for the mail; may be empty when Sent
    int code = 0;    ///< of the reply that decided; 0 when there was none
    QString enhancedCode;
    QString text; ///< the server's words, or why there are none
    bool operator==(const SendOutcome &) const = default;
};

/// Hands one mail to the server: one connection, one try. `message` is the complete mail, 7-bit, without Bcc.
///
/// An Error means that the server was not given the mail: InvalidInput (envelope, CA file, no encryption to a host that
/// is not loopback; nothing was sent to anybody), Offline, Timeout, TlsUntrusted, NotEncrypted, AuthRejected,
/// ServerRefused (greeting, EHLO or sign-in "not now"), ServerRejected (the same for good), ProtocolViolation,
/// Cancelled. From MAIL on everything is an outcome, except a stop before the last bytes, which is Cancelled, and what
/// `beforeLastBytes` fails with. A stop after them is heeded, but the outcome is Uncertain.
[[nodiscard]] Task<SendOutcome> submit(SubmissionServer server, Envelope envelope, QByteArray message,
                                       SubmissionOptions options, std::stop_token stop);

/// The same over a stream that is connected (and encrypted, for Security::Tls) already.
[[nodiscard]] Task<SendOutcome> submitOver(std::unique_ptr<net::Stream> stream, SubmissionServer server,
                                           Envelope envelope, QByteArray message, SubmissionOptions options,
                                           std::stop_token stop);

} // namespace otklik::smtp
