// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// stats: figures by every grouping, as JSON and CSV.
#include "tests/app/cli/contract_test.h"

using namespace otklik::test;

namespace {

class StatisticsContract : public ContractTest
{
protected:
    static void expectFigures(const QJsonObject &figures)
    {
        for (const char *name : {"solved", "reopened", "one_touch"})
            expectInteger(at(figures, name));
        for (const char *name : {"created", "backlog", "waiting"})
            expectIntegerOrNull(at(figures, name));
        expectTimeOrNull(at(figures, "oldest_waiting_at"));
        for (const char *name : {"first_response", "next_response", "resolution"}) {
            const QJsonObject durations = at(figures, name).toObject();
            expectInteger(at(durations, "count"));
            for (const char *clock : {"calendar", "business"})
                for (const char *quantile : {"median", "p90"})
                    expectIntegerOrNull(durations[QLatin1String(clock)][QLatin1String(quantile)]);
        }
    }
};

TEST_F(StatisticsContract, EveryGroupingAddsUpToTheTotals)
{
    for (const char *by : {"day", "week", "specialist", "category", "cause", "mailbox", "company", "hour", "weekday"}) {
        const QJsonObject report = done(words("stats --by") << QLatin1String(by));
        EXPECT_EQ(at(report, "by").toString(), QLatin1String(by));
        expectTime(report[QLatin1String("period")][QLatin1String("from")]);
        expectTime(report[QLatin1String("period")][QLatin1String("to")]);
        const QJsonObject totals = at(report, "totals").toObject();
        expectFigures(totals);
        qint64 solved = 0;
        for (const QJsonValue &group : at(report, "groups").toArray()) {
            EXPECT_TRUE(group[QLatin1String("key")].isString());
            expectFigures(group.toObject());
            solved += group[QLatin1String("solved")].toInteger();
        }
        EXPECT_GT(solved, 0) << by;
        EXPECT_EQ(solved, at(totals, "solved").toInteger()) << by;
    }
}

TEST_F(StatisticsContract, ThePeriodAndTheMailboxNarrow)
{
    const QJsonObject day = done("stats --from 2000-01-01 --to 2000-01-01");
    EXPECT_EQ(day[QLatin1String("period")][QLatin1String("from")].toString(),
              QStringLiteral("2000-01-01T00:00:00.000Z"));
    EXPECT_EQ(day[QLatin1String("totals")][QLatin1String("created")].toInteger(), 0);
    EXPECT_TRUE(day[QLatin1String("totals")][QLatin1String("first_response")][QLatin1String("calendar")]
                   [QLatin1String("median")]
                       .isNull())
        << "nothing reached is null, not zero";
    EXPECT_EQ(at(done("stats --mailbox support"), "totals"), at(done("stats"), "totals"));
    refused(5, "not-found", "stats --mailbox suport");
    refused(2, "invalid-input", "stats --from yesterday");
    refused(2, "invalid-input", "stats --from 2026-02-02 --to 2026-02-01");
}

TEST_F(StatisticsContract, CsvStandsAloneOrInAFile)
{
    const CliResult csv = m_cli.runPlain(words("stats --by specialist --format csv"));
    EXPECT_EQ(csv.exitCode, 0);
    EXPECT_TRUE(csv.out.startsWith("key,created,solved,backlog,")) << csv.said();
    EXPECT_TRUE(csv.out.contains("\r\n\"total\","));
    const QString file = path("stats.csv");
    const QJsonObject written = done(words("stats --by specialist --format csv --out") << file);
    EXPECT_EQ(at(written, "out").toString(), file);
    EXPECT_EQ(read(file), csv.out);
    EXPECT_EQ(m_cli.run(words("stats --format csv")).exitCode, 2) << "two forms on one stream";
    EXPECT_EQ(at(m_cli.run(words("stats --format csv")).json(), "error").toObject()[QLatin1String("code")].toString(),
              QStringLiteral("invalid-input"));
    refused(1, "storage-failed", "stats --format csv --out /nonexistent/folder/file.csv");
}

TEST_F(StatisticsContract, JsonMayBeAskedForBothWays)
{
    const CliResult plain = m_cli.runPlain(words("stats --format json"));
    EXPECT_EQ(plain.json(), done("stats"));
    const QString file = path("stats.json");
    m_cli.must(words("stats --out") << file);
    EXPECT_EQ(QJsonDocument::fromJson(read(file)).object(), done("stats"));
}

} // namespace
