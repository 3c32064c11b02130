// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// canned list, show, add, remove, render.
#include "tests/app/cli/contract_test.h"

using namespace otklik::test;

namespace {

class AnswersContract : public ContractTest
{
};

TEST_F(AnswersContract, ListsAndShows)
{
    const QJsonArray canned = at(done("canned list"), "canned").toArray();
    EXPECT_GE(canned.size(), 24) << "12 in two languages";
    for (const QJsonValue &one : canned) {
        for (const char *name : {"name", "language", "title", "shortcut", "body"})
            EXPECT_TRUE(one[QLatin1String(name)].isString()) << name;
        expectInteger(one[QLatin1String("uses")]);
    }
    const QJsonObject russian = done("canned show own-mistake --lang ru");
    EXPECT_EQ(at(russian, "title").toString(), QStringLiteral("Дело было в настройке"));
    refused(5, "not-found", "canned show nonsense");
}

TEST_F(AnswersContract, AddsChangesRendersAndRemoves)
{
    const QString file =
        write("answer.txt", "Hello {{ contact.first_name | \"there\" }}, ticket {{ ticket.number }}.\n");
    EXPECT_TRUE(at(done(words("canned add hello --lang en --shortcut ;hello --file") << file), "ok").toBool());
    const QJsonObject shown = done("canned show hello");
    EXPECT_EQ(at(shown, "shortcut").toString(), QStringLiteral(";hello"));
    EXPECT_EQ(at(shown, "language").toString(), QStringLiteral("en"));
    const QString n = someTicket();
    const QJsonObject rendered = done(words("canned render hello --ticket") << n);
    EXPECT_TRUE(at(rendered, "text").toString().contains(n)) << at(rendered, "text").toString().toStdString();
    EXPECT_TRUE(at(rendered, "gaps").toArray().isEmpty());
    const QJsonObject gaps = done(words("canned render ask-details --ticket") << n);
    for (const QJsonValue &gap : at(gaps, "gaps").toArray()) {
        EXPECT_FALSE(gap[QLatin1String("name")].toString().isEmpty());
        expectInteger(gap[QLatin1String("start")]);
        expectInteger(gap[QLatin1String("length")]);
    }
    const QString second = write("answer.txt", "Changed {{ ticket.number }}");
    EXPECT_TRUE(at(done(words("canned add hello --lang en --file") << second), "ok").toBool());
    EXPECT_EQ(at(done("canned show hello"), "body").toString(), QStringLiteral("Changed {{ ticket.number }}"));
    EXPECT_TRUE(at(done("canned remove hello"), "ok").toBool());
    refused(5, "not-found", "canned show hello");
    refused(5, "not-found", "canned remove hello");
}

TEST_F(AnswersContract, RefusesABrokenOne)
{
    const QString broken = write("broken.txt", "Hello {{ contact.name");
    refused(2, "invalid-input", words("canned add x --file") << broken);
    refused(2, "invalid-input", words("canned add x --file") << write("empty.txt", ""));
    refused(5, "not-found", "canned add x --file /nonexistent/file");
    refused(5, "not-found", "canned render own-mistake --ticket 99999");
    refused(5, "not-found", "canned render nonsense --ticket 1");
}

} // namespace
