// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/views_model.h"

namespace otklik::ui {
namespace {
constexpr quintptr kSection = 0; // internal id of a section; a view has its section's row + 1
}

ViewsModel::ViewsModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

bool ViewsModel::hasSameViews(const std::vector<ViewSection> &others) const
{
    return std::equal(m_sections.begin(), m_sections.end(), others.begin(), others.end(),
                      [](const ViewSection &a, const ViewSection &b) {
                          return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                                            [](const ViewItem &x, const ViewItem &y) { return x.id == y.id; });
                      });
}

void ViewsModel::setSections(std::vector<ViewSection> newSections)
{
    if (m_sections == newSections)
        return;
    if (hasSameViews(newSections)) {
        m_sections = std::move(newSections);
        announceChange();
        return;
    }
    beginResetModel();
    m_sections = std::move(newSections);
    endResetModel();
}

void ViewsModel::setCounts(const QHash<QString, qint64> &counts)
{
    if (m_counts == counts)
        return;
    m_counts = counts;
    announceChange();
}

void ViewsModel::announceChange()
{
    if (m_sections.empty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex section = index(row, 0);
        if (rowCount(section) > 0)
            Q_EMIT dataChanged(index(0, 0, section), index(rowCount(section) - 1, 0, section));
    }
}

const ViewItem *ViewsModel::item(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == kSection)
        return nullptr;
    return &m_sections[index.internalId() - 1].items[static_cast<size_t>(index.row())];
}

QModelIndex ViewsModel::indexOf(const QString &id) const
{
    for (size_t s = 0; s < m_sections.size(); ++s)
        for (size_t i = 0; i < m_sections[s].items.size(); ++i)
            if (m_sections[s].items[i].id == id)
                return createIndex(static_cast<int>(i), 0, s + 1);
    return {};
}

QModelIndex ViewsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : kSection);
}

QModelIndex ViewsModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == kSection)
        return {};
    return createIndex(static_cast<int>(child.internalId() - 1), 0, kSection);
}

int ViewsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_sections.size());
    if (parent.internalId() != kSection || parent.column() > 0)
        return 0;
    return static_cast<int>(m_sections[static_cast<size_t>(parent.row())].items.size());
}

int ViewsModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant ViewsModel::viewData(const ViewItem &item, int role) const
{
    const qint64 count = m_counts.value(item.id, 0);
    switch (role) {
    case Qt::DisplayRole:
        return item.title;
    case Qt::ToolTipRole:
        return item.title;
    case Qt::AccessibleTextRole:
        return tr("%1, %n ticket(s)", nullptr, static_cast<int>(qMin<qint64>(count, 1000000))).arg(item.title);
    case IdRole:
        return item.id;
    case SizeRole:
        return count;
    case IconRole:
        return item.icon;
    case UrgentRole:
        return item.urgent && count > 0;
    case WarnedRole:
        return item.warned;
    default:
        return {};
    }
}

QVariant ViewsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (const ViewItem *view = item(index))
        return viewData(*view, role);
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return m_sections[static_cast<size_t>(index.row())].title;
    return {};
}

Qt::ItemFlags ViewsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    if (item(index))
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled;
}

} // namespace otklik::ui
