// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/queue/queue_model.h"

#include <QObject>

namespace otklik::ui {

/// What the queue shows and which tickets are meant, without widgets: view, search, order, the current ticket and the
/// checked ones. The current ticket stays current when it leaves the list (it was solved); the next step goes on from
/// where it was.
class QueuePresenter final : public QObject
{
    Q_OBJECT
public:
    QueuePresenter(TicketSource &source, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] QueueModel &model() { return m_model; }
    [[nodiscard]] const ShownView &view() const { return m_view; }
    [[nodiscard]] QString search() const { return m_search; }
    [[nodiscard]] ticket::SortOrder sort() const { return m_sort; }
    [[nodiscard]] bool hidesRest() const { return m_hidesRest; }

    void showView(const ShownView &view); ///< also ends the search
    void setSearch(const QString &search);
    void setSort(ticket::SortOrder sort);
    void setHidesRest(bool hides);
    void setViewTotal(qint64 total) { m_model.setViewTotal(total); }
    void refresh() { m_model.refresh(); }

    [[nodiscard]] const ticket::Key &current() const { return m_current; }
    /// The row of the current ticket as last read; nothing when it is not in the list.
    [[nodiscard]] const ticket::TicketRow *currentTicket() const;
    void setCurrent(const ticket::Key &key);
    void moveCurrent(int step);
    void selectFirst();
    /// From the search to what it found: the first match becomes current, as soon as it is read, unless one is already.
    /// Without a search, or when nothing fits, whatever is current stays so; when nothing is, the first ticket.
    void goToMatches();

    void toggleChecked();
    /// Checks the current ticket and the next one, which becomes current (Shift+arrows).
    void extendChecked(int step);
    void checkRange(int fromRow, int toRow);
    void clearChecked() { m_model.clearChecked(); }
    /// What a command acts on: the checked tickets in list order, else the current one.
    [[nodiscard]] std::vector<ticket::Key> targets() const;

Q_SIGNALS:
    void viewChanged();
    void searchChanged();
    void sortChanged();
    void currentChanged(const otklik::ticket::Key &key);
    void problemChanged(const QString &detail); ///< empty = the query was understood

private:
    void read();
    void onLoaded();
    void selectFirstMatch();

    QueueModel m_model;
    ShownView m_view;
    QString m_search;
    ticket::SortOrder m_sort = ticket::SortOrder::Urgency;
    bool m_hidesRest = false;
    ticket::Key m_current;
    int m_lastRow = -1;
    bool m_goesToMatches = false; ///< when the rows are there
};

} // namespace otklik::ui
