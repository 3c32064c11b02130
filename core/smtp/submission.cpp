// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/smtp/submission.h"

#include "core/net/tls_stream.h"
#include "core/smtp/sign_in.h"
#include "core/smtp/submission_test_run.h"
#include "core/smtp/transaction.h"

namespace otklik::smtp {

namespace {

net::ConnectOptions connectOptions(const SubmissionServer &server, const SubmissionLimits &limits)
{
    net::ConnectOptions options;
    options.host = server.host;
    options.port = server.port;
    options.transport = server.security == Security::Tls ? net::Transport::Tls : net::Transport::Plain;
    options.caFile = server.caFile;
    options.limit = limits.connect;
    options.onCertificate = server.onCertificate;
    return options;
}

DialoguePtr makeDialogue(std::unique_ptr<net::Stream> stream, SubmissionLimits limits, std::stop_token stop)
{
    auto dialogue = std::make_shared<Dialogue>();
    dialogue->stream = std::move(stream);
    dialogue->limits = limits;
    dialogue->stop = std::move(stop);
    return dialogue;
}

/// Polite, and never a reason to change the result; the server has two seconds to answer.
Task<void> quit(DialoguePtr dialogue)
{
    dialogue->limits.command = std::chrono::seconds(2);
    auto asking = command(dialogue, "QUIT");
    auto reply = co_await asking;
    dialogue->stream->close();
    if (!reply)
        co_return Failure(reply.error());
    co_return {};
}

SubmissionStep::Kind kindOf(net::ConnectStep step)
{
    switch (step) {
    case net::ConnectStep::Resolved:
        return SubmissionStep::Kind::Resolve;
    case net::ConnectStep::Connected:
        return SubmissionStep::Kind::Connect;
    case net::ConnectStep::Encrypted:
        break;
    }
    return SubmissionStep::Kind::Tls;
}

/// The step that comes after those that succeeded.
SubmissionStep::Kind nextKind(const SubmissionReport &report)
{
    return report.steps.empty() ? SubmissionStep::Kind::Resolve
                                : SubmissionStep::Kind(int(report.steps.back().kind) + 1);
}

/// STARTTLS is a part of the greeting, but people want to know which of the two failed.
void noteGreeting(SubmissionReport &report, const Dialogue &dialogue, Security security, const Result<void> &greeted)
{
    if (security == Security::StartTls) {
        const bool notEncrypted = !greeted && !dialogue.stream->peer().encrypted;
        report.steps.push_back({SubmissionStep::Kind::Tls, notEncrypted ? greeted : Result<void>()});
        if (notEncrypted)
            return;
    }
    report.steps.push_back({SubmissionStep::Kind::Greeting, greeted});
}

} // namespace

Task<SendOutcome> submit(SubmissionServer server, Envelope envelope, QByteArray message, SubmissionOptions options,
                         std::stop_token stop)
{
    if (auto valid = validate(envelope); !valid)
        co_return Failure(valid.error());
    if (auto valid = validate(server); !valid)
        co_return Failure(valid.error());
    auto connecting = net::connectStream(connectOptions(server, options.limits), stop);
    auto stream = co_await connecting;
    if (!stream)
        co_return Failure(stream.error());
    auto submitting = submitOver(std::move(*stream), server, envelope, message, options, stop);
    auto outcome = co_await submitting;
    co_return outcome;
}

Task<SendOutcome> submitOver(std::unique_ptr<net::Stream> stream, SubmissionServer server, Envelope envelope,
                             QByteArray message, SubmissionOptions options, std::stop_token stop)
{
    if (auto valid = validate(envelope); !valid)
        co_return Failure(valid.error());
    const auto dialogue = makeDialogue(std::move(stream), options.limits, stop);
    dialogue->without = server.without;
    auto greeting = greet(dialogue, server.security);
    auto greeted = co_await greeting;
    if (!greeted)
        co_return Failure(greeted.error());
    auto signing = signIn(dialogue, server);
    auto signedIn = co_await signing;
    if (!signedIn)
        co_return Failure(signedIn.error());
    if (options.onSizeLimit)
        options.onSizeLimit(dialogue->capabilities.size.value_or(0));
    auto sending = sendMail(dialogue, envelope, message, options);
    auto outcome = co_await sending;
    if (outcome && outcome->state == SendState::Sent) {
        auto leaving = quit(dialogue);
        auto left = co_await leaving;
        if (!left) // the mail is with the server: how it says goodbye does not matter
            outcome->text += QStringLiteral(" (no answer to QUIT)");
    }
    co_return outcome;
}

Task<SubmissionReport> testSubmission(SubmissionServer server, SubmissionLimits limits, std::stop_token stop)
{
    const auto report = std::make_shared<SubmissionReport>();
    if (auto valid = validate(server); !valid) {
        report->steps.push_back({SubmissionStep::Kind::Resolve, valid});
        co_return *report;
    }
    auto connectTo = connectOptions(server, limits);
    connectTo.onStep = [report](net::ConnectStep step) { report->steps.push_back({kindOf(step), {}}); };
    auto connecting = net::connectStream(connectTo, stop);
    auto stream = co_await connecting;
    if (!stream) {
        report->steps.push_back({nextKind(*report), Failure(stream.error())});
        co_return *report;
    }
    const auto dialogue = makeDialogue(std::move(*stream), limits, stop);
    dialogue->without = server.without;
    auto greeting = greet(dialogue, server.security);
    auto greeted = co_await greeting;
    noteGreeting(*report, *dialogue, server.security, greeted);
    report->peer = dialogue->stream->peer();
    report->capabilities = dialogue->capabilities;
    if (!greeted)
        co_return *report;
    auto signing = signIn(dialogue, server);
    auto signedIn = co_await signing;
    report->steps.push_back({SubmissionStep::Kind::SignIn, signedIn});
    auto leaving = quit(dialogue);
    auto left = co_await leaving;
    Q_UNUSED(left)
    co_return *report;
}

} // namespace otklik::smtp
