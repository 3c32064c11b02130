// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/report.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace otklik::ui {

/// What one tile says, in words.
struct TileFigure
{
    enum class Verdict { Neutral, Good, Bad };
    enum class Direction { None, Up, Down };

    QString id, title, value, change, detail, definition;
    Verdict verdict = Verdict::Neutral; ///< of the change
    Direction direction = Direction::None;
    stats::Metric metric = stats::Metric::Created;
};

/// The tiles of a report against the period before. Pure but for the language.
class TileFigures final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::TileFigures)
public:
    /// `before` may be null: no changes then.
    [[nodiscard]] static std::vector<TileFigure> of(const stats::Report &report, const stats::Report *before,
                                                    bool businessHours, Instant now);
    /// "34 m"; a dash without a value.
    [[nodiscard]] static QString duration(const std::optional<qint64> &seconds);
    [[nodiscard]] static QString count(const std::optional<int> &count);
    [[nodiscard]] static QString share(int part, int whole);
};

} // namespace otklik::ui
