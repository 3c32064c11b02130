// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/queue_presenter.h"

#include <utility>

namespace otklik::ui {

QueuePresenter::QueuePresenter(TicketSource &source, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_model(source, clock)
{
    connect(&m_model, &QueueModel::loaded, this, &QueuePresenter::onLoaded);
    connect(&m_model, &QueueModel::failed, this, [this](const Error &error) { Q_EMIT problemChanged(error.detail); });
}

void QueuePresenter::read()
{
    m_model.show(QueueSections::of(m_view, m_search, m_sort, m_hidesRest), m_sort);
}

void QueuePresenter::onLoaded()
{
    Q_EMIT problemChanged(QString());
    const int row = m_model.rowOf(m_current);
    if (row >= 0)
        m_lastRow = row;
    if (std::exchange(m_goesToMatches, false))
        selectFirstMatch();
}

void QueuePresenter::showView(const ShownView &view)
{
    m_view = view;
    const bool wasSearching = !m_search.isEmpty();
    m_search.clear();
    m_lastRow = -1;
    m_goesToMatches = false;
    m_model.setViewTotal(-1);
    Q_EMIT viewChanged();
    if (wasSearching)
        Q_EMIT searchChanged();
    read();
}

void QueuePresenter::setSearch(const QString &search)
{
    if (m_search == search)
        return;
    m_search = search;
    Q_EMIT searchChanged();
    read();
}

void QueuePresenter::setSort(ticket::SortOrder sort)
{
    if (m_sort == sort)
        return;
    m_sort = sort;
    Q_EMIT sortChanged();
    read();
}

void QueuePresenter::setHidesRest(bool hides)
{
    if (m_hidesRest == hides)
        return;
    m_hidesRest = hides;
    if (!m_search.isEmpty())
        read();
}

const ticket::TicketRow *QueuePresenter::currentTicket() const
{
    return m_model.ticketAt(m_model.rowOf(m_current));
}

void QueuePresenter::setCurrent(const ticket::Key &key)
{
    const int row = m_model.rowOf(key);
    if (row >= 0)
        m_lastRow = row;
    if (m_current == key)
        return;
    m_current = key;
    Q_EMIT currentChanged(key);
}

void QueuePresenter::moveCurrent(int step)
{
    const int row = m_model.rowOf(m_current);
    // A ticket that left the list leaves its place to the next one.
    const int from = row >= 0 ? row : step > 0 ? m_lastRow - 1 : m_lastRow;
    const int next = m_model.nextTicketRow(qBound(-1, from, m_model.rowCount()), step);
    if (const ticket::TicketRow *ticket = m_model.ticketAt(next))
        setCurrent(ticket->key);
}

void QueuePresenter::selectFirst()
{
    if (const ticket::TicketRow *first = m_model.ticketAt(m_model.nextTicketRow(-1, 1)))
        setCurrent(first->key);
}

void QueuePresenter::goToMatches()
{
    if (m_model.isLoading())
        m_goesToMatches = true;
    else
        selectFirstMatch();
}

void QueuePresenter::selectFirstMatch()
{
    const int current = m_model.rowOf(m_current);
    const int first = m_model.nextTicketRow(-1, 1);
    const bool isFound = !m_search.trimmed().isEmpty() && m_model.sectionOf(first) == 0;
    if (current < 0 || (isFound && m_model.sectionOf(current) != 0))
        selectFirst();
}

void QueuePresenter::toggleChecked()
{
    m_model.setChecked(m_current, !m_model.checked().contains(m_current));
}

void QueuePresenter::extendChecked(int step)
{
    m_model.setChecked(m_current, true);
    moveCurrent(step);
    m_model.setChecked(m_current, true);
}

void QueuePresenter::checkRange(int fromRow, int toRow)
{
    for (int row = qMin(fromRow, toRow); row <= qMax(fromRow, toRow); ++row)
        if (const ticket::TicketRow *ticket = m_model.ticketAt(row))
            m_model.setChecked(ticket->key, true);
}

std::vector<ticket::Key> QueuePresenter::targets() const
{
    std::vector<ticket::Key> keys;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const ticket::TicketRow *ticket = m_model.ticketAt(row);
        if (ticket && m_model.checked().contains(ticket->key))
            keys.push_back(ticket->key);
    }
    if (keys.empty() && !m_current.isEmpty())
        keys.push_back(m_current);
    return keys;
}

} // namespace otklik::ui
