// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/offers.h"
#include "core/ticket/ticket_subject.h"

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::ticket;

namespace {

TimelineEntry mail(const char *id, const char *subject, const char *reason = "references")
{
    TimelineEntry entry;
    entry.id = QString::fromLatin1(id);
    entry.message = MessageRow(1);
    entry.subject = QString::fromUtf8(subject);
    entry.placeReason = QString::fromLatin1(reason);
    entry.by = {QStringLiteral("irina@kunde.test"), {}, {}};
    return entry;
}

TimelineEntry decision(const char *op, const QJsonObject &data)
{
    TimelineEntry entry;
    entry.kind = EntryKind::Event;
    entry.op = QString::fromLatin1(op);
    entry.data = data;
    return entry;
}

std::vector<OfferKind> kinds(const TimelineEntry &entry, const ContentHints &hints = {}, const TicketRow &row = {})
{
    std::vector<OfferKind> found;
    for (const Offer &offer : offersOf(entry, hints, row))
        found.push_back(offer.kind);
    return found;
}

} // namespace

TEST(TicketSubject, IsTheBaseOfTheFirstMail)
{
    EXPECT_EQ(ticketSubject(QStringLiteral("Fwd: Re: [#4182-k7f3q] Shop")), QStringLiteral("Shop"));
    EXPECT_EQ(ticketSubject(QStringLiteral("Re:")), QStringLiteral("Re:"));
    EXPECT_EQ(ticketSubject(QString()), QString());
}

TEST(TicketSubject, IsAnotherOnlyWhenTheWordsAreOthers)
{
    const QStringList before{QStringLiteral("Shop is down")};
    for (const char16_t *same : {u"Re: Shop is down", u"AW: [EXT] Re: shop is down!", u"[#12-abcde] Shop is down",
                                 u"***SPAM*** Re: Shop is down", u"Re: [Ticket#4711] Shop is down", u"Shop is",
                                 u"Re: Shop is down - again", u"", u"Re:", u"FW[2]:  SHOP  IS DOWN"})
        EXPECT_FALSE(isOtherSubject(QString::fromUtf16(same), before)) << QString::fromUtf16(same).toStdString();
    EXPECT_TRUE(isOtherSubject(QStringLiteral("Re: Invoice for March"), before));
    EXPECT_TRUE(isOtherSubject(QStringLiteral("Счёт за март"), before));
    EXPECT_FALSE(isOtherSubject(QStringLiteral("Invoice"), {QStringLiteral("Re:"), before.front()})) << "an empty one";
}

TEST(Offers, ASplitWhenAnAnswerBringsAnotherSubjectAndNewWords)
{
    std::vector<TimelineEntry> timeline{mail("a", "Shop is down", "journal-opened"), mail("b", "Re: Shop is down"),
                                        mail("c", "Re: Invoice"), mail("d", "Re: Invoice"),
                                        mail("e", "Re: Holidays", "journal-placed")};
    markOffers(timeline);
    std::vector<bool> other;
    for (const TimelineEntry &entry : timeline)
        other.push_back(entry.otherSubject);
    EXPECT_EQ(other, (std::vector<bool>{false, false, true, false, false}));
    EXPECT_EQ(kinds(timeline[2]), std::vector{OfferKind::Split});
    ContentHints quotesOnly;
    quotesOnly.ownWords = false;
    EXPECT_TRUE(kinds(timeline[2], quotesOnly).empty());
}

TEST(Offers, WhatWasTurnedDownIsNotOfferedAgain)
{
    std::vector<TimelineEntry> timeline{
        mail("a", "Shop is down", "journal-opened"), mail("b", "Invoice"),
        decision("ticket.dismissed", {{QStringLiteral("message"), QStringLiteral("b")},
                                      {QStringLiteral("offer"), QStringLiteral("split")}})};
    markOffers(timeline);
    ASSERT_EQ(timeline.size(), 2U) << "the message shows it";
    EXPECT_TRUE(timeline[1].otherSubject);
    EXPECT_TRUE(kinds(timeline[1]).empty());
}

TEST(Offers, WhoWroteWhatOneOfUsForwards)
{
    TimelineEntry forward = mail("a", "Fwd: Shop", "no-relation");
    forward.by.address = QStringLiteral("anna@desk.test");
    forward.fromStaff = true;
    ContentHints hints;
    hints.forwardedFrom = {QStringLiteral("irina@kunde.test"), QStringLiteral("Irina"), {}};
    TicketRow row;
    row.requester.address = forward.by.address;
    EXPECT_EQ(kinds(forward, hints, row), std::vector{OfferKind::Requester});
    TimelineEntry stranger = forward;
    stranger.fromStaff = false;
    EXPECT_TRUE(kinds(stranger, hints, row).empty()) << "what a customer forwards stays his matter";
    std::vector<TimelineEntry> timeline{
        forward, decision("ticket.requester", {{QStringLiteral("message"), QStringLiteral("a")},
                                               {QStringLiteral("address"), QStringLiteral("irina@kunde.test")}})};
    markOffers(timeline);
    EXPECT_EQ(timeline[0].requesterTaken, QStringLiteral("irina@kunde.test"));
    EXPECT_TRUE(kinds(timeline[0], hints, row).empty());
    timeline.push_back(decision("ticket.requester", {{QStringLiteral("message"), QStringLiteral("a")},
                                                     {QStringLiteral("address"), QJsonValue()}}));
    markOffers(timeline);
    EXPECT_EQ(kinds(timeline[0], hints, row), std::vector{OfferKind::Requester}) << "taken back";
}

TEST(Offers, AFormWhereReplyToNamesSomebodyElse)
{
    TimelineEntry form = mail("a", "Order", "no-relation");
    form.by.address = QStringLiteral("wordpress@shop.test");
    form.replyTo.address = QStringLiteral("Irina@kunde.test");
    EXPECT_EQ(kinds(form), std::vector{OfferKind::FormSender});
    form.replyTo.address = QStringLiteral("WordPress@shop.test");
    EXPECT_TRUE(kinds(form).empty());
    form.replyTo.address = QStringLiteral("irina@kunde.test");
    form.automatic = QStringLiteral("list");
    EXPECT_TRUE(kinds(form).empty()) << "lists set Reply-To to themselves";
    form.automatic.clear();
    form.fromForm = true;
    EXPECT_TRUE(kinds(form).empty());
}

TEST(Offers, AFormOfOurOwnDomainOrMailbox)
{
    TimelineEntry form = mail("a", "Order", "no-relation");
    form.by.address = QStringLiteral("wordpress@desk.test");
    form.fromStaff = true;
    form.replyTo.address = QStringLiteral("irina@kunde.test");
    EXPECT_EQ(kinds(form), std::vector{OfferKind::FormSender});
    form.by.address = QStringLiteral("support@desk.test");
    form.fromUs = true;
    EXPECT_EQ(kinds(form), std::vector{OfferKind::Requester}) << "our answers have that sender, too";
    form.replyTo.address = QStringLiteral("anna@desk.test");
    form.replyToStaff = true;
    EXPECT_TRUE(kinds(form).empty());
}
