// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/report.h"

#include <QByteArray>
#include <QStringList>

namespace otklik::stats {

/// The names of the columns of a report as a table: "key created solved …"; durations in seconds, calendar time.
[[nodiscard]] QStringList tableColumns();
/// One line under them; a figure without a value is "-".
[[nodiscard]] QStringList tableCells(const QString &key, const Figures &figures);
/// RFC 4180, UTF-8: columns, a line for each group, the line "total". A figure without a value is empty.
[[nodiscard]] QByteArray toCsv(const Report &report, Grouping by);

} // namespace otklik::stats
