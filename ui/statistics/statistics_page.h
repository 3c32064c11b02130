// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/statistics/statistics_presenter.h"
#include "ui/widgets/look.h"

#include <QWidget>

class QButtonGroup;
class QGridLayout;
class QLabel;
class QTableWidget;

namespace otklik::ui {

class DayChart;
class FigureTile;

/// Page of the lead: tiles, created against solved by day, work by specialist, for a chosen period. The figures are
/// those of `otklik-cli stats`.
class StatisticsPage final : public QWidget
{
    Q_OBJECT
public:
    StatisticsPage(const Look &look, StatisticsPresenter &presenter, QWidget *parent = nullptr);

Q_SIGNALS:
    /// A figure was asked for its tickets, in the query language.
    void ticketsRequested(const QString &query);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeTiles();
    QWidget *makeChart();
    QWidget *makeTable();
    FigureTile *tile(QGridLayout *row, const char *name, const QString &title, const QString &definition,
                     const char *query);
    void show(const stats::Report &report);
    void fillTable(const stats::Report &report);
    [[nodiscard]] QString between(const char *field) const;

    Look m_look;
    StatisticsPresenter &m_presenter;
    QLabel *m_range;
    QLabel *m_fault;
    QButtonGroup *m_spans;
    FigureTile *m_created = nullptr, *m_solved = nullptr, *m_backlog = nullptr, *m_first = nullptr,
               *m_resolution = nullptr;
    FigureTile *m_reopened = nullptr, *m_oneTouch = nullptr, *m_waiting = nullptr;
    DayChart *m_chart = nullptr;
    QTableWidget *m_table = nullptr;
};

} // namespace otklik::ui
