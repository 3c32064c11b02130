// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/answers/canned_model.h"

namespace otklik::ui {

void CannedModel::set(const std::vector<workspace::CannedRow> &rows, const QString &filter)
{
    beginResetModel();
    m_rows = rows;
    m_filter = filter;
    endResetModel();
}

void CannedModel::setUnsaved(std::function<bool(const workspace::CannedRow &)> isUnsaved)
{
    m_isUnsaved = std::move(isUnsaved);
    unsavedChanged();
}

void CannedModel::unsavedChanged()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {kUnsavedRole, Qt::AccessibleTextRole});
}

const workspace::CannedRow *CannedModel::at(int row) const
{
    return row >= 0 && row < int(m_rows.size()) ? &m_rows[size_t(row)] : nullptr;
}

int CannedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant CannedModel::data(const QModelIndex &index, int role) const
{
    const workspace::CannedRow *row = at(index.row());
    if (!row)
        return {};
    if (role == Qt::DisplayRole)
        return row->title;
    const auto isUnsaved = [&] { return m_isUnsaved && m_isUnsaved(*row); };
    if (role == kUnsavedRole)
        return isUnsaved();
    if (role == Qt::AccessibleTextRole) {
        const QString text =
            tr("%1, %2, %3, used %n time(s)", nullptr, row->uses).arg(row->title, row->shortcut, row->language);
        return isUnsaved() ? tr("%1, changes not saved").arg(text) : text;
    }
    return {};
}

} // namespace otklik::ui
