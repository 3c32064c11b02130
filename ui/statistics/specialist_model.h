// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/statistics/statistics_presenter.h"
#include "ui/widgets/look.h"

#include <QAbstractTableModel>

namespace otklik::ui {

/// The report by specialist, with the team as last row.
class SpecialistModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Solved, Open, FirstResponse, FirstResponseP90, Resolution, Reopened, OneTouch, Columns };

    SpecialistModel(const Look &look, const StatisticsPresenter &presenter, QObject *parent = nullptr);
    void refresh();
    /// False for the team's row.
    [[nodiscard]] bool isPerson(int row) const;
    /// Empty = nobody.
    [[nodiscard]] QString addressAt(int row) const;
    /// Whose tickets the cell counts.
    [[nodiscard]] static stats::Metric metricOf(int column);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const stats::Figures &figures, int column) const;
    [[nodiscard]] QString name(int row) const;
    [[nodiscard]] QPixmap mark(int row) const;

    Look m_look;
    const StatisticsPresenter &m_presenter;
    std::vector<stats::Group> m_groups;
    stats::Figures m_team;
};

} // namespace otklik::ui
