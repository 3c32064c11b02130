// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/templates/shortcut.h"
#include "tests/support/expect_result.h"

using namespace otklik::templates;

TEST(Shortcut, IsASemicolonAndAName)
{
    for (const QString &good : {QStringLiteral(";dns"), QStringLiteral(";днс"), QStringLiteral(";a-b_1")})
        EXPECT_TRUE(isShortcut(good)) << good.toStdString();
    for (const QString &bad : {QString(), QStringLiteral(";"), QStringLiteral("dns"), QStringLiteral(";a b"),
                               QStringLiteral(";;a"), QStringLiteral(";") + QString(40, QLatin1Char('a'))})
        EXPECT_FALSE(isShortcut(bad)) << bad.toStdString();
}

TEST(Shortcut, IsFoundBeforeTheCaret)
{
    const auto found = [](const QString &text, qsizetype caret) {
        const auto range = shortcutBefore(text, caret);
        return range ? text.mid(range->start, range->length) : QString();
    };
    EXPECT_EQ(found(QStringLiteral(";dns"), 4), QStringLiteral(";dns"));
    EXPECT_EQ(found(QStringLiteral("Привет, ;днс и"), 12), QStringLiteral(";днс"));
    EXPECT_EQ(found(QStringLiteral("(;a"), 3), QStringLiteral(";a"));
    EXPECT_EQ(found(QStringLiteral("nginx;dns"), 9), QString());
    EXPECT_EQ(found(QStringLiteral("dns"), 3), QString());
    EXPECT_EQ(found(QStringLiteral(";dns "), 5), QString());
    EXPECT_EQ(found(QStringLiteral(";dns"), 0), QString());
    EXPECT_EQ(found(QStringLiteral(";dns"), 99), QString());
    EXPECT_EQ(found(QStringLiteral(";dns"), -1), QString());
}

TEST(ChooseLanguage, TakesTheFirstThatThereIs)
{
    const QStringList both{QStringLiteral("en"), QStringLiteral("ru")};
    EXPECT_EQ(chooseLanguage(both, {QStringLiteral("ru")}), QStringLiteral("ru"));
    EXPECT_EQ(chooseLanguage(both, {QStringLiteral("RU-by")}), QStringLiteral("ru"));
    EXPECT_EQ(chooseLanguage(both, {QString(), QStringLiteral("de"), QStringLiteral("ru")}), QStringLiteral("ru"));
    EXPECT_EQ(chooseLanguage(both, {QStringLiteral("de")}), QStringLiteral("en"));
    EXPECT_EQ(chooseLanguage({}, {QStringLiteral("de")}), QString());
}
