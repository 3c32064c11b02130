// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/queue_model.h"

#include "ui/queue/ticket_text.h"

#include <QPointer>
#include <QSet>

#include <utility>

namespace otklik::ui {

QueueModel::QueueModel(TicketSource &source, const Clock &clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_source(source)
    , m_clock(clock)
{
}

void QueueModel::show(std::vector<QueueSection> sections, ticket::SortOrder sort)
{
    m_sections = std::move(sections);
    m_sort = sort;
    m_isFresh = false;
    start({Fill::Replace, kPageSize, {}, {}});
}

void QueueModel::refresh()
{
    // Not begun anew, or it would never end while a mailbox comes in.
    m_isStale = m_loading && m_load.fill != Fill::Append;
    if (m_isStale)
        return;
    const auto shown = static_cast<qsizetype>(m_items.size());
    start({m_isFresh ? Fill::InPlace : Fill::Replace, qMax<qsizetype>(kPageSize, shown), {}, {}});
}

void QueueModel::setViewTotal(qint64 total)
{
    if (m_viewTotal == total)
        return;
    m_viewTotal = total;
    for (size_t i = 0; i < m_items.size(); ++i)
        if (m_items[i].isHeader) {
            const QModelIndex header = index(static_cast<int>(i));
            Q_EMIT dataChanged(header, header, {CountRole, Qt::AccessibleTextRole});
        }
}

void QueueModel::start(Load load)
{
    ++m_generation;
    m_loading = true;
    m_isStale = false;
    m_load = std::move(load);
    readNext(m_generation);
}

void QueueModel::readNext(quint64 generation)
{
    if (m_load.position.section >= m_sections.size() || static_cast<qsizetype>(m_load.items.size()) >= m_load.target) {
        finish();
        return;
    }
    const QueueSection &section = m_sections[m_load.position.section];
    const int limit = static_cast<int>(qMin<qsizetype>(1000, m_load.target));
    m_source.page(section.query, m_sort, limit, m_load.position.cursor,
                  [guard = QPointer(this), generation](Result<ticket::TicketPage> page) {
                      if (!guard || guard->m_generation != generation)
                          return;
                      if (page) {
                          guard->take(std::move(*page));
                          guard->readNext(generation);
                          return;
                      }
                      guard->m_loading = false;
                      const bool isStale = std::exchange(guard->m_isStale, false);
                      Q_EMIT guard->failed(page.error());
                      if (guard && isStale)
                          guard->refresh();
                  });
}

void QueueModel::take(ticket::TicketPage page)
{
    Position &at = m_load.position;
    const QueueSection &section = m_sections[at.section];
    const int number = static_cast<int>(at.section);
    const qint64 total = page.total - (section.skipsEarlier ? at.seenBefore : 0);
    if (at.cursor.isEmpty() && !section.title.isEmpty() && total > 0)
        m_load.items.push_back({number, true, section.title, total, section.countsOfView, {}});
    for (ticket::TicketRow &row : page.rows) {
        if (at.seen.contains(row.key))
            continue;
        at.seen.insert(row.key);
        m_load.items.push_back({number, false, {}, 0, false, std::move(row)});
    }
    at.cursor = page.next;
    if (page.next.isEmpty()) {
        ++at.section;
        at.seenBefore = at.seen.size();
    }
}

void QueueModel::finish()
{
    m_loading = false;
    m_position = std::move(m_load.position);
    std::vector<Item> items = std::move(m_load.items);
    m_load.items.clear();
    const bool isStale = std::exchange(m_isStale, false);
    apply(std::move(items));
    Q_EMIT loaded();
    if (isStale)
        refresh();
}

void QueueModel::apply(std::vector<Item> items)
{
    switch (m_load.fill) {
    case Fill::Replace:
        beginResetModel();
        m_items = std::move(items);
        m_isFresh = true;
        endResetModel();
        dropGoneChecks();
        return;
    case Fill::InPlace:
        mergeInto(items);
        dropGoneChecks();
        return;
    case Fill::Append:
        if (items.empty())
            return;
        const int first = static_cast<int>(m_items.size());
        beginInsertRows({}, first, first + static_cast<int>(items.size()) - 1);
        std::move(items.begin(), items.end(), std::back_inserter(m_items));
        endInsertRows();
        return;
    }
}

void QueueModel::mergeInto(const std::vector<Item> &items)
{
    QSet<std::pair<int, ticket::Key>> stay; // a header has no key
    for (const Item &item : items)
        stay.insert({item.section, item.ticket.key});
    for (int i = static_cast<int>(m_items.size()) - 1; i >= 0; --i) {
        const Item &item = m_items[static_cast<size_t>(i)];
        if (stay.contains({item.section, item.ticket.key}))
            continue;
        beginRemoveRows({}, i, i);
        m_items.erase(m_items.begin() + i);
        endRemoveRows();
    }
    for (size_t i = 0; i < items.size(); ++i) {
        const int row = static_cast<int>(i);
        auto found =
            std::find_if(m_items.begin() + row, m_items.end(), [&](const Item &item) { return item.isSame(items[i]); });
        if (found == m_items.end()) {
            beginInsertRows({}, row, row);
            m_items.insert(m_items.begin() + row, items[i]);
            endInsertRows();
            continue;
        }
        const int from = static_cast<int>(found - m_items.begin());
        if (from != row) {
            beginMoveRows({}, from, from, {}, row);
            std::rotate(m_items.begin() + row, found, found + 1);
            endMoveRows();
        }
        if (!(m_items[i] == items[i])) {
            m_items[i] = items[i];
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

void QueueModel::dropGoneChecks()
{
    const qsizetype before = m_checked.size();
    m_checked.removeIf([this](const ticket::Key &key) { return rowOf(key) < 0; });
    if (m_checked.size() != before)
        Q_EMIT checkedChanged();
}

const ticket::TicketRow *QueueModel::ticketAt(int row) const
{
    if (row < 0 || row >= rowCount() || m_items[static_cast<size_t>(row)].isHeader)
        return nullptr;
    return &m_items[static_cast<size_t>(row)].ticket;
}

int QueueModel::sectionOf(int row) const
{
    return row < 0 || row >= rowCount() ? -1 : m_items[static_cast<size_t>(row)].section;
}

int QueueModel::rowOf(const ticket::Key &key) const
{
    for (size_t i = 0; i < m_items.size(); ++i)
        if (!m_items[i].isHeader && m_items[i].ticket.key == key)
            return static_cast<int>(i);
    return -1;
}

int QueueModel::nextTicketRow(int row, int step) const
{
    for (int i = row + step; i >= 0 && i < rowCount(); i += step)
        if (ticketAt(i))
            return i;
    return -1;
}

int QueueModel::ticketCount() const
{
    return static_cast<int>(
        std::count_if(m_items.begin(), m_items.end(), [](const Item &item) { return !item.isHeader; }));
}

void QueueModel::setChecked(const ticket::Key &key, bool on)
{
    const int row = rowOf(key);
    if (row < 0 || m_checked.contains(key) == on)
        return;
    const bool wasSelecting = !m_checked.isEmpty();
    if (on)
        m_checked.insert(key);
    else
        m_checked.remove(key);
    // The first check brings the boxes into all rows, the last takes them away.
    const bool all = wasSelecting == m_checked.isEmpty();
    Q_EMIT dataChanged(index(all ? 0 : row), index(all ? rowCount() - 1 : row), {Qt::CheckStateRole});
    Q_EMIT checkedChanged();
}

void QueueModel::clearChecked()
{
    if (m_checked.isEmpty())
        return;
    m_checked.clear();
    if (!m_items.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    Q_EMIT checkedChanged();
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QString QueueModel::countText(const Item &item) const
{
    if (item.countsOfView && m_viewTotal >= 0)
        return tr("%L1 of %L2").arg(item.count).arg(m_viewTotal);
    return tr("%L1").arg(item.count);
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Item &item = m_items[static_cast<size_t>(index.row())];
    if (role == IsHeaderRole)
        return item.isHeader;
    if (item.isHeader) {
        switch (role) {
        case Qt::DisplayRole:
            return item.title;
        case CountRole:
            return countText(item);
        case Qt::AccessibleTextRole:
            return tr("%1, %2").arg(item.title, countText(item));
        default:
            return {};
        }
    }
    switch (role) {
    case Qt::DisplayRole:
        return item.ticket.subject;
    case TicketRole:
        return QVariant::fromValue(item.ticket);
    case KeyRole:
        return item.ticket.key.hex();
    case Qt::CheckStateRole:
        if (m_checked.isEmpty())
            return {};
        return m_checked.contains(item.ticket.key) ? Qt::Checked : Qt::Unchecked;
    case Qt::AccessibleTextRole:
        return TicketText::spoken(item.ticket, m_clock.now());
    default:
        return {};
    }
}

Qt::ItemFlags QueueModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    if (m_items[static_cast<size_t>(index.row())].isHeader)
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

bool QueueModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_loading && m_isFresh && !isComplete();
}

void QueueModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        start({Fill::Append, kPageSize, m_position, {}});
}

} // namespace otklik::ui
