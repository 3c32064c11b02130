// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/offers.h"

#include "core/ticket/ticket_subject.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace otklik::ticket {

namespace {

constexpr std::array kNames{"split", "requester", "form-sender"};

bool isSame(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// Found by what it names, not put there by a person nor known to be the same mail.
bool isAnswer(const TimelineEntry &entry)
{
    return entry.placeReason == u"references" || entry.placeReason == u"in-reply-to" ||
           entry.placeReason == u"shared-reference" || entry.placeReason == u"thread-index";
}

QString text(const TimelineEntry &entry, const char *name)
{
    return entry.data.value(QLatin1String(name)).toString();
}

} // namespace

QString toString(OfferKind kind)
{
    return QString::fromLatin1(kNames[static_cast<size_t>(kind)]);
}

std::optional<OfferKind> offerFromString(QStringView text)
{
    for (size_t i = 0; i < kNames.size(); ++i)
        if (text == QLatin1String(kNames[i]))
            return static_cast<OfferKind>(i);
    return std::nullopt;
}

std::vector<Offer> offersOf(const TimelineEntry &entry, const ContentHints &hints, const TicketRow &row)
{
    std::vector<Offer> offers;
    if (entry.kind != EntryKind::Message || entry.message.isNone())
        return offers;
    const auto add = [&](OfferKind kind, const PersonRef &person) {
        if (!entry.dismissed.contains(toString(kind)))
            offers.push_back({kind, person});
    };
    if (entry.otherSubject && hints.ownWords)
        add(OfferKind::Split, {});
    const bool repliesOutside = entry.direction == Direction::In && !entry.replyTo.address.isEmpty() &&
                                !entry.replyToStaff && !isSame(entry.replyTo.address, entry.by.address);
    // A form that sends by way of our own mailbox is no sender that a rule could be made for.
    const bool isOwnForm = entry.fromUs && repliesOutside;
    const PersonRef &wrote = isOwnForm ? entry.replyTo : hints.forwardedFrom;
    if (entry.fromStaff && !wrote.address.isEmpty() && !isSame(wrote.address, row.requester.address) &&
        !isSame(wrote.address, entry.by.address) && entry.requesterTaken.isEmpty())
        add(OfferKind::Requester, wrote);
    const bool mayBeForm = entry.automatic.isEmpty() || entry.automatic == u"robot";
    if (mayBeForm && repliesOutside && !entry.fromUs && !entry.fromForm)
        add(OfferKind::FormSender, entry.replyTo);
    return offers;
}

void markOffers(std::vector<TimelineEntry> &timeline)
{
    QHash<QString, QStringList> dismissed;
    QString takenFrom, taken;
    for (const TimelineEntry &entry : timeline) {
        if (entry.op == u"ticket.dismissed")
            dismissed[text(entry, "message")] << text(entry, "offer");
        if (entry.op != u"ticket.requester")
            continue;
        takenFrom = text(entry, "message");
        taken = text(entry, "address");
    }
    QStringList subjects;
    for (TimelineEntry &entry : timeline) {
        if (entry.kind != EntryKind::Message || entry.message.isNone())
            continue;
        entry.dismissed = dismissed.value(entry.id);
        if (entry.id == takenFrom)
            entry.requesterTaken = taken;
        entry.otherSubject = !subjects.isEmpty() && entry.direction == Direction::In && entry.automatic.isEmpty() &&
                             isAnswer(entry) && isOtherSubject(entry.subject, subjects);
        subjects << entry.subject;
    }
    std::erase_if(timeline, [](const TimelineEntry &entry) { return entry.op == u"ticket.dismissed"; });
}

} // namespace otklik::ticket
