// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/canonical_json.h"
#include "core/journal/lost_mails.h"
#include "tests/core/journal/journal_builder.h"

#include <QMessageAuthenticationCode>

using namespace otklik;
using namespace otklik::journal;
using namespace otklik::journal::test;

namespace {

const QByteArray kOther(32, 'x');
const QString kSentence = QStringLiteral("Anna decided.");

mime::EmailAddress mailbox()
{
    return *mime::EmailAddress::parse(QStringLiteral("support@example.com"));
}

SealedEvent next(const QByteArray &writer, qint64 sequence, const SealedEvent *before, const QByteArray &seen = {})
{
    Event e = event({status(kTicket, "open")}, writer, sequence);
    if (before)
        e.previous = before->hash;
    e.seenId = seen;
    return sealed(e);
}

} // namespace

TEST(LostMails, OfSeveralKeysOneMustBeGood)
{
    const auto mail = encodeMail(event({status(kTicket, "open")}), kKey, mailbox(), kSentence);
    ASSERT_OK(mail);
    EXPECT_EQ(decodeMail(*mail, QByteArrayList{kOther, kKey}).verdict, Verdict::Good);
    EXPECT_EQ(decodeMail(*mail, QByteArrayList{kKey, kOther}).verdict, Verdict::Good);
    EXPECT_EQ(decodeMail(*mail, QByteArrayList{kOther, kOther}).verdict, Verdict::BadMac);
    EXPECT_EQ(decodeMail(*mail, QByteArrayList()).verdict, Verdict::BadMac);
    EXPECT_EQ(decodeMail("Received: from outside\r\n" + *mail, QByteArrayList{kOther, kKey}).verdict,
              Verdict::TraceHeaders);
}

TEST(LostMails, AnEventOfANewerProgramIsPutBackAsItWas)
{
    QJsonObject json = eventToJson(event({status(kTicket, "open")}));
    json[QStringLiteral("v")] = 2;
    json[QStringLiteral("new_member")] = QStringLiteral("kept");
    const QByteArray signedPart = canonicalJson(json).value_or(QByteArray());
    json[QStringLiteral("mac")] =
        QString::fromLatin1(QMessageAuthenticationCode::hash(signedPart, kKey, QCryptographicHash::Sha256).toHex());
    const DecodedMail decoded = unseal(canonicalJson(json).value_or(QByteArray()), kKey);
    ASSERT_EQ(decoded.verdict, Verdict::UnknownVersion);
    const auto again = encodeAgain(decoded.events.at(0), mailbox(), kSentence);
    ASSERT_OK(again);
    EXPECT_EQ(decodeMail(*again, kKey).events, decoded.events);
    EXPECT_TRUE(again->contains(decoded.events.at(0).event.id + ".journal@")) << "found by its Message-ID";
}

TEST(LostMails, NamesWhatIsMissingAndNotWhatWaitsItself)
{
    const SealedEvent lost = next("a1", 1, nullptr);
    const SealedEvent two = next("a1", 2, &lost);
    const SealedEvent three = next("a1", 3, &two);
    const SealedEvent depends = next("b2", 1, nullptr, lost.event.id);
    const SealedEvent dependsOnHeld = next("c3", 1, nullptr, three.event.id);
    CausalOrder order;
    EXPECT_TRUE(missingEvents(order).empty());
    quint32 uid = 0;
    for (const SealedEvent &held : {two, three, depends, dependsOnHeld})
        EXPECT_EQ(order.offer(++uid, held).offered, Offered::Held);
    const MissingEvent byId{{}, 0, {}, lost.event.id, 1};
    const MissingEvent byPlace{"a1", 1, two.event.by, {}, 1};
    EXPECT_EQ(missingEvents(order), (std::vector{byId, byPlace}));
    (void)order.offer(++uid, lost);
    EXPECT_TRUE(missingEvents(order).empty());
}

TEST(LostMails, GivesUpPlaceAndEventTogetherWhereOneIsBoth)
{
    const SealedEvent lost = next("a1", 1, nullptr);
    const SealedEvent two = next("a1", 2, &lost, lost.event.id);
    CausalOrder order;
    (void)order.offer(1, two);
    const std::vector<MissingEvent> missing = missingEvents(order);
    EXPECT_EQ(missing, std::vector{(MissingEvent{"a1", 1, two.event.by, lost.event.id, 1})});
}
