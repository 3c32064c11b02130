// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/smtp/transaction.h"

#include "core/smtp/message_data.h"

#include <QLocale>

namespace otklik::smtp {

namespace {

constexpr qsizetype kChunk = 64 * 1024;
constexpr qsizetype kMostAtOnce = 50;                ///< RCPT commands without a look at the replies
constexpr qsizetype kLastBytes = 3;                  ///< of the mail, held back until beforeLastBytes() has been called
constexpr qsizetype kLongestId = 100;                ///< RFC 3461 §4.4
constexpr auto kLastWords = std::chrono::seconds(1); ///< what is not here by then of a broken connection does not come

SendOutcome withWordsOf(const Reply &reply, SendOutcome outcome)
{
    outcome.code = reply.code;
    outcome.enhancedCode = QString::fromLatin1(reply.enhanced);
    outcome.text = reply.text();
    return outcome;
}

/// The reply is not the one that lets us go on. A positive one in its place decides nothing: not sent, try again.
SendOutcome refusedBy(const Reply &reply, SendOutcome outcome)
{
    outcome.state = reply.isPermanent() ? SendState::PermanentFailure : SendState::TransientFailure;
    outcome.accepted.clear();
    return withWordsOf(reply, std::move(outcome));
}

SendOutcome acceptedBy(const Reply &reply, SendOutcome outcome)
{
    outcome.state = SendState::Sent;
    outcome.queueId = reply.queueId();
    return withWordsOf(reply, std::move(outcome));
}

SendOutcome refusedHere(int code, const char *enhanced, const QString &text)
{
    SendOutcome outcome;
    outcome.state = SendState::PermanentFailure;
    outcome.code = code;
    outcome.enhancedCode = QLatin1String(enhanced);
    outcome.text = text;
    return outcome;
}

/// The connection failed before the final dot: the server cannot have taken the mail. A stop stays an error.
Result<SendOutcome> lostBefore(const Error &error, SendOutcome outcome)
{
    if (error.code == ErrorCode::Cancelled)
        return Failure(error);
    outcome.state = SendState::TransientFailure;
    outcome.accepted.clear();
    outcome.text = error.detail;
    return outcome;
}

/// The connection broke, perhaps because the server has refused and left: then its words are here, and count.
Task<SendOutcome> leftBefore(DialoguePtr dialogue, Error error, SendOutcome outcome)
{
    if (error.code != ErrorCode::Cancelled) {
        auto reading = readReply(dialogue, kLastWords);
        auto reply = co_await reading;
        if (reply && (reply->isPermanent() || reply->isTransient()))
            co_return refusedBy(*reply, outcome);
    }
    co_return lostBefore(error, outcome);
}

QByteArray mailCommand(const Capabilities &capabilities, const Envelope &envelope, bool utf8, bool eightBit,
                       qint64 size)
{
    QByteArray line =
        "MAIL FROM:<" + (envelope.from.isEmpty() ? QByteArray() : transmittedAddress(envelope.from, utf8)) + '>';
    if (capabilities.size)
        line += " SIZE=" + QByteArray::number(size);
    if (eightBit || utf8)
        line += " BODY=8BITMIME";
    if (utf8)
        line += " SMTPUTF8";
    if (capabilities.dsn) {
        line += " RET=HDRS"; // whoever wrote it has the text
        const QByteArray id = toXtext(envelope.id);
        if (!id.isEmpty() && id.size() <= kLongestId)
            line += " ENVID=" + id;
    }
    return line;
}

QByteArray recipientCommand(const Capabilities &capabilities, const QString &recipient, bool utf8)
{
    const QByteArray address = transmittedAddress(recipient, utf8);
    QByteArray line = "RCPT TO:<" + address + '>';
    if (!capabilities.dsn)
        return line;
    line += " NOTIFY=FAILURE,DELAY";
    // The type "utf-8" of RFC 6533 is not known everywhere; without it the reports name the address all the same.
    if (!std::any_of(address.begin(), address.end(), [](char c) { return (c & 0x80) != 0; }))
        line += " ORCPT=rfc822;" + toXtext(address);
    return line;
}

/// Sends the lines, together when the server allows it (RFC 2920), and reads a reply for each.
Task<QList<Reply>> commands(DialoguePtr dialogue, QList<QByteArray> lines)
{
    QList<Reply> replies;
    const qsizetype step = dialogue->capabilities.pipelining ? kMostAtOnce : 1;
    for (qsizetype from = 0; from < lines.size(); from += step) {
        const auto group = lines.mid(from, step);
        net::Stream &stream = *dialogue->stream;
        auto writing = stream.writeAll(group.join("\r\n") + "\r\n", dialogue->limits.command, dialogue->stop);
        auto written = co_await writing;
        if (!written)
            co_return Failure(written.error());
        for (qsizetype i = 0; i < group.size(); ++i) {
            auto reading = readReply(dialogue, dialogue->limits.command);
            auto reply = co_await reading;
            if (!reply)
                co_return Failure(reply.error());
            replies += *reply;
            if (reply->code == 421) // the server leaves: nothing more will come (RFC 5321 §3.8)
                co_return replies;
        }
        if (!replies.first().isPositive())
            co_return replies;
    }
    co_return replies;
}

/// Puts each recipient where its reply says; the outcome is decided when none is left.
bool sortRecipients(const Envelope &envelope, const QList<Reply> &replies, SendOutcome &outcome)
{
    bool anyTransient = false;
    for (qsizetype i = 0; i < envelope.recipients.size(); ++i) {
        const Reply &reply = replies[i + 1];
        if (reply.isPositive()) {
            outcome.accepted += envelope.recipients[i];
            continue;
        }
        anyTransient = anyTransient || !reply.isPermanent();
        outcome.refused.push_back({envelope.recipients[i], reply.code, QString::fromLatin1(reply.enhanced),
                                   reply.text(), reply.isPermanent()});
    }
    if (!outcome.accepted.isEmpty())
        return true;
    const RefusedRecipient &first = outcome.refused.front();
    outcome.state = anyTransient ? SendState::TransientFailure : SendState::PermanentFailure;
    outcome.code = first.code;
    outcome.enhancedCode = first.enhancedCode;
    outcome.text = first.text;
    return false;
}

/// Everything but the last bytes: until these come nothing can be accepted.
Task<void> transfer(DialoguePtr dialogue, QByteArray data, std::function<void(qint64, qint64)> onProgress)
{
    for (qsizetype sent = 0; sent < data.size(); sent += kChunk) {
        auto writing = dialogue->stream->writeAll(data.mid(sent, kChunk), dialogue->limits.transfer, dialogue->stop);
        auto written = co_await writing;
        if (!written)
            co_return written;
        if (onProgress)
            onProgress(std::min(sent + kChunk, data.size()), data.size());
    }
    co_return {};
}

/// The mail's bytes, and what the server says to them. Before: DATA was answered by 354, or BDAT was sent.
Task<SendOutcome> handOver(DialoguePtr dialogue, SendOutcome outcome, QByteArray data, SubmissionOptions options)
{
    const QByteArray last = data.right(kLastBytes);
    auto body = transfer(dialogue, data.chopped(last.size()), options.onProgress);
    auto transferred = co_await body;
    if (!transferred) {
        auto leaving = leftBefore(dialogue, transferred.error(), outcome);
        auto left = co_await leaving;
        co_return left;
    }
    if (dialogue->stop.stop_requested())
        co_return fail(ErrorCode::Cancelled, QStringLiteral("SMTP: stopped before the mail was complete"));
    if (!dialogue->stream->isOpen()) {
        const Error lost{ErrorCode::Offline, QStringLiteral("SMTP: the connection was lost")};
        auto leaving = leftBefore(dialogue, lost, outcome);
        auto left = co_await leaving;
        co_return left;
    }
    if (auto allowed = options.beforeLastBytes ? options.beforeLastBytes() : Result<void>(); !allowed)
        co_return Failure(allowed.error());
    auto ending = dialogue->stream->writeAll(last, dialogue->limits.transfer, dialogue->stop);
    auto ended = co_await ending;
    auto reading = readReply(dialogue, ended ? dialogue->limits.afterFinalDot : kLastWords);
    auto reply = co_await reading;
    if (ended && reply && reply->isPositive())
        co_return acceptedBy(*reply, outcome);
    if (reply && !reply->isPositive() && !reply->isIntermediate())
        co_return refusedBy(*reply, outcome);
    if (ended)
        ended = reply ? fail(ErrorCode::ProtocolViolation, reply->toString()) : Failure(reply.error());
    outcome.state = SendState::Uncertain;
    outcome.text = ended.error().detail;
    co_return outcome;
}

Task<SendOutcome> sendData(DialoguePtr dialogue, SendOutcome outcome, QByteArray message, SubmissionOptions options)
{
    auto asking = command(dialogue, "DATA");
    auto ready = co_await asking;
    if (!ready) {
        auto leaving = leftBefore(dialogue, ready.error(), outcome);
        auto left = co_await leaving;
        co_return left;
    }
    if (ready->code != 354)
        co_return refusedBy(*ready, outcome);
    auto handing = handOver(dialogue, outcome, toDataForm(message), options);
    auto handed = co_await handing;
    co_return handed;
}

/// The mail as one chunk: no dots to double, and no end that somebody else could write.
Task<SendOutcome> sendChunk(DialoguePtr dialogue, SendOutcome outcome, QByteArray data, SubmissionOptions options)
{
    const QByteArray line = "BDAT " + QByteArray::number(data.size()) + " LAST\r\n";
    auto writing = dialogue->stream->writeAll(line, dialogue->limits.command, dialogue->stop);
    auto written = co_await writing;
    if (!written) {
        auto leaving = leftBefore(dialogue, written.error(), outcome);
        auto left = co_await leaving;
        co_return left;
    }
    auto handing = handOver(dialogue, outcome, data, options);
    auto handed = co_await handing;
    co_return handed;
}

QString megabytes(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

/// What the server will not take, known before it is asked.
std::optional<SendOutcome> refusalOf(const Capabilities &can, bool utf8, bool eightBit, qint64 size)
{
    if (utf8 && !can.smtpUtf8)
        return refusedHere(550, "5.6.7",
                           QStringLiteral("the server does not take addresses with letters beyond ASCII"));
    if (eightBit && !can.eightBitMime)
        return refusedHere(554, "5.6.3", QStringLiteral("the server does not take 8-bit mail"));
    if (can.size.value_or(0) > 0 && size > *can.size)
        return refusedHere(
            552, "5.3.4",
            QStringLiteral("the mail has %1, the server takes %2 at most").arg(megabytes(size), megabytes(*can.size)));
    return std::nullopt;
}

} // namespace

Task<SendOutcome> sendMail(DialoguePtr dialogue, Envelope envelope, QByteArray message, SubmissionOptions options)
{
    const Capabilities &can = dialogue->capabilities;
    const bool utf8 = needsSmtpUtf8(envelope);
    const bool eightBit = hasEightBit(message);
    const QByteArray data = toWireForm(message);
    if (auto refused = refusalOf(can, utf8, eightBit, data.size()))
        co_return *refused;

    QList<QByteArray> lines{mailCommand(can, envelope, utf8, eightBit, data.size())};
    for (const QString &recipient : envelope.recipients)
        lines += recipientCommand(can, recipient, utf8);
    SendOutcome outcome;
    auto asking = commands(dialogue, lines);
    auto replies = co_await asking;
    if (!replies) {
        auto leaving = leftBefore(dialogue, replies.error(), outcome);
        auto left = co_await leaving;
        co_return left;
    }
    if (!replies->first().isPositive())
        co_return refusedBy(replies->first(), outcome);
    if (replies->size() < lines.size() || replies->last().code == 421)
        co_return refusedBy(replies->last(), outcome);
    if (!sortRecipients(envelope, *replies, outcome))
        co_return outcome;
    if (can.chunking) {
        auto sending = sendChunk(dialogue, outcome, data, options);
        auto sent = co_await sending;
        co_return sent;
    }
    auto sending = sendData(dialogue, outcome, message, options);
    auto sent = co_await sending;
    co_return sent;
}

} // namespace otklik::smtp
