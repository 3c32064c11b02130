// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/theme.h"

#include <QHash>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace otklik::ui {

/// The line icons of `:/icons`, tinted when asked for and kept per name, size, colour and pixel ratio. Must outlive the
/// QIcons it gave out. UI thread only.
class IconStore final
{
public:
    explicit IconStore(const Theme &theme);

    /// `size` in device-independent pixels. A null pixmap for an unknown name.
    [[nodiscard]] QPixmap pixmap(const QString &name, int size, const QColor &colour, qreal ratio) const;
    /// An icon that follows the theme: T3 when disabled, AccentT when checked, else `token`.
    [[nodiscard]] QIcon icon(const QString &name, Token token = Token::T2) const;
    void paint(QPainter &painter, const QRect &where, const QString &name, const QColor &colour) const;
    [[nodiscard]] static bool exists(const QString &name);
    [[nodiscard]] const Theme &theme() const { return m_theme; }

private:
    [[nodiscard]] const QByteArray &source(const QString &name) const;

    const Theme &m_theme;
    mutable QHash<QString, QByteArray> m_sources;
    mutable QHash<QString, QPixmap> m_pixmaps;
};

} // namespace otklik::ui
