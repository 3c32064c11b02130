// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/message_parser.h"
#include "tests/support/expect_result.h"

using namespace otklik::mime;

namespace {

QByteArray calendar(const QByteArray &event, const QByteArray &before = "METHOD:REQUEST\r\n")
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + before + "BEGIN:VEVENT\r\nUID:1\r\n" + event +
           "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

Invitation read(const QByteArray &event, const QByteArray &before = "METHOD:REQUEST\r\n")
{
    const auto invitation = readInvitation(calendar(event, before), {});
    EXPECT_TRUE(invitation.has_value());
    return invitation.value_or(Invitation());
}

} // namespace

TEST(Invitation, SaysWhatWhenWhereWho)
{
    const Invitation invitation =
        read("SUMMARY:Встреча\\, план\r\nLOCATION:Room 5\\; 2nd floor\r\nDESCRIPTION:One\\nTwo and a line that is\r\n  "
             "folded\r\n"
             "DTSTART:20260310T090000Z\r\nDTEND:20260310T100000Z\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\n"
             "ORGANIZER;CN=\"Petrov, Anna\":mailto:anna@example.org\r\n"
             "ATTENDEE;PARTSTAT=ACCEPTED;CN=Ivan:MAILTO:ivan@example.com\r\nATTENDEE:mailto:support@example.com\r\n");
    EXPECT_EQ(invitation.method, Invitation::Method::Request);
    EXPECT_EQ(invitation.summary, QStringLiteral("Встреча, план"));
    EXPECT_EQ(invitation.location, QStringLiteral("Room 5; 2nd floor"));
    EXPECT_EQ(invitation.description, QStringLiteral("One\nTwo and a line that is folded"));
    EXPECT_EQ(invitation.start.toIso(), QStringLiteral("2026-03-10T09:00:00.000Z"));
    EXPECT_EQ(invitation.end.toIso(), QStringLiteral("2026-03-10T10:00:00.000Z"));
    EXPECT_EQ(invitation.repeats, QStringLiteral("WEEKLY"));
    EXPECT_EQ(invitation.organizer.name, QStringLiteral("Petrov, Anna"));
    EXPECT_EQ(invitation.organizer.address.toString(), QStringLiteral("anna@example.org"));
    ASSERT_EQ(invitation.attendees.size(), 2U);
    EXPECT_EQ(invitation.attendees[0].answer, Invitation::Answer::Accepted);
    EXPECT_EQ(invitation.attendees[1].answer, Invitation::Answer::Unknown);
    EXPECT_FALSE(invitation.isCancelled);
    EXPECT_FALSE(invitation.isFloating);
}

TEST(Invitation, KnowsZones)
{
    const auto startOf = [](const QByteArray &start, const QByteArray &before = "METHOD:REQUEST\r\n") {
        return read("SUMMARY:x\r\nDTSTART" + start + "\r\n", before).start.toIso();
    };
    EXPECT_EQ(startOf(";TZID=Europe/Berlin:20260710T090000"), QStringLiteral("2026-07-10T07:00:00.000Z"));
    EXPECT_EQ(startOf(";TZID=/x.org/20050126_1/Europe/Berlin:20260110T090000"),
              QStringLiteral("2026-01-10T08:00:00.000Z"));
    EXPECT_EQ(startOf(";TZID=Russian Standard Time:20260110T090000"), QStringLiteral("2026-01-10T06:00:00.000Z"));
    const QByteArray own =
        "BEGIN:VTIMEZONE\r\nTZID:Our Office\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0500\r\n"
        "TZOFFSETTO:+0400\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"
        "DTSTART:16010101T020000\r\nTZOFFSETFROM:+0400\r\nTZOFFSETTO:+0500\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH="
        "3\r\n"
        "END:DAYLIGHT\r\nEND:VTIMEZONE\r\n";
    EXPECT_EQ(startOf(";TZID=Our Office:20260110T090000", own), QStringLiteral("2026-01-10T05:00:00.000Z"));
    EXPECT_EQ(startOf(";TZID=Our Office:20260710T090000", own), QStringLiteral("2026-07-10T04:00:00.000Z"));
    const Invitation lost = read("SUMMARY:x\r\nDTSTART;TZID=Nowhere:20260110T090000\r\n");
    EXPECT_TRUE(lost.isFloating);
    EXPECT_EQ(lost.start.toIso(), QStringLiteral("2026-01-10T09:00:00.000Z"));
    EXPECT_TRUE(read("SUMMARY:x\r\nDTSTART:20260110T090000\r\n").isFloating);
    // rules that repeat each second would take the library years
    const QByteArray trap = QByteArray(own).replace("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "FREQ=SECONDLY");
    EXPECT_TRUE(read("SUMMARY:x\r\nDTSTART;TZID=Our Office:20260110T090000\r\n", trap).isFloating);
    const auto isFloatingBy = [&own](const QByteArray &rule) {
        return read("SUMMARY:x\r\nDTSTART;TZID=Our Office:20260110T090000\r\n",
                    QByteArray(own).replace("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", rule))
            .isFloating;
    };
    for (const char *rule :
         {"FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=10;BYDAY=SU;BYMONTHDAY=1,2,3,4,5,6,7", "FREQ=YEARLY;COUNT=3"})
        EXPECT_FALSE(isFloatingBy(rule)) << rule;
    for (const char *rule :
         {"FREQ=YEARLY;BYHOUR=1,2", "FREQ=YEARLY;BYMINUTE=1,2", "FREQ=YEARLY;BYSECOND=1,2", "FREQ=YEARLY;BYYEARDAY=1,2",
          "FREQ=YEARLY;BYWEEKNO=1,2", "FREQ=YEARLY;BYDAY=SU", "FREQ=YEARLY;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=3,10"})
        EXPECT_TRUE(isFloatingBy(rule)) << rule;
    const auto isFloatingWith = [&own](int rules) {
        const QByteArray more = QByteArray("RRULE:FREQ=YEARLY;BYMONTH=1\r\n").repeated(rules - 2);
        return read("SUMMARY:x\r\nDTSTART;TZID=Our Office:20260110T090000\r\n",
                    QByteArray(own).replace("END:STANDARD", more + "END:STANDARD"))
            .isFloating;
    };
    EXPECT_FALSE(isFloatingWith(20));
    EXPECT_TRUE(isFloatingWith(21));
    // a zone of single changes
    const QByteArray once = QByteArray(own).replace("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "RDATE:20251026T030000");
    EXPECT_EQ(startOf(";TZID=Our Office:20260110T090000", once), QStringLiteral("2026-01-10T05:00:00.000Z"));
}

TEST(Invitation, WholeDaysAndLengths)
{
    const Invitation days = read("SUMMARY:x\r\nDTSTART;VALUE=DATE:20260310\r\nDTEND;VALUE=DATE:20260312\r\n");
    EXPECT_EQ(days.firstDay, QDate(2026, 3, 10));
    EXPECT_EQ(days.lastDay, QDate(2026, 3, 11));
    EXPECT_TRUE(days.start.isNever());
    const Invitation one = read("SUMMARY:x\r\nDTSTART;VALUE=DATE:20260310\r\n");
    EXPECT_EQ(one.lastDay, QDate(2026, 3, 10));
    EXPECT_EQ(read("SUMMARY:x\r\nDTSTART:20260310T090000Z\r\nDURATION:PT45M\r\n").end.toIso(),
              QStringLiteral("2026-03-10T09:45:00.000Z"));
}

TEST(Invitation, MethodsAndNonsense)
{
    EXPECT_EQ(read("SUMMARY:x\r\n", "METHOD:CANCEL\r\n").method, Invitation::Method::Cancel);
    EXPECT_TRUE(read("SUMMARY:x\r\n", "METHOD:CANCEL\r\n").isCancelled);
    EXPECT_TRUE(read("SUMMARY:x\r\nSTATUS:CANCELLED\r\n").isCancelled);
    EXPECT_EQ(read("SUMMARY:x\r\n", "METHOD:REPLY\r\n").method, Invitation::Method::Reply);
    EXPECT_EQ(readInvitation(calendar("SUMMARY:x\r\n", {}), "REQUEST")->method, Invitation::Method::Request);
    EXPECT_FALSE(readInvitation({}, {}));
    EXPECT_FALSE(readInvitation("hello", {}));
    EXPECT_FALSE(readInvitation("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", {}));
    EXPECT_FALSE(readInvitation(QByteArray("BEGIN:VCALENDAR\r\n").repeated(20000), {}));
    EXPECT_TRUE(
        read("SUMMARY:x\r\nDTSTART:99999999T999999Z\r\nDTEND;VALUE=DATE:x\r\nRRULE:nonsense\r\n").start.isNever());
}

TEST(Invitation, LinesAreUnfoldedAndCut)
{
    const Invitation folded =
        read("sum\n mary:One\r\n\t two\r\nLOCA\r\n TION;LANGUAGE=en:Room\nX-A:1\r\nCATEGORIES:a,b\r\n");
    EXPECT_EQ(folded.summary, QStringLiteral("One two"));
    EXPECT_EQ(folded.location, QStringLiteral("Room"));
    const QString words =
        read("SUMMARY:x\r\nDESCRIPTION:a" + QStringLiteral("ж").repeated(20000).toUtf8() + "\r\n").description;
    EXPECT_GT(words.size(), 16000);
    EXPECT_EQ(words, QLatin1Char('a') + QString(words.size() - 1, QChar(0x436)));
    EXPECT_EQ(read("SUMMARY:x\r\n" + QByteArray("BEGIN:VALARM\r\nEND:VALARM\r\n").repeated(498)).summary,
              QStringLiteral("x"));
    EXPECT_FALSE(readInvitation(calendar(QByteArray("BEGIN:VALARM\r\nEND:VALARM\r\n").repeated(499)), {}));
}

TEST(Invitation, IsNoAttachmentAndGivesASilentMailItsWords)
{
    const Message message = parseMessage("From: a@b.org\r\nSubject: s\r\nContent-Type: text/calendar; charset=utf-8; "
                                         "method=REQUEST\r\n\r\n" +
                                         calendar("SUMMARY:Plan\r\nDESCRIPTION:Bring cake\r\n"));
    ASSERT_TRUE(message.invitation.has_value());
    EXPECT_EQ(message.invitation->summary, QStringLiteral("Plan"));
    EXPECT_EQ(message.text, QStringLiteral("Plan\nBring cake"));
    ASSERT_EQ(message.attachments.size(), 1U); // can still be saved
    EXPECT_FALSE(message.hasFiles());
}
