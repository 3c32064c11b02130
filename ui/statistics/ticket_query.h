// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/report.h"

#include <QList>
#include <QString>

namespace otklik::ui {

/// The query that lists tickets by their numbers. Where they are too many for one query, or some have no number yet
/// (0), the nearest the query language can say of the figure: by the times of the period.
[[nodiscard]] QString ticketQuery(QList<qint64> numbers, stats::Metric metric, const stats::Period &period,
                                  const QString &mailbox);

} // namespace otklik::ui
