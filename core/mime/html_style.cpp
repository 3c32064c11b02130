// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/html_style.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <array>
#include <optional>

namespace otklik::mime {

namespace {

using Rgb = std::array<int, 3>;

bool isColour(const QString &value)
{
    static const QRegularExpression colour(QStringLiteral("^(?:#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\\([\\d\\s.,%]+\\))$"));
    return colour.match(value).hasMatch();
}

std::optional<Rgb> hexColour(const QString &value)
{
    const qsizetype digits = value.size() < 7 ? 1 : 2;
    Rgb rgb{};
    for (std::size_t i = 0; i < rgb.size(); ++i) {
        bool ok = false;
        const QString part = value.mid(1 + qsizetype(i) * digits, digits);
        rgb[i] = (digits == 1 ? part + part : part).toInt(&ok, 16);
        if (!ok)
            return std::nullopt;
    }
    return rgb;
}

/// Those that letters are hidden with; other names are compared as words.
std::optional<Rgb> colourOf(const QString &value)
{
    if (value == QLatin1String("white"))
        return Rgb{255, 255, 255};
    if (value == QLatin1String("black"))
        return Rgb{0, 0, 0};
    if (value.startsWith(QLatin1Char('#')))
        return hexColour(value);
    static const QRegularExpression numbers(
        QStringLiteral("^rgba?\\(\\s*(\\d{1,3})[\\s,]+(\\d{1,3})[\\s,]+(\\d{1,3})"));
    const auto match = numbers.match(value);
    if (!match.hasMatch())
        return std::nullopt;
    return Rgb{match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt()};
}

/// Nearly the same colour for letters and ground hides words from the reader.
bool canBeToldApart(const QString &text, const QString &ground)
{
    const auto a = colourOf(text);
    const auto b = colourOf(ground);
    if (!a || !b)
        return text != ground;
    int difference = 0;
    for (std::size_t i = 0; i < a->size(); ++i)
        difference += std::abs((*a)[i] - (*b)[i]);
    return difference >= 96;
}

QHash<QString, QString> declarationsIn(const QString &style)
{
    QHash<QString, QString> given;
    for (const QString &declaration : style.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        const qsizetype colon = declaration.indexOf(QLatin1Char(':'));
        if (colon > 0)
            given.insert(declaration.left(colon).trimmed().toLower(), declaration.mid(colon + 1).trimmed().toLower());
    }
    if (given.contains(QStringLiteral("background")) && !given.contains(QStringLiteral("background-color")))
        given.insert(QStringLiteral("background-color"), given.value(QStringLiteral("background")));
    return given;
}

} // namespace

QString keptStyle(const QString &style)
{
    if (style.isEmpty())
        return {};
    const QHash<QString, QString> given = declarationsIn(style);
    static const QHash<QString, QRegularExpression> allowed{
        {QStringLiteral("font-weight"), QRegularExpression(QStringLiteral("^(?:bold|normal|[1-9]00)$"))},
        {QStringLiteral("font-style"), QRegularExpression(QStringLiteral("^(?:italic|normal)$"))},
        {QStringLiteral("text-decoration"), QRegularExpression(QStringLiteral("^(?:underline|line-through|none)$"))},
        {QStringLiteral("text-align"), QRegularExpression(QStringLiteral("^(?:left|right|center|justify)$"))},
        {QStringLiteral("white-space"), QRegularExpression(QStringLiteral("^(?:pre|pre-wrap|normal)$"))}};
    QStringList kept;
    for (auto it = allowed.begin(); it != allowed.end(); ++it)
        if (given.contains(it.key()) && it.value().match(given.value(it.key())).hasMatch())
            kept << it.key() + QLatin1Char(':') + given.value(it.key());
    kept.sort();
    const QString text = given.value(QStringLiteral("color"));
    const QString ground = given.value(QStringLiteral("background-color"));
    if (isColour(text) && isColour(ground) && canBeToldApart(text, ground))
        kept << QStringLiteral("color:%1;background-color:%2").arg(text, ground);
    return kept.join(QLatin1Char(';'));
}

} // namespace otklik::mime
