// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/history_model.h"

#include "ui/customer/customer_text.h"

namespace otklik::ui {

HistoryModel::HistoryModel(const Clock &clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
{
}

void HistoryModel::set(std::vector<ticket::HistoryLine> lines, const ticket::Key &shown)
{
    beginResetModel();
    m_lines = std::move(lines);
    m_shown = shown;
    endResetModel();
}

const ticket::HistoryLine *HistoryModel::lineAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_lines[static_cast<size_t>(row)] : nullptr;
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    const ticket::HistoryLine *line = lineAt(index.row());
    if (!line)
        return {};
    const bool isShown = line->key == m_shown;
    const QString subject = line->subject.trimmed().isEmpty() ? tr("(no subject)") : line->subject;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return subject;
    case DetailRole:
        return CustomerText::historyDetail(*line, isShown, m_clock.now());
    case Qt::AccessibleTextRole:
        return subject + QStringLiteral(". ") + CustomerText::historyDetail(*line, isShown, m_clock.now());
    case IconRole:
        return CustomerText::historyIcon(line->channel);
    case IsShownRole:
        return isShown;
    case KeyRole:
        return line->key.hex();
    default:
        return {};
    }
}

} // namespace otklik::ui
