// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include "ui/widgets/style_sheet.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QStyleFactory>
#include <QStyleHints>

namespace otklik::ui {
namespace {

Q_LOGGING_CATEGORY(lcTheme, "otklik.theme")

constexpr std::array<const char *, static_cast<size_t>(Token::Count)> kNames = {
    "window",  "side",     "panel",   "raised", "inset",    "hover",    "press", "sel",      "selline",
    "line",    "line2",    "field",   "t1",     "t2",       "t3",       "tinv",  "accent",   "accenth",
    "accentt", "accentbg", "accentl", "green",  "greenbg",  "greenl",   "amber", "amberbg",  "amberl",
    "red",     "redbg",    "redl",    "violet", "violetbg", "violetl",  "cyan",  "cyanbg",   "cyanl",
    "notebg",  "noteline", "notet",   "noteh",  "fill",     "fillline", "miss",  "missline", "mark",
    "ourbg",   "ourline",  "a1",      "a1t",    "a2",       "a2t",      "a3",    "a3t",      "a4",
    "a4t",     "a5",       "a5t",     "a6",     "a6t",      "tip",      "tipt"};

struct RoleFont
{
    int pixels;
    QFont::Weight weight;
};
RoleFont roleFont(TypeRole role)
{
    switch (role) {
    case TypeRole::Base:
        return {13, QFont::Normal};
    case TypeRole::Emphasis:
        return {13, QFont::DemiBold};
    case TypeRole::Button:
        return {13, QFont::Medium};
    case TypeRole::Second:
        return {12, QFont::Normal};
    case TypeRole::SecondMedium:
        return {12, QFont::Medium};
    case TypeRole::SecondStrong:
        return {12, QFont::DemiBold};
    case TypeRole::Small:
        return {11, QFont::Medium};
    case TypeRole::Section:
        return {11, QFont::DemiBold};
    case TypeRole::Badge:
        return {10, QFont::DemiBold};
    case TypeRole::PaneTitle:
        return {14, QFont::DemiBold};
    case TypeRole::PageTitle:
        return {16, QFont::DemiBold};
    case TypeRole::Figure:
        return {22, QFont::DemiBold};
    case TypeRole::Mono:
        return {12, QFont::Normal};
    }
    return {13, QFont::Normal};
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
{
    load();
    if (QFontDatabase::families().contains(QStringLiteral("Inter")))
        m_family = QStringLiteral("Inter");
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    m_systemDark = QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this](Qt::ColorScheme scheme) {
        m_systemDark = scheme == Qt::ColorScheme::Dark;
        refresh();
    });
#else
    const QPalette system = QGuiApplication::palette();
    m_systemDark = system.color(QPalette::WindowText).lightness() > system.color(QPalette::Window).lightness();
#endif
    m_dark = m_systemDark;
}

void Theme::load()
{
    QFile file(QStringLiteral(":/styles/tokens.json"));
    if (!file.open(QIODevice::ReadOnly))
        qCCritical(lcTheme) << "The colour tokens are not built in.";
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    const auto fill = [](const QJsonObject &from, Colours &to) {
        for (size_t i = 0; i < kNames.size(); ++i) {
            const QColor colour(from.value(QLatin1String(kNames[i])).toString());
            to[i] = colour.isValid() ? colour : QColor(Qt::magenta);
        }
    };
    fill(root.value(QLatin1String("light")).toObject(), m_lightColours);
    fill(root.value(QLatin1String("dark")).toObject(), m_darkColours);
}

void Theme::setMode(ThemeMode mode)
{
    m_mode = mode;
    refresh();
}

QColor Theme::color(Token token) const
{
    return (m_dark ? m_darkColours : m_lightColours).at(static_cast<size_t>(token));
}

QColor Theme::avatarGround(int index) const
{
    return color(static_cast<Token>(static_cast<int>(Token::A1) + 2 * (index % 6)));
}

QColor Theme::avatarText(int index) const
{
    return color(static_cast<Token>(static_cast<int>(Token::A1T) + 2 * (index % 6)));
}

QFont Theme::font(TypeRole role) const
{
    QFont font;
    if (role == TypeRole::Mono)
        font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    else if (!m_family.isEmpty())
        font.setFamily(m_family);
    const RoleFont look = roleFont(role);
    font.setPixelSize(look.pixels);
    font.setWeight(look.weight);
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature("tnum", 1);
#endif
    return font;
}

QPalette Theme::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, color(Token::Window));
    p.setColor(QPalette::WindowText, color(Token::T1));
    p.setColor(QPalette::Base, color(Token::Panel));
    p.setColor(QPalette::AlternateBase, color(Token::Side));
    p.setColor(QPalette::Text, color(Token::T1));
    p.setColor(QPalette::PlaceholderText, color(Token::T3));
    p.setColor(QPalette::Button, color(Token::Panel));
    p.setColor(QPalette::ButtonText, color(Token::T1));
    p.setColor(QPalette::Highlight, color(Token::Accent));
    p.setColor(QPalette::HighlightedText, color(Token::TInv));
    p.setColor(QPalette::Link, color(Token::AccentT));
    p.setColor(QPalette::LinkVisited, color(Token::AccentT));
    p.setColor(QPalette::ToolTipBase, color(Token::Tip));
    p.setColor(QPalette::ToolTipText, color(Token::TipT));
    p.setColor(QPalette::Mid, color(Token::Line));
    p.setColor(QPalette::Dark, color(Token::Line2));
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, color(Token::T3));
    return p;
}

QString Theme::styleSheet() const
{
    return fillStyleSheet(*this);
}

QString Theme::tokenName(Token token)
{
    return QString::fromLatin1(kNames.at(static_cast<size_t>(token)));
}

void Theme::applyTo(QApplication &application)
{
    m_application = &application;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    refresh();
}

void Theme::refresh()
{
    m_dark = m_mode == ThemeMode::System ? m_systemDark : m_mode == ThemeMode::Dark;
    if (m_application) {
        QApplication::setFont(font(TypeRole::Base));
        QApplication::setPalette(palette());
        m_application->setStyleSheet(styleSheet());
    }
    Q_EMIT changed();
}

} // namespace otklik::ui
