// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ticket/ticket_row.h"
#include "ui/widgets/look.h"

#include <QHash>
#include <QWidget>

#include <vector>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QListWidget;

namespace otklik::ui {

/// Stands in for the conversation while several tickets are checked: what they are, and the bar of what can be done to
/// all of them.
class BulkSummary final : public QWidget
{
    Q_OBJECT
public:
    BulkSummary(const Look &look, const Clock &clock, QWidget *parent = nullptr);
    /// A button of the bar; `id` comes back with commandRequested().
    void addCommand(const QString &id, const QString &icon, const QString &text, const QString &keys);
    void showTickets(const std::vector<ticket::TicketRow> &rows, const QHash<QString, QString> &names);

Q_SIGNALS:
    void commandRequested(const QString &id);
    void clearRequested();

private:
    Look m_look;
    const Clock &m_clock;
    QLabel *m_title;
    QGridLayout *m_figures;
    QListWidget *m_list;
    QHBoxLayout *m_bar;
};

} // namespace otklik::ui
