// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

namespace otklik::cli {

/// Rows in aligned columns for a terminal; the last column is not padded, `wide` characters count by code point.
class TextTable final
{
public:
    explicit TextTable(QStringList header)
        : m_rows{std::move(header)}
    {
    }
    void add(QStringList row) { m_rows.push_back(std::move(row)); }
    [[nodiscard]] QString toString() const;

private:
    std::vector<QStringList> m_rows;
};

} // namespace otklik::cli
