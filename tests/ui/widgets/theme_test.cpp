// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icon_store.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace otklik::ui;

class ThemeTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyTokenIsInTheFile();
    void sheetHasNoUnknownToken();
    void modeChangeIsAnnounced();
    void textIsReadableOnItsGround();
    void iconsAreTinted();
    void themedIconFollowsTheTheme();
};

namespace {
double luminance(const QColor &colour)
{
    const auto part = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}
double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}
int inkOf(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).alpha() > 250 && image.pixelColor(x, y).rgb() == colour.rgb())
                ++count;
    return count;
}
} // namespace

void ThemeTest::everyTokenIsInTheFile()
{
    Theme theme;
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        theme.setMode(mode);
        for (int i = 0; i < static_cast<int>(Token::Count); ++i)
            QVERIFY2(theme.color(static_cast<Token>(i)) != QColor(Qt::magenta),
                     qPrintable(Theme::tokenName(static_cast<Token>(i))));
    }
    theme.setMode(ThemeMode::Light);
    QCOMPARE(theme.color(Token::Accent), QColor(0x3A, 0x55, 0xD9));
    QCOMPARE(theme.color(Token::TipT), QColor(0xF4, 0xF5, 0xF8));
}

void ThemeTest::sheetHasNoUnknownToken()
{
    Theme theme;
    const QString sheet = theme.styleSheet();
    QVERIFY(!sheet.contains(u'@'));
    QVERIFY(!sheet.contains(QStringLiteral("#ff00ff"), Qt::CaseInsensitive));
}

void ThemeTest::modeChangeIsAnnounced()
{
    Theme theme;
    theme.setMode(ThemeMode::Light);
    const QSignalSpy spy(&theme, &Theme::changed);
    theme.setMode(ThemeMode::Dark);
    QCOMPARE(spy.count(), 1);
    QVERIFY(theme.isDark());
    QCOMPARE(theme.palette().color(QPalette::Window), theme.color(Token::Window));
}

void ThemeTest::textIsReadableOnItsGround()
{
    Theme theme;
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        theme.setMode(mode);
        for (const Token ground : {Token::Panel, Token::Side, Token::Window, Token::Sel, Token::Hover})
            QVERIFY(contrast(theme.color(Token::T3), theme.color(ground)) >= 4.45);
        for (int i = 0; i < 6; ++i)
            QVERIFY(contrast(theme.avatarText(i), theme.avatarGround(i)) >= 4.5);
    }
}

void ThemeTest::iconsAreTinted()
{
    Theme theme;
    IconStore icons(theme);
    const QPixmap red = icons.pixmap(QStringLiteral("inbox"), 16, Qt::red, 2.0);
    QCOMPARE(red.size(), QSize(32, 32));
    QCOMPARE(red.devicePixelRatio(), 2.0);
    QVERIFY(inkOf(red.toImage(), Qt::red) > 10);
    QCOMPARE(icons.pixmap(QStringLiteral("inbox"), 16, Qt::red, 2.0).cacheKey(), red.cacheKey());
    QVERIFY(icons.pixmap(QStringLiteral("no-such-icon"), 16, Qt::red, 1.0).isNull());
}

void ThemeTest::themedIconFollowsTheTheme()
{
    Theme theme;
    IconStore icons(theme);
    theme.setMode(ThemeMode::Light);
    const QIcon icon = icons.icon(QStringLiteral("inbox"), Token::Red);
    QVERIFY(inkOf(icon.pixmap(32, 32).toImage(), theme.color(Token::Red)) > 4);
    theme.setMode(ThemeMode::Dark);
    QVERIFY(inkOf(icon.pixmap(32, 32).toImage(), theme.color(Token::Red)) > 4);
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
