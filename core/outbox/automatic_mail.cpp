// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/automatic_mail.h"

#include "core/mime/message_parser.h"

#include <QRegularExpression>

#include <algorithm>

namespace otklik::outbox {

namespace {

constexpr std::chrono::milliseconds kHour = std::chrono::hours(1);

/// RFC 3834 §2, and what senders call themselves who read nothing.
bool isMachine(const QString &address)
{
    static const QRegularExpression name(
        QStringLiteral("^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|owner-.*|.*-request|.*-bounces?)"
                       "([+].*)?$"),
        QRegularExpression::CaseInsensitiveOption);
    return name.match(address.section(QLatin1Char('@'), 0, -2)).hasMatch();
}

bool isSame(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

Instant breakerOpenedAt(const std::vector<AutomaticMail> &sent, Instant resumedAt, const AutomaticLimits &limits)
{
    std::vector<Instant> times;
    for (const AutomaticMail &one : sent)
        if (one.at > resumedAt)
            times.push_back(one.at);
    std::sort(times.begin(), times.end());
    const auto most = size_t(std::max(limits.perHour, 1));
    for (size_t last = most - 1; last < times.size(); ++last)
        if (times[last] - times[last + 1 - most] < kHour)
            return times[last];
    return {};
}

bool isBreakerOpen(const std::vector<AutomaticMail> &sent, Instant resumedAt, const AutomaticLimits &limits)
{
    return !breakerOpenedAt(sent, resumedAt, limits).isNever();
}

AutomaticVerdict decide(const AutomaticRequest &request, const std::vector<AutomaticMail> &sent,
                        const QSet<QString> &ourAddresses, Instant resumedAt, Instant now,
                        const AutomaticLimits &limits)
{
    if (request.answers != mime::AutoKind::None || request.to.isEmpty() || isMachine(request.to))
        return AutomaticVerdict::ToAMachine;
    if (ourAddresses.contains(request.to.toLower()))
        return AutomaticVerdict::ToOurselves;
    if (isBreakerOpen(sent, resumedAt, limits))
        return AutomaticVerdict::BreakerIsOpen;
    int onTicket = 0;
    for (const AutomaticMail &one : sent) {
        // Also one of the future: some clock is wrong, and that must not make a loop.
        if (isSame(one.address, request.to) && now - one.at < limits.perAddress)
            return AutomaticVerdict::TooSoon;
        onTicket += one.ticket == request.ticket ? 1 : 0;
    }
    return onTicket < limits.perTicket ? AutomaticVerdict::Send : AutomaticVerdict::TicketIsFull;
}

void markAutomatic(mime::OutgoingMessage &mail)
{
    mail.extraHeaders.emplace_back("Auto-Submitted", "auto-replied");
    mail.extraHeaders.emplace_back("X-Auto-Response-Suppress", "All");
}

Result<std::vector<AutomaticMail>> automaticMailOf(store::Store &store)
{
    std::vector<AutomaticMail> sent;
    auto filed = store.messages().automaticOutgoing();
    if (!filed)
        return tl::unexpected(filed.error());
    for (const store::OutgoingNote &note : *filed)
        for (const QString &address : note.recipients)
            sent.push_back({address, note.ticket, note.at});
    auto open = store.outbox().open(); // what is in Sent is among the others
    if (!open)
        return tl::unexpected(open.error());
    for (const store::OutboxMail &mail : *open) {
        if (mail.state == ticket::SendState::Failed)
            continue;
        auto raw = store.outbox().raw(mail.id);
        if (!raw)
            return tl::unexpected(raw.error());
        if (mime::parseMessage(*raw).autoKind != mime::AutoKind::AutoReply)
            continue;
        for (const QString &address : mail.recipients)
            sent.push_back({address, mail.ticket, mail.sentAt.isNever() ? mail.createdAt : mail.sentAt});
    }
    return sent;
}

} // namespace otklik::outbox
