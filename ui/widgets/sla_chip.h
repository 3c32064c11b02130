// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QCoreApplication>
#include <QRect>
#include <QString>

#include <chrono>

class QPainter;

namespace otklik::ui {

/// The chip that says how long a promise still runs; painted in rows and headers. Colour never stands alone: the words
/// or the icon say the same.
class SlaChip final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::SlaChip)
public:
    enum class Tone { Green, Amber, Red, Quiet };
    struct Limits
    {
        std::chrono::minutes amberUnder{90};
        std::chrono::minutes redUnder{30};
    };
    Tone tone = Tone::Quiet;
    QString icon; ///< may be empty
    QString text; ///< empty = there is no chip

    /// A running promise; `left` is negative when late ("8 m over").
    [[nodiscard]] static SlaChip running(std::chrono::milliseconds left, Limits limits);
    [[nodiscard]] static SlaChip running(std::chrono::milliseconds left) { return running(left, Limits()); }
    [[nodiscard]] static SlaChip quiet(const QString &icon, const QString &text);

    [[nodiscard]] int width(const Look &look) const;
    /// 20 px high, right-aligned in `where`.
    void paint(QPainter &painter, const Look &look, const QRect &where) const;
    [[nodiscard]] QColor textColour(const Look &look) const;
};

} // namespace otklik::ui
