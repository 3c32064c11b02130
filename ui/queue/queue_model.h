// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "ui/queue/queue_section.h"
#include "ui/queue/ticket_source.h"

#include <QAbstractListModel>
#include <QSet>

#include <vector>

namespace otklik::ui {

/// What the queue's list asks for, beside DisplayRole (subject or header), CheckStateRole and AccessibleTextRole.
enum QueueRole {
    IsHeaderRole = Qt::UserRole + 1,
    TicketRole, ///< ticket::TicketRow
    KeyRole,    ///< QByteArray, hex of the ticket's key
    CountRole,  ///< header: what stands at its right end
};

/// The queue as one flat list: header rows and tickets of the sections, read page by page (keyset) when the list is
/// scrolled near its end. New content replaces the old when its first page is there, so nothing flashes; refresh()
/// emits only what really changed. UI thread.
class QueueModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    static constexpr int kPageSize = 60;

    QueueModel(TicketSource &source, const Clock &clock, QObject *parent = nullptr);

    void show(std::vector<QueueSection> sections, ticket::SortOrder sort);
    /// Reads again what is shown.
    void refresh();
    void setViewTotal(qint64 total);

    [[nodiscard]] const ticket::TicketRow *ticketAt(int row) const;
    [[nodiscard]] int rowOf(const ticket::Key &key) const;
    /// Place of the row's section among those shown; -1 when there is no such row.
    [[nodiscard]] int sectionOf(int row) const;
    /// The next ticket row from `row` in steps of `step` (1 or -1), headers skipped; -1 at the end.
    [[nodiscard]] int nextTicketRow(int row, int step) const;
    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] bool isComplete() const { return m_position.section >= m_sections.size(); }
    [[nodiscard]] int ticketCount() const;

    [[nodiscard]] const QSet<ticket::Key> &checked() const { return m_checked; }
    void setChecked(const ticket::Key &key, bool on);
    void clearChecked();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void loaded(); ///< a reading ended; the rows are there
    void checkedChanged();
    void failed(const otklik::Error &error);

private:
    struct Item
    {
        int section = 0;
        bool isHeader = false;
        QString title;             ///< of a header
        qint64 count = 0;          ///< of a header
        bool countsOfView = false; ///< of a header
        ticket::TicketRow ticket;
        [[nodiscard]] bool isSame(const Item &o) const
        {
            return section == o.section && isHeader == o.isHeader && (isHeader || ticket.key == o.ticket.key);
        }
        bool operator==(const Item &) const = default;
    };
    struct Position
    {
        size_t section = 0;
        QString cursor;
        QSet<ticket::Key> seen;
        qint64 seenBefore = 0; ///< tickets in the sections above
    };
    enum class Fill { Replace, InPlace, Append };
    struct Load
    {
        Fill fill = Fill::Replace;
        qsizetype target = kPageSize;
        Position position;
        std::vector<Item> items;
    };

    void start(Load load);
    void readNext(quint64 generation);
    void take(ticket::TicketPage page);
    void finish();
    void apply(std::vector<Item> items);
    void mergeInto(const std::vector<Item> &items);
    void dropGoneChecks();
    [[nodiscard]] QString countText(const Item &item) const;

    TicketSource &m_source;
    const Clock &m_clock;
    std::vector<QueueSection> m_sections;
    ticket::SortOrder m_sort = ticket::SortOrder::Urgency;
    std::vector<Item> m_items;
    Position m_position;
    Load m_load;
    QSet<ticket::Key> m_checked;
    quint64 m_generation = 0;
    bool m_loading = false;
    bool m_isStale = false; ///< something changed while the rows were read again
    bool m_isFresh = false; ///< shown rows belong to m_sections
    qint64 m_viewTotal = -1;
};

} // namespace otklik::ui
