// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk_values.h"

#include <QAbstractListModel>

#include <functional>
#include <vector>

namespace otklik::ui {

/// Canned responses as a list, for the picker and the page. The roles beside Qt's are of the row.
class CannedModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    static constexpr int kUnsavedRole = Qt::UserRole; ///< bool: something was typed over it and not saved

    using QAbstractListModel::QAbstractListModel;
    /// What kUnsavedRole says; asked for the rows that are shown. Without it none is unsaved.
    void setUnsaved(std::function<bool(const workspace::CannedRow &)> isUnsaved);
    /// The function given to setUnsaved() has other answers now.
    void unsavedChanged();
    void set(const std::vector<workspace::CannedRow> &rows, const QString &filter);
    [[nodiscard]] const workspace::CannedRow *at(int row) const;
    [[nodiscard]] QString filter() const { return m_filter; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    std::function<bool(const workspace::CannedRow &)> m_isUnsaved;
    std::vector<workspace::CannedRow> m_rows;
    QString m_filter;
};

} // namespace otklik::ui
