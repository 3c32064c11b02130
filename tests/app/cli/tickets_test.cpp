// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// tickets, ticket show: the queue and a timeline as JSON.
#include "tests/app/cli/contract_test.h"

#include <QSet>

using namespace otklik::test;

namespace {

class TicketsContract : public ContractTest
{
};

TEST_F(TicketsContract, ListsTicketsInTheFormOfTheContract)
{
    const QJsonObject list = done("tickets --limit 1000");
    const QJsonArray tickets = at(list, "tickets").toArray();
    EXPECT_EQ(at(list, "total").toInteger(), tickets.size());
    EXPECT_TRUE(at(list, "next").isNull());
    ASSERT_GT(tickets.size(), 40);
    for (const QJsonValue &ticket : tickets)
        expectTicket(ticket.toObject());
}

TEST_F(TicketsContract, PagesCoverEveryTicketOnceInEverySort)
{
    const qint64 total = at(done("tickets --limit 1"), "total").toInteger();
    for (const char *sort : {"urgency", "updated", "created", "number", "priority"}) {
        QSet<qint64> seen;
        qint64 rows = 0;
        QString cursor;
        do {
            QStringList arguments = words("tickets --limit 7 --sort") << QLatin1String(sort);
            if (!cursor.isEmpty())
                arguments << QStringLiteral("--after") << cursor;
            const QJsonObject page = done(arguments);
            EXPECT_EQ(at(page, "total").toInteger(), total) << sort;
            const QJsonArray tickets = at(page, "tickets").toArray();
            ASSERT_LE(tickets.size(), 7);
            ASSERT_FALSE(tickets.isEmpty()) << sort;
            for (const QJsonValue &ticket : tickets) {
                seen.insert(ticket[QLatin1String("number")].toInteger());
                ++rows;
            }
            cursor = at(page, "next").toString();
        } while (!cursor.isEmpty());
        EXPECT_EQ(rows, total) << sort;
        EXPECT_EQ(seen.size(), total) << sort;
    }
}

TEST_F(TicketsContract, AQueryNarrows)
{
    const QJsonArray open = m_cli.tickets(QStringLiteral("status:open"));
    ASSERT_FALSE(open.isEmpty());
    for (const QJsonValue &ticket : open)
        EXPECT_EQ(ticket[QLatin1String("status")].toString(), QStringLiteral("open"));
    EXPECT_TRUE(m_cli.tickets(QStringLiteral("status:open status:solved")).isEmpty());
}

TEST_F(TicketsContract, ShowsATimelineOldestFirst)
{
    int outgoing = 0, events = 0, notes = 0, files = 0;
    for (const QJsonValue &row : m_cli.tickets()) {
        const QJsonObject ticket = m_cli.show(row[QLatin1String("number")].toInteger());
        expectTicket(ticket);
        QString before;
        for (const QJsonValue &value : at(ticket, "timeline").toArray()) {
            const QJsonObject entry = value.toObject();
            const QString kind = at(entry, "kind").toString();
            expectTime(at(entry, "at"));
            EXPECT_LE(before, at(entry, "at").toString());
            before = at(entry, "at").toString();
            EXPECT_FALSE(at(entry, "id").toString().isEmpty());
            expectTextOrNull(at(entry, "by"));
            if (kind == QLatin1String("message")) {
                static const QStringList autos{QStringLiteral("bounce"), QStringLiteral("auto-reply"),
                                               QStringLiteral("list")};
                EXPECT_TRUE(at(entry, "auto").isNull() || autos.contains(at(entry, "auto").toString()))
                    << at(entry, "auto").toString().toStdString();
                for (const char *name : {"from", "subject", "text", "direction"})
                    EXPECT_TRUE(at(entry, name).isString()) << name;
                for (const char *name : {"message_id", "html"})
                    EXPECT_TRUE(at(entry, name).isString() || at(entry, name).isNull()) << name;
                for (const char *name : {"to", "cc", "attachments"})
                    EXPECT_TRUE(at(entry, name).isArray()) << name;
                for (const QJsonValue &file : at(entry, "attachments").toArray()) {
                    EXPECT_TRUE(file[QLatin1String("name")].isString() && file[QLatin1String("type")].isString());
                    expectInteger(file[QLatin1String("size")]);
                    ++files;
                }
                outgoing += at(entry, "direction").toString() == QLatin1String("out") ? 1 : 0;
            } else if (kind == QLatin1String("event")) {
                EXPECT_FALSE(entry[QLatin1String("event")][QLatin1String("type")].toString().isEmpty());
                ++events;
            } else {
                EXPECT_TRUE(kind == QLatin1String("note") || kind == QLatin1String("call") ||
                            kind == QLatin1String("chat"))
                    << kind.toStdString();
                EXPECT_TRUE(at(entry, "text").isString());
                ++notes;
            }
        }
    }
    EXPECT_GT(outgoing, 0);
    EXPECT_GT(events, 0);
    EXPECT_GT(notes, 0);
    EXPECT_GT(files, 0);
}

TEST_F(TicketsContract, RefusesWhatIsNotThere)
{
    refused(5, "not-found", "ticket show 99999");
    refused(2, "invalid-input", "ticket show nonsense");
    refused(2, "invalid-input", "tickets --query status:nonsense");
    refused(2, "invalid-input", "tickets --after nonsense");
    refused(2, "invalid-input", "tickets --sort colour");
    refused(2, "invalid-input", "tickets --limit 0");
}

} // namespace
