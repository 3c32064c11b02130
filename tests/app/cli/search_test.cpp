// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// search: hits of every kind, with inflections.
#include "tests/app/cli/contract_test.h"

#include <QSet>

using namespace otklik::test;

namespace {

class SearchContract : public ContractTest
{
protected:
    [[nodiscard]] QStringList titles(const char *in, const char *text) const
    {
        QStringList found;
        const QJsonArray hits = at(done({QStringLiteral("search"), QString::fromUtf8(text), QStringLiteral("--in"),
                                         QLatin1String(in), QStringLiteral("--limit"), QStringLiteral("200")}),
                                   "hits")
                                    .toArray();
        for (const QJsonValue &hit : hits)
            found << hit[QLatin1String("title")].toString();
        return found;
    }
};

TEST_F(SearchContract, HitsHaveTheFormOfTheContract)
{
    const QJsonObject result = done({QStringLiteral("search"), QStringLiteral("сайт")});
    expectInteger(at(result, "total"));
    expectInteger(at(result, "elapsed_ms"));
    const QJsonArray hits = at(result, "hits").toArray();
    ASSERT_FALSE(hits.isEmpty());
    for (const QJsonValue &value : hits) {
        const QJsonObject hit = value.toObject();
        static const QSet<QString> kinds{QStringLiteral("ticket"), QStringLiteral("message"),
                                         QStringLiteral("customer"), QStringLiteral("answer")};
        EXPECT_TRUE(kinds.contains(at(hit, "kind").toString()));
        expectIntegerOrNull(at(hit, "ticket"));
        expectTextOrNull(at(hit, "message_id"));
        EXPECT_TRUE(at(hit, "title").isString() && at(hit, "snippet").isString());
        expectTimeOrNull(at(hit, "at"));
        EXPECT_TRUE(at(hit, "score").isDouble());
    }
    EXPECT_LE(at(done({QStringLiteral("search"), QStringLiteral("сайт"), QStringLiteral("--in"),
                       QStringLiteral("tickets"), QStringLiteral("--limit"), QStringLiteral("3")}),
                 "hits")
                  .toArray()
                  .size(),
              3);
}

TEST_F(SearchContract, AnswersAreFoundInEveryInflection)
{
    const QStringList base = titles("answers", "сайт");
    EXPECT_FALSE(base.isEmpty());
    for (const char *form : {"сайта", "сайты", "сайтов", "САЙТЕ"}) {
        QStringList found = titles("answers", form);
        EXPECT_EQ(QSet<QString>(found.begin(), found.end()), QSet<QString>(base.begin(), base.end())) << form;
    }
    EXPECT_TRUE(titles("answers", "компенсацию").contains(QStringLiteral("Компенсация начислена")));
    EXPECT_EQ(titles("answers", ";dns").size(), 1) << "a shortcut finds too";
    EXPECT_TRUE(titles("answers", "zebra-crossing").isEmpty());
}

TEST_F(SearchContract, LooksOnlyWhereItIsTold)
{
    for (const QJsonValue &hit : at(done("search tom --in customers"), "hits").toArray())
        EXPECT_EQ(hit[QLatin1String("kind")].toString(), QStringLiteral("customer"));
    EXPECT_EQ(at(done("search 7 --in tickets"), "hits").toArray().first()[QLatin1String("ticket")].toInteger(), 7);
    refused(2, "invalid-input", "search tom --in drawers");
    refused(2, "invalid-input", "search tom --limit 0");
}

} // namespace
