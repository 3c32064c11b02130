// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ticket/customer.h"

#include <QAbstractListModel>

namespace otklik::ui {

/// A customer's tickets, newest first, as the history list shows them.
class HistoryModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { DetailRole = Qt::UserRole + 1, IconRole, IsShownRole, KeyRole };

    explicit HistoryModel(const Clock &clock, QObject *parent = nullptr);
    void set(std::vector<ticket::HistoryLine> lines, const ticket::Key &shown);
    [[nodiscard]] const ticket::HistoryLine *lineAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    const Clock &m_clock;
    std::vector<ticket::HistoryLine> m_lines;
    ticket::Key m_shown;
};

} // namespace otklik::ui
