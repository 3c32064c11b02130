// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ticket/ticket_row.h"
#include "ui/widgets/look.h"

#include <QHash>
#include <QStyledItemDelegate>

namespace otklik::ui {

enum class QueueDensity { Compact, Normal, Roomy };

/// Paints the queue's rows: 34, 58 or 76 px for one, two or three lines, headers 28 px. Looks at roles only.
class QueueDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    QueueDelegate(const Look &look, const Clock &clock, QObject *parent = nullptr);

    void setDensity(QueueDensity density) { m_density = density; }
    [[nodiscard]] QueueDensity density() const { return m_density; }
    /// Words of the search, marked in subjects.
    void setHighlight(const QStringList &words) { m_words = words; }
    /// Names of specialists by address, for the assignee's initials.
    void setPeople(const QHash<QString, QString> &names) { m_names = names; }
    void setPaneFocused(bool focused) { m_paneFocused = focused; }
    /// Where the check box of a row lies while selecting.
    [[nodiscard]] static QRect checkBoxRect(const QRect &row) { return {row.x() + 16, row.y() + 10, 16, 16}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    struct Row
    {
        QPainter &painter;
        ticket::TicketRow ticket;
        Instant now;
        bool onSelection = false;
    };
    void paintHeader(QPainter &painter, const QRect &rect, const QModelIndex &index) const;
    void paintGround(QPainter &painter, const QStyleOptionViewItem &option, bool isChecked, bool isSelecting) const;
    void paintFirstLine(const Row &row, QRect line, const QVariant &check) const;
    void paintSecondLine(const Row &row, QRect line) const;
    void paintCompact(const Row &row, QRect line, const QVariant &check) const;
    int paintMarks(const Row &row, const QRect &line, const QVariant &check) const;
    void paintCheckBox(QPainter &painter, const QRect &box, bool isOn) const;
    void paintSubject(const Row &row, const QRect &rect) const;
    void paintWho(const Row &row, const QRect &rect, bool withPreview) const;
    void paintAssignee(const Row &row, const QRect &rect) const;

    Look m_look;
    const Clock &m_clock;
    QueueDensity m_density = QueueDensity::Normal;
    QStringList m_words;
    QHash<QString, QString> m_names;
    bool m_paneFocused = true;
};

} // namespace otklik::ui
