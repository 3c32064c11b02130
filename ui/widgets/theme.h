// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

#include <array>

class QApplication;

namespace otklik::ui {

/// The names of resources/styles/tokens.json, in its order. A1…A6 and A1T…A6T are the avatars' grounds and texts.
enum class Token {
    Window,
    Side,
    Panel,
    Raised,
    Inset,
    Hover,
    Press,
    Sel,
    SelLine,
    Line,
    Line2,
    Field,
    T1,
    T2,
    T3,
    TInv,
    Accent,
    AccentH,
    AccentT,
    AccentBg,
    AccentL,
    Green,
    GreenBg,
    GreenL,
    Amber,
    AmberBg,
    AmberL,
    Red,
    RedBg,
    RedL,
    Violet,
    VioletBg,
    VioletL,
    Cyan,
    CyanBg,
    CyanL,
    NoteBg,
    NoteLine,
    NoteT,
    NoteH,
    Fill,
    FillLine,
    Miss,
    MissLine,
    Mark,
    OurBg,
    OurLine,
    A1,
    A1T,
    A2,
    A2T,
    A3,
    A3T,
    A4,
    A4T,
    A5,
    A5T,
    A6,
    A6T,
    Tip,
    TipT,
    Count
};

/// Sizes in pixels at scale 1; 600 is the weight of the strong ones.
enum class TypeRole {
    Base,         ///< 13, body and list subjects
    Emphasis,     ///< 13/600, unread
    Button,       ///< 13/500
    Second,       ///< 12, meta
    SecondMedium, ///< 12/500
    SecondStrong, ///< 12/600
    Small,        ///< 11/500, key hints, tags, rail labels
    Section,      ///< 11/600
    Badge,        ///< 10/600
    PaneTitle,    ///< 14/600
    PageTitle,    ///< 16/600
    Figure,       ///< 22/600
    Mono
};

enum class ThemeMode { System, Light, Dark };

/// Colours and fonts of the windows: one palette and one style sheet over the Fusion style, made from tokens.json.
/// Passed to whoever paints; UI thread only.
class Theme final : public QObject
{
    Q_OBJECT
public:
    /// Reads `:/styles/tokens.json`; a missing or broken token is a defect of the build and shows as magenta.
    explicit Theme(QObject *parent = nullptr);

    [[nodiscard]] ThemeMode mode() const { return m_mode; }
    void setMode(ThemeMode mode);
    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] QColor color(Token token) const;
    /// Ground and text of one of the six avatar colours.
    [[nodiscard]] QColor avatarGround(int index) const;
    [[nodiscard]] QColor avatarText(int index) const;
    [[nodiscard]] QFont font(TypeRole role) const;
    [[nodiscard]] QPalette palette() const;
    [[nodiscard]] QString styleSheet() const;
    /// Names in tokens.json, for tests.
    [[nodiscard]] static QString tokenName(Token token);

    /// Puts style, font, palette and sheet on the application now and after each change of mode.
    void applyTo(QApplication &application);

Q_SIGNALS:
    void changed();

private:
    void load();
    void refresh();

    using Colours = std::array<QColor, static_cast<size_t>(Token::Count)>;
    Colours m_lightColours, m_darkColours;
    ThemeMode m_mode = ThemeMode::System;
    bool m_systemDark = false;
    bool m_dark = false;
    QString m_family;
    QApplication *m_application = nullptr;
};

} // namespace otklik::ui
