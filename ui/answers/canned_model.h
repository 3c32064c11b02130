// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk_values.h"

#include <QAbstractListModel>

#include <vector>

namespace otklik::ui {

/// Canned responses as a list, for the picker and the page.
class CannedModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void set(const std::vector<workspace::CannedRow> &rows, const QString &filter);
    [[nodiscard]] const workspace::CannedRow *at(int row) const;
    [[nodiscard]] QString filter() const { return m_filter; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<workspace::CannedRow> m_rows;
    QString m_filter;
};

} // namespace otklik::ui
