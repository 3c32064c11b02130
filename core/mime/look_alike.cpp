// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/look_alike.h"

#include <QHash>
#include <QUrl>

#include <algorithm>
#include <vector>

namespace otklik::mime {

namespace {

QString readable(const QString &domain)
{
    const QString lower = domain.trimmed().toLower();
    return lower.contains(QLatin1String("xn--")) ? QUrl::fromAce(lower.toLatin1(), QUrl::IgnoreIDNWhitelist) : lower;
}

/// Small letters that look like a Latin one in every usual font (a small part of Unicode's confusables, UTS 39).
QChar twinOf(QChar c)
{
    static const QHash<char16_t, char16_t> twins{
        {u'а', u'a'}, {u'е', u'e'}, {u'о', u'o'}, {u'р', u'p'}, {u'с', u'c'}, {u'у', u'y'}, {u'х', u'x'},
        {u'ѕ', u's'}, {u'і', u'i'}, {u'ї', u'i'}, {u'ј', u'j'}, {u'һ', u'h'}, {u'ԁ', u'd'}, {u'ԛ', u'q'},
        {u'ԝ', u'w'}, {u'ӏ', u'l'}, {u'к', u'k'}, {u'ο', u'o'}, {u'α', u'a'}, {u'ν', u'v'}, {u'ρ', u'p'},
        {u'ι', u'i'}, {u'κ', u'k'}, {u'υ', u'u'}, {u'ı', u'i'}, {u'ɡ', u'g'}, {u'0', u'o'}, {u'1', u'l'}};
    return QChar(twins.value(c.unicode(), c.unicode()));
}

/// One that nothing in twinOf() or below changes, as most are: a desk knows thousands.
bool isItsOwnSkeleton(const QString &domain)
{
    for (qsizetype i = 0; i < domain.size(); ++i) {
        const char16_t c = domain[i].unicode();
        if (c >= 0x80 || c == u'0' || c == u'1' || (c == u'n' && i > 0 && domain[i - 1] == QLatin1Char('r')) ||
            (c == u'v' && i > 0 && domain[i - 1] == QLatin1Char('v')))
            return false;
    }
    return true;
}

QString skeletonOf(const QString &domain)
{
    if (isItsOwnSkeleton(domain))
        return domain;
    QString skeleton;
    const QString parts = domain.normalized(QString::NormalizationForm_KD);
    for (const QChar c : parts)
        if (!c.isMark())
            skeleton += twinOf(c);
    skeleton.replace(QLatin1String("rn"), QLatin1String("m"));
    skeleton.replace(QLatin1String("vv"), QLatin1String("w"));
    return skeleton;
}

bool mixesAlphabets(const QString &domain)
{
    const QStringList labels = domain.split(QLatin1Char('.'));
    return std::any_of(labels.begin(), labels.end(), [](const QString &label) {
        bool latin = false;
        bool other = false;
        for (const QChar c : label) {
            latin |= c.script() == QChar::Script_Latin;
            other |= c.script() == QChar::Script_Cyrillic || c.script() == QChar::Script_Greek;
        }
        return latin && other;
    });
}

bool isBelow(const QString &domain, const QString &known)
{
    return domain == known || domain.endsWith(QLatin1Char('.') + known);
}

/// The other spelling in plain letters that has the same skeleton, if there is one.
QString otherSpelling(QChar c)
{
    switch (c.unicode()) {
    case u'm':
        return QStringLiteral("rn");
    case u'w':
        return QStringLiteral("vv");
    case u'o':
        return QStringLiteral("0");
    case u'l':
        return QStringLiteral("1");
    default:
        return {};
    }
}

/// Plain spellings of a skeleton, itself among them. The last label is that of a registry and has one.
void addSpellings(const QString &skeleton, QStringList &all)
{
    constexpr qsizetype kMostVaried = 6; ///< letters varied together; of more, one at a time
    const qsizetype end = skeleton.lastIndexOf(QLatin1Char('.'));
    std::vector<qsizetype> places;
    for (qsizetype i = 0; i < end; ++i)
        if (!otherSpelling(skeleton[i]).isEmpty())
            places.push_back(i);
    const auto spelt = [&](auto isVaried) {
        QString text = skeleton;
        for (size_t i = places.size(); i > 0; --i) // from the end: what is put in may be longer
            if (isVaried(i - 1))
                text.replace(places[i - 1], 1, otherSpelling(skeleton[places[i - 1]]));
        return text;
    };
    if (places.size() <= size_t(kMostVaried)) {
        for (size_t mask = 0; mask < size_t(1) << places.size(); ++mask)
            all << spelt([mask](size_t i) { return (mask >> i & 1) != 0; });
        return;
    }
    all << skeleton;
    for (size_t one = 0; one < places.size(); ++one)
        all << spelt([one](size_t i) { return i == one; });
}

/// More labels than a company's domain has.
constexpr int kMostLabels = 4;

/// The domain and those above it, from four labels down to two.
QStringList withParents(const QString &domain)
{
    QStringList all;
    const QStringList labels = domain.split(QLatin1Char('.'));
    for (qsizetype count = std::min<qsizetype>(labels.size(), kMostLabels); count >= 2; --count)
        all << labels.last(count).join(QLatin1Char('.'));
    return all;
}

} // namespace

bool isWithinDomain(const QString &domain, const QString &known)
{
    return isBelow(readable(domain), readable(known));
}

QStringList likenessCandidates(const QString &domain)
{
    constexpr qsizetype kLongest = 253; // RFC 1035 §2.3.4
    const QString name = readable(domain);
    if (name.size() > kLongest)
        return {};
    QStringList all = withParents(name);
    const QStringList skeletons = withParents(skeletonOf(name));
    for (const QString &skeleton : skeletons)
        addSpellings(skeleton, all);
    const QStringList labels = name.split(QLatin1Char('.'));
    for (qsizetype count = 2; count < labels.size() && count <= kMostLabels; ++count)
        all << labels.first(count).join(QLatin1Char('.'));
    all.removeDuplicates();
    return all;
}

std::optional<LookAlike> findLookAlike(const QString &domain, const QStringList &known)
{
    const QString name = readable(domain);
    if (name.isEmpty())
        return std::nullopt;
    QStringList names;
    for (const QString &one : known)
        names << readable(one);
    if (std::any_of(names.begin(), names.end(), [&name](const QString &one) { return isBelow(name, one); }))
        return std::nullopt;
    const QString skeleton = skeletonOf(name);
    for (const QString &one : names)
        if (one.contains(QLatin1Char('.')) &&
            (isBelow(skeleton, skeletonOf(one)) || name.startsWith(one + QLatin1Char('.'))))
            return LookAlike{name, one};
    return mixesAlphabets(name) ? std::optional(LookAlike{name, {}}) : std::nullopt;
}

} // namespace otklik::mime
