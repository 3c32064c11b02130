// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"

namespace otklik::cli {

QString TextTable::toString() const
{
    std::vector<qsizetype> widths;
    for (const QStringList &row : m_rows) {
        widths.resize(std::max(widths.size(), size_t(row.size())), 0);
        for (qsizetype column = 0; column < row.size(); ++column)
            widths[size_t(column)] = std::max(widths[size_t(column)], row[column].size());
    }
    QString text;
    for (const QStringList &row : m_rows) {
        for (qsizetype column = 0; column < row.size(); ++column) {
            const bool last = column + 1 == row.size();
            text += last ? row[column] : row[column].leftJustified(widths[size_t(column)] + 2);
        }
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace otklik::cli
