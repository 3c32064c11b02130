// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTranslator>

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

TEST(Resources, EveryIconFileOfTheSourceTreeIsBuiltIn)
{
    const QDir sources(QStringLiteral(OTKLIK_ICONS));
    const QStringList names = sources.entryList({QStringLiteral("*.svg")}, QDir::Files);
    ASSERT_GE(names.size(), 100);
    for (const QString &name : names)
        EXPECT_EQ(contents(QStringLiteral(":/icons/") + name), contents(sources.filePath(name))) << qPrintable(name);
}

TEST(Resources, BothPalettesHaveTheSameColours)
{
    const QJsonObject palettes = QJsonDocument::fromJson(contents(QStringLiteral(":/styles/tokens.json"))).object();
    const QStringList light = palettes.value(QStringLiteral("light")).toObject().keys();
    EXPECT_GT(light.size(), 40);
    EXPECT_EQ(light, palettes.value(QStringLiteral("dark")).toObject().keys());
}

TEST(Resources, RussianIsBuiltInUnderTheNamesThatRunningClassesHave)
{
    QTranslator russian;
    ASSERT_TRUE(russian.load(QLocale(QLocale::Russian), QStringLiteral("otklik"), QStringLiteral("_"),
                             QStringLiteral(":/i18n")));
    EXPECT_EQ(russian.translate("otklik::ui::TimeText", "just now"), QStringLiteral("только что"));
    EXPECT_EQ(russian.translate("otklik::ui::RailButton", "%n ticket(s) at risk", nullptr, 3),
              QStringLiteral("%n обращения под угрозой"));
}

} // namespace
